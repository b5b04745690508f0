"""Bookings of the file: what is named must exist, and something must be left to book."""

from __future__ import annotations

from pathlib import Path

import pytest

from signage.errors import ConfigError
from signage.queueing.hours import Span
from tests.halls import SMALL, small

SAMPLE = Path(__file__).parents[2] / "config.toml"
SLOTS = """
[[slots]]
services = ["card"]
hours = ["08:00-11:30", "13:30-15:30"]
minutes = 30
capacity = 6
walk_in = 2
days = ["fri", "mon"]
"""


def test_the_file_says_what_can_be_booked() -> None:
    taken = small(SMALL + '[bookings]\ndays_ahead = 5\nturn = "arrival"\n' + SLOTS).bookings
    assert taken is not None
    assert (taken.rules.days_ahead, taken.rules.turn, taken.per_hour) == (5, "arrival", 20)
    (rule,) = taken.rules.slots
    assert rule.spans == (Span(480, 690), Span(810, 930))
    assert (rule.services, rule.days, rule.capacity, rule.walk_in) == (("card",), (0, 4), 6, 2)


@pytest.mark.parametrize("text", ["", SLOTS, "[bookings]\nopen = false\n" + SLOTS])
def test_without_its_table_or_shut_there_are_none(text: str) -> None:
    config = small(SMALL + text)
    assert config.bookings is None
    assert config.hall == small().hall


@pytest.mark.parametrize(
    ("change", "key", "told"),
    [
        (('"card"', '"cards"'), "slots.services", "did you mean “card”"),
        (('services = ["card"]', "services = []"), "slots.services", "name at least one"),
        (("walk_in = 2", "walk_in = 6"), "slots.walk_in", "smaller than capacity"),
        (("minutes = 30", "minutes = 240"), "slots.minutes", "make it shorter"),
        (("minutes = 30", "minutes = 1"), "slots.minutes", ""),
        (("capacity = 6", "capacity = 0"), "slots.capacity", ""),
        (('"fri"', '"friday"'), "slots.days", ""),
        (("08:00-11:30", "11:30-08:00"), "slots.hours", "ends before it begins"),
        (('days = ["fri", "mon"]', 'dates = ["2026-13-01"]'), "slots.dates", "is no date"),
    ],
)
def test_a_wrong_slot_is_refused(change: tuple[str, str], key: str, told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        small(SMALL + "[bookings]\n" + SLOTS.replace(*change))
    assert refused.value.key.startswith(key)
    assert told in refused.value.problem
    assert refused.value.line > 0


OPEN = 'hours = { mon = "08:00-12:00", fri = "13:00-15:00" }'


@pytest.mark.parametrize(
    ("slots", "more"),
    [
        ('hours = "15:00-17:00"', ""),
        ('hours = "08:00-12:00"\ndays = ["fri"]', ""),
        ('hours = "11:45-12:15"', ""),
        ('hours = "08:00-12:00"\ndates = ["2026-12-01"]', ""),
        ('hours = "13:00-15:00"', 'dates = "2026-11-30"\n'),
    ],
)
def test_slots_that_never_meet_the_hours_are_refused(slots: str, more: str) -> None:
    hall = SMALL.replace('hours = "always"', OPEN).replace('prefix = "A"', 'prefix = "A"\n' + more)
    table = '[bookings]\n[[slots]]\nservices = ["card"]\ncapacity = 2\n'
    with pytest.raises(ConfigError, match="no slot of “card” lies whole in its hours") as refused:
        small(hall + table + slots)
    assert refused.value.key == "slots.services"
    assert refused.value.line > 0


@pytest.mark.parametrize(
    "slots",
    [
        'hours = "11:00-14:00"\ndays = ["fri"]',
        'hours = "08:00-09:00"\ndates = ["2026-11-30"]',
        'hours = "20:00-21:00"\n[[days]]\ndates = "2026-12-01"\nname = "x"\nhours = "20:00-22:00"',
    ],
)
def test_slots_that_meet_them_on_one_day_are_right(slots: str) -> None:
    hall = SMALL.replace('hours = "always"', OPEN)
    assert small(
        hall + '[bookings]\n[[slots]]\nservices = ["card"]\ncapacity = 2\n' + slots
    ).bookings


@pytest.mark.parametrize(
    ("more", "clash"),
    [
        ('hours = "11:00-12:00"', True),
        ('hours = "11:30-13:30"', False),
        ('hours = "08:00-11:30"\ndays = ["tue"]', False),
        ('hours = "08:00-11:30"\ndays = ["tue", "fri"]', True),
        ('hours = "08:00-11:30"\ndates = ["2026-12-04"]', True),  # a Friday
        ('hours = "08:00-11:30"\ndates = ["2026-12-03"]', False),
    ],
)
def test_one_time_has_one_slot_of_a_service(more: str, clash: bool) -> None:
    text = f'{SMALL}[bookings]\n{SLOTS}[[slots]]\nservices = ["card"]\ncapacity = 1\n{more}\n'
    if not clash:
        assert small(text).bookings is not None
        return
    with pytest.raises(ConfigError, match="already, in table 1") as refused:
        small(text)
    assert refused.value.key == "slots.hours"


def test_bookings_of_nothing_are_refused() -> None:
    with pytest.raises(ConfigError, match="there is nothing to book"):
        small(SMALL + "[bookings]\n")


def test_the_example_in_the_sample_is_right() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    head, mark, rest = text.partition("# [bookings]\n")
    example, _, tail = rest.partition("\n# ---- The server")
    shown = "\n".join(line.removeprefix("#").removeprefix(" ") for line in example.splitlines())
    taken = small(f"{head}[bookings]\n{shown}\n#{tail}").bookings
    assert mark and taken is not None
    assert taken.rules.services == ("paspor-baru", "paspor-ganti")
