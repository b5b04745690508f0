"""Counters: shut, and visits that begin without a number or end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from immutables import Map

from signage.queueing import events as e
from signage.queueing.expected import paced
from signage.queueing.fold.placing import desk_with, put
from signage.queueing.model import Pace, Past, Recorded, State, Ticket, TicketState, Undoable

RECENT_KEPT = 8


def shut(state: State, now: Recorded, event: e.CounterClosed) -> State:
    rest = None
    if event.reason == "break":
        begun = state.desk(event.counter).on_break
        rest = (begun[0] if begun else now.tick, event.until)
    return desk_with(state, event.counter, open=False, shut_by=event.by, undo=None, on_break=rest)


def direct(state: State, now: Recorded, event: e.DirectStarted) -> State:
    ticket = Ticket(
        id=event.ticket, number="", service=event.service, state="serving",
        place=(now.tick, now.seq), issued=now.tick, since=now.tick,
        counter=event.counter, waited=0, direct=True, moved=now.seq,
    )  # fmt: skip
    return desk_with(put(state, ticket), event.counter, ticket=ticket.id, call=None, undo=None)


def visit_ended(
    state: State, now: Recorded, counter: str, id: str, into: TicketState, action: str
) -> State:
    before = state.tickets[id]
    state = _paced(state, now, before, action)
    after = replace(before, state=into, since=now.tick, moved=now.seq, counter=None)
    desk = state.desk(counter)
    undo = Undoable(action=action, tick=now.tick, before=(before,), after=(after,), call=desk.call)
    past = Past(ticket=id, number=before.number, state=into, at=now.at)
    return desk_with(
        put(state, after),
        counter,
        ticket=None,
        call=None,
        undo=undo,
        recent=(past, *desk.recent)[:RECENT_KEPT],
    )


def paces_of(kept: Mapping[str, tuple[int, ...]]) -> Map[str, Pace]:
    return Map((service, paced(times)) for service, times in kept.items())


def _paced(state: State, now: Recorded, visit: Ticket, by: str) -> State:
    """Keeps how long the visit kept its counter, unless nobody was there to see its end."""
    began = visit.since if visit.direct else visit.called
    if began is None or by in ("close", "day"):
        return state
    before = state.paces.get(visit.service, Pace())
    after = paced((*before.times, max(0, now.tick - began)))
    return replace(state, paces=state.paces.set(visit.service, after))
