"""Reports that are left in a folder: when they are due, what was missed, what fails."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from signage.config.settings import ReportPlan
from signage.exporting import Finished, Wish
from signage.exports.schedule import Made, due
from signage.figures.book import WHOLE
from signage.figures.periods import Period
from signage.scheduling import FIRST, FOLDER, NOTED, Noted, Scheduled, by_process
from signage.timely import AGAIN

EVENING, MORNING = 18 * 60 + 30, 5 * 60
THURSDAY = datetime(2026, 11, 26, 18, 30)


def days(now: datetime, minute: int, made: str) -> list[str]:
    return [one.period.first for one in due(now, minute, ("day",), (), Made(day=made))]


def months(now: datetime, minute: int, made: str) -> list[tuple[str, str]]:
    told = due(now, minute, (), ("service",), Made(month=made))
    return [(one.period.first, one.period.last) for one in told]


@pytest.mark.parametrize(
    ("now", "minute", "made", "told"),
    [
        (THURSDAY, EVENING, "2026-11-25", ["2026-11-26"]),
        (THURSDAY.replace(minute=29), EVENING, "2026-11-25", []),
        (THURSDAY, EVENING, "2026-11-26", []),
        # with nothing made yet the newest alone
        (THURSDAY, EVENING, "", ["2026-11-26"]),
        # in the small hours it is of the day before
        (THURSDAY, MORNING, "2026-11-24", ["2026-11-25"]),
        # three evenings without power, and what is older than a month is given up
        (THURSDAY, EVENING, "2026-11-23", ["2026-11-24", "2026-11-25", "2026-11-26"]),
    ],
)
def test_which_days_are_due(now: datetime, minute: int, made: str, told: list[str]) -> None:
    assert days(now, minute, made) == told


def test_what_was_missed_has_an_end() -> None:
    assert days(THURSDAY, EVENING, "2020-01-01")[::30] == ["2026-10-27", "2026-11-26"]
    assert len(months(THURSDAY, EVENING, "2020-01")) == 12


def test_a_month_is_due_when_it_is_over() -> None:
    october = ("2026-10-01", "2026-10-31")
    first = datetime(2026, 12, 1, 18, 30)
    assert months(THURSDAY, EVENING, "") == [october]
    assert months(THURSDAY, EVENING, "2026-10") == []
    assert months(first.replace(minute=29), EVENING, "2026-10") == []
    assert months(first, EVENING, "2026-09") == [october, ("2026-11-01", "2026-11-30")]
    assert months(datetime(2027, 1, 1, 5), MORNING, "2026-11") == [("2026-12-01", "2026-12-31")]


@dataclass
class Desk:
    """An evening, turned by hand."""

    data: Path
    plan: ReportPlan = field(
        default_factory=lambda: ReportPlan(
            minute=EVENING, daily=("day", "voice"), monthly=("skm",), format="csv"
        )
    )
    now: datetime | None = THURSDAY
    tick: float = 0.0
    shut: frozenset[str] = frozenset()
    fails: str = ""
    served: tuple[Path, ...] = ()
    made: list[str] = field(default_factory=list)
    news: int = 0
    last: Scheduled | None = None

    def scheduled(self) -> Scheduled:
        self.last = Scheduled(
            self.data, plan=lambda: self.plan, mall=lambda: "metro", now=lambda: self.now,
            steady=lambda: self.tick, worked=self.worked, make=self.make, served=self.served,
            told=self.heard,
        )  # fmt: skip
        return self.last

    def heard(self) -> None:
        self.news += 1

    def told(self) -> tuple[str, str | None] | None:
        """What is said of the last try."""
        assert self.last is not None
        status = self.last.status()
        assert status is not None
        return (status.trouble.code, status.failed) if status.trouble else None

    async def worked(self, first: str, last: str) -> Sequence[str]:
        return () if first in self.shut else (first,)

    async def make(self, wish: Wish, file: Path) -> Finished:
        if wish.which == self.fails:
            return Finished(error="no room")
        assert file.parent.is_dir()
        self.made.append(file.name)
        return Finished(rows=3)


async def test_none_is_left_where_everybody_may_fetch_it(tmp_path: Path) -> None:
    (tmp_path / "static" / "a").mkdir(parents=True)
    (tmp_path / "way").symlink_to(tmp_path / "static")
    desk = Desk(tmp_path, served=(tmp_path / "static",), tick=-FIRST)
    desk.plan = replace(desk.plan, folder=str(tmp_path / "way" / "a"))
    scheduled = desk.scheduled()
    desk.tick = 0
    await scheduled.look()
    assert desk.made == [] and desk.told() == ("reports_open", None)


async def test_an_evening_leaves_its_files_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scheduled = desk.scheduled()
    await scheduled.look()
    assert desk.made == []  # the hall is just opening
    desk.tick = FIRST
    await scheduled.look()
    await scheduled.look()
    await desk.scheduled().look()
    assert desk.made == [
        "metro-day-2026-11-26.csv", "metro-voice-2026-11-26.csv",
        "metro-skm-2026-10-01-2026-10-31.csv",
    ]  # fmt: skip
    assert (tmp_path / FOLDER).stat().st_mode & 0o077 == 0
    assert msgspec.json.decode((tmp_path / NOTED).read_bytes(), type=Noted) == Noted(
        "2026-11-26",
        "2026-10",
        "2026-11-26T18:30",
        str(tmp_path / FOLDER),
        ("metro-skm-2026-10-01-2026-10-31.csv",),
    )


async def test_what_fails_is_tried_again_and_what_was_missed_is_made(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / NOTED).write_bytes(msgspec.json.encode(Made("2026-11-24", "2026-10")))
    desk = Desk(tmp_path, tick=-FIRST, fails="voice")
    scheduled = desk.scheduled()
    desk.tick = 0
    desk.shut = frozenset({"2026-11-25"})
    await scheduled.look()
    assert "no room" in caplog.text
    assert desk.told() == ("reports_failed", "metro-voice-2026-11-26.csv")
    news = desk.news
    assert desk.made == ["metro-day-2026-11-26.csv"], "on a day that was none nothing is left"
    desk.fails, desk.made = "", []
    desk.tick = AGAIN - 1
    await scheduled.look()
    assert desk.made == []
    desk.tick = AGAIN
    await scheduled.look()
    assert desk.made == ["metro-day-2026-11-26.csv", "metro-voice-2026-11-26.csv"]
    status = scheduled.status()
    assert status is not None and status.trouble is None and desk.news > news
    assert (status.at, status.age, status.files) == ("2026-11-26T18:30", 0.0, tuple(desk.made))


async def test_what_keeps_them_from_their_folder_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tick=-FIRST, fails="day")
    desk.plan = replace(desk.plan, folder=str(tmp_path / "stick"), daily=("day",), monthly=())
    scheduled = desk.scheduled()
    desk.tick = 0
    await scheduled.look()
    assert desk.told() == ("reports_folder", "metro-day-2026-11-26.csv")
    status = scheduled.status()
    assert status is not None and status.trouble is not None
    assert str(tmp_path / "stick") in status.trouble.text.id and status.at is None
    (tmp_path / "stick").mkdir()
    desk.fails, desk.tick = "", AGAIN
    await scheduled.look()
    assert desk.told() is None
    desk.plan = replace(desk.plan, minute=None)
    assert scheduled.status() is None


async def test_the_last_ones_are_known_after_a_restart(tmp_path: Path) -> None:
    old = {"day": "2026-11-25", "month": "2026-10"}  # as notes were before they named files
    (tmp_path / NOTED).write_bytes(msgspec.json.encode(old))
    desk = Desk(tmp_path, tick=-FIRST)
    scheduled = desk.scheduled()
    desk.tick = 0
    await scheduled.look()
    again = desk.scheduled()
    task = asyncio.create_task(again.run())
    async with asyncio.timeout(5):
        while (status := again.status()) is None or status.at is None:  # noqa: ASYNC110
            await asyncio.sleep(0)
    task.cancel()
    assert status.files == ("metro-day-2026-11-26.csv", "metro-voice-2026-11-26.csv")


def test_a_clock_that_stood_in_the_future_counts_for_nothing() -> None:
    assert days(THURSDAY, EVENING, "2027-03-01") == ["2026-11-26"]
    assert months(THURSDAY, EVENING, "2027-02") == [("2026-10-01", "2026-10-31")]
    assert days(THURSDAY.replace(minute=0), EVENING, "2026-11-26") == [], "it went back an hour"


async def test_without_a_time_or_a_clock_nothing_is_left(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tick=-FIRST)
    scheduled, plan = desk.scheduled(), desk.plan
    desk.tick = 0
    desk.plan = replace(plan, minute=None)
    await scheduled.look()
    desk.plan, desk.now = plan, None
    await scheduled.look()
    assert desk.made == []
    desk.now = THURSDAY
    for told in (b"{", b'{"at":"soon"}', b'{"at":"2026-11-26T07:00+07:00"}', b'{"month":"-"}'):
        (tmp_path / NOTED).write_bytes(told)
        desk.made.clear()
        await scheduled.look()
        assert len(desk.made) == 3 and scheduled.status() is not None


async def test_a_process_makes_the_file(tmp_path: Path) -> None:
    day = Period("2026-11-26", "2026-11-26")
    wish = Wish(which="day", format="csv", period=day, part=WHOLE)
    maker = "import sys; print('{\"rows\": ' + str(len(sys.argv)) + '}')"
    make = by_process([sys.executable, "-SE", "-c", maker])
    words = [*wish.words(), "--out", "FILE", "--gentle", "--progress", "--json"]
    assert await make(wish, tmp_path / "a.csv") == Finished(rows=1 + len(words))
    nobody = by_process([str(tmp_path / "none")])
    assert "none" in (await nobody(wish, tmp_path / "a.csv")).error
