"""A service's quota as people write it: one number for the day, or numbers for its parts."""

from __future__ import annotations

from itertools import pairwise

from signage.config.faults import Faults
from signage.config.lines import Path
from signage.config.openings import spans
from signage.queueing.hall import Part, Quota

MOST = 100_000


def quota(written: int | dict[str, int] | None, path: Path, faults: Faults) -> Quota | None:
    """The quota that is meant; None without one."""
    if written is None:
        return None
    if isinstance(written, int):
        return Quota(day=_most(written, path, faults))
    day: int | None = None
    parts: list[Part] = []
    for key, number in written.items():
        here = (*path, key)
        most = _most(number, here, faults)
        if key == "day":
            day = most
        else:
            parts += [Part(span, most) for span in spans(key, here, faults)]
    parts.sort(key=lambda part: part.span.start)
    for one, other in pairwise(parts):
        if other.span.start < one.span.end:
            faults.add((*path, other.name), f"{one.name} and {other.name} overlap; part them.")
    if day is None and not parts:
        faults.add(path, 'this says no number; write 40, or { day = 40, "08:00-12:00" = 25 }.')
    return Quota(day=day, parts=tuple(parts))


def _most(number: int, path: Path, faults: Faults) -> int:
    if number < 1:
        faults.add(
            path,
            f"a quota of {number} would never give a ticket; write 1 or more, leave it out for no "
            "quota, or shut the service on a date under [[days]].",
        )
    elif number > MOST:
        faults.add(path, f"this must be at most {MOST}; leave it out for no quota.")
    return number
