"""Rows of an Excel sheet as they stand in its file: each cell made by what its column is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from signage.exports.tables import Cell, Column, Kind, Language, words
from signage.queueing.hall import Text

LONGEST: Final = 32_767
"""Signs in a cell."""
DAY: Final = 86_400
KEPT: Final = 20_000
"""So many texts are kept as they are written: names come again in every row."""
_EPOCH: Final = datetime(1899, 12, 30)
_LEAP: Final = 60
"""Excel's calendar has a 29 February 1900: what is before it is a day less."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODE: Final = re.compile(r"(_x[0-9a-fA-F]{4}_)")
"""What Excel takes for a sign by its number."""


class Line:
    """Writes the rows of one table. `styles` has a number for each kind of column that has one."""

    def __init__(
        self, columns: Sequence[Column], language: Language, styles: Mapping[Kind, int]
    ) -> None:
        self._language = language
        self._texts: dict[str, str] = {}
        self._days: dict[str, str | None] = {}
        self._cells = [
            (f'<c r="{letters(index)}', self._style(column.kind, styles), self._of(column.kind))
            for index, column in enumerate(columns)
        ]

    def told(self, number: int, row: Sequence[Cell]) -> str:
        """The row, as number so many of its sheet; 1 is the head."""
        made = [f'<row r="{number}">']
        for (begun, style, of), cell in zip(self._cells, row, strict=True):
            if cell is not None:
                made.append(f'{begun}{number}"{style}{of(cell)}')
        made.append("</row>")
        return "".join(made)

    def _style(self, kind: Kind, styles: Mapping[Kind, int]) -> str:
        return f' s="{styles[kind]}"' if kind in styles else ""

    def _of(self, kind: Kind) -> Callable[[Cell], str]:
        return {"date": self._date, "time": self._time}.get(kind, self._any)

    def _any(self, cell: Cell) -> str:
        if isinstance(cell, Text):
            cell = words(cell, self._language)
        if isinstance(cell, str):
            return self._texts.get(cell) or self._text(cell)
        if isinstance(cell, datetime):
            return f"><v>{serial(cell):.16G}</v></c>"
        return f"><v>{cell!r}</v></c>"

    def _time(self, cell: Cell) -> str:
        if isinstance(cell, int | float):
            return f"><v>{cell / DAY:.10f}</v></c>"  # exact to the ms
        return self._any(cell)

    def _date(self, cell: Cell) -> str:
        if not isinstance(cell, str):
            return self._any(cell)
        known = self._days.get(cell)
        if known is None:
            day = _day(cell)
            known = self._any(cell) if day is None else f"><v>{serial(day):.16G}</v></c>"
            if len(self._days) < KEPT:
                self._days[cell] = known
        return known

    def _text(self, text: str) -> str:
        made = f' t="inlineStr"><is><t{_space(text)}>{escaped(text)}</t></is></c>'
        if len(self._texts) < KEPT:
            self._texts[text] = made
        return made


def letters(index: int) -> str:
    """A column's letters, from 0 on."""
    above, last = divmod(index, 26)
    return (letters(above - 1) if above else "") + chr(65 + last)


def serial(moment: datetime) -> float:
    """The days since the beginning of Excel's calendar."""
    past = moment - _EPOCH
    days = past.days + (past.seconds + past.microseconds / 1e6) / DAY
    return days if days > _LEAP else days - 1


def escaped(text: str) -> str:
    """A text that is nothing but text in an Excel file."""
    shown = _CONTROL.sub("\ufffd", text)[:LONGEST]
    shown = _CODE.sub(r"_x005F\1", shown).replace("\r", "_x000D_")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""


def _day(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.year >= 1900 else None  # the calendar of Excel begins there
