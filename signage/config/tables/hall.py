"""The tables of what stands in the hall, who is served there, and in which order."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from signage.config.tables.pieces import (
    Dates,
    Day,
    Diagonal,
    Distance,
    Hours,
    Minutes,
    Table,
    WaitLimit,
    Words,
)
from signage.queueing.hall import SpeakerKind, Unfinished
from signage.screens.settings import Hanging


class ShareTable(Table, frozen=True):
    """A share in numbers."""

    priority: int
    ordinary: int


ShareWords = str | ShareTable
""""off", "1:1", or `{priority = 1, ordinary = 1}`."""
PassLimit = Annotated[int, Meta(ge=0, le=480)]


class MallTable(Table, frozen=True):
    """[mall]"""

    id: str
    name: Words
    time_zone: str
    languages: tuple[str, ...] = ("id", "en")
    hours: Hours = "always"
    unfinished: Unfinished = "served"
    undo: Annotated[int, Meta(ge=0, le=300)] = 30
    tickets_before: Minutes = 0
    cut_off: Minutes = 0


class ZoneTable(Table, frozen=True):
    """[[zones]]"""

    id: str
    name: Words
    hears: tuple[str, ...] = ()
    speaker: SpeakerKind = "server"
    device: str = ""
    age_limit: Annotated[int, Meta(ge=5, le=3600)] | None = None
    direction: Words | None = None
    layout: str | None = None
    theme: str | None = None
    orientation: Hanging | None = None
    diagonal: Diagonal | None = None
    distance: Distance | None = None


class AgencyTable(Table, frozen=True):
    """[[agencies]]"""

    id: str
    name: Words
    short: Words | None = None
    spoken: Words | None = None
    hours: Hours | None = None
    tickets_before: Minutes | None = None
    cut_off: Minutes | None = None
    closed: bool = False


class StandardTable(Table, frozen=True):
    """What a service promises, in minutes."""

    wait: Annotated[int, Meta(ge=1, le=600)] | None = None
    serve: Annotated[int, Meta(ge=1, le=600)] | None = None


class ServiceTable(Table, frozen=True):
    """[[services]]"""

    id: str
    agency: str
    name: Words
    prefix: str
    separator: str = ""
    width: Annotated[int, Meta(ge=1, le=6)] = 3
    hours: Hours | None = None
    share: ShareWords | None = None
    pass_limit: PassLimit | None = None
    tickets_before: Minutes | None = None
    cut_off: Minutes | None = None
    dates: Dates = ()
    quota: int | dict[str, int] | None = None
    papers: tuple[Words, ...] = ()
    priorities: tuple[str, ...] | None = None
    asks_origin: bool = False
    wait_warn: WaitLimit | None = None
    wait_alarm: WaitLimit | None = None
    closed: bool = False
    standard: StandardTable | None = None


class AddedDay(Table, frozen=True):
    """An entry of calendar.add: a holiday of the mall's own."""

    date: str
    name: Words


class CalendarTable(Table, frozen=True):
    """[calendar]"""

    holidays: bool = False
    joint_leave: bool = False
    add: tuple[AddedDay, ...] = ()
    remove: tuple[str, ...] = ()


class DayTable(Table, frozen=True):
    """[[days]]"""

    dates: Dates
    name: Words
    hours: str | tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


class CounterTable(Table, frozen=True):
    """[[counters]]"""

    id: str
    name: str | None = None
    zone: str | None = None
    services: tuple[str, ...] = ()
    direction: Words | None = None
    share: ShareWords | None = None
    weights: dict[str, int] = msgspec.field(default_factory=dict)
    closed: bool = False
    group: str = ""


class CallingTable(Table, frozen=True):
    """[calling]"""

    share: ShareWords = "off"
    pass_limit: PassLimit = 0
    parked: str = "place"
    transferred: str = "place"
    no_show: str = "place"


class NamedTable(Table, frozen=True):
    """[[origins]]"""

    id: str
    name: Words


class PriorityTable(NamedTable, frozen=True):
    """[[priorities]]"""

    shares: bool = True


class PointTable(Table, frozen=True):
    """takeovers.programme: a time of the day, and what there is then."""

    at: str
    text: Words


class TakeoverTable(Table, frozen=True):
    """[[takeovers]]: an event that may take a zone."""

    id: str
    zone: str
    name: Words
    greeting: Words | None = None
    playlist: str = ""
    programme: tuple[PointTable, ...] = ()
    dates: Dates = ()
    days: tuple[Day, ...] = ()
    hours: str | tuple[str, ...] = ()
    calls_to: tuple[str, ...] | None = None
    closed: bool = False
