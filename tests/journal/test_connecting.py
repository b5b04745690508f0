"""Connections, and the threads that they leave behind: none."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from signage.journal.connecting import connect


async def test_a_connection_that_fails_leaves_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    for _ in range(5):
        with pytest.raises(sqlite3.OperationalError):
            await connect(str(tmp_path / "nowhere" / "journal.db"))
    named = [thread.name for thread in threading.enumerate() if "worker" in thread.name]
    assert threading.active_count() <= before + 1, named  # one of asyncio's own, to wait with


async def test_text_is_bytes_and_a_statement_is_a_transaction(tmp_path: Path) -> None:
    db = await connect(str(tmp_path / "some.db"))
    try:
        await db.execute_fetchall("CREATE TABLE t (a TEXT) STRICT")
        await db.execute_fetchall("INSERT INTO t VALUES ('é')")
        assert not db.in_transaction
        assert list(await db.execute_fetchall("SELECT a FROM t")) == [("é".encode(),)]
    finally:
        await db.close()
