"""What a mall takes for too long, and what is refused."""

from __future__ import annotations

import pytest

from signage.errors import ConfigError
from signage.queueing.shapes import Limit
from signage.queueing.views import FloorLimits
from tests.config.test_loading import SMALL, read


def test_a_file_that_says_nothing_has_limits_that_make_sense() -> None:
    limits = read(SMALL).floor
    assert limits == FloorLimits()
    assert limits.wait_of("ktp") == limits.wait == Limit(1200, 2400)


def own(keys: str) -> Limit:
    text = SMALL.replace('prefix = "BK"\n', f'prefix = "BK"\n{keys}\n')
    return read(text + "[floor]\nwait_warn = 15\nwait_alarm = 30\n").floor.wait_of("kk")


@pytest.mark.parametrize(
    ("keys", "limit"),
    [
        ("", (15, 30)),
        ("wait_warn = 5", (5, 30)),
        ("wait_warn = 60", (60, 60)),
        ("wait_alarm = 45", (15, 45)),
        ("wait_alarm = 10", (10, 10)),
        ("wait_warn = 5\nwait_alarm = 7", (5, 7)),
    ],
)
def test_a_service_has_its_own_and_takes_the_rest_from_the_mall(
    keys: str, limit: tuple[int, int]
) -> None:
    assert own(keys) == Limit(limit[0] * 60, limit[1] * 60)


def test_minutes_for_people_and_seconds_for_the_voice() -> None:
    limits = read(SMALL + "[floor]\nserve_warn = 2\nlag_warn = 3\nlag_alarm = 4\n").floor
    assert (limits.serve, limits.lag) == (Limit(120, 2700), Limit(3, 4))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[floor]\nwait_warn = 50\n",
            "floor.wait_warn: it would warn at 50, after",
        ),
        ("[floor]\nserve_alarm = 5\n", "floor.serve_warn: it would warn at 20"),
        ("[floor]\nlag_warn = 31\n", "floor.lag_warn"),
        ("[floor]\nlag_warn = 0\n", "floor.lag_warn: this must be at least 1"),
        ("[floor]\nwait_alarm = 601\n", "at most 600"),
        ('[floor]\nwait_alarm = "long"\n', "a whole number"),
        ("[floor]\nwait = 3\n", "there is no such key here"),
        ("[[floor]]\nwait_warn = 3\n", "this is a table"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_key(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(SMALL + text)
    assert told in str(caught.value)


def test_a_services_own_limits_must_fit_together() -> None:
    with pytest.raises(ConfigError, match="wait_warn"):
        own("wait_warn = 9\nwait_alarm = 8")
