"""Rules for events that take a zone: who may begin one and when, by hand and by its schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.hall import Hall, TakeoverPlan
from signage.queueing.hours import MINUTES_A_DAY, Moment, Span
from signage.queueing.model import State
from signage.queueing.routing import led
from signage.queueing.tickets import echo

LONGEST: Final = 31
"""Days for which an event can be given a zone."""
MUTED: Final = "takeover"
"""Why a call that waited to be said in a zone was not: an event took the zone."""
_MINUTE: Final = 60_000
_DAY: Final = 24 * 60 * _MINUTE
SOON: Final = 12 * 60 * _MINUTE
"""ms before its time in which an event is told to those who lead the hall."""
_FORESEEN: Final = 366
"""Days that are looked through for the next time."""


def start(state: State, command: c.StartTakeover, now: Moment) -> tuple[e.Event, ...]:
    """An event takes its zone; also while the day is not open."""
    zone = state.hall.zone.get(command.zone)
    if zone is None:
        raise NotFound("zone_unknown", zone=echo(command.zone))
    plan = state.hall.takeover.get(command.takeover)
    if plan is None:
        raise NotFound("takeover_unknown", takeover=echo(command.takeover))
    if plan.zone != zone.id:
        other = state.hall.zone[plan.zone].name
        raise Refused("takeover_elsewhere", name=plan.name, zone=other)
    if plan.closed:
        raise Refused("takeover_closed", name=plan.name)
    if command.until is not None and command.until <= now.at:
        raise Malformed("takeover_past")
    if command.until is not None and command.until > now.at + LONGEST * _DAY:
        raise Malformed("takeover_far", limit=LONGEST)
    refused = hindrance(state, plan)
    if refused is not None:
        raise refused
    span = None if now.doubtful else _next(plan, state, now)
    until = command.until
    if until is None and span is not None:
        until = _over(plan, span, now)
    elif span is not None and until is not None and until <= at(now, span.start):
        span = None  # it is over before its schedule begins it, which it then does
    return _begun(state, plan, until, "press", occasion(now.date, span) if span else "")


def end(state: State, command: c.EndTakeover, now: Moment) -> tuple[e.Event, ...]:
    """The zone is taken back; today its schedule begins it no more."""
    zone = state.hall.zone.get(command.zone)
    if zone is None:
        raise NotFound("zone_unknown", zone=echo(command.zone))
    taken = state.takeovers.get(zone.id)
    if taken is None:
        raise Refused("takeover_over", zone=zone.name)
    ended = e.TakeoverEnded(
        takeover=taken.id, zone=zone.id, by="press",
        occasion="" if now.doubtful else f"{now.date} 24:00",
    )  # fmt: skip
    return (ended,)


def turn(state: State, now: Moment) -> tuple[e.Event, ...]:
    """What the schedule ends now; else the first that it begins. Asked every moment, so that what
    comes right after is only a moment late. A clock in doubt keeps no schedule."""
    if now.doubtful:
        return ()
    over = tuple(
        e.TakeoverEnded(
            takeover=one.id, zone=zone, by="schedule", occasion=_begun_by(one.until - 1, now)
        )
        for zone, one in sorted(state.takeovers.items())
        if one.until is not None and one.until <= now.at
    )
    if over:
        return over
    for plan, span in due(state, now):
        if hindrance(state, plan) is None:
            until = _over(plan, span, now)
            return _begun(state, plan, until, "schedule", occasion(now.date, span))
    return ()


def due(state: State, now: Moment) -> Iterator[tuple[TakeoverPlan, Span]]:
    """The events whose time it is, and which have not had it."""
    for plan in state.hall.takeovers:
        if plan.closed or now.doubtful:
            continue
        for span in plan.on(now.date, now.weekday):
            had = state.occasions.get(plan.id, "")
            if span.start <= now.minute < span.end and occasion(now.date, span) > had:
                yield plan, span


def hindered(state: State, now: Moment) -> Iterator[tuple[TakeoverPlan, Refused]]:
    """The events whose time it is and which wait, with the reason."""
    for plan, _ in due(state, now):
        refused = hindrance(state, plan)
        if refused is not None and refused.code != "takeover_stands":
            yield plan, refused


def hindrance(state: State, plan: TakeoverPlan) -> Refused | None:
    """Why an event can't have its zone now: another has it, or its calls would be made nowhere."""
    zone = state.hall.zone[plan.zone].name
    standing = state.takeovers.get(plan.zone)
    if standing is not None and standing.id == plan.id:
        return Refused("takeover_stands", name=standing.name, zone=zone)
    if standing is not None:
        return Refused("takeover_taken", name=standing.name, zone=zone)
    taken = dict(state.takeovers) | {plan.zone: _takeover(state, plan, None)}
    if _silenced(taken, state.hall):
        return Refused("takeover_nowhere", name=plan.name, zone=zone)
    return None


def must_lead_somewhere(state: State, hall: Hall) -> None:
    """Raises Refused when calls would be made nowhere in this hall, for what stands now."""
    taken = {zone: one for zone, one in state.takeovers.items() if zone in hall.zone}
    if taken and _silenced(taken, hall):
        names = next(iter(taken.values()))
        raise Refused("hall_takeover_in_use", name=names.name, zone=hall.zone[names.zone].name)


def playlists(state: State, zone: str) -> Iterator[str]:
    """What the screens of a zone may have to play for an event: ready before it begins."""
    standing = state.takeovers.get(zone)
    plans = (plan for plan in state.hall.takeovers if plan.zone == zone and not plan.closed)
    yield from dict.fromkeys(
        one.playlist for one in (*((standing,) if standing else ()), *plans) if one.playlist
    )


def without(state: State, hall: Hall) -> Iterator[e.Event]:
    """Ends what has no zone any more in this hall."""
    for zone, one in sorted(state.takeovers.items()):
        if zone not in hall.zone:
            yield e.TakeoverEnded(takeover=one.id, zone=zone, by="hall")


def leads_nowhere(hall: Hall, plan: TakeoverPlan) -> bool:
    """Whether calls would be made nowhere if this event alone had its zone."""
    return _silenced({plan.zone: _takeover(State(hall=hall), plan, None)}, hall)


def occasion(date: str, span: Span) -> str:
    """One time of a schedule; in order as texts."""
    return f"{date} {span.start // 60:02d}:{span.start % 60:02d}"


def _begun_by(ms: int, now: Moment) -> str:
    """What of a schedule had begun by a moment, in Unix ms, was had: it does not go on after an
    end that was asked for."""
    days, minute = divmod(now.minute + (ms - at(now, now.minute)) // _MINUTE, MINUTES_A_DAY)
    day = date.fromisoformat(now.date) + timedelta(days=days)
    return occasion(day.isoformat(), Span(minute, minute))


def _silenced(taken: Mapping[str, e.Takeover], hall: Hall) -> bool:
    return any(not led(taken, hall, hall.zones_of(one.id)).zones for one in hall.counters)


def _next(plan: TakeoverPlan, state: State, now: Moment) -> Span | None:
    """The time of today's schedule that a press brings forward, or joins."""
    had = state.occasions.get(plan.id, "")
    coming = (span for span in plan.on(now.date, now.weekday) if now.minute < span.end)
    return next((span for span in coming if occasion(now.date, span) > had), None)


def _over(plan: TakeoverPlan, span: Span, now: Moment, ahead: int = 0) -> int:
    """Unix ms at which a span ends, of today or so many days ahead; one that goes on after midnight
    is one with it."""
    day = date.fromisoformat(now.date) + timedelta(days=ahead)
    end = at(now, ahead * MINUTES_A_DAY + span.end)
    while span.end == MINUTES_A_DAY and end < now.at + LONGEST * _DAY:
        day += timedelta(days=1)
        on = plan.on(day.isoformat(), day.weekday())
        if not on or on[0].start != 0:
            break
        span = on[0]
        end += span.end * _MINUTE
    return end


def at(now: Moment, minute: int) -> int:
    """Unix ms of a minute of today, as it is counted from its midnight."""
    return now.at - now.at % _MINUTE + (minute - now.minute) * _MINUTE


def _takeover(state: State, plan: TakeoverPlan, until: int | None) -> e.Takeover:
    return e.Takeover(
        id=plan.id, zone=plan.zone, name=plan.name, greeting=plan.greeting,
        playlist=plan.playlist, programme=plan.programme, calls_to=plan.calls_to,
        since=state.at, until=until,
    )  # fmt: skip


def _begun(
    state: State,
    plan: TakeoverPlan,
    until: int | None,
    by: Literal["press", "schedule"],
    occasion: str,
) -> tuple[e.Event, ...]:
    """The event begins. Calls that wait to be said there are not; the sentence that runs ends."""
    started = e.TakeoverStarted(
        takeover=plan.id, zone=plan.zone, name=plan.name, greeting=plan.greeting,
        playlist=plan.playlist, programme=plan.programme, calls_to=plan.calls_to, until=until,
        by=by, occasion=occasion,
    )  # fmt: skip
    muted = (
        e.AnnouncementEnded(announcement=a.id, zone=plan.zone, result="skipped", reason=MUTED)
        for a in state.announcements.get(plan.zone, ())
        if a.first and not a.begun and a.result is None
    )
    return (started, *muted, *_made_again(state, plan))


def _made_again(state: State, plan: TakeoverPlan) -> Iterator[e.Event]:
    """Calls that nobody has come to yet and that stand in the zone alone are made where the event
    leads, or their visitors would hear of them no more."""
    taken = dict(state.takeovers) | {plan.zone: _takeover(state, plan, None)}
    for counter, desk in sorted(state.desks.items()):
        call = desk.call
        if call is None or state.tickets[call.ticket].state != "called":
            continue
        if plan.zone in call.zones and all(zone in taken for zone in call.zones):
            where = led(taken, state.hall, tuple(dict.fromkeys((*call.zones, *call.withheld))))
            yield e.TicketRecalled(
                ticket=call.ticket, number=call.number, counter=counter, zones=where.zones,
                withheld=where.withheld, first=call.first, recall=call.recall + 1,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coming:
    """When an event begins by its schedule and when it ends, in Unix ms."""

    begins: int
    ends: int


def coming(state: State, plan: TakeoverPlan, now: Moment, days: int = _FORESEEN) -> Coming | None:
    """The next time by its schedule that has not begun; None within a year or while in doubt."""
    if now.doubtful or not plan.spans:
        return None
    today, had = date.fromisoformat(now.date), state.occasions.get(plan.id, "")
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        for span in plan.on(day.isoformat(), day.weekday()):
            begins = at(now, ahead * MINUTES_A_DAY + span.start)
            ends = _over(plan, span, now, ahead)
            if ends > now.at and occasion(day.isoformat(), span) > had:
                return Coming(begins, ends)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """An event that begins soon, in Unix ms; `waits` is why it has not begun though it should."""

    plan: TakeoverPlan
    begins: int
    ends: int
    waits: Refused | None = None


def ahead(state: State, now: Moment) -> Iterator[Ahead]:
    """What waits for its zone, and what the schedule begins within 12 hours."""
    waits = {plan.id: why for plan, why in hindered(state, now)}
    for plan in state.hall.takeovers:
        next = None if plan.closed else coming(state, plan, now, days=2)
        if next is None or next.begins > now.at + SOON or _goes_on(state, plan, next.begins):
            continue
        if next.begins > now.at or plan.id in waits:
            yield Ahead(plan=plan, begins=next.begins, ends=next.ends, waits=waits.get(plan.id))


def _goes_on(state: State, plan: TakeoverPlan, begins: int) -> bool:
    """Whether the event has its zone already and then still has."""
    standing = state.takeovers.get(plan.zone)
    if standing is None or standing.id != plan.id:
        return False
    return standing.until is None or begins <= standing.until
