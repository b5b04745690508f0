"""What a visitor's phone shows: its own ticket, and the line that it shares with all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from signage.queueing import shapes as s
from signage.queueing.admission import Admission, admission
from signage.queueing.expected import expected_wait
from signage.queueing.hall import Hall
from signage.queueing.hours import Moment
from signage.queueing.model import State, Ticket, aimed_at
from signage.queueing.order import ahead, foreseen
from signage.queueing.refusals import sentence
from signage.queueing.routing import routed
from signage.queueing.views.alarm import foremost
from signage.queueing.views.around import age
from signage.queueing.views.rows import agency_of, call_row, latest, service_name, zone_names
from signage.queueing.views.takeover import waits_at


def ticket_view(state: State, ticket: Ticket, now: Moment, utc_offset: int = 0) -> s.TicketView:
    """What a visitor's phone shows of its own ticket."""
    hall = state.hall
    row: s.CallRow | None = None
    if ticket.counter is not None:
        call = state.desk(ticket.counter).call
        if call is not None and call.ticket == ticket.id:
            row = call_row(state, call, now, latest(state.announcements.get(call.zones[0], ())))
    return s.TicketView(
        number=ticket.number,
        state=ticket.state,
        mall=hall.mall.name,
        utc_offset=utc_offset,
        service=ticket.service,
        service_name=service_name(hall, ticket.service),
        agency_name=agency_of(hall, ticket.service),
        zone_names=zone_names(hall, ticket.service),
        zones=_zones(hall, ticket),
        line=f"line/{ticket.queue}",
        ahead=ahead(state, ticket, now.tick),
        again=ticket.state == "waiting" and ticket.waited is not None,
        since=age(ticket.since, now),
        place=_place(state, ticket),
        call=row,
    )


def line_view(state: State, line: str, now: Moment) -> s.LineView:
    """A line of the hall: a service's, or that of those who were sent to one counter."""
    hall = state.hall
    answer = admission(state, line, now) if line in hall.service else Admission()
    shut = answer.refused
    return s.LineView(
        line=line,
        open=state.day_open and shut is None,
        why_shut=sentence(shut) if shut else None,
        waiting=len(state.queue(line)),
        order=tuple(runs(ticket.number for ticket in foreseen(state, line, now.tick))),
        counters=tuple(
            counter.name
            for counter in hall.counters
            if (line in counter.services or line == aimed_at(counter.id))
            and state.desk(counter.id).open
        ),
        expected_wait=expected_wait(state, line) if line in hall.service else None,
        waits_at=waits_at(state, line),
        emergency=_emergency(state, line, now),
    )


def _emergency(state: State, line: str, now: Moment) -> s.EmergencyView | None:
    """What stands above all else in a zone where one of this line may be."""
    hall = state.hall
    if not state.emergencies:
        return None
    counters = [c.id for c in hall.counters if line in c.services or line == aimed_at(c.id)]
    usual = tuple(dict.fromkeys(zone for id in counters for zone in hall.zones_of(id)))
    return foremost(state, (*usual, *routed(state, usual).zones), now)


def runs(numbers: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Numbers in order, those that follow on one another as one: (B012, 4) for B012 to B015."""
    first, length, last = "", 0, ""
    for number in numbers:
        if length and number == following(last):
            length += 1
        else:
            if length:
                yield first, length
            first, length = number, 1
        last = number
    if length:
        yield first, length


def following(number: str) -> str:
    """The number after this one, as long as it is no longer; empty when there is none such."""
    head = number.rstrip("0123456789")
    serial = number[len(head) :]
    after = str(int(serial or 0) + 1).zfill(len(serial))
    return head + after if serial and len(after) == len(serial) else ""


def _zones(hall: Hall, ticket: Ticket) -> tuple[s.ZonePlace, ...]:
    """Where the ticket will be called: first where its counters stand, then who hears them."""
    if ticket.aimed is not None and ticket.aimed in hall.counter:
        called = hall.zones_of(ticket.aimed)
        homes: tuple[str, ...] = called[:1]
    else:
        called, homes = hall.zones_calling(ticket.service), hall.zones_serving(ticket.service)
    return tuple(
        s.ZonePlace(name=zone.name, direction=zone.direction, counters=zone.id in homes)
        for zone in (hall.zone[id] for id in called)
    )


def _place(state: State, ticket: Ticket) -> s.CounterPlace | None:
    hall = state.hall
    counter = hall.counter.get(ticket.counter or ticket.aimed or _missed_at(state, ticket) or "")
    if counter is None:
        return None
    zone = hall.zone[counter.zone]
    return s.CounterPlace(
        counter=counter.id, name=counter.name, direction=counter.direction,
        zone_name=zone.name, zone_direction=zone.direction,
    )  # fmt: skip


def _missed_at(state: State, ticket: Ticket) -> str | None:
    """The counter that called in vain, as long as it remembers."""
    if ticket.state != "no_show":
        return None
    return next(
        (
            id
            for id, desk in state.desks.items()
            if any(past.ticket == ticket.id and past.state == "no_show" for past in desk.recent)
        ),
        None,
    )
