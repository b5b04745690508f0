"""Rules for the business day and the hall's settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from signage.errors import Refused
from signage.queueing import calendar, takeovers
from signage.queueing import events as e
from signage.queueing.counters import unfinished
from signage.queueing.hall import Hall
from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.moves import allowed


def open_day(state: State, now: Moment) -> tuple[e.Event, ...]:
    """The day that the moment lies in, if the mall works on it; ends an older one first.

    A doubtful clock turns no day, but it does not keep a shut hall shut either.
    """
    if state.day and now.business_date <= state.day:
        return ()
    if now.doubtful and state.day_open:
        return ()
    closing = close_day(state, now)
    if not now.doubtful and not calendar.works_on(state.hall, now.business_date):
        return closing
    opened = e.DayOpened(
        date=now.business_date,
        hall=state.hall,
        doubtful=now.doubtful,
        emergencies=state.emergencies,
        paces={id: p.times for id, p in state.paces.items() if id in state.hall.service},
        takeovers=tuple(one for _, one in sorted(state.takeovers.items())),
        occasions=dict(sorted(state.occasions.items())),
    )
    return (*closing, opened)


def close_day(state: State, now: Moment) -> tuple[e.Event, ...]:
    """Every visit ends, and every announcement but of an emergency that stands; nothing when the
    day is not open."""
    if not state.day_open:
        return ()
    ended, lost = tuple(_visits_ended(state, now)), tuple(_turns_lost(state))
    unsaid = (end for end in _unsaid(state, frozenset(), "day_over") if not _stands(state, end))
    return (*ended, *lost, *unsaid, _counted(state, ended))


def redate(state: State, now: Moment) -> tuple[e.Event, ...]:
    """The open day under its true date; dates only rise."""
    if not state.day_open or now.doubtful or now.business_date <= state.day:
        return ()
    return (e.DayRedated(date=now.business_date, was=state.day),)


def change_hall(state: State, hall: Hall) -> tuple[e.Event, ...]:
    """The hall from now on; refused while a visitor needs what it leaves out."""
    if state.hall == hall:
        return ()
    for ticket in state.tickets.values():
        counter = ticket.counter or (ticket.aimed if ticket.state == "waiting" else None)
        if counter is not None and counter not in hall.counter:
            name = state.hall.counter[counter].name
            raise Refused("hall_counter_in_use", counter=name, number=ticket.number)
        if ticket.service not in hall.service and ticket.state in _STILL_HERE:
            raise Refused(
                "hall_service_in_use",
                service=state.hall.service[ticket.service].name,
                count=_count(state, ticket.service),
            )
    takeovers.must_lead_somewhere(state, hall)
    return (
        *_shut(state, hall),
        *_unsaid(state, frozenset(hall.zone), "zone_gone"),
        *_homeless(state, hall),
        *takeovers.without(state, hall),
        e.HallChanged(hall=hall),
    )


_STILL_HERE = frozenset({"waiting", "parked", "called", "serving"})


def _counted(state: State, ended: tuple[e.Event, ...]) -> e.DayClosed:
    """What became of the day's tickets, after these visits ended and who waited has expired."""
    at_last = {
        event.ticket: "served" if isinstance(event, e.TicketServed) else "no_show"
        for event in ended
        if isinstance(event, e.TicketServed | e.TicketMissed)
    }
    states = Counter(
        "expired" if allowed("expire", t.state) else at_last.get(t.id, t.state)
        for t in state.tickets.values()
        if not t.direct
    )
    return e.DayClosed(
        date=state.day, issued=states.total(), served=states["served"], no_show=states["no_show"],
        cancelled=states["cancelled"], expired=states["expired"],
        direct=sum(ticket.direct for ticket in state.tickets.values()),
    )  # fmt: skip


def _visits_ended(state: State, now: Moment) -> Iterator[e.Event]:
    for counter, desk in sorted(state.desks.items()):
        if desk.ticket is not None:
            yield unfinished(state, state.tickets[desk.ticket], counter, "day", now)


def _turns_lost(state: State) -> Iterator[e.Event]:
    for ticket in sorted(state.tickets.values(), key=lambda ticket: ticket.place):
        if allowed("expire", ticket.state):
            yield e.TicketExpired(ticket=ticket.id, number=ticket.number, service=ticket.service)


def _shut(state: State, hall: Hall) -> Iterator[e.Event]:
    """Shuts the counters that this hall closes, but for those where a visitor is. Once the hall
    has them again, their officers may open them."""
    for counter in sorted(hall.closed_counters - state.hall.closed_counters):
        desk = state.desk(counter)
        if desk.open and desk.ticket is None:
            yield e.CounterClosed(counter=counter, by="officer")


def _homeless(state: State, hall: Hall) -> Iterator[e.Event]:
    """Ends the emergencies that have no zone left in this hall."""
    for one in state.emergencies:
        if not any(zone in hall.zone for zone in one.zones):
            yield e.EmergencyEnded(emergency=one.id)


def _stands(state: State, ended: e.AnnouncementEnded) -> bool:
    return ended.announcement in {f"{one.seq}-{ended.zone}" for one in state.emergencies}


def _unsaid(state: State, kept: frozenset[str], reason: str) -> Iterator[e.AnnouncementEnded]:
    """Ends what is still to be said in all zones but these."""
    for zone in sorted(set(state.announcements) - kept):
        for announcement in state.announcements[zone]:
            if announcement.result is None:
                yield e.AnnouncementEnded(
                    announcement=announcement.id, zone=zone, result="skipped", reason=reason
                )


def _count(state: State, service: str) -> int:
    return sum(t.service == service and t.state in _STILL_HERE for t in state.tickets.values())
