"""Proof of play: what was shown on which screen when, as the screens told it.

A file of its own. Each showing is kept once, however often a screen tells it, for 400 days, or
the newest `MOST` of them; the sums of each day are kept for 400 days. Showings are gathered and
written together now and then, beside the event loop and far from any press.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from signage.errors import RegistryTrouble
from signage.registry.opening import opened

log = logging.getLogger("signage")

FILE: Final = "plays.db"
DAY: Final = 86_400_000
KEPT: Final = 400 * DAY
MOST: Final = 5_000_000
"""Showings of which each is kept: about 200 MB."""
WAITING: Final = 20_000
"""Showings that wait to be written; more than all screens bring after a night's outage."""
WRITE: Final = 10.0
"""Seconds between two writings."""
AHEAD: Final = 5_000
"""How far a screen's clock may be before the server's, in ms: its time comes from here."""
LONGEST: Final = 6 * 3_600_000
PAGE: Final = 5_000
"""Rows of one answer."""
SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE IF NOT EXISTS plays (screen INTEGER NOT NULL, at INTEGER NOT NULL,"
    " item INTEGER NOT NULL, playlist INTEGER NOT NULL, ms INTEGER NOT NULL,"
    " whole INTEGER NOT NULL, PRIMARY KEY (screen, at, item)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS days (day TEXT NOT NULL, screen INTEGER NOT NULL,"
    " playlist INTEGER NOT NULL, item INTEGER NOT NULL, count INTEGER NOT NULL,"
    " whole INTEGER NOT NULL, ms INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " PRIMARY KEY (day, screen, playlist, item)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS dropped (day TEXT NOT NULL, screen INTEGER NOT NULL,"
    " count INTEGER NOT NULL, PRIMARY KEY (day, screen)) STRICT, WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """An item that was shown on a screen from `at` on, Unix ms, for `ms`; whether to its end."""

    screen: str
    item: str
    playlist: str
    at: int
    ms: int
    whole: bool


class PlayRow(msgspec.Struct, frozen=True, kw_only=True):
    """How often an item of a playlist was shown on a screen on a day, how often to its end, for how
    long in ms, and when it first and last began, in Unix ms."""

    day: str
    screen: str
    playlist: str
    item: str
    count: int
    whole: int
    ms: int
    first: int
    last: int


class Plays:
    """Takes what screens tell, writes it now and then, and reads it. `wall` gives Unix ms, `day`
    the mall's date of a moment. `known` are the items and playlists that a screen may name: what it
    makes up would fill the disk. `could` tells whether a screen can have shown what it says: what
    it can't is not kept, and counted. `write`, `read` and `unbelieved` work on the disk: call them
    beside the event loop; they raise RegistryTrouble."""

    def __init__(
        self,
        folder: Path,
        wall: Callable[[], int],
        day: Callable[[int], str],
        known: Callable[[], Collection[str]] | None = None,
        could: Callable[[Play, int], bool] = lambda play, now: True,
    ) -> None:
        self._known = known
        self._could = could
        self._unbelieved: Counter[tuple[str, str]] = Counter()
        self.dropped = 0
        self._path = folder / FILE
        self._wall = wall
        self._day = day
        self._waiting: list[Play] = []
        self._swept = 0
        with opened(self._path, *SCHEMA):
            pass

    def take(self, plays: Iterable[Play]) -> int:
        """Keep what was shown until it is written. Answers how many were believed: nothing is that
        has not come yet, or lies too far back; nor what comes while too much waits."""
        now = self._wall()
        timely = [
            play
            for play in plays
            if now - KEPT <= play.at and play.at + play.ms <= now + AHEAD and play.ms <= LONGEST
        ]
        good = [play for play in timely if self._could(play, now)]
        for play in timely:
            if play not in good:
                self._unbelieved[self._day(play.at), play.screen] += 1
        self.dropped += len(timely) - len(good)
        good = good[: WAITING - len(self._waiting)]
        self._waiting += good
        return len(good)

    def write(self, plays: Iterable[Play]) -> int:
        """Write showings. Answers how many were new."""
        with opened(self._path, *SCHEMA) as db:
            new = sum(self._add(db, play) for play in plays)
            self._sweep(db)
        return new

    def read(
        self, since: str, until: str, screen: str = "", item: str = "", count: int = PAGE
    ) -> Sequence[PlayRow]:
        """The sums of some days, both counted, newest day first; of one screen or one item."""
        where, values = "day >= ? AND day <= ?", [since, until]
        for column, wanted in (("s.name", screen), ("i.name", item)):
            if wanted:
                where, values = f"{where} AND {column} = ?", [*values, wanted]
        with opened(self._path, *SCHEMA) as db:
            rows = db.execute(
                "SELECT day, s.name, p.name, i.name, count, whole, ms, first, last FROM days"  # noqa: S608 - own words
                " JOIN names s ON s.id = screen JOIN names p ON p.id = playlist"
                f" JOIN names i ON i.id = item WHERE {where}"
                " ORDER BY day DESC, s.name, p.name, i.name LIMIT ?",
                (*values, count),
            ).fetchall()
        names = PlayRow.__struct_fields__
        return [PlayRow(**dict(zip(names, row, strict=True))) for row in rows]

    def unbelieved(self, since: str, until: str, screen: str = "") -> int:
        """How many showings of some days were not believed, of one screen or of all."""
        with opened(self._path, *SCHEMA) as db:
            row = db.execute(
                "SELECT coalesce(sum(count), 0) FROM dropped JOIN names ON id = screen"
                " WHERE day >= ? AND day <= ? AND ? IN ('', name)",
                (since, until, screen),
            ).fetchone()
        waiting = self._unbelieved.items()
        return int(row[0]) + sum(
            count for (day, who), count in waiting if since <= day <= until and screen in ("", who)
        )

    async def run(self) -> None:
        """Write what waits now and then, and at the end."""
        try:
            while True:
                await asyncio.sleep(WRITE)
                await self.flush()
        finally:
            self._write(self._taken())
            self._count(self._uncounted())

    async def flush(self) -> None:
        """Write what waits; it waits on when that fails."""
        taken = self._taken()
        if taken and not await asyncio.to_thread(self._write, taken):
            self._waiting = (taken + self._waiting)[:WAITING]
        counts = self._uncounted()
        if counts and not await asyncio.to_thread(self._count, counts):
            self._unbelieved.update(counts)

    def _uncounted(self) -> Counter[tuple[str, str]]:
        counts, self._unbelieved = self._unbelieved, Counter()
        return counts

    def _count(self, counts: Counter[tuple[str, str]]) -> bool:
        try:
            with opened(self._path, *SCHEMA) as db:
                for (day, screen), count in counts.items():
                    db.execute(
                        "INSERT INTO dropped VALUES (?, ?, ?)"
                        " ON CONFLICT DO UPDATE SET count = count + excluded.count",
                        (day, _named(db, screen), count),
                    )
        except RegistryTrouble as trouble:
            log.warning("what was not believed is not counted yet: %s", trouble)
            return False
        return True

    def _taken(self) -> list[Play]:
        taken, self._waiting = self._waiting, []
        return taken

    def _write(self, plays: list[Play]) -> bool:
        try:
            if plays:
                self.write(self._named_well(plays))
        except RegistryTrouble as trouble:
            log.warning("what was shown is not noted yet: %s", trouble)
            return False
        return True

    def _named_well(self, plays: list[Play]) -> list[Play]:
        """Those of items that there are, or that were shown when there were."""
        if self._known is None:
            return plays
        with opened(self._path, *SCHEMA) as db:
            names = {name for (name,) in db.execute("SELECT name FROM names")}
        names.update(self._known(), ("",))
        return [play for play in plays if play.item in names and play.playlist in names]

    def _add(self, db: sqlite3.Connection, play: Play) -> int:
        screen, item, playlist = (
            _named(db, name) for name in (play.screen, play.item, play.playlist)
        )
        row = (screen, play.at, item, playlist, play.ms, play.whole)
        new = db.execute("INSERT OR IGNORE INTO plays VALUES (?,?,?,?,?,?)", row).rowcount
        if new:
            db.execute(
                "INSERT INTO days VALUES (?,?,?,?,1,?,?,?,?) ON CONFLICT DO UPDATE SET"
                " count = count + 1, whole = whole + excluded.whole, ms = ms + excluded.ms,"
                " first = min(first, excluded.first), last = max(last, excluded.last)",
                (
                    self._day(play.at), screen, playlist, item, play.whole, play.ms, play.at,
                    play.at,
                ),
            )  # fmt: skip
        return new

    def _sweep(self, db: sqlite3.Connection) -> None:
        """Once a day what is too old, and the oldest of too many."""
        now = self._wall()
        if now - self._swept < DAY:
            return
        self._swept = now
        db.execute("DELETE FROM plays WHERE at < ?", (now - KEPT,))
        oldest = db.execute("SELECT at FROM plays ORDER BY at DESC LIMIT 1 OFFSET ?", (MOST,))
        found = oldest.fetchone()
        if found is not None:
            db.execute("DELETE FROM plays WHERE at <= ?", found)
        for table in ("days", "dropped"):
            db.execute(f"DELETE FROM {table} WHERE day < ?", (self._day(now - KEPT),))  # noqa: S608


def _named(db: sqlite3.Connection, name: str) -> int:
    found = db.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()
    if found is None:
        return db.execute("INSERT INTO names (name) VALUES (?)", (name,)).lastrowid or 0
    return int(found[0])
