"""What a hall is at one moment: the fold of its journal. `fold.apply` makes the next one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from immutables import Map

from signage.queueing.events import Emergency, Event, Said, ShutBy, Takeover, Why
from signage.queueing.hall import Hall

TicketState = Literal[
    "waiting", "called", "serving", "served", "no_show", "parked", "cancelled", "expired"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its place in the journal. `at` is Unix ms, `tick` steady ms; neither falls."""

    epoch: int
    seq: int
    at: int
    tick: int
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A visit and its number. `place` orders it among those who wait; ticks are steady ms.

    `aimed` is the counter that it waits for alone, `sent_to` the one it was last sent to, which may
    call it again. `moved` is the seq of its last event: two presses may share a tick, never a seq.
    `came` and `where` say how and where to it came back into a line; `sent_on` holds from a
    transfer to the next call; `note` is an officer's. `called` is the tick of
    its last first call, `counted` names the quotas that it is counted in, `earlier` the services
    that the visit had before this one.
    """

    id: str
    number: str
    service: str
    state: TicketState
    place: tuple[int, int]
    issued: int
    since: int
    priority: str | None = None
    origin: str | None = None
    counter: str | None = None
    aimed: str | None = None
    sent_to: str | None = None
    waited: int | None = None
    direct: bool = False
    moved: int = 0
    booked: bool = False
    came: str = ""
    where: str = ""
    note: str = ""
    sent_on: bool = False

    @property
    def queue(self) -> str:
        """The name of the queue in which it stands, or stood last."""
        return aimed_at(self.aimed) if self.aimed else self.service

    called: int | None = None
    counted: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A ticket summoned to a counter. `seq` is of the latest saying, `first` of the first.
    `withheld` are zones of it that an event had taken at the latest saying."""

    seq: int
    first: int
    recall: int
    ticket: str
    number: str
    counter: str
    counter_name: str
    zone: str
    zones: tuple[str, ...]
    service: str
    agency: str
    why: Why
    at: int
    tick: int
    waited: int
    transferred: bool = False
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """The counter's last action, and how the tickets and the call stood before and after it."""

    action: str
    tick: int
    before: tuple[Ticket, ...]
    after: tuple[Ticket, ...]
    call: Call | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A visit that a counter is done with."""

    ticket: str
    number: str
    state: TicketState
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter as it stands: open or shut, and whom it has. A break is `(since, until)`, ticks."""

    open: bool = False
    shut_by: ShutBy | None = None
    on_break: tuple[int, int | None] | None = None
    ticket: str | None = None
    call: Call | None = None
    undo: Undoable | None = None
    recent: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One thing to be said in one zone. `first` is its call's, 0 for a notice or an emergency.

    `begun` counts how often it was begun: more than once only after a crash.
    """

    id: str
    zone: str
    seq: int
    first: int
    kind: Literal["call", "recall", "transfer", "notice", "emergency"]
    at: int
    tick: int
    text: str = ""
    language: str = ""
    begun: int = 0
    result: Said | None = None
    reason: str | None = None
    ended_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceDay:
    """How a zone's voice kept up today. `longest` is the most ms that an announcement waited until
    it was begun or was too old; the others count, by reason, those that were said with less than
    room allowed, that were tried and not heard, and that were not said."""

    longest: int = 0
    shortened: Map[str, int] = field(default_factory=Map)
    failed: Map[str, int] = field(default_factory=Map)
    dropped: Map[str, int] = field(default_factory=Map)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many ms the last visits of a service kept their counters, the newest last, and their
    mean; None while they are too few to tell."""

    times: tuple[int, ...] = ()
    mean: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A hall at one moment.

    `queues` holds ids in order, by service, and by `@counter` for tickets aimed at one. `serials`
    is the last count given per service, `numbers` today's tickets by number, `booked` the numbers
    of bookings that were checked in today, `calls` the rows that a zone shows, newest first,
    `announcements` a zone's in order of `seq`, `voices` its figures. `emergencies` stand, in the
    order in which they were started, each in zones that are there. `lanes` holds the same ids as
    `queues`, apart by priority class ("" is none), so that a call looks at first ones only;
    `balances` how the share stands in each line of counters.
    `given` counts today's tickets by service and by part of its day, without the cancelled ones;
    `paces` tells how long a visit of a service takes. `takeovers` are the events that have a zone
    now, by zone; `occasions` up to where each has had its schedule.
    """

    hall: Hall
    epoch: int = 0
    seq: int = 0
    at: int = 0
    tick: int = 0
    day: str = ""
    day_open: bool = False
    tickets: Map[str, Ticket] = field(default_factory=Map)
    numbers: Map[str, str] = field(default_factory=Map)
    booked: Map[str, str] = field(default_factory=Map)
    serials: Map[str, int] = field(default_factory=Map)
    queues: Map[str, tuple[str, ...]] = field(default_factory=Map)
    lanes: Map[str, Map[str, tuple[str, ...]]] = field(default_factory=Map)
    balances: Map[str, int] = field(default_factory=Map)
    desks: Map[str, Desk] = field(default_factory=Map)
    calls: Map[str, tuple[Call, ...]] = field(default_factory=Map)
    announcements: Map[str, tuple[Announcement, ...]] = field(default_factory=Map)
    voices: Map[str, VoiceDay] = field(default_factory=Map)
    emergencies: tuple[Emergency, ...] = ()
    given: Map[str, int] = field(default_factory=Map)
    paces: Map[str, Pace] = field(default_factory=Map)
    takeovers: Map[str, Takeover] = field(default_factory=Map)
    occasions: Map[str, str] = field(default_factory=Map)

    def desk(self, counter: str) -> Desk:
        """The counter as it stands; one that was never opened is shut."""
        return self.desks.get(counter, SHUT)

    def pace(self, service: str) -> float | None:
        """The ms that a visit of a service keeps a counter; None while nobody can tell."""
        known = self.paces.get(service)
        return known.mean if known is not None else None

    def queue(self, name: str) -> tuple[str, ...]:
        """Ids that wait for a service, or at `@counter`, in order."""
        return self.queues.get(name, ())

    def lane(self, name: str) -> Map[str, tuple[str, ...]]:
        """The same ids by priority class; "" for those of none."""
        return self.lanes.get(name, NOBODY)


SHUT = Desk()
NOBODY: Map[str, tuple[str, ...]] = Map()


def aimed_at(counter: str) -> str:
    """The name of the queue of tickets that were transferred to one counter."""
    return f"@{counter}"


def counted_in(service: str, part: str = "") -> tuple[str, ...]:
    """The counts of `State.given` that a ticket belongs to."""
    return (service, f"{service}/{part}") if part else (service,)
