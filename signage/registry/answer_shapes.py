"""An answer to the survey, what it is about, and which answers a question is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from signage.survey.respondents import Respondent, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What an answer is about and when it came: the date, and the first hour of its band.
    `counter` is empty where nobody knows."""

    date: str
    hour: int
    agency: str
    service: str
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody said. `values` may hold a part of the elements, or none."""

    served: Served
    values: Mapping[str, int]
    version: str
    way: Way
    language: str
    respondent: Respondent = field(default_factory=Respondent)
    suggestion: str = ""
    complaint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """What keeps it to one answer: the ticket's name, and the id of the request with its body.
    Without a ticket the id alone; `day` is the business day."""

    day: str
    ticket: str | None = None
    key: str | None = None
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which answers: between two dates, both counted, of a unit if one is named."""

    first: str
    last: str
    agency: str | None = None
    service: str | None = None
    counter: str | None = None

    def where(self) -> tuple[str, tuple[str, ...]]:
        """The condition, with its values."""
        told, named = self.units()
        return f"date BETWEEN ? AND ?{told}", (self.first, self.last, *named)

    def units(self) -> tuple[str, tuple[str, ...]]:
        """The part of it that names a unit."""
        units = (("agency", self.agency), ("service", self.service), ("counter", self.counter))
        named = [(column, value) for column, value in units if value is not None]
        told = "".join(f" AND {column} = ?" for column, _ in named)
        return told, tuple(value for _, value in named)


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote, for those who may read it. `id` is by chance."""

    id: str
    date: str
    agency: str
    service: str
    complaint: bool
    language: str
    text: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One respondent's row of the processing sheet; no number says in which order they came."""

    date: str
    hour: int
    agency: str
    service: str
    counter: str
    way: str
    language: str
    version: str
    sex: str
    age: str
    education: str
    work: str
    values: dict[str, int]
