"""What the end-to-end tests share: a Chromium, and pages that may not throw anything."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.e2e.pages import Pages, chromium_with
from tests.e2e.running import PATIENCE

expect.set_options(timeout=1000 * PATIENCE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One that lets pages sound."""
    async with async_playwright() as playwright:
        browser = await chromium_with(playwright, chromium)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def pages(browser: Browser) -> AsyncIterator[Pages]:
    """Opens pages, each on a machine of its own; what they throw fails the test."""
    opened = Pages(browser)
    yield opened
    await opened.close()
