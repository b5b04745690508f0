"""Rules for tickets: who may have one now, how one is found, and which move it may make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.admission import admission
from signage.queueing.hall import Service, Text
from signage.queueing.hours import Moment
from signage.queueing.model import State, Ticket, aimed_at
from signage.queueing.moves import Action, allowed
from signage.queueing.order import place_for
from signage.queueing.refusals import STATE_WORDS
from signage.queueing.slots import place

_ECHOED = 40
PROMISED = frozenset({"quota_reached", "cut_off", "too_early", "service_break"})
"""What does not turn away a visitor with a booking: the place was promised."""
_NO_NUMBER = Text("langsung", "walk-in")


def issue(state: State, command: c.IssueTicket, now: Moment) -> tuple[e.Event, ...]:
    """A number for a service, unless it or the hall is shut."""
    hall = state.hall
    service = hall.service.get(command.service)
    if service is None:
        raise NotFound("service_unknown", service=echo(command.service))
    if command.priority is not None and command.priority not in hall.priority:
        raise Malformed("priority_unknown", priority=echo(command.priority))
    if command.origin is not None and command.origin not in hall.origin:
        raise Malformed("origin_unknown", origin=echo(command.origin))
    if command.priority is not None and not service.offers(command.priority):
        name = hall.priority[command.priority].name
        raise Refused("priority_not_here", service=service.name, priority=name)
    if command.booking is not None and command.booking in state.booked:
        raise Refused("booking_used", number=state.booked[command.booking])
    refused = admission(state, service.id, now).refused
    if refused is not None and not (command.booking and refused.code in PROMISED):
        raise refused
    serial = state.serials.get(service.id, 0) + 1
    while service.number(serial) in state.numbers:  # another service had this prefix this morning
        serial += 1
    asked = Asked(
        priority=command.priority,
        origin=command.origin,
        channel=command.channel,
        booking=command.booking,
        place=None if command.slot is None else place(command.slot, now),
    )
    return (issued(state, service, serial, state.seq + 1, now, asked),)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor says when a number is given, where, and how many ms ago; a booking's place."""

    priority: str | None = None
    origin: str | None = None
    channel: str = "kiosk"
    earlier: int = 0
    booking: str | None = None
    place: int | None = None


def issued(
    state: State, service: Service, serial: int, seq: int, now: Moment, asked: Asked
) -> e.TicketIssued:
    """A number of a service; the event's own `seq` names the ticket."""
    agency = state.hall.agency[service.agency]
    part = service.quota.part(now.minute) if service.quota else None
    return e.TicketIssued(
        ticket=f"t{seq}", number=service.number(serial), serial=serial,
        service=service.id, agency=agency.id, service_name=service.name,
        agency_name=agency.short, priority=asked.priority, origin=asked.origin,
        channel=asked.channel, part=part.name if part else "", earlier=asked.earlier,
        booking=asked.booking, place=asked.place,
    )  # fmt: skip


def find(state: State, name: str) -> Ticket:
    """Today's ticket by its id or its number, in any case. Raises NotFound."""
    typed = name.strip()
    id = name if name in state.tickets else state.numbers.get(typed.upper())
    if id is None:
        raise NotFound("ticket_unknown", ticket=echo(name))
    return state.tickets[id]


def cancel(state: State, command: c.CancelTicket) -> tuple[e.Event, ...]:
    """A visitor who still waits gives the turn up."""
    ticket = find(state, command.ticket)
    may(state, ticket, "cancel")
    if command.counter is not None:
        must_be_of(state, ticket, command.counter)
    return (e.TicketCancelled(ticket=ticket.id, number=ticket.number, service=ticket.service),)


def come_back(state: State, command: c.Return, now: Moment) -> tuple[e.Event, ...]:
    """A visitor who was put aside or missed waits again, at the place that the mall gives."""
    ticket = find(state, command.ticket)
    may(state, ticket, "return")
    if command.counter is not None:
        must_be_of(state, ticket, command.counter)
    if ticket.service not in state.hall.service:  # taken out of the hall since then
        raise NotFound("service_unknown", service=echo(ticket.service))
    was: Literal["parked", "no_show"] = "parked" if ticket.state == "parked" else "no_show"
    calling = state.hall.calling
    where = calling.parked if was == "parked" else calling.no_show
    to = ticket.sent_to if ticket.sent_to in state.hall.counter else None
    queue = aimed_at(to) if to else ticket.service
    stands = place_for(state, ticket, queue, where, now.tick)
    returned = e.TicketReturned(
        ticket=ticket.id, number=ticket.number, service=ticket.service, was=was,
        place=stands.place, where=stands.where, counter=command.counter, to_counter=to,
    )  # fmt: skip
    return (returned,)


def may(state: State, ticket: Ticket, action: Action) -> None:
    """Refuses a move that the table of moves doesn't have, and says where the ticket is."""
    if allowed(action, ticket.state):
        return
    number = ticket.number or _NO_NUMBER
    if ticket.state == "waiting":
        raise Refused("ticket_waits", number=number)
    if ticket.counter is None:
        raise Refused("ticket_over", number=number, state=STATE_WORDS[ticket.state])
    at = state.hall.counter[ticket.counter].name
    if action in ("recall", "serve", "no-show"):
        raise Refused("already_serving", number=number, counter=at)
    raise Refused("ticket_at_counter", number=number, counter=at)


def must_be_of(state: State, ticket: Ticket, counter: str) -> None:
    """Refuses a counter that neither serves the ticket's service nor had it sent there."""
    place = state.hall.counter.get(counter)
    if place is None:
        raise NotFound("counter_unknown", counter=echo(counter))
    if ticket.service in place.services or ticket.sent_to == counter:
        return
    service = state.hall.service.get(ticket.service)
    name = service.name if service else ticket.service
    raise Refused("ticket_not_here", number=ticket.number, service=name, counter=place.name)


def echo(name: str) -> str:
    """What was named, short enough to be told back."""
    return name[:_ECHOED]
