"""Which screens are there, and what each says that it has painted. In memory only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from signage.queueing.shapes import ScreenHealth

SoundState = Literal["ready", "blocked", "missing", "unknown"]
GONE = 15_000
"""A screen that has not said anything for so many ms is not there."""


@dataclass(slots=True)
class Seen:
    """One open page of a screen: its zone, the last seq it painted, its sound, its last beat."""

    screen: str
    zone: str
    shown: int = 0
    sound: SoundState = "unknown"
    beat: int = 0
    name: str = ""


class Presence:
    """The open screens. `told(zone, seq)` is called when a screen has painted up to `seq`."""

    def __init__(
        self, steady: Callable[[], int], told: Callable[[str], None] = lambda zone: None
    ) -> None:
        self._steady = steady
        self._open: dict[int, Seen] = {}
        self._next = 0
        self.told = told

    def join(self, screen: str, zone: str) -> int:
        """A page of this screen has opened its socket; gives the page's own id."""
        self._next += 1
        self._open[self._next] = Seen(screen, zone, beat=self._steady())
        self.told(zone)
        return self._next

    def leave(self, page: int) -> None:
        """The page's socket is gone."""
        seen = self._open.pop(page, None)
        if seen is not None:
            self.told(seen.zone)

    def shown(self, page: int, seq: int) -> None:
        """The page has painted every call up to `seq`."""
        seen = self._open.get(page)
        if seen is not None and seq > seen.shown:
            seen.shown = seq
            seen.beat = self._steady()
            self.told(seen.zone)

    def beat(self, page: int, sound: SoundState, name: str) -> None:
        """The page is alive, its sound is so, and it calls itself `name`."""
        seen = self._open.get(page)
        if seen is None:
            return
        changed = seen.sound != sound
        seen.beat, seen.sound, seen.name = self._steady(), sound, name or seen.name
        if changed:
            self.told(seen.zone)

    def proof(self, zone: str, seq: int) -> tuple[int, int]:
        """(pages of the zone's screens that painted `seq`, pages that are there)."""
        there = [seen for seen in self._there() if seen.zone == zone]
        return sum(seen.shown >= seq for seen in there), len(there)

    def speaker(self, zone: str) -> int | None:
        """The page that voices a zone, if one can: sound ready first, then the oldest."""
        pages = [
            (seen.sound != "ready", page)
            for page, seen in self._open.items()
            if seen.zone == zone and not self._gone(seen) and seen.sound != "missing"
        ]
        return min(pages)[1] if pages else None

    def name(self, page: int) -> str | None:
        """What a page calls itself, or what we call one that doesn't; None when it is gone."""
        seen = self._open.get(page)
        return None if seen is None else seen.name or f"{seen.screen}-{page}"

    def zone(self, page: int) -> str | None:
        """The zone of an open page."""
        seen = self._open.get(page)
        return None if seen is None else seen.zone

    def health(self) -> tuple[ScreenHealth, ...]:
        """Every open page, for the floor overview."""
        now = self._steady()
        return tuple(
            ScreenHealth(
                screen=seen.screen,
                zone=seen.zone,
                shown=seen.shown,
                sound=seen.sound,
                age=round((now - seen.beat) / 1000, 1),
            )
            for seen in self._open.values()
        )

    def _there(self) -> Iterator[Seen]:
        return (seen for seen in self._open.values() if not self._gone(seen))

    def _gone(self, seen: Seen) -> bool:
        return self._steady() - seen.beat > GONE
