"""What a client may see of a state, drawn whole. What no journal knows comes in as `Around`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from signage.queueing import shapes as s
from signage.queueing.events import Why
from signage.queueing.hall import Counter, Hall, Service, Text
from signage.queueing.hours import Moment
from signage.queueing.model import Announcement, Call, Desk, State, Ticket
from signage.queueing.order import in_order
from signage.queueing.refusals import sentence
from signage.queueing.rules import why_shut
from signage.wording import voice_reason

WAITING_SHOWN = 50
CALLS_OF_A_QUEUE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands beside the state: voices, trouble, the zone's offset from UTC in minutes.

    `shown(zone, seq)` gives (screens that painted it, screens that are there).
    """

    voice: Mapping[str, s.VoiceStatus] = field(default_factory=dict)
    trouble: s.Trouble | None = None
    utc_offset: int = 0
    shown: Callable[[str, int], tuple[int, int]] = lambda zone, seq: (0, 0)
    screens: tuple[s.ScreenHealth, ...] = ()


def age(tick: int, now: Moment) -> float:
    """Seconds since `tick`, to a tenth."""
    return round(max(0, now.tick - tick) / 1000, 1)


def call_view(call: Call) -> s.CallView:
    """A counter's current call."""
    return s.CallView(
        seq=call.seq, first=call.first, number=call.number, counter=call.counter, zone=call.zone,
        zones=call.zones, service=call.service, agency=call.agency, recall=call.recall,
        why=why_view(call.why), ticket=call.ticket,
    )  # fmt: skip


def why_view(why: Why) -> s.WhyView:
    """The reason of a call, in words."""
    minutes = why.waited // 60_000
    sentences = {
        "longest_wait": Text(
            f"Paling lama menunggu di layanan loket ini ({minutes} menit).",
            f"The longest wait among this counter's services ({minutes} minutes).",
        ),
        "sent_here": Text("Dialihkan ke loket ini.", "Sent to this counter."),
        "chosen": Text("Dipilih oleh petugas.", "Chosen by the officer."),
    }
    text = sentences.get(why.rule, Text(why.rule, why.rule))
    return s.WhyView(rule=why.rule, waited=why.waited // 1000, among=why.among, text=text)


# ---- a zone


def zone_view(state: State, zone: str, now: Moment, around: Around) -> s.ZoneView:
    """What the screens of a zone show. The zone exists."""
    hall = state.hall
    place = hall.zone[zone]
    counters = tuple(hall.counters_in(zone))
    said = _latest(state.announcements.get(zone, ()))
    return s.ZoneView(
        zone=zone,
        name=place.name,
        mall=hall.mall.name,
        day=state.day,
        time_zone=hall.mall.time_zone,
        utc_offset=around.utc_offset,
        open=state.day_open,
        calls=tuple(_row(state, call, now, said) for call in state.calls.get(zone, ())),
        serving=tuple(_serving(state, counters)),
        waiting=tuple(_waiting(state, counters)),
        speaking=_speaking(state.announcements.get(zone, ())),
        voice=around.voice.get(zone, s.VoiceStatus()),
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
    )


def _latest(announcements: Iterable[Announcement]) -> dict[int, Announcement]:
    """The latest announcement of each call, by the call's `first`."""
    return {a.first: a for a in announcements if a.first}


def _said(announcement: Announcement | None) -> s.SaidState:
    if announcement is None:
        return "none"
    if announcement.result is not None:
        return announcement.result
    return "speaking" if announcement.begun else "waiting"


def _row(state: State, call: Call, now: Moment, said: Mapping[int, Announcement]) -> s.CallRow:
    hall = state.hall
    desk = state.desk(call.counter)
    current = desk.call is not None and desk.call.first == call.first
    serving = current and state.tickets[call.ticket].state == "serving"
    service = hall.service.get(call.service)
    agency = hall.agency.get(call.agency)
    counter = hall.counter.get(call.counter)
    return s.CallRow(
        seq=call.seq,
        first=call.first,
        number=call.number,
        counter=call.counter,
        counter_name=call.counter_name,
        agency=call.agency,
        agency_name=agency.short if agency else Text(call.agency, call.agency),
        service=call.service,
        service_name=service.name if service else Text(call.service, call.service),
        zone=call.zone,
        direction=counter.direction if counter else None,
        recall=call.recall,
        age=age(call.tick, now),
        state="serving" if serving else "called" if current else "over",
        said=_said(said.get(call.first)),
    )


def _serving(state: State, counters: Iterable[Counter]) -> Iterable[s.ServingRow]:
    for counter in counters:
        ticket = _visit(state, state.desk(counter.id))
        if ticket is None or ticket.direct:
            continue
        yield s.ServingRow(
            counter=counter.id,
            counter_name=counter.name,
            zone=counter.zone,
            agency_name=_agency_of(state.hall, ticket.service),
            number=ticket.number,
            state="serving" if ticket.state == "serving" else "called",
        )


def _waiting(state: State, counters: Iterable[Counter]) -> Iterable[s.WaitingRow]:
    served = {service for counter in counters for service in counter.services}
    for service in state.hall.services:
        if service.id in served:
            yield s.WaitingRow(
                service=service.id,
                name=service.name,
                agency=service.agency,
                agency_name=state.hall.agency[service.agency].short,
                count=len(state.queue(service.id)),
            )


def _speaking(announcements: Iterable[Announcement]) -> s.Speaking | None:
    for a in announcements:
        if a.begun and a.result is None:
            return s.Speaking(
                announcement=a.id, seq=a.seq if a.first else None, text=a.text or None
            )
    return None


def _visit(state: State, desk: Desk) -> Ticket | None:
    return state.tickets[desk.ticket] if desk.ticket is not None else None


def _agency_of(hall: Hall, service: str) -> Text:
    known = hall.service.get(service)
    return hall.agency[known.agency].short if known else Text(service, service)


def _service_name(hall: Hall, service: str) -> Text:
    known = hall.service.get(service)
    return known.name if known else Text(service, service)


# ---- a counter


def counter_view(state: State, counter: str, now: Moment, around: Around) -> s.CounterView:
    """What an officer sees. The counter exists."""
    hall = state.hall
    place = hall.counter[counter]
    desk = state.desk(counter)
    ticket = _visit(state, desk)
    line = in_order(state, counter)
    shown = tuple(islice(line, WAITING_SHOWN))
    return s.CounterView(
        counter=counter,
        name=place.name,
        zone=place.zone,
        zone_name=hall.zone[place.zone].name,
        agencies=tuple(_agencies(hall, place)),
        mall=hall.mall.name,
        open=desk.open,
        shut_by=desk.shut_by,
        state="free" if ticket is None else "serving" if ticket.state == "serving" else "called",
        call=call_view(desk.call) if desk.call else None,
        ticket=_visitor(hall, ticket, now) if ticket else None,
        services=tuple(_service_row(state, hall.service[id]) for id in place.services),
        waiting=tuple(_queue_row(hall, ticket, now) for ticket in shown),
        more=sum(1 for _ in line),
        parked=tuple(_parked(state, place, now)),
        counters=tuple(
            s.CounterRow(
                counter=c.id,
                name=c.name,
                zone_name=hall.zone[c.zone].name,
                open=state.desk(c.id).open,
            )
            for c in hall.counters
            if c.id != counter
        ),
        all_services=tuple(
            s.ServiceName(service=x.id, name=x.name, agency_name=hall.agency[x.agency].short)
            for x in hall.services
        ),
        proof=_proof(state, desk, around),
        undo=_undo(hall, desk, now),
        recent=tuple(
            s.PastRow(ticket=p.ticket, number=p.number, state=p.state, at=p.at) for p in desk.recent
        ),
        day_open=state.day_open,
        utc_offset=around.utc_offset,
        voice=around.voice.get(place.zone, s.VoiceStatus()),
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
    )


def _agencies(hall: Hall, counter: Counter) -> Iterable[Text]:
    for id in dict.fromkeys(hall.service[service].agency for service in counter.services):
        yield hall.agency[id].short


def _visitor(hall: Hall, ticket: Ticket, now: Moment) -> s.Visitor:
    return s.Visitor(
        id=ticket.id,
        number=ticket.number,
        service=ticket.service,
        service_name=_service_name(hall, ticket.service),
        waited=(ticket.waited or 0) // 1000,
        since=age(ticket.since, now),
        direct=ticket.direct,
    )


def _service_row(state: State, service: Service) -> s.ServiceRow:
    return s.ServiceRow(
        service=service.id,
        name=service.name,
        agency_name=state.hall.agency[service.agency].short,
        prefix=service.prefix,
        count=len(state.queue(service.id)),
    )


def _queue_row(hall: Hall, ticket: Ticket, now: Moment) -> s.QueueRow:
    priority = hall.priority.get(ticket.priority) if ticket.priority else None
    return s.QueueRow(
        ticket=ticket.id,
        number=ticket.number,
        service=ticket.service,
        service_name=_service_name(hall, ticket.service),
        waited=max(0, now.tick - ticket.issued) // 1000,
        priority=ticket.priority,
        priority_name=priority.name if priority else None,
    )


def _parked(state: State, counter: Counter, now: Moment) -> Iterable[s.ParkedRow]:
    parked = (
        t for t in state.tickets.values() if t.state == "parked" and t.service in counter.services
    )
    for ticket in sorted(parked, key=lambda t: t.since):
        yield s.ParkedRow(
            ticket=ticket.id,
            number=ticket.number,
            service_name=_service_name(state.hall, ticket.service),
            since=max(0, now.tick - ticket.since) // 1000,
        )


def _proof(state: State, desk: Desk, around: Around) -> s.Proof | None:
    call = desk.call
    if call is None:
        return None
    zones = tuple(_zone_proof(state, call, zone, around) for zone in call.zones)
    home = zones[0]
    return s.Proof(
        seq=call.seq,
        shown=sum(zone.shown for zone in zones),
        screens=sum(zone.screens for zone in zones),
        said=home.said,
        heard_at=home.heard_at,
        reason=home.reason,
        zones=zones,
    )


def _zone_proof(state: State, call: Call, zone: str, around: Around) -> s.ZoneProof:
    said = _latest(state.announcements.get(zone, ())).get(call.first)
    shown, screens = around.shown(zone, call.seq)
    heard = said is not None and said.result == "heard"
    return s.ZoneProof(
        zone=zone,
        shown=shown,
        screens=screens,
        said=_said(said),
        heard_at=said.ended_at if said and heard else None,
        reason=voice_reason(said.reason) if said and said.reason else None,
    )


def _undo(hall: Hall, desk: Desk, now: Moment) -> s.UndoView | None:
    if desk.undo is None or not desk.open:
        return None
    left = hall.mall.undo - (now.tick - desk.undo.tick) / 1000
    return s.UndoView(action=desk.undo.action, left=round(left, 1)) if left > 0 else None


# ---- a queue, a kiosk, a ticket, the floor


def queue_view(state: State, service: str, now: Moment) -> s.QueueView:
    """The line of a service. The service exists."""
    hall = state.hall
    known = hall.service[service]
    shut = why_shut(hall, service, now)
    line = [state.tickets[id] for id in state.queue(service)]
    rows = {
        call.first: call
        for zone in hall.zones_serving(service)
        for call in state.calls.get(zone, ())
        if call.service == service
    }
    latest = sorted(rows.values(), key=lambda call: -call.seq)[:CALLS_OF_A_QUEUE]
    said = _latest(a for call in latest for a in state.announcements.get(call.zone, ()))
    return s.QueueView(
        service=service,
        name=known.name,
        agency=known.agency,
        agency_name=hall.agency[known.agency].short,
        zone_names=_zone_names(hall, service),
        open=state.day_open and shut is None,
        why_shut=sentence(shut) if shut else None,
        waiting=len(line),
        longest=max((max(0, now.tick - t.issued) // 1000 for t in line[:1]), default=0),
        tickets=tuple(s.QueuedTicket(number=t.number, priority=t.priority) for t in line),
        calls=tuple(_row(state, call, now, said) for call in latest),
    )


def kiosk_view(state: State, now: Moment, around: Around) -> s.KioskView:
    """What a kiosk offers."""
    hall = state.hall
    return s.KioskView(
        mall=hall.mall.name,
        languages=hall.mall.languages,
        agencies=tuple(
            s.KioskAgency(
                agency=agency.id,
                name=agency.name,
                short=agency.short,
                services=tuple(
                    _kiosk_service(state, service, now)
                    for service in hall.services
                    if service.agency == agency.id
                ),
            )
            for agency in hall.agencies
        ),
        priorities=tuple(s.PriorityChoice(priority=p.id, name=p.name) for p in hall.priorities),
        origins=tuple(s.OriginChoice(origin=o.id, name=o.name) for o in hall.origins),
        trouble=around.trouble,
    )


def _kiosk_service(state: State, service: Service, now: Moment) -> s.KioskService:
    shut = why_shut(state.hall, service.id, now)
    return s.KioskService(
        service=service.id,
        name=service.name,
        prefix=service.prefix,
        waiting=len(state.queue(service.id)),
        open=state.day_open and shut is None,
        why_shut=sentence(shut) if shut else None,
        zone_names=_zone_names(state.hall, service.id),
    )


def _zone_names(hall: Hall, service: str) -> tuple[Text, ...]:
    return tuple(hall.zone[zone].name for zone in hall.zones_serving(service))


def ticket_view(state: State, ticket: Ticket, now: Moment) -> s.TicketView:
    """What a visitor's phone shows."""
    row: s.CallRow | None = None
    if ticket.counter is not None:
        call = state.desk(ticket.counter).call
        if call is not None and call.ticket == ticket.id:
            said = _latest(state.announcements.get(call.zone, ()))
            row = _row(state, call, now, said)
    return s.TicketView(
        number=ticket.number,
        state=ticket.state,
        service_name=_service_name(state.hall, ticket.service),
        agency_name=_agency_of(state.hall, ticket.service),
        zone_names=_zone_names(state.hall, ticket.service),
        ahead=ahead(state, ticket),
        call=row,
    )


def ahead(state: State, ticket: Ticket) -> int:
    """How many wait in the same queue with an earlier place; 0 for one who does not wait."""
    line = state.queue(f"@{ticket.aimed}" if ticket.aimed else ticket.service)
    return line.index(ticket.id) if ticket.state == "waiting" else 0


def floor_view(state: State, now: Moment, around: Around) -> s.FloorView:
    """The whole hall for the floor manager."""
    hall = state.hall
    return s.FloorView(
        mall=hall.mall.name,
        day=state.day,
        day_open=state.day_open,
        counters=tuple(_floor_counter(state, counter, now) for counter in hall.counters),
        queues=tuple(_floor_queue(state, service, now) for service in hall.services),
        zones=tuple(
            s.FloorZone(zone=z.id, name=z.name, voice=around.voice.get(z.id, s.VoiceStatus()))
            for z in hall.zones
        ),
        screens=around.screens,
        trouble=around.trouble,
        clock_doubtful=now.doubtful,
    )


def _floor_counter(state: State, counter: Counter, now: Moment) -> s.FloorCounter:
    desk = state.desk(counter.id)
    ticket = _visit(state, desk)
    return s.FloorCounter(
        counter=counter.id,
        name=counter.name,
        zone=counter.zone,
        open=desk.open,
        state="free" if ticket is None else "serving" if ticket.state == "serving" else "called",
        number=ticket.number if ticket else None,
        since=age(ticket.since, now) if ticket else 0.0,
    )


def _floor_queue(state: State, service: Service, now: Moment) -> s.FloorQueue:
    line = state.queue(service.id)
    longest = max(0, now.tick - state.tickets[line[0]].issued) // 1000 if line else 0
    return s.FloorQueue(service=service.id, name=service.name, waiting=len(line), longest=longest)
