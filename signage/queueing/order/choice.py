"""What a policy is, and the simplest one: whoever has waited longest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge

from signage.queueing.events import Why
from signage.queueing.model import State, Ticket, aimed_at


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket that is next, and the reason that goes into its call."""

    ticket: Ticket
    why: Why


Policy = Callable[[State, str, int], Choice | None]
"""(state, counter, tick) → the next ticket of that counter; None when nobody waits for it."""


def queues_of(state: State, counter: str) -> tuple[str, ...]:
    """The queues that a counter looks at: of its services, and of those sent to it."""
    return (*state.hall.counter[counter].services, aimed_at(counter))


def in_order(state: State, counter: str) -> Iterator[Ticket]:
    """Those who wait for this counter, in the order of their places."""
    names = queues_of(state, counter)
    queues = ((state.tickets[id] for id in state.queue(name)) for name in names)
    return merge(*queues, key=lambda ticket: ticket.place)


def longest_wait(state: State, counter: str, tick: int) -> Choice | None:
    """The longest wait among the services that the counter serves, and the tickets sent to it."""
    ticket = next(in_order(state, counter), None)
    if ticket is None:
        return None
    rule = "sent_here" if ticket.aimed == counter else "longest_wait"
    among = state.hall.counter[counter].services
    return Choice(ticket, Why(rule=rule, waited=max(0, tick - ticket.issued), among=among))
