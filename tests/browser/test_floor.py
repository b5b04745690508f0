"""The floor page in a real Chromium: what needs a person, and what a manager does about it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.access import serious
from tests.browser.fake_hall import SECRET, FakeHall, View, refusal, running, text, until
from tests.browser.floors import FLOOR, TROUBLES, counter, floor, large, queue

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NEEDS = """async ([view, elapsed]) => {
  const { needsOf } = await import("/static/pages/floor-needs.js");
  return needsOf(view, elapsed).map(({ id, level }) => `${level} ${id}`);
}"""


NAMES = """async () => {
  const { idFor, inWords, usable } = await import("/static/admin/names.js");
  const services = [{ id: "rekam-ktp", name: "Rekam KTP" }, { id: "A", name: "Satu" }];
  const file = { things: (section) => (section === "services" ? services : []) };
  return [idFor("Rekam KTP", services), idFor({ id: "Café — 2", en: "x" }, []), idFor("😀", []),
    usable("Loket-1"), usable("a b"), inWords("“rekam-ktp” “A” “x” <b>", file, "id")];
}"""


@contextlib.asynccontextmanager
async def shown(browser: Browser, view: View) -> AsyncIterator[tuple[FakeHall, Page]]:
    async with running(FakeHall(me=FLOOR, view=view)) as hall:
        page = await browser.new_page(viewport={"width": 1180, "height": 820})
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(f"{hall.url}/floor#{SECRET}")
        await page.locator(".rooms").wait_for()
        yield hall, page
        assert wrong == []
        await page.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(browser: Browser) -> AsyncIterator[tuple[FakeHall, Page]]:
    """A small hall that several tests share; each shows what it needs."""
    async with shown(browser, floor()) as (hall, page):
        yield hall, page


async def sent(hall: FakeHall, count: int) -> list[tuple[str, Any]]:
    await until(lambda: len(hall.presses) >= count)
    presses = [(press.path, press.body) for press in hall.presses]
    hall.presses.clear()
    return presses


async def test_what_needs_a_person_comes_by_urgency(desk: tuple[FakeHall, Page]) -> None:
    _, page = desk
    assert await page.evaluate(NEEDS, [floor(), 0]) == []
    assert await page.evaluate(NEEDS, [floor(**TROUBLES), 0]) == [
        "alarm emergency-e1", "alarm trouble", "alarm clock", "alarm queue-kk", "alarm queue-skck",
        "alarm voice-hall-a", "alarm lag-hall-b", "alarm counter-1",
        "warn queue-ktp", "warn hung-hall-a", "warn dark-hall-b", "warn counter-2",
        "warn counter-5", "warn printer-p1", "warn alert-1",
    ]  # fmt: skip


async def test_things_are_called_by_their_names(desk: tuple[FakeHall, Page]) -> None:
    _, page = desk
    assert await page.evaluate(NAMES) == [
        "rekam-ktp-2", "cafe-2", "", True, False, "“Rekam KTP” “A” “x” <b>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "elapsed", "need"),
    [
        ({"queues": [queue("ktp", 1, 1199)]}, 0, []),
        ({"queues": [queue("ktp", 1, 1199)]}, 1, ["warn queue-ktp"]),
        ({"queues": [queue("ktp", 1, 2000)]}, 400, ["alarm queue-ktp"]),
        ({"queues": [queue("ktp", 0, 0, counters_open=0)]}, 9999, []),
        ({"queues": [queue("ktp", 1, 0, counters_open=0)]}, 1199, ["warn queue-ktp"]),
        ({"queues": [queue("ktp", 1, 0, counters_open=0)]}, 1200, ["alarm queue-ktp"]),
        ({"counters": [counter("1", ["ktp"], state="called", since=1190.0)]}, 9, []),
        ({"counters": [counter("1", ["ktp"], state="called", since=1190.0)]}, 10,
         ["warn counter-1"]),
        ({"counters": [counter("1", [], open=False, on_break={"since": 1, "left": 0})]}, 59, []),
        ({"counters": [counter("1", [], open=False, on_break={"since": 1, "left": 0})]}, 60,
         ["warn counter-1"]),
        ({"counters": [counter("1", [], open=False, on_break={"since": 1, "left": None})]}, 9999,
         []),
        ({"backup": {"trouble": {"code": "x", "text": text("Cadangan lama.")}}}, 0,
         ["warn backup"]),
        ({"screens": [], "day_open": False}, 0, []),
        ({"screens": [], "day_open": True}, 0, ["warn dark-hall-a", "warn dark-hall-b"]),
    ],
)  # fmt: skip
async def test_time_alone_makes_a_need(
    desk: tuple[FakeHall, Page], changes: View, elapsed: int, need: list[str]
) -> None:
    _, page = desk
    view = floor(**{"counters": [], "queues": [], **changes})
    assert await page.evaluate(NEEDS, [view, elapsed]) == need


async def test_a_calm_hall_says_so_and_counts_on(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor())
    await expect(page.locator(".needs")).to_contain_text("Semua baik.")
    await expect(page.locator(".top-sum")).to_have_text("4 menunggu · 3 dari 5 loket buka")
    tiles = page.locator(".tile")
    await expect(tiles.nth(0)).to_contain_text("Melayani")
    await expect(tiles.nth(1)).to_contain_text("Memanggil")
    await expect(tiles.nth(2)).to_contain_text("Kosong")
    await expect(tiles.nth(3)).to_contain_text("Ditutup pengelola")
    await expect(tiles.nth(4)).to_contain_text("9 mnt lagi")
    await expect(tiles.nth(0).locator(".tile-time")).to_have_text(re.compile(r"1:0[6-9]"))


async def test_troubles_are_said_in_words_and_rows_go_by_need(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor(**TROUBLES))
    await expect(page.locator(".needs .count")).to_have_text("15")
    await expect(page).to_have_title("(15) Lantai")
    await expect(page.locator("#status")).to_contain_text("Suara tidak terdengar: Hall A")
    first = page.locator(".need").first
    await expect(first).to_contain_text("DARURAT sedang berlaku")
    await expect(first).to_contain_text("Keluar <b>sekarang</b>")
    await expect(page.locator(".needs")).to_contain_text("Tidak ada loket buka: KK")
    await expect(page.locator(".news")).to_contain_text("TV kiri: sudah baik lagi")
    names = await page.locator(".queue-name").all_inner_texts()
    assert names == ["KK", "SKCK", "KTP", "SIM", "OSS"]
    assert await page.locator(".queue .chip").all_inner_texts() == [
        "tanpa loket", "terlalu lama", "lama",
    ]  # fmt: skip
    await expect(page.locator(".tile").first).to_contain_text("terlalu lama")
    assert await serious(page) == []


async def test_closing_says_who_stands_there_and_undo_opens(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor(queues=[queue("kk", 7, 60, counters_open=1), queue("ktp")]))
    await page.locator(".tile").first.click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="Tutup loket").click()
    await expect(window).to_contain_text("B012 sedang di loket ini (dilayani")
    await expect(window).to_contain_text("KK: 7 menunggu dan tidak ada loket lain yang buka.")
    await expect(window.get_by_role("button", name="Jangan tutup")).to_be_focused()
    assert await serious(page) == []
    assert hall.presses == []
    await window.get_by_role("button", name="Ya, tutup").click()
    assert await sent(hall, 1) == [("/api/counters/1/close", {})]
    await page.get_by_role("button", name="Urungkan").click()
    assert await sent(hall, 1) == [("/api/counters/1/open", {})]


async def test_a_free_counter_shuts_without_a_question(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor())
    await page.locator(".tile").nth(2).click()
    await page.get_by_role("dialog").get_by_role("button", name="Tutup loket").click()
    assert await sent(hall, 1) == [("/api/counters/3/close", {})]
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_queue_without_a_counter_opens_one(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor(queues=[queue("skck", 2, 60, counters_open=0)]))
    await page.locator(".need").get_by_role("button").click()
    window = page.get_by_role("dialog")
    hall.answers.append(refusal(503, "disk_full", "Penyimpanan penuh."))
    await window.get_by_role("button", name="Buka loket").first.click()
    await expect(window.get_by_role("alert")).to_have_text("Penyimpanan penuh.")
    await window.get_by_role("button", name="Buka loket").first.click()
    presses = await sent(hall, 2)
    assert presses == [("/api/counters/4/open", {})] * 2
    await expect(window).to_have_count(0)
    undo = page.get_by_role("button", name="Urungkan")  # counter 4 was shut by the hall
    await expect(undo).to_have_count(1)
    await page.locator(".tile").nth(4).click()
    await window.get_by_role("button", name="Buka loket").click()
    assert await sent(hall, 1) == [("/api/counters/5/open", {})]
    await expect(page.locator(".toast")).to_contain_text("Loket 5 dibuka.")
    await expect(undo).to_have_count(0)


async def test_a_counter_is_moved_asked_again_and_back(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor())
    await page.locator(".tile").nth(2).click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="Ganti layanan…").click()
    save = window.get_by_role("button", name="Simpan")
    await expect(save).to_have_attribute("aria-disabled", "true")
    await window.get_by_role("searchbox").fill("ktp")
    await window.get_by_role("checkbox", name="KTP").click()
    await window.get_by_role("searchbox").fill("")
    await window.get_by_role("checkbox", name="KK").click()
    await expect(window).to_contain_text("Ditambah: KTP")
    await expect(window).to_contain_text("Dikeluarkan: KK")
    assert await serious(page) == []
    hall.answers.append(refusal(409, "assign_waiting", "1 nomor menunggu untuk KK."))
    await save.click()
    await expect(window.get_by_role("alert")).to_have_text("1 nomor menunggu untuk KK.")
    await window.get_by_role("button", name="Tetap pindahkan").click()
    path = "/api/counters/3/services"
    assert await sent(hall, 2) == [
        (path, {"services": ["ktp"], "anyway": False}),
        (path, {"services": ["ktp"], "anyway": True}),
    ]  # fmt: skip
    await page.get_by_role("button", name="Urungkan").click()
    assert await sent(hall, 1) == [(path, {"services": ["kk"], "anyway": True})]


async def test_an_announcement_goes_to_each_chosen_zone_in_each_language(
    desk: tuple[FakeHall, Page],
) -> None:
    hall, page = desk
    view = floor()
    view["zones"].append({**view["zones"][0], "zone": "mute", "speaker": "none"})
    await hall.show(**view)
    await page.get_by_role("button", name="Pengumuman…").click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="Ucapkan sekarang").click()
    await expect(window.get_by_role("alert")).to_have_text("Tulis dulu teksnya.")
    await expect(window.get_by_role("checkbox")).to_have_count(2)
    assert await serious(page) == []
    await window.locator("#notice-id").fill("Mobil B 1 mohon dipindah.")
    await window.locator("#notice-en").fill("Please move car B 1.")
    await window.get_by_role("checkbox", name="Hall B").click()
    await window.get_by_role("button", name="Ucapkan sekarang").click()
    assert await sent(hall, 2) == [
        ("/api/zones/hall-a/announcements",
         {"language": "id", "text": "Mobil B 1 mohon dipindah."}),
        ("/api/zones/hall-a/announcements", {"language": "en", "text": "Please move car B 1."}),
    ]  # fmt: skip
    await expect(page.locator(".toast")).to_contain_text("Diumumkan di Hall A.")


async def test_by_keyboard_alone(desk: tuple[FakeHall, Page]) -> None:
    hall, page = desk
    await hall.show(**floor())
    tile = page.locator(".tile").nth(2)
    await tile.focus()
    await page.keyboard.press("Enter")
    window = page.get_by_role("dialog")
    await expect(window).to_contain_text("Loket 3")
    await page.keyboard.press("Escape")
    await expect(window).to_have_count(0)
    await expect(tile).to_be_focused()
    await page.locator("#query").focus()
    await page.keyboard.type("b012")
    await expect(page.locator(".tile")).to_have_count(1)
    await expect(page.locator(".queues .none")).to_contain_text("b012")
    await page.locator("#query").fill("")


async def test_a_large_hall_with_long_names_fits(browser: Browser) -> None:
    async with shown(browser, large()) as (_, page):
        await expect(page.locator(".tile")).to_have_count(100)
        await expect(page.locator(".queue")).to_have_count(60)
        for width, height in ((1180, 820), (820, 1180), (1920, 1080)):
            await page.set_viewport_size({"width": width, "height": height})
            assert await page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            ) == [width, height]
            cut = await page.evaluate(
                """[...document.querySelectorAll(".queue, .tile, .need, .device, .card, .top")]
                    .filter((node) => node.scrollWidth > node.clientWidth + 1).length"""
            )
            assert cut == 0
        await page.locator("#query").fill("59 pelayanan")
        await expect(page.locator(".queue")).to_have_count(1)


async def test_a_dead_line_is_said_within_fifteen_seconds(browser: Browser) -> None:
    async with running(FakeHall(me=FLOOR, view=floor())) as hall:
        page = await browser.new_page(viewport={"width": 1180, "height": 820})
        await page.clock.install()
        await page.goto(f"{hall.url}/floor#{SECRET}")
        await page.locator(".rooms").wait_for()
        hall.mute = True
        await page.clock.run_for(16_500)
        await expect(page.locator(".bar-alert")).to_contain_text("Sambungan terputus sejak")
        await page.close()


async def test_a_wrong_link_shows_and_does_nothing(browser: Browser) -> None:
    async with running(FakeHall(me=FLOOR, view=floor(mall=text("X")))) as hall:
        page = await browser.new_page()
        await page.goto(f"{hall.url}/floor#nonsense")
        await expect(page.locator("h1")).to_have_text("Halaman ini belum dikenal")
        await expect(page.get_by_role("button")).to_have_count(0)
        await page.close()


async def test_a_reader_of_reports_sees_nothing_of_the_hall(browser: Browser) -> None:
    async with running(FakeHall(me={**FLOOR, "kind": "reader"}, view=floor())) as hall:
        page = await browser.new_page()
        await page.goto(f"{hall.url}/floor#{SECRET}")
        await expect(page.get_by_text("Masuk dengan akun lain")).to_be_visible()
        await expect(page.get_by_role("button")).to_have_count(0)
        await page.close()
