"""Slots and check-in: inside the hours, in time, and each in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing.hall import SpecialDay, Text
from signage.queueing.hours import ALWAYS, Moment, Span, Week
from signage.queueing.slots import (
    Booking,
    BookingRules,
    SlotRule,
    check_in,
    day_of,
    minute,
    place,
    slot_at,
    slots,
)
from tests.halls import small
from tests.queueing.scene import NINE, Scene, refusal

HALL = small().hall
RULE = SlotRule(
    services=("card",), spans=(Span(8 * 60, 10 * 60),), minutes=30, capacity=6, walk_in=2,
    days=(0, 3),
)  # fmt: skip
RULES = BookingRules(slots=(RULE,), days_ahead=7)
THURSDAY = date(2026, 11, 26)
AT = Moment(
    at=1_795_660_200_000, tick=50_000_000, date="2026-11-26", weekday=3, minute=9 * 60 + 30,
    business_date="2026-11-26",
)  # fmt: skip
BOOKED = Booking(id=7, service="card", date="2026-11-26", start=600, end=630)


def test_a_day_has_its_slots_that_are_still_to_come() -> None:
    early = replace(AT, minute=0)
    assert [s.start for s in slots(RULES, HALL, "card", THURSDAY, early)] == [480, 510, 540, 570]
    assert [s.start for s in slots(RULES, HALL, "card", THURSDAY, replace(AT, minute=540))] == [570]
    assert slots(RULES, HALL, "card", THURSDAY, AT) == ()
    assert {s.bookable for s in slots(RULES, HALL, "card", THURSDAY, early)} == {4}
    monday, tuesday = date(2026, 11, 30), date(2026, 12, 1)
    assert len(slots(RULES, HALL, "card", monday, AT)) == 4
    assert slots(RULES, HALL, "card", tuesday, AT) == ()


def test_slots_lie_whole_within_the_hours() -> None:
    shut_early = Week(days=((Span(0, 9 * 60 + 15),),) * 7)
    hall = replace(HALL, mall=replace(HALL.mall, hours=shut_early))
    found = slots(RULES, hall, "card", THURSDAY, replace(AT, minute=0))
    assert [s.start for s in found] == [480, 510]
    assert hall.mall.hours != ALWAYS


def test_a_holiday_has_no_slots_and_a_day_of_its_own_hours_has_those() -> None:
    early = replace(AT, minute=0)
    shut = SpecialDay(date="2026-11-26", name=Text("Libur", "Holiday"))
    assert slots(RULES, replace(HALL, days=(shut,)), "card", THURSDAY, early) == ()
    short = replace(shut, spans=(Span(0, 9 * 60),), services=("card",))
    found = slots(RULES, replace(HALL, days=(short,)), "card", THURSDAY, early)
    assert [s.start for s in found] == [480, 510]


@pytest.mark.parametrize(
    ("service", "day", "code"),
    [
        ("birth", THURSDAY, "booking_service"),
        ("nothing", THURSDAY, "booking_service"),
        ("card", date(2026, 11, 25), "booking_day"),
        ("card", date(2026, 12, 4), "booking_day"),
    ],
)
def test_what_can_not_be_booked_is_refused(service: str, day: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        slots(RULES, HALL, service, day, AT)
    assert refused.value.code == code
    assert isinstance(refused.value, NotFound) == (code == "booking_service")


def test_a_time_that_is_no_slot_is_refused() -> None:
    with pytest.raises(Refused, match="booking_slot"):
        slot_at(RULES, HALL, "card", date(2026, 11, 30), 481, AT)
    assert slot_at(RULES, HALL, "card", date(2026, 11, 30), 480, AT).end == 510


@pytest.mark.parametrize(
    ("booking", "at", "code"),
    [
        (BOOKED, 584, "booking_early"),
        (BOOKED, 585, None),
        (BOOKED, 644, None),
        (BOOKED, 645, "booking_late"),
        (replace(BOOKED, date="2026-11-27"), 600, "booking_other_day"),
        (replace(BOOKED, date="2026-11-25"), 600, "booking_past"),
        (replace(BOOKED, state="cancelled"), 600, "booking_cancelled"),
        (replace(BOOKED, state="used", number="A001"), 600, "booking_used"),
    ],
)
def test_check_in_is_possible_inside_its_window(
    booking: Booking, at: int, code: str | None
) -> None:
    now = replace(AT, minute=at)
    if code is None:
        check_in(booking, RULES, now)
        return
    with pytest.raises(Refused) as refused:
        check_in(booking, RULES, now)
    assert refused.value.code == code


@given(start=st.integers(0, 1439), second=st.integers(0, 59_999))
def test_a_place_is_the_moment_of_the_slot(start: int, second: int) -> None:
    now = replace(AT, at=AT.at - AT.at % 60_000 + second)
    assert place(start, now) - now.tick == (start - now.minute) * 60_000 - second


@pytest.mark.parametrize("written", ["8:30", "24:00", "08:60", "08.30", "", "０8:30", "08:30:00"])
def test_a_wrong_time_is_refused(written: str) -> None:
    with pytest.raises(Malformed, match="time_malformed"):
        minute(written)


@pytest.mark.parametrize("written", ["2026-02-30", "26-11-2026", "20261126", "", "x"])
def test_a_wrong_date_is_refused(written: str) -> None:
    with pytest.raises(Malformed, match="date_malformed"):
        day_of(written)


def _issue(scene: Scene, **facts: object) -> str:
    scene.press(c.IssueTicket(service="ktp", **facts))  # type: ignore[arg-type]
    return max(scene.state.tickets.values(), key=lambda t: t.moved).id


def test_one_booking_makes_one_ticket() -> None:
    scene = Scene(now=NINE)
    _issue(scene, booking="7")
    again = refusal(scene, c.IssueTicket(service="ktp", booking="7"))
    assert (again.code, again.facts["number"]) == ("booking_used", "B001")
    assert len(scene.state.tickets) == 1


def test_a_booked_ticket_takes_the_place_of_its_slot() -> None:
    scene = Scene(now=NINE)
    first = _issue(scene)
    scene.wait(600)
    late_for_it = _issue(scene, booking="1", slot=scene.now.minute - 60)
    early_for_it = _issue(scene, booking="2", slot=scene.now.minute + 30)
    after = _issue(scene)
    assert scene.state.queue("ktp") == (late_for_it, first, after, early_for_it)
    assert scene.state.tickets[early_for_it].booked and not scene.state.tickets[after].booked


def test_by_arrival_it_takes_its_own() -> None:
    scene = Scene(now=NINE)
    first, booked, after = _issue(scene), _issue(scene, booking="1"), _issue(scene)
    assert scene.state.queue("ktp") == (first, booked, after)
