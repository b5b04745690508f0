"""Rules for the visit at a counter: from the call to its end, and back by undo."""

from __future__ import annotations

from typing import Literal

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import events as e
from signage.queueing.counters import At, open_up, served, served_for, visit_ended
from signage.queueing.hall import Service
from signage.queueing.model import Call, State, Ticket, Undoable, aimed_at
from signage.queueing.notes import note
from signage.queueing.order import Policy, chosen, place_for
from signage.queueing.routing import routed
from signage.queueing.tickets import echo, find, may, must_be_of


def call_next(at: At, policy: Policy) -> tuple[e.Event, ...]:
    """Whoever is next; the visit that is there ends also when nobody waits."""
    choice = policy(at.state, at.counter.id, at.now.tick)
    if choice is None:
        return _before_call(at, "next")
    return _call(at, choice.ticket, choice.why, "next")


def call_ticket(at: At, name: str) -> tuple[e.Event, ...]:
    """One ticket of this counter's own, by its id or number."""
    ticket = find(at.state, name)
    may(at.state, ticket, "call")
    must_be_of(at.state, ticket, at.counter.id)
    why = chosen(at.state, at.counter.id, ticket, at.now.tick)
    return _call(at, ticket, why, "call")


def _call(
    at: At, ticket: Ticket, why: e.Why, action: Literal["next", "call"]
) -> tuple[e.Event, ...]:
    hall, counter = at.state.hall, at.counter
    service = _service(at.state, ticket.service)
    where = routed(at.state, hall.zones_of(counter.id))
    called = e.TicketCalled(
        ticket=ticket.id, number=ticket.number, counter=counter.id, counter_name=counter.name,
        zone=counter.zone, zones=where.zones, withheld=where.withheld, service=service.id,
        agency=service.agency, service_name=service.name,
        agency_name=hall.agency[service.agency].short, why=why,
        waited=ticket.waited if ticket.waited is not None else why.waited,
        action=action, ended=at.desk.ticket, transferred=ticket.sent_on,
    )  # fmt: skip
    return (*_before_call(at, action), called)


def _before_call(at: At, action: Literal["next", "call"]) -> tuple[e.Event, ...]:
    """What comes before a call in the same press: the counter opens, its visit ends."""
    return (*open_up(at, "officer"), *visit_ended(at, action))


def recall(at: At) -> tuple[e.Event, ...]:
    """The same call, heard again."""
    ticket = _visit(at)
    may(at.state, ticket, "recall")
    call = at.desk.call
    assert call is not None, "a called ticket has its call"  # noqa: S101
    return (_recalled(at, call),)


def serve(at: At) -> tuple[e.Event, ...]:
    """The visitor has come."""
    ticket = _visit(at)
    may(at.state, ticket, "serve")
    walked = max(0, at.now.tick - ticket.since)
    started = e.ServingStarted(
        ticket=ticket.id, number=ticket.number, counter=at.counter.id, walked=walked
    )
    return (started,)


def finish(at: At) -> tuple[e.Event, ...]:
    """The visit is over, whether or not serve was pressed."""
    ticket = _visit(at)
    may(at.state, ticket, "finish")
    return (served(ticket, at.counter.id, "finish", assumed=False, now=at.now),)


def miss(at: At) -> tuple[e.Event, ...]:
    """Nobody came."""
    ticket = _visit(at)
    may(at.state, ticket, "no-show")
    missed = e.TicketMissed(
        ticket=ticket.id, number=ticket.number, counter=at.counter.id, assumed=False, by="no-show"
    )
    return (missed,)


def park(at: At, text: str) -> tuple[e.Event, ...]:
    """The visit is put aside."""
    ticket = _numbered(_visit(at))
    may(at.state, ticket, "park")
    parked = e.TicketParked(
        ticket=ticket.id, number=ticket.number, counter=at.counter.id, note=note(text),
        lasted=served_for(ticket, at.now),
    )  # fmt: skip
    return (parked,)


def write(at: At, text: str) -> tuple[e.Event, ...]:
    """A note on the visit; the same one again changes nothing."""
    ticket, line = _visit(at), note(text)
    if line == ticket.note:
        return ()
    noted = e.VisitNoted(ticket=ticket.id, number=ticket.number, counter=at.counter.id, text=line)
    return (noted,)


def also(at: At, service: str) -> tuple[e.Event, ...]:
    """The same visit goes on for another service: here at once, or in line for it."""
    ticket, wanted = _visit(at), _offered(at.state, service)
    here = wanted.id in at.counter.services
    may(at.state, ticket, "also" if here else "also-elsewhere")
    if wanted.id == ticket.service:
        raise Refused("same_service", number=ticket.number or "-", service=wanted.name)
    stands = None
    if not here:
        where = at.state.hall.calling.transferred
        stands = place_for(at.state, _numbered(ticket), wanted.id, where, at.now.tick)
    added = e.ServiceAdded(
        ticket=ticket.id, number=ticket.number, counter=at.counter.id, service=wanted.id,
        agency=wanted.agency, service_name=wanted.name,
        agency_name=at.state.hall.agency[wanted.agency].short, before=ticket.service,
        lasted=served_for(ticket, at.now), here=here, place=stands.place if stands else None,
        where=stands.where if stands else "",
    )  # fmt: skip
    return (added,)


def transfer(at: At, service: str | None, to_counter: str | None) -> tuple[e.Event, ...]:
    """The visitor waits elsewhere, under the same number, at the place that the mall gives."""
    ticket = _numbered(_visit(at))
    may(at.state, ticket, "transfer")
    if (service is None) == (to_counter is None):
        raise Malformed("transfer_where")
    if to_counter is not None and to_counter not in at.state.hall.counter:
        raise NotFound("counter_unknown", counter=echo(to_counter))
    if to_counter in at.state.hall.closed_counters:
        raise Refused("counter_closed", counter=at.state.hall.counter[to_counter].name)
    if to_counter == at.counter.id:
        raise Refused("same_counter", number=ticket.number)
    wanted = _service(at.state, ticket.service) if service is None else _offered(at.state, service)
    queue = wanted.id if to_counter is None else aimed_at(to_counter)
    where = at.state.hall.calling.transferred
    stands = place_for(at.state, ticket, queue, where, at.now.tick)
    moved = e.TicketTransferred(
        ticket=ticket.id, number=ticket.number, counter=at.counter.id, service=wanted.id,
        agency=wanted.agency, service_name=wanted.name,
        agency_name=at.state.hall.agency[wanted.agency].short, to_counter=to_counter,
        place=stands.place, where=stands.where, lasted=served_for(ticket, at.now),
    )  # fmt: skip
    return (moved,)


def direct(at: At, service: str) -> tuple[e.Event, ...]:
    """Service without a ticket; the visit that is there ends first."""
    wanted = _offered(at.state, service)
    if wanted.id not in at.counter.services:
        raise Refused("service_not_here", counter=at.counter.name, service=wanted.name)
    ending = visit_ended(at, "direct")
    agency = at.state.hall.agency[wanted.agency]
    started = e.DirectStarted(
        ticket=f"t{at.state.seq + len(ending) + 1}", counter=at.counter.id,
        zone=at.counter.zone, service=wanted.id, agency=agency.id, service_name=wanted.name,
        agency_name=agency.short, ended=at.desk.ticket,
    )  # fmt: skip
    return (*ending, started)


def undo(at: At) -> tuple[e.Event, ...]:
    """The last action taken back, while nothing has built on it."""
    done = at.desk.undo
    if done is None:
        raise Refused("nothing_to_undo", counter=at.counter.name)
    limit = at.state.hall.mall.undo
    if at.now.tick - done.tick > limit * 1000:
        raise Refused("undo_too_late", limit=limit)
    for after in done.after:
        if at.state.tickets[after.id] != after:
            raise Refused("undo_overtaken", number=after.number)
    undone = e.ActionUndone(
        counter=at.counter.id, action=done.action,
        tickets=tuple(ticket.id for ticket in done.before),
        zones=_shown(at),
    )  # fmt: skip
    return (undone, *_made_again(at, done))


def _made_again(at: At, done: Undoable) -> tuple[e.Event, ...]:
    """A call that is back and stands only where events are by now is made where they lead, or its
    visitor would hear of it no more."""
    call = done.call
    if call is None or not all(zone in at.state.takeovers for zone in call.zones):
        return ()
    before = {ticket.id: ticket for ticket in done.before}
    if before.get(call.ticket, at.state.tickets[call.ticket]).state != "called":
        return ()
    return (_recalled(at, call),)


def _recalled(at: At, call: Call) -> e.TicketRecalled:
    where = routed(at.state, tuple(dict.fromkeys((*call.zones, *call.withheld))))
    return e.TicketRecalled(
        ticket=call.ticket, number=call.number, counter=at.counter.id, zones=where.zones,
        withheld=where.withheld, first=call.first, recall=call.recall + 1,
    )  # fmt: skip


def _shown(at: At) -> tuple[str, ...]:
    """The zones in which something of the counter may be seen."""
    call = at.desk.call
    if call is None:
        return at.state.hall.zones_of(at.counter.id)
    return tuple(dict.fromkeys((*call.zones, *call.withheld)))


def _visit(at: At) -> Ticket:
    if at.desk.ticket is None:
        raise Refused("nothing_at_counter", counter=at.counter.name)
    return at.state.tickets[at.desk.ticket]


def _numbered(ticket: Ticket) -> Ticket:
    if ticket.direct:
        raise Refused("direct_has_no_number")
    return ticket


def _service(state: State, id: str) -> Service:
    service = state.hall.service.get(id)
    if service is None:
        raise NotFound("service_unknown", service=echo(id))
    return service


def _offered(state: State, id: str) -> Service:
    """A service that nobody has closed."""
    service = _service(state, id)
    if service.id in state.hall.closed_services:
        raise Refused("service_closed", service=service.name)
    return service
