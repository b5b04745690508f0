"""Rows of a book counted by cells: once for all that one grain tells apart.

Weekdays and months are made of days, and who came is one cell of origin, priority and channel; so a
year's million rows are gone through for seven grains, not for eleven things.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np

from signage.figures.book import Book
from signage.figures.columns import NONE, STATES, Column, Columns
from signage.figures.shapes import By
from signage.figures.times import Sorted, Spread, spread

HOURS: Final = 24
WHO: Final[tuple[By, ...]] = ("origin", "priority", "channel")
DIRECT: Final = len(STATES)
"""In the place of a state: a visit without a ticket."""
OUTCOMES: Final = len(STATES) + 1
JOINED: Final = 1024
"""More cells of who came than this are not joined: they would be mostly empty."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How rows are told apart: `of` gives each row's cell, below `count`; `ending` does so for
    where a visit ended. `tables` has, by what it can tell, the key of each cell."""

    name: str
    count: int
    of: Callable[[Columns], Column]
    ending: Callable[[Columns], Column]
    tables: dict[By, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The rows that are counted: visits whose number was given in the part, those that ended in
    it, its calls, its servings; and their times, sorted."""

    visits: Columns
    ends: Columns
    calls: Columns
    servings: Columns
    wait: Sorted
    walk: Sorted
    serve: Sorted
    whole: Sorted


NUMBERS: Final = (
    "tickets", "direct", "calls", "servings", "recalls", "transfers", "wait_of", "wait_kept",
    "serve_of", "serve_kept", *STATES, "walked_up",
)  # fmt: skip
"""What is counted of each cell; `_of` are those with a standard."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: a row a cell with its `NUMBERS`; and waits, walks, servings, totals."""

    numbers: Column
    times: tuple[Spread, Spread, Spread, Spread]


def grain_of(by: By, book: Book) -> Grain:
    """The grain that tells this apart."""
    match by:
        case "day" | "weekday" | "month":
            return _days(book)
        case "hour":
            return _plain("hour", HOURS, lambda c: (c["minute"] // 60).astype(np.uint8))
        case "origin" | "priority" | "channel":
            return _who(by, book)
        case "agency" | "service" | "counter" | "group":
            places = _places(by, book)
            count, ending = int(places.max()) + 1, "end_" + by
            table = np.arange(count)
            return Grain(
                by, count, lambda c: places[c[by]], lambda c: places[c[ending]], {by: table}
            )


def codes_of(kind: str, book: Book) -> list[int]:
    """The codes of things of a kind; the first has the key 1, for 0 is none of them."""
    return [code for code, thing in book.things.items() if thing.kind == kind]


def months_of(days: Sequence[str]) -> list[str]:
    """The months of these days, in their order."""
    return sorted({day[:7] for day in days})


def counted(grain: Grain, told: Told) -> Counted:
    """All that is counted, by cell."""
    visits, ends, calls, servings = told.visits, told.ends, told.calls, told.servings
    count = grain.count
    at, call, serving = (grain.of(rows) for rows in (visits, calls, servings))
    end = at if ends is visits and grain.ending is grain.of else grain.ending(ends)
    # direct or not, and without a standard, beyond it or within it: one of six
    came = _crossed(at, visits["direct"] * np.uint8(3) + _standard(visits), 6, count)
    kept = _crossed(serving, _standard(servings), 3, count)
    state = np.where(ends["direct"] > 0, np.uint8(DIRECT), ends["state"])
    numbers = (
        came[:, :3].sum(1), came[:, 3:].sum(1), np.bincount(call, minlength=count), kept.sum(1),
        _weighed(call, calls["recalls"], count), _weighed(end, ends["transfers"], count),
        came[:, [1, 2, 4, 5]].sum(1), came[:, [2, 5]].sum(1), kept[:, 1:].sum(1), kept[:, 2],
        *_crossed(end, state, OUTCOMES, count).T,
    )  # fmt: skip
    return Counted(
        np.stack(numbers, axis=1),
        (
            spread(told.wait, at, count), spread(told.walk, call, count),
            spread(told.serve, serving, count), spread(told.whole, end, count),
        ),
    )  # fmt: skip


def _days(book: Book) -> Grain:
    days = book.days
    dates = np.array(days, "datetime64[D]") if days else np.zeros(0, "datetime64[D]")
    weekdays = (dates.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
    months = months_of(days)
    places = np.array([months.index(day[:7]) for day in days], np.int64)
    own = np.arange(len(days))
    grain = _plain("day", len(days), lambda c: c["day"])
    return Grain(
        "day", len(days), grain.of, grain.of, {"day": own, "weekday": weekdays, "month": places}
    )


def _who(by: By, book: Book) -> Grain:
    places = {kind: _places(kind, book) for kind in WHO}
    sizes = [int(places[kind].max()) + 1 for kind in WHO]
    if prod(sizes) > JOINED:
        own = places[by]
        count = int(own.max()) + 1
        return _plain(by, count, lambda c: own[c[by]], {by: np.arange(count)})

    def of(columns: Columns) -> Column:
        first, second, third = (places[kind][columns[kind]] for kind in WHO)
        joined = (first * np.uint16(sizes[1]) + second) * np.uint16(sizes[2]) + third
        return _small(joined, prod(sizes))

    tables = np.unravel_index(np.arange(prod(sizes)), sizes)
    return _plain("who", prod(sizes), of, dict(zip(WHO, tables, strict=True)))


def _plain(
    name: str,
    count: int,
    of: Callable[[Columns], Column],
    tables: dict[By, Column] | None = None,
) -> Grain:
    return Grain(name, count, of, of, tables or {"hour": np.arange(count)})


def _places(kind: str, book: Book) -> Column:
    """A thing's key by its code."""
    codes = codes_of(kind, book)
    places = np.zeros(max(book.things, default=0) + 1, np.uint16)
    places[codes] = np.arange(1, len(codes) + 1, dtype=np.uint16)
    return places


def _small(cells: Column, count: int) -> Column:
    return cells.astype(np.uint8) if count <= 256 else cells


def _standard(rows: Columns) -> Column:
    return (rows["within"] - np.int8(NONE)).view(np.uint8)


def _crossed(cells: Column, classes: Column, size: int, count: int) -> Column:
    """How many of each class are in each cell."""
    wide = np.dtype(np.uint16 if count * size < 1 << 16 else np.uint32)
    both = cells.astype(wide) * wide.type(size) + classes
    return np.bincount(both, minlength=count * size).reshape(count, size)


def _weighed(cells: Column, weights: Column, count: int) -> Column:
    some = np.flatnonzero(weights)  # most are nothing
    return np.bincount(cells[some], weights=weights[some], minlength=count).astype(np.int64)
