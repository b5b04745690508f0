"""What a kiosk says of agencies and services, in halls of any size: waits, shut, full, papers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.fake_hall import (
    View,
    agency_of,
    kiosk_view,
    refusal,
    service_of,
    text,
    until,
)
from tests.browser.test_kiosk import UPRIGHT, WIDE, asked, choose, fits, kiosk, settled

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

AGENCY = "Dinas Perumahan Rakyat, Kawasan Permukiman, Pertanahan dan Tata Ruang Kota Metro"
SERVICE = "Pengesahan gambar rencana pembangunan gedung bertingkat dan rekomendasi teknis i"
PAPER = "Surat keterangan dari kelurahan atau kecamatan tempat tinggal, asli dan fotokopi"

CUT = """() => [...document.querySelectorAll(
    '.choice, .choice > *, .papers, .papers li, .large, .large small, h1, .lead, .given-ahead')]
  .filter((node) => node.getClientRects().length && getComputedStyle(node).display !== 'inline')
  .filter((node) => node.scrollHeight > node.clientHeight + 2 ||
    node.scrollWidth > node.clientWidth + 2 ||
    node.getBoundingClientRect().bottom > innerHeight + 1)
  .map((node) => node.tagName + '.' + node.className + ' ' + node.textContent.slice(0, 60))"""
"""Whatever is longer than its room; nothing may be."""


def wait(minutes: int) -> View:
    return {"minutes": minutes, "text": text(f"± {minutes} menit")}


def one(*services: View, **more: Any) -> View:
    """A hall whose first agency has these services; another has one, so that it is asked."""
    other = agency_of("Lain", "Lain", service_of("Lain", 0))
    return {"agencies": [agency_of("Dinas", "Dinas Contoh", *services), other], **more}


@pytest.mark.parametrize(
    ("services", "told"),
    [
        ([service_of("A", 4, counters_open=2, expected_wait=wait(25))], "4 menunggu · ± 25 menit"),
        ([service_of("A", 4, counters_open=1, expected_wait=None)], "4 menunggu"),
        ([service_of("A", 0, counters_open=1, expected_wait=wait(0))], "Tanpa antre"),
        ([service_of("A", 9, counters_open=1, expected_wait=wait(125))], "9 menunggu · > 2 jam"),
        (
            [service_of("A", 4, counters_open=1, expected_wait=wait(10)),
             service_of("B", 2, counters_open=1, expected_wait=wait(30))],
            "6 menunggu · ± 10–30 menit",
        ),
        ([service_of("A", 3, counters_open=0)], "3 menunggu · tidak ada loket yang buka"),
        (
            [service_of("A", 3, counters_open=0), service_of("B", 0, counters_open=1)],
            "3 menunggu",
        ),
        (
            [service_of("A", 0, open=False, shut="quota_reached",
                        why_shut=text("Kuota A sudah habis. Buka lagi Jumat 08.00."),
                        opens={"date": "2026-11-27", "minute": 480,
                               "text": text("Buka lagi Jumat 08.00.")})],
            "Penuh · Buka lagi Jumat 08.00.",
        ),
        (
            [service_of("A", 0, open=False, shut="holiday", opens=None,
                        why_shut=text("Hari ini libur: Natal. Buka lagi Senin 08.00."))],
            "Tutup · Hari ini libur: Natal. Buka lagi Senin 08.00.",
        ),
    ],
)  # fmt: skip
async def test_a_card_says_who_waits_how_long_and_why_it_is_shut(
    browser: Browser, services: list[View], told: str
) -> None:
    async with kiosk(browser, **one(*services)) as (_, page):
        assert await page.locator(".choice i").first.inner_text() == told


async def test_of_several_shut_services_the_one_that_opens_first_is_told(browser: Browser) -> None:
    def shut(name: str, date: str, minute: int) -> View:
        opens = {"date": date, "minute": minute, "text": text(f"Buka lagi {date} {minute}.")}
        return service_of(name, 0, open=False, shut="service_shut", why_shut=None, opens=opens)

    services = (
        shut("A", "2026-11-30", 480),
        shut("B", "2026-11-27", 600),
        shut("C", "2026-11-27", 660),
    )
    async with kiosk(browser, **one(*services)) as (_, page):
        assert "2026-11-27 600" in await page.locator(".choice i").first.inner_text()


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_papers_are_shown_before_the_number_is_taken(
    browser: Browser, size: ViewportSize
) -> None:
    papers = [text("Fotokopi KTP-el"), text("Pas foto 4×6")]
    async with kiosk(browser, size=size, **one(service_of("SKCK", 0, papers=papers))) as (
        hall,
        page,
    ):
        await choose(page, "Dinas")
        await asked(page, "Yang perlu Anda bawa")
        assert await page.locator(".papers li").all_inner_texts() == [
            "Fotokopi KTP-el",
            "Pas foto 4×6",
        ]
        assert hall.presses == []
        await choose(page, "Kembali")
        await asked(page, "Instansi mana")
        await choose(page, "Dinas")
        await choose(page, "Saya punya semua")
        await asked(page, "Nomor antrean Anda")
        assert await settled(hall, 1) == [{"service": "skck"}]


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
@pytest.mark.parametrize("count", [1, 7, 14])
async def test_long_lists_of_papers_fit(browser: Browser, size: ViewportSize, count: int) -> None:
    papers = [text(PAPER)] * count
    async with kiosk(browser, size=size, **one(service_of(SERVICE, 0, papers=papers))) as (_, page):
        await choose(page, "Dinas")
        await asked(page, "Yang perlu Anda bawa")
        await fits(page, size)
        assert await page.evaluate(CUT) == []


def crowd(agencies: int, services: int) -> list[View]:
    """So many agencies; the first has so many services. Every name has 80 characters."""

    def of(place: int, count: int) -> View:
        name = f"{place:02d} {AGENCY}"[:80]
        many = [
            service_of(f"{at:02d} {SERVICE}"[:80], 12, service=f"s{place}-{at}", counters_open=1,
                       expected_wait=wait(25))
            for at in range(count)
        ]  # fmt: skip
        return agency_of(name, name, *many) | {"agency": f"a{place}"}

    return [of(place, services if place == 0 else 2) for place in range(agencies)]


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_forty_agencies_and_sixty_services_with_long_names_are_whole_and_reachable(
    browser: Browser, size: ViewportSize
) -> None:
    async with kiosk(browser, size=size, agencies=crowd(40, 60), bookings=True) as (hall, page):
        for question, count in (("Instansi mana", 40), ("Layanan apa", 60)):
            await asked(page, question)
            seen: set[str] = set()
            while True:
                await fits(page, size)
                assert await page.evaluate(CUT) == []
                seen |= set(await page.locator(".choice").evaluate_all(
                    "nodes => nodes.map((node) => node.dataset.value)"
                ))  # fmt: skip
                after = page.get_by_role("button", name="Berikutnya")
                if await after.is_disabled():
                    break
                await after.click()
            assert len(seen) == count
            if question == "Instansi mana":
                for _ in range(5):
                    await page.get_by_role("button", name="Sebelumnya").click(force=True)
                await page.locator('.choice[data-value="a0"]').click()
        await page.locator('.choice[data-value="s0-59"]').click()
        await asked(page, "Nomor antrean Anda")
        assert await settled(hall, 1) == [{"service": "s0-59"}]


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_a_service_is_found_by_typing_with_a_finger(
    browser: Browser, size: ViewportSize
) -> None:
    agencies = [
        *crowd(40, 60),
        agency_of("Polres", "Kepolisian", service_of("SKCK", 0), service_of("SIM", 0)),
    ]
    async with kiosk(browser, size=size, agencies=agencies) as (hall, page):
        await choose(page, "Cari")
        await asked(page, "Cari layanan")
        await expect(page.get_by_text("Ketik nama layanan")).to_be_visible()
        for letter in "GAMBAR":
            await page.get_by_role("button", name=letter, exact=True).click()
        await expect(page.get_by_text("lainnya. Ketik lebih banyak huruf")).to_be_visible()
        await fits(page, size)
        assert await page.evaluate(CUT) == []
        for _ in "GAMBAR":
            await choose(page, "Hapus")
        for letter in "SKX":
            await page.get_by_role("button", name=letter, exact=True).click()
        await expect(page.get_by_text("Tidak ada yang cocok dengan “SKX”")).to_be_visible()
        await choose(page, "Hapus")
        await page.locator(".choice", has_text="SKCK").click()
        await asked(page, "Nomor antrean Anda")
        assert await settled(hall, 1) == [{"service": "skck"}]


async def test_a_hall_of_one_page_needs_no_search(browser: Browser) -> None:
    async with kiosk(browser) as (_, page):
        await expect(page.get_by_role("button", name="Cari")).to_have_count(0)


async def test_a_class_that_the_service_does_not_offer_is_told_and_left_out(
    browser: Browser,
) -> None:
    service = service_of("Izin", 0, priorities=["hamil"], papers=[text("KTP")])
    async with kiosk(browser, **one(service)) as (hall, page):
        await choose(page, "Layanan prioritas")
        await choose(page, "Lansia")
        await choose(page, "Dinas")
        await asked(page, "Tidak ada prioritas di sini")
        await expect(page.get_by_text("Izin tidak melayani prioritas “Lansia”.")).to_be_visible()
        await choose(page, "Ambil nomor biasa")
        await asked(page, "Yang perlu Anda bawa")
        await choose(page, "Layanan prioritas")
        assert await page.locator(".choice").all_inner_texts() == ["Ibu hamil"]
        await choose(page, "Ibu hamil")
        await choose(page, "Saya punya semua")
        assert await settled(hall, 1) == [{"service": "izin", "priority": "hamil"}]


async def test_the_quota_may_go_between_the_tap_and_the_number(browser: Browser) -> None:
    """Two kiosks, one place left: the second is told so, and gets no number."""
    told = "Kuota Paspor sudah habis. Buka lagi Jumat 27 November 08.00."
    async with kiosk(browser) as (hall, page):
        other = await browser.new_page(viewport=UPRIGHT)
        await other.goto(page.url)
        await asked(other, "Instansi mana")
        hall.gate.clear()
        await choose(page, "Samsat")
        await until(lambda: len(hall.presses) == 1)
        await choose(other, "Samsat")
        await until(lambda: len(hall.presses) == 2)
        hall.answers = [hall.usual, refusal(409, "quota_reached", told)]
        hall.gate.set()
        for shown, words in ((page, "Nomor antrean Anda"), (other, "Nomor tidak dapat diberikan")):
            await shown.get_by_role("heading", name=words).wait_for()
        await expect(other.get_by_text(told)).to_be_visible()
        assert len({press.key for press in hall.presses}) == 2
        await other.close()


async def test_an_agency_that_goes_while_it_is_chosen_leads_back_to_the_start(
    browser: Browser,
) -> None:
    async with kiosk(browser) as (hall, page):
        await choose(page, "Disdukcapil")
        await asked(page, "Layanan apa")
        left = [one for one in kiosk_view()["agencies"] if one["agency"] != "disdukcapil"]
        await hall.show(agencies=left)
        await asked(page, "Instansi mana")


async def test_both_languages_are_one_touch_away_on_every_page(browser: Browser) -> None:
    papers = [text("Fotokopi KTP", "Copy of your card")]
    async with kiosk(browser, **one(service_of("SKCK", 0, papers=papers))) as (hall, page):
        await choose(page, "English")
        await choose(page, "Dinas")
        await asked(page, "What you need to bring")
        await choose(page, "Bahasa Indonesia")
        await asked(page, "Yang perlu Anda bawa")
        await choose(page, "English")
        await choose(page, "I have them all")
        await asked(page, "Your number")
        assert hall.presses[0].language == "en"
        await choose(page, "Bahasa Indonesia")
        await asked(page, "Nomor antrean Anda")
