"""The laws of the agenda, searched by a state machine; each has an agenda that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from signage.queueing.hall import Text
from signage.voice.agenda import (
    PAUSE,
    Decision,
    Drop,
    Steps,
    Terms,
    Waiting,
    interrupts,
    next_saying,
)
from signage.voice.quiet import Quiet
from tests.voice.test_agenda import call, emergency, notice, recall

Decide = Callable[[Sequence[Waiting], int, Terms | None, int | None], Decision]

STEPS = Steps(times=2, once_from=2, short_from=3, bare_from=4)
QUIETS = (
    None,
    Quiet(name=Text("a", "a"), until=1, silent=True),
    Quiet(name=Text("b", "b"), until=1, silent=True, later=True),
    Quiet(name=Text("c", "c"), until=1, silent=False, gain=-12.0),
)


def zone(decide: Decide) -> type[RuleBasedStateMachine]:
    """A hall that calls, recalls, ends, alarms, prays and crashes at random, and a voice that obeys
    the agenda; the machine fails where a law does not hold."""

    class Zone(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.seq = 0
            self.now = 0
            self.waiting: dict[str, Waiting] = {}
            self.results: dict[str, str] = {}
            self.sounded: list[str] = []
            self.heard: dict[int, int] = {}
            self.over: set[int] = set()
            self.alarms: dict[str, tuple[int, int]] = {}
            self.speaking: Waiting | None = None
            self.silent_since: int | None = None
            self.quiet: Quiet | None = None

        def items(self) -> list[Waiting]:
            return [self.seen(item) for item in self.waiting.values()]

        def seen(self, item: Waiting) -> Waiting:
            if item.kind == "emergency":
                said, last = self.alarms.get(item.id, (0, None))
                over = "over" if item.seq in self.over else "current"
                return replace(item, said=said, last=last, state=over)  # type: ignore[arg-type]
            ended = item.first in self.over
            return replace(
                item, said=self.heard.get(item.first, 0), state="over" if ended else "current"
            )

        def add(self, item: Waiting) -> None:
            self.waiting[item.id] = replace(item, tick=self.now)
            if self.speaking and interrupts(self.items(), self.speaking.id):
                self.stop()

        def stop(self) -> None:
            assert self.speaking is not None
            if self.speaking.kind == "emergency":
                self.alarms[self.speaking.id] = (self.seen(self.speaking).said, self.now)
            self.speaking, self.silent_since = None, self.now

        def finish(self, id: str, result: str) -> None:
            assert id not in self.results, "one result each"
            assert id in self.waiting, "a result for what was asked"
            self.results[id] = result
            del self.waiting[id]

        # ---- what happens in the hall

        @rule()
        def calls(self) -> None:
            self.seq += 1
            self.add(call(self.seq))

        @rule(count=st.integers(2, 6))
        def rush(self, count: int) -> None:
            for _ in range(count):
                self.calls()

        @rule()
        def notices(self) -> None:
            self.seq += 1
            self.add(notice(self.seq))

        @rule()
        def alarms_(self) -> None:
            self.seq += 1
            self.add(emergency(self.seq))

        @precondition(lambda self: self.seq > 0)
        @rule(data=st.data())
        def recalls(self, data: st.DataObject) -> None:
            first = data.draw(st.integers(1, self.seq))
            self.seq += 1
            self.add(recall(self.seq, first))

        @precondition(lambda self: self.seq > 0)
        @rule(data=st.data())
        def ends(self, data: st.DataObject) -> None:
            self.over.add(data.draw(st.integers(1, self.seq)))
            if self.speaking and interrupts(self.items(), self.speaking.id):
                self.stop()

        @rule(seconds=st.integers(0, 90))
        def time_passes(self, seconds: int) -> None:
            self.now += seconds * 1000

        @rule(quiet=st.sampled_from(QUIETS))
        def quiet_changes(self, quiet: Quiet | None) -> None:
            self.quiet = quiet

        # ---- what the voice does

        @precondition(lambda self: self.speaking is None)
        @rule()
        def begins(self) -> None:
            items = self.items()
            terms = Terms(steps=STEPS, quiet=self.quiet)
            decision = decide(items, self.now, terms, self.silent_since)
            self.written_off(decision.drops, items)
            if decision.say is None:
                self.silence(decision)
            else:
                self.says(decision, items)

        def written_off(self, drops: Sequence[Drop], items: list[Waiting]) -> None:
            by_id = {item.id: item for item in items}
            for drop in drops:
                item = by_id[drop.id]
                stale = self.now - item.tick > item.limit * 1000
                silent = self.quiet is not None and self.quiet.silent
                held = self.quiet is not None and self.quiet.later
                true = {
                    "over": item.state == "over",
                    "too_old": stale,
                    "interrupted": item.begun >= 2,
                    "replaced": any(
                        o.kind == "recall" and o.first == item.first and o.seq > item.seq
                        for o in items
                    ),
                    "quiet": silent and (stale or not held),
                    None: item.kind == "emergency" and item.said > 0 and item.state == "over",
                }
                assert true[drop.reason], "a true reason"
                self.finish(drop.id, drop.reason or drop.result)

        def silence(self, decision: Decision) -> None:
            """Nothing is said although something waits: only in a quiet time or between alarms."""
            held = self.quiet is not None and self.quiet.silent and self.quiet.later
            alarmed = [i for i in self.items() if i.kind == "emergency"]
            if alarmed:
                assert decision.again == min((i.last or 0) + PAUSE for i in alarmed)
                assert all(i.last is not None for i in alarmed), "an emergency does not wait"
            else:
                assert held or not self.waiting, "what is due is said"

        def says(self, decision: Decision, items: list[Waiting]) -> None:
            chosen = decision.say
            assert chosen is not None
            assert chosen.id in self.waiting, "nothing that has a result"
            assert chosen.state == "current", "nothing that is over"
            live = [item for item in items if item.id in self.waiting]
            if chosen.kind == "emergency":
                assert chosen.last is None or self.now >= chosen.last + PAUSE
                assert (decision.gain, decision.brevity, decision.chime) == (0, "whole", True)
            else:
                self.says_ordinary(decision, chosen, live)
            if chosen.kind != "emergency" or not chosen.begun:
                self.waiting[chosen.id] = replace(self.waiting[chosen.id], begun=chosen.begun + 1)
                self.sounded.append(chosen.id)
            self.speaking = chosen

        def says_ordinary(self, decision: Decision, chosen: Waiting, live: list[Waiting]) -> None:
            assert not any(item.kind == "emergency" for item in live), "an emergency goes first"
            assert not (self.quiet and self.quiet.silent), "silence in a silent time"
            limit = self.waiting[chosen.id].limit * 1000
            assert self.now - chosen.tick <= limit, "nothing that is too old"
            assert self.sounded.count(chosen.id) < 2, "once, and once more when it was cut off"
            if chosen.said and not chosen.begun:
                assert all(item.said or item.begun for item in live), "first sayings before repeats"
            same = [i for i in live if i.first == chosen.first and i.kind in ("call", "recall")]
            if chosen.kind != "notice":
                assert len([i for i in same if not i.begun]) <= 1, "no ticket is queued twice"
            self.form(decision, chosen, len(live))

        def form(self, decision: Decision, chosen: Waiting, count: int) -> None:
            if chosen.kind == "notice":
                assert (decision.times, decision.brevity) == (1, "whole")
                return
            assert (decision.brevity == "short") == (count >= 3), "short when it is full"
            assert decision.times == (2 if count < 2 else 1), "twice only with room"
            if count < 4:
                assert decision.chime
            less = decision.times < 2 or not decision.chime or bool(self.quiet)
            assert (decision.shortened is not None) == less, "what is shortened says so"
            assert decision.gain == (self.quiet.gain if self.quiet else 0)

        @precondition(lambda self: self.speaking is not None)
        @rule()
        def is_heard(self) -> None:
            said = self.speaking
            assert said is not None
            if said.kind == "emergency":
                self.alarms[said.id] = (self.seen(said).said + 1, self.now)
            else:
                self.finish(said.id, "heard")
                self.heard[said.first] = self.heard.get(said.first, 0) + 1
            self.speaking, self.silent_since = None, self.now

        @rule()
        def crashes(self) -> None:
            self.speaking = self.silent_since = None
            self.alarms.clear()

        def teardown(self) -> None:
            """With every emergency ended and no quiet time, all that was asked gets its result."""
            self.quiet = None
            self.over |= {i.seq for i in self.waiting.values() if i.kind == "emergency"}
            if self.speaking and interrupts(self.items(), self.speaking.id):
                self.stop()
            for _ in range(3 * len(self.waiting) + 3):
                if self.speaking is not None:
                    self.is_heard()
                self.begins()
            assert not self.waiting, "everything has a result"

    return Zone


class TestLaws(zone(next_saying).TestCase):  # type: ignore[misc]
    settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


# ---- agendas that break one law each


def _wrapped(change: Callable[..., Decision]) -> Decide:
    def decide(
        items: Sequence[Waiting], now: int, terms: Terms | None, since: int | None
    ) -> Decision:
        return change(items, now, terms or Terms(), since)

    return decide


def says_what_is_over(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    return next_saying([replace(i, state="current") for i in items], now, *rest)


def says_what_is_old(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    return next_saying([replace(i, limit=10**6) for i in items], now, *rest)


def says_again_and_again(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    decision = next_saying([replace(i, begun=0) for i in items], now, *rest)
    real = {i.id: i for i in items}
    return replace(decision, say=real[decision.say.id]) if decision.say else decision


def repeats_before_first_sayings(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    decision = next_saying(items, now, *rest)
    gone = {drop.id for drop in decision.drops}
    repeats = [i for i in items if i.said and i.id not in gone and i.kind == "recall"]
    ordinary = decision.say is not None and decision.say.kind != "emergency"
    return replace(decision, say=repeats[0]) if ordinary and repeats else decision


def queues_a_ticket_twice(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    decision = next_saying(items, now, *rest)
    kept = tuple(drop for drop in decision.drops if drop.reason != "replaced")
    return replace(decision, drops=kept)


def lets_an_emergency_wait(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    others = [i for i in items if i.kind != "emergency"]
    return next_saying(others or items, now, *rest)


def forgets_the_emergency(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    decision = next_saying(items, now, *rest)
    alarm = decision.say is not None and decision.say.kind == "emergency"
    return replace(decision, say=None) if alarm else decision


def talks_in_a_quiet_time(
    items: Sequence[Waiting], now: int, terms: Terms, since: int | None
) -> Decision:
    return next_saying(items, now, replace(terms, quiet=None), since)


def never_shortens(items: Sequence[Waiting], now: int, terms: Terms, since: int | None) -> Decision:
    steps = Steps(times=2, once_from=0, short_from=0, bare_from=0)
    return next_saying(items, now, replace(terms, steps=steps), since)


def shortens_in_secret(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    return replace(next_saying(items, now, *rest), shortened=None)


def lies_about_the_reason(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    decision = next_saying(items, now, *rest)
    lies = tuple(replace(d, reason="too_old") if d.reason else d for d in decision.drops)
    return replace(decision, drops=lies)


def drops_without_a_word(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    return replace(next_saying(items, now, *rest), drops=())


@pytest.mark.parametrize(
    "broken",
    [
        says_what_is_over,
        says_what_is_old,
        says_again_and_again,
        repeats_before_first_sayings,
        queues_a_ticket_twice,
        lets_an_emergency_wait,
        forgets_the_emergency,
        talks_in_a_quiet_time,
        never_shortens,
        shortens_in_secret,
        lies_about_the_reason,
        drops_without_a_word,
    ],
)
def test_a_broken_agenda_is_found(broken: Callable[..., Decision]) -> None:
    search = settings(
        max_examples=400,
        stateful_step_count=30,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(zone(_wrapped(broken)), settings=search)
