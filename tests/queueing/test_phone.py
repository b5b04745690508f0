"""What a phone shows: where its ticket is to go, and a line that tells places and nothing else."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.queueing import shapes as s
from signage.queueing.expected import expected_wait
from signage.queueing.hall import Hall
from signage.queueing.views import line_view, ticket_view
from signage.queueing.views.phone import following, runs
from tests.queueing.scene import HALL, Scene, both, played

NUMBERS = st.sampled_from([f"B{n:03d}" for n in (1, 2, 3, 4, 8, 9, 10, 998, 999, 1000, 1001)]) | (
    st.sampled_from(["BK01", "BK02", "4K-9", "4K-10", "4K-11", "0012", "00012", "00013", "B+1"])
)


def phone(scene: Scene, number: str) -> s.TicketView:
    ticket = scene.state.tickets[scene.state.numbers[number]]
    return ticket_view(scene.state, ticket, scene.now)


def line(scene: Scene, name: str) -> s.LineView:
    return line_view(scene.state, name, scene.now)


def written_out(order: tuple[tuple[str, int], ...]) -> list[str]:
    """What a phone reads in an order."""
    found = []
    for first, count in order:
        found.append(first)
        for _ in range(count - 1):
            found.append(following(found[-1]))
    return found


# ---- the line


def test_a_line_names_who_stands_in_it_and_nothing_else_of_them() -> None:
    scene = played("1 open, issue ktp, issue ktp lansia, issue kk, issue ktp, 2 open")
    view = line(scene, "ktp")
    assert view == s.LineView(
        line="ktp", open=True, why_shut=None, waiting=3, order=(("B001", 3),),
        counters=("Loket 1", "Loket 2"), expected_wait=None,
    )  # fmt: skip
    assert "lansia" not in msgspec.json.encode(view).decode()


def test_a_line_says_how_long_one_who_comes_now_would_wait() -> None:
    visits = ", ".join("issue ktp, 2 next, 2 serve, wait 600, 2 finish" for _ in range(10))
    scene = played(f"2 open, {visits}, issue ktp, issue ktp, 2 next")
    assert line(scene, "ktp").expected_wait == expected_wait(scene.state, "ktp") == 15
    assert line(scene, "@2").expected_wait is None


def test_a_line_skips_who_has_left_it() -> None:
    scene = played("1 open, issue ktp, issue ktp, issue ktp, cancel B002, issue ktp")
    assert line(scene, "ktp").order == (("B001", 1), ("B003", 2))


def test_who_was_sent_to_a_counter_stands_in_a_line_of_its_own() -> None:
    scene = played("issue ktp, issue ktp, 1 next, 1 transfer @2")
    assert (line(scene, "@2").order, line(scene, "@2").counters) == ((("B001", 1),), ())
    assert line(scene, "ktp").order == (("B002", 1),)
    view = phone(scene, "B001")
    assert (view.line, view.again, view.ahead) == ("line/@2", True, 0)
    assert view.place is not None and (view.place.counter, view.place.name) == ("2", "Loket 2")
    scene.play("2 open")
    assert line(scene, "@2").counters == ("Loket 2",)


@given(st.lists(NUMBERS, unique=True))
def test_a_written_out_order_is_the_order(numbers: list[str]) -> None:
    order = tuple(runs(numbers))
    assert written_out(order) == numbers
    assert sum(count for _, count in order) == len(numbers)


@pytest.mark.parametrize(
    ("number", "after"),
    [("B001", "B002"), ("B009", "B010"), ("4K-10", "4K-11"), ("B999", ""), ("B", ""), ("9", "")],
)
def test_what_follows_is_as_long(number: str, after: str) -> None:
    assert following(number) == after


def test_a_long_line_that_nobody_left_is_one_run() -> None:
    scene = played(", ".join(["issue ktp"] * 300))
    assert line(scene, "ktp").order == (("B001", 300),)
    assert len(msgspec.json.encode(line(scene, "ktp"))) < 200


# ---- the ticket


def test_a_waiting_ticket_says_where_it_will_be_called() -> None:
    zones = tuple(
        replace(zone, direction=both("lantai 1")) if zone.id == "hall-a" else zone
        for zone in HALL.zones
    )
    view = phone(_at(replace(HALL, zones=zones), "issue ktp, issue ktp"), "B002")
    assert (view.line, view.ahead, view.again, view.place) == ("line/ktp", 1, False, None)
    assert [(zone.name.id, zone.counters) for zone in view.zones] == [
        ("Aula A", True), ("Ballroom", False),
    ]  # fmt: skip
    assert view.zones[0].direction == both("lantai 1")


def test_a_called_ticket_says_where_to_go() -> None:
    view = phone(played("issue paspor, 3 next"), "4K-01")
    assert view.place is not None and view.call is not None
    assert (view.place.name, view.place.zone_name.id) == ("Loket 3", "Aula B")
    assert (view.state, view.call.recall) == ("called", 0)


def test_a_missed_ticket_says_where_it_was_called_as_long_as_that_is_known() -> None:
    scene = played("issue ktp, 1 next, 1 no-show")
    view = phone(scene, "B001")
    assert view.place is not None and view.place.counter == "1"
    scene.play(", ".join(["issue ktp, 1 next, 1 finish"] * 9))
    assert phone(scene, "B001").place is None


@pytest.mark.parametrize(
    ("play", "state", "place"),
    [
        ("1 next, 1 serve", "serving", True), ("1 next, 1 serve, 1 finish", "served", False),
        ("1 next, 1 park", "parked", False), ("cancel B001", "cancelled", False),
        ("1 next, 1 undo", "waiting", False),
    ],
)  # fmt: skip
def test_every_state_has_its_place_or_none(play: str, state: str, place: bool) -> None:
    view = phone(played(f"issue ktp, {play}"), "B001")
    assert (view.state, view.place is not None, view.again) == (state, place, False)


def test_who_was_sent_to_another_service_waits_again_there() -> None:
    view = phone(played("issue ktp, 1 next, 1 transfer paspor"), "B001")
    assert (view.line, view.again, view.place) == ("line/paspor", True, None)
    assert [zone.name.id for zone in view.zones] == ["Aula B", "Ballroom"]


def _at(hall: Hall, play: str) -> Scene:
    scene = Scene(hall)
    scene.play(play)
    return scene
