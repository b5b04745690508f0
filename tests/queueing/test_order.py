"""Who is next, and why."""

from __future__ import annotations

from signage.queueing.events import Why
from signage.queueing.order import in_order, longest_wait
from tests.queueing.scene import Scene, played


def waiting(scene: Scene, counter: str) -> list[str]:
    return [ticket.number for ticket in in_order(scene.state, counter)]


def test_the_longest_wait_among_the_services_of_the_counter() -> None:
    scene = played("issue kk, wait 1, issue ktp, wait 1, issue paspor, wait 1, issue kk")
    assert waiting(scene, "1") == ["BK001", "B001", "BK002"]
    assert waiting(scene, "2") == ["B001"]
    assert waiting(scene, "3") == ["4K-01"]


def test_tickets_of_one_tick_stand_in_the_order_of_the_journal() -> None:
    scene = played("issue ktp, issue kk, issue ktp, issue kk")
    assert waiting(scene, "1") == ["B001", "BK001", "B002", "BK002"]


def test_the_reason_says_rule_wait_and_services() -> None:
    scene = played("issue kk, wait 9")
    choice = longest_wait(scene.state, "1", scene.now.tick)
    assert choice is not None
    assert choice.why == Why(rule="longest_wait", waited=9_000, among=("ktp", "kk"))


def test_nobody_is_next_when_nobody_waits() -> None:
    assert longest_wait(Scene().state, "1", 0) is None
    assert longest_wait(played("issue paspor").state, "1", 0) is None


def test_a_ticket_sent_here_is_not_overtaken_and_overtakes_nobody() -> None:
    scene = played("issue ktp, wait 1, issue ktp, wait 1, issue ktp, 1 next, 1 next, 1 transfer @2")
    assert waiting(scene, "2") == ["B002", "B003"]
    assert waiting(scene, "1") == ["B003"]
    choice = longest_wait(scene.state, "2", scene.now.tick)
    assert choice is not None
    assert choice.why.rule == "sent_here"


def test_a_steady_clock_that_began_anew_waits_at_least_nothing() -> None:
    choice = longest_wait(played("issue ktp").state, "1", 0)
    assert choice is not None
    assert choice.why.waited == 0
