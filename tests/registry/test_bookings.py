"""Bookings: never more than a slot has, one answer an asking, nothing lost, all forgotten."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import pytest_asyncio

from signage.errors import Malformed, NotFound, Refused, RegistryTrouble
from signage.queueing.refusals import sentence
from signage.queueing.slots import Slot
from signage.registry import booking_file
from signage.registry.bookings import FILE, Bookings, Imported
from signage.registry.codes import BookingCodes

CODES = BookingCodes(b"k" * 32)
SLOT = Slot(service="card", date="2026-11-30", start=480, end=510, bookable=3)
OTHER = Slot(service="card", date="2026-11-30", start=510, end=540, bookable=3)


@pytest_asyncio.fixture
async def bookings(tmp_path: Path) -> AsyncIterator[Bookings]:
    async with Bookings.open(tmp_path, CODES) as opened:
        yield opened


async def test_a_slot_is_never_booked_over(bookings: Bookings) -> None:
    asked = await asyncio.gather(
        *(bookings.book(SLOT, 1000 + n) for n in range(20)), return_exceptions=True
    )
    made = [one for one in asked if not isinstance(one, BaseException)]
    assert len(made) == 3 == len({one.code for one in made})
    assert {str(one) for one in asked if isinstance(one, BaseException)} == {"booking_full"}
    assert await bookings.left((SLOT, OTHER)) == [0, 3]


async def test_the_same_asking_has_the_same_answer(bookings: Bookings) -> None:
    first = await bookings.book(SLOT, 1000, b"once")
    assert await bookings.book(SLOT, 2000, b"once") == first
    assert (await bookings.book(SLOT, 3000, b"twice")).code != first.code
    assert await bookings.left((SLOT,)) == [1]


async def test_a_booking_is_found_by_its_code_and_outlives_a_restart(tmp_path: Path) -> None:
    async with Bookings.open(tmp_path, CODES) as opened:
        made = await opened.book(SLOT, 1000)
    async with Bookings.open(tmp_path, CODES) as opened:
        assert await opened.find(made.code.lower()) == made.booking
        with pytest.raises(NotFound, match="booking_unknown"):
            await opened.find("00000000")
    content = (tmp_path / FILE).read_bytes()
    assert made.code.encode() not in content
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


async def test_a_cancelled_place_is_free_and_a_used_one_is_not(bookings: Bookings) -> None:
    one, two = await bookings.book(SLOT, 1), await bookings.book(SLOT, 2)
    assert (await bookings.cancel(one.code)).state == "cancelled"
    assert (await bookings.cancel(one.code)).state == "cancelled"
    await bookings.used(two.booking.id, "A007")
    assert await bookings.left((SLOT,)) == [2]
    with pytest.raises(Refused, match="booking_used") as refused:
        await bookings.cancel(two.code)
    assert refused.value.facts["number"] == "A007"
    assert (await bookings.find(two.code)).number == "A007"
    assert sorted(await bookings.counts("2026-11-30")) == [
        ("card", 480, 510, "cancelled", 1), ("card", 480, 510, "used", 1),
    ]  # fmt: skip


async def test_old_days_are_forgotten(bookings: Bookings) -> None:
    made = await bookings.book(SLOT, 1)
    assert await bookings.forget("2026-11-30") == 0
    assert await bookings.forget("2026-12-01") == 1
    with pytest.raises(NotFound):
        await bookings.find(made.code)


async def test_a_file_is_taken_in_whole_or_not_at_all(bookings: Bookings) -> None:
    def row(code: str) -> Imported:
        return Imported(code=code, service="card", date="2026-11-30", start=480, end=510)

    assert await bookings.take_in([row("MPP-0001"), row("MPP-0002")], 5) == 2
    with pytest.raises(Refused, match="code_twice"):
        await bookings.take_in([row("MPP-0003"), row("mpp 0001")], 6)
    assert (await bookings.find("mpp0002")).start == 480
    with pytest.raises(NotFound):
        await bookings.find("MPP-0003")


async def test_a_long_file_is_asked_for_in_few_questions(
    bookings: Bookings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question a line held the table for seconds, and with it everybody who checked in."""
    asked: list[str] = []
    plain = aiosqlite.Connection.execute_fetchall

    def counted(self: aiosqlite.Connection, sql: str, *more: Any) -> Any:
        asked.append(sql)
        return plain(self, sql, *more)

    def rows(letter: str) -> list[Imported]:
        return [
            Imported(code=f"{letter}{i:07}", service="card", date="2026-11-30", start=480, end=510)
            for i in range(3000)
        ]

    monkeypatch.setattr(aiosqlite.Connection, "execute_fetchall", counted)
    assert await bookings.take_in(rows("K"), 5) == 3000
    assert 0 < len(asked) < 30
    with pytest.raises(Refused, match="code_twice") as refused:
        await bookings.take_in([*rows("M"), rows("K")[-1]], 6)
    assert refused.value.facts["name"] == "K0002999"


async def test_a_table_that_is_no_table_stops_nothing_but_bookings(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    async with Bookings.open(tmp_path, CODES) as opened:
        with pytest.raises(RegistryTrouble):
            await opened.book(SLOT, 1)


async def test_a_disk_that_fails_is_said(bookings: Bookings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("DROP TABLE bookings")
        db.commit()
    with pytest.raises(RegistryTrouble):
        await bookings.book(SLOT, 1)


def _slot(service: str, day: str, start: int) -> Slot:
    if service != "card":
        raise NotFound("booking_service", service=service)
    return Slot(service=service, date=day, start=start, end=start + 30, bookable=3)


ONE = "MPP-01,card,2026-11-30,08:00\n"
HEAD = "code,service,date,start\n"


def _read(text: str) -> tuple[Imported, ...]:
    return booking_file.read(text.encode(), _slot)


def test_a_file_is_read() -> None:
    rows = _read(
        "\ufeff" + HEAD + "MPP-0001,card,2026-11-30,08:00\r\n\n MPP-0002 , card,2026-11-30,08:30"
    )
    assert [(row.code, row.start, row.end) for row in rows] == [
        ("MPP-0001", 480, 510), ("MPP-0002", 510, 540),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", "file_columns", ""),
        ("code;service;date;start\n", "file_columns", ""),
        (HEAD + "MPP-0001,card,2026-11-30\n", "file_line", "Line 2"),
        (HEAD + "MPP-0001,card,2026-11-30,8.00\n", "file_line", "Line 2"),
        (HEAD + ONE + "MPP-02,tax,2026-11-30,08:00\n", "file_line", "Line 3"),
        (HEAD + "=1+1,card,2026-11-30,08:00\n", "file_line", "Line 2"),
        (HEAD + ONE + ONE, "file_line", "Line 3"),
        (HEAD + '"MPP-01,card,2026-11-30,08:00\n', "file_line", "Line"),
        ("x" * 200_000, "file_line", "Line 1: A line holds four fields"),
        (HEAD + "x" * 200_000, "file_line", "Line 2: A line holds four fields"),
        (HEAD + ONE.strip() + ",Budi\n", "file_line", "Line 2: A line holds four fields"),
        (HEAD + '"MPP\n-1\n",card,2026-11-30,08:00\n', "file_line", "Line 2"),
        (HEAD + '"\n\n",,,\n' + "MPP-02,tax,2026-11-30,08:00\n", "file_line", "Line 5"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_line(text: str, code: str, told: str) -> None:
    with pytest.raises(Malformed) as refused:
        _read(text)
    assert refused.value.code == code
    assert told in sentence(refused.value).en


def test_a_file_that_is_too_long_or_no_text_is_refused() -> None:
    with pytest.raises(Malformed, match="file_too_long"):
        _read(HEAD + "MPP-0001,card,2026-11-30,08:00\n" * 100_000)
    with pytest.raises(Malformed, match="file_unreadable"):
        booking_file.read(b"\xff\xfe\x00", _slot)
