"""Laws of calling: nobody waits for ever, order in a class, the share, a recall moves nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.fold import apply
from signage.queueing.hall import Hall
from signage.queueing.hours import Moment
from signage.queueing.model import Recorded, State, Ticket
from signage.queueing.order import (
    Policy,
    ahead,
    calling_order,
    fair,
    foreseen,
    queues_of,
)
from signage.queueing.order.lanes import unroll
from signage.queueing.rules import decide
from tests.queueing.lines import impatient, newest, shared, strict
from tests.queueing.scene import NINE, Scene

counters = st.sampled_from(["1", "2", "3"])
classes = st.sampled_from([None, None, "lansia", "hamil", "tamu"])
services = st.sampled_from(["ktp", "kk", "paspor"])


def weighed(hall: Hall) -> Hall:
    first, *others = hall.counters
    return replace(hall, counters=(replace(first, weights={"kk": 3}), *others))


HALLS = (
    shared(), shared(2, 1), shared(1, 3), shared(3, 2, limit=0), weighed(shared()),
    weighed(shared(2, 3, parked="front", transferred="after 2", no_show="end")),
)  # fmt: skip


# ---- the laws: what may be said of one call made by `next`


def nobody_past_the_age_is_passed_over(before: State, called: e.TicketCalled, tick: int) -> None:
    rule = before.hall.rule[called.counter]
    place = before.tickets[called.ticket].place
    for ticket in waiting(before, called.counter):
        late = rule.overdue(ticket.service, tick - ticket.place[0])
        assert not (late and ticket.place < place), f"{ticket.number} was passed over"


def order_within_a_class_is_kept(before: State, called: e.TicketCalled, tick: int) -> None:
    mine = before.tickets[called.ticket]
    for ticket in waiting(before, called.counter):
        same = (ticket.queue, ticket.priority) == (mine.queue, mine.priority)
        assert not (same and ticket.place < mine.place), f"{ticket.number} came before"


def the_reason_says_who_was_passed(before: State, called: e.TicketCalled, tick: int) -> None:
    mine = before.tickets[called.ticket]
    passed = sum(ticket.place < mine.place for ticket in waiting(before, called.counter))
    assert called.why.passed == passed


def a_turn_is_counted_only_while_both_wait(
    before: State, called: e.TicketCalled, tick: int
) -> None:
    rule = before.hall.rule[called.counter]
    lanes = {rule.lane(ticket.priority) for ticket in waiting(before, called.counter)}
    if called.why.turn:
        assert len(lanes) == 2
        assert called.why.turn == rule.lane(before.tickets[called.ticket].priority)


Law = Callable[[State, e.TicketCalled, int], None]
LAWS: tuple[Law, ...] = (
    nobody_past_the_age_is_passed_over,
    order_within_a_class_is_kept,
    the_reason_says_who_was_passed,
    a_turn_is_counted_only_while_both_wait,
)


def shares_hold(turns: list[e.Why]) -> None:
    """Over any window of one line's turns neither lane gets a round more than it is due."""
    for start in range(len(turns)):
        off = 0
        for why in turns[start:]:
            assert why.share is not None
            priority, ordinary = why.share
            off += ordinary if why.turn == "priority" else -priority
            assert abs(off) < priority + ordinary


def waiting(state: State, counter: str) -> list[Ticket]:
    return [state.tickets[id] for name in queues_of(state, counter) for id in state.queue(name)]


class Calls(RuleBasedStateMachine):
    """A hall with a share, in which anybody does anything."""

    policy: Policy = staticmethod(fair)

    def __init__(self) -> None:
        super().__init__()
        self.state = State(hall=HALLS[0])
        self.now: Moment = NINE
        self.turns: dict[str, list[e.Why]] = {}

    @initialize(hall=st.sampled_from(HALLS))
    def start(self, hall: Hall) -> None:
        self.state = State(hall=hall)
        self.press(c.OpenDay())

    def press(self, command: c.Command) -> tuple[e.Event, ...]:
        before = self.state
        try:
            events = decide(before, command, self.now, type(self).policy)
        except Refused:
            return ()
        for event in events:
            recorded = Recorded(
                epoch=1, seq=self.state.seq + 1, at=self.now.at, tick=self.now.tick, event=event
            )
            self.state = apply(self.state, recorded)
        return events

    @rule(seconds=st.sampled_from([1, 60, 1500]))
    def time_goes_by(self, seconds: int) -> None:
        ms = seconds * 1000
        self.now = replace(self.now, at=self.now.at + ms, tick=self.now.tick + ms)

    @rule(coming=st.lists(st.tuples(services, classes), min_size=1, max_size=4))
    def visitors_come(self, coming: list[tuple[str, str | None]]) -> None:
        for service, priority in coming:
            self.press(c.IssueTicket(service=service, priority=priority))

    @rule(counter=counters, times=st.integers(1, 5))
    def next(self, counter: str, times: int) -> None:
        for _ in range(times):
            self.next_once(counter)

    def next_once(self, counter: str) -> None:
        before = self.state
        foretold = next(calling_order(before, counter, self.now.tick), None)
        for event in self.press(c.CallNext(counter=counter)):
            if not isinstance(event, e.TicketCalled):
                continue
            if type(self).policy is fair:
                assert foretold is not None
                assert event.ticket == foretold.id
            for law in LAWS:
                law(before, event, self.now.tick)
            if event.why.turn:
                self.turns.setdefault(event.why.line, []).append(event.why)
                shares_hold(self.turns[event.why.line])

    @rule(counter=counters)
    def recall(self, counter: str) -> None:
        before = self.state
        self.press(c.Recall(counter=counter))
        assert (self.state.queues, self.state.lanes) == (before.queues, before.lanes)
        assert self.state.balances == before.balances
        assert self.state.tickets == before.tickets

    @rule(counter=counters)
    def undo(self, counter: str) -> None:
        if any(isinstance(x, e.ActionUndone) for x in self.press(c.Undo(counter=counter))):
            self.turns.clear()  # what was taken back is in no window

    @rule(counter=counters, kind=st.sampled_from([c.Serve, c.Finish, c.MarkNoShow, c.Park]))
    def at_the_counter(
        self, counter: str, kind: type[c.Serve | c.Finish | c.MarkNoShow | c.Park]
    ) -> None:
        self.press(kind(counter=counter))

    @rule(counter=counters, service=st.none() | services, to=st.none() | counters)
    def transfer(self, counter: str, service: str | None, to: str | None) -> None:
        self.press(c.Transfer(counter=counter, service=service, to_counter=to))

    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        aside = [t.id for t in self.state.tickets.values() if t.state in ("parked", "no_show")]
        if aside:
            self.press(c.Return(ticket=data.draw(st.sampled_from(aside))))

    @rule(counter=counters, service=services)
    def also(self, counter: str, service: str) -> None:
        self.press(c.AddService(counter=counter, service=service))

    @rule()
    def what_is_foretold_is_how_many_are_ahead(self) -> None:
        state, tick = self.state, self.now.tick
        for queue in list(state.queues):
            line = [state.tickets[id] for id in state.queue(queue)]
            foretold = sorted(line, key=lambda t: ahead(state, t, tick))
            assert [ahead(state, t, tick) for t in foretold] == list(range(len(line)))
            if not queue.startswith("@"):
                assert list(foreseen(state, queue, tick)) == foretold
                counter = next(x for x in state.hall.counters if queue in x.services)
                rule_ = state.hall.rule[counter.id]
                balance = state.balances.get(rule_.line, 0)
                whole = [t for t, _ in unroll(state, rule_, (queue,), balance, tick)]
                assert whole == foretold

    @rule()
    def lanes_are_the_queues_by_class(self) -> None:
        for queue, ids in self.state.queues.items():
            apart = self.state.lane(queue)
            assert sorted(id for lane in apart.values() for id in lane) == sorted(ids)
            for priority, lane in apart.items():
                assert lane == tuple(
                    id for id in ids if (self.state.tickets[id].priority or "") == priority
                )


TestCalls = Calls.TestCase
TestCalls.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


# ---- nobody waits for ever, whoever else comes

crowds = st.lists(st.tuples(st.sampled_from(["ktp", "kk"]), classes), max_size=6)


@given(
    hall=st.sampled_from(HALLS[:4]),
    first=crowds,
    mine=classes,
    coming=st.lists(crowds, min_size=1, max_size=3),
    pause=st.sampled_from([1, 600]),
)
@settings(deadline=None)
def test_nobody_waits_for_ever(
    hall: Hall,
    first: list[tuple[str, str | None]],
    mine: str | None,
    coming: list[list[tuple[str, str | None]]],
    pause: int,
) -> None:
    """Whoever comes later, in whatever number: the calls before mine have a bound from the start.

    Those with an earlier place, and a round of turns for each of them and for me.
    """
    scene = Scene(hall)
    for service, priority in first:
        scene.press(c.IssueTicket(service=service, priority=priority))
    scene.press(c.IssueTicket(service="ktp", priority=mine))
    ticket = f"t{scene.state.seq}"
    bound = calls_at_most(hall, len(first))
    assert calls_until(scene, ticket, coming, pause, fair, bound) <= bound


def calls_at_most(hall: Hall, before: int) -> int:
    share = hall.calling.share
    return (before + 1) * (share.priority + share.ordinary)


def calls_until(
    scene: Scene,
    ticket: str,
    coming: list[list[tuple[str, str | None]]],
    pause: int,
    policy: Policy,
    patience: int,
) -> int:
    for count in range(1, patience + 2):
        for service, priority in coming[count % len(coming)]:
            scene.press(c.IssueTicket(service=service, priority=priority))
        scene.press(c.CallNext(counter="1"), policy)
        scene.wait(pause)
        if scene.state.tickets[ticket].state != "waiting":
            return count
    return patience + 1


# ---- the controls: other policies break these laws


def test_priority_before_all_lets_somebody_wait_for_ever() -> None:
    scene = Scene(shared())
    scene.press(c.IssueTicket(service="ktp"))
    coming: list[list[tuple[str, str | None]]] = [[("ktp", "lansia"), ("ktp", "lansia")]]
    bound = calls_at_most(shared(), 0)
    assert calls_until(scene, "t2", coming, 600, strict, 20 * bound) > 20 * bound


def broken_by(policy: Policy, script: str, hall: Hall) -> set[str]:
    """The laws that a policy breaks in a script."""
    scene, broken, turns = Scene(hall), set[str](), list[e.Why]()
    for line in script.split(","):
        if not line.strip().endswith("next"):
            scene.play(line)
            continue
        before = scene.state
        *_, called = scene.press(c.CallNext(counter=line.split()[0]), policy)
        assert isinstance(called, e.TicketCalled)
        turns += [called.why] if called.why.turn else []
        for law in LAWS:
            try:
                law(before, called, scene.now.tick)
            except AssertionError:
                broken.add(law.__name__)
    try:
        shares_hold(turns)
    except AssertionError:
        broken.add("shares_hold")
    return broken


BUSY = """issue ktp, issue ktp, issue ktp lansia, issue ktp lansia, issue ktp lansia, 2 next,
    2 next, wait 2800, 2 next, 2 next"""
LATE = "issue ktp, wait 2800, issue ktp lansia, 2 next"
MANY = "issue ktp, issue ktp, issue ktp lansia, 2 next"


@pytest.mark.parametrize(
    ("policy", "script", "law"),
    [
        (strict, BUSY, "shares_hold"),
        (strict, LATE, "nobody_past_the_age_is_passed_over"),
        (impatient, LATE, "nobody_past_the_age_is_passed_over"),
        (newest, MANY, "the_reason_says_who_was_passed"),
        (newest, "issue ktp, issue ktp, 2 next", "order_within_a_class_is_kept"),
    ],
)
def test_a_wrong_policy_is_seen(policy: Policy, script: str, law: str) -> None:
    assert law in broken_by(policy, script, shared())


@pytest.mark.parametrize("script", [BUSY, LATE, MANY])
def test_the_policy_breaks_none_of_them(script: str) -> None:
    assert broken_by(fair, script, shared()) == set()


def test_a_turn_counted_for_nothing_is_seen() -> None:
    scene = Scene(shared())
    scene.play("issue ktp")
    before = scene.state
    *_, called = scene.press(c.CallNext(counter="2"))
    assert isinstance(called, e.TicketCalled)
    wrong = replace(called, why=replace(called.why, turn="ordinary"))
    with pytest.raises(AssertionError):
        a_turn_is_counted_only_while_both_wait(before, wrong, scene.now.tick)
