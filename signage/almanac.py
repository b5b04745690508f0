"""Indonesia's public holidays, for the hall's calendar. Reckoned offline, by `holidays`."""

from __future__ import annotations

from collections.abc import Iterator

from signage.config import PublicDay
from signage.queueing.hall import Text

YEARS = 3
"""This year and the next two."""
KNOWN = 2026
"""A clock that stands before this year is wrong: the battery of its board is empty."""


def public_days(year: int) -> Iterator[PublicDay]:
    """Public holidays and joint leave of `year` and the next two.

    Days of the Hijri calendar are reckoned ahead until the government has named them.
    """
    # takes a tenth of a second, and most halls that start never ask
    from holidays.countries.indonesia import Indonesia

    first = max(year, KNOWN)
    years = range(first, first + YEARS)
    for category in ("public", "government"):
        named = (
            Indonesia(years=years, language=language, categories=(category,))
            for language in ("id", "en_US")
        )
        indonesian, english = named
        for date in sorted(indonesian):
            yield PublicDay(
                date.isoformat(),
                Text(indonesian[date], english[date]),
                joint=category == "government",
            )
