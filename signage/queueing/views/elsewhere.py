"""Where an officer may send a visitor: who waits there, and whether anybody calls."""

from __future__ import annotations

from signage.queueing import shapes as s
from signage.queueing.expected import open_counters
from signage.queueing.model import State
from signage.queueing.order import queues_of
from signage.queueing.views.rows import waiting_by_service


def elsewhere_view(state: State, counter: str) -> s.ElsewhereView:
    """Every service, and every counter but this one."""
    waiting = waiting_by_service(state)
    desks = ((c.id, state.desk(c.id)) for c in state.hall.counters if c.id != counter)
    return s.ElsewhereView(
        services=tuple(
            s.ServiceElsewhere(
                service=service.id,
                waiting=waiting.get(service.id, 0),
                counters_open=len(open_counters(state, service.id)),
            )
            for service in state.hall.services
        ),
        counters=tuple(
            s.CounterElsewhere(
                counter=id,
                open=desk.open,
                on_break=desk.on_break is not None,
                waiting=sum(len(state.queue(queue)) for queue in queues_of(state, id)),
            )
            for id, desk in desks
        ),
    )
