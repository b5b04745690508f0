"""The count of a day: every call looked at on the hall as it stood just before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from immutables import Map

from signage.queueing import events as e
from signage.queueing.fold import apply
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded, State, Ticket, aimed_at
from signage.queueing.order.lanes import earlier

_SOUND = e.NoticeAnnounced | e.AnnouncementBegun | e.AnnouncementEnded


@dataclass(frozen=True, slots=True)
class By:
    """Who passed somebody over: a class ("" is none), and the rule of that call."""

    priority: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """One call, and all who had an earlier place; `late` of them were past the age."""

    by: By
    first: int
    passed: tuple[str, ...]
    late: int
    number: str


@dataclass(slots=True)
class Window:
    """Turns of one line, one after the other, while both lanes waited for it all the time.

    `low` and `high` are the least and the most that the balance was since the window began.
    """

    share: tuple[int, int]
    priority: int = 0
    ordinary: int = 0
    balance: int = 0
    low: int = 0
    high: int = 0

    def add(self, turn: str) -> None:
        """One more turn."""
        if turn == "priority":
            self.priority += 1
            self.balance += self.share[1]
        else:
            self.ordinary += 1
            self.balance -= self.share[0]
        self.low, self.high = min(self.low, self.balance), max(self.high, self.balance)

    @property
    def kept(self) -> bool:
        """Whether in no part of it either lane had a round more than it was due."""
        return self.high - self.low < sum(self.share)


@dataclass(slots=True)
class Tally:
    """What was counted of one day."""

    hall: Hall
    day: str
    seq: int = 0
    tick: int = 0
    closed: bool = False
    tickets: dict[str, Ticket] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)
    by: dict[str, Counter[By]] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    late: int = 0
    late_chosen: int = 0
    windows: dict[str, list[Window]] = field(default_factory=dict)
    _open: dict[str, Window] = field(default_factory=dict)
    _last: dict[str, Passing] = field(default_factory=dict)

    def called(self, before: State, now: Recorded, event: e.TicketCalled) -> None:
        """Count one call."""
        passing = _passing(before, now, event)
        self._last[event.counter] = passing
        self._count(passing, 1)
        if event.action == "next":
            self._turn(before, event)

    def undone(self, event: e.ActionUndone) -> None:
        """A call that was taken back has passed nobody, and is in no window."""
        passing = self._last.pop(event.counter, None)
        if passing is not None and event.action in ("next", "call"):
            self._count(passing, -1)
            self._open.pop(self.hall.rule[event.counter].line, None)

    def _count(self, passing: Passing, times: int) -> None:
        self.rules[passing.by.rule] += times
        for ticket in passing.passed:
            self.passed[ticket] += times
            self.by.setdefault(ticket, Counter())[passing.by] += times
        if passing.by.rule == "chosen":
            self.late_chosen += times * passing.late
        else:
            self.late += times * passing.late

    def _turn(self, before: State, event: e.TicketCalled) -> None:
        why = event.why
        if not why.turn or why.share is None:
            rule = before.hall.rule.get(event.counter)
            self._open.pop(rule.line if rule else "", None)
            return
        window = self._open.get(why.line)
        if window is None or window.share != why.share:
            window = self._open[why.line] = Window(why.share)
            self.windows.setdefault(why.line, []).append(window)
        window.add(why.turn)


def tally(records: Iterable[Recorded]) -> Tally | None:
    """The count of the day that the first event opens; None for no events at all."""
    found: Tally | None = None
    state: State | None = None
    for now in records:
        event = now.event
        if state is None or found is None:
            if isinstance(event, e.DayOpened):
                found, state = Tally(event.hall, event.date), apply(State(hall=event.hall), now)
            continue
        found.seq, found.tick = now.seq, now.tick
        if isinstance(event, _SOUND):
            continue  # what was said moves nobody
        if isinstance(event, e.TicketCalled):
            found.called(state, now, event)
        elif isinstance(event, e.ActionUndone):
            found.undone(event)
        elif isinstance(event, e.DayRedated):
            found.day = event.date
        elif isinstance(event, e.HallChanged):
            found.hall = event.hall
        elif isinstance(event, e.DayClosed):
            found.closed = True
            break
        state = replace(apply(state, now), announcements=Map())
    if found is not None and state is not None:
        found.tickets = dict(state.tickets)
    return found


def _passing(before: State, now: Recorded, event: e.TicketCalled) -> Passing:
    ticket = before.tickets[event.ticket]
    counter = before.hall.counter.get(event.counter)
    among = event.why.among or (counter.services if counter else ())
    passed = tuple(
        id
        for queue in (*among, aimed_at(event.counter))
        for ids in before.lane(queue).values()
        for id in ids[: earlier(before, ids, ticket.place)]
    )
    return Passing(
        by=By(ticket.priority or "", event.why.rule),
        first=now.seq,
        passed=passed,
        late=sum(_is_late(before, before.tickets[id], now.tick) for id in passed),
        number=event.number,
    )


def _is_late(state: State, ticket: Ticket, tick: int) -> bool:
    limit = state.hall.limit_of(ticket.service) * 60_000
    return 0 < limit <= tick - ticket.place[0]
