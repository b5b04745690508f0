"""Numbers that were given on paper in an outage: the hall takes them in and goes on after them."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.adoption import FAR, MOST
from signage.queueing.hall import Quota
from signage.queueing.hours import Span, Week
from signage.queueing.refusals import sentence
from tests.queueing.scene import HALL, NINE, Scene, mall, played, refusal, tell


def adopt(first: int, last: int, **facts: object) -> c.AdoptNumbers:
    return c.AdoptNumbers(service="ktp", first=first, last=last, **facts)  # type: ignore[arg-type]


def test_they_become_tickets_in_order_and_the_hall_goes_on_after_them() -> None:
    scene = played("issue ktp, issue ktp")
    told = tell(scene.press(adopt(3, 5)))
    assert told == "adopted ktp to 5, issued B003, issued B004, issued B005"
    assert scene.play("issue ktp") == "issued B006"
    assert {t.id for t in scene.state.tickets.values()} == {"t2", "t3", "t5", "t6", "t7", "t8"}
    for number in ("B001", "B002", "B003", "B004", "B005", "B006"):
        assert scene.play("1 next").endswith(f"called {number} to 1")


def test_only_those_that_still_wait_are_called() -> None:
    scene = Scene()
    told = tell(scene.press(adopt(1, 54, waiting=(54, 47, 47, 48))))
    assert told == "adopted ktp to 54, issued B047, issued B048, issued B054"
    assert scene.play("issue ktp") == "issued B055"


def test_nobody_of_them_may_wait_any_more() -> None:
    scene = Scene()
    assert tell(scene.press(adopt(1, 54, waiting=()))) == "adopted ktp to 54"
    assert scene.play("issue ktp") == "issued B055"


def test_their_place_is_the_time_at_which_they_were_given() -> None:
    scene = Scene(now=replace(NINE, minute=600))
    scene.play("issue ktp, wait 1")  # at 10.00
    scene.press(adopt(10, 11, minute=580))
    scene.press(adopt(20, 20, minute=590))
    scene.press(adopt(30, 30))
    line = [scene.state.tickets[id].number for id in scene.state.queue("ktp")]
    assert line == ["B010", "B011", "B020", "B001", "B030"]
    first = scene.state.tickets[scene.state.numbers["B010"]]
    assert scene.now.tick - first.issued == 20 * 60_000
    (called,) = [x for x in scene.press(c.CallNext(counter="2")) if isinstance(x, e.TicketCalled)]
    assert (called.number, called.waited) == ("B010", 20 * 60_000)


def test_past_midnight_the_evening_is_meant() -> None:
    scene = Scene()
    scene.now = replace(NINE, date="2026-11-27", minute=30)
    assert tell(scene.press(adopt(1, 1, minute=1430))).endswith("issued B001")
    assert scene.now.tick - scene.state.tickets["t3"].issued == 40 * 60_000


def test_later_numbers_put_the_count_up_and_earlier_ones_not_down() -> None:
    scene = played("issue ktp")
    scene.press(adopt(100, 101))
    scene.press(adopt(40, 41))
    assert scene.play("issue ktp") == "issued B102"


@pytest.mark.parametrize(
    ("command", "kind", "code", "told"),
    [
        (adopt(0, 4), Malformed, "adopt_range", "0 to 4 is no run"),
        (adopt(5, 4), Malformed, "adopt_range", "5 to 4 is no run"),
        (adopt(-9, -4), Malformed, "adopt_range", "from 1 on"),
        (adopt(10, 9 + MOST + 1), Malformed, "adopt_too_many", "at most 500"),
        (adopt(FAR + 3, FAR + 3), Malformed, "adopt_too_high", "B1003 is too far above the last number (B002)"),
        (adopt(3, 9, waiting=(3, 10)), Malformed, "adopt_outside", "10 is not among 3 to 9"),
        (adopt(3, 4, minute=541), Malformed, "adopt_later", "It is not 09.01 yet"),
        (adopt(2, 9), Refused, "number_given", "B002 was given today already"),
        (adopt(2, 9, waiting=(2,)), Refused, "number_given", "B002 was given today already"),
        (c.AdoptNumbers(service="nope", first=1, last=1), NotFound, "service_unknown", "nope"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named_and_nothing_is_taken_in(
    command: c.Command, kind: type[Refused], code: str, told: str
) -> None:
    refused = refusal(played("issue ktp, issue ktp"), command)
    assert (type(refused), refused.code) == (kind, code)
    assert told in sentence(refused).en


def test_as_many_as_are_allowed_at_once() -> None:
    assert len(Scene().press(adopt(1, MOST))) == 1 + MOST


def test_the_day_has_to_be_open() -> None:
    assert refusal(Scene(opened=False), adopt(1, 2)).code == "day_shut"
    assert refusal(played("close day"), adopt(1, 2)).code == "day_over"


def test_neither_hours_nor_quota_break_a_word_that_was_given() -> None:
    ktp, *others = HALL.services
    morning = mall(
        replace(HALL, services=(replace(ktp, quota=Quota(day=2)), *others)),
        hours=Week(((Span(0, 500),),) * 7),
    )
    scene = Scene(morning)
    scene.press(adopt(1, 3))
    assert scene.state.given["ktp"] == 3
    assert scene.play("issue ktp") == "! service_shut"
