"""What a command is answered with, in JSON: made when it is committed, kept under its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from signage.queueing import commands as c
from signage.queueing import emergencies
from signage.queueing.events import TakeoverEnded, TicketIssued
from signage.queueing.hall import Text
from signage.queueing.model import Recorded, State, Ticket
from signage.queueing.order import ahead
from signage.queueing.rules import find
from signage.queueing.shapes import CallView, UnservedRow
from signage.queueing.views import call_view, unserved
from signage.queueing.wording import came_words

TokenOf = Callable[[Ticket], str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status and a JSON body. `vain` when nobody was there to be called, `kept` when it is
    the answer that the same command had before."""

    status: int
    body: bytes
    vain: bool = False
    kept: bool = False


class CallReply(msgspec.Struct, frozen=True):
    """The counter's current call, or null."""

    call: CallView | None


class ClosedReply(msgspec.Struct, frozen=True):
    """A counter that closed: no call, and the services whose visitors no counter calls now."""

    call: CallView | None
    unserved: tuple[UnservedRow, ...]


class AdoptedReply(msgspec.Struct, frozen=True):
    """The numbers that were taken in and wait now, and the one that is given next."""

    service: str
    numbers: tuple[str, ...]
    next: str


class IssuedReply(msgspec.Struct, frozen=True):
    """A ticket as its holder gets it; `ahead` counts those called before it."""

    id: str
    number: str
    token: str
    service: str
    ahead: int


class CancelledReply(msgspec.Struct, frozen=True):
    """The ticket that was cancelled."""

    id: str
    number: str


class ReturnedReply(msgspec.Struct, frozen=True):
    """A ticket that waits again: how it came back and where to, and how many are called before."""

    id: str
    number: str
    service: str
    ahead: int
    came: Text | None


class AnnouncedReply(msgspec.Struct, frozen=True):
    """The announcement that will be said."""

    announcement: str


class TakeoverReply(msgspec.Struct, frozen=True):
    """The event that has the zone now, or that had it; until when, in Unix ms."""

    takeover: str
    zone: str
    until: int | None


class EmergencyReply(msgspec.Struct, frozen=True):
    """The emergency that stands now, or that is over."""

    emergency: str


def reply(
    command: c.Command, events: tuple[Recorded, ...], state: State, token_of: TokenOf
) -> Reply:
    """The answer to a command that was carried out, from the state right after it."""
    match command:
        case c.IssueTicket():
            ticket = state.tickets[f"t{events[0].seq}"]
            issued = IssuedReply(
                ticket.id, ticket.number, token_of(ticket), ticket.service,
                ahead(state, ticket, events[0].tick),
            )  # fmt: skip
            return _reply(201, issued)
        case c.AdoptNumbers():
            numbers = tuple(r.event.number for r in events if isinstance(r.event, TicketIssued))
            service = state.hall.service[command.service]
            upcoming = service.number(state.serials[service.id] + 1)
            return _reply(201, AdoptedReply(service.id, numbers, upcoming))
        case c.CancelTicket():
            cancelled = find(state, command.ticket)
            return _reply(200, CancelledReply(cancelled.id, cancelled.number))
        case c.Return():
            back = find(state, command.ticket)
            returned = ReturnedReply(
                back.id, back.number, back.service, ahead(state, back, state.tick),
                came_words(back.came, back.where),
            )  # fmt: skip
            return _reply(200, returned)
        case c.Announce():
            return _reply(201, AnnouncedReply(f"{events[0].seq}-{command.zone}"))
        case c.StartEmergency():
            return _stands(command, state)
        case c.StartTakeover():
            taken = state.takeovers[command.zone]
            return _reply(201, TakeoverReply(taken.id, taken.zone, taken.until))
        case c.EndTakeover():
            (ended,) = (r.event for r in events if isinstance(r.event, TakeoverEnded))
            return _reply(200, TakeoverReply(ended.takeover, ended.zone, None))
        case c.EndEmergency():
            return _reply(200, EmergencyReply(command.emergency))
        case (
            c.OpenDay()
            | c.CloseDay()
            | c.RedateDay()
            | c.ChangeHall()
            | c.TurnTakeovers()
            | c.BeginAnnouncement()
            | c.EndAnnouncement()
        ):
            return Reply(204, b"")
        case c.CallNext() if state.desk(command.counter).call is None:
            return Reply(200, msgspec.json.encode(CallReply(None)), vain=True)
        case c.CloseCounter() | c.TakeBreak():
            call = state.desk(command.counter).call
            left = tuple(unserved(state, command.counter))
            return _reply(200, ClosedReply(call_view(call) if call else None, left))
        case _:
            call = state.desk(command.counter).call
            return _reply(200, CallReply(call_view(call) if call else None))


def _stands(command: c.StartEmergency, state: State) -> Reply:
    """The one that was started, or the very same that stood already."""
    same = emergencies.alike(state, emergencies.meant(state, command))
    assert same is not None  # noqa: S101 -- it was started just now, or it stood in the way
    return _reply(201, EmergencyReply(same.id))


def _reply(status: int, body: msgspec.Struct) -> Reply:
    return Reply(status, msgspec.json.encode(body))
