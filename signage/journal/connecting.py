"""Opens a connection of aiosqlite; each has a thread of its own."""

from __future__ import annotations

import asyncio

import aiosqlite

BUSY_SECONDS = 5.0
"""How long another program, such as a backup, may hold the file before a press is refused."""


async def connect(place: str, *, uri: bool = False) -> aiosqlite.Connection:
    """A connection whose every statement is a transaction of its own, and whose text is bytes.

    Bytes, because a flipped bit can make text that is no UTF-8, and its hash is to find it.
    """
    db = aiosqlite.connect(place, isolation_level=None, timeout=BUSY_SECONDS, uri=uri)
    try:
        await db
    except BaseException:
        # The thread of a connection that never came reports once more, to a loop that must not be
        # closed by then; aiosqlite offers no way to wait for it.
        await asyncio.to_thread(db._thread.join)
        raise
    db.text_factory = bytes
    return db
