"""Events and halls as JSON, and back."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.queueing import events as e
from signage.queueing.codec import decode, encode, kind_of, same_hall
from signage.queueing.hall import Hall
from tests.queueing.scene import HALL, mall
from tests.queueing.test_fold import CASES

kinds = st.sampled_from(get_args(e.Event))


@pytest.mark.parametrize("event", [event for event, _ in CASES])
def test_an_event_comes_back_as_it_was(event: e.Event) -> None:
    assert decode(kind_of(event), encode(event)) == event
    assert decode(kind_of(event), encode(event).decode()) == event


@given(kinds.flatmap(st.from_type))
def test_any_event_comes_back(event: e.Event) -> None:
    body = encode(event)
    again = decode(kind_of(event), body)
    assert again == event
    assert encode(again) == body


def test_the_kind_is_the_name_and_not_in_the_body() -> None:
    event = e.CounterClosed(counter="4K-1", by="hall")
    assert kind_of(event) == "CounterClosed"
    assert json.loads(encode(event)) == {
        "counter": "4K-1", "by": "hall", "reason": "", "until": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("NoSuchEvent", "{}"),
        ("Event", "{}"),
        ("CounterOpened", "{}"),
        ("CounterOpened", '{"counter": 3}'),
        ("CounterClosed", '{"counter": "3", "by": "cat"}'),
        ("CounterOpened", "{"),
        ("CounterOpened", "[]"),
    ],
)
def test_what_is_no_event_is_a_value_error(kind: str, body: str) -> None:
    with pytest.raises(ValueError):
        decode(kind, body)


def test_facts_of_a_later_release_are_passed_over() -> None:
    body = '{"counter": "3", "mood": "fine"}'
    assert decode("CounterOpened", body) == e.CounterOpened(counter="3")


def test_same_hall() -> None:
    opened = e.DayOpened(date="2026-11-26", hall=HALL)
    again = decode("DayOpened", encode(opened))
    assert isinstance(again, e.DayOpened)
    assert again.hall is not HALL
    assert again.hall == HALL
    assert same_hall(again.hall, HALL)
    other: Hall = mall(undo=1)
    assert not same_hall(other, HALL)
