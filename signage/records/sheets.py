"""A day's rows as the columns that reports sum up: written when the day closes, or when asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from signage.figures.columns import NONE, RESULTS, STATES, Kind, packed

UNSEEN: Final = ("close", "day")
"""Ends that nobody was there to see: how long they took is not known."""
TURNS: Final = ("", "priority", "ordinary")
OTHER: Final = "other"
REASONS: Final = 200
"""So many different reasons are told apart; what a player says may differ each time."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Row = tuple[int, ...]


class Codes:
    """The number that stands for a thing. What is not in `things` yet gets one, kept in `new`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._codes: dict[tuple[str, str], int] = {}
        self._part: dict[tuple[str, str], str] = {}
        self._standard: dict[str, tuple[int | None, int | None]] = {}
        self.new: list[tuple[int, str, str]] = []
        for code, kind, id, part, wait, serve in db.execute(
            "SELECT code, kind, id, part_of, wait, serve FROM things"
        ):
            self._codes[kind, id] = code
            self._part[kind, id] = part
            if kind == "service":
                self._standard[id] = wait, serve
        self._last = max(self._codes.values(), default=0)
        self._reasons = sum(kind == "reason" for kind, _ in self._codes)

    def of(self, kind: str, id: str | None) -> int:
        """The code of a thing; 0 for none."""
        if not id:
            return 0
        known = self._codes.get((kind, id))
        if known is not None:
            return known
        if kind == "reason":
            self._reasons += 1
            if self._reasons > REASONS and id != OTHER:
                return self.of(kind, OTHER)
        self._last += 1
        self._codes[kind, id] = self._last
        self.new.append((self._last, kind, id))
        return self._last

    def group(self, counter: str | None) -> int:
        """The group of officers that a counter belongs to."""
        return self.of("group", self._part.get(("counter", counter or ""), ""))

    def within(self, service: str, took: int, which: int) -> int:
        """Whether ms keep a service's standard of waiting (0) or serving (1)."""
        minutes = self._standard.get(service, (None, None))[which]
        return NONE if minutes is None or took == NONE else int(took <= minutes * 60_000)


def keep(db: sqlite3.Connection, day: str) -> None:
    """Write the sheets of a day that is closed."""
    codes = Codes(db)
    made = sheets(db, day, codes, None)
    db.executemany(
        "INSERT OR IGNORE INTO things (code, kind, id, name, name_en) VALUES (?, ?, ?, ?, ?)",
        [(code, kind, id, id, id) for code, kind, id in codes.new],
    )
    db.executemany(
        "INSERT OR REPLACE INTO sheets (day, kind, columns) VALUES (?, ?, ?)",
        [(day, kind, columns) for kind, columns in made.items()],
    )


def sheets(
    db: sqlite3.Connection,
    day: str,
    codes: Codes,
    now: int | None,
    kinds: Sequence[Kind] = KINDS,
) -> Mapping[Kind, bytes]:
    """The sheets of a day as its rows are now; `now`, Unix ms, is until when counters that are
    open have been open."""
    (told,) = db.execute("SELECT time_zone FROM days WHERE day = ?", (day,)).fetchone() or ("UTC",)
    clock = clock_of(told)
    rows: Mapping[Kind, Callable[[], Iterator[Row]]] = {
        "visits": lambda: _visits(db, day, codes, clock),
        "calls": lambda: _calls(db, day, codes, clock),
        "servings": lambda: _servings(db, day, codes, clock),
        "spoken": lambda: _spoken(db, day, codes),
        "openings": lambda: _openings(db, day, codes, clock, now),
    }
    return {kind: packed(kind, [*rows[kind]()]) for kind in kinds}


def _visits(db: sqlite3.Connection, day: str, codes: Codes, clock: ZoneInfo) -> Iterator[Row]:
    for row in db.execute(
        "SELECT issued_at, first_service, first_agency, first_counter, origin, priority, channel,"
        " direct, waited, state, service, agency, counter, total, ended_by, transfers"
        " FROM visits WHERE day = ? ORDER BY seq",
        (day,),
    ):
        (at, service, agency, counter, origin, priority, channel, direct, waited, state, end,
         end_agency, end_counter, total, by, transfers) = row  # fmt: skip
        wait = NONE if waited is None or direct else waited
        seen = state == "served" and by not in UNSEEN and not direct
        yield (
            _minute(at, clock), *_where(codes, service, agency, counter),
            *_who(codes, origin, priority, channel), direct, wait,
            codes.within(service, wait, 0), STATES.index(state),
            *_where(codes, end, end_agency, end_counter), total if seen else NONE, transfers,
        )  # fmt: skip


def _calls(db: sqlite3.Connection, day: str, codes: Codes, clock: ZoneInfo) -> Iterator[Row]:
    for row in db.execute(
        "SELECT c.at, c.service, c.agency, c.counter, v.origin, v.priority, v.channel, c.walked,"
        " c.recalls, c.rule, c.passed, c.turn FROM calls c JOIN visits v ON v.ticket = c.ticket"
        " WHERE c.day = ? AND c.undone_at IS NULL ORDER BY c.first",
        (day,),
    ):
        at, service, agency, counter, *who, walked, recalls, rule, passed, turn = row
        yield (
            _minute(at, clock), *_where(codes, service, agency, counter), *_who(codes, *who),
            NONE if walked is None else walked, recalls, codes.of("rule", rule), passed,
            TURNS.index(turn) if turn in TURNS else 0,
        )  # fmt: skip


def _servings(db: sqlite3.Connection, day: str, codes: Codes, clock: ZoneInfo) -> Iterator[Row]:
    """How long a visit kept one counter for one service: its parts there are one."""
    for row in db.execute(
        "SELECT issued_at, issued_tick, origin, priority, channel, servings, state, ended_by,"
        " lasted FROM visits WHERE day = ? AND servings <> '[]' ORDER BY seq",
        (day,),
    ):
        at, tick, origin, priority, channel, servings, state, by, lasted = row
        who = _who(codes, origin, priority, channel)
        for part in _parts(json.loads(servings), state == "served" and by in UNSEEN and lasted):
            begun = at + part["tick"] - tick - part["first"]
            took = part["lasted"]
            yield (
                _minute(begun, clock),
                *_where(codes, part["service"], part["agency"], part["counter"]), *who, took,
                codes.within(part["service"], took, 1),
            )  # fmt: skip


def _parts(parts: list[dict[str, Any]], unseen: object) -> Iterator[dict[str, Any]]:
    joined: dict[tuple[str, str], dict[str, Any]] = {}
    for part in parts[:-1] if unseen else parts:
        first = joined.setdefault(
            (part["service"], part["counter"]), {**part, "first": part["lasted"], "lasted": 0}
        )
        first["lasted"] += part["lasted"]
    yield from joined.values()


def _spoken(db: sqlite3.Connection, day: str, codes: Codes) -> Iterator[Row]:
    for zone, kind, result, reason, lag in db.execute(
        "SELECT zone, kind, result, reason, lag FROM announcements WHERE day = ? ORDER BY seq, id",
        (day,),
    ):
        yield (
            codes.of("zone", zone), codes.of("kind", kind), RESULTS.index(result or ""),
            codes.of("reason", reason), NONE if lag is None else lag,
        )  # fmt: skip


def _openings(
    db: sqlite3.Connection, day: str, codes: Codes, clock: ZoneInfo, now: int | None
) -> Iterator[Row]:
    midnight = _midnight(day, clock)
    for counter, opened, closed in db.execute(
        "SELECT counter, opened_at, closed_at FROM openings WHERE day = ? ORDER BY seq", (day,)
    ):
        end = closed if closed is not None else max(opened, now or opened)
        start, stop = ((moment - midnight) // 1000 for moment in (opened, end))
        yield codes.of("counter", counter), codes.group(counter), max(0, start), max(0, stop)


def _where(codes: Codes, service: str, agency: str, counter: str | None) -> Row:
    named = codes.of("service", service), codes.of("agency", agency)
    return (*named, codes.of("counter", counter), codes.group(counter))


def _who(codes: Codes, origin: str | None, priority: str | None, channel: str | None) -> Row:
    named = codes.of("origin", origin), codes.of("priority", priority)
    return (*named, codes.of("channel", channel))


def clock_of(name: str) -> ZoneInfo:
    """The time zone of a day."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # an old journal, and a machine that forgot it
        return ZoneInfo("UTC")


def _minute(at: int, clock: ZoneInfo) -> int:
    told = datetime.fromtimestamp(at / 1000, clock)
    return told.hour * 60 + told.minute


def _midnight(day: str, clock: ZoneInfo) -> int:
    try:
        return int(datetime.fromisoformat(day).replace(tzinfo=clock).timestamp() * 1000)
    except ValueError:
        return 0
