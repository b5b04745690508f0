"""Which topics an event touches: whose view may look different after it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from signage.queueing import events as e
from signage.queueing.hall import Hall
from signage.queueing.model import State


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
        return frozenset((*names, "floor"))

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

    def _service_topics(self, service: str) -> Iterable[str]:
        yield f"queue/{service}"
        yield "floor"
        for zone in self._hall.zones:
            yield f"kiosk/{zone.id}"
        for counter in self._hall.counters:
            if service in counter.services:
                yield f"counter/{counter.id}"
                for zone_id in self._hall.zones_of(counter.id):
                    yield f"zone/{zone_id}"

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


def services_touched(event: e.Event, before: State, after: State) -> tuple[str, ...]:
    """The services whose queue the event may have changed."""
    match event:
        case e.TicketIssued() | e.TicketCalled() | e.TicketCancelled() | e.TicketExpired():
            return (event.service,)
        case e.TicketTransferred():
            return (event.service, before.tickets[event.ticket].service)
        case e.ActionUndone():
            return tuple({after.tickets[id].service for id in event.tickets})
        case e.TicketParked():
            return (after.tickets[event.ticket].service,)
        case _:
            return ()


def touched(topics: Topics, event: e.Event, before: State, after: State) -> set[str]:
    """The topics whose view may have changed by this event, but for single tickets' topics."""
    match event:
        case e.DayOpened() | e.DayRedated() | e.DayClosed() | e.HallChanged():
            return set(topics.every)
        case e.NoticeAnnounced() | e.AnnouncementBegun() | e.AnnouncementEnded():
            return set(topics.zone(event.zone))
        case e.TicketIssued() | e.TicketCancelled() | e.TicketExpired():
            return set(topics.service(event.service))
        case _:
            found = set(topics.counter(event.counter))
            for service in services_touched(event, before, after):
                found |= topics.service(service)
            if isinstance(event, e.TicketTransferred) and event.to_counter is not None:
                found |= topics.counter(event.to_counter)
            return found
