"""Weekly hours: open, shut, and when next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.queueing.hours import (
    ALWAYS,
    MINUTES_A_DAY,
    Span,
    Week,
    inside,
    meet,
)

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
    assert inside(OFFICE.days[weekday], minute) is then


@given(weeks(), weeks(), weekdays, minutes)
def test_two_weeks_meet_where_both_are_open(
    one: Week, other: Week, weekday: int, minute: int
) -> None:
    both = inside(one.days[weekday], minute) and inside(other.days[weekday], minute)
    assert inside(meet(one, other).days[weekday], minute) is both


def test_always_changes_nothing_that_it_meets() -> None:
    assert meet(ALWAYS, OFFICE) == OFFICE
    assert meet(ALWAYS, ALWAYS).always
