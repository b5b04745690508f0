"""The browser that the tests of a page share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.fake_hall import chromium_at

expect.set_options(timeout=45_000)  # 5 s are too little on a machine that has other things to do


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(headless: str) -> AsyncIterator[Browser]:
    """One Chromium for a file's tests."""
    async with async_playwright() as play:
        browser = await chromium_at(play, headless)
        yield browser
        await browser.close()
