"""Weekly hours: open, shut, and when next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.queueing.hours import (
    ALWAYS,
    MINUTES_A_DAY,
    Span,
    Week,
    is_open,
    meet,
    next_opening,
    works_on,
)
from tests.queueing.scene import NINE

OFFICE = Week(days=((Span(480, 930),),) * 4 + ((Span(480, 690), Span(810, 930)), (), ()))


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    def day() -> tuple[Span, ...]:
        edges = sorted(draw(st.sets(st.integers(0, MINUTES_A_DAY), max_size=6)))
        return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))

    return Week(days=tuple(day() for _ in range(7)))


minutes = st.integers(0, MINUTES_A_DAY - 1)
weekdays = st.integers(0, 6)


@pytest.mark.parametrize(
    ("weekday", "minute", "then"),
    [(0, 479, False), (0, 480, True), (0, 929, True), (0, 930, False), (4, 700, False),
     (4, 810, True), (5, 600, False), (6, 0, False)],
)  # fmt: skip
def test_open_from_the_first_minute_to_before_the_last(
    weekday: int, minute: int, then: bool
) -> None:
    assert is_open(OFFICE, weekday, minute) is then


@pytest.mark.parametrize(
    ("weekday", "minute", "then"),
    [
        (0, 0, (0, 480)),
        (0, 480, (1, 480)),
        (4, 690, (0, 810)),
        (4, 900, (3, 480)),
        (5, 0, (2, 480)),
    ],
)
def test_the_next_opening(weekday: int, minute: int, then: tuple[int, int]) -> None:
    assert next_opening(OFFICE, weekday, minute) == then


def test_one_day_a_week_opens_in_a_week() -> None:
    monday = Week(days=((Span(480, 930),), *((),) * 6))
    assert next_opening(monday, 0, 1000) == (7, 480)
    assert next_opening(Week(days=((),) * 7), 0, 0) is None


@given(weeks(), weekdays, minutes)
def test_the_next_opening_is_open_and_nothing_before_it_opens(
    week: Week, weekday: int, minute: int
) -> None:
    found = next_opening(week, weekday, minute)
    if found is None:
        assert not any(week.days)
        return
    ahead, start = found
    assert (ahead, start) > (0, minute)
    assert is_open(week, (weekday + ahead) % 7, start)
    assert all(
        (day, span.start) >= found or (day, span.start) <= (0, minute)
        for day in range(ahead + 1)
        for span in week.days[(weekday + day) % 7]
    )


@given(weeks(), weeks(), weekdays, minutes)
def test_two_weeks_meet_where_both_are_open(
    one: Week, other: Week, weekday: int, minute: int
) -> None:
    both = is_open(one, weekday, minute) and is_open(other, weekday, minute)
    assert is_open(meet(one, other), weekday, minute) is both


def test_always_changes_nothing_that_it_meets() -> None:
    assert meet(ALWAYS, OFFICE) == OFFICE
    assert meet(ALWAYS, ALWAYS).always


def test_works_on() -> None:
    assert [works_on(OFFICE, day) for day in range(7)] == [True] * 5 + [False] * 2


def test_before_the_turn_it_is_still_yesterdays_weekday() -> None:
    assert NINE.business_weekday == 3
    assert replace(NINE, minute=60, business_date="2026-11-25").business_weekday == 2
    assert replace(NINE, weekday=0, business_date="2026-11-25").business_weekday == 6
