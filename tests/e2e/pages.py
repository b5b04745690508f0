"""Pages of the hall in a real browser, and how a test reads them."""

from __future__ import annotations

from typing import Final

from playwright.async_api import Browser, BrowserContext, Page, Playwright

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)

ARRIVALS: Final = """() => Array.from(document.querySelectorAll('.tile[data-arrivals]'))
  .map((tile) => tile.querySelector('.number').textContent + '×' + tile.dataset.arrivals)"""
"""The calls that have flashed on a screen since it was loaded, and how often."""

TILES: Final = """() => Array.from(document.querySelectorAll('.tile'))
  .map((tile) => tile.querySelector('.number').textContent + ' ' +
    tile.querySelector('.counter').textContent)"""
"""The calls on a screen: number and counter."""

BEYOND: Final = """() => Array.from(document.querySelectorAll(
    'html, body, main, .tile, .item, .number, .counter, .choice, .card, button, h1, #line'))
  .filter((node) => node.getClientRects().length)
  .filter((node) => node.getBoundingClientRect().right > window.innerWidth + 1 ||
    node.getBoundingClientRect().left < -1)
  .map((node) => node.tagName + '.' + node.className + ' ' + node.textContent.slice(0, 40))"""
"""What leaves the window on the left or right: nothing may."""


async def chromium_with(playwright: Playwright, executable: str, *more: str) -> Browser:
    """Debian's Chromium, allowed to sound."""
    return await playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *more])


class Pages:
    """Pages, each in a browser profile of its own, as on machines of their own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    async def open(
        self, url: str, size: tuple[int, int] = (1280, 720), script: str | None = None
    ) -> Page:
        """Opens a page; `script` runs before any of its own."""
        context = await self._browser.new_context(viewport={"width": size[0], "height": size[1]})
        self._contexts.append(context)
        if script is not None:
            await context.add_init_script(script)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "console",
            lambda line: self.troubles.extend([line.text] * ("Content Security" in line.text)),
        )
        await page.goto(url)
        return page

    async def close(self) -> None:
        """Closes them all; whatever one threw fails the test."""
        for context in self._contexts:
            await context.close()
        assert self.troubles == []


async def flashed(page: Page) -> list[str]:
    """The calls that flashed on this screen, each with how often."""
    found: list[str] = await page.evaluate(ARRIVALS)
    return found


async def tiles(page: Page) -> list[str]:
    """The calls on this screen, newest first."""
    found: list[str] = await page.evaluate(TILES)
    return found
