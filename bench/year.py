"""A year of records, written straight into `records.db`: rows as the drawing leaves them, made up.

Drawing five million events would take an hour; the sheets of each day are made by the product.
"""

from __future__ import annotations

import json
import random
import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from signage.queueing.hall import Hall
from signage.records import schema, sheets
from signage.records.mall import named
from signage.registry.answer_file import FILE, SUGGEST, SUMS_UP, WRITE
from signage.registry.answer_shapes import Answer, Served
from signage.registry.answers import _facts, _row, _sums, _words
from signage.survey.elements import NINE
from signage.survey.respondents import BLOCK, Respondent

MORNING: Final = 8 * 3_600_000
MINUTE: Final = 60_000
ZONE: Final = 7 * 3_600_000
"""Asia/Jakarta is seven hours ahead."""
HOURS: Final = (14, 16, 15, 12, 8, 12, 13, 10)
"""Weights of the hours in which visitors come."""
VISIT: Final = (
    "ticket", "seq", "day", "number", "direct", "priority", "origin", "channel", "issued_at",
    "issued_tick", "service", "service_name", "service_name_en", "agency", "agency_name",
    "agency_name_en", "first_service", "first_agency", "first_counter", "state", "counter",
    "calls", "servings", "first_called_at", "called_at", "serving_at", "ended_at", "waited",
    "walked", "lasted", "total", "ended_by",
)  # fmt: skip
CALL: Final = (
    "first", "seq", "day", "ticket", "number", "counter", "counter_name", "zone", "zones",
    "service", "agency", "at", "latest_at", "rule", "waited", "walked", "among", "priority",
    "turn", "passed",
)  # fmt: skip
SAID: Final = (
    "id", "seq", "day", "zone", "kind", "first", "asked_at", "asked_tick", "lag", "begun_at",
    "begun", "ended_at", "result", "reason",
)  # fmt: skip


def make(folder: Path, hall: Hall, *, days: int, visitors: int, last: str) -> Path:
    """Write the read tables of so many days that end with `last`; gives their file."""
    path = folder / "records.db"
    chance = random.Random(7)  # noqa: S311 -- made-up figures
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + schema.CREATE)
        db.execute(f"PRAGMA user_version = {schema.VERSION}")
        stroke = named(hall)
        db.execute(stroke.sql, stroke.facts)
        end, seq = date.fromisoformat(last), 0
        for ago in reversed(range(days)):
            day = (end - timedelta(days=ago)).isoformat()
            db.execute("BEGIN")
            seq = _day(db, hall, chance, day, seq, visitors)
            sheets.keep(db, day)
            db.execute("COMMIT")
        db.execute("UPDATE position SET seq = ?, epoch = 1, day = ?", (seq, last))
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def answers(hall: Hall, *, days: int, each: int, last: str) -> Iterator[Answer]:
    """So many answers of each of these days; one in twenty with a suggestion."""
    chance = random.Random(8)  # noqa: S311 -- made-up figures
    end = date.fromisoformat(last)
    for ago in reversed(range(days)):
        for number in range(each):
            service = chance.choice(hall.services)
            served = Served(
                date=(end - timedelta(days=ago)).isoformat(), hour=chance.randrange(8, 16),
                agency=service.agency, service=service.id,
                counter=chance.choice(hall.serving[service.id]),
            )  # fmt: skip
            who = Respondent(**{f.id: chance.choice(f.choices).id for f in BLOCK})  # type: ignore[arg-type]
            values = {one.id: chance.choice((1, 2, 3, 3, 3, 4, 4)) for one in NINE.elements}
            words = "Kursi tunggu di dekat loket kurang." if number % 20 == 0 else ""
            yield Answer(
                served=served, values=values, version=NINE.version, way="phone", language="id",
                respondent=who, suggestion=words, complaint=bool(words) and chance.random() < 0.3,
            )  # fmt: skip


def keep(data: Path, given: Iterable[Answer]) -> int:
    """Write answers straight into `answers.db`, which is there: rows as the product makes them, its
    sums added up before they are written."""
    count = 0
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        for _, some in groupby(given, key=lambda one: one.served.date):
            day = list(some)
            sums, facts = dict[tuple[Any, ...], list[int]](), Counter[tuple[Any, ...]]()
            for one in day:
                for *key, first, second, third, fourth in _sums(one):
                    counts = sums.setdefault(tuple(key), [0, 0, 0, 0])
                    for place, more in enumerate((first, second, third, fourth)):
                        counts[place] += more
                facts.update(_facts(one))
            db.execute("BEGIN")
            asked = NINE.version, NINE.content, day[0].served.date
            db.execute("INSERT OR IGNORE INTO questionnaires VALUES (?, ?, ?)", asked)
            db.executemany(WRITE, [(secrets.token_bytes(16), *_row(one)) for one in day])
            db.executemany(SUMS_UP, [(*key, *counts) for key, counts in sums.items()])
            db.executemany(
                "INSERT INTO respondents VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(*key, number) for key, number in facts.items()],
            )
            wrote = [one for one in day if one.suggestion]
            db.executemany(SUGGEST, [(secrets.token_bytes(16), *_words(one)) for one in wrote])
            db.execute("COMMIT")
            count += len(day)
    return count


def _day(
    db: sqlite3.Connection, hall: Hall, chance: random.Random, day: str, seq: int, visitors: int
) -> int:
    midnight = int(
        (date.fromisoformat(day) - date(1970, 1, 1)).total_seconds() * 1000
    ) - ZONE  # fmt: skip
    opened = midnight + MORNING
    db.execute(
        "INSERT INTO days (day, opened, opened_at, opened_tick, time_zone, closed_at, issued)"
        " VALUES (?, ?, ?, ?, 'Asia/Jakarta', ?, ?)",
        (day, seq + 1, opened, opened, opened + 9 * 3_600_000, visitors),
    )
    counters = [(seq + i, day, c.id, opened, opened + 8 * 3_600_000, "officer")
                for i, c in enumerate(hall.counters)]  # fmt: skip
    db.executemany("INSERT INTO openings VALUES (?, ?, ?, ?, ?, ?)", counters)
    visits, calls, said = [], [], []
    for number in range(visitors):
        seq += 6
        visit, call, spoken = _visit(hall, chance, day, opened, number, seq)
        visits.append(visit)
        calls += call
        said += spoken
    for table, names, rows in (
        ("visits", VISIT, visits), ("calls", CALL, calls), ("announcements", SAID, said),
    ):  # fmt: skip
        marks = ", ".join("?" * len(names))
        db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608
    return seq


def _visit(
    hall: Hall, chance: random.Random, day: str, opened: int, number: int, seq: int
) -> tuple[tuple[Any, ...], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    service = chance.choice(hall.services)
    agency = hall.agency[service.agency]
    counter = hall.counter[chance.choice(hall.serving[service.id])]
    hour = chance.choices(range(8), HOURS)[0]
    at = opened + hour * 3_600_000 + chance.randrange(3_600_000)
    ticket, printed = f"t{seq}", service.number(number + 1)
    waited = int(chance.expovariate(1 / (18 * MINUTE)))
    walked, lasted = chance.randrange(5_000, 60_000), int(chance.gammavariate(2, 5 * MINUTE))
    state = chance.choices(("served", "no_show", "cancelled", "expired"), (90, 6, 2, 2))[0]
    called, was = state in ("served", "no_show"), state == "served"
    first = at + waited
    end = first + (walked + lasted if was else 90_000)
    priority = chance.choice((*(p.id for p in hall.priorities), *(None,) * 12))
    origin = chance.choice((*(o.id for o in hall.origins), *(None,) * 6))
    part = {"service": service.id, "agency": agency.id, "counter": counter.id, "lasted": lasted,
            "tick": end}  # fmt: skip
    visit = (
        ticket, seq, day, printed, 0, priority, origin, chance.choice(("kiosk", "kiosk", "desk")),
        at, at, service.id, service.name.id, service.name.en, agency.id, agency.name.id,
        agency.name.en, service.id, agency.id, counter.id if called else None, state,
        counter.id if called else None, int(called), json.dumps([part]) if was else "[]",
        first if called else None, first if called else None, first + walked if was else None, end,
        waited if called else None, walked if was else None, lasted if was else None, end - at,
        "finish" if was else state,
    )  # fmt: skip
    if not called:
        return visit, [], []
    zones = hall.zones_of(counter.id)
    call = (
        seq + 1, seq + 1, day, ticket, printed, counter.id, counter.name, counter.zone,
        json.dumps(zones), service.id, agency.id, first, first, "longest_wait", waited,
        walked if was else None, "[]", priority, "", chance.choice((0, 0, 0, 1)),
    )  # fmt: skip
    return visit, [call], [*_said(chance, day, seq + 1, first, zones)]


def _said(
    chance: random.Random, day: str, first: int, at: int, zones: tuple[str, ...]
) -> Iterator[tuple[Any, ...]]:
    for zone in zones:
        lag = int(chance.expovariate(1 / 2000))
        result, reason = chance.choice((("heard", None), ("heard", "short"), ("skipped", "over")))
        yield (
            f"{first}-{zone}", first, day, zone, "call", first, at, at, lag, at + lag, 1,
            at + lag + 6000, result, reason,
        )  # fmt: skip
