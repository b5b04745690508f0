"""The tables on disk: in step, caught up after a crash, drawn again at will."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from signage.journal.journal import Journal
from signage.queueing.events import TicketIssued
from signage.records import schema
from signage.records.records import FILE, Records
from tests.journal.days import Pen, played

TABLES = (
    "days", "visits", "calls", "announcements", "zones", "things", "openings", "sheets", "position",
)  # fmt: skip
DAY = played(seed=7, presses=300, days=2).records


async def tables(records: Records) -> dict[str, list[dict[str, Any]]]:
    return {name: await records.rows(f"SELECT * FROM {name} ORDER BY 1") for name in TABLES}


@pytest.fixture
async def journal(tmp_path: Path) -> Any:
    (tmp_path / "j").mkdir()
    async with Journal.open(tmp_path / "j", wall=lambda: 1.0) as journal:
        await journal.append(DAY)
        yield journal


async def test_a_rebuild_gives_the_same_tables(tmp_path: Path, journal: Journal) -> None:
    async with Records.open(tmp_path) as records:
        for recorded in DAY:
            await records.apply([recorded])
        grown = await tables(records)
        await records.rebuild(journal)
        assert await tables(records) == grown
        assert len(grown["visits"]) > 30
        assert (records.epoch, records.seq) == (1, len(DAY))
        assert grown["position"] == [
            {"one": 1, "epoch": 1, "seq": len(DAY), "day": "2026-11-27"},
        ]


async def test_what_was_missed_is_caught_up(tmp_path: Path, journal: Journal) -> None:
    async with Records.open(tmp_path) as records:
        await records.apply(DAY[:100])
    async with Records.open(tmp_path) as records:
        assert records.seq == 100
        await records.apply(DAY[90:120])  # those that are drawn already are left out
        assert records.seq == 120
        with pytest.raises(ValueError, match="can't be drawn after event 120"):
            await records.apply(DAY[130:])
        await records.catch_up(journal)
        caught_up = await tables(records)
        await records.rebuild(journal)
        assert await tables(records) == caught_up


async def test_a_batch_that_fails_leaves_no_trace(tmp_path: Path, journal: Journal) -> None:
    async with Records.open(tmp_path) as records:
        await records.apply(DAY[:50])
        before = await tables(records)
        issued = next(r for r in DAY if isinstance(r.event, TicketIssued))
        twice = replace(issued, seq=61)  # no journal holds a ticket twice
        with pytest.raises(sqlite3.IntegrityError):
            await records.apply([*DAY[50:60], twice])
        assert await tables(records) == before
        assert records.seq == 50
        await records.catch_up(journal)
        assert records.seq == len(DAY)


@pytest.mark.parametrize(
    "hurt",
    [
        lambda path: path.write_bytes(b"no database " * 1000),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
        lambda path: run(path, f"PRAGMA user_version = {schema.VERSION + 1}"),
        lambda path: run(path, "DELETE FROM position"),
        lambda path: run(path, "DROP TABLE position"),
        lambda path: run(path, "UPDATE position SET epoch = 9"),
        lambda path: run(path, "UPDATE position SET seq = 999999"),
        lambda path: run(path, "DROP TABLE announcements"),
        lambda path: half(path),
    ],
    ids="noise empty gone later nowhere placeless other ahead torn half".split(),
)
async def test_tables_that_are_no_good_are_drawn_anew(
    tmp_path: Path, journal: Journal, hurt: Any
) -> None:
    async with Records.open(tmp_path) as records:
        await records.apply(DAY[:200])
    hurt(tmp_path / FILE)
    async with Records.open(tmp_path) as records:
        await records.catch_up(journal)
        drawn = await tables(records)
        await records.rebuild(journal)
        assert await tables(records) == drawn


async def until(reached: Callable[[], bool]) -> None:
    for _ in range(2000):
        if reached():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement)


def half(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])


async def test_the_follower_keeps_step(tmp_path: Path, journal: Journal) -> None:
    pen = Pen(1, journal.seq, journal.at, journal.tick)
    async with Records.open(tmp_path) as records:
        following = asyncio.ensure_future(records.run(journal, rest=0.01, again=0.01))
        await journal.append(pen.tickets(5))
        await until(lambda: records.seq == pen.seq)
        await journal.append(pen.tickets(1))
        await until(lambda: records.seq == pen.seq)
        following.cancel()
        await asyncio.wait([following])
        assert (await records.rows("SELECT count(*) AS n FROM visits WHERE seq > ?", len(DAY)))[
            0
        ] == {"n": 6}


async def test_the_follower_ends_with_the_journal(tmp_path: Path) -> None:
    async with Records.open(tmp_path) as records:
        async with Journal.open(tmp_path) as journal:
            following = asyncio.ensure_future(records.run(journal, rest=0.01, again=0.01))
            await asyncio.sleep(0.05)
        await asyncio.wait_for(following, 45)


async def test_a_follower_that_meets_trouble_tries_on(tmp_path: Path, journal: Journal) -> None:
    folder = tmp_path / "later"
    async with Records.open(folder) as records:  # there is no such folder yet
        following = asyncio.ensure_future(records.run(journal, rest=0.01, again=0.01))
        await asyncio.sleep(0.05)
        assert records.seq == 0
        folder.mkdir()
        await until(lambda: records.seq == journal.seq)
        following.cancel()
        await asyncio.wait([following])


async def test_questions_cant_write(tmp_path: Path) -> None:
    async with Records.open(tmp_path) as records:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await records.rows("DELETE FROM visits")
