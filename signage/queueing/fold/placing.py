"""Where a ticket stands: in its queue and its lane, at its place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from signage.queueing.model import Recorded, State, Ticket


def join(state: State, ticket: Ticket) -> State:
    """The ticket stands in its queue, at its place."""
    lane = state.lane(ticket.queue)
    mine = ticket.priority or ""
    stood = _with(state, lane.get(mine, ()), ticket)
    return replace(
        state,
        queues=state.queues.set(ticket.queue, _with(state, state.queue(ticket.queue), ticket)),
        lanes=state.lanes.set(ticket.queue, lane.set(mine, stood)),
    )


def leave(state: State, ticket: Ticket) -> State:
    """The ticket stands in no queue any more."""
    lane = state.lane(ticket.queue)
    mine = ticket.priority or ""
    left = _without(state, lane.get(mine, ()), ticket)
    lane = lane.set(mine, left) if left else lane.delete(mine)
    return replace(
        state,
        queues=state.queues.set(ticket.queue, _without(state, state.queue(ticket.queue), ticket)),
        lanes=state.lanes.set(ticket.queue, lane) if lane else state.lanes.delete(ticket.queue),
    )


def _at(state: State, ids: tuple[str, ...], ticket: Ticket) -> int:
    """How many of these have an earlier place."""
    return bisect_left(ids, ticket.place, key=lambda id: state.tickets[id].place)


def _with(state: State, ids: tuple[str, ...], ticket: Ticket) -> tuple[str, ...]:
    if not ids or state.tickets[ids[-1]].place < ticket.place:
        return (*ids, ticket.id)
    at = _at(state, ids, ticket)
    return (*ids[:at], ticket.id, *ids[at:])


def _without(state: State, ids: tuple[str, ...], ticket: Ticket) -> tuple[str, ...]:
    at = 0 if ids[0] == ticket.id else _at(state, ids, ticket)
    return ids[:at] + ids[at + 1 :]


def put(state: State, ticket: Ticket) -> State:
    return replace(state, tickets=state.tickets.set(ticket.id, ticket))


def ticket_moved(state: State, id: str, now: Recorded, /, **facts: object) -> Ticket:
    return replace(state.tickets[id], since=now.tick, moved=now.seq, **facts)  # type: ignore[arg-type]


def ticket_with(state: State, id: str, now: Recorded, /, **facts: object) -> State:
    return put(state, ticket_moved(state, id, now, **facts))


def desk_with(state: State, counter: str, /, **facts: object) -> State:
    desk = replace(state.desk(counter), **facts)  # type: ignore[arg-type]
    return replace(state, desks=state.desks.set(counter, desk))
