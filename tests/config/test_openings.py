"""Opening hours as people write them."""

from __future__ import annotations

import pytest

from signage.config.faults import Faults
from signage.config.openings import week
from signage.config.tables import Hours
from signage.errors import ConfigError
from signage.queueing.hours import ALWAYS, Span, Week


def read(hours: Hours) -> Week:
    faults = Faults("config.toml", {("mall", "hours"): 7})
    found = week(hours, ("mall", "hours"), faults)
    faults.check()
    return found


@pytest.mark.parametrize(
    ("monday", "spans"),
    [
        ("08:00-15:30", (Span(480, 930),)),
        ("8.00 – 15.30", (Span(480, 930),)),
        ("00:00-24:00", (Span(0, 1440),)),
        (("08:00-11:30", "13:30-15:30"), (Span(480, 690), Span(810, 930))),
        (("13:30-15:30", "08:00-11:30"), (Span(480, 690), Span(810, 930))),
        (("08:00-12:00", "12:00-15:00"), (Span(480, 900),)),
        ((), ()),
    ],
)
def test_a_day(monday: str | tuple[str, ...], spans: tuple[Span, ...]) -> None:
    assert read({"mon": monday, "tue": "10:00-11:00"}).days[0] == spans


def test_a_week() -> None:
    assert read("always") == ALWAYS
    assert read(dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "0:00-24:00")) == (
        ALWAYS
    )
    found = read({"sun": "08:00-09:00"})
    assert found.days == ((),) * 6 + ((Span(480, 540),),)


@pytest.mark.parametrize(
    ("hours", "key", "told"),
    [
        ("sometimes", "mall.hours", "is no hours"),
        ({}, "mall.hours", "never open"),
        ({"mon": ()}, "mall.hours", "never open"),
        ({"mom": "08:00-15:30"}, "mall.hours.mom", "did you mean “mon”?"),
        ({"mon": "15:30-08:00"}, "mall.hours.mon", "ends before it begins"),
        ({"mon": "08:00-08:00"}, "mall.hours.mon", "ends before it begins"),
        ({"mon": "22:00-02:00"}, "mall.hours.mon", "to the next day"),
        ({"mon": "08:00"}, "mall.hours.mon", "write it like 08:00-15:30"),
        ({"mon": ""}, "mall.hours.mon", "write it like 08:00-15:30"),
        ({"mon": "08:60-15:30"}, "mall.hours.mon", "no time of a day"),
        ({"mon": "08:00-25:00"}, "mall.hours.mon", "no time of a day"),
        ({"mon": "08:00-15:99"}, "mall.hours.mon", "no time of a day"),
        (
            {"mon": ("08:00-12:00", "11:00-15:00")},
            "mall.hours.mon",
            "08:00-12:00 and 11:00-15:00 overlap",
        ),
        (
            {"mon": ("08:00-12:00", "09:00-10:00")},
            "mall.hours.mon",
            "08:00-12:00 and 09:00-10:00 overlap",
        ),
    ],
)
def test_hours_that_make_no_sense(hours: Hours, key: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(hours)
    assert caught.value.key == key
    assert caught.value.line == 7
    assert told in caught.value.problem
