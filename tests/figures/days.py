"""A hall that presses at given moments, and its book: read from the tables, as reports read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from signage.clock import Clock
from signage.figures.book import Book
from signage.figures.columns import Kind
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.fold import apply
from signage.queueing.hall import Hall, Named, Priority, Standard
from signage.queueing.model import Recorded, State
from signage.queueing.rules import decide
from signage.records import schema, sheets
from signage.records.books import SERVICE, book
from signage.records.drawing import draw
from tests.journal.days import HALL, text
from tests.queueing.scene import parse

MALL = replace(
    HALL,
    services=(
        replace(HALL.services[0], standard=Standard(wait=10, serve=5)),
        HALL.services[1],
    ),
    counters=tuple(
        replace(counter, group=group)
        for counter, group in zip(HALL.counters, ("pagi", "pagi", ""), strict=True)
    ),
    priorities=(Priority(id="lansia", name=text("Lansia")),),
    origins=(Named(id="lamtim", name=text("Lampung Timur")),),
)  # fmt: skip


def moment(written: str) -> int:
    """Unix ms of `2026-11-26 09:00`, in the mall's time, which is UTC here."""
    return int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp() * 1000)


class Days:
    """A hall and its tables. `wall` and `tick` are what its clocks say, in ms."""

    def __init__(self, begin: str, hall: Hall = MALL) -> None:
        self.wall, self.tick = moment(begin), 0
        self.state = State(hall=hall, epoch=1)
        self.records: list[Recorded] = []
        self._clock = Clock(UTC, wall=lambda: self.wall, steady=lambda: self.tick)

    def pass_(self, seconds: float) -> None:
        """Time goes by, on both clocks."""
        self.wall += int(seconds * 1000)
        self.tick += int(seconds * 1000)

    def do(self, command: c.Command) -> None:
        """One press."""
        now = self._clock.now()
        self.write(*decide(self.state, command, now))

    def write(self, *events: e.Event) -> None:
        """Events as they stand."""
        now = self._clock.now()
        for event in events:
            recorded = Recorded(
                epoch=1, seq=len(self.records) + 1, at=now.at, tick=now.tick, event=event
            )
            self.records.append(recorded)
            self.state = apply(self.state, recorded)

    def play(self, script: str) -> None:
        """Presses, as `tests/queueing/scene.py` writes them; `wait 40` and `at 2026-11-27 08:00`.

        A time of the day is enough where the date stays.
        """
        for line in filter(None, (part.strip() for part in script.replace("\n", ",").split(","))):
            word, _, rest = line.partition(" ")
            if word == "wait":
                self.pass_(float(rest))
            elif word == "at":
                today = datetime.fromtimestamp(self.wall / 1000, UTC).date().isoformat()
                there = moment(rest if len(rest) > 8 else f"{today} {rest}")
                assert there >= self.wall, line
                self.pass_((there - self.wall) / 1000)
            else:
                self.do(parse(line))

    def tables(self) -> sqlite3.Connection:
        """The read tables of all that happened."""
        return drawn(self.records)

    def book(
        self, first: str = "0000-01-01", last: str = "9999-12-31", *, kinds: Iterable[Kind] = ()
    ) -> Book:
        """The book of these days."""
        with closing(self.tables()) as db:
            return book(db, first, last, self.wall, (*(kinds or SERVICE),))


def drawn(records: Iterable[Recorded], file: str = ":memory:") -> sqlite3.Connection:
    """The tables after these events, with the sheets of the days that are closed."""
    db = sqlite3.connect(file, isolation_level=None)
    db.executescript(schema.CREATE)
    db.execute(f"PRAGMA user_version = {schema.VERSION}")
    for recorded in records:
        for stroke in draw(recorded):
            db.execute(stroke.sql, stroke.facts)
        if isinstance(recorded.event, e.DayClosed):
            sheets.keep(db, recorded.event.date)
        db.execute(schema.MOVE, {"epoch": recorded.epoch, "seq": recorded.seq})
    return db
