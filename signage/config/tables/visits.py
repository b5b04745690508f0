"""The tables of what visitors do beside waiting: they book, and they answer."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from signage.config.tables.pieces import Day, Table, Words
from signage.queueing.slots import Turn


class BookingsTable(Table, frozen=True):
    """[bookings]: without this table the mall takes none."""

    open: bool = True
    days_ahead: Annotated[int, Meta(ge=0, le=90)] = 14
    early: Annotated[int, Meta(ge=0, le=240)] = 15
    late: Annotated[int, Meta(ge=0, le=240)] = 15
    turn: Turn = "slot"
    per_hour: Annotated[int, Meta(ge=1, le=10_000)] = 20


class SlotsTable(Table, frozen=True):
    """[[slots]]"""

    services: tuple[str, ...]
    hours: str | tuple[str, ...]
    capacity: Annotated[int, Meta(ge=1, le=1000)]
    minutes: Annotated[int, Meta(ge=5, le=480)] = 30
    walk_in: Annotated[int, Meta(ge=0, le=1000)] = 0
    days: tuple[Day, ...] = ()
    dates: tuple[str, ...] = ()


class SurveyTable(Table, frozen=True):
    """[survey]: the survey of satisfaction (SKM). `minimum` answers make a result that holds."""

    open: bool = True
    seconds: Annotated[int, Meta(ge=20, le=600)] = 60
    minimum: Annotated[int, Meta(ge=1, le=10_000)] = 30
    intro: Words | None = None


class ElementTable(Table, frozen=True):
    """[[elements]]: other words for one of the nine, or another element."""

    id: str
    name: Words | None = None
    question: Words | None = None
    answers: tuple[Words, ...] = ()
