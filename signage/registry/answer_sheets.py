"""The processing sheet's rows, read beside the server by a process that can't write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from signage.errors import RegistryTrouble
from signage.registry.answer_file import FILE
from signage.registry.answer_shapes import Scope, Sheet

AT_ONCE: Final = 500
_ROWS: Final = (
    "SELECT date, hour, id, agency, service, counter, way, language, version, sex, age, education,"
    " work, marks FROM answers WHERE (date, hour, id) > (?, ?, ?) AND date <= ?{units}"
    " ORDER BY date, hour, id LIMIT ?"
)


def questionnaires(data: Path, scope: Scope) -> list[bytes]:
    """The questionnaires that were answered in these days, the oldest first."""
    if not (data / FILE).exists():
        return []
    question = (
        "SELECT content FROM questionnaires WHERE version IN"
        " (SELECT DISTINCT version FROM answers WHERE date BETWEEN ? AND ?) ORDER BY since"
    )
    with _opened(data) as db:
        return [bytes(content) for (content,) in db.execute(question, (scope.first, scope.last))]


def sheets(data: Path, scope: Scope) -> Iterator[Sheet]:
    """Every respondent's row, in the order of the days; a few at a time, so that the log of writes
    is held up by nobody."""
    if not (data / FILE).exists():
        return
    units, named = scope.units()
    after: tuple[object, ...] = (scope.first, -1, b"")
    while True:
        with _opened(data) as db:
            question = _ROWS.format(units=units)
            rows = db.execute(question, (*after, scope.last, *named, AT_ONCE)).fetchall()
        for row in rows:
            date, hour, _, *told, marks = row
            facts = dict(zip(Sheet.__struct_fields__[2:-1], told, strict=True))
            yield Sheet(date=date, hour=hour, values=json.loads(marks), **facts)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1][:3]


def _opened(data: Path) -> closing[sqlite3.Connection]:
    try:
        path = (data / FILE).resolve().as_uri()
        return closing(sqlite3.connect(f"{path}?mode=ro", uri=True))
    except sqlite3.Error as error:
        raise RegistryTrouble(f"the answers can't be read ({error})") from error
