"""A wall clock that jumps under a running hall, and a midnight with people waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.running import Hall, hall_of, until
from tests.e2e.test_hours import WallClock

pytestmark = [pytest.mark.slow, pytest.mark.asyncio]

Require = Callable[[str], None]


def jakarta(document: Any) -> None:
    document["mall"]["time_zone"] = "Asia/Jakarta"


async def day(hall: Hall) -> str:
    return str((await hall.health()).body["day"])


async def test_a_clock_that_jumps_takes_nobodys_number(tmp_path: Path, require: Require) -> None:
    """A day ahead and back to 1970: everybody waits on, no number comes twice, the page says so."""
    require("faketime")
    clock = WallClock(tmp_path, "2026-11-26 10:00:00")
    async with hall_of(tmp_path / "hall", jakarta, environment=clock.environment) as hall:
        first, second = await hall.tickets("ktp-el", "ktp-el")
        clock.set("2026-11-27 10:00:00")
        await until(lambda: _is_day(hall, "2026-11-27"), "the day does not get its true date")
        assert (await hall.press("3")).number == first
        (third,) = await hall.tickets("ktp-el")
        for wrong in ("1970-01-01 07:00:00", "2026-11-25 09:00:00"):
            clock.set(wrong)
            await until(lambda: _is_doubtful(hall), "nobody says that the clock is doubtful")
            assert await day(hall) == "2026-11-27"
            assert (await hall.view("zones/hall-a"))["clock_doubtful"]
            (fourth,) = await hall.tickets("ktp-el")
            assert fourth not in (first, second, third)
        assert (await hall.press("4")).number == second
        (row,) = (r for r in (await hall.view("zones/hall-a"))["calls"] if r["number"] == second)
        assert row["age"] < 60, "a duration is not taken from the wall clock"
        events = await hall.events()
        assert [e["at"] for e in events] == sorted(e["at"] for e in events)
        assert sum(e["kind"] == "DayOpened" for e in events) == 1


async def _is_day(hall: Hall, date: str) -> bool:
    return await day(hall) == date


async def _is_doubtful(hall: Hall) -> bool:
    return bool((await hall.health()).body["clock_doubtful"])


async def test_a_midnight_with_people_waiting(tmp_path: Path, require: Require) -> None:
    """They are called past midnight; at three the day ends, and they are counted and told."""
    require("faketime")
    clock = WallClock(tmp_path, "2026-11-26 23:40:00")
    async with hall_of(tmp_path / "hall", jakarta, environment=clock.environment) as hall:
        taken = [await hall.ticket("ktp-el") for _ in range(3)]
        numbers = [ticket.body["number"] for ticket in taken]
        assert not await _past(hall, "2026-11-27")
        clock.set("2026-11-26 23:59:58")
        await until(lambda: _past(hall, "2026-11-27"), "midnight does not come")
        assert await day(hall) == "2026-11-26"
        assert (await hall.press("3")).number == numbers[0]
        (late,) = await hall.tickets("ktp-el")
        assert late not in numbers

        hall.stop()  # a short power cut, so that three o'clock is near
        clock.set("2026-11-27 02:40:00")
        await hall.start()
        waiting = (await hall.view("services/ktp-el"))["tickets"]
        assert [row["number"] for row in waiting] == [*numbers[1:], late]
        assert await day(hall) == "2026-11-26"
        clock.set("2026-11-27 02:59:58")
        await until(lambda: _is_day(hall, "2026-11-27"), "the day does not turn at three")
        assert (await hall.view("services/ktp-el"))["waiting"] == 0
        (closed,) = (e["event"] for e in await hall.events() if e["kind"] == "DayClosed")
        assert (closed["issued"], closed["expired"]) == (4, 3)
        dead = await hall.ask("GET", f"/api/tickets/{taken[1].body['token']}")
        assert (dead.status, dead.code) == (404, "link_unknown")
        assert await hall.tickets("ktp-el") == [numbers[0]]


async def _past(hall: Hall, date: str) -> bool:
    """Whether the hall's calendar has come to this date."""
    answer = await hall.ask("GET", "/api/bookings/services")
    return bool(answer.body["today"] == date)
