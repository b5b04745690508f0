"""The mall's policy by example: turns, the age, weights, and what the reason says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.queueing import commands as c
from signage.queueing.calling import OFF, Share
from signage.queueing.events import TicketCalled, Why
from signage.queueing.hall import Hall
from signage.queueing.order import ahead, calling_order, fair, foreseen
from signage.queueing.views import why_view
from tests.queueing.lines import shared
from tests.queueing.scene import HALL, Scene, mall, played


def next_at(scene: Scene, counter: str = "1") -> tuple[str, Why]:
    """Press next; the number that was called, and why."""
    *_, called = scene.press(c.CallNext(counter=counter))
    assert isinstance(called, TicketCalled)
    return called.number, called.why


def called(scene: Scene, times: int, counter: str = "1") -> list[str]:
    return [next_at(scene, counter)[0] for _ in range(times)]


CROWD = "issue ktp, issue ktp, issue ktp, issue ktp lansia, issue ktp hamil, issue ktp lansia"


def test_one_of_priority_for_one_other_while_both_wait() -> None:
    scene = played(CROWD, shared())
    assert called(scene, 6) == ["B004", "B001", "B005", "B002", "B006", "B003"]


def test_two_for_one() -> None:
    assert called(played(CROWD, shared(2, 1)), 4) == ["B004", "B001", "B005", "B006"]


def test_without_a_share_it_is_the_wait() -> None:
    scene = played(CROWD, replace(shared(), calling=HALL.calling))
    assert called(scene, 4) == ["B001", "B002", "B003", "B004"]
    assert not scene.state.balances


def test_a_class_that_does_not_share_waits_as_everybody() -> None:
    assert called(played("issue ktp, issue ktp tamu", shared()), 2) == ["B001", "B002"]


def test_nothing_is_counted_while_only_one_waits() -> None:
    scene = played("issue ktp lansia, issue ktp lansia, issue ktp lansia", shared())
    assert [next_at(scene)[1].rule for _ in range(3)] == ["longest_wait"] * 3
    assert not scene.state.balances
    scene.play("issue ktp, issue ktp lansia")
    assert called(scene, 1) == ["B005"]


def test_after_the_age_nobody_is_passed_over() -> None:
    scene = played("issue ktp, wait 2700, issue ktp lansia", shared())
    number, why = next_at(scene)
    assert (number, why.rule, why.limit, why.turn) == ("B001", "past_limit", 45, "")
    assert not scene.state.balances
    almost = played("issue ktp, wait 2699, issue ktp lansia", shared())
    assert next_at(almost)[1].rule == "priority_turn"


def test_with_no_limit_turns_go_on() -> None:
    scene = played("issue ktp, wait 9999, issue ktp lansia", shared(limit=0))
    assert next_at(scene)[0] == "B002"


def test_the_share_rests_while_all_are_past_the_age() -> None:
    scene = played("issue ktp lansia, wait 1, issue ktp, wait 1, issue ktp lansia, wait 4000",
                   shared())  # fmt: skip
    told = [next_at(scene) for _ in range(3)]
    assert [number for number, _ in told] == ["B001", "B002", "B003"]
    assert [why.rule for _, why in told] == ["past_limit", "past_limit", "longest_wait"]


def test_counters_that_serve_the_same_take_turns_together() -> None:
    hall = shared()
    twin = replace(hall.counters[1], services=("kk", "ktp"))
    scene = played(CROWD, replace(hall, counters=(hall.counters[0], twin, hall.counters[2])))
    assert [next_at(scene, at)[0] for at in "1212"] == ["B004", "B001", "B005", "B002"]


def test_counters_that_serve_others_count_alone() -> None:
    scene = played(CROWD, shared())
    assert [next_at(scene, at)[0] for at in "12"] == ["B004", "B005"]


def test_an_undone_call_takes_its_turn_back() -> None:
    scene = played(CROWD, shared())
    scene.play("1 next, 1 undo")
    assert set(scene.state.balances.values()) == {0}
    assert called(scene, 2) == ["B004", "B001"]


def test_an_officers_choice_takes_no_turn() -> None:
    scene = played(CROWD, shared())
    scene.play("1 call B006")
    assert not scene.state.balances
    why = scene.state.desk("1").call
    assert why is not None
    assert (why.why.rule, why.why.passed, why.why.priority) == ("chosen", 5, "lansia")


def test_a_service_and_a_counter_may_have_shares_of_their_own() -> None:
    hall = shared()
    ktp, *others = hall.services
    own = replace(hall, services=(replace(ktp, share=OFF, pass_limit=5), *others))
    assert called(played(CROWD, own), 2, "2") == ["B001", "B002"]
    desk = replace(own.counters[1], share=Share(priority=1, ordinary=2))
    counter = replace(own, counters=(own.counters[0], desk, own.counters[2]))
    assert called(played(CROWD, counter), 4, "2") == ["B004", "B001", "B002", "B005"]
    assert own.limit_of("ktp") == 5


def weighing(**weights: int) -> Hall:
    hall = HALL
    return replace(hall, counters=(replace(hall.counters[0], weights=weights), *hall.counters[1:]))


def test_services_are_weighed_by_their_wait() -> None:
    hall = weighing(kk=3)
    early = played("issue ktp, wait 100, issue kk, wait 40", hall)
    assert next_at(early)[1].rule == "longest_wait"
    late = played("issue ktp, wait 100, issue kk, wait 60", hall)
    number, why = next_at(late)
    assert (number, why.rule, why.weight, why.passed) == ("BK001", "weighted", 3, 1)


def test_the_reason_holds_every_fact() -> None:
    scene = played("issue ktp, issue kk, wait 600, issue ktp lansia, wait 60", shared())
    assert next_at(scene)[1] == Why(
        rule="priority_turn", waited=60_000, among=("ktp", "kk"), priority="lansia",
        priority_name=HALL.priorities[0].name, turn="priority", line="1:1 kk ktp", share=(1, 1),
        limit=45, passed=2,
    )  # fmt: skip
    assert next_at(scene)[1].passed == 0


@pytest.mark.parametrize(
    ("hall", "script", "told"),
    [
        (shared(), "issue ktp, issue ktp lansia, wait 120",
         "priority's turn, Lansia (en) (1 of priority to 1 other; waited 2 minutes). "
         "Passed over 1 before it."),
        (shared(), "issue ktp, issue ktp lansia, issue ktp lansia, 1 next, wait 120",
         "the ordinary line's turn (1 of priority to 1 other; waited 2 minutes)."),
        (shared(), "issue ktp, wait 2700, issue ktp lansia",
         "waited more than 45 minutes, so it may not be passed over any more."),
        (weighing(kk=3), "issue ktp, wait 100, issue kk, wait 60",
         "the longest wait as this counter weighs its services (1 minutes × 3). "
         "Passed over 1 before it."),
        (shared(), "issue ktp, 2 next, 2 transfer @1", "sent to this counter."),
    ],
)  # fmt: skip
def test_the_reason_in_words(hall: Hall, script: str, told: str) -> None:
    assert why_view(next_at(played(script, hall))[1]).text.en == told


def test_how_many_are_ahead_is_the_order_of_calling() -> None:
    scene = played(CROWD, shared())
    state, tick = scene.state, scene.now.tick
    line = [ticket.number for ticket in foreseen(state, "ktp", tick)]
    assert line == ["B004", "B001", "B005", "B002", "B006", "B003"]
    assert [ahead(state, t, tick) for t in foreseen(state, "ktp", tick)] == [0, 1, 2, 3, 4, 5]
    assert [t.number for t in calling_order(state, "1", tick)] == line


def test_who_is_ahead_at_the_very_limit() -> None:
    scene = played("issue ktp, issue ktp lansia, wait 2700, issue ktp lansia", shared())
    state, tick = scene.state, scene.now.tick
    line = [t.number for t in calling_order(state, "2", tick)]
    assert line == [t.number for t in foreseen(state, "ktp", tick)] == ["B001", "B002", "B003"]
    assert [ahead(state, t, tick) for t in foreseen(state, "ktp", tick)] == [0, 1, 2]
    scene.wait(-0.001)
    assert next(calling_order(state, "2", scene.now.tick)).number == "B002"
    assert ahead(state, state.tickets["t2"], scene.now.tick) == 1


def test_a_service_that_nobody_serves_any_more_has_a_line_all_the_same() -> None:
    scene = played("issue ktp lansia, issue ktp", shared())
    state = replace(scene.state, hall=replace(mall(), counters=HALL.counters[2:]))
    line = list(foreseen(state, "ktp", scene.now.tick))
    assert [ahead(state, ticket, scene.now.tick) for ticket in line] == [0, 1]


def test_nobody_is_next_where_nobody_waits() -> None:
    assert fair(played("issue paspor", shared()).state, "1", 0) is None
