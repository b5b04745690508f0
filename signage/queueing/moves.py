"""Which move may follow which: one table. The diagram in the docs is drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signage.queueing.model import TicketState

Action = Literal[
    "issue", "call", "recall", "serve", "finish", "no-show", "park",
    "return", "transfer", "direct", "also", "also-elsewhere", "cancel", "expire",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """From one of these states into that one. With no `origin` the visit begins here."""

    origin: tuple[TicketState, ...]
    target: TicketState


MOVES: dict[Action, Move] = {
    "issue": Move((), "waiting"),
    "direct": Move((), "serving"),
    "call": Move(("waiting", "parked", "no_show"), "called"),
    "recall": Move(("called",), "called"),
    "serve": Move(("called",), "serving"),
    "finish": Move(("called", "serving"), "served"),
    "no-show": Move(("called",), "no_show"),
    "park": Move(("called", "serving"), "parked"),
    "return": Move(("parked", "no_show"), "waiting"),
    "transfer": Move(("called", "serving"), "waiting"),
    "also": Move(("called", "serving"), "serving"),
    "also-elsewhere": Move(("called", "serving"), "waiting"),
    "cancel": Move(("waiting", "parked"), "cancelled"),
    "expire": Move(("waiting", "parked"), "expired"),
}


def allowed(action: Action, state: TicketState) -> bool:
    """Whether a ticket in `state` may make this move."""
    return state in MOVES[action].origin


def diagram() -> str:
    """The table as a Mermaid state diagram, for the documents."""
    lines = ["stateDiagram-v2"]
    for action, move in MOVES.items():
        lines += [f"    {origin} --> {move.target}: {action}" for origin in move.origin or ("[*]",)]
    return "\n".join(lines) + "\n"
