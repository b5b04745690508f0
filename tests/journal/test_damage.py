"""Damage to the file is found, and never built upon (promise P9)."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from signage.errors import JournalTrouble
from signage.journal.journal import FILE, Answer, Journal
from signage.queueing.model import Recorded
from tests.journal.days import Pen

COLUMNS = ("seq", "epoch", "at", "tick", "kind", "body", "hash")


@pytest.fixture
async def written(tmp_path: Path) -> list[Recorded]:
    """Two days in a file that was shut properly: everything is in it, nothing in its log."""
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        records = [*pen.day("2026-11-26", 9), *pen.day("2026-11-27", 9)]
        answers = [Answer(bytes([n]) * 16, b"f", 200, b"{}", "2026-11-26") for n in range(20)]
        await journal.append(records, answers)
    assert not (tmp_path / f"{FILE}-wal").exists()
    return records


def change(folder: Path, statement: str, *facts: object) -> None:
    with closing(sqlite3.connect(folder / FILE)) as db, db:
        db.execute(statement, facts)


async def read(folder: Path) -> list[Recorded]:
    """All that a server would ever build upon: what opening and verifying let through."""
    async with Journal.open(folder) as journal:
        await journal.verify()
        return [recorded async for recorded in journal.read()]


async def test_whole_files_are_let_through(tmp_path: Path, written: list[Recorded]) -> None:
    assert await read(tmp_path) == written


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("seq", [1, 5, 11, 16, 20])
async def test_a_flipped_bit_in_any_column_is_found(
    tmp_path: Path, written: list[Recorded], column: str, seq: int
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        (value,) = db.execute(f"SELECT {column} FROM event WHERE seq = ?", (seq,)).fetchone()
    chance = random.Random(f"{column}{seq}")
    if isinstance(value, int):
        flipped: object = value ^ (1 << chance.randrange(5, 40))
    else:
        place = chance.randrange(len(value))
        flipped = value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    change(tmp_path, f"UPDATE event SET {column} = ? WHERE seq = ?", flipped, seq)
    with pytest.raises(JournalTrouble) as trouble:
        await read(tmp_path)
    assert trouble.value.code == "damaged"
    if column != "seq":
        assert trouble.value.seq == seq


async def test_opening_checks_the_last_day_and_verifying_the_older_ones(
    tmp_path: Path, written: list[Recorded]
) -> None:
    change(tmp_path, "UPDATE event SET tick = tick + 1 WHERE seq = 4")
    async with Journal.open(tmp_path) as journal:
        assert await journal.verify(after=10) == 20
        with pytest.raises(JournalTrouble) as trouble:
            await journal.verify()
        assert trouble.value.seq == 4
    change(tmp_path, "UPDATE event SET tick = tick + 1 WHERE seq = 14")
    with pytest.raises(JournalTrouble) as trouble:
        async with Journal.open(tmp_path):
            pass
    assert trouble.value.seq == 14


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event WHERE seq = 1",
        "DELETE FROM event WHERE seq = 7",
        "DELETE FROM event WHERE seq = 10",
        "DELETE FROM event WHERE seq = 11",
        "DELETE FROM event WHERE seq = 15",
        "DELETE FROM event WHERE seq = 20",
        "DELETE FROM event WHERE seq > 12",
        "DELETE FROM event",
        "UPDATE head SET seq = 19",
        "UPDATE head SET epoch = epoch + 1",
        "UPDATE head SET hash = 'a' || hash",
        "UPDATE head SET boot = 'b' || boot",
        "UPDATE head SET boot = CAST(x'ff' AS TEXT)",
        "DELETE FROM head",
        "UPDATE answer SET digest = 'x' WHERE seq = 20 AND digest LIKE '01%'",
        "INSERT INTO event SELECT seq + 1, epoch, at, tick, kind, body, hash"
        " FROM event WHERE seq = 20",
    ],
)
async def test_lost_and_added_lines_are_found(
    tmp_path: Path, written: list[Recorded], statement: str
) -> None:
    change(tmp_path, statement)
    with pytest.raises(JournalTrouble) as trouble:
        await read(tmp_path)
    assert trouble.value.code == "damaged"


async def test_a_line_that_was_forged_with_its_hash_breaks_the_next(
    tmp_path: Path, written: list[Recorded]
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        two = db.execute("SELECT * FROM event WHERE seq = 2").fetchone()
        db.execute("DELETE FROM event WHERE seq = 3")
        db.execute("INSERT INTO event VALUES (3, ?, ?, ?, ?, ?, ?)", two[1:])
    with pytest.raises(JournalTrouble) as trouble:
        await read(tmp_path)
    assert trouble.value.seq == 3


@pytest.mark.parametrize("seed", range(8))
async def test_a_bit_flipped_anywhere_in_the_file_changes_no_event(
    tmp_path: Path, written: list[Recorded], seed: int
) -> None:
    """Either what is read is what was written, or it is not read."""
    path = tmp_path / FILE
    whole = path.read_bytes()
    chance = random.Random(seed)
    found = 0
    for _ in range(60):
        place = chance.randrange(len(whole) * 8)
        hurt = bytearray(whole)
        hurt[place // 8] ^= 1 << place % 8
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        path.write_bytes(hurt)
        try:
            assert await read(tmp_path) == written, f"bit {place}"
        except JournalTrouble:
            found += 1
    assert found


async def test_every_flipped_bit_of_an_event_in_the_file_is_found(
    tmp_path: Path, written: list[Recorded]
) -> None:
    path = tmp_path / FILE
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT body, hash FROM event WHERE seq IN (2, 5, 17)").fetchall()
    chance = random.Random(5)
    for body, hash in rows:
        for text in (body.encode(), hash.encode(), b"TicketIssued" + body.encode()):
            start = whole.index(text)
            for bit in chance.sample(range(len(text) * 8), 12):
                hurt = bytearray(whole)
                hurt[start + bit // 8] ^= 1 << bit % 8
                path.write_bytes(hurt)
                with pytest.raises(JournalTrouble) as trouble:
                    await read(tmp_path)
                assert trouble.value.code == "damaged"


async def test_nothing_is_appended_to_a_journal_that_opening_refused(
    tmp_path: Path, written: list[Recorded]
) -> None:
    change(tmp_path, "UPDATE event SET body = '{}' WHERE seq = 19")
    before = (tmp_path / FILE).read_bytes()
    for _ in range(2):
        with pytest.raises(JournalTrouble):
            async with Journal.open(tmp_path):
                pass
    assert (tmp_path / FILE).read_bytes() == before


async def test_a_journal_of_a_later_version_is_refused(
    tmp_path: Path, written: list[Recorded]
) -> None:
    change(tmp_path, "PRAGMA user_version = 99")
    with pytest.raises(JournalTrouble, match="version 99"):
        async with Journal.open(tmp_path):
            pass
