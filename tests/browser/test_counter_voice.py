"""The line on the counter page that says how the zone's voice keeps up, and its window."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.fake_hall import (
    COUNTER,
    SECRET,
    VOICE_TODAY,
    FakeHall,
    View,
    counter_view,
    running,
    text,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FRIDAY = {"name": text("Salat Jumat", "Friday prayer"), "until": "13:05", "voice": "silent"}
PLACES = """() => [...document.querySelectorAll(".voice-line, .voice-line span")].map(
  (node) => { const { x, y, height } = node.getBoundingClientRect(); return [x, y, height]; })"""


@contextlib.asynccontextmanager
async def desk(
    browser: Browser, *, clock: bool = False, **voice: Any
) -> AsyncIterator[tuple[FakeHall, Page]]:
    """A counter page in a zone whose voice is so."""
    view = counter_view(voice=VOICE_TODAY | voice)
    async with running(FakeHall(me=COUNTER, view=view)) as hall:
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        if clock:
            await page.clock.install()
        await page.goto(f"{hall.url}/counter#{SECRET}")
        await page.get_by_role("heading", name="Loket 3").wait_for()
        yield hall, page
        await page.close()


@pytest.mark.parametrize(
    ("voice", "now"),
    [
        ({}, r"Suara: 1\d dtk di belakang"),
        ({"lag": 0.0}, "Suara: tepat waktu"),
        ({"quiet": FRIDAY}, "Waktu tenang: Salat Jumat sampai 13.05"),
        ({"instead": "espeak-id"}, r"Suara: 1\d dtk di belakang · suara pengganti"),
    ],
)
async def test_one_line_says_how_the_voice_is(browser: Browser, voice: View, now: str) -> None:
    async with desk(browser, **voice) as (_, page):
        # it grows while the page opens
        await expect(page.locator(".voice-now")).to_have_text(re.compile(f"^{now}$"))
        await expect(page.locator(".voice-longest")).to_have_text("terlama hari ini 48 dtk")
        await page.get_by_role("button", name="English").click()
        await expect(page.locator(".voice-longest")).to_have_text("longest today 48 s")


async def test_a_zone_without_a_voice_has_no_line(browser: Browser) -> None:
    async with desk(browser, state="silent") as (_, page):
        await expect(page.locator(".voice-line")).to_have_count(0)


async def test_what_waits_goes_on_waiting_and_nothing_jumps(browser: Browser) -> None:
    async with desk(browser, clock=True, lag=8.0) as (hall, page):
        now = page.locator(".voice-now")
        await expect(now).to_have_text("Suara: 8 dtk di belakang")
        await page.evaluate("document.fonts.ready.then(() => null)")
        places = await page.evaluate(PLACES)
        await page.clock.run_for(5_000)
        await expect(now).to_have_text("Suara: 13 dtk di belakang")
        assert await page.evaluate(PLACES) == places
        await hall.show(voice=VOICE_TODAY | {"lag": 0.0})
        await expect(now).to_have_text("Suara: tepat waktu")
        await page.clock.run_for(9_000)
        await expect(now).to_have_text("Suara: tepat waktu")
        assert await page.evaluate(PLACES) == places


async def test_the_window_says_what_was_shortened_and_what_was_not_said_and_why(
    browser: Browser,
) -> None:
    async with desk(browser, quiet=FRIDAY, instead="espeak-id", stand_ins=4) as (hall, page):
        await page.locator(".voice-line").focus()
        await page.keyboard.press("Enter")
        window = page.get_by_role("dialog", name="Suara zona ini hari ini")
        await expect(window).to_contain_text("tidak diucapkan.")
        await expect(window).to_contain_text("espeak-id")
        rows = window.locator(".voice-row")
        lines = [line.replace("\n", " ") for line in await rows.all_inner_texts()]
        assert [(line.split()[0], line.split()[-1]) for line in lines[1:]] == [
            ("Terlama", "dtk"), ("Diucapkan", "7"), ("singkat:", "7"), ("Tidak", "15"),
            ("sudah", "3"), ("waktu", "12"), ("Gagal", "1"), ("layar", "1"), ("Oleh", "4"),
        ]  # fmt: skip
        await hall.show(voice=VOICE_TODAY | {"shortened": 8})
        await expect(rows.nth(2).locator("dd")).to_have_text("8")  # it lives while it is open
        await page.keyboard.press("Escape")
        await expect(window).to_have_count(0)
        await expect(page.locator(".voice-line")).to_be_focused()


async def test_a_voice_without_figures_is_a_voice(browser: Browser) -> None:
    """An older server, whose view has not got them."""
    view = counter_view(voice={"state": "ready", "reason": None})
    async with running(FakeHall(me=COUNTER, view=view)) as hall:
        page = await browser.new_page()
        await page.goto(f"{hall.url}/counter#{SECRET}")
        await page.locator(".voice-line").click()
        await expect(page.locator(".voice-row dd")).to_have_text(
            ["0 dtk", "0 dtk", "0", "0", "0", "0"]
        )
        await page.close()
