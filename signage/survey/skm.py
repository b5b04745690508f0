"""What stands on a screen of the hall: last month's index, in the shape of its region."""

from __future__ import annotations

import msgspec

from signage.queueing.hall import Text
from signage.survey.results import Result


class Skm(msgspec.Struct, frozen=True, kw_only=True):
    """The mall's index of one period."""

    index: str
    category: str
    label: Text
    answers: int
    period: Text


def skm(found: Result, period: Text) -> Skm | None:
    """None while there is nothing to show."""
    if found.index is None or found.category is None or found.label is None:
        return None
    return Skm(
        index=found.index,
        category=found.category,
        label=found.label,
        answers=found.answers,
        period=period,
    )
