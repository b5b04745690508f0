"""Mean, median, ninth decile and longest of many times at once, exact to the millisecond.

The times are sorted once. By what they are then told apart is counted in blocks of that order: the
block in which a group has its median is known from the counts, and only that one is looked through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from signage.figures.columns import Column
from signage.figures.shapes import Times

BLOCK: Final = 2048
"""Times that are counted at once: so many that the counts are few, so few that they stay near."""


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


@dataclass(frozen=True, slots=True)
class Spread:
    """Sorted times by cell: `own` is the cell of each time, `counts` how many of each cell lie in
    each block, `sums` the ms of each cell."""

    values: Column
    own: Column
    counts: Column
    sums: Column


def spread(told: Sorted, cells: Column, count: int) -> Spread:
    """The times by cell; `cells` has the cell of each row, below `count`."""
    own = cells[told.rows]
    counts = [
        np.bincount(own[at : at + BLOCK], minlength=count) for at in range(0, len(own), BLOCK)
    ]
    sums = np.bincount(own, told.values, count)  # whole numbers below 2^53: exact
    held = np.array(counts, np.int64).reshape(len(counts), count)
    return Spread(told.values, own, held, sums)


def times_of(told: Spread, table: Column, count: int) -> list[Times]:
    """The times of each key from 0 up to `count`; `table` has the key of each cell."""
    same = count == len(table) and bool((table == np.arange(count)).all())
    by_key = np.ascontiguousarray(told.counts.T) if same else _summed(told.counts.T, table, count)
    sums = np.bincount(table, told.sums, count)
    reached = by_key.cumsum(axis=1)
    cells = None if same else table
    return [_times(told, cells, key, reached[key], float(sums[key])) for key in range(count)]


def _summed(counts: Column, table: Column, count: int) -> Column:
    by_key = np.zeros((count, counts.shape[1]), np.int64)
    np.add.at(by_key, table, counts)
    return by_key


def times(told: Sorted) -> Times:
    """Of all of them."""
    one = np.zeros(int(told.rows.max(initial=0)) + 1, np.uint8)
    (found,) = times_of(spread(told, one, 1), np.zeros(1, np.int64), 1)
    return found


def _times(told: Spread, table: Column | None, key: int, reached: Column, total: float) -> Times:
    count = int(reached[-1]) if len(reached) else 0
    if count == 0:
        return Times()
    cells = None if table is None else table == key

    def at(place: int) -> int:
        """The time with so many before it."""
        block = int(reached.searchsorted(place, side="right"))
        before = int(reached[block - 1]) if block else 0
        own = told.own[block * BLOCK : (block + 1) * BLOCK]
        mine = (own == key if cells is None else cells[own]).nonzero()[0]
        return int(told.values[block * BLOCK + int(mine[place - before])])

    upper = at(count // 2)
    middle = upper if count % 2 else (at(count // 2 - 1) + upper) / 2
    return Times(
        count=count,
        mean=round(int(total) / count / 1000, 3),
        median=middle / 1000,
        p90=at(-(-count * 9 // 10) - 1) / 1000,
        longest=at(count - 1) / 1000,
    )
