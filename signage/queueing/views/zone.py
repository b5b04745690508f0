"""What the screens of a zone show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from signage.queueing import shapes as s
from signage.queueing.hall import Counter
from signage.queueing.hours import Moment
from signage.queueing.model import Announcement, State
from signage.queueing.routing import counters_called_in
from signage.queueing.views.alarm import emergency_view, emergency_views
from signage.queueing.views.around import Around, age
from signage.queueing.views.offer import offered
from signage.queueing.views.rows import (
    agency_of,
    call_row,
    latest,
    said_of,
    visit,
    waiting_by_service,
    zone_name,
)
from signage.queueing.views.takeover import guest_views, takeover_view

NOTICE_SHOWN = 60
"""Seconds for which a notice stands in the view."""


def zone_view(state: State, zone: str, now: Moment, around: Around) -> s.ZoneView:
    """What the screens of a zone show. The zone exists."""
    hall = state.hall
    place = hall.zone[zone]
    counters = tuple(counters_called_in(state, zone))
    said = latest(state.announcements.get(zone, ()))
    return s.ZoneView(
        zone=zone,
        name=place.name,
        mall=hall.mall.name,
        day=state.day,
        time_zone=hall.mall.time_zone,
        utc_offset=around.utc_offset,
        open=state.day_open,
        calls=tuple(call_row(state, call, now, said) for call in state.calls.get(zone, ())),
        serving=tuple(_serving(state, counters)),
        waiting=tuple(_waiting(state, counters, now)),
        speaking=_speaking(state.announcements.get(zone, ()), around.captions),
        emergency=emergency_view(state, zone, now),
        emergencies=emergency_views(state, zone, now),
        notice=_notice(state.announcements.get(zone, ()), now),
        voice=around.voice.get(zone, s.VoiceStatus()),
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
        takeover=takeover_view(state, zone),
        guests=guest_views(state, zone),
    )


def _serving(state: State, counters: Iterable[Counter]) -> Iterable[s.ServingRow]:
    for counter in counters:
        ticket = visit(state, state.desk(counter.id))
        if ticket is None or ticket.direct:
            continue
        yield s.ServingRow(
            counter=counter.id,
            counter_name=counter.name,
            zone=counter.zone,
            zone_name=zone_name(state.hall, counter.zone),
            agency_name=agency_of(state.hall, ticket.service),
            number=ticket.number,
            state="serving" if ticket.state == "serving" else "called",
        )


def _waiting(state: State, counters: Iterable[Counter], now: Moment) -> Iterable[s.WaitingRow]:
    served = {service for counter in counters for service in counter.services}
    waiting = waiting_by_service(state)
    for service in state.hall.services:
        if service.id in served:
            count = waiting.get(service.id, 0)
            yield s.WaitingRow(**offered(state, service, now, count), count=count)


def _notice(announcements: tuple[Announcement, ...], now: Moment) -> s.Notice | None:
    """The latest notice of the last minute: it is read also where it can't be heard."""
    for a in reversed(announcements):
        said = said_of(a)
        if a.kind == "notice" and (said == "speaking" or age(a.tick, now) <= NOTICE_SHOWN):
            return s.Notice(
                announcement=a.id, text=a.text, language=a.language, age=age(a.tick, now), said=said
            )
    return None


def _speaking(
    announcements: Iterable[Announcement], captions: Mapping[str, str]
) -> s.Speaking | None:
    begun = [a for a in announcements if a.begun and a.result is None]
    if any(a.kind == "emergency" for a in begun):
        # It rests between its sayings, and what it cut off is not being said either.
        begun = [a for a in begun if a.id in captions]
    if not begun:
        return None
    a = begun[0]
    caption = captions.get(a.id) or a.text or None
    return s.Speaking(announcement=a.id, seq=a.seq if a.first else None, caption=caption)
