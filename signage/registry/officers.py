"""Which officer is at which counter now, and at which counters an officer was before.

In no journal: who sat where is nobody's business in ten years. All is kept in memory; what writes
is slow, so call it beside the event loop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.registry.devices import REGISTRY
from signage.registry.opening import opened

KNOWN_LASTS: Final = 90 * 86_400_000
"""So long (ms) a counter is one that the officer is known at."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS officers (
    counter TEXT NOT NULL,
    person TEXT NOT NULL,
    day TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (counter, person)
) STRICT
"""


@dataclass(frozen=True, slots=True)
class SignedOn:
    """An officer at a counter, on a business day, since Unix ms."""

    person: str
    day: str
    at: int


class Officers:
    """Signed on at counters. `wall` gives Unix ms."""

    def __init__(self, folder: Path, wall: Callable[[], int]) -> None:
        self._path = folder / REGISTRY
        self._wall = wall
        self._writing = threading.Lock()
        self._at: dict[str, SignedOn] = {}
        self._known: dict[tuple[str, str], int] = {}
        with opened(self._path, SCHEMA) as db:
            for counter, person, day, at in db.execute("SELECT * FROM officers"):
                self._known[counter, person] = at
                if day is not None:
                    self._at[counter] = SignedOn(person, day, at)

    def at(self, counter: str, day: str) -> SignedOn | None:
        """Who is signed on at a counter on this business day."""
        found = self._at.get(counter)
        return found if found is not None and found.day == day else None

    def every(self, day: str) -> dict[str, SignedOn]:
        """All of this business day, by counter."""
        return {counter: one for counter, one in tuple(self._at.items()) if one.day == day}

    def is_known(self, counter: str, person: str) -> bool:
        """Whether the officer has signed on at this counter not long ago."""
        return self._wall() - self._known.get((counter, person), -KNOWN_LASTS) < KNOWN_LASTS

    def sign_on(self, counter: str, person: str, day: str) -> tuple[str, ...]:
        """This officer is at this counter, and nobody else; gives the counters that changed."""
        with self._writing:
            elsewhere = [c for c, one in self._at.items() if one.person == person and c != counter]
            self._end([counter, *elsewhere])
            self._at[counter] = SignedOn(person, day, self._wall())
            self._known[counter, person] = self._wall()
            with opened(self._path, SCHEMA) as db:
                row = (counter, person, day, self._wall())
                db.execute("INSERT OR REPLACE INTO officers VALUES (?, ?, ?, ?)", row)
        return (counter, *elsewhere)

    def sign_off(self, counter: str) -> None:
        """Nobody is signed on there."""
        with self._writing:
            self._end([counter])

    def sign_off_everywhere(self, person: str) -> tuple[str, ...]:
        """This officer is nowhere; gives the counters that changed."""
        with self._writing:
            counters = [c for c, one in self._at.items() if one.person == person]
            self._end(counters)
        return tuple(counters)

    def forget(self, person: str) -> None:
        """Nothing is kept of a person who is gone."""
        with self._writing:
            for pair in [pair for pair in self._known if pair[1] == person]:
                del self._known[pair]
            with opened(self._path, SCHEMA) as db:
                db.execute("DELETE FROM officers WHERE person = ?", (person,))

    def _end(self, counters: list[str]) -> None:
        for counter in counters:
            self._at.pop(counter, None)
        if counters:
            with opened(self._path, SCHEMA) as db:
                rows = [(counter,) for counter in counters]
                db.executemany("UPDATE officers SET day = NULL WHERE counter = ?", rows)
