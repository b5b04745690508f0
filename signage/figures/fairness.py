"""Fairness summed over a period: which rule called, who was passed over, who waited how long."""

from __future__ import annotations

import numpy as np

from signage.figures.book import Book
from signage.figures.names import NOBODY
from signage.figures.shapes import ClassFigures, Fairness, RuleFigures
from signage.figures.sums import Sums
from signage.figures.times import spread, times_of
from signage.queueing.fairness.words import rule as rule_name


def fairness(book: Book, sums: Sums) -> Fairness:
    """The fairness of the calls of these sums."""
    calls, visits = sums.calls, sums.visits
    passing = calls["passed"] > 0
    turns = np.bincount(calls["turn"], minlength=3)
    return Fairness(
        calls=len(passing), passing=int(passing.sum()),
        passed=int(calls["passed"].sum(dtype=np.int64)), priority=int(turns[1]),
        ordinary=int(turns[2]), rules=tuple(_rules(book, sums)),
        classes=tuple(_classes(book, sums, visits["direct"] == 0)),
    )  # fmt: skip


def _rules(book: Book, sums: Sums) -> list[RuleFigures]:
    made, passing, passed = _counted(book, sums, "rule")
    return [
        RuleFigures(
            rule=thing.id, name=rule_name(thing.id), calls=int(made[code]),
            passing=int(passing[code]), passed=int(passed[code]),
        )
        for code, thing in book.things.items()
        if made[code]
    ]  # fmt: skip


def _classes(book: Book, sums: Sums, ticket: np.ndarray) -> list[ClassFigures]:
    made, passing, passed = _counted(book, sums, "priority")
    visits, count = sums.visits, len(made)
    tickets = np.bincount(visits["priority"][ticket], minlength=count)
    waits = times_of(spread(sums.wait, visits["priority"], count), np.arange(count), count)
    rows = []
    for code in range(count):
        if not (tickets[code] or made[code]):
            continue
        thing = book.things.get(code)
        rows.append(
            ClassFigures(
                priority=thing.id if thing else "",
                name=thing.name if thing else NOBODY["priority"], tickets=int(tickets[code]),
                calls=int(made[code]), passing=int(passing[code]), passed=int(passed[code]),
                wait=waits[code],
            )
        )  # fmt: skip
    return rows


def _counted(book: Book, sums: Sums, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    calls, count = sums.calls, max(book.things, default=0) + 1
    keys, some = calls[name], np.flatnonzero(calls["passed"])  # most pass nobody over
    return (
        np.bincount(keys, minlength=count),
        np.bincount(keys[some], minlength=count),
        np.bincount(keys[some], weights=calls["passed"][some], minlength=count),
    )
