"""The whole hall for the floor manager."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from signage.queueing import shapes as s
from signage.queueing.admission import admission
from signage.queueing.expected import expected_wait, open_counters
from signage.queueing.hall import Counter, Service
from signage.queueing.hours import Moment
from signage.queueing.model import State, aimed_at
from signage.queueing.views.alarm import emergency_rows
from signage.queueing.views.around import Around, age
from signage.queueing.views.counter import on_break
from signage.queueing.views.offer import admitted, wait_view
from signage.queueing.views.rows import visit
from signage.queueing.views.takeover import coming_rows, takeover_rows


def floor_view(state: State, now: Moment, around: Around) -> s.FloorView:
    """The whole hall for the floor manager; what is closed for good stands in it only while there
    is somebody in it."""
    hall, limits = state.hall, around.limits
    aimed = _aimed(state)
    return s.FloorView(
        mall=hall.mall.name,
        languages=hall.mall.languages,
        utc_offset=around.utc_offset,
        day=state.day,
        day_open=state.day_open,
        serve_limit=limits.serve,
        lag_limit=limits.lag,
        counters=tuple(
            _floor_counter(state, counter, now, around)
            for counter in hall.counters
            if counter.id not in hall.closed_counters or state.desk(counter.id).ticket is not None
        ),
        queues=tuple(
            row
            for row in (
                _floor_queue(state, x, now, aimed.get(x.id, ()), limits.wait_of(x.id))
                for x in hall.services
            )
            if row.waiting or row.service not in hall.closed_services
        ),
        zones=tuple(
            s.FloorZone(
                zone=z.id,
                name=z.name,
                speaker=z.speaker,
                voice=around.voice.get(z.id, s.VoiceStatus()),
            )
            for z in hall.zones
        ),
        screens=around.screens,
        emergencies=emergency_rows(state, now),
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
        printers=around.printers,
        backup=around.backup,
        reports=around.reports,
        alerts=around.alerts(),
        takeovers=takeover_rows(state),
        coming=coming_rows(state, now),
    )


def _aimed(state: State) -> Mapping[str, tuple[str, ...]]:
    """Who waits for one counter alone, by service."""
    found = defaultdict[str, tuple[str, ...]](tuple)
    for counter in state.hall.counters:
        for id in state.queue(aimed_at(counter.id)):
            found[state.tickets[id].service] += (id,)
    return found


def _floor_counter(state: State, counter: Counter, now: Moment, around: Around) -> s.FloorCounter:
    desk = state.desk(counter.id)
    ticket = visit(state, desk)
    return s.FloorCounter(
        counter=counter.id,
        name=counter.name,
        zone=counter.zone,
        services=counter.services,
        open=desk.open,
        shut_by=desk.shut_by,
        on_break=on_break(desk, now),
        state="free" if ticket is None else "serving" if ticket.state == "serving" else "called",
        number=ticket.number if ticket else None,
        service=ticket.service if ticket else None,
        since=age(ticket.since, now) if ticket else 0.0,
        aimed=len(state.queue(aimed_at(counter.id))),
        officer=around.officer(counter.id).name,
    )


def _floor_queue(
    state: State, service: Service, now: Moment, aimed: tuple[str, ...], limit: s.Limit
) -> s.FloorQueue:
    line = (*state.queue(service.id), *aimed)
    first = min((state.tickets[id].issued for id in line), default=now.tick)
    return s.FloorQueue(
        service=service.id,
        name=service.name,
        agency_name=state.hall.agency[service.agency].short,
        waiting=len(line),
        longest=max(0, now.tick - first) // 1000,
        limit=limit,
        classes=tuple(
            s.FloorClass(
                priority=priority.id,
                name=priority.name,
                waiting=len(state.lane(service.id).get(priority.id, ())),
            )
            for priority in state.hall.priorities
            if state.lane(service.id).get(priority.id)
        ),
        counters_open=len(open_counters(state, service.id)),
        expected_wait=wait_view(expected_wait(state, service.id)),
        **admitted(admission(state, service.id, now)),
    )
