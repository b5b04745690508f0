"""The table of moves, and the diagram that is drawn from it."""

from __future__ import annotations

from typing import get_args

from signage.queueing.model import TicketState
from signage.queueing.moves import MOVES, Action, allowed, diagram


def test_every_action_has_its_move() -> None:
    assert set(MOVES) == set(get_args(Action))


def test_every_state_can_be_reached_and_the_ends_are_ends() -> None:
    reached = {move.target for move in MOVES.values()}
    assert reached == set(get_args(TicketState))
    left = {state for move in MOVES.values() for state in move.origin}
    assert reached - left == {"served", "cancelled", "expired"}


def test_allowed() -> None:
    assert allowed("call", "waiting")
    assert not allowed("call", "called")
    assert not allowed("issue", "waiting")


def test_the_diagram_has_one_line_a_move() -> None:
    lines = diagram().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    [*] --> waiting: issue" in lines
    assert "    no_show --> called: call" in lines
    assert len(lines) == 1 + sum(len(move.origin) or 1 for move in MOVES.values())
    assert diagram().endswith("\n")
