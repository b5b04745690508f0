"""Rules for a counter itself: open, shut, and what becomes of the visit that is there."""

from __future__ import annotations

from dataclasses import dataclass

from signage.errors import Malformed, Refused
from signage.queueing import events as e
from signage.queueing.hall import Counter
from signage.queueing.hours import Moment
from signage.queueing.model import Desk, State, Ticket

LONGEST_BREAK = 240
"""Minutes."""


@dataclass(frozen=True, slots=True)
class At:
    """A press at one counter: the hall, the counter as set up, as it stands, and the moment."""

    state: State
    counter: Counter
    desk: Desk
    now: Moment


def open_up(at: At, by: e.ShutBy) -> tuple[e.Event, ...]:
    """The counter opens; what the hall shut only the hall opens."""
    if at.desk.open:
        return ()
    if at.desk.shut_by == "hall" and by != "hall":
        raise Refused("counter_shut_by_hall", counter=at.counter.name)
    return (e.CounterOpened(counter=at.counter.id),)


def shut(at: At, by: e.ShutBy) -> tuple[e.Event, ...]:
    """The counter shuts, and its visit ends. The hall may shut again what an officer shut."""
    again = at.desk.on_break is not None or (by == "hall" and at.desk.shut_by != "hall")
    if not at.desk.open and not again:
        return ()
    return (*visit_ended(at, "close"), e.CounterClosed(counter=at.counter.id, by=by))


def rest(at: At, minutes: int | None) -> tuple[e.Event, ...]:
    """The officer's break: the counter shuts, and its visit ends; again, its end is moved."""
    if minutes is not None and not 1 <= minutes <= LONGEST_BREAK:
        raise Malformed("break_minutes", limit=LONGEST_BREAK)
    until = None if minutes is None else at.now.tick + minutes * 60_000
    shut = e.CounterClosed(counter=at.counter.id, by="officer", reason="break", until=until)
    return (*visit_ended(at, "close"), shut)


def must_not_be_closed(at: At) -> None:
    """Raises Refused on a counter that the settings have closed."""
    if at.counter.id in at.state.hall.closed_counters:
        raise Refused("counter_closed", counter=at.counter.name)


def must_be_open(at: At) -> None:
    """Raises Refused on a counter that is shut."""
    if not at.desk.open:
        code = "counter_shut_by_hall" if at.desk.shut_by == "hall" else "counter_shut"
        raise Refused(code, counter=at.counter.name)


def visit_ended(at: At, by: e.Ending) -> tuple[e.Event, ...]:
    """The end of the visit that is at the counter, if there is one."""
    if at.desk.ticket is None:
        return ()
    return (unfinished(at.state, at.state.tickets[at.desk.ticket], at.counter.id, by, at.now),)


def unfinished(state: State, ticket: Ticket, counter: str, by: e.Ending, now: Moment) -> e.Event:
    """How a visit ends that nobody finished: a call that nobody served, as the mall counts it."""
    if ticket.state == "called" and state.hall.mall.unfinished == "no_show":
        return e.TicketMissed(
            ticket=ticket.id, number=ticket.number, counter=counter, assumed=True, by=by
        )
    assumed = ticket.state == "called" or by in ("day", "close")
    return served(ticket, counter, by, assumed=assumed, now=now)


def served(
    ticket: Ticket, counter: str, by: e.Ending, *, assumed: bool, now: Moment
) -> e.TicketServed:
    """The end of a visit, and how long it was served."""
    lasted = served_for(ticket, now)
    return e.TicketServed(
        ticket=ticket.id, number=ticket.number, counter=counter, assumed=assumed, by=by,
        lasted=lasted,
    )  # fmt: skip


def served_for(ticket: Ticket, now: Moment) -> int:
    """How long a visitor has been served at the counter where they are, in ms."""
    return max(0, now.tick - ticket.since) if ticket.state == "serving" else 0
