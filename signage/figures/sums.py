"""The service figures of a period, by one thing at a time.

They are summed from the cells of a grain (`grains.py`), not row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from signage.figures.book import Book, Part
from signage.figures.columns import STATES, Column, Columns, Kind
from signage.figures.grains import NUMBERS, Counted, Told, codes_of, counted, grain_of, months_of
from signage.figures.names import NOBODY, WEEKDAYS, channel, day_name, hour_name, month_name
from signage.figures.shapes import By, FigureRow, Kept, Times
from signage.figures.times import Sorted, ordered, times_of
from signage.queueing.hall import Text

WHERE = ("agency", "service", "counter")
ENDED = ("served", "no_show", "cancelled", "expired")
SERVED_FROM = (*WHERE, *(f"end_{kind}" for kind in WHERE), "direct", "state")
NAMED: frozenset[By] = frozenset({"agency", "service", "group", "origin", "priority", "channel"})
"""Things that stand in the order of their names."""


@dataclass(frozen=True, slots=True)
class Keys:
    """By what cells are told apart: `table` has each cell's key, which is below `count`. `named`
    gives a key's id and name; `every` keeps also those of which nothing is told."""

    table: Column
    count: int
    named: Callable[[int], tuple[str, Text]]
    every: bool = False


class Sums:
    """The sums of a book, or of a part of the mall. Raises KeyError for a part that never was."""

    def __init__(self, book: Book, part: Part) -> None:
        self._book = book
        self._counted: dict[str, Counted] = {}
        self._codes = {
            kind: self._code(kind, id)
            for kind in WHERE
            if (id := getattr(part, kind)) is not None
        }  # fmt: skip

    def _code(self, kind: str, id: str) -> int:
        found = self._book.code(kind, id)
        if found is None:
            raise KeyError(kind)
        return found

    def rows(self, by: By) -> tuple[FigureRow, ...]:
        """The figures by one thing, in its order."""
        told = _made(*self.counted(by))
        return tuple(sorted(told, key=lambda row: row.name.id)) if by in NAMED else tuple(told)

    def total(self) -> FigureRow:
        """The figures of all rows together."""
        (row,) = _made(*self.counted(None))
        return row

    def counted(self, by: By | None) -> tuple[Counted, Keys]:
        """What was counted, and the key of each cell; None is for all of it together."""
        grain = grain_of(by or "hour", self._book)
        if grain.name not in self._counted:
            self._counted[grain.name] = counted(grain, self._told)
        if by is None:
            keys = Keys(np.zeros(grain.count, np.int64), 1, lambda _: ("", NOBODY["total"]), True)
        else:
            keys = self._keys(by, grain.tables[by])
        return self._counted[grain.name], keys

    def served(self) -> int:
        """How many visits were served, with or without a ticket. `SERVED_FROM` are the columns
        that this needs."""
        ends = self.ends
        tickets = (ends["state"] == STATES.index("served")) & (ends["direct"] == 0)
        return int(tickets.sum()) + int(self.visits["direct"].sum())

    # ---- rows of the book, as far as they are of the part

    @cached_property
    def visits(self) -> Columns:
        """Visits whose number was given in the part; those of a counter, that it called first."""
        return self._kept("visits", "")

    @cached_property
    def ends(self) -> Columns:
        """Visits that ended, or are, in the part."""
        return self._kept("visits", "end_") if self._codes else self.visits

    @cached_property
    def calls(self) -> Columns:
        """Calls of the part."""
        return self._kept("calls", "")

    @cached_property
    def servings(self) -> Columns:
        """Servings in the part."""
        return self._kept("servings", "")

    def _kept(self, kind: Kind, prefix: str) -> Columns:
        columns = self._book.columns[kind]
        if not self._codes:
            return columns
        masks = [columns[prefix + name] == code for name, code in self._codes.items()]
        mask = np.logical_and.reduce(masks)
        return {name: column[mask] for name, column in columns.items()}

    @cached_property
    def wait(self) -> Sorted:
        """Waits from the number to the first call."""
        return ordered(self.visits["waited"])

    @cached_property
    def walk(self) -> Sorted:
        """From a call to the counter."""
        return ordered(self.calls["walked"])

    @cached_property
    def serve(self) -> Sorted:
        """How long a visit kept one counter for one service."""
        return ordered(self.servings["lasted"])

    @cached_property
    def whole(self) -> Sorted:
        """From the number to the end of a visit that was served."""
        return ordered(self.ends["total"])

    @cached_property
    def _told(self) -> Told:
        return Told(
            visits=self.visits, ends=self.ends, calls=self.calls, servings=self.servings,
            wait=self.wait, walk=self.walk, serve=self.serve, whole=self.whole,
        )  # fmt: skip

    # ---- by what

    def _keys(self, by: By, table: Column) -> Keys:
        days = self._book.days
        match by:
            case "hour":
                return Keys(table, len(table), hour_name)
            case "day":
                return Keys(table, len(days), lambda i: day_name(days[i]), every=True)
            case "weekday":
                return Keys(table, len(WEEKDAYS), _weekday)
            case "month":
                months = months_of(days)
                return Keys(table, len(months), lambda i: month_name(months[i]))
            case _:
                codes, things = codes_of(by, self._book), self._book.things

                def named(key: int) -> tuple[str, Text]:
                    if key == 0:
                        return "", NOBODY[by]
                    thing = things[codes[key - 1]]
                    return thing.id, channel(thing.id) if by == "channel" else thing.name

                return Keys(table, len(codes) + 1, named)


def numbers_of(cells: Counted, keys: Keys) -> Column:
    """A row of `NUMBERS` a key."""
    numbers = np.zeros((keys.count, len(NUMBERS)), np.int64)
    np.add.at(numbers, keys.table, cells.numbers)
    return numbers


def tells(numbers: Column) -> bool:
    """Whether there is something to tell."""
    return bool(numbers[:_TELLING].any() or numbers[_FIRST:].any())


def figure_row(named: tuple[str, Text], numbers: Column, times: Sequence[Times]) -> FigureRow:
    """The figures of one key."""
    told = {name: int(of) for name, of in zip(NUMBERS, numbers, strict=True)}
    wait, walk, serve, total = times
    return FigureRow(
        key=named[0], name=named[1], **{name: told[name] for name in _COUNTS},
        open=sum(told[state] for state in STATES if state not in ENDED),
        wait=wait, walk=walk, serve=serve, total=total,
        wait_kept=Kept(of=told["wait_of"], kept=told["wait_kept"]),
        serve_kept=Kept(of=told["serve_of"], kept=told["serve_kept"]),
    )  # fmt: skip


def _made(cells: Counted, keys: Keys) -> list[FigureRow]:
    """A row a key, of which something is told."""
    numbers = numbers_of(cells, keys)
    times = [times_of(told, keys.table, keys.count) for told in cells.times]
    return [
        figure_row(keys.named(i), numbers[i], [each[i] for each in times])
        for i in range(keys.count)
        if keys.every or tells(numbers[i])
    ]


def _weekday(index: int) -> tuple[str, Text]:
    return str(index), WEEKDAYS[index]


_COUNTS = ("tickets", "direct", "calls", "servings", "recalls", "transfers", *ENDED)
_TELLING = NUMBERS.index("recalls")
"""These many come first that tell something; recalls are of calls, transfers of visits."""
_FIRST = NUMBERS.index(STATES[0])
