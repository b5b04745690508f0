"""Tables as CSV (RFC 4180): UTF-8, a line a row, no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from signage.exports.tables import Cell, Column, Language, Table, plain, words

BOM: Final = "\ufeff"
_BEGUN: Final = r"[\s\"']*[=+\-@＝＋－＠]"
_FORMULA: Final = re.compile(rf"\A(?={_BEGUN}|[\t\r\n])|[;\t|\r\n]+(?={_BEGUN})")
"""Where a formula would begin: also behind a semicolon or a tab, for where those part the cells, as
in an Indonesian Excel, a cell begins there whatever quotes are around it."""


def write(file: Path, tables: Iterable[Table], language: Language, *, bom: bool = False) -> int:
    """Write the tables, one below the other with an empty line between them; gives how many rows.

    `bom` is for an Excel that takes a file without one for another alphabet.
    """
    count = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(BOM if bom else "")
        writer = csv.writer(out, lineterminator="\r\n")
        for index, table in enumerate(tables):
            if index:
                writer.writerow(())
            writer.writerow([safe(words(c.title, language)) for c in table.columns])
            for row in table.rows:
                writer.writerow(
                    [told(cell, column, language)
                     for cell, column in zip(row, table.columns, strict=True)]
                )  # fmt: skip
                count += 1
    return count


def told(cell: Cell, column: Column, language: Language) -> str:
    """A cell as CSV has it: `0:12:34`, `2026-11-26 09:00:00`, `0.9312`."""
    value = plain(cell, language)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if column.kind == "time" and not isinstance(value, str):
        return clock(value)
    if isinstance(value, str):
        return safe(value)
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and whole seconds."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def safe(text: str) -> str:
    """The text, with an apostrophe before what would begin a formula."""
    return _FORMULA.sub(r"\g<0>'", text)
