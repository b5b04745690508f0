"""Calls: whose turn it was, in which zones they stand, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from signage.queueing import events as e
from signage.queueing.fold.placing import desk_with, join, leave, put
from signage.queueing.fold.voices import announce, announcements_of
from signage.queueing.model import Call, Recorded, State, Undoable

ROWS_KEPT = 10


ROW_AGE = 120_000
"""A zone's rows: every call of the last 120 s, and at least 10 (design, law 3)."""


def called(state: State, now: Recorded, event: e.TicketCalled) -> State:
    before = state.tickets[event.ticket]
    after = replace(
        before,
        state="called",
        since=now.tick,
        moved=now.seq,
        counter=event.counter,
        aimed=None,
        sent_on=False,
        called=now.tick,
        waited=before.waited if before.waited is not None else event.waited,
    )
    call = Call(
        seq=now.seq, first=now.seq, recall=0, ticket=event.ticket, number=event.number,
        counter=event.counter, counter_name=event.counter_name, zone=event.zone,
        zones=event.zones, service=event.service, agency=event.agency, why=event.why,
        at=now.at, tick=now.tick, waited=event.waited, transferred=event.transferred,
        withheld=event.withheld,
    )  # fmt: skip
    desk = state.desk(event.counter)
    earlier = desk.undo if event.ended is not None else None
    undo = Undoable(
        action=event.action,
        tick=now.tick,
        before=(before, *(earlier.before if earlier else ())),
        after=(after, *(earlier.after if earlier else ())),
        call=earlier.call if earlier else None,
    )
    state = leave(state, before) if before.state == "waiting" else state
    state = turned(state, event.why, 1)
    state = desk_with(put(state, after), event.counter, ticket=after.id, call=call, undo=undo)
    state = _show(state, call, now)
    return announce(state, *announcements_of(state, call))


def turned(state: State, why: e.Why, times: Literal[1, -1]) -> State:
    """The turn is counted for its line; taken back with -1."""
    if not why.turn or why.share is None:
        return state
    priority, ordinary = why.share
    step = ordinary if why.turn == "priority" else -priority
    balance = state.balances.get(why.line, 0) + times * step
    return replace(state, balances=state.balances.set(why.line, balance))


def recalled(state: State, now: Recorded, event: e.TicketRecalled) -> State:
    call = state.desk(event.counter).call
    if call is None:  # an old journal may hold what today's rules refuse
        return state
    again = replace(
        call, seq=now.seq, recall=event.recall, at=now.at, tick=now.tick, zones=event.zones,
        withheld=event.withheld,
    )  # fmt: skip
    state = desk_with(state, event.counter, call=again)
    state = _show(state, again, now)
    return announce(state, *announcements_of(state, again))


def _show(state: State, call: Call, now: Recorded) -> State:
    """One row a call, newest first, in each of its zones."""
    calls = state.calls
    for zone in call.zones:
        rows = (call, *(row for row in calls.get(zone, ()) if row.first != call.first))
        fresh = tuple(
            row for i, row in enumerate(rows) if i < ROWS_KEPT or now.tick - row.tick <= ROW_AGE
        )
        calls = calls.set(zone, fresh)
    return replace(state, calls=calls)


def undone(state: State, event: e.ActionUndone) -> State:
    desk = state.desk(event.counter)
    undo = desk.undo
    if undo is None:
        return state
    visit: str | None = None
    recent = desk.recent
    for after, ticket in zip(undo.after, undo.before, strict=True):
        standing = state.tickets[ticket.id]
        state = leave(state, standing) if standing.state == "waiting" else state
        state = put(state, ticket)
        if ticket.state == "waiting":
            state = join(state, ticket)
        elif ticket.counter == event.counter:
            visit = ticket.id
            if after.state in ("served", "no_show"):
                recent = recent[1:]  # the visit that ended last is here again
    state = desk_with(state, event.counter, ticket=visit, call=undo.call, undo=None, recent=recent)
    return _call_taken_back(state, desk.call, undo.call)


def _call_taken_back(state: State, call: Call | None, back: Call | None) -> State:
    """The call that was undone is no row any more, and took no turn."""
    if call is None or (back is not None and back.first == call.first):
        return state
    state = turned(state, call.why, -1)
    calls = state.calls
    for zone in (*call.zones, *call.withheld):
        rows = tuple(row for row in calls.get(zone, ()) if row.first != call.first)
        calls = calls.set(zone, rows)
    return replace(state, calls=calls)
