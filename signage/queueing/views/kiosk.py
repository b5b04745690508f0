"""What a kiosk offers."""

from __future__ import annotations

from signage.queueing import shapes as s
from signage.queueing.hall import Service
from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.views.alarm import emergency_view
from signage.queueing.views.around import Around
from signage.queueing.views.offer import offered, places
from signage.queueing.views.rows import waiting_by_service
from signage.queueing.views.takeover import waits_at


def kiosk_view(state: State, zone: str, now: Moment, around: Around) -> s.KioskView:
    """What a kiosk in a zone offers. The zone exists."""
    hall, waiting = state.hall, waiting_by_service(state)
    return s.KioskView(
        mall=hall.mall.name,
        languages=hall.mall.languages,
        agencies=tuple(
            s.KioskAgency(
                agency=agency.id,
                name=agency.name,
                short=agency.short,
                services=tuple(
                    _kiosk_service(state, service, now, waiting.get(service.id, 0))
                    for service in hall.services
                    if service.agency == agency.id and service.id not in hall.closed_services
                ),
            )
            for agency in hall.agencies
            if not agency.closed
        ),
        priorities=tuple(s.PriorityChoice(priority=p.id, name=p.name) for p in hall.priorities),
        origins=tuple(s.OriginChoice(origin=o.id, name=o.name) for o in hall.origins),
        emergency=emergency_view(state, zone, now),
        trouble=around.trouble,
        printers=around.at_kiosk(zone),
        bookings=around.bookings,
    )


def _kiosk_service(state: State, service: Service, now: Moment, waiting: int) -> s.KioskService:
    where = places(state, service.id)
    return s.KioskService(
        **offered(state, service, now, waiting),
        prefix=service.prefix,
        zone_names=tuple(place.name for place in where),
        places=where,
        papers=service.papers,
        priorities=tuple(p.id for p in state.hall.priorities if service.offers(p.id)),
        asks_origin=service.asks_origin,
        waits_at=waits_at(state, service.id),
    )
