"""The fairness report: small days by hand, and a synthetic one of 4,000 visitors with controls."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from signage.queueing import commands as c
from signage.queueing.fairness.report import fairness
from signage.queueing.fairness.shapes import FairnessReport
from signage.queueing.model import Recorded
from signage.queueing.order import Policy, fair
from tests.queueing.lines import impatient, shared, strict
from tests.queueing.scene import HALL, Scene, played
from tests.queueing.synthetic import LIMIT, VISIT, report

ROUND = VISIT[1] + 1
"""Minutes until each counter of a line has called once more: the longest visit and the walk."""


def of(scene: Scene) -> FairnessReport:
    found = fairness(scene.records)
    assert found is not None
    return found


def test_who_was_passed_by_whom_and_why() -> None:
    scene = played("issue ktp, wait 60, issue ktp, issue ktp lansia, wait 60, 2 next", shared())
    found = of(scene)
    none, lansia = found.classes
    assert (none.tickets, none.called, none.waiting, none.passed, none.most_passed) == (
        2, 0, 2, 2, 1,
    )  # fmt: skip
    assert [(b.priority, b.rule, b.count) for b in none.by] == [("lansia", "priority_turn", 2)]
    assert (lansia.called, lansia.passed, lansia.longest, none.longest) == (1, 0, 60, 120)
    assert (none.longest_number, none.mean) == ("B001", 90)
    assert [(row.number, row.passed) for row in found.most] == [("B001", 1), ("B002", 1)]
    assert [(row.rule, row.count) for row in found.rules] == [("priority_turn", 1)]
    assert [text.en for text in found.said] == [
        "3 numbers were given, 1 were called.",
        "The longest wait: B001, 2 minutes (No priority).",
        "2 numbers were passed over at some time, 2 times in all; most often B001: 1 times.",
        "After their limit (45 minutes) nobody was passed over by a turn.",
        "While both waited: 1 turns of priority and 0 others; the share was kept in 1 of 1 busy "
        "windows.",
    ]


def test_a_call_that_was_undone_has_passed_nobody() -> None:
    scene = played("issue ktp, issue ktp lansia, 2 next, 2 undo", shared())
    found = of(scene)
    assert (found.passed, found.called, found.rules) == (0, 0, ())
    assert found.said[2].en == "Nobody was passed over."


def test_an_undone_finish_takes_no_passing_back() -> None:
    scene = played("issue ktp, issue ktp lansia, 2 next, 2 finish, 2 undo", shared())
    assert of(scene).passed == 1


def test_an_officers_choice_past_the_age_is_told_apart() -> None:
    scene = played("issue ktp, wait 3000, issue ktp, 2 call B002", shared())
    found = of(scene)
    assert (found.late, found.late_chosen) == (0, 1)
    assert "Officers chose another number 1 times." in found.said[3].en


def test_without_a_rule_there_are_no_sentences_of_it() -> None:
    found = of(played("issue ktp, 2 next, 1 open, 1 direct ktp"))
    assert (found.share, found.limit, found.lines, found.tickets) == (None, 0, (), 1)
    assert len(found.said) == 3


def test_a_day_of_nobody() -> None:
    found = of(Scene())
    assert (found.tickets, len(found.said)) == (0, 3 - 1)
    assert fairness(()) is None
    assert fairness(played("issue ktp").records[1:]) is None


def test_a_closed_day_counts_who_waited_in_vain() -> None:
    scene = played("issue ktp, wait 600, close day", shared())
    found = of(scene)
    assert (found.closed, found.classes[0].waiting, found.classes[0].longest) == (True, 0, 600)


def test_what_comes_after_the_day_is_not_of_it() -> None:
    scene = played("issue ktp, close day")
    scene.now = replace(scene.now, date="2026-11-27", business_date="2026-11-27")
    scene.press(c.OpenDay())
    scene.press(c.IssueTicket(service="ktp"))
    assert of(scene).tickets == 1


def test_a_changed_hall_and_a_set_clock() -> None:
    scene = played("issue ktp lansia, issue ktp, 2 next", shared())
    scene.press(c.ChangeHall(hall=replace(HALL, priorities=())))
    scene.now = replace(scene.now, date="2026-11-28", business_date="2026-11-28")
    scene.press(c.RedateDay())
    found = of(scene)
    assert (found.day, [row.name.en for row in found.classes]) == (
        "2026-11-28", ["No priority", "lansia"],
    )  # fmt: skip


def test_a_window_ends_when_only_one_waits() -> None:
    scene = played(
        "issue ktp, issue ktp lansia, issue ktp lansia, 2 next, 2 next, 2 next, issue ktp, "
        "issue ktp lansia, 2 next",
        shared(),
    )
    (line,) = of(scene).lines
    assert (line.services, line.share, line.windows, line.kept) == (("ktp",), "1:1", 2, 2)
    assert (line.priority, line.ordinary) == (2, 1)


def test_turns_of_another_share_are_another_window() -> None:
    scene = played("issue ktp, issue ktp, issue ktp lansia, issue ktp lansia, 2 next", shared())
    scene.press(c.ChangeHall(hall=shared(2, 1)))
    scene.play("2 next")
    assert [line.windows for line in of(scene).lines] == [1, 1]


def test_it_is_the_same_from_a_journal_read_again() -> None:
    scene = played("issue ktp, issue ktp lansia, 2 next, say hall-a Halo, 2 serve", shared())
    again = [Recorded(**{f: getattr(r, f) for f in ("epoch", "seq", "at", "tick", "event")})
             for r in scene.records]  # fmt: skip
    assert msgspec.json.encode(fairness(again)) == msgspec.json.encode(of(scene))


# ---- a day of 4,000 visitors: the policy, and the controls that must go red


@pytest.fixture(scope="module")
def days() -> dict[str, FairnessReport]:
    policies: dict[str, Policy] = {"fair": fair, "strict": strict, "impatient": impatient}
    return {name: report(policy) for name, policy in policies.items()}


def faults(found: FairnessReport) -> set[str]:
    """What of the mall's promise a day broke."""
    broken = {
        "passed over past the age": found.late > 0,
        "a share was not kept": any(line.kept < line.windows for line in found.lines),
        "waited past the limit and a round": any(
            row.longest > (LIMIT + ROUND) * 60 for row in found.classes
        ),
    }
    return {fault for fault, true in broken.items() if true}


def test_with_the_policy_nothing_is_broken(days: dict[str, FairnessReport]) -> None:
    found = days["fair"]
    assert (found.tickets, found.called) == (4000, 4000)
    assert faults(found) == set()
    assert sum(line.priority for line in found.lines) > 200, "there were busy windows"
    assert {row.rule for row in found.rules} >= {
        "longest_wait", "priority_turn", "ordinary_turn", "past_limit",
    }  # fmt: skip


def test_with_priority_before_all_the_others_starve(days: dict[str, FairnessReport]) -> None:
    assert faults(days["strict"]) == {
        "passed over past the age", "a share was not kept", "waited past the limit and a round",
    }  # fmt: skip
    ordinary, *priority = days["strict"].classes
    assert ordinary.longest > 2 * max(row.longest for row in priority)


def test_without_the_age_the_share_alone_lets_some_wait(days: dict[str, FairnessReport]) -> None:
    assert faults(days["impatient"]) == {
        "passed over past the age", "waited past the limit and a round",
    }  # fmt: skip
