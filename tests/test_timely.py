"""Work that has its time: when its hour strikes, whatever the clock does, and rounds that go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from signage.backups.nightly import due as backup_due
from signage.errors import RegistryTrouble
from signage.exports.schedule import Made
from signage.exports.schedule import due as reports_due
from signage.timely import AGAIN, Hour, local, rounds, struck

TWO = 120
NIGHT = datetime(2026, 11, 26, 2, 0)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (NIGHT, NIGHT),
        (NIGHT - timedelta(minutes=1), NIGHT - timedelta(days=1)),
        (NIGHT + timedelta(hours=21, minutes=59), NIGHT),
        (datetime(2026, 3, 1, 1, 59), datetime(2026, 2, 28, 2, 0)),
        (datetime(2028, 3, 1, 1, 59), datetime(2028, 2, 29, 2, 0)),
        (datetime(2027, 1, 1, 0, 0), datetime(2026, 12, 31, 2, 0)),
    ],
)
def test_when_an_hour_struck_last(now: datetime, last: datetime) -> None:
    assert struck(now, TWO) == last


@pytest.mark.parametrize("zone", ZONES)
def test_no_day_of_the_three_times_of_indonesia_has_another_length(zone: str) -> None:
    place, first = ZoneInfo(zone), 1_767_200_400_000  # the last hour of 2025 in Jakarta
    hours = [struck(local(first + hour * 3_600_000, place), TWO) for hour in range(366 * 24)]
    steps = {after - before for before, after in pairwise(hours)}
    assert steps == {timedelta(0), timedelta(days=1)}
    assert len(set(hours)) in (366, 367)


@dataclass
class Machine:
    """A machine whose clock and power are turned by hand, with work at two o'clock that is kept."""

    now: datetime | None = NIGHT - timedelta(hours=1)
    tick: float = 0.0
    last: datetime | None = NIGHT - timedelta(days=1)
    made: list[datetime] = field(default_factory=list)
    fails: bool = False
    hour: Hour = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.hour = Hour(lambda: self.now, lambda: self.tick, 900.0)

    def on(self, hours: float) -> None:
        """It runs so long, and looks each minute."""
        for _ in range(round(hours * 60)):
            self.look()
            self.tick += 60
            self.now = self.now + timedelta(minutes=1) if self.now else None

    def look(self) -> None:
        now = self.hour.look(TWO)
        if now is None or not backup_due(now, self.last, TWO):
            return
        self.hour.later()
        if not self.fails:
            self.last = now
            self.made.append(now)


def test_days_of_power_give_one_a_day_at_its_minute() -> None:
    machine = Machine()
    machine.on(72)
    assert machine.made == [NIGHT + timedelta(days=n) for n in range(3)]


def test_what_was_missed_over_days_without_power_is_made_once_after_the_start() -> None:
    machine = Machine()
    machine.now, machine.tick = NIGHT + timedelta(days=5, hours=6), 0
    machine.start()
    machine.on(12)
    assert machine.made == [NIGHT + timedelta(days=5, hours=6, minutes=15)]
    machine.start()
    machine.on(2)
    assert len(machine.made) == 1, "another start makes it no more"


def test_power_that_goes_and_comes_every_few_minutes_makes_one_when_it_stays() -> None:
    machine = Machine()
    machine.now = NIGHT + timedelta(hours=6)
    for _ in range(20):
        machine.start()
        machine.on(0.2)
    assert machine.made == []
    machine.start()
    machine.on(1)
    assert len(machine.made) == 1


def test_a_clock_that_jumps_makes_none_twice_and_none_by_a_time_in_doubt() -> None:
    machine = Machine()
    machine.on(2)
    assert machine.made == [NIGHT]
    machine.now = NIGHT - timedelta(minutes=30)  # put back over its hour
    machine.on(2)
    assert machine.made == [NIGHT]
    machine.now = None  # in doubt: before the last event
    machine.on(48)
    assert machine.made == [NIGHT]
    machine.now = NIGHT + timedelta(days=400)  # a wrong year
    machine.on(1)
    machine.now = NIGHT + timedelta(days=1, hours=5)
    machine.on(1)
    assert [one.date().isoformat() for one in machine.made] == [
        "2026-11-26", "2027-12-31", "2026-11-27",
    ]  # fmt: skip


def test_what_failed_waits_an_hour() -> None:
    machine = Machine(fails=True)
    machine.on(1.5)
    machine.fails = False
    machine.on(2)
    assert machine.made == [NIGHT + timedelta(seconds=AGAIN)]


@pytest.mark.parametrize("zone", ZONES)
def test_reports_and_backups_strike_by_the_malls_own_clock(zone: str) -> None:
    """19.00 in Jakarta is 21.00 in Jayapura: one evening's report each, at its own hour."""
    place, evening = ZoneInfo(zone), 20 * 60
    at = datetime(2026, 11, 26, 20, 0, tzinfo=place)
    for minutes, days in ((-1, []), (0, ["2026-11-26"])):
        now = local(round(at.timestamp() * 1000) + minutes * 60_000, place)
        told = reports_due(now, evening, ("day",), (), Made(day="2026-11-25"))
        assert [one.period.first for one in told] == days
        assert backup_due(now, datetime(2026, 11, 26, 2, 0), evening) is bool(days)


async def test_rounds_go_on_whatever_a_look_does(caplog: pytest.LogCaptureFixture) -> None:
    looks, enough = 0, asyncio.Event()
    faults: list[Callable[[], None]] = [_nothing, _trouble, _fault]

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks > len(faults):
            enough.set()
        else:
            faults[looks - 1]()

    task = asyncio.create_task(rounds(0.0, look, "it can't be looked at"))
    async with asyncio.timeout(5):
        await enough.wait()
    task.cancel()
    kinds = [(r.levelname, r.exc_info is not None) for r in caplog.records]
    assert kinds == [("WARNING", False), ("ERROR", True)]
    assert all("can't be looked at" in r.getMessage() for r in caplog.records)


def _nothing() -> None:
    return


def _trouble() -> None:
    raise RegistryTrouble("the disk is full")


def _fault() -> None:
    raise RuntimeError("a fault of ours")
