"""How the voices of the zones kept up in a period."""

from __future__ import annotations

import numpy as np

from signage.figures.book import Book
from signage.figures.columns import RESULTS, Column
from signage.figures.shapes import ReasonRow, VoiceRow
from signage.figures.times import ordered, times
from signage.queueing.hall import Text
from signage.queueing.wording import voice_reason

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
