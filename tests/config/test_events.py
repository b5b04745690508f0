"""Events of the file that may take a zone."""

from __future__ import annotations

import pytest

from signage.errors import ConfigError
from signage.queueing.hall import ProgrammePoint, Text
from signage.queueing.hours import MINUTES_A_DAY, Span
from tests.config.test_loading import read
from tests.halls import SMALL

ONE = """
[[takeovers]]
id = "wisuda"
zone = "ballroom"
name = { id = "Wisuda", en = "Graduation" }
greeting = "Selamat datang"
programme = [{ at = "9.00", text = "Pembukaan" }]
dates = "2026-12-12..2026-12-13"
hours = "08:00-12:00"
"""
HALL_TOO = """
[[takeovers]]
id = "pameran"
zone = "hall"
name = "Pameran"
days = ["mon", "sat"]
"""


def test_an_event_is_part_of_the_hall() -> None:
    (plan,) = read(SMALL + ONE).hall.takeovers
    assert (plan.id, plan.zone, plan.name) == ("wisuda", "ballroom", Text("Wisuda", "Graduation"))
    assert plan.programme == (ProgrammePoint("09:00", Text("Pembukaan", "Pembukaan")),)
    assert (plan.calls_to, plan.dates) == (("hall",), ("2026-12-12", "2026-12-13"))
    assert plan.on("2026-12-13", 6) == (Span(480, 720),) and plan.on("2026-12-14", 0) == ()


def test_without_hours_it_is_all_day_and_without_days_by_hand() -> None:
    weekly = HALL_TOO + 'calls_to = ["ballroom"]\n'
    (plan,) = read(SMALL + weekly).hall.takeovers
    assert plan.on("2026-12-14", 0) == (Span(0, MINUTES_A_DAY),)
    (plan,) = read(SMALL + weekly.replace('days = ["mon", "sat"]\n', "")).hall.takeovers
    assert plan.spans == () and plan.on("2026-12-14", 0) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('zone = "ballroom"', 'zone = "balroom"', "did you mean “ballroom”"),
        ('greeting = "Selamat datang"', f'greeting = "{"s" * 201}"', "at most 200"),
        ('greeting = "Selamat datang"', 'playlist = "none"', "there is no playlist “none”"),
        ('greeting = "Selamat datang"', 'calls_to = ["ballroom"]', "the event's own zone"),
        ('greeting = "Selamat datang"', 'calls_to = ["hal"]', "there is no zone “hal”"),
        ('greeting = "Selamat datang"', 'calls_to = ["hall", "hall"]', "stands here twice"),
        ('greeting = "Selamat datang"', 'days = ["mon"]', "don't go together"),
        ('"9.00"', '"24:00"', "“24:00” is no time"),
        ("programme = [", "programme = [" + '{ at = "10:00", text = "x" }, ' * 24, "25 points"),
        ('"2026-12-12..2026-12-13"', '"2026-12-32"', "is no date"),
        ('dates = "2026-12-12..2026-12-13"\n', "", "hours need to know which days"),
        ('"08:00-12:00"', '"12:00-08:00"', "ends before it begins"),
        ('id = "wisuda"', 'id = "wi suda"', "is no id"),
        ("name =", "nama =", "nama"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(SMALL + ONE.replace(old, new, 1))
    assert told in str(raised.value)


def test_calls_have_to_be_made_somewhere() -> None:
    """The hall's counters are heard in the ballroom; without that they would be called nowhere."""
    assert len(read(SMALL + HALL_TOO).hall.takeovers) == 1
    with pytest.raises(ConfigError, match="they would be called nowhere"):
        read(SMALL.replace('hears = ["hall"]', "") + HALL_TOO)


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        ('dates = "2026-12-13"\nhours = "11:00-13:00"', True),
        ('dates = "2026-12-13"\nhours = "12:00-13:00"', False),
        ('dates = "2026-12-14"\nhours = "08:00-12:00"', False),
        ('days = ["sun"]', True),
        ('days = ["mon"]', False),
        ('days = ["sun"]\nclosed = true', False),
        ("", False),
    ],
)
def test_two_at_the_same_time_are_noticed(other: str, meets: bool) -> None:
    second = f'\n[[takeovers]]\nid = "expo"\nzone = "ballroom"\nname = "Expo"\n{other}\n'
    if not meets:
        assert len(read(SMALL + ONE + second).hall.takeovers) == 2
        return
    with pytest.raises(ConfigError, match="at the same time"):
        read(SMALL + ONE + second)
