"""The connection that reads the journal. It holds no transaction between two pages."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite

from signage.errors import JournalTrouble
from signage.journal import schema
from signage.journal.chain import START, Head, Line, head_of, seal
from signage.journal.connecting import connect
from signage.journal.trouble import FAULTS, Fault, trouble_of

WAYS = ("mode=rw", "mode=ro", "immutable=1")
"""From the usual way to the one for a folder in which SQLite can't make its shared files."""


class Reader:
    """Pages and single rows, as they were written; `chain.read_on` says what they are worth."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: aiosqlite.Connection | None = None
        self._turn = asyncio.Lock()
        self._shut = False

    async def close(self) -> None:
        """Let go of the file for good."""
        async with self._turn:
            self._shut = True
            await self._let_go()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Let go of the file meanwhile; whoever reads waits.

        What SQLite shares between the connections of a process stays read-only, once it was opened
        so, until the last of them is closed.
        """
        async with self._turn:
            await self._let_go()
            yield

    async def rows(self, statement: str, *facts: object) -> list[Any]:
        """What a question comes to. Text is bytes."""
        async with self._turn:
            if self._shut:
                raise JournalTrouble("disk_failed", "the journal is shut")
            try:
                if self._db is None:
                    self._db = await _open(self._path)
                return list(await self._db.execute_fetchall(statement, facts))
            except FAULTS as error:
                raise trouble_of(error, self._path.parent) from error

    async def page(self, after: int, upto: int, size: int) -> list[Line]:
        """The next lines, `size` at most."""
        return [Line(*row) for row in await self.rows(schema.PAGE, after, upto, size)]

    async def head_at(self, seq: int) -> Head:
        """The head of the chain as it was after event `seq`; its own hash is taken on trust."""
        if seq == 0:
            return START
        found = await self.rows(schema.LINE, seq)
        if not found:
            raise JournalTrouble("damaged", f"event {seq} is missing", seq)
        return head_of(Line(*found[0]))

    async def end(self) -> tuple[int, tuple[int, bytes], str]:
        """The note of the journal's end: its epoch, the last event's seq and hash, and the boot."""
        try:
            epoch, seq, hash, boot, sealed = (await self.rows(schema.HEAD))[0]
            whole = seal(epoch, Head(seq=seq, hash=hash), boot.decode()) == sealed
        except (LookupError, ValueError, AttributeError):  # cells of other types, no UTF-8
            whole = False
        if not whole:
            raise JournalTrouble("damaged", "the note of the journal's end is not what was written")
        return epoch, (seq, hash), boot.decode()

    async def digests(self) -> set[bytes]:
        """Of all commands whose answers are kept."""
        found = await self.rows(schema.DIGESTS)
        try:
            return {bytes.fromhex(digest.decode()) for (digest,) in found}
        except (ValueError, AttributeError) as error:
            raise JournalTrouble("damaged", "the answers are not what was written") from error

    async def last_day(self) -> int:
        """The seq of the last DayOpened, 0 if there is none."""
        return int((await self.rows(schema.LAST_DAY))[0][0] or 0)

    async def _let_go(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            await db.close()


async def _open(path: Path) -> aiosqlite.Connection:
    """The file, opened in the best way that it allows."""
    problem: Fault = sqlite3.OperationalError("unable to open database file")
    for way in WAYS:
        # Without its log, a file that was not shut properly would read as an older one.
        if way == "immutable=1" and _size(Path(f"{path}-wal")):
            break
        try:
            return await _connect(path, way)
        except FAULTS as error:
            problem = error
    raise problem


async def _connect(path: Path, way: str) -> aiosqlite.Connection:
    place = f"file:{quote(str(path))}?{way}"
    db = await connect(place, uri=True)
    try:
        await db.execute_fetchall("PRAGMA cell_size_check = ON")
        await db.execute_fetchall("PRAGMA query_only = ON")
        await db.execute_fetchall(schema.HEAD)
    except BaseException:
        await db.close()
        raise
    return db


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
