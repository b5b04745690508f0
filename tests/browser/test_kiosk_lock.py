"""A kiosk stays a kiosk: no way out, a keypad, the staff's code, and back to the start."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.fake_hall import refusal, service_of, text, until
from tests.browser.test_kiosk import UPRIGHT, WIDE, asked, choose, fits, kiosk
from tests.browser.test_kiosk_hall import CUT, crowd, one

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

OPEN = (200, {"unlocked": True})
SET = (200, {"unlocked": False})


async def tap_five(page: Page) -> None:
    for _ in range(5):
        await page.locator("[data-corner]").click()


async def press_code(page: Page, code: str = "482913") -> None:
    await page.wait_for_timeout(450)
    for digit in code:
        await page.get_by_role("button", name=digit, exact=True).click()


async def keys(page: Page, *names: str) -> None:
    """Pressed by a hand: with time between them."""
    for name in names:
        await page.keyboard.press(name)
        await page.wait_for_timeout(650)


# ---- no way out


async def test_nothing_is_selected_dragged_zoomed_or_opened(browser: Browser) -> None:
    async with kiosk(browser) as (_, page):
        stopped = await page.evaluate("""() => {
          const at = document.querySelector(".choice b");
          const tried = (event) => !at.dispatchEvent(event);
          const of = { bubbles: true, cancelable: true };
          return {
            menu: tried(new MouseEvent("contextmenu", of)),
            drag: tried(new DragEvent("dragstart", of)),
            select: tried(new Event("selectstart", of)),
            zoom: tried(new WheelEvent("wheel", { ...of, ctrlKey: true, deltaY: 10 })),
            scroll: !tried(new WheelEvent("wheel", { ...of, deltaY: 10 })),
          };
        }""")
        assert stopped == dict.fromkeys(("menu", "drag", "select", "zoom", "scroll"), True)
        style = "(name) => getComputedStyle(document.body)[name]"
        assert await page.evaluate(style, "userSelect") == "none"
        assert await page.evaluate(style, "touchAction") == "pan-y"
        await expect(page.locator("a[href], iframe, form, input")).to_have_count(0)


@pytest.mark.parametrize(
    "combination",
    [
        {"key": "p", "ctrlKey": True}, {"key": "s", "ctrlKey": True}, {"key": "+", "ctrlKey": True},
        {"key": "ArrowLeft", "altKey": True}, {"key": "F5"}, {"key": "F1"}, {"key": "F12"},
        {"key": "BrowserBack"}, {"key": "l", "metaKey": True},
    ],
)  # fmt: skip
async def test_shortcuts_of_the_browser_do_nothing(browser: Browser, combination: Any) -> None:
    async with kiosk(browser) as (_, page):
        stopped = await page.evaluate(
            "(keys) => !document.body.dispatchEvent(new KeyboardEvent('keydown', "
            "{ ...keys, bubbles: true, cancelable: true }))",
            combination,
        )
        assert stopped


async def test_history_back_is_a_question_back_and_never_leaves_the_page(browser: Browser) -> None:
    async with kiosk(browser) as (_, page):
        url = page.url
        await choose(page, "Disdukcapil")
        await asked(page, "Layanan apa")
        await page.evaluate("history.back()")
        await asked(page, "Instansi mana")
        for _ in range(4):
            await page.evaluate("history.back()")
            await page.wait_for_timeout(100)
        assert page.url == url
        await asked(page, "Instansi mana")


# ---- keys


async def test_a_keypad_goes_the_whole_way(browser: Browser) -> None:
    papers = [text("Fotokopi KTP")]
    services = [service_of("Lain", 0), service_of("SKCK", 0, papers=papers, asks_origin=True)]
    async with kiosk(browser, **one(*services)) as (hall, page):
        await expect(page.locator("kbd.place")).to_have_count(0)
        await keys(page, "1")
        await asked(page, "Layanan apa")
        assert (await page.locator(".choice kbd").all_inner_texts()) == ["1", "2"]
        await keys(page, "Backspace", "0")
        await asked(page, "Prioritas untuk siapa?")
        await keys(page, "2", "1", "2")
        await asked(page, "Yang perlu Anda bawa")
        await keys(page, "1")
        await asked(page, "Anda datang dari mana?")
        await keys(page, "2")
        await asked(page, "Nomor antrean Anda")
        assert [press.body for press in hall.presses] == [
            {"service": "skck", "priority": "disabilitas", "origin": "lampung-timur"}
        ]
        await keys(page, "1")
        await asked(page, "Instansi mana")


async def test_a_finger_takes_the_numbers_away_again(browser: Browser) -> None:
    async with kiosk(browser) as (_, page):
        await keys(page, "Tab")
        await expect(page.locator(".choice kbd")).to_have_count(10)
        await choose(page, "Disdukcapil")
        await expect(page.locator("kbd.place")).to_have_count(0)


@pytest.mark.parametrize("typed", [["1", "0"], ["1", "Enter"]])
async def test_a_second_digit_may_follow(browser: Browser, typed: list[str]) -> None:
    """Of ten choices “1” waits a moment for a “0”, or for Enter."""
    async with kiosk(browser, clock=True) as (_, page):
        await page.clock.pause_at(time.time() + 5)
        await page.keyboard.press(typed[0])
        await page.clock.run_for(300)
        await asked(page, "Instansi mana")
        await page.keyboard.press(typed[1])
        await page.clock.run_for(300)
        await asked(page, "Layanan apa")
        first = "Pengambilan tilang" if typed[1] == "0" else "Perekaman KTP-el"
        await expect(page.locator(".choice b").first).to_have_text(first)


async def test_pages_language_and_search_by_keys(browser: Browser) -> None:
    async with kiosk(browser, agencies=crowd(40, 3)) as (_, page):
        await keys(page, "+")
        await expect(page.locator(".foot p")).to_have_text("Halaman 2 dari 5")
        await keys(page, "-", "*")
        await expect(page.locator(".foot p")).to_have_text("Page 1 of 5")
        await keys(page, "*", "g", "a")
        await asked(page, "Cari layanan")
        await expect(page.locator(".typed-text")).to_have_text("GA")
        await keys(page, "Escape")
        await asked(page, "Instansi mana")


async def test_a_shut_card_is_not_pressed_by_its_number(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        await keys(page, "3")
        await asked(page, "Instansi mana")
        assert hall.presses == []


async def test_each_step_is_announced_by_its_heading(browser: Browser) -> None:
    async with kiosk(browser, bookings=True) as (_, page):
        for press, heading in (
            ("Punya reservasi", "Kode reservasi Anda?"), ("Kembali", "Instansi mana"),
            ("Layanan prioritas", "Prioritas untuk siapa?"), ("Lansia", "Instansi mana"),
            ("Disdukcapil", "Layanan apa"),
        ):  # fmt: skip
            await page.wait_for_timeout(450)
            await choose(page, press)
            await expect(page.get_by_role("heading", name=heading)).to_be_focused()
        await expect(page.get_by_role("main", name="Layanan apa")).to_have_count(1)


# ---- back to the start


@pytest.mark.parametrize("taps", [["Disdukcapil"], ["Punya reservasi"], ["Layanan prioritas"], []])
async def test_the_page_asks_ten_seconds_before_it_goes_back(
    browser: Browser, taps: list[str]
) -> None:
    async with kiosk(browser, clock=True, bookings=True) as (_, page):
        for tap in taps:
            await choose(page, tap)
        if not taps:
            await tap_five(page)
        heading = await page.locator("h1").inner_text()
        await page.clock.run_for(19_000)
        still = page.get_by_role("alertdialog", name="Masih di sini?")
        await expect(still).to_have_count(0)
        await page.clock.run_for(2_000)
        await expect(still).to_be_visible()
        await expect(page.get_by_role("button", name="Ya, lanjutkan")).to_be_focused()
        await choose(page, "Ya, lanjutkan")
        await expect(still).to_have_count(0)
        assert await page.locator("h1").inner_text() == heading
        await page.clock.run_for(31_000)
        await asked(page, "Instansi mana")
        await expect(still).to_have_count(0)


async def test_a_touch_beside_the_question_presses_nothing_beneath(browser: Browser) -> None:
    async with kiosk(browser, clock=True) as (_, page):
        await choose(page, "Disdukcapil")
        await page.clock.run_for(22_000)
        await page.mouse.click(300, 400)
        await asked(page, "Layanan apa")


async def test_the_start_itself_asks_nobody(browser: Browser) -> None:
    async with kiosk(browser, clock=True) as (_, page):
        await page.clock.run_for(60_000)
        await expect(page.get_by_role("alertdialog")).to_have_count(0)


# ---- the staff


async def test_without_a_code_the_page_says_how_to_set_one(browser: Browser) -> None:
    told = "Kode petugas belum diatur … “signage kiosk code”."
    async with kiosk(browser) as (hall, page):
        hall.answers = [refusal(409, "staff_code_none", told)]
        await tap_five(page)
        await asked(page, "Kode petugas")
        await expect(page.get_by_text(told)).to_be_visible()
        assert hall.presses[0].body == {}


async def test_four_taps_ask_nothing(browser: Browser) -> None:
    async with kiosk(browser) as (_, page):
        for _ in range(4):
            await page.locator("[data-corner]").click()
        await asked(page, "Instansi mana")


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_the_right_code_opens_the_settings_and_they_stay(
    browser: Browser, size: ViewportSize
) -> None:
    async with kiosk(browser, size=size) as (hall, page):
        hall.answers = [
            SET,
            refusal(403, "staff_code_wrong", "Kode salah. Sisa percobaan: 4."),
            OPEN,
        ]
        await tap_five(page)
        await press_code(page, "000001")
        await expect(page.get_by_text("Sisa percobaan: 4")).to_be_visible()
        await fits(page, size)
        await press_code(page)
        await asked(page, "Setelan kios ini")
        assert [press.body for press in hall.presses] == [
            {},
            {"code": "000001"},
            {"code": "482913"},
        ]
        assert await page.evaluate(CUT) == []
        await fits(page, size)
        await choose(page, "Samsat")
        await expect(page.get_by_role("button", name="Samsat")).to_have_attribute(
            "aria-pressed", "false"
        )
        await choose(page, "Bahasa awal: Bahasa Indonesia")
        await page.get_by_role("button", name="Done", exact=True).click()
        await asked(page, "Which agency")
        await expect(page.get_by_role("button", name="Samsat")).to_have_count(0)
        await page.reload()
        await asked(page, "Which agency")
        await expect(page.get_by_role("button", name="Samsat")).to_have_count(0)
        await expect(page.get_by_role("button", name="DPMPTSP")).to_be_visible()


async def test_one_agency_always_stays(browser: Browser) -> None:
    async with kiosk(browser, **one(service_of("A", 0))) as (hall, page):
        hall.answers = [SET, OPEN]
        await tap_five(page)
        await press_code(page)
        await choose(page, "Dinas")
        await choose(page, "Lain")
        await expect(page.get_by_text("Paling sedikit satu instansi")).to_be_visible()
        await expect(page.get_by_role("button", name="Lain")).to_have_attribute(
            "aria-pressed", "true"
        )


async def test_a_test_page_is_printed_with_the_code(browser: Browser) -> None:
    printer = {"printer": "p", "state": "ready", "text": text("Siap"), "paper": 58, "footer": None}
    async with kiosk(browser, printers=[printer]) as (hall, page):
        hall.answers = [SET, OPEN, (200, {"printer": "p", "browser": False})]
        await tap_five(page)
        await press_code(page)
        await choose(page, "Cetak halaman uji")
        await expect(page.get_by_text("Halaman uji dikirim ke printer “p”.")).to_be_visible()
        assert (hall.presses[-1].path, hall.presses[-1].body) == (
            "/api/kiosk/trial", {"code": "482913"},
        )  # fmt: skip


async def test_who_is_locked_out_of_the_settings_takes_numbers_as_ever(browser: Browser) -> None:
    told = "Terlalu banyak kode salah. Coba lagi dalam 60 detik; nomor antrean tetap bisa diambil."
    async with kiosk(browser) as (hall, page):
        hall.answers = [SET, refusal(429, "staff_code_locked", told)]
        await tap_five(page)
        await press_code(page)
        await expect(page.get_by_text(told)).to_be_visible()
        await choose(page, "Kembali")
        await choose(page, "Samsat")
        await asked(page, "Nomor antrean Anda")


async def test_a_code_is_typed_on_a_keypad_after_five_dots(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        hall.answers = [SET, OPEN]
        for _ in range(5):
            await page.keyboard.press(".")
            await page.wait_for_timeout(150)
        await asked(page, "Kode petugas")
        await page.wait_for_timeout(450)
        await page.keyboard.type("482913", delay=160)
        await until(lambda: len(hall.presses) == 2)
        await asked(page, "Setelan kios ini")
