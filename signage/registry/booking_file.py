"""Bookings from another system, as a CSV file: read within bounds, refused by line. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Final

from signage.errors import Malformed, Refused
from signage.queueing.hall import Text
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
    rows = csv.reader(io.StringIO(text, newline=""))
    if tuple(name.strip().lower() for name in next(rows, [])) != COLUMNS:
        raise Malformed("file_columns", columns=",".join(COLUMNS))
    return tuple(_rows(rows, slot_of))


def _rows(rows: Iterator[list[str]], slot_of: SlotOf) -> Iterator[Imported]:
    seen: set[str] = set()
    number = 1
    try:
        for row in rows:
            number += 1
            if any(field.strip() for field in row):
                yield _row([field.strip() for field in row], seen, slot_of)
    except Refused as refused:
        raise Malformed("file_line", line=number, problem=sentence(refused)) from None
    except csv.Error as error:
        raise Malformed("file_line", line=number, problem=Text(f"{error}.", f"{error}.")) from None


def _row(row: list[str], seen: set[str], slot_of: SlotOf) -> Imported:
    if len(row) != len(COLUMNS):
        raise Malformed("file_columns", columns=",".join(COLUMNS))
    code, service, day, start = row
    if _CODE.fullmatch(code) is None:
        raise Malformed("code_malformed", name=code[:40])
    if tidy(code) in seen:
        raise Malformed("code_twice", name=code)
    seen.add(tidy(code))
    slot = slot_of(service, day, minute(start))
    return Imported(code=code, service=service, date=slot.date, start=slot.start, end=slot.end)
