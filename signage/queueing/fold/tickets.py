"""A number from its issue on: returned, sent elsewhere, given up, noted."""

from __future__ import annotations

from dataclasses import replace

from signage.queueing import events as e
from signage.queueing.fold.placing import desk_with, join, leave, put, ticket_moved, ticket_with
from signage.queueing.model import Recorded, State, Ticket, TicketState, Undoable, counted_in


def issued(state: State, now: Recorded, event: e.TicketIssued) -> State:
    given = now.tick - event.earlier
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        service=event.service,
        state="waiting",
        place=(given if event.place is None else event.place, now.seq),
        issued=given,
        since=given,
        priority=event.priority,
        origin=event.origin,
        moved=now.seq,
        booked=event.booking is not None,
        counted=counted_in(event.service, event.part),
    )
    if event.booking is not None:
        state = replace(state, booked=state.booked.set(event.booking, event.number))
    state = serial_upto(quota_counted(state, ticket, 1), event.service, event.serial)
    state = replace(state, numbers=state.numbers.set(event.number, event.ticket))
    return join(put(state, ticket), ticket)


def serial_upto(state: State, service: str, serial: int) -> State:
    """The last count of a service; numbers taken in late don't put it back."""
    highest = max(serial, state.serials.get(service, 0))
    return replace(state, serials=state.serials.set(service, highest))


def quota_counted(state: State, ticket: Ticket, by: int) -> State:
    given = state.given
    for name in ticket.counted:
        given = given.set(name, given.get(name, 0) + by)
    return replace(state, given=given)


def transferred(state: State, now: Recorded, event: e.TicketTransferred) -> State:
    before = state.tickets[event.ticket]
    ticket = ticket_moved(
        state, event.ticket, now, state="waiting", service=event.service, aimed=event.to_counter,
        sent_to=event.to_counter, sent_on=True, counter=None, came="transferred",
        where=event.where, place=event.place or before.place,
        earlier=_earlier(before, event.service),
    )  # fmt: skip
    return join(sent_on(state, now, event.counter, "transfer", ticket), ticket)


def returned(state: State, now: Recorded, event: e.TicketReturned) -> State:
    ticket = ticket_moved(
        state, event.ticket, now, state="waiting", aimed=event.to_counter, place=event.place,
        came=event.was, where=event.where,
    )  # fmt: skip
    return join(put(state, ticket), ticket)


def service_added(state: State, now: Recorded, event: e.ServiceAdded) -> State:
    before, desk = state.tickets[event.ticket], state.desk(event.counter)
    if not event.here:
        ticket = ticket_moved(
            state, event.ticket, now, state="waiting", service=event.service, counter=None,
            sent_to=None, sent_on=True, came="also", where=event.where,
            place=event.place or before.place, earlier=_earlier(before, event.service),
        )  # fmt: skip
        return join(sent_on(state, now, event.counter, "also", ticket), ticket)
    ticket = ticket_moved(
        state, event.ticket, now, state="serving", service=event.service,
        earlier=_earlier(before, event.service),
    )  # fmt: skip
    undo = Undoable(action="also", tick=now.tick, before=(before,), after=(ticket,), call=desk.call)
    return desk_with(put(state, ticket), event.counter, undo=undo)


def _earlier(ticket: Ticket, service: str) -> tuple[str, ...]:
    """The services that the visit had before it goes on for this one."""
    if service == ticket.service:
        return ticket.earlier
    return (*ticket.earlier, ticket.service)


def sent_on(state: State, now: Recorded, counter: str, action: str, ticket: Ticket) -> State:
    """The visit leaves the counter for now, and stands as it is given."""
    before, call = state.tickets[ticket.id], state.desk(counter).call
    undo = Undoable(action=action, tick=now.tick, before=(before,), after=(ticket,), call=call)
    return desk_with(put(state, ticket), counter, ticket=None, call=None, undo=undo)


def visit_noted(state: State, event: e.VisitNoted) -> State:
    """The note, also where an undo would bring the visit back to: writing one is no move."""

    def noted(tickets: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        return tuple(replace(t, note=event.text) if t.id == event.ticket else t for t in tickets)

    undo = state.desk(event.counter).undo
    if undo is not None:
        undo = replace(undo, before=noted(undo.before), after=noted(undo.after))
        state = desk_with(state, event.counter, undo=undo)
    return put(state, replace(state.tickets[event.ticket], note=event.text))


def ticket_left(state: State, now: Recorded, id: str, into: TicketState) -> State:
    ticket = state.tickets[id]
    state = leave(state, ticket) if ticket.state == "waiting" else state
    return ticket_with(state, id, now, state=into)
