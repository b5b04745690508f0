"""Tables as an Excel file: typed cells, a frozen head, filters; a row is on the disk when it is
written, so that a year needs no more memory than a day.

The book, its styles and its heads are xlsxwriter's. Rows are put into its sheets as they are to
stand there (`cells.py`): cell by cell it takes three times as long, and a year has 23 million."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from signage.exports.cells import Line
from signage.exports.tables import Kind, Language, Table, words

A4: Final = 9
ROWS: Final = 1_048_575
"""A sheet has so many rows below its head; what is more goes on a further sheet."""
_FORMATS: Final[Mapping[Kind, str]] = {
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "time": "[h]:mm:ss",
    "share": "0.0%",
    "whole": "0",
    "number": "0.00",
    "precise": "0.000",
}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")


def write(file: Path, tables: Iterable[Table], language: Language) -> int:
    """Write the tables, a sheet each; gives how many rows. Parts lie in a folder beside it
    meanwhile, which goes with whatever is in it. Raises OSError when the disk takes no more."""
    import xlsxwriter  # here: nothing else needs it, and a server never does

    with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as parts:
        book = xlsxwriter.Workbook(
            str(file),
            {
                "constant_memory": True, "tmpdir": parts, "strings_to_formulas": False,
                "strings_to_urls": False, "strings_to_numbers": False, "use_zip64": True,
            },
        )  # fmt: skip
        try:
            count = _Sheets(book, language).write(tables)
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            inner = error.args[0] if error.args else error
            raise inner if isinstance(inner, OSError) else OSError(str(error)) from error
        finally:
            book.fileclosed = True  # what failed is thrown away: nothing is put together
            for sheet in book.worksheets():
                with suppress(OSError):
                    sheet.fh.close()
        return count


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
            sheet, line, at, page = *self._sheet(table, 1), 0, 1
            for row in table.rows:
                if at == ROWS:
                    _filter(sheet, table, at)
                    page += 1
                    sheet, line, at = *self._sheet(table, page), 0
                at += 1
                count += 1
                sheet.fh.write(line.told(at + 1, row))
            _filter(sheet, table, at)
        return count

    def _sheet(self, table: Table, page: int) -> tuple[Any, Line]:
        name = _FORBIDDEN.sub(" ", words(table.name, self._language))[:26].strip("' ") or "-"
        name = name if page == 1 else f"{name} {page}"
        while name.lower() in self._names:
            name += "+"
        self._names.add(name.lower())
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.repeat_rows(0)  # the head stands on each page of paper
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width, self._formats.get(column.kind))
        sheet.set_row(0, 32)
        for index, column in enumerate(table.columns):
            sheet.write_string(0, index, words(column.title, self._language), self._head)
        sheet._write_single_row(1)  # the head is through: rows come as they are from now on
        styles = {kind: told._get_xf_index() for kind, told in self._formats.items()}
        return sheet, Line(table.columns, self._language, styles)


def _filter(sheet: Any, table: Table, rows: int) -> None:
    last = len(table.columns) - 1
    sheet._check_dimensions(rows, last)
    sheet.autofilter(0, 0, max(1, rows), last)
