"""The book of a period, read from the tables: sheets of closed days, rows of those that go on."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from signage.figures.book import Book, Thing
from signage.figures.columns import LAYOUT, Columns, Kind, unpacked, width
from signage.queueing.hall import Text
from signage.records.sheets import Codes, sheets

SERVICE: tuple[Kind, ...] = ("visits", "calls", "servings", "openings")
"""What the service figures are summed from."""
_LEFT_OUT: Mapping[Kind, frozenset[str]] = {"openings": frozenset({"group"})}


def book(
    db: sqlite3.Connection,
    first: str,
    last: str,
    now: int,
    kinds: Iterable[Kind] = SERVICE,
    only: Collection[str] | None = None,
) -> Book:
    """The book of the days from `first` to `last`, or some of its columns; `now` is Unix ms."""
    with one_picture(db):
        return _book(db, first, last, now, tuple(kinds), only)


@contextmanager
def one_picture(db: sqlite3.Connection) -> Iterator[None]:
    """What is read in it is of one moment, however much is drawn meanwhile."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


def _book(
    db: sqlite3.Connection,
    first: str,
    last: str,
    now: int,
    kinds: tuple[Kind, ...],
    only: Collection[str] | None,
) -> Book:
    days = tuple(day for day, _ in days_between(db, first, last))
    found: dict[Kind, dict[str, bytes]] = {kind: {} for kind in kinds}
    for kind in kinds:
        kept = "SELECT day, columns FROM sheets WHERE kind = ? AND day BETWEEN ? AND ?"
        found[kind].update(db.execute(kept, (kind, first, last)))
    codes = Codes(db)
    going = [day for day in days if any(day not in found[kind] for kind in kinds)]
    for day in going:
        for kind, made in sheets(db, day, codes, now, kinds).items():
            found[kind][day] = made
    columns: dict[Kind, Columns] = {
        kind: unpacked(kind, [found[kind][day] for day in days], _wanted(kind, only))
        for kind in kinds
    }
    return Book(days=days, things=things(db, codes), columns=columns, open=bool(going))


def _wanted(kind: Kind, only: Collection[str] | None) -> Collection[str]:
    names = LAYOUT[kind].keys() - _LEFT_OUT.get(kind, ())
    return names if only is None else names & set(only)


def days_between(db: sqlite3.Connection, first: str, last: str) -> list[tuple[str, str]]:
    """The business days of a period, in their order, with the time zone of each."""
    asked = "SELECT day, time_zone FROM days WHERE day BETWEEN ? AND ? ORDER BY day"
    return db.execute(asked, (first, last)).fetchall()


def things(db: sqlite3.Connection, codes: Codes | None = None) -> dict[int, Thing]:
    """All that the mall ever had, by code; also what only the day that goes on knows."""
    asked = "SELECT code, kind, id, name, name_en, part_of FROM things ORDER BY code"
    known = {
        code: Thing(kind, id, Text(name, name_en), part)
        for code, kind, id, name, name_en, part in db.execute(asked)
    }
    for code, kind, id in codes.new if codes else ():
        known[code] = Thing(kind, id, Text(id, id))
    return known


def stamp(db: sqlite3.Connection, first: str, last: str) -> tuple[int, int, int]:
    """What changes when the book of these days may have changed."""
    days, kept, seq = db.execute(
        "SELECT (SELECT count(*) FROM days WHERE day BETWEEN :a AND :b),"
        " (SELECT count(*) FROM sheets WHERE kind = 'visits' AND day BETWEEN :a AND :b),"
        " (SELECT seq FROM position)",
        {"a": first, "b": last},
    ).fetchone()
    return days, kept, seq if kept < days else 0


def size(db: sqlite3.Connection, first: str, last: str) -> int:
    """About how many visits the closed days of a period have."""
    asked = (
        "SELECT coalesce(sum(length(columns)), 0) FROM sheets"
        " WHERE kind = 'visits' AND day BETWEEN ? AND ?"
    )
    return int(db.execute(asked, (first, last)).fetchone()[0]) // width("visits")
