"""The hall's screens as its programme knows them, and which of them show something else by now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from signage.devices.wording import KINDS
from signage.queueing.hall import Hall
from signage.registry.device_file import Enrolled
from signage.screens.programme import Rules, next_change
from signage.screens.schedules import ScreenPlace

LayoutOf = Callable[[str, str], str]
"""(device, zone) → the layout of that screen."""


def screen_places(
    enrolled: Iterable[Enrolled], hall: Hall, layout_of: LayoutOf
) -> tuple[ScreenPlace, ...]:
    """Every screen that stands in a zone of the hall, by zone and name."""
    order = {zone.id: at for at, zone in enumerate(hall.zones)}
    found = _places(enrolled, hall, layout_of)
    return tuple(sorted(found, key=lambda place: (order[place.zone], place.name, place.id)))


def _places(enrolled: Iterable[Enrolled], hall: Hall, layout_of: LayoutOf) -> Iterator[ScreenPlace]:
    for one in enrolled:
        device = one.device
        zone = hall.zone.get(device.place or "")
        if device.kind == "screen" and one.revoked is None and zone is not None:
            name = one.name or f"{KINDS['screen'].id} {zone.name.id}"
            layout = layout_of(device.id, zone.id)
            yield ScreenPlace(id=device.id, name=name, zone=zone.id, layout=layout)


@dataclass(slots=True)
class Turning:
    """Knows when each screen's programme changes next, and tells which have changed. Looked at now
    and then; a screen or rules that are new are reckoned anew."""

    _rules: Rules | None = None
    _next: dict[ScreenPlace, int | None] = field(default_factory=dict)
    _seen: int = 0

    def look(self, places: Sequence[ScreenPlace], rules: Rules, at: int) -> tuple[str, ...]:
        """The ids of the screens that show something else since the last look by time alone."""
        if rules is not self._rules or at < self._seen:
            self._rules, self._next = rules, {}
        self._seen = at
        turned = [
            place for place in places if (then := self._next.get(place)) is not None and then <= at
        ]
        self._next = {
            place: self._next[place]
            if place in self._next and place not in turned
            else next_change(place, rules, at)
            for place in places
        }
        return tuple(place.id for place in turned)
