"""The interface to the proof of play: sums by day, screen and item, as JSON and as a table."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Malformed, RegistryTrouble
from signage.exports.csvs import safe
from signage.exports.tables import Language
from signage.queueing.hall import Text
from signage.registry.plays import PAGE, PlayRow
from signage.screens.playlists import item_words
from signage.screens.schedules import clock
from signage.web.house import House, house
from signage.web.operations import Operation, answer
from signage.web.problems import in_language, language_of

DAYS: Final = 7
MOST_DAYS: Final = 400
FIRST_YEAR, LAST_YEAR = 2000, 2199
ROWS: Final = 50_000
"""Lines of one table."""
QUERY: Final = ("from", "until", "screen", "item")
COLUMNS: Final = {
    "id": ("tanggal", "layar", "daftar putar", "butir", "nama", "kali", "utuh", "detik", "pertama",
           "terakhir"),
    "en": ("date", "screen", "playlist", "item", "name", "times", "whole", "seconds", "first",
           "last"),
}  # fmt: skip


class NamedPlayRow(PlayRow, frozen=True, kw_only=True):
    """The same with names as people know them, an id where nobody knows one any more; and from
    when until when by the mall's clock."""

    screen_name: str
    playlist_name: str
    item_name: str
    begins: str
    ends: str


class PlaysReply(msgspec.Struct, frozen=True, kw_only=True):
    """What was shown on the days from the first to the last; `more`: not all of it is here.
    `dropped` counts what screens told of and can't have shown, and `note` says so."""

    since: str = msgspec.field(name="from")
    until: str
    rows: tuple[NamedPlayRow, ...]
    more: bool
    dropped: int = 0
    note: str | None = None


async def plays(request: Request) -> Response:
    """GET /api/plays"""
    since, until, rows = await _rows(request, PAGE + 1)
    rooms = house(request)
    dropped = await asyncio.to_thread(
        rooms.plays.unbelieved, since, until, request.query_params.get("screen", "")
    )
    told = PlaysReply(
        since=since, until=until, rows=rows[:PAGE], more=len(rows) > PAGE, dropped=dropped,
        note=in_language(request, _note(dropped)) if dropped else None,
    )  # fmt: skip
    return answer(told)


async def table(request: Request) -> Response:
    """GET /api/plays/csv"""
    since, until, rows = await _rows(request, ROWS)
    language: Language = "en" if language_of(request) == "en" else "id"
    told = await asyncio.to_thread(_written, rows, language)
    name = f"plays-{since}-{until}.csv"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(told, 200, headers, "text/csv; charset=utf-8")


def _note(dropped: int) -> Text:
    return Text(
        f"{dropped} laporan tayang tidak dihitung: programnya tidak bisa menayangkan butir itu di "
        "layar itu pada saat itu.",
        f"{dropped} reported showings are not counted: the programme could not have shown that "
        "item on that screen at that time.",
    )


def _written(rows: Sequence[NamedPlayRow], language: Language) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS[language])
    for row in rows:
        named = (row.screen_name, row.playlist_name, row.item, row.item_name)
        figures = (row.count, row.whole, round(row.ms / 1000))
        writer.writerow([row.day, *map(safe, named), *figures, row.begins, row.ends])
    return "\ufeff" + out.getvalue()


async def _rows(request: Request, count: int) -> tuple[str, str, tuple[NamedPlayRow, ...]]:
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "report", rooms.live.state.hall)
    asked = request.query_params
    today = clock(rooms.live.now().at, rooms.config().rules.zone).date()
    until = _day(asked.get("until")) or today
    since = _day(asked.get("from")) or until - timedelta(days=DAYS - 1)
    if until < since or (until - since).days >= MOST_DAYS:
        raise Malformed("days_unreadable", most=MOST_DAYS)
    found = await asyncio.to_thread(
        rooms.plays.read,
        since.isoformat(), until.isoformat(), asked.get("screen", ""), asked.get("item", ""), count,
    )  # fmt: skip
    named = await asyncio.to_thread(_named, request, rooms, found)
    return since.isoformat(), until.isoformat(), tuple(named)


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        found = date.fromisoformat(written)
        if FIRST_YEAR <= found.year <= LAST_YEAR:  # so that days before and after it are days too
            return found
        raise ValueError
    except ValueError:
        raise Malformed("time_unreadable", at=written[:40]) from None


def _named(request: Request, rooms: House, rows: Sequence[PlayRow]) -> list[NamedPlayRow]:
    rules = rooms.config().rules
    screens = {place.id: place.name for place in rooms.screens()}
    files: dict[str, str] = {}
    with contextlib.suppress(RegistryTrouble):  # without their list, files go by their ids
        files = {one.id: one.name for one in rooms.desk.shelf.every.values()}
    lists = {one.id: in_language(request, one.name) for one in rules.playlists.values()}
    return [
        NamedPlayRow(
            **msgspec.structs.asdict(row),
            screen_name=screens.get(row.screen, row.screen),
            playlist_name=lists.get(row.playlist, row.playlist),
            item_name=in_language(request, item_words(row.item, rules.notices, files)),
            begins=clock(row.first, rules.zone).strftime("%H:%M:%S"),
            ends=clock(row.last, rules.zone).strftime("%H:%M:%S"),
        )
        for row in rows
    ]


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/plays", summary="What was shown where: sums by day and item",
        verb="report", reply=PlaysReply, handle=plays, query=QUERY,
    ),
)  # fmt: skip
