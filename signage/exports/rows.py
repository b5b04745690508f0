"""The files with a row for each visit and for each call, read day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from signage.exports.asking import Asked
from signage.exports.tables import Cell, Column, Table
from signage.figures.names import NOBODY, channel
from signage.queueing.fairness.words import rule
from signage.queueing.hall import Text
from signage.queueing.refusals import STATE_WORDS
from signage.records.books import days_between, things
from signage.records.reading import Database
from signage.records.sheets import clock_of

Names = Mapping[tuple[str, str], Text]

_DAY: Final = Column("day", Text("Tanggal", "Date"), "date", 11)
_NUMBER: Final = Column("number", Text("Nomor", "Number"), width=9)
_SERVICE: Final = Column("service", Text("Layanan", "Service"), width=28)
_AGENCY: Final = Column("agency", Text("Instansi", "Agency"), width=28)
_COUNTER: Final = Column("counter", Text("Loket", "Counter"), width=9)
_WHO: Final = (
    Column("priority", Text("Prioritas", "Priority"), width=18),
    Column("origin", Text("Asal", "Origin"), width=18),
    Column("channel", Text("Kanal", "Channel"), width=16),
)

VISITS: Final = (
    _DAY, _NUMBER, _SERVICE, _AGENCY, *_WHO,
    Column("state", Text("Keadaan", "State"), width=13),
    Column("issued", Text("Nomor diambil", "Number given"), "moment", 19),
    Column("called", Text("Panggilan pertama", "First call"), "moment", 19),
    Column("serving", Text("Mulai dilayani", "Serving began"), "moment", 19),
    Column("ended", Text("Selesai", "Ended"), "moment", 19),
    Column("wait", Text("Menunggu", "Wait"), "time", 11),
    Column("walk", Text("Ke loket", "Walk"), "time", 11),
    Column("serve", Text("Dilayani", "Served for"), "time", 11),
    Column("total", Text("Seluruhnya", "Total"), "time", 11),
    _COUNTER,
    Column("group", Text("Kelompok petugas", "Group of officers"), width=16),
    Column("ended_service", Text("Layanan terakhir", "Last service"), width=28),
    Column("calls", Text("Panggilan", "Calls"), "whole", 10),
    Column("recalls", Text("Panggil ulang", "Recalls"), "whole", 10),
    Column("transfers", Text("Dialihkan", "Transfers"), "whole", 10),
    Column("parks", Text("Ditunda", "Parked"), "whole", 10),
)  # fmt: skip
CALLS: Final = (
    _DAY, Column("at", Text("Dipanggil", "Called"), "moment", 19), _NUMBER, _COUNTER,
    Column("zone", Text("Zona", "Zone"), width=18), _SERVICE, _AGENCY, *_WHO,
    Column("rule", Text("Alasan", "Why"), width=24),
    Column("wait", Text("Menunggu", "Wait"), "time", 11),
    Column("walk", Text("Ke loket", "Walk"), "time", 11),
    Column("recalls", Text("Panggil ulang", "Recalls"), "whole", 10),
    Column("passed", Text("Dilewati", "Passed over"), "whole", 10),
    Column("undone", Text("Dibatalkan", "Undone"), "moment", 19),
)  # fmt: skip

_QUARTER: Final = 900
_SECONDS: Final = tuple(timedelta(seconds=n) for n in range(_QUARTER))


class _Part(msgspec.Struct):
    """A part of a visit: how long it was served."""

    lasted: int


_PARTS: Final = msgspec.json.Decoder(list[_Part])
_VISITS: Final = (
    "SELECT number, first_service, first_agency, priority, origin, channel, state, direct,"
    " issued_at, first_called_at, serving_at, ended_at, waited, walked, servings, total, counter,"
    " service, calls, recalls, transfers, parks FROM visits WHERE day = ?{part} ORDER BY seq"
)
_CALLS: Final = (
    "SELECT c.at, c.number, c.counter_name, c.zone, c.service, c.agency, v.priority, v.origin,"
    " v.channel, c.rule, c.waited, c.walked, c.recalls, c.passed, c.undone_at FROM calls c"
    " JOIN visits v ON v.ticket = c.ticket WHERE c.day = ?{part} ORDER BY c.first"
)


def visits(db: Database, asked: Asked) -> Table:
    """A row a ticket, and one for each visit without a number."""
    names, groups = _names(db)
    columns = {"agency": "first_agency", "service": "first_service", "counter": "first_counter"}
    question, chosen = _narrowed(_VISITS, asked, columns)

    def rows(day: str, local: Callable[[int | None], datetime | None]) -> Iterator[Any]:
        for row in db.execute(question, (day, *chosen)):
            number, service, agency, priority, origin, way, state, direct, *told = row
            issued, called, serving, ended, waited, walked, *told = told
            servings, total, counter, last, *counts = told
            served = sum(part.lasted for part in _PARTS.decode(servings))
            yield (
                day, number, names["service", service], names["agency", agency],
                _who(names, "priority", priority), _who(names, "origin", origin), channel(way),
                STATE_WORDS[state], local(issued), local(called), local(serving), local(ended),
                None if direct else _s(waited), None if direct else _s(walked),
                _s(served or None), _s(total), names["counter", counter] if counter else None,
                groups.get(counter or "") or None,
                names["service", last] if last != service else None, *counts,
            )  # fmt: skip

    return Table(Text("Kunjungan", "Visits"), VISITS, _by_day(db, asked, rows))


def calls(db: Database, asked: Asked) -> Table:
    """A row a call, also for one that was undone."""
    names, _ = _names(db)
    columns = {"agency": "c.agency", "service": "c.service", "counter": "c.counter"}
    question, chosen = _narrowed(_CALLS, asked, columns)

    def rows(day: str, local: Callable[[int | None], datetime | None]) -> Iterator[Any]:
        for row in db.execute(question, (day, *chosen)):
            (at, number, counter, zone, service, agency, priority, origin, way, why, waited,
             walked, recalls, passed, undone) = row  # fmt: skip
            yield (
                day, local(at), number, counter, names["zone", zone], names["service", service],
                names["agency", agency], _who(names, "priority", priority),
                _who(names, "origin", origin), channel(way), rule(why), _s(waited), _s(walked),
                recalls, passed, local(undone),
            )  # fmt: skip

    return Table(Text("Panggilan", "Calls"), CALLS, _by_day(db, asked, rows))


def _by_day(db: Database, asked: Asked, rows: Callable[..., Iterator[Any]]) -> Iterator[Any]:
    days = days_between(db, asked.period.first, asked.period.last)
    for done, (day, told) in enumerate(days):
        asked.told(done, len(days))
        yield from rows(day, _local(clock_of(told)))
    asked.told(len(days), len(days))


def _narrowed(
    question: str, asked: Asked, columns: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    wanted = {kind: getattr(asked.part, kind) for kind in columns}
    told = "".join(f" AND {columns[kind]} = ?" for kind, id in wanted.items() if id is not None)
    return question.format(part=told), tuple(id for id in wanted.values() if id is not None)


class _Known(dict[tuple[str, str], Text]):
    def __missing__(self, key: tuple[str, str]) -> Text:
        return Text(key[1], key[1])


def _names(db: Database) -> tuple[Names, Mapping[str, str]]:
    """What things are called, and the group of each counter."""
    every = things(db).values()
    return (
        _Known({(one.kind, one.id): one.name for one in every}),
        {one.id: one.part_of for one in every if one.kind == "counter"},
    )


def _who(names: Names, kind: str, id: str | None) -> Text | None:
    return names[kind, id] if id else (NOBODY[kind] if kind == "priority" else None)


def _local(zone: ZoneInfo) -> Callable[[int | None], datetime | None]:
    """Tells moments in a zone's time, to the second. No clock is changed but at a quarter."""
    quarters: dict[int, datetime] = {}

    def told(at: int | None) -> datetime | None:
        if at is None:
            return None
        quarter, past = divmod(at // 1000, _QUARTER)
        begun = quarters.get(quarter)
        if begun is None:
            begun = datetime.fromtimestamp(quarter * _QUARTER, zone).replace(tzinfo=None)
            quarters[quarter] = begun
        return begun + _SECONDS[past]

    return told


def _s(ms: int | None) -> Cell:
    return None if ms is None else ms / 1000
