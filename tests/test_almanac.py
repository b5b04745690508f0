"""Public holidays of Indonesia, as the package reckons them."""

from __future__ import annotations

from datetime import date

import pytest

from signage.almanac import KNOWN, YEARS, public_days
from signage.config.words import LONGEST
from signage.queueing.hall import Text


def test_three_years_with_names_in_both_languages() -> None:
    days = [*public_days(2026)]
    assert {day.date[:4] for day in days} == {"2026", "2027", "2028"}
    assert YEARS == 3
    named = {day.date: day.name for day in days if not day.joint}
    assert named["2026-12-25"] == Text("Hari Raya Natal", "Christmas Day")
    assert named["2027-08-17"] == Text("Hari Kemerdekaan Republik Indonesia", "Independence Day")
    for day in days:
        date.fromisoformat(day.date)
        assert 0 < len(day.name.id) <= LONGEST
        assert 0 < len(day.name.en) <= LONGEST


def test_a_day_that_follows_the_moon_says_that_it_is_reckoned() -> None:
    named = {day.date: day.name for day in public_days(2026)}
    assert "perkiraan" not in named["2026-03-21"].id
    reckoned = [name for date, name in named.items() if date[:4] == "2028" and "Fitri" in name.id]
    assert reckoned
    assert all("perkiraan" in name.id and "estimated" in name.en for name in reckoned)


def test_joint_leave_stands_apart() -> None:
    joint = {day.date: day.name.id for day in public_days(2026) if day.joint}
    assert joint["2026-12-24"] == "Cuti Bersama Hari Raya Natal"
    assert not joint.keys() & {day.date for day in public_days(2026) if not day.joint}


@pytest.mark.parametrize("year", [1970, 2000, KNOWN])
def test_a_clock_with_an_empty_battery_is_not_believed(year: int) -> None:
    assert min(day.date for day in public_days(year)) == f"{KNOWN}-01-01"
