"""Quiet times and volumes: when they hold, for whom, and which of several counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from signage.queueing.hall import Text
from signage.queueing.hours import Moment, Span
from signage.voice.quiet import (
    Prayer,
    QuietTime,
    Volume,
    When,
    clock,
    gain_now,
    next_minute,
    quiet_now,
)

NAME = Text("Tenang", "Quiet")
LUNCH = QuietTime(name=NAME, when=When(spans=(Span(720, 780),)))
NOON = QuietTime(name=NAME, when=When(), prayer="dhuhr", before=5, minutes=10)
TIMES: Mapping[Prayer, int] = {"dhuhr": 708, "friday": 708, "isha": 1150}


def prayers(day: date) -> Mapping[Prayer, int]:
    return TIMES


def at(minute: int, *, day: str = "2026-11-26", weekday: int = 3, ms: int = 0) -> Moment:
    """A Thursday unless said otherwise."""
    return Moment(
        at=1_795_600_000_000 // 60_000 * 60_000 + ms, tick=5_000, date=day, weekday=weekday,
        minute=minute, business_date=day,
    )  # fmt: skip


def holds(time: QuietTime, now: Moment, zone: str = "hall-a") -> bool:
    return quiet_now((time,), zone, now, prayers) is not None


@pytest.mark.parametrize(("minute", "quiet"), [(719, 0), (720, 1), (779, 1), (780, 0)])
def test_a_span_holds_from_its_first_minute_to_before_its_last(minute: int, quiet: int) -> None:
    assert holds(LUNCH, at(minute)) == bool(quiet)


@pytest.mark.parametrize(("minute", "quiet"), [(702, 0), (703, 1), (717, 1), (718, 0)])
def test_a_prayer_holds_around_its_time(minute: int, quiet: int) -> None:
    assert holds(NOON, at(minute)) == bool(quiet)


def test_the_friday_prayer_is_on_fridays() -> None:
    friday = replace(NOON, prayer="friday")
    assert not holds(friday, at(708))
    assert holds(friday, at(708, weekday=4, day="2026-11-27"))


def test_without_a_place_there_are_no_prayers() -> None:
    assert quiet_now((NOON,), "hall-a", at(708), lambda day: {}) is None


def test_days_dates_and_zones() -> None:
    mondays = replace(LUNCH, when=replace(LUNCH.when, days=(0,)))
    assert not holds(mondays, at(730))
    assert holds(mondays, at(730, weekday=0))
    event = replace(LUNCH, when=replace(LUNCH.when, dates=("2026-12-01",), zones=("ballroom",)))
    assert not holds(event, at(730), "ballroom")
    assert holds(event, at(730, day="2026-12-01"), "ballroom")
    assert not holds(event, at(730, day="2026-12-01"), "hall-a")
    either = replace(LUNCH, when=replace(LUNCH.when, days=(0,), dates=("2026-11-26",)))
    assert holds(either, at(730))


def test_what_holds_is_told() -> None:
    quiet = quiet_now((replace(LUNCH, later=True),), "hall-a", at(730), prayers)
    assert quiet is not None
    assert (quiet.name, quiet.until, quiet.silent, quiet.later) == (NAME, 780, True, True)
    assert clock(quiet.until) == "13:00"
    soft = quiet_now((replace(LUNCH, manner="soft", gain=-9.0),), "hall-a", at(730), prayers)
    assert soft is not None
    assert (soft.silent, soft.gain) == (False, -9.0)


def test_of_several_the_most_silent_counts_and_then_the_strictest() -> None:
    soft = replace(LUNCH, manner="soft")
    later = replace(LUNCH, later=True)
    for times in ((soft, LUNCH, later), (later, soft, LUNCH)):
        quiet = quiet_now(times, "hall-a", at(730), prayers)
        assert quiet is not None
        assert (quiet.silent, quiet.later) == (True, False)
    softer = quiet_now((soft, replace(soft, gain=-20.0)), "hall-a", at(730), prayers)
    assert softer is not None
    assert softer.gain == -20.0


def test_the_volume_is_full_unless_somebody_wants_it_softer() -> None:
    morning = Volume(when=When(spans=(Span(420, 480),), zones=("hall-a",)), gain=-6.0)
    early = Volume(when=When(spans=(Span(420, 450),)), gain=-3.0)
    both = (morning, early)
    assert gain_now(both, "hall-a", at(430)) == -6.0
    assert gain_now(both, "hall-b", at(430)) == -3.0
    assert gain_now(both, "hall-b", at(460)) == 0.0
    assert gain_now(both, "hall-a", at(480)) == 0.0


def test_nothing_changes_before_the_next_minute() -> None:
    assert next_minute(at(700)) == 65_000
    assert next_minute(at(700, ms=59_999)) == 5_001
