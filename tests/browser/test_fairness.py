"""The fairness report in a real Chromium, before a hall that really runs."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator

import msgspec
import pytest
from playwright.async_api import Browser, Page, Route, expect

from signage.queueing.fairness.report import fairness
from tests.browser.access import serious
from tests.queueing.synthetic import played
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("fairness")) as server:
        yield server


@contextlib.asynccontextmanager
async def opened(
    browser: Browser, url: str, busy: bool = False, width: int = 1280
) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": width, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    if busy:
        body = msgspec.json.encode(fairness(played(visitors=600).records))

        async def answer(route: Route) -> None:
            await route.fulfill(body=body, content_type="application/json")

        await page.route("**/api/reports/**", answer)
    await page.goto(url)
    yield page
    await page.close()
    assert not faults


async def test_a_day_in_words_and_in_tables(browser: Browser, server: Server) -> None:
    async with opened(browser, f"{server.url}/fairness#{server.secret('admin')}", True) as page:
        await expect(page.get_by_text("600 nomor diberikan, 600 dipanggil.")).to_be_visible()
        await expect(page.get_by_role("table")).to_have_count(4)
        await expect(page.get_by_role("rowheader", name="Tanpa prioritas")).to_be_visible()
        await expect(page.get_by_label("Hari layanan")).to_have_value("2026-11-26")
        await expect(page.locator("time")).to_have_text("Kamis, 26 November 2026")
        await expect(page.get_by_text("Masa sibuk: giliran berturut-turut")).to_be_visible()
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_text("600 numbers were given, 600 were called.")).to_be_visible()
        assert await serious(page) == []
        await page.emulate_media(media="print")
        await expect(page.get_by_role("button", name="Print")).to_be_hidden()
        await page.set_viewport_size({"width": 718, "height": 1000})  # A4 within its margins
        assert await page.evaluate("document.documentElement.scrollWidth") <= 718
        await page.emulate_media(media="screen")


async def test_a_phone_scrolls_its_tables_and_not_the_page(
    browser: Browser, server: Server
) -> None:
    url = f"{server.url}/fairness#{server.secret('admin')}"
    async with opened(browser, url, True, width=390) as page:
        await expect(page.get_by_role("table").first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_the_hall_answers_itself_also_for_a_day_that_was_none(
    browser: Browser, server: Server
) -> None:
    async with opened(browser, f"{server.url}/fairness#{server.secret('admin')}") as page:
        await expect(page.get_by_text("0 nomor diberikan, 0 dipanggil.")).to_be_visible()
        await page.get_by_label("Hari layanan").fill("1999-01-01")
        await page.get_by_role("button", name="Tampilkan").click()
        await expect(page.locator(".wrong")).to_contain_text("Tidak ada hari layanan")
        assert await serious(page) == []


@pytest.mark.parametrize(
    ("fragment", "told"),
    [("", "signage links"), ("#wrong", "tidak boleh membaca laporan")],
)
async def test_without_the_right_link_it_says_so(
    browser: Browser, server: Server, fragment: str, told: str
) -> None:
    async with opened(browser, f"{server.url}/fairness{fragment}") as page:
        await expect(page.locator(".state")).to_contain_text(told)
        await expect(page.get_by_role("button", name="Cetak")).to_have_count(0)
