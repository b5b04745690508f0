"""A visitor's whole way with a phone: kiosk, page, call, counter, finish; and the day's end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.pages import BEYOND, Pages
from tests.e2e.running import Hall, hall_of, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

PHONE = (390, 844)
TRUTH = """
  window.shaken = 0;
  Object.defineProperty(Navigator.prototype, 'vibrate',
    {value: () => { window.shaken += 1; return true; }, configurable: true});
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


async def at_the_kiosk(hall: Hall, pages: Pages) -> dict[str, Any]:
    """A visitor taps through the kiosk; what the server answered it."""
    kiosk = await pages.open(hall.page("kiosk", "hall-a"), (1080, 1920))
    await kiosk.get_by_role("button", name="Disdukcapil").click()
    async with kiosk.expect_response("**/api/tickets") as answered:
        await kiosk.get_by_role("button", name="Perekaman KTP-el").click()
    ticket: dict[str, Any] = await (await answered.value).json()
    await expect(kiosk.locator(".printed")).to_have_text(ticket["number"])
    return ticket


async def open_phone(hall: Hall, pages: Pages, ticket: dict[str, Any]) -> Page:
    page = await pages.open(f"{hall.url}/t/{ticket['token']}", PHONE, TRUTH)
    await expect(page.locator(".number")).to_have_text(ticket["number"], timeout=30_000)
    return page


async def shaken(page: Page) -> int:
    count: int = await page.evaluate("window.shaken")
    return count


async def test_from_the_kiosk_to_the_counter_and_home(hall: Hall, pages: Pages) -> None:
    (before,) = await hall.tickets("ktp-el")
    ticket = await at_the_kiosk(hall, pages)
    phone = await open_phone(hall, pages, ticket)
    await expect(phone.locator(".facts dd").first).to_have_text("1")
    assert await phone.evaluate(BEYOND) == []

    desk = await pages.open(hall.page("counter", "3"))
    call = desk.get_by_role("button", name="Panggil berikutnya").first
    await call.click()
    await expect(phone.get_by_text("Anda yang berikutnya").first).to_be_visible(timeout=30_000)
    await expect(desk.locator(".number")).to_have_text(before)
    assert await shaken(phone) == 0
    await desk.wait_for_timeout(800)  # a finger that bounces presses once
    await call.click()
    await expect(phone.get_by_role("heading", name="Giliran Anda")).to_be_visible(timeout=30_000)
    await expect(phone.locator(".counter")).to_have_text("Loket 3")
    await until(lambda: _is(phone, 1), "the phone does not shake")
    assert await phone.evaluate(BEYOND) == []

    await phone.reload()
    await expect(phone.get_by_role("heading", name="Giliran Anda")).to_be_visible(timeout=30_000)
    assert (await hall.press("3", "recall")).number == ticket["number"]
    await until(lambda: _is(phone, 1), "the recall does not shake, or the reload did")
    await hall.press("3", "serve")
    await expect(phone.get_by_text("Anda sedang dilayani")).to_be_visible(timeout=30_000)
    await hall.press("3", "finish")
    await expect(phone.get_by_role("heading", name="Terima kasih")).to_be_visible(timeout=30_000)


async def _is(phone: Page, count: int) -> bool:
    return await shaken(phone) == count


async def test_a_visitor_who_goes_home_early_is_not_called(hall: Hall, pages: Pages) -> None:
    ticket = await at_the_kiosk(hall, pages)
    phone = await open_phone(hall, pages, ticket)
    await phone.get_by_role("button", name="Batalkan antrean").click()
    await phone.get_by_role("button", name="Ya, batalkan").click()
    await expect(phone.get_by_role("heading", name="Nomor dibatalkan")).to_be_visible()
    answer = await hall.press("3", "next")
    assert answer.number != ticket["number"]


async def test_a_server_that_comes_back_finds_its_phones_again(hall: Hall, pages: Pages) -> None:
    ticket = await at_the_kiosk(hall, pages)
    phone = await open_phone(hall, pages, ticket)
    hall.kill9()
    await hall.start()
    await until(lambda: _called(hall, ticket["number"]), "the ticket is not called")
    await expect(phone.get_by_role("heading", name="Giliran Anda")).to_be_visible(timeout=45_000)


async def _called(hall: Hall, number: str) -> bool:
    return (await hall.press("3", "next")).number == number


async def test_the_servers_log_keeps_no_link(hall: Hall, pages: Pages) -> None:
    ticket = await at_the_kiosk(hall, pages)
    await open_phone(hall, pages, ticket)
    guess = "a-guess-of-somebodys-link"
    await pages.open(f"{hall.url}/t/{guess}", PHONE)
    log = hall.log
    assert "The hall is open" in log
    assert ticket["token"] not in log and guess not in log
