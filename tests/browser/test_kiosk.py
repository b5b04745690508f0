"""The kiosk page in a real Chromium, against a hall that plays its part."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Route, ViewportSize, expect

from tests.browser.fake_hall import (
    KIOSK,
    SECRET,
    FakeHall,
    View,
    agency_of,
    kiosk_view,
    refusal,
    running,
    service_of,
    text,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

UPRIGHT: ViewportSize = {"width": 1080, "height": 1920}
WIDE: ViewportSize = {"width": 1920, "height": 1080}
TICKET = {"id": "t5", "number": "B017", "token": "x", "service": "ktp-el", "ahead": 9}


@contextlib.asynccontextmanager
async def kiosk(
    browser: Browser, *, size: ViewportSize = UPRIGHT, clock: bool = False, **changes: Any
) -> AsyncIterator[tuple[FakeHall, Page]]:
    """A kiosk at its first question."""
    hall = FakeHall(me=KIOSK, view=kiosk_view(**changes), usual=(201, TICKET))
    async with running(hall):
        page = await browser.new_page(viewport=size)
        if clock:
            await page.clock.install()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(f"{hall.url}/kiosk#{SECRET}")
        await page.get_by_role("heading", name="Instansi mana").wait_for()
        yield hall, page
        await page.close()
        assert troubles == []


async def choose(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).click()


async def asked(page: Page, question: str) -> None:
    await expect(page.get_by_role("heading", name=question)).to_be_visible()


async def settled(hall: FakeHall, count: int) -> list[View]:
    """What tickets were asked for, once there are so many, and a while later no more."""
    await until(lambda: len(hall.presses) >= count)
    await asyncio.sleep(0.2)
    assert {press.path for press in hall.presses} == {"/api/tickets"}
    return [press.body for press in hall.presses]


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_two_taps_to_a_number(browser: Browser, size: ViewportSize) -> None:
    async with kiosk(browser, size=size) as (hall, page):
        await choose(page, "Disdukcapil")
        await asked(page, "Layanan apa")
        await choose(page, "Kartu Keluarga")
        await asked(page, "Nomor antrean Anda")
        await expect(page.locator(".printed")).to_have_text("B017")
        await expect(page.get_by_text("9 orang di depan Anda")).to_be_visible()
        await expect(page.get_by_text("Tunggu di Hall A")).to_be_visible()
        await expect(page.locator("#status")).to_have_text("Nomor antrean Anda: B017")
        assert await settled(hall, 1) == [{"service": "kartu-keluarga"}]
        await choose(page, "Selesai")
        await asked(page, "Instansi mana")


async def test_the_whole_way_by_keyboard(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        await page.get_by_role("button", name="Disdukcapil").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Layanan apa")).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        await asked(page, "Nomor antrean Anda")
        assert len(await settled(hall, 1)) == 1


async def test_an_agency_with_one_service_asks_no_second_question(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        await choose(page, "Samsat")
        await asked(page, "Nomor antrean Anda")
        assert await settled(hall, 1) == [{"service": "pajak-kendaraan-bermotor-(pkb)"}]


async def test_a_double_tap_makes_one_ticket_and_answers_one_question(browser: Browser) -> None:
    async with kiosk(browser, clock=True) as (hall, page):
        await page.clock.pause_at(time.time() + 5)
        button = page.get_by_role("button", name="Disdukcapil")
        box = await button.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        await page.mouse.click(x, y, click_count=2, delay=10)
        await asked(page, "Layanan apa")
        assert hall.presses == []
        await page.clock.run_for(500)
        hall.gate.clear()
        for _ in range(3):
            await page.mouse.click(x, y)
        hall.gate.set()
        await asked(page, "Nomor antrean Anda")
        assert len(await settled(hall, 1)) == 1


async def test_a_lost_answer_is_asked_for_with_the_same_key(browser: Browser) -> None:
    said = asyncio.Event()

    async def lose(route: Route) -> None:
        await route.fetch()
        await (route.continue_() if said.is_set() else route.abort())

    async with kiosk(browser) as (hall, page):
        await page.route("**/api/tickets", lose)
        await choose(page, "Samsat")
        await asked(page, "Sambungan terputus. Sedang mencoba lagi")
        said.set()
        await page.get_by_role("heading", name="Nomor antrean Anda").wait_for()
        assert len(await settled(hall, 2)) >= 2
        assert len({press.key for press in hall.presses}) == 1


async def test_the_next_visitor_has_another_key(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        for _ in range(2):
            await choose(page, "Samsat")
            await choose(page, "Selesai")
            await asked(page, "Instansi mana")
        assert len(await settled(hall, 2)) == 2
        assert len({press.key for press in hall.presses}) == 2


async def test_a_refusal_is_a_sentence_and_a_way_back(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        hall.answers = [refusal(409, "service_shut", "Layanan ini baru saja tutup.")]
        await choose(page, "Samsat")
        await asked(page, "Nomor tidak dapat diberikan")
        await expect(page.get_by_text("Layanan ini baru saja tutup.")).to_be_visible()
        await choose(page, "Mulai lagi")
        await asked(page, "Instansi mana")


async def test_a_shut_agency_says_why_and_leads_nowhere(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        shut = page.get_by_role("button", name="Imigrasi")
        await expect(shut).to_be_disabled()
        await expect(shut).to_contain_text("Kuota hari ini habis")
        await shut.click(force=True)
        await asked(page, "Instansi mana")
        assert hall.presses == []


async def test_priority_is_an_optional_choice_beside_the_way(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        await choose(page, "Lansia")
        await asked(page, "Prioritas untuk siapa?")
        await choose(page, "Ibu hamil")
        await expect(page.get_by_role("button", name="Prioritas: Ibu hamil")).to_be_visible()
        await choose(page, "Samsat")
        await asked(page, "Nomor antrean Anda")
        assert (await settled(hall, 1))[0]["priority"] == "hamil"


@pytest.mark.parametrize("size", [UPRIGHT, WIDE, {"width": 390, "height": 800}])
async def test_the_priority_button_names_each_class_that_the_mall_has(
    browser: Browser, size: ViewportSize
) -> None:
    classes = ["Lansia", "Ibu menyusui", "Veteran"]
    rows = [{"priority": name.lower(), "name": text(name)} for name in classes]
    async with kiosk(browser, size=size, priorities=rows) as (hall, page):
        whom = page.locator(".priority small")
        await expect(whom).to_have_text("Lansia · Ibu menyusui · Veteran")
        await hall.show(priorities=[{"priority": "w", "name": text("W" * 300)}])
        await expect(whom).to_contain_text("WWW")
        await fits(page, size)


@pytest.mark.parametrize("size", [UPRIGHT, WIDE, {"width": 390, "height": 800}])
async def test_a_number_is_never_cut(browser: Browser, size: ViewportSize) -> None:
    async with kiosk(browser, size=size) as (hall, page):
        hall.usual = (201, TICKET | {"number": "WWWWWW-000000"})
        await choose(page, "Samsat")
        printed = page.locator(".printed")
        await expect(printed).to_have_text("WWWWWW-000000")
        await page.evaluate("() => document.fonts.ready")
        assert await printed.evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_no_priorities_no_button(browser: Browser) -> None:
    async with kiosk(browser, priorities=[]) as (_, page):
        await expect(page.locator(".priority")).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "origin"), [("Lampung Timur", "lampung-timur"), ("Lewati", None)]
)
async def test_the_origin_is_asked_where_the_service_asks_it(
    browser: Browser, answer: str, origin: str | None
) -> None:
    async with kiosk(browser) as (hall, page):
        await choose(page, "BPJS Kesehatan")
        await choose(page, "Perubahan data")
        await asked(page, "Anda datang dari mana?")
        await choose(page, answer)
        await asked(page, "Nomor antrean Anda")
        assert (await settled(hall, 1))[0].get("origin") == origin


async def test_back_goes_one_question_back(browser: Browser) -> None:
    async with kiosk(browser) as (_, page):
        await choose(page, "BPJS Kesehatan")
        await choose(page, "Perubahan data")
        await asked(page, "Anda datang dari mana?")
        await choose(page, "Kembali")
        await asked(page, "Layanan apa")
        await choose(page, "Kembali")
        await asked(page, "Instansi mana")


async def test_thirty_idle_seconds_lead_back_to_the_start_and_its_language(
    browser: Browser,
) -> None:
    async with kiosk(browser, clock=True) as (_, page):
        await choose(page, "English")
        await choose(page, "Disdukcapil")
        await asked(page, "Which service")
        await page.clock.run_for(20_000)
        await asked(page, "Which service")
        await page.clock.run_for(11_000)
        await asked(page, "Instansi mana")


async def test_the_number_goes_after_fifteen_seconds(browser: Browser) -> None:
    async with kiosk(browser, clock=True) as (_, page):
        await choose(page, "Samsat")
        await asked(page, "Nomor antrean Anda")
        await page.clock.run_for(8_000)
        await asked(page, "Nomor antrean Anda")
        await page.clock.run_for(8_000)
        await asked(page, "Instansi mana")


async def test_a_kiosk_that_is_cut_off_says_so_and_takes_no_tap(browser: Browser) -> None:
    async with kiosk(browser, clock=True) as (hall, page):
        hall.mute = True
        await page.clock.run_for(17_000)
        await expect(page.get_by_text("sedang tidak tersambung")).to_be_visible()
        samsat = page.get_by_role("button", name="Samsat")
        await expect(samsat).to_be_disabled()
        await samsat.click(force=True)
        await asked(page, "Instansi mana")
        assert hall.presses == []


@pytest.mark.parametrize(("size", "room"), [(UPRIGHT, 10), (WIDE, 12)])
async def test_forty_agencies_fit_by_turning_pages(
    browser: Browser, size: ViewportSize, room: int
) -> None:
    long = "Dinas Perumahan Rakyat, Kawasan Permukiman, dan Pertanahan Kota Metro nomor "
    many = [agency_of(f"Dinas {n}", long * 3, service_of(long * 3, n)) for n in range(40)]
    async with kiosk(browser, size=size, agencies=many) as (_, page):
        await expect(page.locator(".choice")).to_have_count(room)
        await fits(page, size)
        for _ in range(3):
            await choose(page, "Berikutnya")
        await expect(page.locator(".foot p", has_text="Halaman 4 dari 4")).to_be_visible()
        await expect(page.get_by_role("button", name="Berikutnya")).to_be_disabled()
        await expect(page.get_by_role("button", name="Dinas 39")).to_be_visible()


@pytest.mark.parametrize("size", [UPRIGHT, WIDE, {"width": 390, "height": 800}])
@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "W" * 200, "مركز " * 40, "\u202eAntrean 👪", "Pelayanan " * 20],
)
async def test_any_name_is_text_and_the_layout_holds(
    browser: Browser, name: str, size: ViewportSize
) -> None:
    odd = service_of(name, 3, zone_names=[text(name)])
    agencies = [agency_of(name, name, odd, odd | {"service": "b"}) for _ in range(10)]
    agencies = [one | {"agency": str(n)} for n, one in enumerate(agencies)]
    async with kiosk(browser, size=size, agencies=agencies, mall=text(name)) as (hall, page):
        hall.usual = (201, TICKET | {"number": "4K-1000"})
        assert await page.locator(".choice b").first.text_content() == name
        await fits(page, size)
        await page.locator(".choice").first.click()
        await asked(page, "Layanan apa")
        await page.locator(".choice").first.click()
        await asked(page, "Nomor antrean Anda")
        await fits(page, size)
        await expect(page.locator(".printed")).to_have_text("4K-1000")
        assert await page.locator("#page script").count() == 0


async def fits(page: Page, size: ViewportSize) -> None:
    """Nothing to scroll on a kiosk's screen; on a phone at least not sideways."""
    root = "document.documentElement"
    assert await page.evaluate(f"{root}.scrollWidth") <= size["width"]
    if size["width"] > 600:
        assert await page.evaluate(f"{root}.scrollHeight") <= size["height"]
