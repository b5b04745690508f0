"""The read tables on disk, kept in step with the journal; reports and views query these."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

from signage.errors import JournalTrouble
from signage.journal.journal import Journal
from signage.queueing.events import DayClosed
from signage.queueing.model import Recorded
from signage.records import schema, sheets
from signage.records.drawing import draw

FILE = "records.db"
REST = 0.2
"""Seconds between two transactions of the follower, so that it keeps off the journal's disk."""
AGAIN = 5.0
"""Seconds until the follower tries again after trouble."""
PAGE = 1000

DISK = frozenset(
    {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM,
    }
)  # fmt: skip
"""What SQLite blames on the machine and not on the tables."""

log = logging.getLogger("signage.records")


class Records:
    """Open them with `Records.open`; they may be behind the journal until `catch_up`.

    `epoch` and `seq` are of the last event drawn. All work is done in threads, one transaction at
    a time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._turn = asyncio.Lock()
        self.epoch, self.seq = 0, 0

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path) -> AsyncIterator[Records]:
        """The tables of a data folder; empty ones if they are missing, damaged or of another kind.

        A disk that takes no tables now is tried again by `catch_up` and `run`.
        """
        records = cls(folder / FILE)
        try:
            await records._ready()
        except (sqlite3.Error, OSError) as error:
            log.warning("the records can't be opened: %s", error)
        try:
            yield records
        finally:
            await records._close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    async def apply(self, records: Sequence[Recorded]) -> None:
        """Draw events; those that are drawn already are left out. Raises ValueError on a gap."""
        db = await self._ready()
        async with self._turn:
            new = [recorded for recorded in records if recorded.seq > self.seq]
            if not new:
                return
            if new[0].seq != self.seq + 1:
                raise ValueError(f"event {new[0].seq} can't be drawn after event {self.seq}")
            await _to_the_end(_draw, db, new)
            self.epoch, self.seq = new[-1].epoch, new[-1].seq

    async def catch_up(self, journal: Journal) -> None:
        """Draw what the journal has more; all of it, if the tables are damaged or not of it."""
        await self._ready()
        if not await self._belong_to(journal):
            log.warning("the records are not of this journal and are drawn anew")
            await self._throw_away()
        try:
            await self._draw_rest(journal)
        except sqlite3.DatabaseError as error:
            if _of_the_disk(error):
                raise
            log.warning("the records are damaged and are drawn anew: %s", error)
            await self.rebuild(journal)

    async def rebuild(self, journal: Journal) -> None:
        """Throw the tables away and draw them again from the first event on."""
        await self._throw_away()
        await self._draw_rest(journal)

    async def run(self, journal: Journal, *, rest: float = REST, again: float = AGAIN) -> None:
        """Catch up, then stay in step until the journal is shut. Trouble is logged; it goes on."""
        while not journal.shut:
            try:
                await self.catch_up(journal)
                async for page in journal.follow_pages(self.seq):
                    await self.apply(page)
                    await asyncio.sleep(rest)
            except (sqlite3.Error, OSError, JournalTrouble) as error:
                log.warning("the records stay behind: %s", error)
                await asyncio.sleep(again)

    async def rows(self, question: str, *facts: object) -> list[dict[str, Any]]:
        """The answer to one SELECT, as dicts; on a connection of its own that can't write."""
        return await asyncio.to_thread(_ask, self._path, question, facts)

    async def _belong_to(self, journal: Journal) -> bool:
        if self.seq == 0:
            return True
        if self.seq > journal.seq:
            return False
        async for recorded in journal.read(self.seq - 1, self.seq):
            return recorded.epoch == self.epoch
        return False

    async def _draw_rest(self, journal: Journal) -> None:
        page: list[Recorded] = []
        async for recorded in journal.read(self.seq):
            page.append(recorded)
            if len(page) == PAGE:
                await self.apply(page)
                page = []
        await self.apply(page)

    async def _ready(self) -> sqlite3.Connection:
        async with self._turn:
            if self._db is None:
                self._db = await asyncio.to_thread(_open, self._path)
                self.epoch, self.seq = _position(self._db)
            return self._db

    async def _throw_away(self) -> None:
        await self._close()
        await _to_the_end(_remove, self._path)
        await self._ready()

    async def _close(self) -> None:
        async with self._turn:
            db, self._db = self._db, None
            if db is not None:
                await _to_the_end(db.close)


async def _to_the_end(work: Callable[..., None], *facts: object) -> None:
    # A cancelled caller must not leave a thread behind that writes while the next one begins.
    task = asyncio.ensure_future(asyncio.to_thread(work, *facts))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if _of_the_disk(error):
            raise
        log.warning("%s is damaged and is drawn anew: %s", path, error)
    _remove(path)
    return _connect(path)


def _of_the_disk(error: sqlite3.Error) -> bool:
    """Whether new tables would fare no better."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DISK


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == schema.VERSION and db.execute(schema.POSITION).fetchone() is not None:
            return db
        if version == 0 and not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            db.executescript(schema.CREATE)
            db.execute(f"PRAGMA user_version = {schema.VERSION}")
            return db
        raise sqlite3.DatabaseError(f"the tables are of version {version}")
    except BaseException:
        db.close()
        raise


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{end}").unlink()


def _position(db: sqlite3.Connection) -> tuple[int, int]:
    epoch, seq = db.execute(schema.POSITION).fetchone()
    return epoch, seq


def _draw(db: sqlite3.Connection, records: Iterable[Recorded]) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for recorded in records:
            for stroke in draw(recorded):
                db.execute(stroke.sql, stroke.facts)
            if isinstance(recorded.event, DayClosed):
                sheets.keep(db, recorded.event.date)
            db.execute(schema.MOVE, {"epoch": recorded.epoch, "seq": recorded.seq})
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _ask(path: Path, question: str, facts: tuple[object, ...]) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA query_only = ON")
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(question, facts)]
