"""Ready links to the pages of a hall, from the secrets that the server made itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from signage.queueing.hall import Counter, Hall
from signage.registry.devices import FirstSecret, Kind

PAGES: Final = {
    "admin": "/", "screen": "/screen", "counter": "/counter", "kiosk": "/kiosk",
    "survey": "/survey",
}  # fmt: skip


class Link(msgspec.Struct, frozen=True):
    """A ready link. A page's secret is in the fragment, which no server and no log sees."""

    kind: Kind
    place: str | None
    name: str
    url: str
    secret: str


def link(first: FirstSecret, hall: Hall, base: str = "") -> Link:
    """The link of a device; `base` is the server's address, empty for a path alone."""
    path = without_page(first.kind, first.place) or f"{PAGES[first.kind]}#{first.secret}"
    return Link(first.kind, first.place, _name(first, hall), base + path, first.secret)


def without_page(kind: Kind, place: str | None) -> str | None:
    """The address that a device without a page calls; None for one that has a page."""
    if kind == "button":
        return f"/button/{place}/next"
    return "/api/events" if kind == "feed" else None


def standing(firsts: Iterable[FirstSecret], hall: Hall) -> list[FirstSecret]:
    """Those whose place is there: a hall may lose a counter, and get it back."""
    counters = ("counter", "button")
    return [
        first
        for first in firsts
        if first.place is None
        or first.place in (hall.counter if first.kind in counters else hall.zone)
    ]


def _name(first: FirstSecret, hall: Hall) -> str:
    if first.place is None:
        return hall.mall.name.id
    if first.kind in ("counter", "button"):
        counter = hall.counter.get(first.place)
        return _counter_name(counter, hall) if counter else first.place
    zone = hall.zone.get(first.place)
    return zone.name.id if zone else first.place


def _counter_name(counter: Counter, hall: Hall) -> str:
    agencies = dict.fromkeys(hall.service[id].agency for id in counter.services)
    whose = ", ".join(hall.agency[id].short.id for id in agencies)
    return f"Loket {counter.name} · {whose} · {hall.zone[counter.zone].name.id}"
