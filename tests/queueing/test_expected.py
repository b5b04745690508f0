"""The expected wait: its formula, worked out by hand, and when it is hidden."""
# ruff: noqa: E501 -- a table of scripts reads best with one row a line

from __future__ import annotations

from dataclasses import replace

import pytest
from immutables import Map

from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.expected import ENOUGH, KEPT, expected_wait, open_counters, paced
from signage.queueing.model import Pace
from signage.queueing.wording import expected, nobody_calls
from tests.queueing.scene import Scene, played

FIVE = paced((5 * 60_000,) * ENOUGH)
TEN = paced((10 * 60_000,) * ENOUGH)


def knowing(script: str, **paces: Pace) -> Scene:
    """A scene in which the script was played, and these paces are known."""
    scene = played(script)
    scene.state = replace(scene.state, paces=Map(paces))
    return scene


def test_a_pace_is_hidden_until_enough_visits_stand_behind_it() -> None:
    assert paced((60_000,) * (ENOUGH - 1)).mean is None
    assert paced((60_000,) * ENOUGH).mean == 60_000


def test_a_pace_is_the_mean_without_the_shortest_and_the_longest_tenth() -> None:
    assert paced((1, *(300_000,) * 8, 9_999_999)).mean == 300_000
    assert paced((1, 2, *(300_000,) * 16, 7_000_000, 8_000_000)).mean == 300_000
    spread = tuple(range(100_000, 110_000, 1000))
    assert paced(spread).mean == sum(spread[1:-1]) / 8


def test_a_pace_remembers_the_last_visits() -> None:
    old, new = (9_000_000,) * 5, (60_000,) * KEPT
    assert paced((*old, *new)) == paced(new)


@pytest.mark.parametrize(
    ("script", "then"),
    [
        ("2 open", 0),  # nobody there
        ("2 open, issue ktp", 5),
        ("2 open, issue ktp, issue ktp, issue ktp", 15),
        ("2 open, issue ktp, 2 next", 0),  # 2.5 minutes of a visit, rounded down
        ("2 open, issue ktp, issue ktp, issue ktp, 2 next", 10),  # 12.5
        ("1 open, 2 open, issue ktp, issue ktp, issue ktp, issue ktp", 10),
        # counter 1 alone serves kk: all of its line is in the way of counters 1 and 2
        ("1 open, 2 open, issue kk, issue kk", 10),
        ("2 open, issue kk, issue kk", 0),  # counter 2 never calls it
        ("1 open, issue kk, issue ktp", 15),
        # a free counter: the visit at the other is in nobody's way
        ("1 open, 2 open, issue ktp, 2 next, issue ktp, issue ktp", 5),
        # sent to counter 2: it calls that one first
        ("1 open, 2 open, issue paspor, 3 next, 3 transfer @2, issue ktp, issue ktp, issue ktp", 10),
        ("issue ktp", None),  # no counter is open
        ("3 open, issue ktp", None),
    ],
)  # fmt: skip
def test_the_formula(script: str, then: int | None) -> None:
    scene = knowing(script, ktp=FIVE, kk=TEN)
    assert expected_wait(scene.state, "ktp") == then


def test_nothing_is_said_while_the_pace_is_not_known() -> None:
    assert expected_wait(knowing("2 open, issue ktp", kk=TEN).state, "ktp") is None
    unknown_beside = knowing("1 open, issue kk", ktp=FIVE)
    assert expected_wait(unknown_beside.state, "ktp") == 5, "the other counts with one's own pace"


def test_one_who_waits_counts_those_with_an_earlier_place() -> None:
    scene = knowing("2 open, issue ktp, issue ktp, issue ktp", ktp=FIVE)
    waits = [
        expected_wait(scene.state, "ktp", scene.state.tickets[id])
        for id in scene.state.queue("ktp")
    ]
    assert waits == [0, 5, 10]


def test_a_pace_is_learned_from_the_call_to_the_end() -> None:
    scene = Scene()
    for _ in range(ENOUGH):
        scene.play("issue ktp, 2 next, wait 60, 2 recall, wait 60, 2 serve, wait 180, 2 finish")
    scene.play("issue ktp, 2 next, wait 300, 2 next")
    assert set(scene.state.paces["ktp"].times) == {300_000}
    assert scene.state.pace("ktp") == 300_000
    assert scene.state.pace("paspor") is None


@pytest.mark.parametrize(
    ("script", "times"),
    [
        ("issue ktp, 2 next, wait 30, 2 no-show", (30_000,)),
        ("issue ktp, 2 next, wait 30, 2 shut", ()),
        ("issue ktp, 2 next, wait 30, 2 park", ()),
        ("2 open, 2 direct ktp, wait 30, 2 finish", (30_000,)),
        ("issue kk, 1 next, wait 99, 1 transfer ktp, wait 99, 2 next, wait 30, 2 finish", (30_000,)),
    ],
)  # fmt: skip
def test_what_counts_as_a_visit(script: str, times: tuple[int, ...]) -> None:
    assert played(script).state.paces.get("ktp", Pace()).times == times


def test_paces_survive_the_night_but_not_their_service() -> None:
    scene = knowing("issue ktp", ktp=FIVE, gone=TEN)
    scene.press(c.CloseDay())
    assert scene.state.pace("ktp") == 300_000
    scene.now = replace(scene.now, date="2026-11-27", business_date="2026-11-27")
    (opened,) = scene.press(c.OpenDay())
    assert isinstance(opened, e.DayOpened)
    assert opened.paces == {"ktp": FIVE.times}
    assert scene.state.pace("ktp") == 300_000


def test_who_calls() -> None:
    scene = played("1 open, 3 open")
    assert open_counters(scene.state, "ktp") == ("1",)
    assert open_counters(scene.state, "nope") == ()


def test_a_wait_in_words() -> None:
    assert expected(0).id == "kurang dari 5 menit"
    assert expected(15).id == "± 15 menit"
    assert expected(120).en == "± 120 minutes"
    assert expected(125).en == "more than 2 hours"
    assert nobody_calls(0).id == "Tidak ada loket yang buka."
    assert nobody_calls(3).id == "Tidak ada loket yang buka; 3 nomor menunggu."
