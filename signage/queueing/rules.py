"""What a command comes to: `decide` gives the events it means, or refuses. The only rules."""

from __future__ import annotations

from typing import assert_never

from signage.errors import NotFound
from signage.queueing import (
    adoption,
    announcements,
    business,
    counters,
    emergencies,
    takeovers,
    tickets,
    visits,
)  # fmt: skip
from signage.queueing import commands as c
from signage.queueing.admission import day_refusal
from signage.queueing.counters import At
from signage.queueing.events import Event
from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.order import Policy, fair
from signage.queueing.tickets import find

__all__ = ["Events", "decide", "find"]

Events = tuple[Event, ...]
_OpenCounterOnly = (
    c.TakeBreak
    | c.Recall
    | c.Serve
    | c.Finish
    | c.MarkNoShow
    | c.Park
    | c.Transfer
    | c.ServeDirect
    | c.AddService
    | c.NoteVisit
    | c.Undo
)
_OpenWork = c.OpenCounter | c.CallNext | c.CallTicket | c.ServeDirect | c.AddService
"""What a counter that is closed for good may not begin any more."""


def decide(state: State, command: c.Command, now: Moment, policy: Policy = fair) -> Events:
    """The events that the command means now; none when it changes nothing. Raises Refused."""
    match command:
        case c.OpenDay():
            return business.open_day(state, now)
        case c.CloseDay():
            return business.close_day(state, now)
        case c.RedateDay():
            return business.redate(state, now)
        case c.ChangeHall():
            return business.change_hall(state, command.hall)
        case c.IssueTicket():
            return tickets.issue(state, command, now)
        case c.AdoptNumbers():
            return adoption.adopt(state, command, now)
        case c.CancelTicket():
            return tickets.cancel(state, command)
        case c.Return():
            if not state.day_open:
                raise day_refusal(state, now)
            return tickets.come_back(state, command, now)
        case c.Announce():
            return announcements.notice(state, command)
        case c.StartEmergency():
            return emergencies.start(state, command)
        case c.EndEmergency():
            return emergencies.end(state, command)
        case c.StartTakeover():
            return takeovers.start(state, command, now)
        case c.EndTakeover():
            return takeovers.end(state, command, now)
        case c.TurnTakeovers():
            return takeovers.turn(state, now)
        case c.BeginAnnouncement():
            return announcements.begin(state, command)
        case c.EndAnnouncement():
            return announcements.end(state, command)
        case _:
            return _at_counter(state, command, now, policy)


def _at_counter(state: State, command: c.CounterCommand, now: Moment, policy: Policy) -> Events:
    counter = state.hall.counter.get(command.counter)
    if counter is None:
        raise NotFound("counter_unknown", counter=tickets.echo(command.counter))
    if not state.day_open:
        raise day_refusal(state, now)
    at = At(state, counter, state.desk(counter.id), now)
    if isinstance(command, _OpenWork):
        counters.must_not_be_closed(at)
    match command:
        case c.OpenCounter():
            return counters.open_up(at, command.by)
        case c.CloseCounter():
            return counters.shut(at, command.by)
        case c.CallNext():
            return visits.call_next(at, policy)
        case c.CallTicket():
            return visits.call_ticket(at, command.ticket)
        case c.TakeBreak() if at.desk.on_break is not None:
            return counters.rest(at, command.minutes)
        case _:
            counters.must_be_open(at)
            return _at_open_counter(at, command)


def _at_open_counter(at: At, command: _OpenCounterOnly) -> Events:
    match command:
        case c.TakeBreak():
            return counters.rest(at, command.minutes)
        case c.Recall():
            return visits.recall(at)
        case c.Serve():
            return visits.serve(at)
        case c.Finish():
            return visits.finish(at)
        case c.MarkNoShow():
            return visits.miss(at)
        case c.Park():
            return visits.park(at, command.note)
        case c.Transfer():
            return visits.transfer(at, command.service, command.to_counter)
        case c.ServeDirect():
            return visits.direct(at, command.service)
        case c.AddService():
            return visits.also(at, command.service)
        case c.NoteVisit():
            return visits.write(at, command.text)
        case c.Undo():
            return visits.undo(at)
        case _ as never:
            assert_never(never)
