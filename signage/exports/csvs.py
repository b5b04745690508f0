"""Tables as CSV (RFC 4180): UTF-8, a line a row, no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from typing import Final

from signage.exports.tables import Cell, Column, Kind, Language, Table, words
from signage.queueing.hall import Text

BOM: Final = "\ufeff"
PLACES: Final[Mapping[Kind, int]] = {"number": 2, "precise": 3}
KEPT: Final = 20_000
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
            known: dict[str, str] = {}
            for row in table.rows:
                writer.writerow(
                    [told(cell, column, language, known)
                     for cell, column in zip(row, table.columns, strict=True)]
                )  # fmt: skip
                count += 1
    return count


def told(
    cell: Cell, column: Column, language: Language, known: MutableMapping[str, str] | None = None
) -> str:
    """A cell as CSV has it: `0:12:34`, `2026-11-26 09:00:00`, `0.9312`. `known` keeps texts that
    were looked at, for names come again in every row."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, Text):
        cell = words(cell, language)
    if isinstance(cell, str):
        if known is None or len(known) > KEPT:
            return safe(cell)
        return known.get(cell) or known.setdefault(cell, safe(cell))
    if column.kind == "time":
        return clock(cell)
    if isinstance(cell, float) and column.kind in PLACES:
        return f"{cell:.{PLACES[column.kind]}f}"
    return f"{cell:.4f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and whole seconds."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def safe(text: str) -> str:
    """The text, with an apostrophe before what would begin a formula."""
    return _FORMULA.sub(r"\g<0>'", text)
