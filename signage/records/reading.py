"""Read-only questions to the tables that take a while: in a thread, one after the other, and cut
off when nobody waits for the answer any more."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from signage.errors import JournalTrouble

T = TypeVar("T")
Database = sqlite3.Connection


class Reading:
    """Asks one long question at a time of the tables of a file, on connections that can't write."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = asyncio.Lock()

    async def ask(self, question: Callable[[Database], T]) -> T:
        """The answer; a caller who is cancelled cuts the question off. Raises JournalTrouble."""
        async with self._turn:
            held: list[sqlite3.Connection] = []
            task = asyncio.ensure_future(asyncio.to_thread(self._asked, question, held))
            try:
                return await asyncio.shield(task)
            except asyncio.CancelledError:
                for db in held:
                    db.interrupt()
                await asyncio.wait([task])
                raise

    def _asked(self, question: Callable[[Database], T], held: list[sqlite3.Connection]) -> T:
        with reading(self._path) as db:
            held.append(db)
            try:
                return question(db)
            finally:
                held.clear()


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """A connection that can't write, for one piece of work. Raises JournalTrouble."""
    try:
        with closing(read_only(path)) as db:
            yield db
    except sqlite3.Error as error:
        raise JournalTrouble("records_unready", str(error)) from error


def read_only(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there, which can't write."""
    db = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None,
        check_same_thread=False,
    )  # fmt: skip
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute("PRAGMA busy_timeout = 5000")
    except BaseException:
        db.close()
        raise
    return db
