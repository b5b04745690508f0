"""A synthetic day of 4,000 visitors, played through the rules: seeded, in order of time.

`python -m tests.queueing.synthetic` prints its fairness report under the mall's policy, and under
two controls: priority before everybody, and turns without an age.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing.calling import Calling, Share
from signage.queueing.events import TicketCalled
from signage.queueing.fairness.report import fairness
from signage.queueing.fairness.shapes import FairnessReport
from signage.queueing.fold import apply
from signage.queueing.hall import Agency, Counter, Hall, Mall, Priority, Service, Zone
from signage.queueing.hours import ALWAYS, Moment
from signage.queueing.model import Recorded, State
from signage.queueing.order import Policy, fair
from signage.queueing.rules import decide
from tests.queueing.scene import NINE, both

VISITORS = 4000
LIMIT = 45
MINUTE = 60_000
# How many of the visitors come in each half hour from 7.30 on: a queue at the door, a third
# before nine, a dip at noon, few after two.
CURVE = (8, 14, 12, 11, 10, 9, 8, 6, 5, 2, 2, 4, 5, 3, 1)
LINES = 11
COUNTERS = 77
ELDERLY = (0, 1)
"""Lines of pensions and insurance: most of their visitors have priority."""
VISIT = (3, 7)
"""Minutes at the counter, from and to."""


def hall() -> Hall:
    """Eleven lines of two services each, seven counters a line, one zone without a voice."""
    services = tuple(
        Service(id=f"s{line}{part}", agency="mall", name=both(f"S{line}{part}"),
                prefix=f"{chr(65 + line)}{part}")
        for line in range(LINES)
        for part in "AB"
    )  # fmt: skip
    counters = tuple(
        Counter(id=str(n), name=str(n), zone="hall",
                services=(f"s{n % LINES}A", f"s{n % LINES}B"))
        for n in range(COUNTERS)
    )  # fmt: skip
    return Hall(
        mall=Mall(id="mall", name=both("Mal"), time_zone="UTC", languages=("id",), hours=ALWAYS),
        zones=(Zone(id="hall", name=both("Aula"), speaker="none"),),
        agencies=(Agency(id="mall", name=both("Mal"), short=both("Mal"), spoken=both("Mal")),),
        services=services,
        counters=counters,
        priorities=(
            Priority(id="lansia", name=both("Lansia")),
            Priority(id="disabilitas", name=both("Disabilitas")),
        ),
        calling=Calling(share=Share(priority=1, ordinary=1), pass_limit=LIMIT),
    )


@dataclass(slots=True)
class Day:
    """A day that is being played. `soon` holds (ms, order, what, counter)."""

    policy: Policy
    chance: random.Random
    state: State
    now: Moment = NINE
    records: list[Recorded] = field(default_factory=list)
    soon: list[tuple[int, int, str, str]] = field(default_factory=list)
    idle: set[str] = field(default_factory=set)
    planned: int = 0

    def plan(self, at: int, what: str, where: str) -> None:
        self.planned += 1
        heappush(self.soon, (at, self.planned, what, where))

    def press(self, command: c.Command) -> bool:
        """Decide, record, apply; whether somebody was called."""
        try:
            events = decide(self.state, command, self.now, self.policy)
        except Refused:
            return False
        for event in events:
            recorded = Recorded(
                epoch=1, seq=self.state.seq + 1, at=self.now.at, tick=self.now.tick, event=event
            )
            self.records.append(recorded)
            self.state = apply(self.state, recorded)
        return any(isinstance(event, TicketCalled) for event in events)

    def run(self) -> None:
        """Until the last visitor has gone."""
        self.press(c.OpenDay())
        start = self.now
        while self.soon:
            at, _, what, where = heappop(self.soon)
            self.now = replace(start, at=start.at + at, tick=start.tick + at)
            getattr(self, what)(at, where)

    def come(self, at: int, service: str) -> None:
        priority = _class(self.chance, int(service[1:-1]))
        self.press(c.IssueTicket(service=service, priority=priority))
        for counter in sorted(self.idle, key=int):
            if service in self.state.hall.counter[counter].services:
                self.next(at, counter)
                break

    def next(self, at: int, counter: str) -> None:
        self.idle.discard(counter)
        if not self.press(c.CallNext(counter=counter)):
            self.idle.add(counter)
        elif self.chance.random() < 0.06:
            self.plan(at + MINUTE, "missed", counter)
        else:
            self.plan(at + self.chance.randrange(10, 50) * 1000, "serve", counter)

    def serve(self, at: int, counter: str) -> None:
        self.press(c.Serve(counter=counter))
        self.plan(at + self.chance.randrange(VISIT[0] * MINUTE, VISIT[1] * MINUTE), "next", counter)

    def missed(self, at: int, counter: str) -> None:
        self.press(c.MarkNoShow(counter=counter))
        self.next(at, counter)


def played(policy: Policy = fair, seed: int = 4, visitors: int = VISITORS) -> Day:
    """The whole day."""
    chance = random.Random(seed)
    day = Day(policy, chance, State(hall=hall()))
    for at in arrivals(chance, visitors):
        day.plan(at, "come", f"s{chance.randrange(LINES)}{chance.choice('AB')}")
    for counter in day.state.hall.counters:
        day.plan(30 * MINUTE + chance.randrange(5000), "next", counter.id)
    day.run()
    return day


def arrivals(chance: random.Random, visitors: int) -> Iterator[int]:
    """When each comes, ms after half past seven."""
    for _ in range(visitors):
        (half,) = chance.choices(range(len(CURVE)), CURVE)
        yield half * 30 * MINUTE + chance.randrange(30 * MINUTE)


def _class(chance: random.Random, line: int) -> str | None:
    if chance.random() >= (0.6 if line in ELDERLY else 0.12):
        return None
    return chance.choice(("lansia", "lansia", "lansia", "disabilitas"))


def report(policy: Policy = fair, seed: int = 4) -> FairnessReport:
    """The fairness report of the day."""
    found = fairness(played(policy, seed).records)
    assert found is not None
    return found


def main() -> None:
    from tests.queueing.lines import impatient, strict

    for name, policy in (("policy", fair), ("strict", strict), ("no age", impatient)):
        found = report(policy)
        sys.stdout.write(f"--- {name}\n" + "\n".join(text.en for text in found.said) + "\n")
        for row in found.classes:
            sys.stdout.write(
                f"  {row.name.en:24} {row.tickets:5} tickets, longest {row.longest / 60:5.1f} min,"
                f" mean {row.mean / 60:5.1f}, passed {row.passed}\n"
            )


if __name__ == "__main__":
    main()
