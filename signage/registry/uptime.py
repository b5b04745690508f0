"""For how many seconds of a day each screen was there; kept apart, because no event says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.registry.opening import opened

FILE: Final = "uptime.db"
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS uptime (
    day TEXT NOT NULL,
    screen TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    up INTEGER NOT NULL,
    watched INTEGER NOT NULL,
    PRIMARY KEY (day, screen)
) STRICT
"""
_ADD: Final = """
INSERT INTO uptime (day, screen, name, zone, up, watched) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (day, screen) DO UPDATE SET name = excluded.name, zone = excluded.zone,
    up = up + excluded.up, watched = watched + excluded.watched
"""
_SUM: Final = """
SELECT screen, name, zone, sum(up), sum(watched), max(day) FROM uptime
WHERE day BETWEEN ? AND ? GROUP BY screen ORDER BY zone, name, screen
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many ms of a day in which the server looked at a screen, and in which it was there."""

    day: str
    screen: str
    name: str
    zone: str
    up: int
    watched: int


def add(folder: Path, stretches: Iterable[Stretch]) -> None:
    """Add to what the days have. Raises RegistryTrouble."""
    with opened(folder / FILE, _TABLE) as db:
        db.executemany(
            _ADD, [(s.day, s.screen, s.name, s.zone, s.up, s.watched) for s in stretches]
        )


def between(folder: Path, first: str, last: str) -> list[Stretch]:
    """The sums of each screen over these days, under its last name; none where nothing is kept."""
    path = folder / FILE
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        rows = db.execute(_SUM, (first, last)).fetchall()
    return [Stretch(day, *told) for *told, day in rows]
