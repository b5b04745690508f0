"""The visit at a counter: its times, a recall, a transfer, and undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.hall import Hall
from signage.queueing.model import Call, Desk, State, Ticket
from tests.queueing.scene import HALL, Scene, mall, parse, played, refusal

TWO = "issue ktp, issue ktp, "


def ticket(scene: Scene, number: str) -> Ticket:
    return scene.state.tickets[scene.state.numbers[number]]


def call(scene: Scene, counter: str = "1") -> Call:
    found = scene.state.desk(counter).call
    assert found is not None
    return found


# ---- times


def test_a_call_tells_how_long_was_waited_and_why_this_ticket() -> None:
    scene = played("issue ktp, wait 60, issue kk, wait 40")
    *_, called = scene.press(parse("1 next"))
    assert isinstance(called, e.TicketCalled)
    assert called.waited == 100_000
    assert called.why == e.Why(rule="longest_wait", waited=100_000, among=("ktp", "kk"))
    assert called.zones == ("hall-a", "ballroom")


def test_a_chosen_ticket_says_so() -> None:
    scene = played("issue ktp, issue kk, wait 5")
    *_, called = scene.press(parse("1 call BK001"))
    assert isinstance(called, e.TicketCalled)
    assert called.why == e.Why(rule="chosen", waited=5_000, among=("ktp", "kk"), passed=1)


def test_walking_and_serving_are_measured_on_the_steady_clock() -> None:
    scene = played("issue ktp, 1 next, wait 12")
    (started,) = scene.press(parse("1 serve"))
    assert isinstance(started, e.ServingStarted)
    assert started.walked == 12_000
    scene.wait(300)
    (served,) = scene.press(parse("1 finish"))
    assert isinstance(served, e.TicketServed)
    assert served.lasted == 300_000


def test_a_visit_that_nobody_served_lasted_nothing() -> None:
    scene = played("issue ktp, 1 next, wait 12")
    (served,) = scene.press(parse("1 finish"))
    assert isinstance(served, e.TicketServed)
    assert served.lasted == 0
    assert not served.assumed


def test_the_first_wait_stands_when_a_ticket_is_called_again() -> None:
    scene = played("issue ktp, wait 30, 1 next, 1 park, wait 100, 1 call B001")
    assert call(scene).waited == 30_000
    assert ticket(scene, "B001").waited == 30_000
    scene = played("issue ktp, wait 30, 1 next, 1 transfer kk, wait 100, 1 next")
    assert call(scene).waited == 30_000


def test_a_walk_in_gets_an_id_that_nothing_else_has() -> None:
    scene = played("issue ktp, 1 next, 1 serve, 1 direct kk, issue ktp")
    assert len(scene.state.tickets) == 3
    ids = [r.event.ticket for r in scene.records if isinstance(r.event, e.DirectStarted)]
    assert ids == [f"t{r.seq}" for r in scene.records if isinstance(r.event, e.DirectStarted)]


# ---- recall


def test_a_recall_changes_no_order_and_no_first_call_time() -> None:
    scene = played(TWO + "issue ktp, wait 30, 1 next, wait 20")
    before, held = call(scene), ticket(scene, "B001")
    queue = scene.state.queue("ktp")
    scene.play("1 recall, wait 5, 1 recall")
    after = call(scene)
    assert (after.first, after.waited, after.recall) == (before.seq, before.waited, 2)
    assert after.seq == scene.state.seq
    assert ticket(scene, "B001") == held
    assert scene.state.queue("ktp") == queue


def test_a_recall_moves_the_one_row_of_its_call_up() -> None:
    scene = played(TWO + "1 next, 2 next, 1 recall")
    for zone in ("hall-a", "ballroom"):
        assert [row.number for row in scene.state.calls[zone]] == ["B001", "B002"]
        assert scene.state.calls[zone][0].recall == 1
    assert "hall-b" not in scene.state.calls


# ---- transfer


def test_a_transfer_keeps_the_number_and_the_place() -> None:
    scene = played("issue ktp, wait 1, issue kk, wait 1, issue kk, 1 next")
    place = ticket(scene, "B001").place
    scene.play("1 transfer kk")
    moved = ticket(scene, "B001")
    assert (moved.number, moved.place, moved.service) == ("B001", place, "kk")
    assert [scene.state.tickets[id].number for id in scene.state.queue("kk")] == [
        "B001", "BK001", "BK002",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "press", "transferred"),
    [
        ("issue ktp", "1 next", False),
        ("issue ktp, 1 next, 1 transfer kk", "1 next", True),
        ("issue ktp, 1 next, 1 transfer @3", "3 next", True),
        ("issue ktp, 1 next, 1 serve, 1 also paspor", "3 next", True),
        ("issue ktp, 1 next, 1 transfer @3, 3 next, 3 no-show", "3 call B001", False),
        ("issue ktp, 1 next, 1 transfer @3, 3 next, 3 undo", "3 next", True),
        ("issue ktp, 1 next, 1 transfer @3, 1 undo, 1 no-show", "1 call B001", False),
    ],
)
def test_the_first_call_after_a_transfer_says_so(
    before: str, press: str, transferred: bool
) -> None:
    scene = played(before)
    *_, called = scene.press(parse(press))
    assert isinstance(called, e.TicketCalled)
    assert called.transferred is transferred
    counter = press[0]
    waits = scene.state.announcements["ballroom"]
    assert waits[-1].kind == ("transfer" if transferred else "call")
    scene.play(f"{counter} recall")
    assert call(scene, counter).transferred is transferred
    waits = scene.state.announcements["ballroom"]
    assert waits[-1].kind == "recall"


def test_a_transfer_to_a_counter_waits_for_that_counter_alone() -> None:
    scene = played("issue ktp, 1 next, 1 transfer @3, issue paspor")
    assert scene.play("2 next") == "open 2"
    *_, called = scene.press(parse("3 next"))
    assert isinstance(called, e.TicketCalled)
    assert (called.number, called.why.rule) == ("B001", "sent_here")
    assert ticket(scene, "B001").aimed is None


def test_a_counter_calls_and_cancels_its_own_alone() -> None:
    scene = played("issue ktp, issue paspor, 1 open")
    assert scene.play("1 call 4K-01") == "! ticket_not_here"
    foreign = c.CancelTicket(ticket="4K-01", counter="1")
    with pytest.raises(Refused, match="ticket_not_here"):
        scene.press(foreign)
    with pytest.raises(NotFound, match="counter_unknown"):
        scene.press(replace(foreign, counter="9"))
    assert scene.press(replace(foreign, counter="3"))


def test_who_was_sent_to_a_counter_can_be_called_there_again() -> None:
    scene = played("issue ktp, 1 next, 1 transfer @3, 3 next, 3 park")
    assert scene.play("3 call B001") == "called B001 to 3"


# ---- undo


def stands(scene: Scene) -> tuple[dict[str, Ticket], dict[str, tuple[str, ...]], Desk]:
    """Who stands where, without the counter's memory of what can be undone."""
    state: State = scene.state
    desk = state.desk("1")
    queues = {name: ids for name, ids in state.queues.items() if ids}
    return dict(state.tickets), queues, Desk(
        open=desk.open, ticket=desk.ticket, call=desk.call, recent=desk.recent
    )  # fmt: skip


UNDONE = [
    ("1 open", "1 next"),
    ("1 open", "1 call B002"),
    ("1 next", "1 next"),
    ("1 next, 1 serve", "1 next"),
    ("1 next, 1 serve", "1 call B002"),
    ("1 next, 1 recall", "1 finish"),
    ("1 next, 1 serve", "1 finish"),
    ("1 next", "1 no-show"),
    ("1 next, 1 no-show", "1 call B001"),
    ("1 next, 1 no-show, 1 next, 1 no-show", "1 call B001"),
    ("1 next, 1 park", "1 call B001"),
    ("2 next, 2 transfer @1, 1 open", "1 next"),
    ("1 next, 1 transfer kk", "1 next"),
    ("1 next, 1 next", "1 next"),
    ("1 open, 1 direct ktp", "1 finish"),
    ("1 open, 1 direct ktp", "1 next"),
]


@pytest.mark.parametrize(("given", "mistake"), UNDONE)
@pytest.mark.parametrize("hall", [HALL, mall(unfinished="no_show")], ids=["served", "no_show"])
def test_an_undo_puts_everybody_back(given: str, mistake: str, hall: Hall) -> None:
    scene = played(TWO + given, hall)
    before, rows = stands(scene), dict(scene.state.calls)
    assert not scene.play(mistake).startswith("!")
    assert stands(scene) != before
    scene.wait(30)
    assert scene.play("1 undo").startswith("undone ")
    assert stands(scene) == before
    assert {k: v for k, v in scene.state.calls.items() if v} == {k: v for k, v in rows.items() if v}
    assert scene.play("1 undo") == "! nothing_to_undo"


def test_an_undone_ticket_is_next_again() -> None:
    scene = played(TWO + "1 next, 1 undo")
    assert scene.play("2 next") == "open 2, called B001 to 2"


def test_what_was_undone_can_be_done() -> None:
    scene = played(TWO + "1 next, 1 serve, 1 finish, 1 undo")
    assert scene.play("1 finish") == "served B001 by finish"
    scene = played(TWO + "1 next, 1 no-show, 1 undo")
    assert scene.play("1 serve") == "serving B001"


@pytest.mark.parametrize("limit", [0, 30, 300])
def test_an_undo_has_its_time(limit: int) -> None:
    scene = played("issue ktp, 1 next", mall(undo=limit))
    scene.wait(limit + 0.001)
    refused = refusal(scene, parse("1 undo"))
    assert (refused.code, refused.facts) == ("undo_too_late", {"limit": limit})
    scene = played("issue ktp, 1 next", mall(undo=limit))
    scene.wait(limit)
    assert scene.play("1 undo") == "undone next"


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ("1 next, 1 no-show, 2 call B001", "! undo_overtaken"),
        ("1 next, 1 no-show, 2 call B001, 2 no-show", "! undo_overtaken"),
        ("1 next, 1 serve", "! nothing_to_undo"),
        ("1 next, 1 park", "undone park"),
        ("1 next, 1 park, return B001", "! undo_overtaken"),
        ("1 next, 1 transfer kk", "undone transfer"),
        ("1 next, 1 transfer @2, 2 next", "! undo_overtaken"),
        ("1 next, 1 serve, 1 also kk", "undone also"),
        ("1 next, 1 also paspor", "undone also"),
        ("1 next, 1 also paspor, 3 next", "! undo_overtaken"),
        ("1 next, 1 finish, 1 direct ktp", "! nothing_to_undo"),
        ("1 next, 1 finish, 1 shut, 1 open", "! nothing_to_undo"),
        ("1 next, 1 recall", "undone next"),
        ("1 next, 2 next", "undone next"),
    ],
)
def test_an_undo_is_overtaken_by_what_was_built_on_it(given: str, then: str) -> None:
    assert played(TWO + given).play("1 undo") == then


def test_an_undo_of_next_is_overtaken_when_the_one_before_went_on() -> None:
    scene = played(TWO + "1 next, 1 next, 2 call B001", mall(unfinished="no_show"))
    refused = refusal(scene, parse("1 undo"))
    assert refused.code == "undo_overtaken"
    assert refused.facts["number"] == "B001"


def test_an_undone_call_leaves_the_rows_of_its_zones_also_after_the_counter_moved() -> None:
    scene = played(TWO + "1 next")
    (undone,) = scene.press(parse("1 undo"))
    assert isinstance(undone, e.ActionUndone)
    assert undone.zones == ("hall-a", "ballroom")
    assert undone.tickets == ("t2",)
    assert not any(scene.state.calls.values())
