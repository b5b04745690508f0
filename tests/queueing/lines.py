"""A hall with a share, and policies that break its laws on purpose: the controls."""

from __future__ import annotations

from dataclasses import replace

from signage.queueing.calling import Calling, Share
from signage.queueing.events import Why
from signage.queueing.hall import Hall, Priority
from signage.queueing.model import State, Ticket
from signage.queueing.order import Choice, calling_order, in_order
from tests.queueing.scene import HALL, both

LIMIT = 45
PRIORITIES = (
    Priority(id="lansia", name=both("Lansia")),
    Priority(id="hamil", name=both("Hamil")),
    Priority(id="tamu", name=both("Tamu"), shares=False),
)


def shared(priority: int = 1, ordinary: int = 1, limit: int = LIMIT, **facts: object) -> Hall:
    """The scene's hall, with priority classes that share."""
    calling = Calling(share=Share(priority=priority, ordinary=ordinary), pass_limit=limit)
    return replace(HALL, priorities=PRIORITIES, calling=replace(calling, **facts))  # type: ignore[arg-type]


def strict(state: State, counter: str, tick: int) -> Choice | None:
    """Priority before everybody, always: whoever has none may wait for ever."""
    sharing = state.hall.rule[counter].sharing

    def key(ticket: Ticket) -> tuple[bool, tuple[int, int]]:
        return ticket.priority not in sharing, ticket.place

    waiting = list(in_order(state, counter))
    return _choice(state, counter, min(waiting, key=key), tick) if waiting else None


def newest(state: State, counter: str, tick: int) -> Choice | None:
    """Whoever came last is next."""
    waiting = list(in_order(state, counter))
    return _choice(state, counter, waiting[-1], tick) if waiting else None


def impatient(state: State, counter: str, tick: int) -> Choice | None:
    """The share, and no age: turns are all that counts."""
    young = replace(state, tickets=state.tickets)
    ticket = next(calling_order(young, counter, -1), None)
    return _choice(state, counter, ticket, tick) if ticket else None


def _choice(state: State, counter: str, ticket: Ticket, tick: int) -> Choice:
    rule = state.hall.rule[counter]
    lanes = {rule.lane(other.priority) for other in in_order(state, counter)}
    waited = max(0, tick - ticket.issued)
    if len(lanes) < 2:
        return Choice(ticket, Why(rule="longest_wait", waited=waited, among=rule.services))
    turn = rule.lane(ticket.priority)
    why = Why(
        rule=f"{turn}_turn", waited=waited, among=rule.services, turn=turn, line=rule.line,
        share=(rule.share.priority, rule.share.ordinary),
    )  # fmt: skip
    return Choice(ticket, why)
