"""Rules for numbers that were given on paper while the hall was down: it takes them in."""

from __future__ import annotations

from collections.abc import Mapping

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.admission import day_refusal
from signage.queueing.hall import Service
from signage.queueing.hours import MINUTES_A_DAY, TURN, Moment
from signage.queueing.model import State
from signage.queueing.tickets import Asked, echo, issued

MOST = 500
"""Numbers that are taken in at once."""
FAR = 1000
"""Numbers above the last one that was given; further up it is a slip of the pen."""


def adopt(state: State, command: c.AdoptNumbers, now: Moment) -> tuple[e.Event, ...]:
    """Tickets for the numbers that still wait, in their order; the next number follows the last.

    They are taken in also when the service is shut by now or its quota is used up: the hall has
    given its word on paper.
    """
    service = state.hall.service.get(command.service)
    if service is None:
        raise NotFound("service_unknown", service=echo(command.service))
    if not state.day_open:
        raise day_refusal(state, now)
    serials = _serials(state, service, command)
    for serial in serials:
        if service.number(serial) in state.numbers:
            raise Refused("number_given", number=service.number(serial))
    asked = Asked(channel="paper", earlier=_earlier(command.minute, now))
    adopted = e.NumbersAdopted(service=service.id, upto=command.last, waiting=len(serials))
    tickets = (
        issued(state, service, serial, state.seq + i, now, asked)
        for i, serial in enumerate(serials, start=2)
    )
    return (adopted, *tickets)


def go_on_above(state: State, printed: Mapping[str, int]) -> tuple[e.NumbersAdopted, ...]:
    """Each service's numbers go on above what may have been printed since this state.

    `printed` has the last number by service, as somebody has seen it; 0 is none. A service that is
    left out goes on after the next full hundred and a hundred more.
    """
    if not state.day_open:
        return ()
    made = []
    for service in state.hall.services:
        given = state.serials.get(service.id, 0)
        last = printed.get(service.id, (given // 100 + 2) * 100)
        if last > given:
            made.append(e.NumbersAdopted(service=service.id, upto=last, waiting=0))
    return tuple(made)


def _serials(state: State, service: Service, command: c.AdoptNumbers) -> tuple[int, ...]:
    first, last = command.first, command.last
    if not 1 <= first <= last:
        raise Malformed("adopt_range", first=first, last=last)
    if last - first >= MOST:
        raise Malformed("adopt_too_many", limit=MOST)
    given = state.serials.get(service.id, 0)
    if last > given + FAR:
        raise Malformed("adopt_too_high", number=service.number(last), last=service.number(given))
    if command.waiting is None:
        return tuple(range(first, last + 1))
    for serial in command.waiting:
        if not first <= serial <= last:
            raise Malformed("adopt_outside", number=serial, first=first, last=last)
    return tuple(sorted(set(command.waiting)))


def _earlier(minute: int | None, now: Moment) -> int:
    """How many ms ago the minute of the day was; before the turn, yesterday's evening is meant."""
    if minute is None:
        return 0
    minutes = now.minute - minute
    if minutes < 0 and now.minute < TURN <= minute:
        minutes += MINUTES_A_DAY
    if minutes < 0:
        raise Malformed("adopt_later", time=f"{minute // 60:02d}.{minute % 60:02d}")
    return minutes * 60_000
