"""A press while many wait: who is next must not depend on how long the line is.

The pure core alone: decide and apply, without a disk, under the sample hall's own rule.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.figures import Figures, Options
from signage.config import load
from signage.queueing import commands as c
from signage.queueing.fold import apply
from signage.queueing.hall import Counter, Hall
from signage.queueing.hours import Moment
from signage.queueing.model import Recorded, State
from signage.queueing.rules import decide

CONFIG: Final = Path(__file__).parent.parent / "config.toml"
FEW: Final = 20
MANY: Final = 2000
PRESSES: Final = 100
NOON: Final = Moment(
    at=1_795_669_200_000, tick=1_000_000, date="2026-11-26", weekday=3, minute=720,
    business_date="2026-11-26",
)  # fmt: skip


def run(options: Options) -> Figures:
    figures = Figures("line", judged=not options.quick)
    hall = load(CONFIG.read_text(encoding="utf-8"), str(CONFIG), lambda zone: True).hall
    short, long = _waiting(hall, FEW), _waiting(hall, MANY)
    best: dict[str, tuple[float, float]] = {}
    for _ in range(1 if options.quick else 15):
        for name, state in (("short", short), ("long", long)):
            now = _presses(hall, state)
            best[name] = tuple(map(min, now, best.get(name, now)))  # type: ignore[assignment]
    for i, what in enumerate(("a next", "a ticket and its place")):
        against = f"{FEW} waiting"
        figures.add(f"{what} with {against}", best["short"][i], "µs")
        figures.compare(
            f"{what} with {MANY} waiting", best["long"][i], "µs",
            against=against, base=best["short"][i], most=1.5,
        )  # fmt: skip
    return figures


def _waiting(hall: Hall, count: int) -> State:
    """A hall in which so many wait for one counter, every fifth with priority."""
    state = _press(State(hall=hall), c.OpenDay(), NOON)
    services = _busiest(hall).services
    for i in range(count):
        priority = hall.priorities[0].id if i % 5 == 0 else None
        command = c.IssueTicket(service=services[i % len(services)], priority=priority)
        moment = replace(NOON, at=NOON.at + i * 1000, tick=NOON.tick + i * 1000)
        state = _press(state, command, moment)
    return state


def _busiest(hall: Hall) -> Counter:
    return max(hall.counters, key=lambda counter: len(counter.services))


def _presses(hall: Hall, state: State) -> tuple[float, float]:
    """µs of CPU of a next and of a ticket, the medians; the line stays as long as it is."""
    counter = _busiest(hall)
    nexts, tickets = [], []
    for i in range(PRESSES):
        at = MANY * 1000 + i * 1000
        moment = replace(NOON, at=NOON.at + at, tick=NOON.tick + at)
        begun = time.process_time_ns()
        state = _press(state, c.CallNext(counter=counter.id), moment)
        called = time.process_time_ns()
        state = _press(state, c.IssueTicket(service=counter.services[0]), moment)
        nexts.append((called - begun) / 1000)
        tickets.append((time.process_time_ns() - called) / 1000)
    return statistics.median(nexts), statistics.median(tickets)


def _press(state: State, command: c.Command, now: Moment) -> State:
    for event in decide(state, command, now):
        recorded = Recorded(epoch=1, seq=state.seq + 1, at=now.at, tick=now.tick, event=event)
        state = apply(state, recorded)
    return state
