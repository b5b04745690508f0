"""What reports ask of the answers: counts and sums, asked beside the writer."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import aiosqlite

from signage.errors import RegistryTrouble
from signage.registry.answer_file import SUMS
from signage.registry.answer_shapes import Scope, Sheet, Suggestion
from signage.survey.index import Counts
from signage.survey.results import Group
from signage.survey.shapes import By

KEPT: Final = 32
"""Sums that are kept until somebody answers: a page asks for the same ones several times."""
COLUMNS: Final[Mapping[By, str]] = {
    "mall": "''",
    "agency": "agency",
    "service": "service",
    "counter": "counter",
    "month": "substr(date, 1, 7)",
    "day": "date",
}


class AnswerQuestions:
    """Asks on a connection that can't write; None when the file can't be opened. Every method
    raises RegistryTrouble when the disk fails."""

    def __init__(self, reader: aiosqlite.Connection | None) -> None:
        self._reader = reader
        self._turn = asyncio.Lock()
        self._version = 0
        self._sums: OrderedDict[tuple[str, tuple[Any, ...]], list[Any]] = OrderedDict()

    async def groups(self, by: By, scope: Scope) -> dict[str, Group]:
        """What was counted, by the unit's id, or by the date or month."""
        where, values = scope.where()
        question = SUMS.format(column=COLUMNS[by], where=where)
        respondents: dict[str, int] = {}
        tallies: dict[str, dict[str, Counts]] = {}
        for name, element, one, two, three, four in await self._summed(question, values):
            tally = tallies.setdefault(name, {})
            if element:
                tally[element] = (one, two, three, four)
            else:
                respondents[name] = one
        return {name: Group(respondents.get(name, 0), tallies[name]) for name in sorted(tallies)}

    async def profile(self, scope: Scope) -> dict[tuple[str, str], int]:
        """How many respondents chose what, by field and choice."""
        where, values = scope.where()
        question = f"SELECT field, value, sum(n) FROM respondents WHERE {where} GROUP BY 1, 2"  # noqa: S608
        return {(f, v): int(n) for f, v, n in await self._summed(question, values)}

    async def versions(self) -> dict[str, bytes]:
        """The questionnaires that were answered, by version, the oldest first."""
        rows = await self._rows("SELECT version, content FROM questionnaires ORDER BY since", ())
        return {version: bytes(content) for version, content in rows}

    async def suggestions(self, scope: Scope, most: int) -> tuple[Suggestion, ...]:
        """What was written, the latest day first. Nobody keeps at which counter."""
        where, values = replace(scope, counter=None).where()
        question = (
            "SELECT hex(id), date, agency, service, complaint, language, text FROM suggestions "  # noqa: S608
            f"WHERE {where} ORDER BY date DESC, id LIMIT ?"
        )
        return tuple(
            Suggestion(id=i, date=d, agency=a, service=s, complaint=bool(c), language=la, text=t)
            for i, d, a, s, c, la, t in await self._rows(question, (*values, most))
        )

    async def complaints(self, scope: Scope) -> int:
        """How many of those who wrote complained."""
        where, values = replace(scope, counter=None).where()
        question = f"SELECT count(*) FROM suggestions WHERE complaint = 1 AND {where}"  # noqa: S608
        return int((await self._summed(question, values))[0][0])

    async def sheets(self, scope: Scope, most: int = 500) -> AsyncIterator[Sheet]:
        """Every respondent's row, day by day, a few at a time."""
        units, named = scope.units()
        after: tuple[Any, ...] = (scope.first, -1, b"")
        while True:
            rows = await self._rows(
                "SELECT date, hour, id, agency, service, counter, way, language, version, sex, "  # noqa: S608
                "age, education, work, marks FROM answers "
                f"WHERE (date, hour, id) > (?, ?, ?) AND date <= ?{units} "
                "ORDER BY date, hour, id LIMIT ?",
                (*after, scope.last, *named, most),
            )
            for row in rows:
                date, hour, _, *told, marks = row
                names = Sheet.__struct_fields__[2:-1]
                facts = dict(zip(names, told, strict=True))
                yield Sheet(date=date, hour=hour, values=json.loads(marks), **facts)
            if len(rows) < most:
                return
            after = rows[-1][:3]

    # ---- inside

    async def _summed(self, question: str, values: tuple[Any, ...]) -> list[Any]:
        """As it was answered when nobody has written since."""
        asked = question, values
        async with self._turn:
            ((version,),) = await self._rows("PRAGMA data_version", ())
            if version != self._version:
                self._version = version
                self._sums.clear()
            if asked not in self._sums:
                self._sums[asked] = await self._rows(question, values)
            self._sums.move_to_end(asked)
            if len(self._sums) > KEPT:
                self._sums.popitem(last=False)
            return self._sums[asked]

    async def _rows(self, question: str, values: Sequence[Any]) -> list[Any]:
        """Asked beside the writer: a long report holds up no answer."""
        if self._reader is None:
            raise RegistryTrouble("the answers can't be opened")
        try:
            return list(await self._reader.execute_fetchall(question, values))
        except sqlite3.Error as error:
            raise RegistryTrouble(f"the answers can't be read ({error})") from error
