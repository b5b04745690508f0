"""The public booking page in a real Chromium, before a hall that really runs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.access import serious
from tests.halls import SMALL
from tests.serving import Server
from tests.web.asking import BOOKINGS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

HALL = SMALL + BOOKINGS.replace("minutes = 480", "minutes = 30").replace(
    "capacity = 4", "capacity = 2"
)
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


@contextlib.asynccontextmanager
async def booking(
    browser: Browser, folder: Path, text: str = HALL
) -> AsyncIterator[tuple[str, Page]]:
    with Server(folder, text) as server:
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(f"{server.url}/booking")
        yield server.url, page
        await page.close()
        assert not faults


async def told(page: Page, url: str) -> Any:
    """What the server says of it."""
    return await (await page.request.get(url)).json()


def _question(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


async def _choose(page: Page) -> None:
    """Tomorrow's half past eight, up to the question whether it is right."""
    await page.get_by_role("button", name="Kartu").click()
    await page.locator(".day").nth(-2).click()
    await page.get_by_role("button", name=re.compile(r"^08\.30")).click()


async def test_a_visitor_books_keeps_and_cancels(browser: Browser, tmp_path: Path) -> None:
    async with booking(browser, tmp_path) as (url, page):
        await _choose(page)
        await expect(page.get_by_text("08.30–09.00")).to_be_visible()
        await page.get_by_role("button", name="Reservasi jam ini").dblclick()
        code = await page.locator(".code span[aria-hidden]").inner_text()
        assert CODE.fullmatch(code) and page.url == f"{url}/booking#{code}"
        seen = await told(page, f"{url}/api/bookings/{code}")
        assert (seen["state"], seen["start"]) == ("made", "08:30")

        await page.reload()  # the page can be kept: its address has the code
        await expect(page.locator(".code")).to_contain_text(code)
        await page.get_by_role("button", name="Batalkan reservasi").click()
        await page.get_by_role("button", name="Tidak").click()
        assert (await told(page, f"{url}/api/bookings/{code}"))["state"] == "made"
        await page.get_by_role("button", name="Batalkan reservasi").click()
        await page.get_by_role("button", name="Ya, batalkan").click()
        await expect(page.get_by_text("Reservasi ini dibatalkan.")).to_be_visible()
        await page.get_by_role("button", name="Buat reservasi lain").click()
        await expect(_question(page)).to_have_text("Layanan apa yang Anda perlukan?")
        assert page.url == f"{url}/booking"


async def test_a_place_that_went_meanwhile_is_said_and_the_times_are_new(
    browser: Browser, tmp_path: Path
) -> None:
    async with booking(browser, tmp_path) as (url, page):
        await _choose(page)
        day = (await told(page, f"{url}/api/bookings/slots/card"))["days"][-2]["date"]
        body = {"service": "card", "date": day, "start": "08:30"}
        assert (await page.request.post(f"{url}/api/bookings", data=body)).status == 201
        await page.get_by_role("button", name="Reservasi jam ini").click()
        await expect(page.locator(".wrong")).to_contain_text("sudah penuh")
        full = page.get_by_role("button", name=re.compile(r"^08\.30"))
        await expect(full).to_have_attribute("aria-disabled", "true")


async def test_a_code_is_looked_up_and_a_wrong_one_is_said(
    browser: Browser, tmp_path: Path
) -> None:
    async with booking(browser, tmp_path) as (_, page):
        await page.get_by_label("Kode reservasi").fill("<b>x</b>")
        await page.get_by_role("button", name="Lihat").click()
        await expect(page.locator(".wrong")).to_contain_text("tidak ada")
        await page.get_by_role("button", name="English").click()
        await expect(_question(page)).to_have_text("Which service do you need?")


async def test_a_mall_without_bookings_says_so(browser: Browser, tmp_path: Path) -> None:
    async with booking(browser, tmp_path, SMALL) as (_, page):
        heading = page.get_by_role("heading", level=1)
        await expect(heading).to_have_text("Mal ini tidak menerima reservasi")


async def test_every_step_is_open_to_all(browser: Browser, tmp_path: Path) -> None:
    async with booking(browser, tmp_path) as (_, page):
        await page.locator(".row").wait_for()
        found = [await serious(page)]
        await page.get_by_role("button", name="Kartu").click()
        await page.locator(".time").first.wait_for()
        found.append(await serious(page))
        await page.locator(".day").nth(-2).click()  # late in the evening today has no more times
        await page.locator(".time").nth(3).click()
        found.append(await serious(page))
        await page.get_by_role("button", name="Reservasi jam ini").click()
        await page.locator(".code").wait_for()
        found.append(await serious(page))
        await page.get_by_role("button", name="Batalkan reservasi").click()
        found.append(await serious(page))
        assert found == [[]] * 5
