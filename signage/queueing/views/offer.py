"""A service as every page shows it: open or not and why, who waits, who calls, how long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from signage.errors import Refused
from signage.queueing import shapes as s
from signage.queueing.admission import Admission, admission
from signage.queueing.calendar import Opening
from signage.queueing.expected import expected_wait, open_counters
from signage.queueing.hall import Service, Text
from signage.queueing.hours import Moment
from signage.queueing.model import State, Ticket
from signage.queueing.refusals import sentence
from signage.queueing.routing import routed
from signage.queueing.views.rows import waiting_by_service
from signage.queueing.wording import expected, nobody_calls


def offered(state: State, service: Service, now: Moment, waiting: int) -> dict[str, Any]:
    """The facts of an `Offer`, for the shapes that have them and more."""
    calling = len(open_counters(state, service.id))
    return {
        "service": service.id,
        "name": service.name,
        "agency": service.agency,
        "agency_name": state.hall.agency[service.agency].short,
        **admitted(admission(state, service.id, now)),
        "waiting": waiting,
        "counters_open": calling,
        "no_counter": nobody_calls(waiting) if waiting and not calling else None,
        "expected_wait": wait_view(expected_wait(state, service.id)),
    }


def admitted(answer: Admission) -> dict[str, Any]:
    """Whether a ticket may be issued, why not, and when again."""
    shut, opens = answer.refused, answer.opens
    return {
        "open": answer.open,
        "shut": shut.code if shut else None,
        "why_shut": sentence(shut) if shut else None,
        "opens": _opens_view(shut, opens) if shut and opens else None,
        "quota_left": answer.left,
    }


def _opens_view(shut: Refused, opens: Opening) -> s.OpensView:
    text = shut.facts["opens"]
    assert isinstance(text, Text)  # noqa: S101 - every refusal of an admission has it
    return s.OpensView(date=opens.date, minute=opens.minute, text=text)


def wait_view(minutes: int | None) -> s.ExpectedWait | None:
    """An expected wait in words; None when it is not known."""
    return None if minutes is None else s.ExpectedWait(minutes=minutes, text=expected(minutes))


def ticket_wait(state: State, ticket: Ticket) -> s.ExpectedWait | None:
    """The expected wait of one who waits."""
    if ticket.state != "waiting":
        return None
    return wait_view(expected_wait(state, ticket.service, ticket))


def places(state: State, service: str) -> tuple[s.ZonePlace, ...]:
    """The zones where the service has its counters, and where they are in the building; of one
    that an event has taken those that call instead."""
    zones = (state.hall.zone[id] for id in routed(state, state.hall.zones_serving(service)).zones)
    return tuple(s.ZonePlace(name=z.name, direction=z.direction, counters=True) for z in zones)


def unserved(state: State, counter: str, *, without: str | None = None) -> Iterator[s.UnservedRow]:
    """The services of a counter that people wait for and no counter calls, one left out."""
    count = waiting_by_service(state)
    for id in state.hall.counter[counter].services:
        waiting = count.get(id, 0)
        calling = [other for other in open_counters(state, id) if other != without]
        if waiting and not calling:
            name = state.hall.service[id].name
            yield s.UnservedRow(service=id, name=name, count=waiting, text=nobody_calls(waiting))
