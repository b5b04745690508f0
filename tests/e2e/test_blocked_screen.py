"""A speaking screen whose browser lets nothing sound: known before a call, and mended by OK."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright, expect

from tests.e2e.pages import ARGUMENTS, Pages
from tests.e2e.running import Hall, hall_of, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


def by_screen(document: Any) -> None:
    for zone in document["zones"]:
        if zone["id"] == "hall-a":
            zone["speaker"] = "screen"


async def voice(hall: Hall) -> tuple[str, str]:
    """The state of the voice at counter 3 of that zone, and why."""
    view = (await hall.ask("GET", "/api/counters/3", hall.secret("counter", "3"))).body
    return view["voice"]["state"], (view["voice"]["reason"] or {"en": ""})["en"]


async def test_a_blocked_screen_is_known_before_a_call_and_mended_by_ok(
    chromium: str, tmp_path: Path
) -> None:
    strict = [flag for flag in ARGUMENTS if not flag.startswith("--autoplay")]
    strict.append("--autoplay-policy=document-user-activation-required")
    async with async_playwright() as playwright, hall_of(tmp_path, by_screen) as hall:
        browser = await playwright.chromium.launch(executable_path=chromium, args=strict)
        pages = Pages(browser)
        assert await voice(hall) == ("failed", "no screen can speak")
        page = await pages.open(hall.page("screen", "hall-a"))

        # Nothing is asked of the page before it has tried: to be asked counts as a touch.
        async def blocked() -> bool:
            return "press OK" in (await voice(hall))[1]

        await until(blocked, "the counter does not know")
        await expect(page.locator("#line")).to_have_class("alert")
        await page.keyboard.press("Enter")
        await expect(page.locator("#line")).not_to_have_class("alert")

        async def ready() -> bool:
            return await voice(hall) == ("screen", "")

        await until(ready, "the counter does not know that it is mended")
        await page.close()

        async def gone() -> bool:
            return (await voice(hall))[1] == "no screen can speak"

        await until(gone, "the counter does not know that the screen went")
        await pages.close()
        await browser.close()
