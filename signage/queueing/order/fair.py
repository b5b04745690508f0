"""The mall's policy: the share of the priority classes, the age, weighted waits; else the wait."""

from __future__ import annotations

from collections.abc import Iterator

from signage.queueing.model import State, Ticket
from signage.queueing.order.choice import Choice, queues_of
from signage.queueing.order.lanes import head, lines, pick, unroll
from signage.queueing.order.reasons import reason


def fair(state: State, counter: str, tick: int) -> Choice | None:
    """Who is next. It looks at the first ones of each queue and class only.

    1. Whoever has waited longer than the limit, by place; such a turn is not counted.
    2. While both lanes wait: whose turn it is by the share, counted for the line of counters.
    3. Of these, the longest wait, as weighed by the counter.
    """
    rule, queues = state.hall.rule[counter], queues_of(state, counter)
    found = lines(state, queues)
    if not found:
        return None
    heads = [head(state, rule, ids) for ids in found]
    turn = pick(heads, rule, state.balances.get(rule.line, 0), tick)
    ticket = heads[turn.index][0]
    return Choice(ticket, reason(state, counter, ticket, turn, found, tick))


def calling_order(state: State, counter: str, tick: int) -> Iterator[Ticket]:
    """Those who wait for this counter, in the order in which it would call them now, alone."""
    rule = state.hall.rule[counter]
    balance = state.balances.get(rule.line, 0)
    for ticket, _ in unroll(state, rule, queues_of(state, counter), balance, tick):
        yield ticket
