"""Bookings from another system, as a CSV file: read within bounds, refused by line. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Final

from signage.errors import Malformed, Refused
from signage.queueing.refusals import sentence
from signage.queueing.slots import Slot, minute
from signage.registry.bookings import Imported
from signage.registry.codes import tidy

COLUMNS: Final = ("code", "service", "date", "start")
LINES: Final = 50_000
BYTES: Final = 4 * 1024 * 1024
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{5,31}")

SlotOf = Callable[[str, str, int], Slot]
"""(service, date, start minute) → the slot; raises Refused when there is none."""


def read(content: bytes, slot_of: SlotOf) -> tuple[Imported, ...]:
    """The bookings of a file `code,service,date,start`; raises Malformed, with the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Malformed("file_unreadable") from None
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines > LINES + 1:
        raise Malformed("file_too_long", lines=lines, limit=LINES)
    rows = _lines(text)
    _, first = next(rows, (1, []))
    if tuple(name.lower() for name in first) != COLUMNS:
        raise Malformed("file_columns", columns=",".join(COLUMNS))
    return tuple(_rows(rows, slot_of))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line of the file on which it begins: a text in quotes may hold breaks."""
    written = csv.reader(io.StringIO(text, newline=""))
    begins = 1
    while True:
        try:
            row = next(written, None)
        except csv.Error:
            raise _at(begins, Malformed("file_fields", columns=",".join(COLUMNS))) from None
        if row is None:
            return
        yield begins, [field.strip() for field in row]
        begins = written.line_num + 1


def _rows(rows: Iterator[tuple[int, list[str]]], slot_of: SlotOf) -> Iterator[Imported]:
    seen: set[str] = set()
    for line, row in rows:
        try:
            if any(row):
                yield _row(row, seen, slot_of)
        except Refused as refused:
            raise _at(line, refused) from None


def _at(line: int, refused: Refused) -> Malformed:
    return Malformed("file_line", line=line, problem=sentence(refused))


def _row(row: list[str], seen: set[str], slot_of: SlotOf) -> Imported:
    if len(row) != len(COLUMNS):
        raise Malformed("file_fields", columns=",".join(COLUMNS))
    code, service, day, start = row
    if _CODE.fullmatch(code) is None:
        raise Malformed("code_malformed", name=code[:40])
    if tidy(code) in seen:
        raise Malformed("code_twice", name=code)
    seen.add(tidy(code))
    slot = slot_of(service, day, minute(start))
    return Imported(code=code, service=service, date=slot.date, start=slot.start, end=slot.end)
