"""Which files are due: a function of the plan, of what was made, and of the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from signage.figures.files import Which
from signage.figures.periods import Period
from signage.timely import struck

DAYS: Final = 31
MONTHS: Final = 12
"""So many days and months that were missed are made up for."""
NOON: Final = 720
"""Before this minute of the day a daily report is of the day before."""


class Made(msgspec.Struct, frozen=True):
    """The last day and the last month whose files were made, `2026-11-26` and `2026-11`."""

    day: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The files of one day or month; `made` is what was made when they are."""

    period: Period
    which: tuple[Which, ...]
    made: Made
    daily: bool


def due(
    now: datetime, minute: int, daily: tuple[Which, ...], monthly: tuple[Which, ...], made: Made
) -> Iterator[Due]:
    """What is to be made by now, the oldest first; with nothing made yet only the newest."""
    day_struck = struck(now, minute).date()
    target = day_struck if minute >= NOON else day_struck - timedelta(days=1)
    made = _believed(made, target)
    for day in _days(made.day, target) if daily else ():
        made = Made(day.isoformat(), made.month)
        yield Due(Period(made.day, made.day), daily, made, True)
    for first, last in _months(made.month, day_struck) if monthly else ():
        made = Made(made.day, f"{first:%Y-%m}")
        yield Due(Period(first.isoformat(), last.isoformat()), monthly, made, False)


def _believed(made: Made, target: date) -> Made:
    """What was made by a clock that stood in the future counts for nothing."""
    ahead = target + timedelta(days=1)
    return Made(
        made.day if made.day <= ahead.isoformat() else "",
        made.month if made.month <= f"{ahead:%Y-%m}" else "",
    )


def _days(last: str, target: date) -> Iterator[date]:
    day = target
    if last:
        day = max(date.fromisoformat(last) + timedelta(days=1), target - timedelta(days=DAYS - 1))
    while day <= target:
        yield day
        day += timedelta(days=1)


def _months(last: str, struck: date) -> Iterator[tuple[date, date]]:
    """Whole months that were over when the hour struck."""
    newest = struck.replace(day=1) - timedelta(days=1)
    months = []
    first = newest.replace(day=1)
    for _ in range(MONTHS if last else 1):
        if f"{first:%Y-%m}" <= last:
            break
        after = (first + timedelta(days=32)).replace(day=1)
        months.append((first, after - timedelta(days=1)))
        first = (first - timedelta(days=1)).replace(day=1)
    yield from reversed(months)
