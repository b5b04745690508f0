"""A booking at the kiosk: its code by finger, by keyboard and by scanner, and every refusal."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.fake_hall import FakeHall, View, refusal, text, until
from tests.browser.test_kiosk import UPRIGHT, WIDE, asked, choose, fits, kiosk
from tests.browser.test_kiosk_hall import CUT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CODE = "7F3K9QXD"


def booking(service: str = "kartu-keluarga", state: str = "made") -> View:
    return {"code": "7F3K-9QXD", "service": service, "state": state, "date": "2026-11-26"}


@contextlib.asynccontextmanager
async def booked(
    browser: Browser, service: str = "kartu-keluarga", **changes: Any
) -> AsyncIterator[tuple[FakeHall, Page]]:
    async with kiosk(browser, bookings=True, **changes) as (hall, page):
        hall.bookings[CODE] = booking(service)
        yield hall, page


async def checked_in(hall: FakeHall, page: Page, **body: Any) -> None:
    """One check-in, and its number on the page."""
    await asked(page, "Nomor antrean Anda")
    await asyncio.sleep(0.2)
    assert [(press.path, press.body) for press in hall.presses] == [
        ("/api/bookings/check-in", {"code": CODE, **body})
    ]


async def type_in(page: Page, code: str) -> None:
    await choose(page, "Punya reservasi")
    await page.wait_for_timeout(450)
    for sign in code:
        await page.get_by_role("button", name=sign, exact=True).click()


async def scanned(page: Page, text: str) -> None:
    """As a scanner types: without a pause, whatever else the tests' machine has to do."""
    await page.evaluate(
        "(signs) => signs.forEach((key) => document.body.dispatchEvent("
        "new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))",
        [*text, "Enter"],
    )


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_a_code_is_typed_with_a_finger(browser: Browser, size: ViewportSize) -> None:
    async with booked(browser, size=size) as (hall, page):
        await type_in(page, "7F3KX")
        await expect(page.get_by_role("button", name="Check-in")).to_be_disabled()
        await choose(page, "Hapus")
        await page.get_by_role("button", name="9", exact=True).click()
        for sign in "QXD":
            await page.get_by_role("button", name=sign, exact=True).click()
        await expect(page.locator(".typed-text")).to_have_text("7F3K-9QXD")
        await fits(page, size)
        assert await page.evaluate(CUT) == []
        await choose(page, "Check-in")
        await checked_in(hall, page)


async def test_another_systems_longer_code_is_taken_as_it_is(browser: Browser) -> None:
    async with booked(browser) as (_, page):
        await type_in(page, "MPP-2026-0001")
        await expect(page.locator(".typed-text")).to_have_text("MPP-2026-0001")
        await choose(page, "Check-in")
        await asked(page, "Check-in tidak dapat dilakukan")


@pytest.mark.parametrize(
    "text", ["7F3K-9QXD", "7f3k9qxd", "http://hall.test:8000/booking#7F3K-9QXD"]
)
async def test_a_scanner_checks_in_from_the_start_page(browser: Browser, text: str) -> None:
    async with booked(browser) as (hall, page):
        await scanned(page, text)
        await asked(page, "Nomor antrean Anda")
        await asyncio.sleep(0.2)
        (press,) = hall.presses
        assert press.path == "/api/bookings/check-in"
        assert press.body["code"].replace("-", "") == CODE


async def test_what_a_scanner_types_presses_no_button_on_its_way(browser: Browser) -> None:
    async with booked(browser, clock=True) as (hall, page):
        await page.get_by_role("button", name="Samsat").focus()
        await page.clock.pause_at(time.time() + 5)  # no time passes between two signs
        await page.keyboard.type("1234567")
        await page.keyboard.press("Enter")
        await asked(page, "Check-in tidak dapat dilakukan")
        assert hall.presses == []


async def test_a_scanner_works_at_any_question_and_after_a_number(browser: Browser) -> None:
    async with booked(browser) as (hall, page):
        await choose(page, "Disdukcapil")
        await scanned(page, CODE)
        await asked(page, "Nomor antrean Anda")
        await scanned(page, CODE)
        await until(lambda: len(hall.presses) == 2)
        await asked(page, "Nomor antrean Anda")


async def test_a_mall_without_bookings_has_no_button_and_hears_no_scanner(
    browser: Browser,
) -> None:
    async with kiosk(browser) as (hall, page):
        await expect(page.get_by_role("button", name="Punya reservasi")).to_have_count(0)
        await scanned(page, CODE)
        await page.wait_for_timeout(300)
        await asked(page, "Instansi mana")
        assert hall.presses == []


async def test_a_code_is_typed_on_a_keyboard(browser: Browser) -> None:
    async with booked(browser) as (hall, page):
        await choose(page, "Punya reservasi")
        await page.wait_for_timeout(450)
        await page.keyboard.type("7f3kk", delay=160)
        await page.keyboard.press("Backspace")
        await page.keyboard.type("9qxd", delay=160)
        await expect(page.locator(".typed-text")).to_have_text("7F3K-9QXD")
        await page.wait_for_timeout(200)
        await page.keyboard.press("Enter")
        await checked_in(hall, page)


async def test_papers_origin_and_priority_are_asked_as_for_any_number(browser: Browser) -> None:
    async with booked(browser, "perubahan-data") as (hall, page):
        view = hall.view["agencies"]
        service = next(s for a in view for s in a["services"] if s["service"] == "perubahan-data")
        service["papers"] = [text("Kartu BPJS")]
        await hall.show(agencies=view)
        await choose(page, "Layanan prioritas")
        await choose(page, "Lansia")
        await scanned(page, CODE)
        await asked(page, "Yang perlu Anda bawa")
        await choose(page, "Saya punya semua")
        await asked(page, "Anda datang dari mana?")
        await choose(page, "Lampung Timur")
        await checked_in(hall, page, priority="lansia", origin="lampung-timur")


async def test_a_service_that_this_kiosk_does_not_show_is_checked_in_all_the_same(
    browser: Browser,
) -> None:
    async with booked(browser, "elsewhere") as (hall, page):
        await scanned(page, CODE)
        await checked_in(hall, page)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("booking_early", "Masih terlalu awal: check-in mulai pukul 09.15. Silakan menunggu."),
        ("booking_late", "Sudah lewat: check-in berakhir pukul 09.15. Ambil nomor biasa."),
        ("booking_other_day", "Reservasi ini untuk Jumat 27 November, bukan hari ini."),
        ("booking_past", "Reservasi ini untuk Rabu 25 November, yang sudah lewat."),
        ("booking_used", "Reservasi ini sudah dipakai: nomor Anda C012."),
        ("booking_cancelled", "Reservasi ini sudah dibatalkan."),
    ],
)
async def test_every_refusal_is_shown_with_its_sentence(
    browser: Browser, code: str, told: str
) -> None:
    async with booked(browser) as (hall, page):
        hall.bookings[CODE] = booking(state="used")
        hall.answers = [refusal(409, code, told)]
        await scanned(page, CODE)
        await asked(page, "Check-in tidak dapat dilakukan")
        await expect(page.get_by_text(told)).to_be_visible()
        await choose(page, "Ambil nomor biasa")
        await asked(page, "Instansi mana")


async def test_an_unknown_code_can_be_mended(browser: Browser) -> None:
    async with booked(browser) as (hall, page):
        await type_in(page, "7F3K9QXX")
        await choose(page, "Check-in")
        await expect(page.get_by_text("Kode reservasi ini tidak ada.")).to_be_visible()
        await choose(page, "Ubah kode")
        await expect(page.locator(".typed-text")).to_have_text("7F3K-9QXX")
        await choose(page, "Hapus")
        await page.get_by_role("button", name="D", exact=True).click()
        await choose(page, "Check-in")
        await checked_in(hall, page)


async def test_a_server_that_is_away_checks_in_once_when_it_is_back(browser: Browser) -> None:
    async with booked(browser) as (hall, page):
        lost = 0

        async def lose(route: Any) -> None:
            nonlocal lost
            lost += 1
            await route.fetch()
            await (route.abort() if lost < 3 else route.continue_())

        await page.route("**/api/bookings/check-in", lose)
        await scanned(page, CODE)
        await asked(page, "Sambungan terputus")
        await page.get_by_role("heading", name="Nomor antrean Anda").wait_for()
        assert len({press.key for press in hall.presses}) == 1


async def test_back_from_the_code_is_the_start(browser: Browser) -> None:
    async with booked(browser) as (_, page):
        await choose(page, "Punya reservasi")
        await choose(page, "Kembali")
        await asked(page, "Instansi mana")
