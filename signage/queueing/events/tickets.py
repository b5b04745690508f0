"""A number from its issue on: put aside, sent elsewhere, given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signage.queueing.hall import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A visitor got a number. `serial` is the count behind the prefix.

    `booking` is the one that was checked in; `place` the steady ms that orders the ticket, where
    that is not the moment of its issue.
    `part` is the part of the day whose quota it counts to, `earlier` how many ms ago it was given
    on paper.
    """

    ticket: str
    number: str
    serial: int
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    priority: str | None
    origin: str | None
    channel: str
    booking: str | None = None
    place: int | None = None
    part: str = ""
    earlier: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersAdopted:
    """Numbers up to `upto` were given on paper in an outage; the next is the one after it.

    `waiting` of them still wait, and are issued by the events that follow.
    """

    service: str
    upto: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked:
    """A visit was put aside; it can be called back. `lasted` is ms of serving until then."""

    ticket: str
    number: str
    counter: str
    note: str = ""
    lasted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReturned:
    """A visitor who was parked or missed waits again: at `place`, which is called `where`.

    `was` says what the ticket was, `to_counter` the one counter it waits for, if it was sent there.
    """

    ticket: str
    number: str
    service: str
    was: Literal["parked", "no_show"]
    place: tuple[int, int]
    where: str
    counter: str | None
    to_counter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """A visitor waits elsewhere under the same number: for a service, or for one counter of it.

    At `place`, which is called `where`; None is the old place. `lasted` is ms of serving till then.
    """

    ticket: str
    number: str
    counter: str
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    to_counter: str | None
    place: tuple[int, int] | None = None
    where: str = "place"
    lasted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAdded:
    """The same visit goes on for another service, under the same number.

    `here`: at this counter, at once; else it waits at `place`, which is called `where`. `before` is
    the service that is done, `lasted` ms of serving it.
    """

    ticket: str
    number: str
    counter: str
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    before: str
    lasted: int
    here: bool
    place: tuple[int, int] | None
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNoted:
    """An officer wrote a note on the visit; empty takes it away. No names belong in it."""

    ticket: str
    number: str
    counter: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """A visitor gave the turn up, or the hall took it back."""

    ticket: str
    number: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketExpired:
    """The day ended before the turn came."""

    ticket: str
    number: str
    service: str
