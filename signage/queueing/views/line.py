"""The line of a service, and one visitor's place in it."""

from __future__ import annotations

from signage.queueing import shapes as s
from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.order import foreseen
from signage.queueing.routing import routed
from signage.queueing.views.offer import offered, places
from signage.queueing.views.rows import call_row, latest, waiting_by_service, zone_names

CALLS_SHOWN = 5


def queue_view(state: State, service: str, now: Moment) -> s.QueueView:
    """The line of a service. The service exists."""
    hall, home = state.hall, state.hall.zones_serving(service)
    waiting = state.queue(service)
    longest = max(0, now.tick - state.tickets[waiting[0]].issued) // 1000 if waiting else 0
    rows = {
        call.first: call
        for zone in dict.fromkeys((*home, *routed(state, home).zones))
        for call in state.calls.get(zone, ())
        if call.service == service
    }
    recent = sorted(rows.values(), key=lambda call: -call.seq)[:CALLS_SHOWN]
    said = latest(a for call in recent for a in state.announcements.get(call.zones[0], ()))
    return s.QueueView(
        **offered(state, hall.service[service], now, waiting_by_service(state).get(service, 0)),
        zone_names=zone_names(hall, service),
        longest=longest,
        tickets=tuple(
            s.QueuedTicket(number=t.number, priority=t.priority)
            for t in foreseen(state, service, now.tick)
        ),
        places=places(state, service),
        calls=tuple(call_row(state, call, now, said) for call in recent),
    )
