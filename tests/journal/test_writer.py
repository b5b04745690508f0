"""A batch is in the file or it is not, whatever the commit says."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from signage.errors import JournalTrouble
from signage.journal import schema
from signage.journal.journal import FILE, Answer, Journal
from signage.journal.writer import open_writer
from signage.queueing.model import Recorded
from tests.journal.days import Pen


class Disk:
    """A disk that breaks when it is told to: `plan` holds what the next appends do."""

    def __init__(self) -> None:
        self.plan: list[str] = []
        self.gone = False

    async def connect(self, path: Path) -> aiosqlite.Connection:
        if self.gone:
            raise _broken()
        db = await open_writer(path)
        db.execute_fetchall = partial(self._execute, db, db.execute_fetchall)  # type: ignore[method-assign, assignment]
        return db

    async def _execute(
        self,
        db: aiosqlite.Connection,
        execute: Callable[..., Any],
        sql: str,
        parameters: Iterable[Any] | None = None,
    ) -> Any:
        plan = self.plan.pop(0) if self.plan and sql == schema.APPEND else ""
        if "lost" in plan:
            self.gone = "gone" in plan
            raise _broken()
        rows = await execute(sql, parameters)
        if "written" in plan:
            self.gone = "gone" in plan
            raise _broken()
        return rows


def _broken() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    return error


def answer(n: int) -> Answer:
    return Answer(bytes([n]) * 16, b"f", 200, b"{}", "2026-11-26")


async def everything(journal: Journal) -> list[Recorded]:
    return [recorded async for recorded in journal.read()]


async def test_a_commit_that_failed_in_word_only_counts(tmp_path: Path) -> None:
    disk = Disk()
    async with Journal.open(tmp_path, connect=disk.connect) as journal:
        pen = Pen(journal.epoch)
        one, two, three = (pen.tickets(2) for _ in range(3))
        await journal.append(one)
        disk.plan = ["written"]
        await journal.append(two, [answer(2)])
        assert (journal.seq, journal.known(answer(2).digest)) == (4, True)
        await journal.append(three)
        assert await everything(journal) == one + two + three


async def test_a_commit_that_failed_leaves_nothing_and_the_next_is_taken(tmp_path: Path) -> None:
    disk = Disk()
    async with Journal.open(tmp_path, connect=disk.connect) as journal:
        pen = Pen(journal.epoch)
        one, two = pen.tickets(1), pen.tickets(1)
        await journal.append(one)
        disk.plan = ["lost", "lost"]
        for _ in range(2):
            with pytest.raises(JournalTrouble) as trouble:
                await journal.append(two, [answer(2)])
            assert (trouble.value.code, trouble.value.seq) == ("disk_failed", 2)
            assert (journal.seq, journal.known(answer(2).digest)) == (1, False)
        await journal.append(two, [answer(2)])
        assert await everything(journal) == one + two


@pytest.mark.parametrize("fate", ["written", "lost"])
async def test_a_batch_that_nobody_could_look_for_counts_as_not_written(
    tmp_path: Path, fate: str
) -> None:
    """It was refused, so it must not turn up later, wherever it was."""
    disk = Disk()
    async with Journal.open(tmp_path, connect=disk.connect) as journal:
        pen = Pen(journal.epoch)
        one = pen.tickets(1)
        await journal.append(one, [answer(1)])
        refused = Pen(journal.epoch, seq=pen.seq, at=pen.at + 1, tick=pen.tick).tickets(3)
        disk.plan = [f"{fate} and gone"]
        for _ in range(3):
            with pytest.raises(JournalTrouble) as trouble:
                await journal.append(refused, [answer(2)])
            assert trouble.value.code == "disk_failed"
            assert await everything(journal) == one
        disk.gone = False
        other = pen.tickets(2)
        await journal.append(other, [answer(3)])
        assert await everything(journal) == one + other
        assert not journal.known(answer(2).digest)
    async with Journal.open(tmp_path) as journal:
        assert await everything(journal) == one + other
        assert [journal.known(answer(n).digest) for n in (1, 2, 3)] == [True, False, True]


async def test_refused_events_reach_no_follower(tmp_path: Path) -> None:
    disk = Disk()
    async with Journal.open(tmp_path, connect=disk.connect) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.tickets(1))
        followed = journal.follow(0)
        assert (await anext(followed)).seq == 1
        disk.plan = ["written and gone"]
        with pytest.raises(JournalTrouble):
            await journal.append(Pen(journal.epoch, 1, pen.at + 1, pen.tick).tickets(1))
        disk.gone = False
        second = pen.tickets(1)
        await journal.append(second)
        assert await anext(followed) == second[0]


async def test_another_programs_lines_are_not_taken_back(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        async with Journal.open(tmp_path) as other:  # the lock of the folder forbids this
            theirs = Pen(journal.epoch).tickets(1)
            await other.append(theirs)
        ours = Pen(journal.epoch, at=theirs[0].at).tickets(1)
        for _ in range(2):
            with pytest.raises(JournalTrouble) as trouble:
                await journal.append(ours)
            assert trouble.value.code == "disk_failed"
    async with Journal.open(tmp_path) as journal:
        assert await everything(journal) == theirs


async def test_a_batch_is_one_statement_in_one_hop(tmp_path: Path) -> None:
    said: list[tuple[int, str]] = []
    hops: list[str] = []

    async def connect(path: Path) -> aiosqlite.Connection:
        db = await open_writer(path)
        await db.set_trace_callback(lambda sql: said.append((threading.get_ident(), sql)))
        execute = db.execute_fetchall

        def counted(sql: str, parameters: Iterable[Any] | None = None) -> Any:
            hops.append(sql)
            return execute(sql, parameters)

        db.execute_fetchall = counted  # type: ignore[method-assign]
        return db

    async with Journal.open(tmp_path, connect=connect) as journal:
        said.clear()
        hops.clear()
        answers = [answer(n) for n in range(100)]
        await journal.append(Pen(journal.epoch).tickets(100), answers)
        assert hops == [schema.APPEND]
        # Its trigger's steps are traced under the same text or as comments; nothing else is said.
        spoken = {sql.split("(")[0] for _, sql in said if not sql.startswith("--")}
        assert spoken == {"INSERT INTO batch "}
        assert {thread for thread, _ in said} != {threading.get_ident()}


async def test_every_commit_is_synced_in_full(tmp_path: Path) -> None:
    db = await open_writer(tmp_path / FILE)
    try:
        for pragma, value in (("journal_mode", b"wal"), ("synchronous", 2)):
            rows = list(await db.execute_fetchall(f"PRAGMA {pragma}"))
            assert rows[0][0] == value
        assert not db.in_transaction
    finally:
        await db.close()
