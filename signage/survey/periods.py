"""Periods of a report: from one date until another, both counted; whole months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from signage.errors import Malformed
from signage.queueing.hall import Text
from signage.queueing.refusals import MONTHS

YEARS: Final = 5
"""A report is of so many years at the most."""


@dataclass(frozen=True, slots=True)
class Period:
    """Its first and its last day."""

    first: date
    last: date

    @property
    def name(self) -> Text:
        """In words: a month by its name, anything else by its two dates."""
        if self == month_of(self.first):
            at, year = self.first.month - 1, self.first.year
            return Text(f"{MONTHS.id.split()[at]} {year}", f"{MONTHS.en.split()[at]} {year}")
        if self.first == self.last:
            return _day(self.first)
        first, last = _day(self.first), _day(self.last)
        return Text(f"{first.id} – {last.id}", f"{first.en} – {last.en}")


def period(first: str, last: str) -> Period:
    """From two dates such as 2026-11-26. Raises Malformed."""
    found = Period(day(first), day(last))
    if found.last < found.first:
        raise Malformed("period_backwards", first=_day(found.first), last=_day(found.last))
    if (found.last - found.first).days > YEARS * 366:
        raise Malformed("period_long", years=YEARS)
    return found


def day(written: str) -> date:
    """A date such as 2026-11-26. Raises Malformed."""
    try:
        if len(written) == 10:
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise Malformed("date_malformed", date=written[:20])


def month_of(at: date) -> Period:
    """The whole month of a date."""
    return Period(at.replace(day=1), at.replace(day=monthrange(at.year, at.month)[1]))


def month_before(at: date) -> Period:
    """The whole month before a date's."""
    return month_of(at.replace(day=1) - timedelta(days=1))


def _day(at: date) -> Text:
    id, en = (words.split()[at.month - 1] for words in (MONTHS.id, MONTHS.en))
    return Text(f"{at.day} {id} {at.year}", f"{at.day} {en} {at.year}")
