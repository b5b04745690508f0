"""What may be asked of a hall: a closed union. The rules decide what comes of each."""

from __future__ import annotations

from dataclasses import dataclass

from signage.queueing.events import Said, ShutBy
from signage.queueing.hall import Hall, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """Begin the business day that the moment lies in, or turn to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """End the business day; who still waits has waited in vain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedateDay:
    """The clock was put right: keep the day, under its true date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeHall:
    """Run by these settings from now on."""

    hall: Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounter:
    """Let a counter call. `by` is who asks."""

    counter: str
    by: ShutBy = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCounter:
    """Let a counter call no more. `by` is who asks."""

    counter: str
    by: ShutBy = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBreak:
    """The officer has a break, for so many minutes if that is known; opening ends it."""

    counter: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTicket:
    """Give a number for a service.

    `booking` is the one that its visitor checks in with, and makes one ticket only; with `slot`,
    the minute of today at which it begins, the ticket's place is that of this time.
    """

    service: str
    priority: str | None = None
    origin: str | None = None
    channel: str = "kiosk"
    booking: str | None = None
    slot: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptNumbers:
    """Take in the numbers `first` to `last` of a service, given on paper while the hall was down.

    `waiting` are those that still wait, None for all; `minute` is the local minute of the day at
    which they were given, None for now.
    """

    service: str
    first: int
    last: int
    waiting: tuple[int, ...] | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext:
    """Call whoever is next for this counter."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTicket:
    """Call one ticket, named by its id or by today's number."""

    counter: str
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Make the counter's call heard again."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Serve:
    """The visitor has come."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """The visit is over."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """Nobody came."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Put the visit aside, with a note; `CallTicket` calls it back, `Return` lets it wait again."""

    counter: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A parked visitor, or one who did not come, is at the door again and waits again.

    `counter` is the one that asks, and may only take its own; None for the hall itself.
    """

    ticket: str
    counter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddService:
    """The same visit goes on for another service: here if the counter serves it, else in line."""

    counter: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVisit:
    """Write a note on the visit, for the next officer; an empty one takes it away."""

    counter: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Send the visitor on, to a service or to a counter: exactly one of the two."""

    counter: str
    service: str | None = None
    to_counter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeDirect:
    """Serve a visitor who has no ticket."""

    counter: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket:
    """Take a waiting or parked ticket out of the queue, named by its id or by today's number.

    `counter` is the one that asks, and may only take its own; None for the hall itself.
    """

    ticket: str
    counter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Take back the counter's last next, call, finish, no-show, park, transfer or added service."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """Say a notice in a zone."""

    zone: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartEmergency:
    """Show and say this above all else; in every zone when none is named.

    A language that `text` leaves empty takes the other's words.
    """

    text: Text
    zones: tuple[str, ...] = ()
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEmergency:
    """It is over."""

    emergency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTakeover:
    """Give a zone to one of its events, until a moment in Unix ms, or as its schedule has it."""

    zone: str
    takeover: str
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTakeover:
    """Take the zone back."""

    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTakeovers:
    """Begin and end what the schedule begins and ends now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginAnnouncement:
    """The voice is about to say this."""

    announcement: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAnnouncement:
    """The voice is done with this."""

    announcement: str
    zone: str
    result: Said
    reason: str | None = None


CounterCommand = (
    OpenCounter
    | CloseCounter
    | TakeBreak
    | CallNext
    | CallTicket
    | Recall
    | Serve
    | Finish
    | MarkNoShow
    | Park
    | Transfer
    | ServeDirect
    | AddService
    | NoteVisit
    | Undo
)

Command = (
    OpenDay
    | CloseDay
    | RedateDay
    | ChangeHall
    | OpenCounter
    | CloseCounter
    | TakeBreak
    | IssueTicket
    | AdoptNumbers
    | CallNext
    | CallTicket
    | Recall
    | Serve
    | Finish
    | MarkNoShow
    | Park
    | Return
    | Transfer
    | ServeDirect
    | AddService
    | NoteVisit
    | CancelTicket
    | Undo
    | Announce
    | StartEmergency
    | EndEmergency
    | StartTakeover
    | EndTakeover
    | TurnTakeovers
    | BeginAnnouncement
    | EndAnnouncement
)
