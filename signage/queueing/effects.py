"""What another hall would do to those who wait and serve now, for who is about to ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from signage.queueing import calendar
from signage.queueing.effect_words import BUSY, SENTENCES, SPEAKER, TODAY, clocks, fill
from signage.queueing.hall import Counter, Hall, Service, Text, Zone
from signage.queueing.hours import Moment, Span
from signage.queueing.model import State, Ticket, aimed_at, counted_in

EffectKind = Literal[
    "service_closed", "service_opened", "hours", "hours_of_many", "counter_closed",
    "counter_moved", "counter_services", "counter_removed", "nobody_calls", "sent", "prefix",
    "quota", "priority", "zone_voice", "zone_silent", "zone_hears", "zone_hears_less",
    "zone_removed", "takeover_ends", "takeover_stays", "calling", "time_zone", "restart",
    "overlap", "screen_gone", "screens_alike", "shown_instead", "screens_turn",
    "playing_turns", "unseen",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that a change would do; `section` and `id` say to whom."""

    kind: EffectKind
    section: str
    id: str | None
    told: Text


def effect(kind: EffectKind, section: str, id: str | None, **facts: object) -> Effect:
    """An effect, with its sentence."""
    return Effect(kind=kind, section=section, id=id, told=fill(SENTENCES[kind], **facts))


def effects(state: State, new: Hall, now: Moment) -> tuple[Effect, ...]:
    """What the new hall would do, first to those who wait."""
    old = state.hall
    kept = tuple(service for service in new.services if service.id in old.service)
    return (
        *_nobody_calls(state, new),
        *(one for service in kept for one in _closed(state, new, service)),
        *_hours(state, new, now),
        *(one for service in kept for one in _numbers(state, service)),
        *(one for counter in old.counters for one in _counter(state, new, counter)),
        *_priorities(state, new),
        *_rules(state, new),
        *(one for zone in old.zones for one in _zone(zone, new)),
        *_events(state, new),
    )


# ---- services


def _nobody_calls(state: State, new: Hall) -> Iterator[Effect]:
    for service in state.hall.services:
        waiting = _waiting(state, service.id)
        if waiting and _called(state.hall, service.id) and not _called(new, service.id):
            yield effect("nobody_calls", "services", service.id, name=service.name, waiting=waiting)


def _closed(state: State, new: Hall, service: Service) -> Iterator[Effect]:
    was, now = (service.id in hall.closed_services for hall in (state.hall, new))
    if now and not was:
        waiting = _waiting(state, service.id)
        yield effect("service_closed", "services", service.id, name=service.name, waiting=waiting)
    elif was and not now:
        yield effect("service_opened", "services", service.id, name=service.name)


def _hours(state: State, new: Hall, now: Moment) -> Iterator[Effect]:
    """Services that give their tickets at other hours today; in one where the mall's changed."""
    closed = new.closed_services | state.hall.closed_services
    moved = [
        service
        for service in new.services
        if service.id in state.hall.service
        and service.id not in closed
        and _today(state.hall, service.id, now) != _today(new, service.id, now)
    ]
    if len(moved) > 1 and new.mall.hours != state.hall.mall.hours:
        waiting = sum(_waiting(state, service.id) for service in moved)
        yield effect("hours_of_many", "mall", None, count=len(moved), waiting=waiting)
        return
    for service in moved:
        yield effect(
            "hours", "services", service.id, name=service.name,
            hours=clocks(_today(new, service.id, now)), waiting=_waiting(state, service.id),
        )  # fmt: skip


def _numbers(state: State, service: Service) -> Iterator[Effect]:
    """Another prefix while numbers are out, and a quota that is used up by what was given."""
    was, serial = state.hall.service[service.id], state.serials.get(service.id, 0)
    if serial and was.number(1) != service.number(1):
        yield effect(
            "prefix", "services", service.id, name=service.name, last=was.number(serial),
            next=service.number(serial + 1),
        )  # fmt: skip
    if service.quota is None or service.quota == was.quota:
        return
    limits = [("", service.quota.day), *((part.name, part.most) for part in service.quota.parts)]
    for part, most in limits:
        given = state.given.get(counted_in(service.id, part)[-1], 0)
        if most is not None and given >= most:
            yield effect(
                "quota", "services", service.id, name=service.name, given=given, most=most,
                when=part or TODAY,
            )  # fmt: skip


# ---- counters


def _counter(state: State, new: Hall, counter: Counter) -> Iterator[Effect]:
    """What happens to a counter that is open: one that is shut harms nobody but those who were
    sent to it."""
    desk, after = state.desk(counter.id), new.counter.get(counter.id)
    closes = counter.id in new.closed_counters - state.hall.closed_counters
    sent = len(state.queue(aimed_at(counter.id)))
    if sent and closes:
        yield effect("sent", "counters", counter.id, name=counter.name, waiting=sent)
    if not desk.open:
        return
    told = {"name": counter.name, "busy": _busy(state, desk.ticket)}
    if after is None:
        yield effect("counter_removed", "counters", counter.id, **told)
        return
    if closes:
        yield effect("counter_closed", "counters", counter.id, **told)
    if after.zone != counter.zone:
        zone = new.zone[after.zone].name
        yield effect("counter_moved", "counters", counter.id, zone=zone, **told)
    if set(after.services) != set(counter.services):
        names = [new.service[id].name for id in after.services]
        services = Text(", ".join(n.id for n in names), ", ".join(n.en for n in names))
        yield effect("counter_services", "counters", counter.id, services=services, **told)


def _busy(state: State, ticket: str | None) -> Text:
    """Whom the counter has, to go on after that it is open."""
    if ticket is None:
        return Text("", "")
    number = state.tickets[ticket].number or Text("pengunjung langsung", "a walk-in")
    return fill(BUSY, number=number)


# ---- classes, the rule of calling, zones


def _priorities(state: State, new: Hall) -> Iterator[Effect]:
    for priority in state.hall.priorities:
        waiting = sum(ticket.priority == priority.id for ticket in _here(state))
        if waiting and priority.id not in new.priority:
            yield effect("priority", "priorities", priority.id, name=priority.name, waiting=waiting)


def _rules(state: State, new: Hall) -> Iterator[Effect]:
    waiting = sum(1 for _ in _here(state))
    if waiting and new.calling != state.hall.calling:
        yield effect("calling", "calling", None, waiting=waiting)
    if new.mall.time_zone != state.hall.mall.time_zone:
        yield effect("time_zone", "mall", None)


def _zone(zone: Zone, new: Hall) -> Iterator[Effect]:
    after = new.zone.get(zone.id)
    if after is None:
        yield effect("zone_removed", "zones", zone.id, name=zone.name)
        return
    if (zone.speaker, zone.device) != (after.speaker, after.device):
        if after.speaker == "none":
            yield effect("zone_silent", "zones", zone.id, name=after.name)
        else:
            speaker = SPEAKER[after.speaker]
            yield effect("zone_voice", "zones", zone.id, name=after.name, speaker=speaker)
    for other in after.hears:
        if other not in zone.hears:
            name = new.zone[other].name
            yield effect("zone_hears", "zones", zone.id, name=after.name, other=name)
    for other in zone.hears:
        if other not in after.hears and other in new.zone:
            name = new.zone[other].name
            yield effect("zone_hears_less", "zones", zone.id, name=after.name, other=name)


def _events(state: State, new: Hall) -> Iterator[Effect]:
    """An event that loses its zone is over; one that is changed goes on as it began."""
    for zone, one in sorted(state.takeovers.items()):
        if zone not in new.zone:
            place = state.hall.zone[zone].name
            yield effect("takeover_ends", "zones", zone, name=one.name, zone=place)
        elif new.takeover.get(one.id) != state.hall.takeover.get(one.id):
            yield effect("takeover_stays", "takeovers", one.id, name=one.name)


# ---- what is asked of the state


def _here(state: State) -> Iterator[Ticket]:
    """Those who wait, or will wait again."""
    return (t for t in state.tickets.values() if t.state in ("waiting", "parked"))


def _waiting(state: State, service: str) -> int:
    return sum(ticket.service == service for ticket in _here(state))


def _called(hall: Hall, service: str) -> bool:
    """Whether a counter could call for it."""
    return any(id not in hall.closed_counters for id in hall.serving.get(service, ()))


def _today(hall: Hall, service: str, now: Moment) -> tuple[Span, ...]:
    return calendar.windows_on(hall, hall.service[service], now.date)
