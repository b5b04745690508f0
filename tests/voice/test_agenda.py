"""The agenda's rules, one by one, and its laws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from signage.voice.agenda import Drop, Waiting, lag, next_saying


def call(seq: int, **more: object) -> Waiting:
    whole = Waiting(id=f"{seq}-a", zone="a", seq=seq, first=seq, tick=seq * 1000, kind="call")
    return replace(whole, **more)  # type: ignore[arg-type]


def recall(seq: int, first: int, **more: object) -> Waiting:
    return call(seq, first=first, kind="recall", **more)


def notice(seq: int) -> Waiting:
    return call(seq, first=0, kind="notice")


def said(items: list[Waiting], now: int = 10_000) -> str | None:
    chosen = next_saying(items, now).say
    return chosen.id if chosen else None


def test_nothing_to_say() -> None:
    assert next_saying([], 0).say is None
    assert lag([], 0) == 0


def test_in_order_of_seq() -> None:
    assert said([call(3), call(1), call(2)]) == "1-a"


def test_first_sayings_before_repeats() -> None:
    assert said([recall(2, 1, said=1), call(3)]) == "3-a"
    assert said([recall(4, 1, said=1), recall(3, 2, said=1)]) == "3-a"


def test_a_notice_waits_its_turn() -> None:
    assert said([notice(2), call(1), notice(4)]) == "1-a"
    assert said([notice(2), call(3), notice(4)]) == "2-a"


def test_a_recall_stands_for_its_unsaid_call_and_keeps_its_place() -> None:
    decision = next_saying([call(1), call(2), recall(3, 1), recall(5, 1)], 10_000)
    assert decision.drops == (
        Drop("1-a", "skipped", "replaced"),
        Drop("3-a", "skipped", "replaced"),
    )
    assert decision.say == recall(5, 1)
    assert decision.kind == "call"


def test_a_recall_of_a_heard_call_is_a_recall() -> None:
    assert next_saying([recall(3, 1, said=1)], 10_000).kind == "recall"


@pytest.mark.parametrize(
    ("item", "result", "reason"),
    [
        (call(1, state="over"), "skipped", "over"),
        (call(1, limit=8), "skipped", "too_old"),
        (call(1, begun=2), "failed", "interrupted"),
    ],
)
def test_not_said_and_why(item: Waiting, result: str, reason: str) -> None:
    decision = next_saying([item], 10_000)
    assert decision.say is None
    assert [(drop.result, drop.reason) for drop in decision.drops] == [(result, reason)]


def test_at_its_limit_it_is_said() -> None:
    assert said([call(1, limit=9)]) == "1-a"


def test_what_was_cut_off_comes_first_and_once_more() -> None:
    assert said([call(1), call(2, begun=1)]) == "2-a"
    assert said([call(1, begun=1), recall(2, 1)]) == "1-a"


def test_short_when_full_or_asked() -> None:
    five = [call(n) for n in range(1, 6)]
    assert next_saying(five, 10_000, short_from=6).brevity == "whole"
    assert next_saying([*five, call(6)], 10_000, short_from=6).brevity == "short"
    assert next_saying([*five, call(6, state="over")], 10_000, short_from=6).brevity == "whole"
    assert next_saying([call(1, short=True)], 10_000).brevity == "short"
    assert next_saying([notice(1)], 10_000, short_from=1).brevity == "whole"


def test_lag_is_the_oldest() -> None:
    assert lag([call(3), call(1)], 10_000) == 9.0


class Zone(RuleBasedStateMachine):
    """A hall that calls, recalls, ends and crashes at random, and a voice that obeys the agenda."""

    def __init__(self) -> None:
        super().__init__()
        self.seq = 0
        self.now = 0
        self.waiting: dict[str, Waiting] = {}
        self.results: dict[str, str] = {}
        self.sounded: list[str] = []
        self.heard: dict[int, int] = {}
        self.over: set[int] = set()
        self.speaking: Waiting | None = None

    def items(self) -> list[Waiting]:
        return [
            replace(
                item,
                said=self.heard.get(item.first, 0),
                state="over" if item.first in self.over else "current",
            )
            for item in self.waiting.values()
        ]

    def add(self, item: Waiting) -> None:
        self.waiting[item.id] = replace(item, tick=self.now)

    def finish(self, id: str, result: str) -> None:
        assert id not in self.results
        self.results[id] = result
        del self.waiting[id]

    @rule()
    def call(self) -> None:
        self.seq += 1
        self.add(call(self.seq))

    @rule()
    def notice(self) -> None:
        self.seq += 1
        self.add(notice(self.seq))

    @precondition(lambda self: self.seq > 0)
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        first = data.draw(st.integers(1, self.seq))
        self.seq += 1
        self.add(recall(self.seq, first))

    @precondition(lambda self: self.seq > 0)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        self.over.add(data.draw(st.integers(1, self.seq)))

    @rule(seconds=st.integers(0, 90))
    def pass_time(self, seconds: int) -> None:
        self.now += seconds * 1000

    @precondition(lambda self: self.speaking is None)
    @rule()
    def begin(self) -> None:
        items = {item.id: item for item in self.items()}
        decision = next_saying(list(items.values()), self.now)
        for drop in decision.drops:
            self.finish(drop.id, drop.reason)
        if decision.say is None:
            assert not self.waiting
            return
        chosen = decision.say
        assert chosen.first not in self.over
        assert self.now - chosen.tick <= chosen.limit * 1000
        if chosen.said and not chosen.begun:
            assert all(items[id].said or items[id].begun for id in self.waiting)
        self.waiting[chosen.id] = replace(chosen, begun=chosen.begun + 1)
        self.sounded.append(chosen.id)
        self.speaking = chosen

    @precondition(lambda self: self.speaking is not None)
    @rule()
    def hear(self) -> None:
        assert self.speaking is not None
        self.finish(self.speaking.id, "heard")
        self.heard[self.speaking.first] = self.heard.get(self.speaking.first, 0) + 1
        self.speaking = None

    @rule()
    def crash(self) -> None:
        self.speaking = None

    @invariant()
    def said_once_or_once_more_after_a_crash(self) -> None:
        assert all(self.sounded.count(id) <= 2 for id in self.sounded)

    @invariant()
    def everything_has_a_result_or_waits(self) -> None:
        assert not set(self.results) & set(self.waiting)

    def teardown(self) -> None:
        for _ in range(3 * len(self.waiting) + 3):
            if self.speaking is not None:
                self.hear()
            self.begin()
        assert not self.waiting


TestZone = Zone.TestCase
TestZone.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
