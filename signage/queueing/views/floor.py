"""The whole hall for the floor manager."""

from __future__ import annotations

from signage.queueing import shapes as s
from signage.queueing.hall import Counter, Service
from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.views.alarm import emergency_rows
from signage.queueing.views.around import Around, age
from signage.queueing.views.rows import visit


def floor_view(state: State, now: Moment, around: Around) -> s.FloorView:
    """The whole hall for the floor manager."""
    hall = state.hall
    return s.FloorView(
        mall=hall.mall.name,
        day=state.day,
        day_open=state.day_open,
        counters=tuple(_floor_counter(state, counter, now) for counter in hall.counters),
        queues=tuple(_floor_queue(state, service, now) for service in hall.services),
        zones=tuple(
            s.FloorZone(zone=z.id, name=z.name, voice=around.voice.get(z.id, s.VoiceStatus()))
            for z in hall.zones
        ),
        screens=around.screens,
        emergencies=emergency_rows(state, now),
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
        printers=around.printers,
    )


def _floor_counter(state: State, counter: Counter, now: Moment) -> s.FloorCounter:
    desk = state.desk(counter.id)
    ticket = visit(state, desk)
    return s.FloorCounter(
        counter=counter.id,
        name=counter.name,
        zone=counter.zone,
        open=desk.open,
        on_break=desk.on_break is not None,
        state="free" if ticket is None else "serving" if ticket.state == "serving" else "called",
        number=ticket.number if ticket else None,
        since=age(ticket.since, now) if ticket else 0.0,
    )


def _floor_queue(state: State, service: Service, now: Moment) -> s.FloorQueue:
    line = state.queue(service.id)
    longest = max(0, now.tick - state.tickets[line[0]].issued) // 1000 if line else 0
    return s.FloorQueue(service=service.id, name=service.name, waiting=len(line), longest=longest)
