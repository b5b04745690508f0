"""How long a visitor is expected to wait, from how long the last visits kept their counters.

With `pace` the mean time that a visit of a service keeps a counter, from the call to the end, over
its last 20 visits without the shortest and the longest tenth:

    wait = (pace × share of each who is ahead + half the pace of each who is there) ÷ counters

`counters` are the open ones that serve the service. Ahead is who has an earlier place for any
service of these counters; `share` is how many of the other service's open counters are among them.
Who is there, at a counter, counts only while none of them is free.
It is unknown until 10 visits of the service stand behind it, and while no counter is open.
"""

from __future__ import annotations

from bisect import bisect_left

from signage.queueing.model import Pace, State, Ticket, aimed_at

KEPT = 20
"""Visits of a service that are remembered, over the night too."""
ENOUGH = 10
"""Visits that must stand behind a figure."""
TRIMMED = 10
"""One in so many of the shortest visits, and of the longest, does not count."""
STEP = 5
"""Minutes: nothing finer is promised."""


def paced(times: tuple[int, ...]) -> Pace:
    """The pace of a service after these visits."""
    kept = times[-KEPT:]
    if len(kept) < ENOUGH:
        return Pace(kept)
    cut = len(kept) // TRIMMED
    usual = sorted(kept)[cut : len(kept) - cut]
    return Pace(kept, sum(usual) / len(usual))


def open_counters(state: State, service: str) -> tuple[str, ...]:
    """The counters that call for a service now."""
    return tuple(id for id in state.hall.serving.get(service, ()) if state.desk(id).open)


def expected_wait(state: State, service: str, ticket: Ticket | None = None) -> int | None:
    """Minutes until the call, in steps of 5, 0 when it is less; None when nobody can tell.

    For one who takes a number now, or for a ticket that waits.
    """
    own = state.pace(service)
    counters = () if own is None else open_counters(state, service)
    if own is None or not counters:
        return None
    work = 0.0
    for other in {id for counter in counters for id in state.hall.counter[counter].services}:
        ahead = _ahead(state, other, ticket)
        if ahead:
            theirs = open_counters(state, other)
            share = sum(counter in counters for counter in theirs) / len(theirs)
            work += ahead * share * (state.pace(other) or own)
    work += own * sum(_ahead(state, aimed_at(counter), ticket) for counter in counters)
    visits = [state.tickets[v] for c in counters if (v := state.desk(c).ticket) is not None]
    if len(visits) == len(counters):  # with a free counter nobody waits for a visit to end
        work += sum(state.pace(visit.service) or own for visit in visits) / 2
    return round(work / len(counters) / 60_000 / STEP) * STEP


def _ahead(state: State, queue: str, ticket: Ticket | None) -> int:
    """How many of a queue have an earlier place."""
    ids = state.queue(queue)
    if ticket is None:
        return len(ids)
    return bisect_left(ids, ticket.place, key=lambda id: state.tickets[id].place)
