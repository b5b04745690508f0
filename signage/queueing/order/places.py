"""The place at which a ticket comes back into a line: its old one, the front, the end, after N."""

from __future__ import annotations

from dataclasses import dataclass

from signage.queueing.calling import Where, after
from signage.queueing.model import State, Ticket


@dataclass(frozen=True, slots=True)
class Place:
    """A place among those who wait, and what it is called in the settings."""

    place: tuple[int, int]
    where: Where


def place_for(state: State, ticket: Ticket, queue: str, where: Where, tick: int) -> Place:
    """Where the ticket stands in this queue from now on.

    A place is the tick at which its wait counts from, and the seq of the event that gave it, so
    that no two are ever the same. The event is the next one.
    """
    seq, ids = state.seq + 1, state.queue(queue)
    first = state.tickets[ids[0]].place if ids else None
    others = after(where)
    if where == "place":
        return Place(ticket.place, where)
    if where == "front":
        if first is None or ticket.place < first:
            return Place(ticket.place, where)
        return Place((first[0] - 1, seq), where)
    if others is not None and others <= len(ids):
        return Place((state.tickets[ids[others - 1]].place[0], seq), where)
    return Place((tick, seq), "end")
