"""Which topics an event touches: whose view may look different after it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from signage.queueing import events as e
from signage.queueing.hall import Hall
from signage.queueing.model import State, aimed_at
from signage.queueing.routing import routed


class Topics:
    """The topics of one hall. Built anew when the hall changes."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    @cached_property
    def every(self) -> frozenset[str]:
        """All topics that don't name a ticket, a screen or a sound."""
        hall = self._hall
        names = [f"zone/{z.id}" for z in hall.zones] + [f"kiosk/{z.id}" for z in hall.zones]
        names += [f"counter/{c.id}" for c in hall.counters]
        names += [f"queue/{s.id}" for s in hall.services]
        names += [f"line/{line}" for line in self.lines]
        return frozenset((*names, "floor"))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines that visitors stand in: each service's, and that of those sent to a counter."""
        services = (service.id for service in self._hall.services)
        return frozenset((*services, *(aimed_at(counter.id) for counter in self._hall.counters)))

    @cached_property
    def _of_service(self) -> dict[str, frozenset[str]]:
        return {
            service.id: frozenset(self._service_topics(service.id))
            for service in self._hall.services
        }

    @cached_property
    def _of_counter(self) -> dict[str, frozenset[str]]:
        return {
            counter.id: frozenset(
                (
                    f"counter/{counter.id}",
                    "floor",
                    *(f"zone/{zone}" for zone in self._hall.zones_of(counter.id)),
                )
            )
            for counter in self._hall.counters
        }

    def _near(self, service: str) -> set[str]:
        """The services that a counter of this one serves too: they wait for each other."""
        counters = (c.services for c in self._hall.counters if service in c.services)
        return {service, *(other for services in counters for other in services)}

    def _offers(self, services: Iterable[str]) -> Iterable[str]:
        """Where these services are offered: who waits, who calls, how long it takes."""
        for zone in self._hall.zones:
            yield f"kiosk/{zone.id}"
        near = {other for service in services for other in self._near(service)}
        for service in near:
            yield f"queue/{service}"
        for counter in self._hall.counters:
            if not near.isdisjoint(counter.services):
                yield from (f"zone/{zone}" for zone in self._hall.zones_of(counter.id))

    @cached_property
    def _of_desk(self) -> dict[str, frozenset[str]]:
        counters = self._hall.counters
        return {counter.id: frozenset(self._offers(counter.services)) for counter in counters}

    def desk(self, counter: str) -> frozenset[str]:
        """The topics that tell how long people wait for this counter."""
        return self._of_desk.get(counter, frozenset())

    def _service_topics(self, service: str) -> Iterable[str]:
        yield from self._offers((service,))
        yield f"line/{service}"
        yield "floor"
        for counter in self._hall.counters:
            if service in counter.services:
                yield f"counter/{counter.id}"

    def service(self, service: str) -> frozenset[str]:
        """The topics that show this service's queue."""
        return self._of_service.get(service, frozenset())

    def counter(self, counter: str) -> frozenset[str]:
        """The topics that show this counter."""
        return self._of_counter.get(counter, frozenset())

    def zone(self, zone: str) -> frozenset[str]:
        """The topics that show the zone's voice."""
        counters = (c.id for c in self._hall.counters if zone in self._hall.zones_of(c.id))
        return frozenset((f"zone/{zone}", "floor", *(f"counter/{id}" for id in counters)))

    def lines_of(self, counter: str) -> frozenset[str]:
        """The topics of the lines that this counter calls from: each says which counters do."""
        known = self._hall.counter.get(counter)
        lines = (aimed_at(counter), *known.services) if known is not None else ()
        return frozenset(f"line/{line}" for line in lines)

    def sharing(self, line: str) -> frozenset[str]:
        """The queues whose order hangs on how the share stands in this line of counters."""
        return self._of_share.get(line, frozenset())

    @cached_property
    def _of_share(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for counter in self._hall.counters:
            queues = (aimed_at(counter.id), *counter.services)
            found.setdefault(self._hall.rule[counter.id].line, set()).update(queues)
        return {line: frozenset(queues) for line, queues in found.items()}

    def emergency(self, zones: Iterable[str]) -> frozenset[str]:
        """The topics that show an emergency of these zones."""
        shown = (topic for zone in zones for topic in (*self.zone(zone), f"kiosk/{zone}"))
        lines = (f"line/{line}" for line in self.lines)
        return frozenset(("floor", *shown, *lines))

    def takeover(self, zones: Iterable[str]) -> frozenset[str]:
        """The topics that an event changes which takes one of these zones or leaves it."""
        kiosks = (f"kiosk/{zone.id}" for zone in self._hall.zones)
        lines = (f"line/{line}" for line in self.lines)
        queues = (f"queue/{service.id}" for service in self._hall.services)
        shown = (topic for zone in zones for topic in self.zone(zone))
        return frozenset(("floor", *kiosks, *lines, *queues, *shown))

    @cached_property
    def counters(self) -> frozenset[str]:
        """The topics of all counters: each lists the others, and which of them are open."""
        return frozenset((*(f"counter/{counter.id}" for counter in self._hall.counters), "floor"))


def services_touched(event: e.Event, before: State, after: State) -> tuple[str, ...]:
    """The services in whose line the event may have moved somebody, or who calls from it.

    `before` and `after` may lie many events apart: a ticket may be new in `after`, or gone.
    """
    match event:
        case e.TicketIssued() | e.NumbersAdopted():
            return (event.service,)
        case e.CounterOpened() | e.CounterClosed():
            counter = after.hall.counter.get(event.counter)
            return counter.services if counter else ()
        case (
            e.TicketCalled()
            | e.TicketCancelled()
            | e.TicketExpired()
            | e.TicketTransferred()
            | e.TicketReturned()
            | e.ServiceAdded()
        ):
            return tuple({event.service, *_lines(event.ticket, before, after)})
        case e.ActionUndone():
            return tuple({s for id in event.tickets for s in _lines(id, before, after)})
        case e.TicketParked() | e.TicketMissed():
            return tuple(_lines(event.ticket, before, after))
        case _:
            return ()


def touched(topics: Topics, event: e.Event, before: State, after: State) -> set[str]:
    """The topics whose view may have changed by this event, but for single tickets' topics."""
    found = _touched(topics, event, before, after)
    if not (before.takeovers or after.takeovers):
        return found
    taken = {zone for state in (before, after) for zone in state.takeovers}
    led = (
        zone
        for state in (before, after)
        for zone in routed(state, tuple(z for z in taken if f"zone/{z}" in found)).zones
    )
    return found | {f"zone/{zone}" for zone in led}


def _touched(topics: Topics, event: e.Event, before: State, after: State) -> set[str]:
    match event:
        case e.DayOpened() | e.DayRedated() | e.DayClosed() | e.HallChanged():
            return set(topics.every)
        case e.NoticeAnnounced():
            return set(topics.zone(event.zone))
        case e.EmergencyStarted() | e.EmergencyEnded():
            both = (*before.emergencies, *after.emergencies)
            zones = (zone for one in both if one.id == event.emergency for zone in one.zones)
            return set(topics.emergency(zones))
        case e.TakeoverStarted() | e.TakeoverEnded():
            return set(topics.takeover(zone.id for zone in after.hall.zones))
        case e.AnnouncementBegun() | e.AnnouncementEnded():
            return set(topics.zone(event.zone)) | _of_call_said(event, after)
        case e.CounterOpened() | e.CounterClosed():
            here = topics.counter(event.counter) | topics.desk(event.counter)
            return set(topics.counters | here | topics.lines_of(event.counter))
        case e.TicketIssued() | e.NumbersAdopted():
            return set(topics.service(event.service))
        case e.TicketCancelled() | e.TicketExpired() | e.TicketReturned():
            return _of_lines(topics, event, before, after) | _of_tickets(
                topics, (event.ticket,), before, after
            )
        case _:
            ids = event.tickets if isinstance(event, e.ActionUndone) else (event.ticket,)
            stays = isinstance(event, e.TicketRecalled | e.ServingStarted)
            return (
                set(topics.counter(event.counter))
                | (frozenset() if stays else topics.desk(event.counter))
                | _of_lines(topics, event, before, after)
                | _of_tickets(topics, ids, before, after)
                | _of_call(event.counter, before, after)
                | _of_shares(topics, before, after)
                | {f"zone/{zone}" for zone in getattr(event, "zones", ())}
            )


def _of_lines(topics: Topics, event: e.Event, before: State, after: State) -> set[str]:
    return {t for s in services_touched(event, before, after) for t in topics.service(s)}


def _of_tickets(topics: Topics, ids: Iterable[str], before: State, after: State) -> set[str]:
    """The lines that show a ticket's calls, and the counter that it was sent to, with its line."""
    found = set[str]()
    for id in ids:
        for state in (before, after):
            ticket = state.tickets.get(id)
            if ticket is not None:
                found.add(f"queue/{ticket.service}")
                if ticket.aimed:
                    found |= topics.counter(ticket.aimed) | {f"line/{aimed_at(ticket.aimed)}"}
    return found


def _of_call(counter: str, before: State, after: State) -> set[str]:
    """Where the counter's call is shown: it keeps its zones when the counter has moved."""
    calls = (state.desk(counter).call for state in (before, after))
    return {
        topic
        for call in calls
        if call is not None
        for topic in (f"queue/{call.service}", *(f"zone/{zone}" for zone in call.zones))
    }


def _of_shares(topics: Topics, before: State, after: State) -> set[str]:
    """The queues in which somebody waits in each lane, and the share stands otherwise now."""
    if before.balances is after.balances:
        return set()
    moved = [
        line
        for line in {*before.balances, *after.balances}
        if before.balances.get(line, 0) != after.balances.get(line, 0)
    ]
    return {
        f"{kind}/{queue}"
        for line in moved
        for queue in topics.sharing(line)
        if len(after.lane(queue)) > 1
        for kind in (("line",) if queue.startswith(aimed_at("")) else ("line", "queue"))
    }


def _of_call_said(event: e.AnnouncementBegun | e.AnnouncementEnded, after: State) -> set[str]:
    """The lines that show the call that was said, and the counter that has it."""
    said = after.announcements.get(event.zone, ())
    first = next((a.first for a in said if a.id == event.announcement), 0)
    lines = {
        f"queue/{row.service}" for row in after.calls.get(event.zone, ()) if row.first == first
    }
    counters = {
        f"counter/{id}"
        for id, desk in after.desks.items()
        if desk.call and desk.call.first == first
    }
    return lines | counters


def _lines(id: str, before: State, after: State) -> set[str]:
    """The services whose visitors stood or stand in one line with this ticket."""
    found = set[str]()
    for state in (before, after):
        ticket = state.tickets.get(id)
        if ticket is None:
            continue
        found.add(ticket.service)
        if ticket.aimed:
            found |= {state.tickets[other].service for other in state.queue(aimed_at(ticket.aimed))}
    return found
