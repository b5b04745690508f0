"""Which pages of devices are there, and what each says that it has painted. In memory only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from signage.queueing.shapes import DeviceState, ScreenHealth

SoundState = Literal["ready", "blocked", "missing", "unknown"]
BEST_FIRST: tuple[SoundState, ...] = ("ready", "unknown", "blocked", "missing")
GONE = 15_000
"""A screen that has not said anything for so many ms is not there."""
HUNG = 13_000
"""So many ms without a sign of life, or without painting what it was sent, and a page hangs. With
a beat every 10 s at the least and a look every second, that is seen within 15 s."""
MOMENT = 500
HISTORY = 64
"""Views drawn in so many ms are as one, and so many such moments are remembered."""
HIDDEN = 150_000
"""The same for a page behind other windows, whose browser lets it run about once a minute."""


class MediaKept(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen has of its programme: how many files it should keep, and keeps, in how many
    bytes; `dropped` had no room, `failing` have not come yet, `broken` could not be played.
    `playing` is the item that is being shown."""

    wanted: int = 0
    kept: int = 0
    bytes: int = 0
    dropped: int = 0
    failing: int = 0
    broken: int = 0
    playing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a page says of itself beside its sound: the seq of the view that is painted, what that
    shows, its clock against ours in ms, its version, size and engine; what it keeps to play."""

    painted: int = 0
    showing: str = ""
    offset: int | None = None
    version: str = ""
    size: tuple[int, int] = (0, 0)
    engine: str = ""
    hidden: bool = False
    media: MediaKept | None = None


@dataclass(slots=True)
class Seen:
    """One open page of a device. `screen` is the device's id, `zone` empty but for a screen;
    `shown` is the last call it painted, `behind` since when it lacks the view of which seq."""

    screen: str
    zone: str
    shown: int = 0
    sound: SoundState = "unknown"
    beat: int = 0
    name: str = ""
    silent: bool = False
    topic: str = ""
    address: str = ""
    beaten: bool = False
    report: Report = field(default_factory=Report)
    behind: tuple[int, int] | None = None
    hung: bool = False


class Presence:
    """The open pages. `told(zone)` is called when one comes, goes, falls silent, hangs or paints;
    `speaks(zone)` says whether screens are the voice of a zone."""

    def __init__(
        self, steady: Callable[[], int], told: Callable[[str], None] = lambda zone: None
    ) -> None:
        self._steady = steady
        self._open: dict[int, Seen] = {}
        self._next = 0
        self._drawn: dict[str, deque[tuple[int, int]]] = {}
        self.told = told
        self.speaks: Callable[[str], bool] = lambda zone: True

    def join(self, screen: str, zone: str, *, topic: str = "", address: str = "") -> int:
        """A page of this device has opened its socket; gives the page's own id. `topic` is the one
        whose views it paints."""
        self._next += 1
        topic = topic or f"zone/{zone}"
        seen = Seen(screen, zone, beat=self._steady(), topic=topic, address=address)
        if topic in self._drawn:  # that view, or a newer one, is what it gets first
            seen.behind = (self._drawn[topic][-1][0], seen.beat)
        self._open[self._next] = seen
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

    def beat(self, page: int, sound: SoundState, name: str, report: Report | None = None) -> None:
        """The page is alive, its sound is so, and it calls itself `name`."""
        seen = self._open.get(page)
        if seen is None:
            return
        news = seen.silent or seen.sound != sound or not seen.beaten
        seen.beat, seen.silent, seen.sound = self._steady(), False, sound
        seen.beaten = True
        if report is not None:
            seen.report = report
            self._catch_up(seen)
        news = self._look(seen) or news
        if name and name != seen.name:
            seen.name = name
            news = self._replace(page, seen) or news
        if news:
            self.told(seen.zone)

    def sweep(self) -> None:
        """Tell of the pages that have fallen silent; to be called about once a second."""
        for seen in tuple(self._open.values()):
            news = not seen.silent and self._gone(seen)
            seen.silent = seen.silent or news
            if self._look(seen) or news:
                self.told(seen.zone)

    def drawn(self, topics: Iterable[str], seq: int) -> None:
        """New views of these topics go out, of this place in the journal: they are to be painted.

        A page that paints them says so with its next beat.
        """
        now = self._steady()
        newer = {topic for topic in topics if self._is_news(topic, seq, now)}
        for topic in newer:
            self._drawn.setdefault(topic, deque(maxlen=HISTORY)).append((seq, now))
        for seen in self._open.values() if newer else ():
            if seen.topic in newer and seen.behind is None:
                seen.behind = (seq, now)

    def pages(self) -> tuple[Seen, ...]:
        """Every open page of every device."""
        return tuple(self._open.values())

    def state(self, seen: Seen) -> DeviceState:
        """How an open page is; a sound that nobody is to hear is not missed."""
        if seen.hung:
            return "hung"
        muted = seen.sound in ("blocked", "missing") and bool(seen.zone)
        return "muted" if muted and self.speaks(seen.zone) else "well"

    def age(self, seen: Seen) -> int:
        """How many ms ago a page gave its last sign of life."""
        return self._steady() - seen.beat

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
                name=seen.name,
                state=self.state(seen),
            )
            for seen in self._open.values()
            if seen.zone
        )

    def _catch_up(self, seen: Seen) -> None:
        """What a page has painted is not missing any more; what came after that may be."""
        painted = seen.report.painted
        if seen.behind is not None and painted >= seen.behind[0]:
            missing = (one for one in self._drawn.get(seen.topic, ()) if one[0] > painted)
            seen.behind = next(missing, None)

    def _is_news(self, topic: str, seq: int, now: int) -> bool:
        """One view of a moment stands for all of it: who paints any later one has caught up."""
        drawn = self._drawn.get(topic)
        return not drawn or (seq > drawn[-1][0] and now - drawn[-1][1] >= MOMENT)

    def _look(self, seen: Seen) -> bool:
        """Whether a page hangs; True when that is news."""
        now, limit = self._steady(), HIDDEN if seen.report.hidden else HUNG
        # one that never names what it painted can't be held to it
        owes = seen.behind is not None and bool(seen.report.painted or seen.report.version)
        late = owes and seen.behind is not None and now - seen.behind[1] > limit
        before, seen.hung = seen.hung, late or now - seen.beat > limit
        return seen.hung != before

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
