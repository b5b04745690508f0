"""What a command comes to: `decide` gives the events it means, or refuses. The only rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing import hours
from signage.queueing.model import Desk, State, Ticket
from signage.queueing.moves import Action, allowed
from signage.queueing.order import Policy, longest_wait
from signage.queueing.refusals import STATE_WORDS, opens

if TYPE_CHECKING:
    from signage.queueing.hall import Counter, Hall

Events = tuple[e.Event, ...]
_AtOpenCounter = (
    c.Recall | c.Serve | c.Finish | c.MarkNoShow | c.Park | c.Transfer | c.ServeDirect | c.Undo
)
TEXT_LIMIT = 400
"""Characters of a spoken notice: about half a minute of speech."""


def decide(
    state: State, command: c.Command, now: hours.Moment, policy: Policy = longest_wait
) -> Events:
    """The events that the command means now; none when it changes nothing. Raises Refused."""
    match command:
        case c.OpenDay():
            return _open_day(state, now)
        case c.CloseDay():
            return _close_day(state) if state.day_open else ()
        case c.RedateDay():
            return _redate(state, now)
        case c.ChangeHall():
            return _change_hall(state, command.hall)
        case c.IssueTicket():
            return _issue(state, command, now)
        case c.CancelTicket():
            return _cancel(state, command)
        case c.Announce():
            return _notice(state, command)
        case c.BeginAnnouncement():
            return _begin(state, command)
        case c.EndAnnouncement():
            return _end(state, command)
        case _:
            return _at_counter(state, command, now, policy)


def _at_counter(
    state: State, command: c.CounterCommand, now: hours.Moment, policy: Policy
) -> Events:
    counter = state.hall.counter.get(command.counter)
    if counter is None:
        raise NotFound("counter_unknown", counter=command.counter)
    if not state.day_open:
        raise _day_refusal(state, now)
    desk = state.desk(counter.id)
    match command:
        case c.OpenCounter():
            return _open_counter(counter, desk, command.by)
        case c.CloseCounter():
            return _close_counter(state, counter, desk, command.by, now)
        case c.CallNext():
            choice = policy(state, counter.id, now.tick)
            found = (choice.ticket, choice.why) if choice else None
            return _call(state, counter, desk, found, "next", now)
        case c.CallTicket():
            ticket = find(state, command.ticket)
            _may(ticket, "call")
            why = e.Why(rule="chosen", waited=max(0, now.tick - ticket.issued))
            return _call(state, counter, desk, (ticket, why), "call", now)
        case _:
            _must_be_open(counter, desk)
            return _at_open_counter(state, command, counter, desk, now)


def _at_open_counter(
    state: State, command: _AtOpenCounter, counter: Counter, desk: Desk, now: hours.Moment
) -> Events:
    match command:
        case c.Recall():
            return _recall(state, counter, desk)
        case c.Serve():
            return _serve(state, counter, desk, now)
        case c.Finish():
            ticket = _visit(state, counter, desk)
            _may(ticket, "finish")
            return (_served(ticket, counter.id, "finish", assumed=False, now=now),)
        case c.MarkNoShow():
            ticket = _visit(state, counter, desk)
            _may(ticket, "no-show")
            return (
                e.TicketMissed(
                    ticket=ticket.id, number=ticket.number, counter=counter.id,
                    assumed=False, by="no-show",
                ),
            )  # fmt: skip
        case c.Park():
            ticket = _numbered(_visit(state, counter, desk))
            _may(ticket, "park")
            return (e.TicketParked(ticket=ticket.id, number=ticket.number, counter=counter.id),)
        case c.Transfer():
            return _transfer(state, counter, desk, command)
        case c.ServeDirect():
            return _direct(state, counter, desk, command, now)
        case c.Undo():
            return _undo(state, counter, desk, now)
        case _ as never:
            assert_never(never)


# ---- the day and the hall


def _open_day(state: State, now: hours.Moment) -> Events:
    if now.doubtful and state.day:
        return ()
    if state.day and now.business_date <= state.day:
        return ()
    if not state.day_open and not hours.works_on(state.hall.mall.hours, now.weekday):
        return ()
    closing = _close_day(state) if state.day_open else ()
    opened = e.DayOpened(date=now.business_date, hall=state.hall, doubtful=now.doubtful)
    return (*closing, opened) if hours.works_on(state.hall.mall.hours, now.weekday) else closing


def _close_day(state: State) -> Events:
    events: list[e.Event] = []
    for counter, desk in sorted(state.desks.items()):
        if desk.ticket is not None:
            events.append(_unfinished(state, state.tickets[desk.ticket], counter, "day", None))
    for ticket in sorted(state.tickets.values(), key=lambda ticket: ticket.place):
        if allowed("expire", ticket.state):
            events.append(
                e.TicketExpired(ticket=ticket.id, number=ticket.number, service=ticket.service)
            )
    events += [
        e.AnnouncementEnded(announcement=a.id, zone=a.zone, result="skipped", reason="day_over")
        for zone in sorted(state.announcements)
        for a in state.announcements[zone]
        if a.result is None
    ]
    return (*events, e.DayClosed(date=state.day))


def _redate(state: State, now: hours.Moment) -> Events:
    if not state.day_open or now.doubtful or now.business_date <= state.day:
        return ()
    return (e.DayRedated(date=now.business_date, was=state.day),)


def _change_hall(state: State, hall: Hall) -> Events:
    if state.hall == hall:
        return ()
    for ticket in state.tickets.values():
        if ticket.state in ("waiting", "parked") and ticket.service not in hall.service:
            raise Refused(
                "hall_service_in_use",
                service=state.hall.service[ticket.service].name,
                count=len(state.queue(ticket.service)) or 1,
            )
        if ticket.counter is not None and ticket.counter not in hall.counter:
            raise Refused("hall_counter_in_use", counter=ticket.counter, number=ticket.number)
        if ticket.state == "waiting" and ticket.aimed and ticket.aimed not in hall.counter:
            raise Refused("hall_counter_in_use", counter=ticket.aimed, number=ticket.number)
    orphans = tuple(
        e.AnnouncementEnded(announcement=a.id, zone=zone, result="skipped", reason="zone_gone")
        for zone in sorted(set(state.announcements) - set(hall.zone))
        for a in state.announcements[zone]
        if a.result is None
    )
    return (*orphans, e.HallChanged(hall=hall))


def _day_refusal(state: State, now: hours.Moment) -> Refused:
    week = state.hall.mall.hours
    code = "day_over" if state.day == now.business_date else "day_shut"
    return Refused(
        code, opens=opens(now.weekday, hours.next_opening(week, now.weekday, now.minute))
    )


# ---- tickets


def _issue(state: State, command: c.IssueTicket, now: hours.Moment) -> Events:
    hall = state.hall
    service = hall.service.get(command.service)
    if service is None:
        raise NotFound("service_unknown", service=command.service)
    if command.priority is not None and command.priority not in hall.priority:
        raise Malformed("priority_unknown", priority=command.priority)
    if command.origin is not None and command.origin not in hall.origin:
        raise Malformed("origin_unknown", origin=command.origin)
    if not state.day_open:
        raise _day_refusal(state, now)
    shut = why_shut(hall, service.id, now)
    if shut is not None:
        raise shut
    agency = hall.agency[service.agency]
    serial = state.serials.get(service.id, 0) + 1
    while service.number(serial) in state.numbers:  # another service had this prefix this morning
        serial += 1
    issued = e.TicketIssued(
        ticket=f"t{state.seq + 1}", number=service.number(serial), serial=serial,
        service=service.id, agency=agency.id, service_name=service.name,
        agency_name=agency.short, priority=command.priority, origin=command.origin,
        channel=command.channel,
    )  # fmt: skip
    return (issued,)


def why_shut(hall: Hall, service: str, now: hours.Moment) -> Refused | None:
    """Why no ticket may be issued for the service now, and when it opens; None when it may."""
    offered = hall.service[service]
    for week in (hall.mall.hours, offered.hours):
        if week is not None and not hours.is_open(week, now.weekday, now.minute):
            when = hours.next_opening(week, now.weekday, now.minute)
            return Refused("service_shut", service=offered.name, opens=opens(now.weekday, when))
    return None


def find(state: State, name: str) -> Ticket:
    """Today's ticket by its id or its number, in any case. Raises NotFound."""
    id = name if name in state.tickets else state.numbers.get(name.strip().upper())
    id = id if id is not None else state.numbers.get(name.strip())
    if id is None:
        raise NotFound("ticket_unknown", ticket=name[:40])
    return state.tickets[id]


def _cancel(state: State, command: c.CancelTicket) -> Events:
    ticket = find(state, command.ticket)
    _may(ticket, "cancel")
    return (e.TicketCancelled(ticket=ticket.id, number=ticket.number, service=ticket.service),)


def _may(ticket: Ticket, action: Action) -> None:
    """Refuses a move that the table of moves doesn't have, with where the ticket is."""
    if allowed(action, ticket.state):
        return
    if ticket.state == "parked":
        raise Refused("ticket_parked", number=ticket.number)
    if ticket.state == "serving" and action in ("recall", "serve", "no-show"):
        raise Refused("already_serving", number=ticket.number, counter=ticket.counter)
    if ticket.counter is not None:
        raise Refused("ticket_at_counter", number=ticket.number, counter=ticket.counter)
    raise Refused("ticket_over", number=ticket.number, state=STATE_WORDS[ticket.state])


# ---- a counter


def _must_be_open(counter: Counter, desk: Desk) -> None:
    if not desk.open:
        code = "counter_shut_by_hall" if desk.shut_by == "hall" else "counter_shut"
        raise Refused(code, counter=counter.name)


def _open_counter(counter: Counter, desk: Desk, by: e.ShutBy) -> Events:
    if desk.open:
        return ()
    if desk.shut_by == "hall" and by != "hall":
        raise Refused("counter_shut_by_hall", counter=counter.name)
    return (e.CounterOpened(counter=counter.id),)


def _close_counter(
    state: State, counter: Counter, desk: Desk, by: e.ShutBy, now: hours.Moment
) -> Events:
    if not desk.open and (by == "officer" or desk.shut_by == "hall"):
        return ()
    return (
        *_end_visit(state, counter, desk, "close", now),
        e.CounterClosed(counter=counter.id, by=by),
    )


def _call(
    state: State,
    counter: Counter,
    desk: Desk,
    found: tuple[Ticket, e.Why] | None,
    action: str,
    now: hours.Moment,
) -> Events:
    """`next` and `call`: open the counter, end the visit that is there, and call."""
    opening = () if desk.open else _open_counter(counter, desk, "officer")
    ending = _end_visit(state, counter, desk, "call" if action == "call" else "next", now)
    if found is None:
        return (*opening, *ending)
    ticket, why = found
    service = state.hall.service[ticket.service]
    called = e.TicketCalled(
        ticket=ticket.id, number=ticket.number, counter=counter.id, counter_name=counter.name,
        zone=counter.zone, zones=state.hall.zones_of(counter.id), service=service.id,
        agency=service.agency, service_name=service.name,
        agency_name=state.hall.agency[service.agency].short, why=why,
        waited=ticket.waited if ticket.waited is not None else why.waited,
        action="call" if action == "call" else "next", ended=desk.ticket,
    )  # fmt: skip
    return (*opening, *ending, called)


def _end_visit(
    state: State, counter: Counter, desk: Desk, by: e.Ending, now: hours.Moment
) -> Events:
    if desk.ticket is None:
        return ()
    return (_unfinished(state, state.tickets[desk.ticket], counter.id, by, now),)


def _unfinished(
    state: State, ticket: Ticket, counter: str, by: e.Ending, now: hours.Moment | None
) -> e.Event:
    """How a visit ends that nobody finished: a call that nobody served, as the mall counts it."""
    if ticket.state == "called" and state.hall.mall.unfinished == "no_show" and by != "finish":
        return e.TicketMissed(
            ticket=ticket.id, number=ticket.number, counter=counter, assumed=True, by=by
        )
    assumed = ticket.state == "called" or by in ("day", "close")
    return _served(ticket, counter, by, assumed=assumed, now=now)


def _served(
    ticket: Ticket, counter: str, by: e.Ending, *, assumed: bool, now: hours.Moment | None
) -> e.TicketServed:
    lasted = now.tick - ticket.since if now is not None and ticket.state == "serving" else 0
    return e.TicketServed(
        ticket=ticket.id, number=ticket.number, counter=counter, assumed=assumed, by=by,
        lasted=max(0, lasted),
    )  # fmt: skip


def _visit(state: State, counter: Counter, desk: Desk) -> Ticket:
    if desk.ticket is None:
        raise Refused("nothing_at_counter", counter=counter.name)
    return state.tickets[desk.ticket]


def _numbered(ticket: Ticket) -> Ticket:
    if ticket.direct:
        raise Refused("direct_has_no_number")
    return ticket


def _recall(state: State, counter: Counter, desk: Desk) -> Events:
    ticket = _visit(state, counter, desk)
    _may(ticket, "recall")
    call = desk.call
    assert call is not None, "a called ticket has its call"  # noqa: S101
    return (
        e.TicketRecalled(
            ticket=ticket.id, number=ticket.number, counter=counter.id, zones=call.zones,
            first=call.first, recall=call.recall + 1,
        ),
    )  # fmt: skip


def _serve(state: State, counter: Counter, desk: Desk, now: hours.Moment) -> Events:
    ticket = _visit(state, counter, desk)
    _may(ticket, "serve")
    walked = max(0, now.tick - ticket.since)
    return (
        e.ServingStarted(ticket=ticket.id, number=ticket.number, counter=counter.id, walked=walked),
    )


def _transfer(state: State, counter: Counter, desk: Desk, command: c.Transfer) -> Events:
    ticket = _numbered(_visit(state, counter, desk))
    _may(ticket, "transfer")
    if (command.service is None) == (command.to_counter is None):
        raise Malformed("transfer_where")
    if command.to_counter is not None and command.to_counter not in state.hall.counter:
        raise NotFound("counter_unknown", counter=command.to_counter)
    if command.to_counter == counter.id:
        raise Refused("same_counter", number=ticket.number)
    service = state.hall.service.get(command.service or ticket.service)
    if service is None:
        raise NotFound("service_unknown", service=command.service)
    moved = e.TicketTransferred(
        ticket=ticket.id, number=ticket.number, counter=counter.id, service=service.id,
        agency=service.agency, service_name=service.name,
        agency_name=state.hall.agency[service.agency].short, to_counter=command.to_counter,
    )  # fmt: skip
    return (moved,)


def _direct(
    state: State, counter: Counter, desk: Desk, command: c.ServeDirect, now: hours.Moment
) -> Events:
    service = state.hall.service.get(command.service)
    if service is None:
        raise NotFound("service_unknown", service=command.service)
    if service.id not in counter.services:
        raise Refused("service_not_here", counter=counter.name, service=service.name)
    ending = _end_visit(state, counter, desk, "direct", now)
    agency = state.hall.agency[service.agency]
    started = e.DirectStarted(
        ticket=f"t{state.seq + len(ending) + 1}", counter=counter.id, zone=counter.zone,
        service=service.id, agency=agency.id, service_name=service.name,
        agency_name=agency.short, ended=desk.ticket,
    )  # fmt: skip
    return (*ending, started)


def _undo(state: State, counter: Counter, desk: Desk, now: hours.Moment) -> Events:
    undo = desk.undo
    if undo is None:
        raise Refused("nothing_to_undo", counter=counter.name)
    limit = state.hall.mall.undo
    if now.tick - undo.tick > limit * 1000:
        raise Refused("undo_too_late", limit=limit)
    for after in undo.after:
        if state.tickets[after.id] != after:
            raise Refused("undo_overtaken", number=after.number)
    zones = state.hall.zones_of(counter.id)
    tickets = tuple(ticket.id for ticket in undo.before)
    return (e.ActionUndone(counter=counter.id, action=undo.action, tickets=tickets, zones=zones),)


# ---- the voice


def _notice(state: State, command: c.Announce) -> Events:
    zone = state.hall.zone.get(command.zone)
    if zone is None:
        raise NotFound("zone_unknown", zone=command.zone)
    text = " ".join(command.text.split())
    if not text:
        raise Malformed("text_empty")
    if len(text) > TEXT_LIMIT:
        raise Malformed("text_too_long", limit=TEXT_LIMIT)
    if command.language not in state.hall.mall.languages:
        raise Malformed("language_unknown", language=command.language[:40])
    if zone.speaker == "none":
        raise Refused("zone_silent", zone=zone.name)
    return (e.NoticeAnnounced(zone=zone.id, text=text, language=command.language),)


def _begin(state: State, command: c.BeginAnnouncement) -> Events:
    for announcement in state.announcements.get(command.zone, ()):
        if announcement.id == command.announcement and announcement.result is None:
            return (e.AnnouncementBegun(announcement=announcement.id, zone=command.zone),)
    raise Refused("announcement_over")


def _end(state: State, command: c.EndAnnouncement) -> Events:
    for announcement in state.announcements.get(command.zone, ()):
        if announcement.id == command.announcement and announcement.result is None:
            return (
                e.AnnouncementEnded(
                    announcement=announcement.id, zone=command.zone,
                    result=command.result, reason=command.reason,
                ),
            )  # fmt: skip
    return ()
