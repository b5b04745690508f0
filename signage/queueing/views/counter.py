"""What an officer sees."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from signage.queueing import shapes as s
from signage.queueing.admission import admission
from signage.queueing.expected import open_counters
from signage.queueing.hall import Counter, Hall, Service, Text
from signage.queueing.hours import Moment
from signage.queueing.model import Call, Desk, State, Ticket, TicketState
from signage.queueing.order import calling_order, queues_of
from signage.queueing.views.alarm import emergency_view
from signage.queueing.views.around import Around, age
from signage.queueing.views.offer import admitted, unserved
from signage.queueing.views.rows import (
    call_view,
    latest,
    said_of,
    service_name,
    visit,
    waiting_by_service,
)
from signage.queueing.views.takeover import called_in, withheld_rows
from signage.queueing.wording import came_words, sent_words, voice_reason, where_words

WAITING_SHOWN = 50
MISSED_SHOWN = 20


def counter_view(state: State, counter: str, now: Moment, around: Around) -> s.CounterView:
    """What an officer sees. The counter exists."""
    hall = state.hall
    place = hall.counter[counter]
    desk = state.desk(counter)
    ticket = visit(state, desk)
    line = calling_order(state, counter, now.tick)
    shown = tuple(islice(line, WAITING_SHOWN))
    many = sum(len(state.queue(name)) for name in queues_of(state, counter))
    waiting = waiting_by_service(state)
    return s.CounterView(
        counter=counter,
        name=place.name,
        zone=place.zone,
        zone_name=hall.zone[place.zone].name,
        agencies=tuple(_agencies(hall, place)),
        mall=hall.mall.name,
        open=desk.open,
        shut_by=desk.shut_by,
        state="free" if ticket is None else "serving" if ticket.state == "serving" else "called",
        call=call_view(desk.call) if desk.call else None,
        ticket=_visitor(hall, ticket, now) if ticket else None,
        services=tuple(
            _service_row(state, hall.service[id], now, waiting.get(id, 0)) for id in place.services
        ),
        unserved=tuple(unserved(state, counter)),
        last=tuple(unserved(state, counter, without=counter)) if desk.open else (),
        waiting=tuple(_queue_row(hall, ticket, now) for ticket in shown),
        more=many - len(shown),
        parked=tuple(_aside(state, place, now, "parked")),
        missed=tuple(_aside(state, place, now, "no_show"))[-MISSED_SHOWN:],
        on_break=on_break(desk, now),
        comes_back=s.ComesBack(
            parked=where_words(hall.calling.parked),
            no_show=where_words(hall.calling.no_show),
            transferred=sent_words(hall.calling.transferred),
        ),
        counters=tuple(
            s.CounterRow(
                counter=c.id,
                name=c.name,
                zone_name=hall.zone[c.zone].name,
                open=state.desk(c.id).open,
            )
            for c in hall.counters
            if c.id != counter
        ),
        all_services=tuple(
            s.ServiceName(service=x.id, name=x.name, agency_name=hall.agency[x.agency].short)
            for x in hall.services
        ),
        proof=_proof(state, desk, around),
        undo=_undo(hall, desk, now),
        recent=tuple(
            s.PastRow(ticket=p.ticket, number=p.number, state=p.state, at=p.at) for p in desk.recent
        ),
        day_open=state.day_open,
        utc_offset=around.utc_offset,
        emergency=emergency_view(state, place.zone, now),
        voice=around.voice.get(place.zone, s.VoiceStatus()),
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
        officer=around.officer(counter),
        called_in=called_in(state, counter),
        withheld=withheld_rows(state, counter),
    )


def _agencies(hall: Hall, counter: Counter) -> Iterable[Text]:
    for id in dict.fromkeys(hall.service[service].agency for service in counter.services):
        yield hall.agency[id].short


def _visitor(hall: Hall, ticket: Ticket, now: Moment) -> s.Visitor:
    priority = hall.priority.get(ticket.priority) if ticket.priority else None
    return s.Visitor(
        id=ticket.id,
        number=ticket.number,
        service=ticket.service,
        service_name=service_name(hall, ticket.service),
        waited=(ticket.waited or 0) // 1000,
        since=age(ticket.since, now),
        direct=ticket.direct,
        note=ticket.note,
        came=came_words(ticket.came, ticket.where),
        priority_name=priority.name if priority else None,
        earlier=tuple(service_name(hall, service) for service in ticket.earlier),
    )


def _service_row(state: State, service: Service, now: Moment, count: int) -> s.ServiceRow:
    return s.ServiceRow(
        service=service.id,
        name=service.name,
        agency_name=state.hall.agency[service.agency].short,
        prefix=service.prefix,
        count=count,
        **admitted(admission(state, service.id, now)),
        counters_open=len(open_counters(state, service.id)),
    )


def _queue_row(hall: Hall, ticket: Ticket, now: Moment) -> s.QueueRow:
    priority = hall.priority.get(ticket.priority) if ticket.priority else None
    return s.QueueRow(
        ticket=ticket.id,
        number=ticket.number,
        service=ticket.service,
        service_name=service_name(hall, ticket.service),
        waited=max(0, now.tick - ticket.issued) // 1000,
        priority=ticket.priority,
        priority_name=priority.name if priority else None,
        note=ticket.note,
        came=came_words(ticket.came, ticket.where),
        booked=ticket.booked,
        booked_at=_booked_at(ticket, now),
    )


def _booked_at(ticket: Ticket, now: Moment) -> int | None:
    """The time of a booking whose ticket stands at it: a minute, as bookings have."""
    if not ticket.booked or ticket.came or ticket.place[0] == ticket.issued:
        return None
    return round((now.at + ticket.place[0] - now.tick) / 60_000) * 60_000


def on_break(desk: Desk, now: Moment) -> s.BreakView | None:
    """The break of a counter's officer, if there is one."""
    if desk.on_break is None:
        return None
    since, until = desk.on_break
    return s.BreakView(
        since=max(0, now.tick - since) // 1000,
        left=None if until is None else max(0, until - now.tick) // 1000,
    )


def _aside(
    state: State, counter: Counter, now: Moment, stands: TicketState
) -> Iterable[s.ParkedRow]:
    """Those of this counter who were parked or missed, the first one first."""
    aside = (
        t
        for t in state.tickets.values()
        if t.state == stands and (t.service in counter.services or t.sent_to == counter.id)
    )
    for ticket in sorted(aside, key=lambda t: t.since):
        yield s.ParkedRow(
            ticket=ticket.id,
            number=ticket.number,
            service_name=service_name(state.hall, ticket.service),
            since=max(0, now.tick - ticket.since) // 1000,
            note=ticket.note,
        )


def _proof(state: State, desk: Desk, around: Around) -> s.Proof | None:
    call = desk.call
    if call is None:
        return None
    zones = tuple(_zone_proof(state, call, zone, around) for zone in call.zones)
    home = zones[0]
    return s.Proof(
        seq=call.seq,
        shown=sum(zone.shown for zone in zones),
        screens=sum(zone.screens for zone in zones),
        said=home.said,
        heard_at=home.heard_at,
        reason=home.reason,
        zones=zones,
    )


def _zone_proof(state: State, call: Call, zone: str, around: Around) -> s.ZoneProof:
    said = latest(state.announcements.get(zone, ())).get(call.first)
    shown, screens = around.shown(zone, call.seq)
    heard = said is not None and said.result == "heard"
    return s.ZoneProof(
        zone=zone,
        shown=shown,
        screens=screens,
        said=said_of(said),
        heard_at=said.ended_at if said and heard else None,
        reason=voice_reason(said.reason) if said and said.reason else None,
    )


def _undo(hall: Hall, desk: Desk, now: Moment) -> s.UndoView | None:
    if desk.undo is None or not desk.open:
        return None
    left = hall.mall.undo - (now.tick - desk.undo.tick) / 1000
    return s.UndoView(action=desk.undo.action, left=round(left, 1)) if left > 0 else None
