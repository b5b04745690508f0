"""What there is in a hall: the names and ids that a manager's page chooses from."""

from __future__ import annotations

from signage.queueing import shapes as s
from signage.queueing.hall import Hall

SAMPLE = 12


def outline_view(hall: Hall) -> s.OutlineView:
    """The settings of a hall that have a name."""
    return s.OutlineView(
        mall=hall.mall.name,
        languages=hall.mall.languages,
        zones=tuple(
            s.OutlineZone(zone=z.id, name=z.name, speaker=z.speaker, hears=z.hears)
            for z in hall.zones
        ),
        agencies=tuple(
            s.OutlineAgency(agency=a.id, name=a.name, short=a.short, spoken=a.spoken)
            for a in hall.agencies
        ),
        services=tuple(
            s.OutlineService(
                service=one.id, name=one.name, agency=one.agency, sample=one.number(SAMPLE)
            )
            for one in hall.services
        ),
        counters=tuple(
            s.OutlineCounter(counter=c.id, name=c.name, zone=c.zone, services=c.services)
            for c in hall.counters
        ),
    )
