"""Every press in every state: given what was pressed, when this is pressed, then that happens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Refused
from signage.queueing import rules
from signage.queueing.commands import Transfer
from signage.queueing.events import Event, Why
from signage.queueing.model import State
from signage.queueing.order import Choice
from tests.queueing.scene import AT_COUNTER, Scene, mall, parse, played, tell

# How a counter may stand, reached by presses; B001 is the visitor, B002 waits behind.
SHUT = "issue ktp, issue ktp"
BARRED = SHUT + ", 1 shut hall"
FREE = SHUT + ", 1 open"
CALLED = SHUT + ", 1 next"
SERVING = CALLED + ", 1 serve"
DIRECT = FREE + ", 1 direct ktp"

GIVEN = {
    "shut": SHUT, "barred": BARRED, "free": FREE,
    "called": CALLED, "serving": SERVING, "direct": DIRECT,
}  # fmt: skip

# press: (shut, barred, free, called, serving, direct)
TABLE: dict[str, tuple[str, str, str, str, str, str]] = {
    "1 open": ("open 1", "! counter_shut_by_hall", "", "", "", ""),
    "1 open hall": ("open 1", "open 1", "", "", "", ""),
    "1 shut": (
        "", "", "shut 1 by officer", "served B001 by close assumed, shut 1 by officer",
        "served B001 by close assumed, shut 1 by officer",
        "served - by close assumed, shut 1 by officer",
    ),
    "1 shut hall": (
        "shut 1 by hall", "", "shut 1 by hall", "served B001 by close assumed, shut 1 by hall",
        "served B001 by close assumed, shut 1 by hall",
        "served - by close assumed, shut 1 by hall",
    ),
    "1 next": (
        "open 1, called B001 to 1", "! counter_shut_by_hall", "called B001 to 1",
        "served B001 by next assumed, called B002 to 1",
        "served B001 by next, called B002 to 1", "served - by next, called B001 to 1",
    ),
    "1 call B002": (
        "open 1, called B002 to 1", "! counter_shut_by_hall", "called B002 to 1",
        "served B001 by call assumed, called B002 to 1",
        "served B001 by call, called B002 to 1", "served - by call, called B002 to 1",
    ),
    "1 call B001": (
        "open 1, called B001 to 1", "! counter_shut_by_hall", "called B001 to 1",
        "! ticket_at_counter", "! ticket_at_counter", "served - by call, called B001 to 1",
    ),
    "2 call B001": (
        "open 2, called B001 to 2", "open 2, called B001 to 2", "open 2, called B001 to 2",
        "! ticket_at_counter", "! ticket_at_counter", "open 2, called B001 to 2",
    ),
    "1 recall": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "recalled B001 1", "! already_serving", "! already_serving",
    ),
    "1 serve": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "serving B001", "! already_serving", "! already_serving",
    ),
    "1 finish": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "served B001 by finish", "served B001 by finish", "served - by finish",
    ),
    "1 no-show": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "missed B001 by no-show", "! already_serving", "! already_serving",
    ),
    "1 park": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "parked B001", "parked B001", "! direct_has_no_number",
    ),
    "1 transfer kk": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "moved B001 to kk", "moved B001 to kk", "! direct_has_no_number",
    ),
    "1 transfer @2": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "moved B001 to ktp@2", "moved B001 to ktp@2", "! direct_has_no_number",
    ),
    "1 direct kk": (
        "! counter_shut", "! counter_shut_by_hall", "direct kk at 1",
        "served B001 by direct assumed, direct kk at 1",
        "served B001 by direct, direct kk at 1", "served - by direct, direct kk at 1",
    ),
    "1 break 15": (
        "! counter_shut", "! counter_shut_by_hall", "shut 1 by officer for a break",
        "served B001 by close assumed, shut 1 by officer for a break",
        "served B001 by close assumed, shut 1 by officer for a break",
        "served - by close assumed, shut 1 by officer for a break",
    ),
    "1 also kk": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "added kk to B001 here", "added kk to B001 here", "added kk to - here",
    ),
    "1 also paspor": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "added paspor to B001 place", "added paspor to B001 place", "! direct_has_no_number",
    ),
    "1 note bawa KK": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_at_counter",
        "noted B001: bawa KK", "noted B001: bawa KK", "noted -: bawa KK",
    ),
    "1 return B001": (
        "! ticket_waits", "! ticket_waits", "! ticket_waits",
        "! ticket_at_counter", "! ticket_at_counter", "! ticket_waits",
    ),
    "1 undo": (
        "! counter_shut", "! counter_shut_by_hall", "! nothing_to_undo",
        "undone next", "! nothing_to_undo", "! nothing_to_undo",
    ),
    "cancel B001": (
        "cancelled B001", "cancelled B001", "cancelled B001",
        "! ticket_at_counter", "! ticket_at_counter", "cancelled B001",
    ),
    "issue ktp": ("issued B003",) * 6,
    "close day": (
        "expired B001, expired B002, day 2026-11-26 over",
        "expired B001, expired B002, day 2026-11-26 over",
        "expired B001, expired B002, day 2026-11-26 over",
        "served B001 by day assumed, expired B002, ended 5-ballroom skipped, "
        "ended 5-hall-a skipped, day 2026-11-26 over",
        "served B001 by day assumed, expired B002, ended 5-ballroom skipped, "
        "ended 5-hall-a skipped, day 2026-11-26 over",
        "served - by day assumed, expired B001, expired B002, day 2026-11-26 over",
    ),
}  # fmt: skip

CASES = [
    pytest.param(GIVEN[state], press, then, id=f"{state}: {press}")
    for press, thens in TABLE.items()
    for state, then in zip(GIVEN, thens, strict=True)
]


@pytest.mark.parametrize(("given", "when", "then"), CASES)
def test_a_press(given: str, when: str, then: str) -> None:
    assert played(given).play(when) == then


# What the state of a ticket elsewhere means for a press.
TICKETS = [
    ("1 next, 1 finish", "1 call B001", "! ticket_over"),
    ("1 next, 1 finish", "cancel B001", "! ticket_over"),
    ("1 next, 1 no-show", "1 call B001", "called B001 to 1"),
    ("1 next, 1 no-show", "2 call b001", "open 2, called B001 to 2"),
    ("1 next, 1 no-show", "cancel B001", "! ticket_over"),
    ("1 next, 1 park", "2 call B001", "open 2, called B001 to 2"),
    ("1 next, 1 park", "cancel B001", "cancelled B001"),
    ("1 next, 1 park", "1 recall", "! nothing_at_counter"),
    ("cancel B001", "1 call B001", "! ticket_over"),
    ("cancel B001", "cancel B001", "! ticket_over"),
    ("cancel B001", "1 next", "open 1, called B002 to 1"),
    ("cancel B001, cancel B002", "1 next", "open 1"),
    ("1 next, 1 next", "1 next", "served B002 by next assumed"),
    ("1 next, 1 next, 1 serve", "1 next", "served B002 by next"),
    ("1 open, cancel B001, cancel B002", "1 next", ""),
    ("1 next, 1 transfer @2", "1 next", "called B002 to 1"),
    ("1 next, 1 transfer @2", "2 next", "open 2, called B001 to 2"),
    ("1 next, 1 transfer @2", "1 call B001", "called B001 to 1"),
    ("1 next, 1 transfer kk", "2 next", "open 2, called B002 to 2"),
    ("1 next, 1 transfer kk", "1 next", "called B001 to 1"),
    ("1 open", "1 call t2", "called B001 to 1"),
    ("1 open", "1 call  b001 ", "called B001 to 1"),
    ("1 open", "1 call B009", "! ticket_unknown"),
    ("1 next", "1 transfer", "! transfer_where"),
    ("1 next", "1 transfer @1", "! same_counter"),
    ("1 next", "1 transfer @9", "! counter_unknown"),
    ("1 next", "1 transfer nope", "! service_unknown"),
    ("1 open", "1 direct nope", "! service_unknown"),
    ("1 open", "1 direct paspor", "! service_not_here"),
    ("1 next", "9 next", "! counter_unknown"),
    ("1 next, 1 recall", "1 recall", "recalled B001 2"),
    ("1 direct ktp", "1 call t5", "! ticket_at_counter"),
    ("1 open, 1 direct ktp, 1 finish", "1 call t5", "! ticket_over"),
]


@pytest.mark.parametrize(("given", "when", "then"), TICKETS)
def test_a_press_for_a_ticket(given: str, when: str, then: str) -> None:
    scene = played("issue ktp, issue ktp, 1 open" if "direct" in given else "issue ktp, issue ktp")
    for line in given.split(","):
        scene.play(line)
    assert scene.play(when) == then


@pytest.mark.parametrize(
    ("given", "when", "then"),
    [
        (CALLED, "1 next", "missed B001 by next assumed, called B002 to 1"),
        (CALLED, "1 call B002", "missed B001 by call assumed, called B002 to 1"),
        (CALLED, "1 shut", "missed B001 by close assumed, shut 1 by officer"),
        (CALLED, "1 direct kk", "missed B001 by direct assumed, direct kk at 1"),
        (CALLED, "1 finish", "served B001 by finish"),
        (SERVING, "1 next", "served B001 by next, called B002 to 1"),
        (SERVING, "1 shut", "served B001 by close assumed, shut 1 by officer"),
    ],
)
def test_a_mall_may_count_a_forgotten_call_as_a_no_show(given: str, when: str, then: str) -> None:
    assert played(given, mall(unfinished="no_show")).play(when) == then


def test_a_transfer_names_one_place_and_not_two() -> None:
    with pytest.raises(Refused, match="transfer_where"):
        played(CALLED).press(Transfer(counter="1", service="kk", to_counter="2"))


def test_nothing_goes_at_a_counter_while_the_day_is_shut() -> None:
    scene = Scene(opened=False)
    for press in TABLE:
        if press[0].isdigit():
            assert scene.play(press) == "! day_shut"
    scene = played("close day")
    assert scene.play("1 next") == "! day_over"


def test_a_policy_of_ones_own_decides_who_is_next() -> None:
    def last_come(state: State, counter: str, tick: int) -> Choice | None:
        ticket = max(state.tickets.values(), key=lambda ticket: ticket.place)
        return Choice(ticket, Why(rule="last_come", waited=0))

    scene = played("issue ktp, issue ktp, issue ktp")
    events = scene.press(parse("1 next"), last_come)
    assert tell(events) == "open 1, called B003 to 1"
    call = scene.state.desk("1").call
    assert call is not None
    assert call.why.rule == "last_come"


def test_deciding_changes_nothing() -> None:
    for given in GIVEN.values():
        scene = played(given)
        kept = replace(scene.state)
        first: dict[str, tuple[Event, ...] | str] = {}
        for _ in range(2):
            for press in TABLE:
                try:
                    told: tuple[Event, ...] | str = rules.decide(
                        scene.state, parse(press), scene.now
                    )
                except Refused as refused:
                    told = refused.code
                assert first.setdefault(press, told) == told
        assert scene.state == kept


def test_the_table_has_every_press_of_a_counter() -> None:
    assert {press.split()[1] for press in TABLE if press[0].isdigit()} == set(AT_COUNTER)
