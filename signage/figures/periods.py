"""The days that a report is of: read from what was asked, or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from signage.errors import Malformed

YEARS: Final = 5
"""A report is of so many years at the most."""
_ECHOED: Final = 40
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both with it, as `2026-11-26`."""

    first: str
    last: str

    @property
    def days(self) -> Iterator[str]:
        """Every date in it."""
        day, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        while day <= last:
            yield day.isoformat()
            day += timedelta(days=1)


def period(first: str | None, last: str | None, today: str) -> Period:
    """The period that was asked for: of one day where one end is left out, of today without both.

    Raises Malformed.
    """
    start = _date(first or last or today)
    end = _date(last or first or today)
    if end < start:
        raise Malformed("period_backwards", first=start.isoformat(), last=end.isoformat())
    if (end - start).days > YEARS * 366:
        raise Malformed("period_long", years=YEARS)
    return Period(start.isoformat(), end.isoformat())


def _date(written: str) -> date:
    try:
        if _DATE.fullmatch(written) is None:
            raise ValueError
        return date.fromisoformat(written)
    except ValueError:
        raise Malformed("date_malformed", date=written[:_ECHOED]) from None
