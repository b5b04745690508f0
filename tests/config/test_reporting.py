"""What a service promises, the group of a counter, and the reports that are left in a folder."""

from __future__ import annotations

import pytest

from signage.config import Config, load
from signage.config.settings import ReportPlan
from signage.errors import ConfigError
from signage.queueing.hall import Standard
from tests.halls import SMALL


def read(text: str) -> Config:
    return load(text, "hall.toml", lambda _: True)


def test_reports_are_off_until_somebody_wants_them() -> None:
    assert read(SMALL).reports.minute is None
    wanted = '[reports]\nat = "18:30"\ndaily = ["day", "visits"]\nformat = "csv"\nlanguage = "en"\n'
    assert read(SMALL + wanted).reports == ReportPlan(
        minute=1110, daily=("day", "visits"), monthly=("service", "skm"), format="csv",
        language="en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('at = "half six"', "reports.at: “half six” is no time"),
        ('at = "18:30"\ndaily = []\nmonthly = []', "reports.at: no report is named"),
        ('daily = ["day", "day"]', "stands here twice"),
        ('daily = ["money"]', "reports.daily"),
        ('folder = "reports"', "reports.folder: “reports” is no whole path"),
    ],
)
def test_what_makes_no_sense_is_said(line: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read(f"{SMALL}[reports]\n{line}\n")


def own(lines: str) -> Config:
    return read(SMALL.replace('prefix = "A"\n', f'prefix = "A"\n{lines}\n', 1))


def test_a_standard_in_minutes() -> None:
    assert own("standard = { wait = 30, serve = 15 }").hall.services[0].standard == Standard(
        wait=30, serve=15
    )
    assert own("standard = { wait = 30 }").hall.services[0].standard == Standard(wait=30)
    for wrong in ("{}", "{ wait = 0 }", "{ waiting = 5 }", "30"):
        with pytest.raises(ConfigError, match="standard"):
            own(f"standard = {wrong}")
