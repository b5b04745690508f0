"""Sessions: how long they last, and that they end at once and for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from signage.registry.sessions import AGE, IDLE, MOST, NOTED, Sessions, csrf_of


class Hands:
    """Two clocks that are set by hand, in ms."""

    def __init__(self) -> None:
        self.steady, self.wall = 5_000, 1_800_000_000_000

    def pass_by(self, ms: int) -> None:
        self.steady += ms
        self.wall += ms


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def begun(tmp_path: Path, hands: Hands) -> Callable[[], Sessions]:
    return lambda: Sessions(tmp_path, lambda: hands.steady, lambda: hands.wall)


def test_a_session_is_known_by_its_token(begun: Callable[[], Sessions], tmp_path: Path) -> None:
    sessions = begun()
    token, session = sessions.begin("p-1")
    assert sessions.known(token) is session
    for near in (token[:-1], token + "A", "", session.id, "x" * 10_000):
        assert sessions.known(near) is None
    assert token.encode() not in (tmp_path / "registry.db").read_bytes()
    assert csrf_of(token) != csrf_of(token + "x")
    assert token not in csrf_of(token)


def test_it_ends_idle_and_it_ends_old(begun: Callable[[], Sessions], hands: Hands) -> None:
    sessions = begun()
    idle, _ = sessions.begin("p-1")
    hands.pass_by(IDLE)
    assert sessions.known(idle) is None
    busy, _ = sessions.begin("p-1")
    for _ in range(AGE // (IDLE - 1)):
        hands.pass_by(IDLE - 1)
        assert sessions.known(busy) is not None
    hands.pass_by(IDLE - 1)
    assert sessions.known(busy) is None


def test_an_open_page_is_not_idle(begun: Callable[[], Sessions], hands: Hands) -> None:
    sessions = begun()
    _, session = sessions.begin("p-1")
    for _ in range(5):
        hands.pass_by(IDLE - 1)
        assert sessions.over(lambda name: name == session.id) == ()
    hands.pass_by(IDLE)
    assert sessions.over(lambda name: False) == (session.id,)
    sessions.tidy((session.id,))
    assert sessions.over(lambda name: False) == ()


@pytest.mark.parametrize("away", [0, 60_000, IDLE, AGE])
def test_a_restart_keeps_what_still_lasts(
    begun: Callable[[], Sessions], hands: Hands, away: int
) -> None:
    token, session = begun().begin("p-1")
    hands.steady, hands.wall = 7, hands.wall + away
    found = begun().known(token)
    assert (found is not None) == (away < IDLE)
    assert found is None or found.id == session.id


def test_a_clock_that_was_put_back_ends_them(begun: Callable[[], Sessions], hands: Hands) -> None:
    token, _ = begun().begin("p-1")
    hands.wall -= 3_600_000
    assert begun().known(token) is None


def test_who_was_seen_is_noted_now_and_then(begun: Callable[[], Sessions], hands: Hands) -> None:
    sessions = begun()
    token, _ = sessions.begin("p-1")
    hands.pass_by(IDLE - 1)
    assert sessions.known(token) is not None
    assert sessions.lags()
    sessions.tidy(())
    assert not sessions.lags()
    hands.pass_by(NOTED)
    assert begun().known(token) is not None


def test_ended_is_ended_over_a_restart(begun: Callable[[], Sessions]) -> None:
    sessions = begun()
    (one, first), (two, _), (other, _) = (sessions.begin(p) for p in ("p-1", "p-1", "p-2"))
    sessions.end(first.id)
    assert [sessions.known(token) is None for token in (one, two, other)] == [True, False, False]
    sessions.end_of("p-1")
    for each in (sessions, begun()):
        assert [each.known(token) is None for token in (one, two, other)] == [True, True, False]


def test_a_person_has_so_many(begun: Callable[[], Sessions], hands: Hands) -> None:
    sessions = begun()
    tokens = []
    for _ in range(MOST + 1):
        hands.pass_by(1)
        tokens.append(sessions.begin("p-1")[0])
    assert sessions.of("p-1") == MOST
    assert [sessions.known(token) is None for token in tokens] == [True] + [False] * MOST
