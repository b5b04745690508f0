"""Whether a screen can have shown what it says that it has. Pure.

A screen goes on with what it was told last, also while it is offline, and ends an item before it
turns. So what was in force is remembered for as long as a screen may still go by it, and a little
is allowed on both sides of a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from signage.screens.playlists import playable
from signage.screens.programme import HOURS, Rules, program
from signage.screens.schedules import ScreenPlace

DRIFT: Final = 120_000
"""How far a screen's clock may be off, in ms, and how late its page may have heard."""
AWAY: Final = HOURS * 3_600_000
"""For so long a page goes on without the server by what it was told, in ms."""
MOST: Final = 60
"""Edits that are remembered: the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class Events:
    """What is known of a zone's events: the playlist of the one that stands, empty where it has
    none or none stands, and those that any event of it may have."""

    standing: str = ""
    planned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """What was in force from a moment until another, in Unix ms; None for ever before, and now."""

    rules: Rules
    places: Mapping[str, ScreenPlace]
    events: Mapping[str, Events]
    since: int | None = None
    until: int | None = None

    def could(self, screen: str, playlist: str, item: str, at: int, now: int) -> bool:
        """Whether it may have had the screen show this item of this playlist at this moment."""
        place, listed = self.places.get(screen), self.rules.playlists.get(playlist)
        if place is None or listed is None or item not in playable((listed,)):
            return False
        if self.since is not None and at < self.since - DRIFT:
            return False
        if self.until is not None and at > self.until + AWAY:
            return False
        moments = (at - DRIFT, at, at + DRIFT)
        return self._timely(item, moments) and self._played(place, playlist, moments, now)

    def _timely(self, item: str, moments: Sequence[int]) -> bool:
        kind, _, name = item.partition("#")[0].partition(":")
        notice = self.rules.notices.get(name) if kind == "notice" else None
        return notice is None or any(notice.term.holds(one, self.rules.zone) for one in moments)

    def _played(self, place: ScreenPlace, playlist: str, moments: Sequence[int], now: int) -> bool:
        events = self.events.get(place.zone, Events())
        if playlist == events.standing:
            return True
        if any(program(place, self.rules, one).playlist == playlist for one in moments):
            return True
        # away for longer than it knew its programme: it went on with some of it
        mine = {one.playlist for one in self.rules.schedules if one.where.has(place)}
        return now - moments[1] > AWAY and playlist in {*mine, self.rules.usual}


@dataclass(slots=True)
class Eras:
    """What was in force lately, the newest last."""

    _known: list[Era] = field(default_factory=list)
    _began: int = 0

    def look(
        self, rules: Rules, places: Iterable[ScreenPlace], events: Mapping[str, Events], at: int
    ) -> None:
        """What is in force at this moment."""
        by_id = {place.id: place for place in places}
        last = self._known[-1] if self._known else None
        if last is not None:
            if last.rules is rules and last.places == by_id and last.events == events:
                return
            self._known[-1] = replace(last, until=at)
        since = None if last is None else at
        self._began = self._began or at
        self._known.append(Era(rules=rules, places=by_id, events=events, since=since))
        self._known = [
            era for era in self._known[-MOST:] if era.until is None or at - era.until <= AWAY
        ]

    def could(self, screen: str, playlist: str, item: str, at: int, now: int) -> bool:
        """Whether a screen can have shown this. Of an event that was over before the server began
        nothing is remembered: what any of its zone may have is believed."""
        return any(
            era.could(screen, playlist, item, at, now)
            or (era.since is None and self._planned(era, screen, playlist, item, at))
            for era in reversed(self._known)
        )

    def _planned(self, era: Era, screen: str, playlist: str, item: str, at: int) -> bool:
        place, listed = era.places.get(screen), era.rules.playlists.get(playlist)
        if place is None or listed is None or at >= self._began:
            return False
        planned = era.events.get(place.zone, Events()).planned
        return playlist in planned and item in playable((listed,))
