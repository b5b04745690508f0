"""What an officer reads of each visitor: why they stand where they stand, and where they may go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.queueing import commands as c
from signage.queueing import shapes as s
from signage.queueing.calling import Calling
from signage.queueing.views import Around, counter_view, elsewhere_view
from tests.queueing.scene import HALL, NINE, Scene, played


def seen(scene: Scene, id: str = "1") -> s.CounterView:
    return counter_view(scene.state, id, scene.now, Around())


@pytest.mark.parametrize("slot", [535, 555])
def test_a_booking_stands_with_its_time(slot: int) -> None:
    """Checked in early or late: the row says the slot's own minute."""
    scene = played("issue ktp")
    scene.press(c.IssueTicket(service="ktp", booking="b1", slot=slot))
    first, last = sorted(seen(scene).waiting, key=lambda row: row.number)
    assert (first.booked, first.booked_at) == (False, None)
    assert last.booked
    assert last.booked_at == NINE.at + (slot - NINE.minute) * 60_000


def test_a_booking_that_stands_elsewhere_says_no_time() -> None:
    scene = played("")
    scene.press(c.IssueTicket(service="ktp", booking="b1"))
    scene.press(c.IssueTicket(service="ktp", booking="b2", slot=560))
    scene.play("1 call B002, 1 park, 1 return B002")
    rows = {row.number: row for row in seen(scene).waiting}
    assert (rows["B001"].booked, rows["B001"].booked_at) == (True, None)
    assert (rows["B002"].booked, rows["B002"].booked_at) == (True, None)
    assert rows["B002"].came is not None


def test_a_visit_tells_the_services_it_had_before() -> None:
    scene = played("issue ktp lansia, 1 next, 1 serve, 1 also kk")
    ticket = seen(scene).ticket
    assert ticket is not None and ticket.service == "kk"
    assert [name.id for name in ticket.earlier] == ["KTP"]
    assert ticket.priority_name is not None and ticket.priority_name.id == "Lansia"
    scene.play("1 transfer paspor, 3 next")
    there = seen(scene, "3").ticket
    assert there is not None
    assert [name.id for name in there.earlier] == ["KTP", "KK"]


def test_what_is_taken_back_was_no_earlier_service() -> None:
    scene = played("issue ktp, 1 next, 1 serve, 1 also kk, 1 undo")
    ticket = seen(scene).ticket
    assert ticket is not None and (ticket.service, ticket.earlier) == ("ktp", ())
    scene.play("1 transfer @2, 2 next")
    there = seen(scene, "2").ticket
    assert there is not None and there.earlier == ()


def test_where_one_would_come_back_to_is_said_as_the_mall_has_set_it() -> None:
    back = seen(played("")).comes_back
    assert {back.parked.id, back.no_show.id} == {"ke tempat semula"}
    assert back.transferred.en == "by how long they have waited"
    rule = Calling(parked="front", no_show="after 3", transferred="end")
    back = seen(Scene(hall=replace(HALL, calling=rule))).comes_back
    assert back.parked.en == "to the front"
    assert back.no_show.en == "after 3 others"
    assert back.transferred.id == "ke akhir antrean"


def test_elsewhere_tells_who_waits_and_who_calls() -> None:
    scene = played(
        "issue ktp, issue ktp, issue paspor, 1 open, 1 next, 1 transfer @3, 2 open, 2 break 5"
    )
    there = elsewhere_view(scene.state, "1")
    assert {(x.service, x.waiting, x.counters_open) for x in there.services} == {
        ("ktp", 2, 1), ("kk", 0, 1), ("paspor", 1, 0),
    }  # fmt: skip
    assert {(x.counter, x.open, x.on_break, x.waiting) for x in there.counters} == {
        ("2", False, True, 1), ("3", False, False, 2),
    }  # fmt: skip
