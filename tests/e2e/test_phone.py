"""A visitor's whole way: kiosk, paper, phone, call, screen, counter, finish, and the records."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from signage.records.records import FILE as RECORDS
from tests.devices.printers import reader
from tests.devices.printers.fake import FakePrinter, fake_printer
from tests.e2e.pages import BEYOND, Pages, flashed, tiles
from tests.e2e.running import Hall, hall_of, printing, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

PHONE = (390, 844)
TRUTH = """
  window.shaken = 0;
  Object.defineProperty(Navigator.prototype, 'vibrate',
    {value: () => { window.shaken += 1; return true; }, configurable: true});
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def printer() -> AsyncIterator[FakePrinter]:
    async with fake_printer() as printer:
        yield printer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(
    tmp_path_factory: pytest.TempPathFactory, printer: FakePrinter
) -> AsyncIterator[Hall]:
    own = printing({"hall-a": printer.address})
    async with hall_of(tmp_path_factory.mktemp("hall"), own) as hall:
        yield hall


async def at_the_kiosk(hall: Hall, pages: Pages) -> dict[str, Any]:
    """A visitor taps through the kiosk; what the server answered it."""
    kiosk = await pages.open(hall.page("kiosk", "hall-a"), (1080, 1920))
    await kiosk.get_by_role("button", name="Disdukcapil").click()
    async with kiosk.expect_response("**/api/tickets") as answered:
        await kiosk.get_by_role("button", name="Perekaman KTP-el").click()
        await kiosk.get_by_role("button", name="Saya punya semua").click()
    ticket: dict[str, Any] = await (await answered.value).json()
    await expect(kiosk.get_by_text(ticket["number"], exact=True).first).to_be_visible()
    return ticket


async def on_paper(printer: FakePrinter, count: int) -> tuple[list[str], str]:
    """The texts of the newest of so many papers, and the link that a camera reads on it."""
    await until(lambda: len(reader.pages(bytes(printer.paper))) == count, "no paper came out")
    paper = reader.pages(bytes(printer.paper))[-1]
    (link,) = reader.codes(reader.paint(reader.read(paper), 576))
    return reader.lines(paper), link


async def open_phone(hall: Hall, pages: Pages, ticket: dict[str, Any]) -> Page:
    page = await pages.open(ticket["url"], PHONE, TRUTH)
    await expect(page.locator(".number")).to_have_text(ticket["number"], timeout=30_000)
    return page


async def shaken(page: Page) -> int:
    count: int = await page.evaluate("window.shaken")
    return count


async def test_from_the_kiosk_to_the_counter_and_home(
    hall: Hall, pages: Pages, printer: FakePrinter
) -> None:
    screen = await pages.open(hall.page("screen", "hall-a"), (1920, 1080))
    (before,) = await hall.tickets("ktp-el")
    await on_paper(printer, 1)
    ticket = await at_the_kiosk(hall, pages)
    number = ticket["number"]

    lines, link = await on_paper(printer, 2)
    assert number in lines and link == ticket["url"]
    assert link == f"{hall.url}/t/{ticket['token']}"
    phone = await open_phone(hall, pages, {**ticket, "url": link})
    await expect(phone.locator(".facts dd").first).to_have_text("1")
    assert await phone.evaluate(BEYOND) == []
    elder = await hall.ticket("ktp-el", priority="lansia")
    await expect(phone.locator(".facts dd").first).to_have_text("2", timeout=30_000)

    desk = await pages.open(hall.page("counter", "3"))
    call = desk.get_by_role("button", name="Panggil berikutnya").first
    for called in (elder.body["number"], before):
        await call.click()
        await until(lambda called=called: _called_at(hall, "3", called), f"{called} is not called")
        await expect(desk.get_by_text(called).first).to_be_visible()
        await desk.wait_for_timeout(800)  # a finger that bounces presses once
    await expect(phone.get_by_text("Anda pertama dalam antrean ini").first).to_be_visible(
        timeout=30_000
    )
    assert await shaken(phone) == 0
    await call.click()
    await expect(phone.get_by_role("heading", name="Giliran Anda")).to_be_visible(timeout=30_000)
    await expect(phone.locator(".counter")).to_have_text("Loket 3")
    await until(lambda: _is(phone, 1), "the phone does not shake")
    assert await phone.evaluate(BEYOND) == []
    await until(lambda: _shown(screen, f"{number} 3"), "the screen does not show the call")
    assert f"{number}×1" in await flashed(screen)

    await phone.reload()
    await expect(phone.get_by_role("heading", name="Giliran Anda")).to_be_visible(timeout=30_000)
    assert (await hall.press("3", "recall")).number == number
    await until(lambda: _is(phone, 1), "the recall does not shake, or the reload did")
    await hall.press("3", "serve")
    await expect(phone.get_by_text("Anda sedang dilayani")).to_be_visible(timeout=30_000)
    await desk.get_by_role("button", name="Selesai").first.click()
    await expect(phone.get_by_role("heading", name="Terima kasih")).to_be_visible(timeout=30_000)
    await until(lambda: _visit(hall, number) == ("served", "3", 1, 1), "the tables have it not")
    await _was_fair(hall, number)


async def _was_fair(hall: Hall, number: str) -> None:
    """The day's report has the visit: passed over once, by one with priority, for the share."""
    report = await hall.view("reports/fairness")
    assert (report["tickets"], report["called"], report["passed"]) == (3, 3, 2)
    mine = next(row for row in report["most"] if row["number"] == number)
    assert [(by["priority"], by["rule"], by["count"]) for by in mine["by"]] == [
        ("lansia", "priority_turn", 1)
    ]
    rules = {row["rule"]: row["count"] for row in report["rules"]}
    assert rules == {"priority_turn": 1, "longest_wait": 2}


def _visit(hall: Hall, number: str) -> tuple[Any, ...] | None:
    """How the read tables have a visit: state, counter, calls and recalls."""
    asked = "SELECT state, counter, calls, recalls FROM visits WHERE number = ?"
    with closing(sqlite3.connect(f"file:{hall.data / RECORDS}?mode=ro", uri=True)) as tables:
        found: tuple[Any, ...] | None = tables.execute(asked, (number,)).fetchone()
    return found


async def _shown(screen: Page, tile: str) -> bool:
    return any(shown.startswith(tile) for shown in await tiles(screen))


async def _called_at(hall: Hall, counter: str, number: str) -> bool:
    call = (await hall.view(f"counters/{counter}"))["call"]
    return bool(call) and call["number"] == number


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
