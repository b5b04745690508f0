"""The shapes of the survey's results, for JSON, pages and prints."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text
from signage.survey.results import ProfileRow, Result, Sample

By = Literal["mall", "agency", "service", "counter", "month", "day"]
"""What results are told apart by."""


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """The first and the last day of a result, and the period in words."""

    first: str = msgspec.field(name="from")
    last: str = msgspec.field(name="until")
    name: Text


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire that was answered, and by how many."""

    version: str
    answers: int


class SkmReport(msgspec.Struct, frozen=True, kw_only=True):
    """The survey's results of a period: over all its respondents, and by `by` for each group.

    `rule` is how an index is made, to be printed; `minimum` answers make a result that holds.
    """

    mall: Text
    period: PeriodView
    by: By
    unit: Text | None
    minimum: int
    rule: Text
    total: Result
    groups: tuple[Result, ...]
    sample: Sample
    complaints: int | None
    """Nobody knows it of one counter."""
    respondents: tuple[ProfileRow, ...]
    versions: tuple[VersionRow, ...]


class PublicService(msgspec.Struct, frozen=True, kw_only=True):
    """A service's published result."""

    service: str
    name: Text
    agency_name: Text
    answers: int
    index: str | None
    category: str | None
    label: Text | None
    few: bool


class PublicMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the mall's trend."""

    month: str
    name: Text
    answers: int
    index: str | None
    category: str | None


class SkmPublic(msgspec.Struct, frozen=True, kw_only=True):
    """What the mall publishes. `running`: the period is not over yet."""

    mall: Text
    open: bool
    period: PeriodView
    running: bool
    minimum: int
    rule: Text
    total: Result
    services: tuple[PublicService, ...]
    months: tuple[PublicMonth, ...]
    respondents: tuple[ProfileRow, ...]
