"""What a trial becomes: the announcement that the hall itself would make."""

from __future__ import annotations

import pytest

from signage.hearing import Trial, is_ticket, tried
from signage.queueing.hall import Hall
from signage.voice.phrases import Announcement
from tests.halls import SMALL, small

HALL: Hall = small(
    SMALL
    + """
[[agencies]]
id = "tax"
name = "Pajak"

[[services]]
id = "tax"
agency = "tax"
name = "Pajak"
prefix = "4K"
separator = "-"
width = 1

[[counters]]
id = "9"
name = "Z1-03"
zone = "ballroom"
services = ["tax"]
"""
).hall


def facts(kind: str = "call", zone: str = "hall", **asked: str) -> Announcement:
    return tried(HALL, Trial(zone=zone, kind=kind, **asked))[0]


def test_nothing_named_is_an_example_of_the_zone() -> None:
    assert (facts().ticket, facts().counter, facts().of) == ("A012", "1", "civil")
    there = facts(zone="ballroom")
    assert (there.ticket, there.counter, there.of) == ("4K-12", "Z1-03", "tax")


@pytest.mark.parametrize(
    ("asked", "counter", "agency"),
    [
        ({"ticket": "4K-10"}, "Z1-03", "tax"),
        ({"ticket": "B001"}, "1", "civil"),
        ({"ticket": "B1"}, "1", "civil"),  # no service prints it so: the counter's first
        ({"ticket": "Q7", "counter": "9"}, "Z1-03", "tax"),
        ({"ticket": "A001", "counter": "9"}, "Z1-03", "tax"),  # which does not serve it
        ({"ticket": "A001", "service": "tax"}, "Z1-03", "tax"),
        ({"counter": "Z1-03"}, "Z1-03", "tax"),
        ({"ticket": "Q7", "counter": "Meja depan"}, "Meja depan", ""),
        ({"service": "tax", "counter": "Meja depan"}, "Meja depan", "tax"),
    ],
)
def test_whose_ticket_it_is(asked: dict[str, str], counter: str, agency: str) -> None:
    made = facts(**asked)
    assert (made.counter, made.of) == (counter, agency)
    assert bool(made.agency) == bool(agency)


def test_a_zone_that_only_hears_the_counter_says_it_short() -> None:
    assert tried(HALL, Trial(zone="hall", kind="call", counter="1"))[1] == "whole"
    assert tried(HALL, Trial(zone="ballroom", kind="call", counter="1"))[1] == "short"
    assert tried(HALL, Trial(zone="ballroom", kind="call", counter="9"))[1] == "whole"
    assert tried(HALL, Trial(zone="hall", kind="short", counter="1"))[1] == "short"


def test_a_notice_is_one_line_in_the_malls_first_language() -> None:
    notice = facts("notice", text="Mobil\n BE\t1 \x00")
    assert (notice.text, notice.language) == ("Mobil BE 1", "id")
    assert facts("emergency", text="Go", language="en").kind == "emergency"


@pytest.mark.parametrize("code", ["A012", "4K-10", "Z1-03", "B1000", "7", "AB 12", "a.b/1"])
def test_what_may_stand_on_a_ticket(code: str) -> None:
    assert is_ticket(code)


@pytest.mark.parametrize("code", ["", "A", "A--1", " A1", "A1 ", "A1\n", "Á1", "A" * 12 + "1"])
def test_what_never_stands_on_a_ticket(code: str) -> None:
    assert not is_ticket(code)
