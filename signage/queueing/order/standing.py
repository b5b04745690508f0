"""How many are called before somebody, as it stands now: counted, without looking at each."""

from __future__ import annotations

from collections.abc import Iterator

from signage.queueing.calling import NO_RULE, Lane, Rule
from signage.queueing.model import State, Ticket, aimed_at
from signage.queueing.order.lanes import earlier, head, lines, unroll


def ahead(state: State, ticket: Ticket, tick: int) -> int:
    """How many of the same queue are called before this one if nobody else comes; 0 if it does not
    wait.

    First all who may not be passed over any more, then by turns of the two lanes, as the share
    stands at the first counter that serves the queue. It is the ticket's index in `foreseen`.
    """
    if ticket.state != "waiting":
        return 0
    rule = _rule(state, ticket.queue)
    if ticket.aimed:
        aimed = unroll(state, rule, (ticket.queue,), state.balances.get(rule.line, 0), tick)
        return next(index for index, (other, _) in enumerate(aimed) if other.id == ticket.id)
    found = lines(state, (ticket.queue,))
    cutoff = _cutoff(rule, ticket.service, tick)
    if ticket.place < cutoff:
        return sum(earlier(state, ids, ticket.place) for ids in found)
    mine = rule.lane(ticket.priority)
    overdue = before = others = 0
    for ids in found:
        gone = earlier(state, ids, cutoff)
        overdue += gone
        if head(state, rule, ids)[1] == mine:
            before += earlier(state, ids, ticket.place) - gone
        else:
            others += len(ids) - gone
    turns = _turns_before(state, rule, mine, before) if others else 0
    return overdue + before + min(turns, others)


def foreseen(state: State, queue: str, tick: int) -> Iterator[Ticket]:
    """Those who wait in a queue, in the order in which they are called if nobody else comes."""
    rule = _rule(state, queue)
    balance = state.balances.get(rule.line, 0)
    if queue not in state.hall.service:  # those sent to a counter are of several services
        yield from (ticket for ticket, _ in unroll(state, rule, (queue,), balance, tick))
        return
    ids = state.queue(queue)
    tickets = state.tickets
    if not rule.share.on or len(state.lane(queue)) < 2:
        yield from (tickets[id] for id in ids)
        return
    overdue = earlier(state, ids, _cutoff(rule, queue, tick))
    yield from (tickets[id] for id in ids[:overdue])
    rest = [tickets[id] for id in ids[overdue:]]
    priority = [ticket for ticket in rest if rule.lane(ticket.priority) == "priority"]
    ordinary = [ticket for ticket in rest if rule.lane(ticket.priority) == "ordinary"]
    yield from _by_turns(rule, balance, priority, ordinary)


def _by_turns(
    rule: Rule, balance: int, priority: list[Ticket], ordinary: list[Ticket]
) -> Iterator[Ticket]:
    one, other = 0, 0
    while one < len(priority) and other < len(ordinary):
        turn = rule.share.turn(balance)
        balance = rule.share.after(balance, turn)
        if turn == "priority":
            yield priority[one]
            one += 1
        else:
            yield ordinary[other]
            other += 1
    yield from priority[one:]
    yield from ordinary[other:]


def _cutoff(rule: Rule, service: str, tick: int) -> tuple[int, int]:
    """Places before this one may not be passed over any more."""
    limit = rule.limits.get(service, 0)
    return (tick - limit + 1, 0) if limit else (-1, 0)


def _turns_before(state: State, rule: Rule, lane: Lane, served: int) -> int:
    """How many turns the other lane has before this one's next turn but `served`."""
    balance = state.balances.get(rule.line, 0)
    if lane == "ordinary":
        return rule.share.before_ordinary(served, balance)
    return rule.share.before_priority(served, balance)


def _rule(state: State, queue: str) -> Rule:
    """The rule of the counter to which the queue belongs: the first that serves it."""
    hall = state.hall
    for counter in hall.counters:
        if queue in counter.services or queue == aimed_at(counter.id):
            return hall.rule[counter.id]
    return NO_RULE
