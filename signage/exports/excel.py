"""Tables as an Excel file: typed cells, a frozen head, filters; a row is on the disk when it is
written, so that a year needs no more memory than a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from signage.exports.tables import Cell, Kind, Language, Table, plain, words

ROWS: Final = 1_048_575
"""A sheet has so many rows below its head; what is more goes on a further sheet."""
LONGEST: Final = 32_767
"""Signs in a cell."""
DAY: Final = 86_400
_FORMATS: Final[Mapping[Kind, str]] = {
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "time": "[h]:mm:ss",
    "share": "0.0%",
    "whole": "0",
    "number": "0.00",
}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(file: Path, tables: Iterable[Table], language: Language) -> int:
    """Write the tables, a sheet each; gives how many rows. Parts lie beside it meanwhile."""
    import xlsxwriter  # here: nothing else needs it, and a server never does

    book = xlsxwriter.Workbook(
        str(file),
        {
            "constant_memory": True, "tmpdir": str(file.parent), "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False,
        },
    )  # fmt: skip
    try:
        return _Sheets(book, language).write(tables)
    finally:
        book.close()


class _Sheets:
    def __init__(self, book: Any, language: Language) -> None:
        self._book = book
        self._language = language
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4",
             "bottom": 1}
        )  # fmt: skip
        self._formats = {
            kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()
        }
        self._names: set[str] = set()

    def write(self, tables: Iterable[Table]) -> int:
        count = 0
        for table in tables:
            sheet, at, page = self._sheet(table, 1), 0, 1
            for row in table.rows:
                if at == ROWS:
                    _filter(sheet, table, at)
                    page += 1
                    sheet, at = self._sheet(table, page), 0
                at += 1
                count += 1
                self._row(sheet, at, table, row)
            _filter(sheet, table, at)
        return count

    def _sheet(self, table: Table, page: int) -> Any:
        name = _FORBIDDEN.sub(" ", words(table.name, self._language))[:26].strip("' ") or "-"
        name = name if page == 1 else f"{name} {page}"
        while name.lower() in self._names:
            name += "+"
        self._names.add(name.lower())
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width, self._formats.get(column.kind))
        sheet.set_row(0, 32)
        for index, column in enumerate(table.columns):
            sheet.write_string(0, index, words(column.title, self._language), self._head)
        return sheet

    def _row(self, sheet: Any, at: int, table: Table, row: tuple[Cell, ...]) -> None:
        for index, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            value, shown = plain(cell, self._language), self._formats.get(column.kind)
            if value is None:
                continue
            if isinstance(value, datetime):
                sheet.write_datetime(at, index, value, shown)
            elif isinstance(value, str):
                day = _date(value) if column.kind == "date" else None
                if day is not None:
                    sheet.write_datetime(at, index, day, shown)
                else:
                    sheet.write_string(at, index, _CONTROL.sub("\ufffd", value)[:LONGEST])
            else:
                part = value / DAY if column.kind == "time" else value
                sheet.write_number(at, index, part, shown)


def _date(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.year >= 1900 else None  # the calendar of Excel begins there


def _filter(sheet: Any, table: Table, rows: int) -> None:
    sheet.autofilter(0, 0, max(1, rows), len(table.columns) - 1)
