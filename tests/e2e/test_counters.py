"""Two officers at their counter pages, on a hall that runs: one ticket is never at two counters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.e2e.pages import BEYOND, Pages
from tests.e2e.running import Hall, hall_of

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PRESSED = "/api/counters/"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


async def desk(hall: Hall, pages: Pages, counter: str) -> Page:
    page = await pages.open(hall.page("counter", counter), (1280, 800))
    await expect(page.get_by_role("heading", name=f"Loket {counter}", exact=True)).to_be_visible(
        timeout=30_000
    )
    return page


def held_together(count: int) -> Callable[[Route], Awaitable[None]]:
    """Presses wait on the wire until so many are under way, and go on at one moment."""
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)
        if len(held) == count:
            together, held[:] = [*held], []
            await asyncio.gather(*(one.continue_() for one in together))

    return hold


def called_to(events: list[dict[str, Any]], number: str) -> list[str]:
    """The counters to which a number was called."""
    calls = (one["event"] for one in events if one["kind"] == "TicketCalled")
    return [call["counter"] for call in calls if call["number"] == number]


async def test_two_counters_press_the_same_ticket_at_once_and_one_has_it(
    hall: Hall, pages: Pages
) -> None:
    """Four times over; in each the other counter reads who has it, and its page stays as it was."""
    for counter in ("3", "4"):
        await hall.press(counter, "open")
    desks = {counter: await desk(hall, pages, counter) for counter in ("3", "4")}
    hold = held_together(len(desks))
    for page in desks.values():
        await page.route(f"**{PRESSED}*/call", hold)
    for _ in range(4):
        (number,) = await hall.tickets("ktp-el")
        rows = [page.get_by_role("button", name=f"Panggil {number} ") for page in desks.values()]
        for row in rows:
            await expect(row).to_be_visible(timeout=30_000)
        async with (
            desks["3"].expect_response(f"**{PRESSED}3/call") as one,
            desks["4"].expect_response(f"**{PRESSED}4/call") as other,
        ):
            await asyncio.gather(*(row.evaluate("row => row.click()") for row in rows))
        answers = {"3": (await one.value).status, "4": (await other.value).status}
        assert sorted(answers.values()) == [200, 409]
        winner = next(counter for counter, status in answers.items() if status == 200)
        loser = "4" if winner == "3" else "3"
        await expect(desks[winner].locator(".number")).to_have_text(number, timeout=30_000)
        await expect(desks[loser].locator(".toast-bad")).to_contain_text(
            f"Nomor {number} sedang berada di loket {winner}", timeout=30_000
        )
        await expect(desks[loser].locator(".number")).not_to_have_text(number)
        assert called_to(await hall.events(), number) == [winner]
        await desks[winner].keyboard.press("s")
        await expect(desks[winner].locator(".number")).to_have_text(
            "Siap memanggil", timeout=30_000
        )


async def test_a_visit_goes_aside_and_back_on_for_a_second_service_and_on_to_another_counter(
    tmp_path: Path, pages: Pages
) -> None:
    """The whole way by keyboard: park with a note, back in line, called, also, transfer, break."""
    async with hall_of(tmp_path) as hall:
        first, second = await hall.tickets("ktp-el", "ktp-el")
        three, four = await desk(hall, pages, "3"), await desk(hall, pages, "4")
        await three.keyboard.press("Space")
        await expect(three.locator(".number")).to_have_text(first, timeout=30_000)

        await three.keyboard.press("d")
        await three.keyboard.type("ambil fotokopi KK")
        await three.keyboard.press("Enter")
        parked = three.get_by_role("region", name="Ditunda")
        await expect(parked).to_contain_text("“ambil fotokopi KK”", timeout=30_000)

        await three.keyboard.press("k")
        await three.keyboard.press("Enter")
        toast = three.locator(".toast")
        await expect(toast).to_contain_text(f"{first} menunggu lagi", timeout=30_000)
        row = four.locator("ol.tickets li").first
        await expect(row).to_contain_text("kembali setelah ditunda, ke tempat semula")
        await expect(row).to_contain_text("“ambil fotokopi KK”")

        await four.keyboard.press("Space")
        await expect(four.locator(".number")).to_have_text(first, timeout=30_000)
        await expect(four.locator(".why")).to_contain_text("kembali setelah ditunda")
        await expect(four.locator(".visit-note")).to_contain_text("ambil fotokopi KK")

        await four.keyboard.press("n")
        await four.keyboard.type("kartu keluarga")
        await four.keyboard.press("Enter")
        await expect(four.locator(".service")).to_contain_text(
            "sebelumnya Perekaman KTP-el", timeout=30_000
        )

        await four.keyboard.press("a")
        await four.keyboard.type("loket 3")
        option = four.locator("dialog [role=option]").first
        await expect(option).to_contain_text("1 menunggu · buka", timeout=30_000)
        await four.keyboard.press("Enter")
        sent = three.locator("ol.tickets li").first
        await expect(sent).to_contain_text(first, timeout=30_000)
        await expect(sent).to_contain_text("dialihkan dari loket lain")

        await three.keyboard.press("i")
        await three.keyboard.type("10")
        await three.keyboard.press("Enter")
        await expect(three.get_by_role("heading", name="Istirahat sampai")).to_be_visible(
            timeout=30_000
        )
        await three.keyboard.press("b")
        await three.keyboard.press("Space")
        await expect(three.locator(".number")).to_have_text(first, timeout=30_000)
        assert await three.evaluate(BEYOND) == []
        assert called_to(await hall.events(), first) == ["3", "4", "3"]
        assert called_to(await hall.events(), second) == []
