"""Makes one file: whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, cast, get_args

from signage.errors import Malformed
from signage.exports import csvs, excel, jsons, rows, skm, sums
from signage.exports.asking import Asked
from signage.exports.tables import Table
from signage.figures.book import must_be
from signage.figures.files import FORMATS, Format, Which
from signage.records.books import things
from signage.records.reading import Database, reading
from signage.records.records import FILE

_MADE: Final[Mapping[Which, Callable[[Database, Asked], Iterator[Table]]]] = {
    "visits": lambda db, asked: iter((rows.visits(db, asked),)),
    "calls": lambda db, asked: iter((rows.calls(db, asked),)),
    "day": sums.day,
    "service": sums.service,
    "voice": sums.voice,
    "screens": sums.screens,
    "skm": skm.sheet,
    "plays": sums.plays,
}
PART: Final = ".part"


def which_of(written: str) -> Which:
    """The report of this name. Raises Malformed."""
    if written not in get_args(Which):
        raise Malformed("report_unknown", report=written[:40], known=", ".join(get_args(Which)))
    return cast(Which, written)


def format_of(written: str) -> Format:
    """The kind of file with this ending, such as `xlsx`. Raises Malformed."""
    if written not in FORMATS:
        raise Malformed("format_unknown", format=written[:40], known=", ".join(FORMATS))
    return written


def make(file: Path, kind: Format, asked: Asked) -> int:
    """Write the file; gives how many rows. Raises NotFound, OSError, JournalTrouble."""
    part = file.with_name(file.name + PART)
    try:
        with reading(asked.data / FILE) as db:
            must_be(asked.part, things(db).values())
            closing = _Closing(asked.told)
            wanted = replace(asked, told=closing.rows) if kind == "xlsx" else asked
            tables = _MADE[asked.which](db, wanted)
            match kind:
                case "xlsx":
                    count = excel.write(part, tables, asked.language)
                    closing.over()
                case "csv":
                    count = csvs.write(part, tables, asked.language, bom=asked.bom)
                case "json":
                    count = jsons.write(part, tables, asked.language)
        os.replace(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count


class _Closing:
    """Tells how far an Excel file is: when all its rows are there they are packed, which takes a
    quarter as long again."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        self._told = told
        self._of = 0

    def rows(self, done: int, of: int) -> None:
        """So far the rows are."""
        self._of = of + -(-of // 4)
        self._told(done, self._of)

    def over(self) -> None:
        """It is packed."""
        self._told(self._of, self._of)
