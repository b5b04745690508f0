"""Which screens are there, and what each says that it has painted. In memory only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from signage.queueing.shapes import ScreenHealth

SoundState = Literal["ready", "blocked", "missing", "unknown"]
BEST_FIRST: tuple[SoundState, ...] = ("ready", "unknown", "blocked", "missing")
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
    silent: bool = False


class Presence:
    """The open screens. `told(zone)` is called when one comes, goes, falls silent or paints."""

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
        if seen is None:
            return
        news = seen.silent or seq > seen.shown
        seen.beat, seen.silent, seen.shown = self._steady(), False, max(seq, seen.shown)
        if news:
            self.told(seen.zone)

    def beat(self, page: int, sound: SoundState, name: str) -> None:
        """The page is alive, its sound is so, and it calls itself `name`."""
        seen = self._open.get(page)
        if seen is None:
            return
        news = seen.silent or seen.sound != sound
        seen.beat, seen.silent, seen.sound = self._steady(), False, sound
        if name and name != seen.name:
            seen.name = name
            news = self._replace(page, seen) or news
        if news:
            self.told(seen.zone)

    def sweep(self) -> None:
        """Tell of the pages that have fallen silent; to be called about once a second."""
        for seen in tuple(self._open.values()):
            if not seen.silent and self._gone(seen):
                seen.silent = True
                self.told(seen.zone)

    def proof(self, zone: str, seq: int) -> tuple[int, int]:
        """(pages of the zone's screens that painted `seq`, pages that are there)."""
        there = [seen for seen in self._there() if seen.zone == zone]
        return sum(seen.shown >= seq for seen in there), len(there)

    def speaker(
        self, zone: str, holder: str | None = None, *, without: str | None = None
    ) -> int | None:
        """The page that voices a zone, if one can: sound ready first, then `holder`, the name of
        the one that did so far, then the oldest; never the one that is named `without`."""
        pages = [
            (seen.sound != "ready", self.name(page) != holder, page)
            for page, seen in self._open.items()
            if seen.zone == zone
            and not self._gone(seen)
            and seen.sound != "missing"
            and (without is None or self.name(page) != without)
        ]
        return min(pages)[2] if pages else None

    def lose(self, zone: str, name: str) -> None:
        """A page of this name gives no sign: it is not there until it gives one again."""
        for page, seen in self._open.items():
            if seen.zone == zone and self.name(page) == name:
                seen.beat, seen.silent = self._steady() - GONE - 1, True
        self.told(zone)

    def sound(self, zone: str) -> SoundState | None:
        """The best that the zone's pages say of their sound; None: no page is there."""
        said = {seen.sound for seen in self._there() if seen.zone == zone}
        return next((state for state in BEST_FIRST if state in said), None)

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

    def _replace(self, page: int, seen: Seen) -> bool:
        """A page that opens a new socket beside a dead one is still one page."""
        before = [
            old
            for old, other in self._open.items()
            if old != page and (other.screen, other.name) == (seen.screen, seen.name)
        ]
        for old in before:
            seen.shown = max(seen.shown, self._open.pop(old).shown)
        return bool(before)

    def _there(self) -> Iterator[Seen]:
        return (seen for seen in self._open.values() if not self._gone(seen))

    def _gone(self, seen: Seen) -> bool:
        return self._steady() - seen.beat > GONE
