"""Tickets that come back, notes, a second service, a break: what happens and what is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Malformed, NotFound
from signage.queueing import commands as c
from signage.queueing.events import CounterClosed, ServiceAdded, TicketReturned
from signage.queueing.model import State
from signage.queueing.notes import LONGEST, note
from signage.queueing.order import in_order
from signage.queueing.rules import decide
from signage.queueing.shapes import CounterView
from signage.queueing.views import Around, counter_view, floor_view
from tests.queueing.lines import shared
from tests.queueing.scene import HALL, Scene, parse, played, refusal


def line(scene: Scene, counter: str = "1") -> list[str]:
    return [ticket.number for ticket in in_order(scene.state, counter)]


def view(scene: Scene, counter: str = "1") -> CounterView:
    return counter_view(scene.state, counter, scene.now, Around())


FIVE = "issue ktp, wait 1, issue ktp, wait 1, issue ktp, wait 1, issue ktp, wait 1, issue ktp, "


@pytest.mark.parametrize(
    ("where", "stands", "told"),
    [
        ("place", ["B001", "B002", "B003", "B004", "B005"], "to the old place"),
        ("front", ["B001", "B002", "B003", "B004", "B005"], "to the front"),
        ("end", ["B002", "B003", "B004", "B005", "B001"], "to the end"),
        ("after 2", ["B002", "B003", "B001", "B004", "B005"], "after 2 others"),
        ("after 4", ["B002", "B003", "B004", "B005", "B001"], "after 4 others"),
        ("after 9", ["B002", "B003", "B004", "B005", "B001"], "to the end"),
    ],
)
def test_a_parked_ticket_comes_back_to_the_place_that_the_mall_states(
    where: str, stands: list[str], told: str
) -> None:
    scene = played(FIVE + "1 next, 1 park, wait 5, 1 return B001", shared(parked=where))
    assert line(scene) == stands
    row = next(row for row in view(scene).waiting if row.number == "B001")
    assert row.came is not None
    assert row.came.en == f"back after being parked, {told}"


def test_one_who_did_not_come_has_a_place_of_its_own() -> None:
    scene = played(FIVE + "1 next, 1 no-show, wait 5, return B001", shared(no_show="after 1"))
    assert line(scene) == ["B002", "B001", "B003", "B004", "B005"]
    *_, event = (recorded.event for recorded in scene.records)
    assert isinstance(event, TicketReturned)
    assert (event.was, event.where, event.counter) == ("no_show", "after 1", None)


def test_the_front_is_before_everybody_also_twice() -> None:
    scene = played(
        FIVE + "1 next, 1 next, 1 park, 1 next, 1 park, return B003, return B002",
        shared(parked="front"),
    )
    assert line(scene) == ["B002", "B003", "B004", "B005"]


def test_an_end_in_an_empty_line_counts_its_wait_from_now() -> None:
    scene = played("issue ktp, 1 next, 1 park, wait 60, return B001", shared(parked="end"))
    assert scene.state.tickets["t2"].place == (scene.now.tick, scene.state.seq)


def test_a_transfer_honours_the_wait_or_does_not() -> None:
    script = "issue ktp, wait 60, issue kk, wait 60, 2 next, 2 transfer kk"
    assert line(played(script, shared())) == ["B001", "BK001"]
    assert line(played(script, shared(transferred="end"))) == ["BK001", "B001"]


def test_the_front_is_before_those_who_came_earlier() -> None:
    script = "issue kk, wait 60, issue ktp, wait 60, 2 next, 2 transfer kk"
    scene = played(script, shared(transferred="front"))
    assert line(scene) == ["B001", "BK001"]
    scene.play("issue ktp, 2 next, 2 transfer kk")
    assert line(scene) == ["B002", "B001", "BK001"]


def test_one_who_was_sent_to_a_counter_comes_back_to_it() -> None:
    scene = played("issue kk, 1 next, 1 transfer @2, 2 next, 2 park, 2 return BK001")
    assert (line(scene, "2"), line(scene, "1")) == (["BK001"], [])
    assert scene.play("2 next") == "called BK001 to 2"
    other = played("issue kk, 1 next, 1 transfer @2, 2 next, 2 park")
    gone = replace(HALL, counters=(HALL.counters[0], HALL.counters[2]))
    other.press(c.ChangeHall(hall=gone))
    other.play("return BK001")
    assert line(other, "1") == ["BK001"]


def test_its_call_says_that_it_came_back() -> None:
    scene = played("issue ktp, 1 next, 1 park Menunggu KK, wait 120, 1 return B001, 1 next")
    call = view(scene).call
    assert call is not None
    assert (call.why.rule, call.why.text.en) == (
        "came_back",
        "back after being parked, to the old place (2 minutes since the number was taken).",
    )
    visitor = view(scene).ticket
    assert visitor is not None
    assert (visitor.note, visitor.waited) == ("Menunggu KK", 0)


def test_only_its_own_counter_lets_it_wait_again() -> None:
    scene = played("issue ktp, 1 next, 1 park")
    assert scene.play("3 return B001") == "! ticket_not_here"
    assert scene.play("9 return B001") == "! counter_unknown"
    assert scene.play("1 return B009") == "! ticket_unknown"
    assert scene.play("2 return B001") == "returned B001 to place"
    assert scene.play("2 return B001") == "! ticket_waits"


def test_one_whose_service_is_gone_can_not_come_back() -> None:
    scene = played("issue kk, 1 next, 1 no-show")
    ktp = replace(HALL.counters[0], services=("ktp",))
    hall = replace(
        HALL, services=(HALL.services[0], HALL.services[2]), counters=(ktp, *HALL.counters[1:])
    )
    scene.press(c.ChangeHall(hall=hall))
    with pytest.raises(NotFound, match="service_unknown"):
        decide(scene.state, c.Return(ticket="BK001"), scene.now)


# ---- notes


def test_a_note_is_one_plain_line() -> None:
    assert note("  bawa \n KK\tasli \u202e ") == "bawa KK asli"
    assert note("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(Malformed, match="text_too_long"):
        note("x" * (LONGEST + 1))


def test_a_note_goes_with_the_visitor() -> None:
    scene = played("issue ktp, 1 next, 1 note bawa KK asli, 1 transfer @2")
    assert [row.note for row in view(scene, "2").waiting] == ["bawa KK asli"]
    scene.play("2 next, 2 park")
    assert [row.note for row in view(scene, "2").parked] == ["bawa KK asli"]
    scene.play("2 return B001, 2 next")
    ticket = view(scene, "2").ticket
    assert ticket is not None
    assert ticket.note == "bawa KK asli"
    assert scene.play("2 note bawa KK asli") == "", "the same note again changes nothing"
    assert scene.play("2 note") == "noted B001: "


def test_a_note_stands_through_an_undo() -> None:
    scene = played("issue ktp, 1 next, 1 note bawa KK, 1 undo")
    assert [row.note for row in view(scene).waiting] == ["bawa KK"]


# ---- a second service


def test_a_second_service_here_goes_on_at_once() -> None:
    scene = played("issue ktp, issue ktp, 1 next, wait 9, 1 serve, wait 60, 1 also kk, wait 5")
    *_, added = (recorded.event for recorded in scene.records)
    assert isinstance(added, ServiceAdded)
    assert (added.before, added.lasted, added.here) == ("ktp", 60_000, True)
    ticket = view(scene).ticket
    assert ticket is not None
    assert (ticket.number, ticket.service, ticket.since) == ("B001", "kk", 5.0)
    before = scene.state
    assert scene.play("1 also kk") == "! same_service"
    assert scene.play("1 also nope") == "! service_unknown"
    assert scene.play("1 undo") == "undone also"
    assert scene.state.tickets["t2"].service == "ktp"
    assert scene.state.calls == before.calls, "the call was not taken back"
    assert view(scene).call is not None


def test_a_second_service_elsewhere_waits_there_with_its_wait_honoured() -> None:
    scene = played("issue ktp, wait 60, issue paspor, 2 next, 2 serve, wait 40, 2 also paspor")
    assert line(scene, "3") == ["B001", "4K-01"]
    assert view(scene, "2").ticket is None
    row = view(scene, "3").waiting[0]
    assert (row.number, row.came.en if row.came else "") == (
        "B001", "goes on from another service, to the old place",
    )  # fmt: skip
    assert scene.play("3 next") == "open 3, called B001 to 3"
    call = scene.state.desk("3").call
    assert call is not None
    assert call.transferred, "the voice says that the visitor was sent on"
    scene.play("3 undo")
    assert scene.play("2 undo") == "undone also"
    assert (line(scene, "3"), scene.state.desk("2").ticket) == (["4K-01"], "t2")
    assert scene.state.tickets["t2"].state == "serving"


def test_an_undone_park_or_transfer_stands_as_before() -> None:
    for away in ("park", "transfer kk", "transfer @2"):
        scene = played("issue ktp, issue ktp, 1 next, 1 serve")
        before = scene.state
        scene.play(f"1 {away}, 1 undo")
        assert seen(scene.state) == seen(before)


def seen(state: State) -> tuple[object, ...]:
    desk = state.desk("1")
    return (
        state.tickets,
        {k: v for k, v in state.queues.items() if v},
        state.lanes,
        desk.call,
        (desk.ticket, desk.recent),
    )


# ---- a break


def test_a_break_is_shown_until_the_counter_opens() -> None:
    scene = played("1 open, 1 break 15, wait 60")
    rest = view(scene).on_break
    assert rest is not None
    assert (rest.since, rest.left, view(scene).open) == (60, 840, False)
    assert floor_view(scene.state, scene.now, Around()).counters[0].on_break
    scene.play("1 open")
    assert view(scene).on_break is None


def test_a_break_of_unknown_length_and_one_that_grows() -> None:
    scene = played("1 open, 1 break, wait 60")
    rest = view(scene).on_break
    assert rest is not None
    assert (rest.since, rest.left) == (60, None)
    scene.play("1 break 5")
    rest = view(scene).on_break
    assert rest is not None
    assert (rest.since, rest.left) == (60, 300)


def test_a_break_ends_by_next_or_by_going_home() -> None:
    scene = played("issue ktp, 1 open, 1 break 15")
    assert scene.play("1 next") == "open 1, called B001 to 1"
    scene.play("1 finish, 1 break 15")
    assert scene.play("1 shut") == "shut 1 by officer"
    assert view(scene).on_break is None
    assert scene.play("1 shut") == ""


def test_the_hall_may_shut_a_counter_that_has_a_break() -> None:
    scene = played("1 open, 1 break 15")
    (event,) = scene.press(parse("1 shut hall"))
    assert isinstance(event, CounterClosed)
    assert scene.play("1 break 5") == "! counter_shut_by_hall"


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_a_break_of_no_sense_is_refused(minutes: int) -> None:
    refused = refusal(played("1 open"), c.TakeBreak(counter="1", minutes=minutes))
    assert (refused.code, refused.facts["limit"]) == ("break_minutes", 240)
