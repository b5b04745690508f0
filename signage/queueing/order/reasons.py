"""The reason that goes into a call: all its facts, so that the sentence needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from signage.queueing.events import Why
from signage.queueing.model import State, Ticket
from signage.queueing.order.choice import queues_of
from signage.queueing.order.lanes import Turn, lines, passed_by

CAME_BACK = frozenset({"parked", "no_show"})


def reason(
    state: State,
    counter: str,
    ticket: Ticket,
    turn: Turn,
    found: Iterable[tuple[str, ...]],
    tick: int,
) -> Why:
    """Why the policy took this ticket out of these lines."""
    hall, rule = state.hall, state.hall.rule[counter]
    return _why(
        state,
        counter,
        ticket,
        tick,
        passed=passed_by(state, found, ticket.place),
        rule=_word(turn, ticket, counter),
        turn=turn.counted or "",
        line=rule.line if turn.counted else "",
        share=(rule.share.priority, rule.share.ordinary) if turn.counted else None,
        limit=hall.limit_of(ticket.service),
        weight=turn.weight,
    )


def chosen(state: State, counter: str, ticket: Ticket, tick: int) -> Why:
    """Why an officer's own choice was called: because it was chosen."""
    limit = state.hall.limit_of(ticket.service)
    passed = passed_by(state, lines(state, queues_of(state, counter)), ticket.place)
    return _why(state, counter, ticket, tick, rule="chosen", limit=limit, passed=passed)


def _why(
    state: State, counter: str, ticket: Ticket, tick: int, *, rule: str, **facts: object
) -> Why:
    known = state.hall.priority.get(ticket.priority) if ticket.priority else None
    return Why(
        rule=rule,
        waited=max(0, tick - ticket.issued),
        among=state.hall.counter[counter].services,
        priority=ticket.priority,
        priority_name=known.name if known else None,
        came=ticket.came,
        where=ticket.where,
        **facts,  # type: ignore[arg-type]
    )


def _word(turn: Turn, ticket: Ticket, counter: str) -> str:
    """The rule in a word: how the ticket came here says more than that it waited longest."""
    if turn.rule not in ("longest_wait", "weighted"):
        return turn.rule
    if ticket.aimed == counter:
        return "sent_here"
    if ticket.came in CAME_BACK:
        return "came_back"
    return "booked" if ticket.booked else turn.rule
