"""What several views share: a call, a row of a board, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from signage.queueing import shapes as s
from signage.queueing.events import Why
from signage.queueing.hall import Hall, Text
from signage.queueing.hours import Moment
from signage.queueing.model import Announcement, Call, Desk, State, Ticket, aimed_at
from signage.queueing.views.around import age
from signage.queueing.wording import why_sentence


def call_view(call: Call) -> s.CallView:
    """A counter's current call."""
    return s.CallView(
        seq=call.seq, first=call.first, number=call.number, counter=call.counter, zone=call.zone,
        zones=call.zones, service=call.service, agency=call.agency, recall=call.recall,
        why=why_view(call.why), ticket=call.ticket,
    )  # fmt: skip


def why_view(why: Why) -> s.WhyView:
    """The reason of a call: its facts, and in words that go on after a colon."""
    share = f"{why.share[0]}:{why.share[1]}" if why.share else None
    return s.WhyView(
        rule=why.rule,
        waited=why.waited // 1000,
        among=why.among,
        text=why_sentence(why),
        priority=why.priority,
        passed=why.passed,
        share=share,
        limit=why.limit,
        weight=why.weight,
    )


def latest(announcements: Iterable[Announcement]) -> dict[int, Announcement]:
    """The latest announcement of each call, by the call's `first`."""
    return {a.first: a for a in announcements if a.first}


def said_of(announcement: Announcement | None) -> s.SaidState:
    if announcement is None:
        return "none"
    if announcement.result is not None:
        return announcement.result
    return "speaking" if announcement.begun else "waiting"


def call_row(state: State, call: Call, now: Moment, said: Mapping[int, Announcement]) -> s.CallRow:
    hall = state.hall
    desk = state.desk(call.counter)
    current = desk.call is not None and desk.call.first == call.first
    serving = current and state.tickets[call.ticket].state == "serving"
    service = hall.service.get(call.service)
    agency = hall.agency.get(call.agency)
    counter = hall.counter.get(call.counter)
    return s.CallRow(
        seq=call.seq,
        first=call.first,
        number=call.number,
        counter=call.counter,
        counter_name=call.counter_name,
        agency=call.agency,
        agency_name=agency.short if agency else Text(call.agency, call.agency),
        service=call.service,
        service_name=service.name if service else Text(call.service, call.service),
        zone=call.zone,
        zone_name=zone_name(hall, call.zone),
        direction=counter.direction if counter else None,
        recall=call.recall,
        age=age(call.tick, now),
        state="serving" if serving else "called" if current else "over",
        said=said_of(said.get(call.first)),
    )


def visit(state: State, desk: Desk) -> Ticket | None:
    return state.tickets[desk.ticket] if desk.ticket is not None else None


def agency_of(hall: Hall, service: str) -> Text:
    known = hall.service.get(service)
    return hall.agency[known.agency].short if known else Text(service, service)


def service_name(hall: Hall, service: str) -> Text:
    known = hall.service.get(service)
    return known.name if known else Text(service, service)


def zone_names(hall: Hall, service: str) -> tuple[Text, ...]:
    return tuple(hall.zone[zone].name for zone in hall.zones_serving(service))


def zone_name(hall: Hall, zone: str) -> Text:
    """What people call a zone; its id when it is gone."""
    known = hall.zone.get(zone)
    return known.name if known else Text(zone, zone)


def waiting_by_service(state: State) -> Mapping[str, int]:
    """How many wait for each service, those included who were sent to one counter of it."""
    found = Counter[str]()
    for name, ids in state.queues.items():
        if name.startswith(aimed_at("")):
            found.update(state.tickets[id].service for id in ids)
        else:
            found[name] += len(ids)
    return found
