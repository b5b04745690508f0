"""What devices are called, so that people and schedules can tell one from another. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from signage.devices.wording import KINDS
from signage.queueing.hall import Hall, Text
from signage.registry.device_file import Enrolled


def place_name(kind: str, place: str | None, hall: Hall) -> Text | None:
    """What people call the place of a device; None where it has none."""
    if place is None:
        return None
    if kind in ("counter", "button") or (kind == "survey" and place in hall.counter):
        counter = hall.counter.get(place)
        return None if counter is None else Text(counter.name, counter.name)
    zone = hall.zone.get(place)
    return None if zone is None else zone.name


def title(name: str, kind: str, place: Text | None) -> Text:
    """Its own name, or what it is and where."""
    if name:
        return Text(name, name)
    what = KINDS[kind]
    return Text(f"{what.id} {place.id}", f"{what.en} {place.en}") if place else what


def own_name(
    kind: str, place: str | None, hall: Hall, enrolled: Iterable[Enrolled], but: str = ""
) -> str:
    """A name for a device that got none: none where it is the only one of its kind there, else
    what it is and where, with a number; `but` is the device itself."""
    usual = title("", kind, place_name(kind, place, hall)).id
    taken = {one.casefold() for one in _titles(enrolled, hall, but)}
    if usual.casefold() not in taken:
        return ""
    return next(name for n in count(2) if (name := f"{usual} {n}").casefold() not in taken)


def is_taken(name: str, hall: Hall, enrolled: Iterable[Enrolled], but: str = "") -> bool:
    """Whether another screen has this name already."""
    screens = (one for one in enrolled if one.device.kind == "screen")
    return name in set(_titles(screens, hall, but))


def _titles(enrolled: Iterable[Enrolled], hall: Hall, but: str) -> Iterator[str]:
    for one in enrolled:
        if one.revoked is None and one.device.id != but:
            kind = one.device.kind
            yield title(one.name, kind, place_name(kind, one.device.place, hall)).id
