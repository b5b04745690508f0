"""The list of pages in a real Chromium: with the administrator's link, and without."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.fake_hall import COUNTER, SECRET, FakeHall, View, running, text

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ODD = "<img src=x onerror=alert(1)>" + "W" * 200


def link(kind: str, place: str | None, name: object) -> View:
    url = f"http://127.0.0.1:8000/{kind}#secret-{place}"
    return {"kind": kind, "place": place, "name": name, "url": url}


LINKS = [
    link("admin", None, ""),
    link("screen", "hall-a", text("Hall A")),
    link("screen", "ballroom", ODD),
    link("counter", "3", "3"),
    link("counter", "4K-1", "Loket 4K-1"),
    link("button", "3", "3"),
    link("kiosk", "hall-a", "Hall A"),
]


@contextlib.asynccontextmanager
async def index(browser: Browser, fragment: str) -> AsyncIterator[tuple[FakeHall, Page]]:
    async with running(FakeHall(me=COUNTER, view={}, links=LINKS)) as hall:
        page = await browser.new_page(viewport={"width": 390, "height": 800})
        await page.goto(f"{hall.url}/{fragment}")
        yield hall, page
        await page.close()


async def test_a_newcomer_reads_how_to_get_the_links(browser: Browser) -> None:
    async with index(browser, "") as (_, page):
        await expect(page.get_by_text("signage links")).to_be_visible()
        await expect(page.get_by_role("heading", level=2)).to_have_count(5)
        await expect(page.get_by_role("link")).to_have_count(1)  # what is for everybody


async def test_the_administrator_opens_each_device_in_a_tab_of_its_own(browser: Browser) -> None:
    async with index(browser, f"#{SECRET}") as (hall, page):
        counters = page.get_by_role("region", name="Loket").get_by_role("link")
        await expect(counters).to_have_count(2)
        await expect(page.get_by_role("link")).to_have_count(13)
        managers = page.get_by_role("region", name="Pengelola")
        doors = await managers.get_by_role("link").evaluate_all(
            "links => links.map((link) => link.getAttribute('href'))"
        )
        names = ("admin", "floor", "emergency", "voices", "reports", "fairness")
        assert doors == [*(f"/{name}#{SECRET}" for name in names), "/survey"]
        first = page.get_by_role("link", name="Loket 3")
        assert await first.get_attribute("href") == f"{hall.url}/counter#secret-3"
        assert await first.get_attribute("target") == "_blank"
        assert await page.evaluate("Object.keys(localStorage).length") == 0


async def test_a_counter_is_listed_under_the_name_that_the_server_gives(browser: Browser) -> None:
    name = "Loket 3 · Disdukcapil · Hall Pelayanan A"
    async with running(FakeHall(me=COUNTER, view={}, links=[link("counter", "3", name)])) as hall:
        page = await browser.new_page()
        await page.goto(f"{hall.url}/#{SECRET}")
        counters = page.get_by_role("region", name="Loket").get_by_role("link")
        await expect(counters.locator("bdi").first).to_have_text(name)
        await page.close()


async def test_any_name_is_text_and_the_layout_holds(browser: Browser) -> None:
    async with index(browser, f"#{SECRET}") as (_, page):
        await expect(page.get_by_text(ODD)).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_an_unknown_link_is_said(browser: Browser) -> None:
    async with index(browser, "#nonsense") as (_, page):
        await expect(page.get_by_role("alert").first).to_contain_text("tidak dikenal")
        await expect(page.get_by_text("signage links")).to_be_visible()


async def test_a_server_that_is_away_is_asked_again(browser: Browser) -> None:
    async with running(FakeHall(me=COUNTER, view={}, links=LINKS)) as hall:
        page = await browser.new_page()
        await page.route("**/api/links", lambda route: route.abort())
        await page.goto(f"{hall.url}/#{SECRET}")
        await expect(page.get_by_text("Server tidak menjawab")).to_be_visible()
        await page.unroute_all()
        await expect(page.get_by_role("link", name="Loket 3")).to_be_visible()
        await page.close()


async def test_the_language_changes(browser: Browser) -> None:
    async with index(browser, "") as (_, page):
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_role("heading", name="Counters")).to_be_visible()
