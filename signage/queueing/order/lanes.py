"""The lanes that a counter looks at: who is first in each, who is owed the next turn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from signage.queueing.calling import Lane, Rule
from signage.queueing.model import State, Ticket

Head = tuple[Ticket, Lane]
"""Who is first in a line, and in which lane."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Which of some lines is next: its index, the rule in a word, and whether the turn counts."""

    index: int
    rule: str
    counted: Lane | None
    weight: int = 1


def lines(state: State, queues: Iterable[str]) -> list[tuple[str, ...]]:
    """The lines of these queues that hold anybody: those of one class in one queue, in order."""
    return [ids for queue in queues for ids in state.lane(queue).values()]


def head(state: State, rule: Rule, ids: tuple[str, ...], at: int = 0) -> Head:
    """Who stands in a line at this index, and in which lane that is."""
    ticket = state.tickets[ids[at]]
    return ticket, rule.lane(ticket.priority)


def pick(heads: list[Head], rule: Rule, balance: int, tick: int) -> Turn:
    """Whose turn it is among the first ones of each line. There is at least one."""
    usual = _usual(heads, rule, balance, tick)
    overdue = [
        index
        for index, (ticket, _) in enumerate(heads)
        if rule.overdue(ticket.service, tick - ticket.place[0])
    ]
    if not overdue:
        return usual
    first = min(overdue, key=lambda index: heads[index][0].place)
    if first != usual.index and heads[first][0].place < heads[usual.index][0].place:
        return Turn(first, "past_limit", None)
    # Nobody has a turn counted while somebody may not be passed over: the share rests.
    word = "past_limit" if usual.counted else usual.rule
    return Turn(usual.index, word, None, usual.weight)


def _usual(heads: list[Head], rule: Rule, balance: int, tick: int) -> Turn:
    """Whose turn it is by the share and the weighted wait alone."""
    pool: Sequence[int] = range(len(heads))
    places = [ticket.place for ticket, _ in heads]
    turn = None
    if any(lane != heads[0][1] for _, lane in heads):
        turn = rule.share.turn(balance)
        pool = [index for index in pool if heads[index][1] == turn]
    first = min(pool, key=places.__getitem__)
    index = first
    if rule.weights:
        index = min(pool, key=lambda i: _weighed(heads[i][0], rule, tick))
    weight = rule.weights.get(heads[index][0].service, 1)
    if turn is not None:
        return Turn(index, f"{turn}_turn", turn, weight)
    return Turn(index, "weighted" if index != first else "longest_wait", None, weight)


def _weighed(ticket: Ticket, rule: Rule, tick: int) -> tuple[int, tuple[int, int]]:
    wait = max(0, tick - ticket.place[0]) * rule.weights.get(ticket.service, 1)
    return -wait, ticket.place


def passed_by(state: State, found: Iterable[tuple[str, ...]], place: tuple[int, int]) -> int:
    """How many in these lines have an earlier place."""
    return sum(earlier(state, ids, place) for ids in found)


def earlier(state: State, ids: tuple[str, ...], place: tuple[int, int]) -> int:
    """How many of these, who stand in order, have an earlier place."""
    tickets = state.tickets
    if tickets[ids[0]].place >= place:
        return 0
    return bisect_left(ids, place, 1, key=lambda id: tickets[id].place)


def unroll(
    state: State, rule: Rule, queues: Iterable[str], balance: int, tick: int
) -> Iterator[tuple[Ticket, Turn]]:
    """Those who wait, in the order in which they would be called if all were called now."""
    left = lines(state, queues)
    heads = [head(state, rule, ids) for ids in left]
    at = [0] * len(left)
    while heads:
        turn = pick(heads, rule, balance, tick)
        i = turn.index
        yield heads[i][0], turn
        if turn.counted is not None:
            balance = rule.share.after(balance, turn.counted)
        at[i] += 1
        if at[i] < len(left[i]):
            heads[i] = head(state, rule, left[i], at[i])
        else:
            del heads[i], at[i], left[i]
