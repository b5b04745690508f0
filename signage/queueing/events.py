"""What has happened: a closed union of resolved facts. The journal keeps these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from signage.queueing.hall import Hall, ProgrammePoint, Text

ShutBy = Literal["officer", "hall"]
Said = Literal["heard", "blocked", "failed", "skipped"]
Ending = Literal["finish", "next", "call", "close", "day", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why this ticket and no other. `waited` is ms, `among` the services looked at.

    `passed` counts those with an earlier place who were passed over. `turn` is whose turn it was
    while both lanes waited, and is counted for `line`; `share` is (priority, ordinary), `limit` the
    age in minutes after which nobody is passed over, `came` and `where` how and where to a ticket
    came back into the line.
    """

    rule: str
    waited: int
    among: tuple[str, ...] = ()
    priority: str | None = None
    priority_name: Text | None = None
    turn: Literal["", "priority", "ordinary"] = ""
    line: str = ""
    share: tuple[int, int] | None = None
    limit: int = 0
    weight: int = 1
    passed: int = 0
    came: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """An emergency that stands. `seq`, `at` and `tick` are of its start, `languages` those in which
    it is said, in order; a `drill` is no emergency, and says so."""

    id: str
    zones: tuple[str, ...]
    text: Text
    languages: tuple[str, ...]
    drill: bool
    seq: int
    at: int
    tick: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """An event that has taken a zone. `since` and `until` are Unix ms; it stands until it is ended
    where `until` is None. What the zone called is called in `calls_to`."""

    id: str
    zone: str
    name: Text
    greeting: Text | None
    playlist: str
    programme: tuple[ProgrammePoint, ...]
    calls_to: tuple[str, ...]
    since: int
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A business day began; carries all that survives the night.

    `paces` has, by service, how many ms the last visits kept a counter, the newest last;
    `occasions` the last time of its schedule that each takeover has had.
    """

    date: str
    hall: Hall
    doubtful: bool = False
    emergencies: tuple[Emergency, ...] = ()
    paces: dict[str, tuple[int, ...]] = field(default_factory=dict)
    takeovers: tuple[Takeover, ...] = ()
    occasions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRedated:
    """The clock was put right in the middle of a day: the same day under its true date."""

    date: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The business day is over; nobody waits any more. What became of its tickets, counted.

    `direct` counts visits without a ticket; the others count tickets.
    """

    date: str
    issued: int = 0
    served: int = 0
    no_show: int = 0
    cancelled: int = 0
    expired: int = 0
    direct: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HallChanged:
    """The hall's settings from now on, whole."""

    hall: Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened:
    """A counter calls from now on."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    """A counter calls no more; `by` says who may open it again.

    `reason` is "break" for an officer's break, `until` the tick at which that is to end.
    """

    counter: str
    by: ShutBy
    reason: Literal["", "break"] = ""
    until: int | None = None


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
class TicketCalled:
    """A ticket was summoned to a counter.

    `waited` is ms from issue to its first call, `ended` the id of the visit that this call ended.
    `transferred` marks the first call after the ticket was sent on. `withheld` are the zones that
    call it not, because an event has taken them.
    """

    ticket: str
    number: str
    counter: str
    counter_name: str
    zone: str
    zones: tuple[str, ...]
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    why: Why
    waited: int
    action: Literal["next", "call"]
    ended: str | None
    transferred: bool = False
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    """The same call made heard again. `first` is its first seq, `recall` counts from 1; `withheld`
    as in a call."""

    ticket: str
    number: str
    counter: str
    zones: tuple[str, ...]
    first: int
    recall: int
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingStarted:
    """The visitor stands at the counter. `walked` is ms since the call."""

    ticket: str
    number: str
    counter: str
    walked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectStarted:
    """A visitor without a ticket is served."""

    ticket: str
    counter: str
    zone: str
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketServed:
    """A visit ended. `assumed` when nobody pressed finish; `lasted` is ms of serving."""

    ticket: str
    number: str
    counter: str
    assumed: bool
    by: Ending
    lasted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed:
    """Nobody came to the call. `assumed` when the mall counts a forgotten call so."""

    ticket: str
    number: str
    counter: str
    assumed: bool
    by: Literal["no-show", "finish", "next", "call", "close", "day", "direct"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUndone:
    """A mistaken action at a counter was taken back; `tickets` stand again as before it."""

    counter: str
    action: str
    tickets: tuple[str, ...]
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnnounced:
    """A spoken notice was asked for in a zone."""

    zone: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyStarted:
    """Above all else in its zones, seen and heard, until it is ended."""

    emergency: str
    zones: tuple[str, ...]
    text: Text
    languages: tuple[str, ...]
    drill: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyEnded:
    """It is over: by hand, or because its last zone was taken out of the hall."""

    emergency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverStarted:
    """An event has taken a zone. `until` is Unix ms, None until somebody ends it; `calls_to` are
    the zones that call what the zone called; `occasion` is the time of its schedule that this is,
    so that it comes once."""

    takeover: str
    zone: str
    name: Text
    greeting: Text | None
    playlist: str
    programme: tuple[ProgrammePoint, ...]
    calls_to: tuple[str, ...]
    until: int | None
    by: Literal["press", "schedule"]
    occasion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverEnded:
    """The zone is the hall's again; by `hall` when it was taken out of it. What of the schedule is
    up to `occasion` is not begun any more."""

    takeover: str
    zone: str
    by: Literal["press", "schedule", "hall"]
    occasion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementBegun:
    """The voice of a zone starts to say something; written before the first sound."""

    announcement: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementEnded:
    """What became of an announcement, and why it was not heard if it was not."""

    announcement: str
    zone: str
    result: Said
    reason: str | None


Event = (
    DayOpened
    | DayRedated
    | DayClosed
    | HallChanged
    | CounterOpened
    | CounterClosed
    | TicketIssued
    | NumbersAdopted
    | TicketCalled
    | TicketRecalled
    | ServingStarted
    | DirectStarted
    | TicketServed
    | TicketMissed
    | TicketParked
    | TicketReturned
    | TicketTransferred
    | ServiceAdded
    | VisitNoted
    | TicketCancelled
    | TicketExpired
    | ActionUndone
    | NoticeAnnounced
    | EmergencyStarted
    | EmergencyEnded
    | TakeoverStarted
    | TakeoverEnded
    | AnnouncementBegun
    | AnnouncementEnded
)
