"""What the tables keep of the mall itself: what things are called, when counters were open, and
days whose clock was put right. Pure, as the rest of the drawing."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from signage.queueing import events as e
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded
from signage.records.strokes import Fact, Stroke, Strokes

GROUP = "group"
_Row = tuple[str, str, str, str, str, int | None, int | None]


def named(hall: Hall) -> Stroke:
    """All that the hall has, under the names that it has now; what it had before stays."""
    rows = msgspec.json.encode([*_things(hall)]).decode()
    return Stroke(
        "INSERT INTO things (kind, id, name, name_en, part_of, wait, serve)"
        " SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,"
        " value ->> 6 FROM json_each(:rows) WHERE true"
        " ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,"
        " part_of = excluded.part_of, wait = excluded.wait, serve = excluded.serve",
        {"rows": rows},
    )


def _things(hall: Hall) -> Iterator[_Row]:
    for agency in hall.agencies:
        yield "agency", agency.id, agency.name.id, agency.name.en, "", None, None
    for service in hall.services:
        told = service.standard
        wait, serve = (told.wait, told.serve) if told else (None, None)
        name = service.name
        yield "service", service.id, name.id, name.en, service.agency, wait, serve
    for group in dict.fromkeys(c.group for c in hall.counters if c.group):
        yield GROUP, group, group, group, "", None, None
    for counter in hall.counters:
        yield "counter", counter.id, counter.name, counter.name, counter.group, None, None
    for kind, some in (
        ("origin", hall.origins), ("priority", hall.priorities), ("zone", hall.zones),
    ):  # fmt: skip
        for one in some:
            yield kind, one.id, one.name.id, one.name.en, "", None, None


def opens(now: Recorded, event: e.CounterOpened) -> Stroke:
    """The counter is open from now on, unless it was."""
    return Stroke(
        "INSERT INTO openings (seq, day, counter, opened_at)"
        " SELECT :seq, (SELECT day FROM position), :counter, :at WHERE NOT EXISTS"
        " (SELECT 1 FROM openings WHERE counter = :counter AND closed_at IS NULL)",
        {"seq": now.seq, "counter": event.counter, "at": now.at},
    )


def shuts(now: Recorded, event: e.CounterClosed) -> Stroke:
    """The counter is open no more."""
    return Stroke(
        "UPDATE openings SET closed_at = :at, reason = :reason"
        " WHERE counter = :counter AND closed_at IS NULL",
        {"counter": event.counter, "at": now.at, "reason": event.reason or event.by},
    )


def all_shut(now: Recorded) -> Stroke:
    """The day is over: no counter is open."""
    sql = "UPDATE openings SET closed_at = :at, reason = 'day' WHERE closed_at IS NULL"
    return Stroke(sql, {"at": now.at})


def unsheeted(day: str) -> Stroke:
    """A day that goes on is read from its rows."""
    return Stroke("DELETE FROM sheets WHERE day = :day", {"day": day})


_MOMENTS = {
    "visits": ("issued_at", "first_called_at", "called_at", "serving_at", "ended_at"),
    "calls": ("at", "latest_at", "undone_at"),
    "announcements": ("asked_at", "begun_at", "ended_at"),
    "openings": ("opened_at", "closed_at"),
    "days": ("opened_at",),
}
"""Every moment of the wall clock in the tables; the day's own comes last, for it says what the
others were shifted by."""


def redated(now: Recorded, event: e.DayRedated) -> Strokes:
    """The day's rows under its true date, and their moments by the clock that is right now.

    The steady clock ran on through the error: what was written by the wrong clock was written as
    long ago as its ticks say.
    """
    facts: dict[str, Fact] = {"date": event.date, "was": event.was, "at": now.at, "tick": now.tick}
    shift = "(:at - :tick) - (days.opened_at - days.opened_tick)"
    edge = "days.opened_at + :tick - days.opened_tick"
    moved = []
    # The names are ours, so no text from outside reaches the statements.
    for table, moments in _MOMENTS.items():
        told = ", ".join(
            f"{m} = {table}.{m} + iif({table}.{m} <= clock.edge, clock.shift, 0)" for m in moments
        )
        moved.append(
            f"UPDATE {table} SET day = :date, {told} FROM (SELECT {shift} AS shift,"  # noqa: S608
            f" {edge} AS edge FROM days WHERE day = :was) AS clock WHERE {table}.day = :was"
        )
    gone = Stroke("DELETE FROM sheets WHERE day IN (:date, :was)", facts)
    return (*(Stroke(sql, facts) for sql in moved), gone)
