"""The one connection that writes. A batch is in the file, or it is not: never perhaps."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiosqlite
import msgspec

from signage.errors import JournalTrouble
from signage.journal import schema
from signage.journal.answers import Answer, row_of
from signage.journal.chain import START, Head, Line, head_of, next_epoch, seal
from signage.journal.connecting import connect
from signage.journal.trouble import FAULTS, trouble_of

Connect = Callable[[Path], Awaitable[aiosqlite.Connection]]


async def open_writer(path: Path) -> aiosqlite.Connection:
    """A connection whose every statement is a transaction that is on the disk when it returns."""
    db = await connect(str(path))
    try:
        await db.execute_fetchall("PRAGMA journal_mode = WAL")
        await db.execute_fetchall("PRAGMA synchronous = FULL")
        await db.executescript(schema.WRITING)
        await db.execute_fetchall("PRAGMA cell_size_check = ON")
        # The size that the log is cut to after a burst, not a limit on the burst.
        await db.execute_fetchall(f"PRAGMA journal_size_limit = {32 << 20}")
    except BaseException:
        await db.close()
        raise
    return db


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose writing it is: the journal's epoch and the machine's boot."""

    epoch: int
    boot: str

    def end(self, head: Head) -> tuple[int, str, str, str]:
        """The note of the journal's end: seq, hash, boot and seal."""
        sealed = seal(self.epoch, head, self.boot).decode()
        return head.seq, head.hash.decode(), self.boot, sealed


class Writer:
    """Appends batches, and finds out what became of one whose commit failed."""

    def __init__(self, path: Path, connect: Connect = open_writer) -> None:
        self._path = path
        self._connect = connect
        self._db: aiosqlite.Connection | None = None
        self._failed = False
        self._doubtful: Line | None = None

    async def start(self, seconds: float) -> None:
        """Open the file, and make it if there is none; `seconds` is Unix time for a new epoch."""
        fresh = not self._path.exists()
        self._failed = True
        try:
            self._db = db = await self._connect(self._path)
            version = await _number(db, "PRAGMA user_version")
            if version == 0:
                await _create(db, next_epoch(0, seconds))
        except FAULTS as error:
            await self.close()
            raise trouble_of(error, self._path.parent) from error
        if version not in (0, schema.VERSION):
            await self.close()
            raise JournalTrouble("damaged", f"the journal has the unknown version {version}")
        if fresh:
            _keep_name(self._path.parent)
        self._failed = False

    @property
    def failed(self) -> bool:
        """Whether the last attempt to write came to nothing."""
        return self._failed

    async def write(
        self, before: Head, lines: Sequence[Line], answers: Sequence[Answer], mark: Mark
    ) -> None:
        """Put a batch behind `before`. Raises JournalTrouble only when it is not in the file.

        Should the disk be too broken to tell, the batch counts as not written, and is taken out
        again before anything else is written.
        """
        db = await self._ready(before, mark)
        last = lines[-1]
        row = (
            msgspec.json.encode([_text_of(line) for line in lines]).decode(),
            msgspec.json.encode([row_of(answer) for answer in answers]).decode(),
            *mark.end(head_of(last)),
        )
        try:
            await db.execute_fetchall(schema.APPEND, row)
        except FAULTS as error:
            self._failed, self._doubtful = True, last
            trouble = trouble_of(error, self._path.parent, last.seq)
            if not await self._arrived(last):
                raise trouble from error
            self._failed = False

    async def probe(self, before: Head, mark: Mark) -> None:
        """Write what changes nothing. Raises JournalTrouble while the disk takes no events."""
        db = await self._ready(before, mark)
        try:
            await db.execute_fetchall(schema.PROBE)
        except FAULTS as error:
            self._failed = True
            raise trouble_of(error, self._path.parent) from error

    async def forget(self, before: int) -> list[bytes]:
        """Drop the answers given before an event and give their digests."""
        if self._db is None:
            return []
        try:
            rows = list(await self._db.execute_fetchall(schema.OLD_ANSWERS, (before,)))
            await self._db.execute_fetchall(schema.FORGET, (before,))
        except FAULTS as error:
            raise trouble_of(error, self._path.parent) from error
        return [bytes.fromhex(digest.decode()) for (digest,) in rows]

    async def close(self) -> None:
        """Let go of the file."""
        db, self._db = self._db, None
        if db is not None:
            # What was answered is in the log already; folding it into the file can wait.
            with suppress(sqlite3.Error):
                await db.close()

    async def _ready(self, before: Head, mark: Mark) -> aiosqlite.Connection:
        """A connection to a file that holds nothing behind `before`."""
        try:
            # A connection that was opened while the disk was read-only stays so.
            if self._db is None or self._failed:
                await self._reopen()
            assert self._db is not None  # noqa: S101 - _reopen sets it or raises
            if self._doubtful is not None:
                if await self._holds(self._doubtful):
                    await self._take_back(before, mark)
                self._doubtful = None
            self._failed = False
            return self._db
        except FAULTS as error:
            raise trouble_of(error, self._path.parent, before.seq + 1) from error

    async def _arrived(self, last: Line) -> bool:
        """Whether a batch whose commit failed is in the file all the same."""
        # A failed sync leaves a whole transaction in the log, which counts or not, as the next to
        # open the file finds it, and which may be in memory only. Folding the log into the file
        # settles both: what counts is on the disk then, and the rest is cut off with the log.
        try:
            await self._reopen()
            assert self._db is not None  # noqa: S101
            arrived = await self._holds(last)
            if await _number(self._db, "PRAGMA wal_checkpoint(TRUNCATE)"):
                return False  # somebody reads just now
        except FAULTS:
            return False
        self._doubtful = None
        return arrived

    async def _reopen(self) -> None:
        await self.close()
        self._db = await self._connect(self._path)

    async def _holds(self, line: Line) -> bool:
        assert self._db is not None  # noqa: S101
        rows = list(await self._db.execute_fetchall(schema.LINE, (line.seq,)))
        # By its hash, not its seq: another program's line is not ours to take back.
        return bool(rows) and rows[0][6] == line.hash

    async def _take_back(self, before: Head, mark: Mark) -> None:
        assert self._db is not None  # noqa: S101
        seq = before.seq
        await self._db.execute_fetchall("BEGIN IMMEDIATE")
        for statement, facts in zip(
            schema.TAKE_BACK, ((seq,), (seq,), mark.end(before)), strict=True
        ):
            await self._db.execute_fetchall(statement, facts)
        await self._db.execute_fetchall("COMMIT")


def _text_of(line: Line) -> tuple[int, int, int, int, str, str, str]:
    return (*line[:4], line.kind.decode(), line.body.decode(), line.hash.decode())


async def _create(db: aiosqlite.Connection, epoch: int) -> None:
    try:
        await db.executescript(schema.CREATE)
        sealed = seal(epoch, START, "").decode()
        await db.execute_fetchall(schema.BEGIN_EPOCH, (epoch, sealed))
        await db.execute_fetchall(f"PRAGMA user_version = {schema.VERSION}")
        await db.execute_fetchall("COMMIT")
    except sqlite3.Error:
        if db.in_transaction:
            await db.execute_fetchall("ROLLBACK")
        raise


async def _number(db: aiosqlite.Connection, question: str) -> int:
    rows = list(await db.execute_fetchall(question))
    return int(rows[0][0])


def _keep_name(folder: Path) -> None:
    # A new file outlives a power cut only when its folder's entry is on the disk too.
    with suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)
