"""The service figures of a period, summed by one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from signage.figures.book import Book, Part
from signage.figures.columns import NONE, STATES, Column, Columns, Kind
from signage.figures.names import NOBODY, WEEKDAYS, channel, day_name, hour_name, month_name
from signage.figures.shapes import By, FigureRow, Kept, Times
from signage.figures.times import Sorted, ordered, times_of
from signage.queueing.hall import Text

HOURS = 24
WHERE = ("agency", "service", "counter")
ENDED = ("served", "no_show", "cancelled", "expired")


@dataclass(frozen=True, slots=True)
class Keys:
    """By what rows are told apart: `of` gives each row's key, which is below `count`; `ending`
    does so for where a visit ended. `named` gives a key's id and name; `every` keeps also those of
    which nothing is told."""

    of: Callable[[Columns], Column]
    ending: Callable[[Columns], Column]
    count: int
    named: Callable[[int], tuple[str, Text]]
    every: bool = False


class Sums:
    """The sums of a book, or of a part of the mall. Raises KeyError for a part that never was."""

    def __init__(self, book: Book, part: Part) -> None:
        self._book = book
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
        keys = self.keys(by)
        made = self._made(keys)
        told = [row for row in made if keys.every or _tells(row)]
        return tuple(sorted(told, key=lambda row: row.name.id)) if by in NAMED else tuple(told)

    def total(self) -> FigureRow:
        """The figures of all rows together."""
        (row,) = self._made(None)
        return row

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

    # ---- by what

    def keys(self, by: By) -> Keys:
        """By what rows are told apart."""
        days = self._book.days
        match by:
            case "hour":
                return _same(lambda c: (c["minute"] // 60).astype(np.uint16), HOURS, hour_name)
            case "day":
                return _same(lambda c: c["day"], len(days), lambda i: day_name(days[i]), every=True)
            case "weekday":
                placed = np.array([date.fromisoformat(day).weekday() for day in days], np.uint16)
                return _same(lambda c: placed[c["day"]], 7, _weekday)
            case "month":
                months = sorted({day[:7] for day in days})
                spots = np.array([months.index(day[:7]) for day in days], np.uint16)
                return _same(
                    lambda c: spots[c["day"]], len(months), lambda i: month_name(months[i])
                )
            case "origin" | "priority" | "channel":
                return self._coded(by, by)
            case "agency" | "service" | "counter" | "group":
                return self._coded(by, "end_" + by)

    def _coded(self, by: By, ending: str) -> Keys:
        """By things of one kind: their codes, made few and small."""
        things = self._book.things
        kind = [code for code, thing in things.items() if thing.kind == by]
        places = np.zeros(max(things, default=0) + 1, np.uint16)
        places[kind] = np.arange(1, len(kind) + 1, dtype=np.uint16)

        def named(place: int) -> tuple[str, Text]:
            if place == 0:
                return "", NOBODY[by]
            thing = things[kind[place - 1]]
            return thing.id, channel(thing.id) if by == "channel" else thing.name

        return Keys(lambda c: places[c[by]], lambda c: places[c[ending]], len(kind) + 1, named)

    # ---- the sums

    def _made(self, keys: Keys | None) -> list[FigureRow]:
        count = keys.count if keys else 1
        if not count:
            return []
        visits, ends = self.visits, self.ends
        own = [_keyed(keys, c) for c in (visits, self.calls, self.servings)]
        at, call, serving = own
        end = keys.ending(ends) if keys else _zeros(ends)
        direct = visits["direct"].astype(bool)
        state = np.where(ends["direct"].astype(bool), len(STATES), ends["state"]).astype(np.int64)
        outcomes = np.bincount(end * np.int64(len(STATES) + 1) + state, minlength=0)
        outcomes = _padded(outcomes, count * (len(STATES) + 1)).reshape(count, len(STATES) + 1)
        tickets, came = _count(at[~direct], count), _count(at[direct], count)
        calls, servings = _count(call, count), _count(serving, count)
        recalls = _weighed(call, self.calls["recalls"], count)
        transfers = _weighed(end, ends["transfers"], count)
        times = [
            times_of(told, _keyed(keys, rows) if keys else None, count)
            for told, rows in (
                (self.wait, visits), (self.walk, self.calls), (self.serve, self.servings),
            )
        ]  # fmt: skip
        times.append(times_of(self.whole, end if keys else None, count))
        wait_kept = _standards(at, visits["within"], count)
        serve_kept = _standards(serving, self.servings["within"], count)
        return [
            _row(
                keys.named(i) if keys else ("", NOBODY["total"]), outcomes[i],
                {
                    "tickets": tickets[i], "direct": came[i], "calls": calls[i],
                    "recalls": recalls[i], "transfers": transfers[i], "servings": servings[i],
                },
                [each[i] for each in times], wait_kept[i], serve_kept[i],
            )
            for i in range(count)
            if keys is None or keys.every or tickets[i] or came[i] or calls[i] or servings[i]
            or outcomes[i].any()
        ]  # fmt: skip


NAMED: frozenset[By] = frozenset({"agency", "service", "group", "origin", "priority", "channel"})
"""Things that stand in the order of their names."""


def _same(
    of: Callable[[Columns], Column],
    count: int,
    named: Callable[[int], tuple[str, Text]],
    *,
    every: bool = False,
) -> Keys:
    return Keys(of, of, count, named, every)


def _weekday(index: int) -> tuple[str, Text]:
    return str(index), WEEKDAYS[index]


def _zeros(columns: Columns) -> Column:
    return np.zeros(len(columns["day"]), np.uint16)


def _keyed(keys: Keys | None, columns: Columns) -> Column:
    return keys.of(columns) if keys else _zeros(columns)


def _count(keys: Column, count: int) -> Column:
    return np.bincount(keys, minlength=count)


def _weighed(keys: Column, weights: Column, count: int) -> Column:
    some = np.flatnonzero(weights)  # most are nothing
    return np.bincount(keys[some], weights=weights[some], minlength=count).astype(np.int64)


def _padded(counts: Column, size: int) -> Column:
    return np.concatenate((counts, np.zeros(max(0, size - len(counts)), counts.dtype)))


def _standards(keys: Column, within: Column, count: int) -> list[Kept]:
    there = within != NONE
    of = _count(keys[there], count)
    kept = _count(keys[within == 1], count)
    return [Kept(of=int(a), kept=int(b)) for a, b in zip(of, kept, strict=True)]


def _row(
    named: tuple[str, Text],
    outcomes: Column,
    counts: dict[str, int],
    times: Sequence[Times],
    wait_kept: Kept,
    serve_kept: Kept,
) -> FigureRow:
    became = {state: int(outcomes[STATES.index(state)]) for state in ENDED}
    wait, walk, serve, total = times
    return FigureRow(
        key=named[0], name=named[1], **{name: int(of) for name, of in counts.items()}, **became,
        open=int(outcomes[: STATES.index("served")].sum()), wait=wait, walk=walk, serve=serve,
        total=total, wait_kept=wait_kept, serve_kept=serve_kept,
    )  # fmt: skip


def _tells(row: FigureRow) -> bool:
    return bool(
        row.tickets or row.direct or row.calls or row.servings or row.open
        or any(getattr(row, state) for state in ENDED)
    )  # fmt: skip
