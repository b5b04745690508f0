"""The voices page in a real Chromium: hear what a zone would say, and keep the mall's own words."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.fake_hall import SECRET, refusal, until
from tests.browser.fake_words import FakeWords, speaking

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

LISTEN = """() => {
  const play = HTMLMediaElement.prototype.play;
  window.played = [];
  HTMLMediaElement.prototype.play = function () {
    window.played.push(new URL(this.src).pathname);
    return play.call(this);
  };
}"""
ODD = "<img src=x onerror=alert(1)>" + "W" * 10
ALL = "Dengarkan di semua zona"


@contextlib.asynccontextmanager
async def voices(
    browser: Browser, words: FakeWords | None = None, size: tuple[int, int] = (1280, 800)
) -> AsyncIterator[tuple[FakeWords, Page]]:
    """The page with its lists there; any error on it is an error here."""
    async with speaking(words or FakeWords()) as told:
        page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.extend([line.text] * ("Policy" in line.text)))
        await page.goto(f"{told.url}#{SECRET}")
        await page.evaluate(LISTEN)
        await page.get_by_role("heading", name="Cara baca kata").wait_for()
        yield told, page
        await page.close()
        assert troubles == []


def zone(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))


async def save(page: Page, word: str, said: str) -> None:
    await page.get_by_label("Kata", exact=True).fill(word)
    await page.get_by_label("Dibaca", exact=True).fill(said)
    await page.get_by_role("button", name="Simpan").click()


# ---- who may


@pytest.mark.parametrize("fragment", ["", "#nonsense"])
async def test_without_the_administrators_link_there_is_nothing_to_see(
    browser: Browser, fragment: str
) -> None:
    async with speaking(FakeWords()) as told:
        page = await browser.new_page()
        await page.goto(told.url + fragment)
        await expect(page.get_by_role("heading", name="belum dikenal")).to_be_visible()
        assert await page.evaluate("Object.keys(localStorage).length") == 0
        await page.close()


# ---- hearing


async def test_every_zone_that_has_a_voice_is_heard_one_after_another(browser: Browser) -> None:
    async with voices(browser) as (told, page):
        await page.get_by_label("Nomor antrean").fill("a007")
        await page.get_by_label("Loket", exact=True).select_option("b-7")
        await page.get_by_label("Layanan", exact=True).select_option("skck")
        await page.get_by_role("button", name=ALL).click()
        await expect(page.locator(".zone .said")).to_have_count(6)
        await until(lambda: len(told.heard) == 3)
        same = {"kind": "call", "ticket": "A007", "counter": "b-7", "service": "skck"}
        assert told.heard == [{"zone": z} | same for z in ("hall-a", "hall-b", "ballroom")]
        each = [f"/sounds/{z}.wav" for z in ("hall-a", "hall-b", "ballroom")]
        async with asyncio.timeout(45):
            while await page.evaluate("played") != each:  # noqa: ASYNC110 - the page sets no event
                await asyncio.sleep(0.05)
        await expect(page.get_by_text("Hanya berbunyi di peramban ini")).to_be_visible()


async def test_one_zone_says_what_it_is_given_by_which_voice_and_how_long(browser: Browser) -> None:
    words = FakeWords(stand_in={"hall-b"}, mute={"ballroom"})
    async with voices(browser, words) as (told, page):
        for name, voice in (
            ("Hall Pelayanan A", "Suara: espeak-id"),
            ("Hall Pelayanan B", "Suara pengganti: espeak-id"),
            ("Ruang Tunggu Balai", "Tidak ada suara yang bisa"),
        ):
            await page.get_by_role("button", name=f"Dengarkan seperti di {name}").click()
            card = zone(page, name)
            await expect(card.locator(".caption").first).to_have_text("id: A 012, loket 3")
            await expect(card.locator(".given").first).to_have_text("Dibaca mesin: A 012, loket 3.")
            await expect(card).to_contain_text(voice)
            await expect(card).to_contain_text("0,3 detik")
        assert told.heard[0] == {"zone": "hall-a", "kind": "call"}


async def test_a_zone_set_to_be_silent_says_so_and_can_be_tried(browser: Browser) -> None:
    async with voices(browser) as (told, page):
        card = zone(page, "Kantor")
        await expect(card).to_contain_text("tanpa suara")
        await card.get_by_role("button").click()
        await expect(card.locator(".said")).to_have_count(2)
        assert [one["zone"] for one in told.heard] == ["office"]


async def test_a_zone_that_does_not_hear_the_counter_says_so(browser: Browser) -> None:
    async with voices(browser) as (_, page):
        deaf = page.locator(".zone", has_text="tidak diucapkan di zona ini").locator("h3")
        await expect(deaf).to_have_count(0)
        await page.get_by_label("Loket", exact=True).select_option("3")
        await expect(deaf).to_have_text(["Hall Pelayanan B", "Kantor"])
        await page.get_by_role("radio", name="Pengumuman").check()
        await expect(deaf).to_have_count(0)


@pytest.mark.parametrize(("name", "kind"), [("Pengumuman", "notice"), ("Darurat", "emergency")])
async def test_free_text_is_heard_in_its_language(browser: Browser, name: str, kind: str) -> None:
    async with voices(browser) as (told, page):
        await page.get_by_role("radio", name=name).check()
        await page.get_by_role("button", name=ALL).click()
        await expect(page.locator(".toast-bad")).to_contain_text("Tulis dulu")
        await expect(page.get_by_label("Teks")).to_be_focused()
        assert told.heard == []
        await page.get_by_label("Teks").fill("Please  wait <b>")
        await page.get_by_role("combobox", name="Bahasa").select_option("en")
        await page.get_by_role("button", name="Dengarkan seperti di Hall Pelayanan A").click()
        await expect(page.locator(".caption")).to_have_text("en: Please  wait <b>")
        assert told.heard == [
            {"zone": "hall-a", "kind": kind, "text": "Please  wait <b>", "language": "en"}
        ]


async def test_another_counters_name_can_be_tried_and_what_was_typed_stays(
    browser: Browser,
) -> None:
    async with voices(browser) as (told, page):
        await expect(page.get_by_label("Nama loket")).to_be_hidden()
        await page.get_by_label("Loket", exact=True).select_option("*")
        await page.get_by_label("Nama loket").fill("4K-10")
        await page.get_by_role("radio", name="Pengumuman").check()
        await page.get_by_role("radio", name="Singkat").check()
        await expect(page.get_by_label("Nama loket")).to_have_value("4K-10")
        await page.get_by_role("button", name="Dengarkan seperti di Hall Pelayanan A").click()
        await until(lambda: told.heard != [])
        assert told.heard == [{"zone": "hall-a", "kind": "short", "counter": "4K-10"}]


async def test_a_new_trial_takes_the_old_ones_words_away_and_stop_is_stop(
    browser: Browser,
) -> None:
    async with voices(browser, FakeWords(seconds=20)) as (told, page):
        await page.get_by_role("button", name=ALL).click()
        stop = page.get_by_role("button", name="Hentikan Hall Pelayanan A")
        await stop.wait_for()
        await expect(page.locator(".zone .said")).to_have_count(6)
        await stop.click()
        await expect(stop).to_have_count(0)
        await asyncio.sleep(0.3)
        assert await page.evaluate("played") == ["/sounds/hall-a.wav"]  # the rest does not begin
        await page.get_by_role("button", name="Dengarkan seperti di Hall Pelayanan B").click()
        await page.get_by_role("button", name="Hentikan Hall Pelayanan B").wait_for()
        assert len(told.heard) == 3  # what is made already is only played
        await page.get_by_label("Nomor antrean").fill("A1")
        await expect(page.locator(".zone .said, .zone.is-playing")).to_have_count(0)


async def test_what_is_made_for_an_older_trial_is_not_shown(browser: Browser) -> None:
    words = FakeWords(hold=asyncio.Event())
    async with voices(browser, words) as (told, page):
        making = page.get_by_text("Sedang dibuat")
        await page.get_by_role("button", name=ALL).click()
        await expect(making).to_have_count(3)
        await page.get_by_label("Nomor antrean").fill("A1")
        await expect(making).to_have_count(0)
        await page.get_by_role("button", name="Dengarkan seperti di Hall Pelayanan A").click()
        await expect(making).to_have_count(1)
        await page.get_by_role("button", name="Dengarkan IKD").click()  # a word instead
        await expect(making).to_have_count(0)
        await until(lambda: len(told.heard) == 3)
        assert words.hold is not None
        words.hold.set()
        await asyncio.sleep(0.5)
        await expect(page.locator(".zone .said")).to_have_count(0)
        assert len(told.heard) == 3
        assert await page.evaluate("played.length") == 1


async def test_a_refusal_is_said_in_its_zone_and_the_others_go_on(browser: Browser) -> None:
    words = FakeWords()
    words.refuse_hearing["hall-a"] = refusal(422, "ticket_implausible", "Nomor tidak masuk akal.")
    async with voices(browser, words) as (_, page):
        await page.get_by_role("button", name=ALL).click()
        await expect(zone(page, "Hall Pelayanan A")).to_contain_text("tidak masuk")
        await expect(page.locator(".zone .said")).to_have_count(4)


# ---- words


async def test_a_word_is_heard_alone_saved_changed_and_taken_out(browser: Browser) -> None:
    async with voices(browser) as (told, page):
        await page.get_by_label("Kata", exact=True).fill("SKCK")
        await expect(page.get_by_text("Sekarang dibaca: es ka ce ka")).to_be_visible()
        await page.get_by_label("Dibaca", exact=True).fill("es ka ce ka lagi")
        await page.get_by_role("button", name="Dengarkan dulu").click()
        await until(lambda: told.heard != [])
        assert told.heard == [
            {"zone": "hall-a", "kind": "notice", "text": "es ka ce ka lagi", "language": "id"}
        ]
        assert told.asked == []  # nothing is saved by hearing it
        await page.get_by_label("Dibaca", exact=True).press("Enter")
        await expect(page.get_by_text("SKCK disimpan.").last).to_be_visible()
        await expect(page.get_by_label("Kata", exact=True)).to_have_value("")
        assert told.own["id"]["SKCK"] == "es ka ce ka lagi"
        own = page.get_by_role("region", name="Milik mal ini")
        await expect(own.locator("b")).to_have_text(["IKD", "SKCK"])
        product = page.get_by_role("region", name="Bawaan")
        await expect(product.locator("b")).to_have_text(["PDAM", "SIM", "OSS"])  # covered
        await own.get_by_role("button", name="Ubah SKCK").click()
        await expect(page.get_by_label("Dibaca", exact=True)).to_be_focused()
        await page.keyboard.type("es ka")
        await page.keyboard.press("Enter")
        await expect(own).to_contain_text("es ka")
        await own.get_by_role("button", name="Keluarkan SKCK").click()
        await expect(product.locator("b")).to_have_count(4)
        assert told.own["id"] == {"IKD": "i ka de"}
        await page.get_by_role("button", name="Urungkan").click()
        await expect(own.locator("b")).to_have_count(2)
        assert told.own["id"]["SKCK"] == "es ka"


async def test_words_are_searched_and_each_language_has_its_own(browser: Browser) -> None:
    async with voices(browser) as (told, page):
        await page.get_by_label("Cari kata").fill("pe de")
        await expect(page.locator(".entry b")).to_have_text(["PDAM"])
        await page.get_by_label("Cari kata").fill("zzz")
        await expect(page.get_by_text("Tidak ada yang cocok.")).to_have_count(2)
        await page.get_by_label("Cari kata").fill("")
        await page.get_by_role("button", name="Bahasa Inggris").click()
        await expect(page.get_by_text("Belum ada.")).to_be_visible()
        await save(page, ODD, "oh dee")
        await expect(page.locator(".entry b")).to_have_text([ODD])  # text is text
        assert [(one["language"], one["word"]) for one in told.asked] == [("en", ODD)]


async def test_a_file_that_was_changed_elsewhere_is_read_again_and_the_typing_kept(
    browser: Browser,
) -> None:
    async with voices(browser) as (told, page):
        told.own["id"]["NIK"] = "nik"
        told.revision += 1
        await save(page, "KTP", "ka te pe")
        await expect(page.locator(".toast-bad")).to_contain_text("telah diubah di tempat lain")
        await expect(page.get_by_label("Kata", exact=True)).to_have_value("KTP")
        await expect(page.get_by_label("Dibaca", exact=True)).to_have_value("ka te pe")
        own = page.get_by_role("region", name="Milik mal ini")
        await expect(own.locator("b")).to_have_text(["IKD", "NIK"])
        await page.get_by_role("button", name="Simpan").click()
        await expect(own.locator("b")).to_have_text(["IKD", "KTP", "NIK"])


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (refusal(503, "config_unwritable", "Cakram hanya bisa dibaca."), "tidak dapat ditulis"),
        (refusal(503, "config_unwritable", "Cakram hanya bisa dibaca."), "hanya bisa dibaca"),
        (refusal(422, "said_too_long", "Bacaannya terlalu panjang."), "terlalu panjang"),
    ],
)
async def test_what_is_not_saved_is_said_and_kept(
    browser: Browser, problem: tuple[int, dict[str, object]], said: str
) -> None:
    async with voices(browser, FakeWords(refuse_words=[problem])) as (told, page):
        await save(page, "KTP", "ka te pe")
        await expect(page.locator(".toast-bad")).to_contain_text(said)
        await expect(page.get_by_label("Dibaca", exact=True)).to_have_value("ka te pe")
        assert "KTP" not in told.own["id"]


async def test_half_a_word_is_not_sent(browser: Browser) -> None:
    async with voices(browser) as (told, page):
        await save(page, "KTP", "  ")
        await expect(page.locator(".toast-bad")).to_contain_text("Isi kata dan cara bacanya")
        assert told.asked == []


async def test_words_that_cannot_be_read_leave_the_hearing(browser: Browser) -> None:
    async with voices(browser, FakeWords(missing=True)) as (told, page):
        await expect(page.get_by_text("Daftar kata tidak dapat dibaca.")).to_be_visible()
        await page.get_by_role("button", name=ALL).click()
        await expect(page.locator(".zone .said")).to_have_count(6)
        told.missing = False
        await page.get_by_role("button", name="Coba lagi").click()
        await expect(page.locator(".entry").first).to_be_visible()


# ---- for everyone


@pytest.mark.parametrize("size", [(1280, 800), (820, 1180), (390, 844)])
async def test_nothing_is_cut_on_a_desk_a_tablet_or_a_phone(
    browser: Browser, size: tuple[int, int]
) -> None:
    words = FakeWords(own={"id": {"W" * 40: "dobel u " * 14}, "en": {}})
    async with voices(browser, words, size) as (_, page):
        await page.get_by_role("button", name=ALL).click()
        await expect(page.locator(".zone .said")).to_have_count(6)
        assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("act", ["nothing", "heard", "text", "saved", "refused", "English"])
async def test_axe_finds_nothing_serious(browser: Browser, act: str) -> None:
    words = FakeWords(stand_in={"hall-b"}, mute={"ballroom"})
    words.refuse_hearing["hall-a"] = refusal(429, "too_often", "Terlalu sering.")
    async with voices(browser, words) as (_, page):
        if act == "heard":
            await page.get_by_role("button", name=ALL).click()
            await expect(page.locator(".zone .said")).to_have_count(4)
        elif act == "text":
            await page.get_by_role("radio", name="Darurat").check()
        elif act == "saved":
            await save(page, "KTP", "ka te pe")
            await page.get_by_role("button", name="Urungkan").wait_for()
        elif act == "refused":
            await save(page, "KTP", "")
        elif act == "English":
            await page.get_by_role("button", name="English").click()
            await expect(page.get_by_role("heading", name="How words are said")).to_be_visible()
        await page.wait_for_timeout(200)
        found = (await Axe().run(page)).response["violations"]
        assert [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ] == []


async def test_it_works_by_keyboard_alone(browser: Browser) -> None:
    async with voices(browser) as (told, page):
        await page.get_by_role("radio", name="Panggilan").focus()
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("Tab")
        await page.keyboard.type("B002")
        await page.keyboard.press("Enter")
        await until(lambda: len(told.heard) == 3)
        assert told.heard[0] == {"zone": "hall-a", "kind": "recall", "ticket": "B002"}
