"""Reserved slots, kept in an ordinary table: they are forgotten when their day is long over."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiosqlite

from signage.errors import NotFound, Refused, RegistryTrouble
from signage.queueing.refusals import clock, dated
from signage.queueing.slots import Booking, Slot, day_of
from signage.registry.codes import BookingCodes, digest

log = logging.getLogger("signage.registry")

FILE: Final = "bookings.db"
KEPT_DAYS: Final = 30
"""How long a booking is kept after its day, for the counts of the month."""
ASKED: Final = 500
"""Codes of a file that one question to the table names."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS bookings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    service TEXT NOT NULL,
    date TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('made', 'cancelled', 'used')),
    number TEXT,
    code BLOB UNIQUE,
    request BLOB UNIQUE,
    made INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS slots ON bookings (service, date, start, state);
CREATE INDEX IF NOT EXISTS days ON bookings (date);
"""
_COLUMNS: Final = 'id, service, date, start, "end", state, number'


@dataclass(frozen=True, slots=True)
class Made:
    """A booking and its code, for the one who made it."""

    booking: Booking
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A booking from another system's file, which has a code already."""

    code: str
    service: str
    date: str
    start: int
    end: int


class Bookings:
    """Open them with `Bookings.open`. Every method raises RegistryTrouble when the disk fails.

    A table that can't be opened stops no hall: numbers are given without it.
    """

    def __init__(self, db: aiosqlite.Connection | None, codes: BookingCodes) -> None:
        self._opened = db
        self._codes = codes
        self._turn = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path, codes: BookingCodes) -> AsyncIterator[Bookings]:
        """The bookings of a data folder; the table is made at the first start."""
        path = folder / FILE
        try:
            path.touch(mode=0o600)
            db = aiosqlite.connect(path, isolation_level=None)
            await db
        except (OSError, sqlite3.Error) as error:
            log.error("%s can't be used (%s): no bookings are taken", path, error)
            yield cls(None, codes)
            return
        try:
            yield cls(db if await _ready(db, path) else None, codes)
        finally:
            await db.close()

    async def book(self, slot: Slot, made: int, request: bytes | None = None) -> Made:
        """A place in the slot; `made` is Unix ms. The same `request` again gets the same answer.

        Raises Refused("booking_full").
        """
        async with self._transaction():
            before = await self._one("request = ?", request) if request is not None else None
            if before is not None:
                return Made(before[0], self._codes.code(*before[1:]))
            if await self._taken(slot.service, slot.date, slot.start) >= slot.bookable:
                raise Refused("booking_full", start=clock(slot.start), day=dated(day_of(slot.date)))
            return await self._insert(slot, made, request)

    async def find(self, code: str) -> Booking:
        """The booking with this code. Raises NotFound."""
        async with self._reading():
            found = await self._one("code = ?", digest(code))
        if found is None:
            raise NotFound("booking_unknown")
        return found[0]

    async def cancel(self, code: str) -> Booking:
        """The booking given up; once more is the same. Raises NotFound, Refused when it is used."""
        booking = await self.find(code)
        async with self._transaction():
            await self._db.execute(
                "UPDATE bookings SET state = 'cancelled' WHERE id = ? AND state = 'made'",
                (booking.id,),
            )
            found = await self._one("id = ?", booking.id)
        if found is None or found[0].state == "used":
            raise Refused("booking_used", number=(found[0].number if found else "") or "")
        return found[0]

    async def used(self, id: int, number: str) -> None:
        """Its visitor came, and got this number."""
        async with self._transaction():
            await self._db.execute(
                "UPDATE bookings SET state = 'used', number = ? WHERE id = ?", (number, id)
            )

    async def left(self, slots: Sequence[Slot]) -> Sequence[int]:
        """How many places each slot still has."""
        async with self._reading():
            taken = [await self._taken(s.service, s.date, s.start) for s in slots]
        return [max(0, slot.bookable - n) for slot, n in zip(slots, taken, strict=True)]

    async def take_in(self, rows: Sequence[Imported], made: int) -> int:
        """The bookings of a file, all or none. Raises Refused("code_twice")."""
        new = [(row.service, row.date, row.start, row.end, digest(row.code), made) for row in rows]
        async with self._transaction():
            for at in range(0, len(rows), ASKED):
                await self._must_be_new(rows[at : at + ASKED])
            await self._db.executemany(
                'INSERT INTO bookings (service, date, start, "end", state, code, made) '
                "VALUES (?, ?, ?, ?, 'made', ?, ?)",
                new,
            )
        return len(new)

    async def _must_be_new(self, rows: Sequence[Imported]) -> None:
        """One question for many codes: a long file must not hold up who checks in."""
        names = {digest(row.code): row.code for row in rows}
        marks = ",".join("?" * len(names))
        there = await self._db.execute_fetchall(
            f"SELECT code FROM bookings WHERE code IN ({marks})",  # noqa: S608
            tuple(names),
        )
        for (code,) in there:
            raise Refused("code_twice", name=names[code])

    async def counts(self, day: str) -> Sequence[tuple[str, int, int, str, int]]:
        """How many bookings a date has: (service, start, end, state, count), in order."""
        async with self._reading():
            rows = await self._db.execute_fetchall(
                'SELECT service, start, "end", state, count(*) FROM bookings WHERE date = ? '
                "GROUP BY service, start, state ORDER BY start, service, state",
                (day,),
            )
        return [tuple(row) for row in rows]

    async def forget(self, before: str) -> int:
        """Take out the bookings of dates before this one; how many there were."""
        async with self._transaction():
            gone = await self._db.execute("DELETE FROM bookings WHERE date < ?", (before,))
            return gone.rowcount

    async def _insert(self, slot: Slot, made: int, request: bytes | None) -> Made:
        cursor = await self._db.execute(
            'INSERT INTO bookings (service, date, start, "end", state, request, made) '
            "VALUES (?, ?, ?, ?, 'made', ?, ?)",
            (slot.service, slot.date, slot.start, slot.end, request, made),
        )
        id = int(cursor.lastrowid or 0)
        attempt = 0
        while await self._one("code = ?", digest(code := self._codes.code(id, made, attempt))):
            attempt += 1  # one in a million million: two bookings never share a code
        await self._db.execute(
            "UPDATE bookings SET code = ?, attempt = ? WHERE id = ?", (digest(code), attempt, id)
        )
        booking = Booking(
            id=id, service=slot.service, date=slot.date, start=slot.start, end=slot.end
        )
        return Made(booking, code)

    async def _taken(self, service: str, day: str, start: int) -> int:
        rows = await self._db.execute_fetchall(
            "SELECT count(*) FROM bookings WHERE service = ? AND date = ? AND start = ? "
            "AND state <> 'cancelled'",
            (service, day, start),
        )
        return int(next(iter(rows))[0])

    async def _one(self, where: str, value: Any) -> tuple[Booking, int, int, int] | None:
        """The booking, and what its code is made from: row, Unix ms, attempt."""
        rows = await self._db.execute_fetchall(
            f"SELECT {_COLUMNS}, made, attempt FROM bookings WHERE {where}",  # noqa: S608
            (value,),
        )
        for row in rows:
            id, service, day, start, end, state, number, made, attempt = row
            booking = Booking(
                id=id, service=service, date=day, start=start, end=end, state=state, number=number
            )
            return booking, id, made, attempt
        return None

    @property
    def _db(self) -> aiosqlite.Connection:
        if self._opened is None:
            raise RegistryTrouble("the bookings can't be opened")
        return self._opened

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[None]:
        """A look takes no lock of the file: it goes on when the disk is full."""
        async with self._turn:
            try:
                yield
            except sqlite3.Error as error:
                raise RegistryTrouble(f"the bookings can't be read ({error})") from error

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[None]:
        async with self._turn:
            try:
                await self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                except BaseException:
                    await self._db.rollback()
                    raise
                await self._db.commit()
            except sqlite3.Error as error:
                raise RegistryTrouble(f"the bookings can't be kept ({error})") from error


async def _ready(db: aiosqlite.Connection, path: Path) -> bool:
    try:
        async with await db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + SCHEMA
        ):
            return True
    except sqlite3.Error as error:
        log.error(
            "%s can't be used (%s): no bookings are taken; put its backup there, or move it away",
            path, error,
        )  # fmt: skip
        return False
