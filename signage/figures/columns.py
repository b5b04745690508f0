"""The columns that reports sum up: one array a column, one row a visit, call, serving and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["visits", "calls", "servings", "spoken", "openings"]
Column = NDArray[Any]
Columns = Mapping[str, Column]

NONE: Final = -1
"""A time that there is not, a standard that there is not."""
STATES: Final = (
    "waiting", "called", "serving", "parked", "served", "no_show", "cancelled", "expired",
)  # fmt: skip
RESULTS: Final = ("", "heard", "blocked", "failed", "skipped")

_WHO: Final = {"origin": "<u2", "priority": "<u2", "channel": "<u2"}
_WHERE: Final = {"service": "<u2", "agency": "<u2", "counter": "<u2", "group": "<u2"}
LAYOUT: Final[Mapping[Kind, Mapping[str, str]]] = {
    "visits": {
        "minute": "<u2", **_WHERE, **_WHO, "direct": "u1", "waited": "<i4", "within": "i1",
        "state": "u1", "end_service": "<u2", "end_agency": "<u2", "end_counter": "<u2",
        "end_group": "<u2", "total": "<i4", "transfers": "u1",
    },
    "calls": {
        "minute": "<u2", **_WHERE, **_WHO, "walked": "<i4", "recalls": "u1", "rule": "<u2",
        "passed": "<u2", "turn": "u1",
    },
    "servings": {"minute": "<u2", **_WHERE, **_WHO, "lasted": "<i4", "within": "i1"},
    "spoken": {"zone": "<u2", "kind": "<u2", "result": "u1", "reason": "<u2", "lag": "<i4"},
    "openings": {"counter": "<u2", "group": "<u2", "start": "<i4", "end": "<i4"},
}  # fmt: skip
"""Names are codes of `things`, 0 for none; times are ms; `minute` is of the local day; `start` and
`end` are seconds from the midnight with which the day's date begins. `within` is 1 inside the
standard of that day, 0 beyond it, -1 where there is none."""
_KEPT: Final[Mapping[str, int]] = {"u1": 255, "<u2": 65_535, "<i4": 2_147_483_647, "i1": 127}


def packed(kind: Kind, rows: Sequence[Sequence[int]]) -> bytes:
    """Rows, in the order of the layout, as bytes: a column after the other."""
    parts = []
    columns = zip(*rows, strict=True) if rows else ((),) * len(LAYOUT[kind])
    for type_, column in zip(LAYOUT[kind].values(), columns, strict=True):
        most, least = _KEPT[type_], 0 if type_[-2] == "u" or type_ == "u1" else NONE
        values = np.clip(np.asarray(column, np.int64), least, most)
        parts.append(values.astype(type_).tobytes())
    return b"".join(parts)


def width(kind: Kind) -> int:
    """How many bytes a row has."""
    return sum(np.dtype(type_).itemsize for type_ in LAYOUT[kind].values())


def unpacked(kind: Kind, sheets: Sequence[bytes], names: Iterable[str]) -> dict[str, Column]:
    """The named columns of several days, joined, and `day`: the place of each row's sheet."""
    counts = [len(sheet) // width(kind) for sheet in sheets]
    found: dict[str, Column] = {"day": np.repeat(np.arange(len(sheets), dtype="<u2"), counts)}
    wanted, at = set(names), 0
    for name, type_ in LAYOUT[kind].items():
        size = np.dtype(type_).itemsize
        if name in wanted:
            parts = [
                np.frombuffer(sheet, type_, count, at * count)
                for sheet, count in zip(sheets, counts, strict=True)
            ]
            found[name] = np.concatenate(parts) if parts else np.zeros(0, type_)
        at += size
    return found
