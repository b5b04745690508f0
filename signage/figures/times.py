"""Mean, median, ninth decile and longest of many times at once, exact to the millisecond."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from signage.figures.columns import Column
from signage.figures.shapes import Times


@dataclass(frozen=True, slots=True)
class Sorted:
    """Times in ms in rising order, and the row that each is of."""

    values: Column
    rows: Column


def ordered(values: Column, mask: Column | None = None) -> Sorted:
    """The times that there are (not negative), of the rows that the mask keeps."""
    there = values >= 0 if mask is None else (values >= 0) & mask
    rows = np.flatnonzero(there)
    kept = values[rows]
    order = np.argsort(kept)
    return Sorted(kept[order], rows[order])


def times_of(told: Sorted, keys: Column | None, count: int) -> list[Times]:
    """The times by key: one for each of the keys from 0 up to `count`; one in all without keys."""
    if keys is None:
        ends = np.array([len(told.values)])
        return [_times(told.values, 0, int(ends[0]))]
    own = keys[told.rows]
    # so small that it counts instead of comparing
    order = np.argsort(own.astype(np.uint8) if count <= 256 else own, kind="stable")
    values = told.values[order]
    ends = np.cumsum(np.bincount(own, minlength=count))
    starts = np.concatenate(([0], ends[:-1]))
    return [_times(values, int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def _times(values: Column, start: int, end: int) -> Times:
    """Of the values from `start` to `end`, which rise."""
    count = end - start
    if count == 0:
        return Times()
    own = values[start:end]
    middle = (int(own[(count - 1) // 2]) + int(own[count // 2])) / 2
    return Times(
        count=count,
        mean=round(int(own.sum(dtype=np.int64)) / count / 1000, 3),
        median=middle / 1000,
        p90=int(own[-(-count * 9 // 10) - 1]) / 1000,
        longest=int(own[-1]) / 1000,
    )
