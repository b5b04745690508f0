"""The figures against a slow and simple count over the events, whatever was pressed."""

from __future__ import annotations

import copy
import math
import statistics
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import get_args

import pytest

from signage.figures.book import WHOLE
from signage.figures.flat import flat
from signage.figures.shapes import By, Times
from signage.figures.sums import Sums
from signage.queueing import events as e
from signage.queueing.model import Recorded
from signage.records.books import book, days_between
from tests.figures.days import drawn
from tests.journal.days import played


@dataclass
class Visit:
    """A visit as somebody with a pencil would note it down."""

    issued: int
    service: str
    direct: bool = False
    state: str = "open"
    wait: int | None = None
    total: int | None = None
    call: int | None = None
    parts: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass
class Count:
    visits: dict[str, Visit] = field(default_factory=dict)
    before: dict[str, Visit] = field(default_factory=dict)
    walks: dict[int, int | None] = field(default_factory=dict)
    """By call, None while nobody came."""

    def add(self, now: Recorded) -> None:
        event = now.event
        match event:
            case e.TicketIssued():
                self.visits[event.ticket] = Visit(now.tick - event.earlier, event.service)
            case e.DirectStarted():
                self.visits[event.ticket] = Visit(now.tick, event.service, direct=True)
            case e.TicketCalled():
                visit = self.change(event.ticket)
                visit.wait = now.tick - visit.issued if visit.wait is None else visit.wait
                visit.state, visit.total, visit.call = "open", None, now.seq
                self.walks[now.seq] = None
            case e.ServingStarted():
                call = self.visits[event.ticket].call
                assert call is not None
                self.walks[call] = event.walked
            case e.TicketServed():
                visit = self.change(event.ticket)
                seen = event.by not in ("close", "day")
                if seen:
                    self.part(visit, event.counter, event.lasted)
                visit.state = "served"
                visit.total = now.tick - visit.issued if seen else None
            case e.TicketMissed():
                self.change(event.ticket).state = "no_show"
            case e.TicketParked():
                self.part(self.change(event.ticket), event.counter, event.lasted)
            case e.TicketTransferred() | e.ServiceAdded():
                visit = self.change(event.ticket)
                self.part(visit, event.counter, event.lasted)
                visit.service = event.service
            case e.TicketReturned():
                self.visits[event.ticket].state = "open"
            case e.TicketCancelled():
                self.visits[event.ticket].state = "cancelled"
            case e.TicketExpired():
                self.visits[event.ticket].state = "expired"
            case e.ActionUndone():
                for ticket in event.tickets:
                    gone, back = self.visits[ticket], self.before.pop(ticket)
                    if gone.call != back.call:
                        assert gone.call is not None
                        del self.walks[gone.call]
                    self.visits[ticket] = back

    def change(self, ticket: str) -> Visit:
        self.before[ticket] = copy.deepcopy(self.visits[ticket])
        return self.visits[ticket]

    def part(self, visit: Visit, counter: str, lasted: int) -> None:
        if lasted > 0:
            visit.parts.append((visit.service, counter, lasted))

    def servings(self) -> list[tuple[str, str, int]]:
        """Parts of one visit at one counter for one service, together."""
        found = []
        for visit in self.visits.values():
            joined = Counter[tuple[str, str]]()
            for service, counter, lasted in visit.parts:
                joined[service, counter] += lasted
            found += [(*where, lasted) for where, lasted in joined.items()]
        return found


def times(values: list[int]) -> Times:
    """The same figures, from the standard library and the definition."""
    if not values:
        return Times()
    nine = sorted(values)[math.ceil(len(values) * 0.9 - 1e-9) - 1]
    return Times(
        count=len(values), mean=round(sum(values) / len(values) / 1000, 3),
        median=statistics.median(values) / 1000, p90=nine / 1000, longest=max(values) / 1000,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_the_figures_are_those_of_the_events(seed: int) -> None:
    records = played(seed, presses=300, days=2).records
    count = Count()
    for recorded in records:
        count.add(recorded)
    with closing(drawn(records)) as db:
        sums = Sums(book(db, "2026-01-01", "2026-12-31", records[-1].at), WHOLE)
        days = [book(db, day, day, records[-1].at) for day, _ in days_between(db, "2026", "2027")]
    # day by day and in flat memory they are the same
    every = get_args(By)
    whole, parts = flat(lambda: (Sums(day, WHOLE) for day in days), every)
    assert whole == sums.total()
    assert {one: tuple(parts[one]) for one in every} == {one: sums.rows(one) for one in every}
    assert sums.served() == sums.total().served + sums.total().direct
    total = sums.total()
    tickets = [v for v in count.visits.values() if not v.direct]
    states = Counter(v.state for v in tickets)
    assert (total.tickets, total.direct) == (len(tickets), len(count.visits) - len(tickets))
    assert {s: getattr(total, s) for s in "served no_show cancelled expired open".split()} == {
        s: states[s] for s in "served no_show cancelled expired open".split()
    }  # fmt: skip
    assert total.wait == times([v.wait for v in tickets if v.wait is not None])
    assert total.calls == len(count.walks)
    assert total.walk == times([walked for walked in count.walks.values() if walked is not None])
    ended = [v.total for v in tickets if v.state == "served" and v.total is not None]
    assert total.total == times(ended)
    servings = count.servings()
    assert total.serve == times([lasted for *_, lasted in servings])
    by = {r.key: r.serve for r in sums.rows("counter")}
    for counter in {counter for _, counter, _ in servings}:
        assert by[counter] == times([t for _, at, t in servings if at == counter])
