"""Two zones on one sound card, and emergencies: searched by a state machine, with its controls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from signage.voice.agenda import PAUSE, Decision, Waiting, interrupts, next_saying, twins
from tests.voice.test_agenda import call, emergency

ZONES = ("a", "b")
Decide = Callable[..., Decision]


def card(decide: Decide, cuts: Callable[..., bool] = interrupts) -> type[RuleBasedStateMachine]:
    """A card that two zones take turns on; the machine fails where a law does not hold."""

    class Card(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.seq = 0
            self.now = 0
            self.items: dict[str, Waiting] = {}
            self.speaking: Waiting | None = None
            self.cut: set[str] = set()

        def of(self, *zones: str) -> list[Waiting]:
            return [item for item in self.items.values() if item.zone in zones]

        def standing(self) -> list[Waiting]:
            return [i for i in self.of(*ZONES) if i.kind == "emergency" and i.state == "current"]

        def add(self, item: Waiting, zone: str) -> None:
            one = replace(item, id=f"{item.seq}-{zone}", zone=zone, tick=self.now)
            self.items[one.id] = one

        def look(self) -> None:
            said = self.speaking
            if said is None:
                return
            if cuts(self.of(*ZONES), said.id):
                if said.kind != "emergency":
                    self.cut.add(said.id)
                    self.items[said.id] = replace(self.items[said.id], begun=1)
                self.ended(0)
            real = [one for one in self.standing() if not one.drill]
            if self.speaking is not None:
                if self.standing():
                    assert said.kind == "emergency", "an emergency cuts off all else on its card"
                if real:
                    assert not said.drill, "what is real cuts off a drill"

        def ended(self, heard: int) -> None:
            said, self.speaking = self.speaking, None
            assert said is not None
            if said.kind == "emergency":
                for twin in twins(self.of(*ZONES), said):
                    self.items[twin.id] = replace(twin, said=twin.said + heard, last=self.now)
            elif heard:
                del self.items[said.id]

        @rule(zone=st.sampled_from(ZONES))
        def calls(self, zone: str) -> None:
            self.seq += 1
            self.add(call(self.seq, limit=9_999), zone)

        @rule(zones=st.sampled_from([("a",), ("b",), ZONES]), drill=st.booleans())
        def alarms(self, zones: Sequence[str], drill: bool) -> None:
            self.seq += 1
            for zone in zones:
                self.add(emergency(self.seq, drill=drill), zone)
            self.look()

        @rule(data=st.data())
        def is_over(self, data: st.DataObject) -> None:
            standing = sorted({one.seq for one in self.standing()})
            if not standing:
                return
            seq = data.draw(st.sampled_from(standing))
            for item in self.of(*ZONES):
                if item.seq == seq:
                    self.items[item.id] = replace(item, state="over")
            self.look()

        @rule(seconds=st.sampled_from([1, 4, 6]))
        def time_goes_by(self, seconds: int) -> None:
            self.now += seconds * 1000

        @rule()
        def is_heard(self) -> None:
            if self.speaking is not None:
                self.ended(1)

        @rule(order=st.sampled_from([ZONES, ZONES[::-1]]))
        def zones_look(self, order: Sequence[str]) -> None:
            """Each in turn, as the lock of the card lets them."""
            for zone in order:
                if self.speaking is None:
                    self.turn(zone)
            if self.speaking is None:
                due = [one for one in self.standing() if not one.drill] or self.standing()
                assert all(o.last is not None and self.now < o.last + PAUSE for o in due), (
                    "an emergency that is due is said by one of its zones"
                )

        def turn(self, zone: str) -> None:
            other = "b" if zone == "a" else "a"
            decision = decide(self.of(zone), self.now, None, None, self.of(other))
            for drop in decision.drops:
                assert self.items[drop.id].state == "over"
                del self.items[drop.id]
            chosen = decision.say
            if chosen is None:
                return
            assert chosen.zone == zone
            if chosen.kind == "emergency":
                every = twins(self.of(*ZONES), chosen)
                pauses = [self.now - one.last for one in every if one.last is not None]
                assert all(pause >= PAUSE for pause in pauses), "once on the card, then a pause"
            else:
                assert not self.standing(), "no call while an emergency stands on the card"
            self.speaking = chosen

    return Card


SEARCH = settings(
    max_examples=120, stateful_step_count=30, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=(Phase.generate,),
)  # fmt: skip


def test_the_laws_hold() -> None:
    run_state_machine_as_test(card(next_saying), settings=SEARCH)


def alone(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    """Knows nothing of the zone beside it."""
    return next_saying(items, now)


def both_lead(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    """Forgets when its twin was said."""
    own = [replace(item, last=None) for item in items]
    return next_saying(own, now, beside=rest[-1])


def nobody_leads(items: Sequence[Waiting], now: int, *rest: Any) -> Decision:
    decision = next_saying(items, now, beside=rest[-1])
    shared = decision.say is not None and len(twins([*items, *rest[-1]], decision.say)) > 1
    return replace(decision, say=None) if shared else decision


def own_zone_only(items: Sequence[Waiting], saying: str) -> bool:
    return interrupts([item for item in items if item.zone == saying[-1]], saying)


@pytest.mark.parametrize(
    ("decide", "cuts"),
    [
        (alone, interrupts),
        (both_lead, interrupts),
        (nobody_leads, interrupts),
        (next_saying, own_zone_only),
        (next_saying, lambda items, saying: False),
    ],
)
def test_each_way_to_break_them_is_found(decide: Decide, cuts: Callable[..., bool]) -> None:
    with pytest.raises(AssertionError):
        # Found soon, if it can be found: the search ends with the first fault.
        run_state_machine_as_test(card(decide, cuts), settings=settings(SEARCH, max_examples=900))
