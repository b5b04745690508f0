"""How the voices of the zones kept up in a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
import numpy as np

from signage.figures.book import Book
from signage.figures.columns import RESULTS, Column
from signage.figures.ranks import ROUNDS, Ranks
from signage.figures.shapes import ReasonRow, VoiceRow
from signage.figures.times import ordered, times
from signage.queueing.hall import Text
from signage.queueing.wording import voice_reason

_COUNTS = ("asked", "heard", "shortened", "dropped", "failed", "pending")
HEARD, SKIPPED = RESULTS.index("heard"), RESULTS.index("skipped")
_WHOLE = Text("tanpa keterangan", "without a reason")


def voices(book: Book) -> tuple[VoiceRow, ...]:
    """A row a zone that was to say something."""
    rows = book.columns["spoken"]
    return tuple(
        _row(book, code, rows["zone"] == code)
        for code, thing in book.things.items()
        if thing.kind == "zone" and (rows["zone"] == code).any()
    )


def flat_voices(days: Callable[[], Iterable[Book]]) -> tuple[VoiceRow, ...]:
    """The same from the books of some days after the other, in flat memory. `days` gives the same
    ones whenever it is called."""
    found: dict[int, VoiceRow] = {}
    places: dict[int, int] = {}
    ranks = Ranks()
    for book in days():
        codes = {thing.id: code for code, thing in book.things.items() if thing.kind == "zone"}
        for row in voices(book):
            code = codes[row.zone]
            places.setdefault(code, len(places))
            found[code] = _joined(found[code], row) if code in found else row
        ranks.first(*_lags(book, places), len(places))
    for turn in range(len(ROUNDS)):
        ranks.begin(turn)
        for book in days():
            ranks.add(turn, *_lags(book, places))
        ranks.end(turn)
    replace = msgspec.structs.replace
    return tuple(replace(found[code], lag=ranks.times(places[code])) for code in sorted(found))


def _lags(book: Book, places: Mapping[int, int]) -> tuple[Column, Column]:
    """The places of the zones, and the ms until something was begun, where it was."""
    rows = book.columns["spoken"]
    there = rows["lag"] >= 0
    table = np.zeros(max(book.things, default=0) + 1, np.int64)
    for code, place in places.items():
        table[code] = place
    return table[rows["zone"][there]], rows["lag"][there]


def _joined(first: VoiceRow, second: VoiceRow) -> VoiceRow:
    counts = {name: getattr(first, name) + getattr(second, name) for name in _COUNTS}
    reasons: dict[tuple[str, str], ReasonRow] = {}
    for row in (*first.reasons, *second.reasons):
        known = reasons.get((row.result, row.reason))
        count = row.count + (known.count if known else 0)
        reasons[row.result, row.reason] = msgspec.structs.replace(row, count=count)
    ordered = tuple(sorted(reasons.values(), key=lambda row: -row.count))
    return msgspec.structs.replace(first, **counts, reasons=ordered)


def _row(book: Book, code: int, mine: Column) -> VoiceRow:
    rows = {name: column[mine] for name, column in book.columns["spoken"].items()}
    result, reason = rows["result"], rows["reason"]
    short = (result == HEARD) & (reason > 0)
    dropped, failed = result == SKIPPED, (result > 0) & (result != HEARD) & (result != SKIPPED)
    thing = book.things[code]
    reasons: list[ReasonRow] = []
    for name, mask in (("shortened", short), ("dropped", dropped), ("failed", failed)):
        counts = np.bincount(reason[mask])
        for why in np.flatnonzero(counts):
            known = book.things.get(int(why))
            reasons.append(
                ReasonRow(
                    result=name,  # type: ignore[arg-type]
                    reason=known.id if known else "",
                    name=voice_reason(known.id) if known else _WHOLE, count=int(counts[why]),
                )
            )  # fmt: skip
    return VoiceRow(
        zone=thing.id, name=thing.name, asked=len(result), heard=int((result == HEARD).sum()),
        shortened=int(short.sum()), dropped=int(dropped.sum()), failed=int(failed.sum()),
        pending=int((result == 0).sum()), lag=times(ordered(rows["lag"])),
        reasons=tuple(sorted(reasons, key=lambda row: -row.count)),
    )  # fmt: skip
