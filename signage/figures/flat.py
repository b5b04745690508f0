"""The figures of a long period, by everything, in flat memory: some days at a time, and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from signage.figures.columns import Column
from signage.figures.grains import NUMBERS, Counted
from signage.figures.names import NOBODY
from signage.figures.ranks import ROUNDS, Ranks
from signage.figures.shapes import By, FigureRow
from signage.figures.sums import NAMED, Keys, Sums, figure_row, numbers_of, tells
from signage.queueing.hall import Text

Days = Callable[[], Iterable[Sums]]
"""The sums of some days after the other, the same whenever it is called."""
TURNS = 1 + len(ROUNDS)
"""How often all days are gone through."""


@dataclass(slots=True)
class _Table:
    """One breakdown: its keys in the order in which they came, what was counted, the times."""

    by: By | None
    places: dict[str, int] = field(default_factory=dict)
    named: list[tuple[str, Text]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    numbers: list[Column] = field(default_factory=list)
    ranks: tuple[Ranks, ...] = field(default_factory=lambda: tuple(Ranks() for _ in range(4)))

    def place(self, index: int, named: tuple[str, Text]) -> int:
        """The place of a key, from now on the same."""
        place = self.places.setdefault(named[0], len(self.named))
        if place == len(self.named):
            self.named.append(named)
            self.order.append(index)
            self.numbers.append(np.zeros(len(NUMBERS), np.int64))
        self.named[place], self.order[place] = named, index
        return place

    def rows(self) -> Iterator[FigureRow]:
        for place in sorted(range(len(self.named)), key=self._sorted):
            if self.by is None or tells(self.numbers[place]):
                times = [each.times(place) for each in self.ranks]
                yield figure_row(self.named[place], self.numbers[place], times)

    def _sorted(self, place: int) -> tuple[str, int]:
        key, name = self.named[place]
        if self.by in NAMED:
            return name.id, self.order[place]
        # a month has another index in other days
        return (key, 0) if self.by == "month" else ("", self.order[place])


def flat(days: Days, by: Sequence[By]) -> tuple[FigureRow, Mapping[By, Sequence[FigureRow]]]:
    """The total, and the rows by each of these: the same as `Sums` of all days gives."""
    wanted: list[By | None] = [None, *(one for one in by if one != "day")]
    tables = {one: _Table(one) for one in wanted}
    tables[None].place(0, ("", NOBODY["total"]))
    each: list[FigureRow] = []
    for sums in days():
        if "day" in by:
            each += sums.rows("day")
        for table in tables.values():
            _first(table, *sums.counted(table.by))
    for turn in range(len(ROUNDS)):
        for table in tables.values():
            for ranks in table.ranks:
                ranks.begin(turn)
        for sums in days():
            for table in tables.values():
                _again(table, sums, turn)
        for table in tables.values():
            for ranks in table.ranks:
                ranks.end(turn)
    (total,) = tables[None].rows()
    return total, {one: each if one == "day" else tuple(tables[one].rows()) for one in by}


def _first(table: _Table, cells: Counted, keys: Keys) -> None:
    numbers = numbers_of(cells, keys)
    places = np.full(keys.count, -1, np.int64)
    for index in range(keys.count):
        if table.by is None or tells(numbers[index]):
            places[index] = place = table.place(index, keys.named(index))
            table.numbers[place] += numbers[index]
    for ranks, told in zip(table.ranks, cells.times, strict=True):
        ranks.first(places[keys.table[told.own]], told.values, len(table.named))


def _again(table: _Table, sums: Sums, turn: int) -> None:
    cells, keys = sums.counted(table.by)
    known = [table.places.get(keys.named(index)[0], -1) for index in range(keys.count)]
    places = np.array(known, np.int64)
    for ranks, told in zip(table.ranks, cells.times, strict=True):
        ranks.add(turn, places[keys.table[told.own]], told.values)
