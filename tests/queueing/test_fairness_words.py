"""The fairness report as plain text."""

from __future__ import annotations

from signage.queueing.fairness.report import fairness
from signage.queueing.fairness.words import rule, table
from tests.queueing.lines import shared
from tests.queueing.scene import played


def test_the_report_as_plain_text() -> None:
    scene = played("issue ktp, wait 60, issue ktp lansia, wait 60, 2 next", shared())
    report = fairness(scene.records)
    assert report is not None
    lines = table(report).splitlines()
    assert lines[0] == "Fairness of 2026-11-26"
    assert [line.split() for line in lines if line.startswith("No priority")] == [
        ["No", "priority", "1", "0", "2", "min", "2", "min", "1", "1"],
    ]
    assert lines[-1] == "B001: 1 times, by Lansia (en) 1 × (priority's turn); waited 2 min"


def test_of_a_day_in_which_nobody_was_passed_none_are_named() -> None:
    report = fairness(played("issue ktp").records)
    assert report is not None
    assert "Passed over most" not in table(report)


def test_a_rule_of_ones_own_is_told_by_its_name() -> None:
    assert rule("of_my_own").en == "of_my_own"
