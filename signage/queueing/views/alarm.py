"""An emergency as the views of its zones carry it, and as who ends it sees it."""

from __future__ import annotations

from collections.abc import Iterable

from signage.queueing import shapes as s
from signage.queueing.emergencies import standing
from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.views.around import age
from signage.queueing.views.rows import zone_name


def emergency_views(state: State, zone: str, now: Moment) -> tuple[s.EmergencyView, ...]:
    """What stands in a zone, the first first."""
    return tuple(
        s.EmergencyView(emergency=one.id, text=one.text, since=age(one.tick, now), drill=one.drill)
        for one in standing(state, zone)
    )


def emergency_view(state: State, zone: str, now: Moment) -> s.EmergencyView | None:
    """The one that stands above all else in a zone."""
    return next(iter(emergency_views(state, zone, now)), None)


def foremost(state: State, zones: Iterable[str], now: Moment) -> s.EmergencyView | None:
    """The one that stands above all else in any of these zones."""
    found = [one for zone in zones for one in standing(state, zone)]
    first = min(found, key=lambda one: (one.drill, -one.seq), default=None)
    if first is None:
        return None
    since = age(first.tick, now)
    return s.EmergencyView(emergency=first.id, text=first.text, since=since, drill=first.drill)


def emergency_rows(state: State, now: Moment) -> tuple[s.EmergencyRow, ...]:
    """All that stand in the hall."""
    return tuple(
        s.EmergencyRow(
            emergency=one.id, text=one.text, since=age(one.tick, now), drill=one.drill,
            zones=one.zones, zone_names=tuple(zone_name(state.hall, id) for id in one.zones),
            languages=one.languages,
        )
        for one in standing(state)
    )  # fmt: skip
