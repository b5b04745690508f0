"""Where calls are seen and heard while events have zones: never there, but where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from signage.queueing.events import Takeover
from signage.queueing.hall import Counter, Hall
from signage.queueing.model import State


@dataclass(frozen=True, slots=True)
class Where:
    """The zones that call, and those that would but for an event."""

    zones: tuple[str, ...]
    withheld: tuple[str, ...] = ()


def routed(state: State, zones: tuple[str, ...]) -> Where:
    """Where a call is made that belongs to these zones."""
    return led(state.takeovers, state.hall, zones) if state.takeovers else Where(zones)


def led(taken: Mapping[str, Takeover], hall: Hall, zones: tuple[str, ...]) -> Where:
    """The same under these takeovers: a zone that is taken leads on, in its turn."""
    free: dict[str, None] = {}
    withheld: dict[str, None] = {}
    follow = list(zones)
    while follow:
        zone = follow.pop(0)
        if zone in taken:
            if zone not in withheld:
                withheld[zone] = None
                follow += [other for other in taken[zone].calls_to if other in hall.zone]
        else:
            free[zone] = None
    return Where(tuple(free), tuple(withheld))


def counters_called_in(state: State, zone: str) -> Iterator[Counter]:
    """The counters whose calls a zone shows now."""
    hall = state.hall
    if not state.takeovers:
        yield from hall.counters_in(zone)
        return
    for counter in hall.counters:
        if zone in routed(state, hall.zones_of(counter.id)).zones:
            yield counter


def lead_here(state: State, zone: str) -> Iterator[Takeover]:
    """The takeovers whose calls a zone makes, for it is free and they lead to it."""
    for taken, one in sorted(state.takeovers.items()):
        if zone in routed(state, (taken,)).zones:
            yield one
