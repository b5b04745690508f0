"""The hall after an event: `apply` is the only way in which a hall changes, live and on replay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, assert_never

from immutables import Map

from signage.queueing import events as e
from signage.queueing.expected import paced
from signage.queueing.model import (
    Announcement,
    Call,
    Pace,
    Past,
    Recorded,
    State,
    Ticket,
    TicketState,
    Undoable,
    VoiceDay,
    counted_in,
)

ROWS_KEPT = 10
ROW_AGE = 120_000
"""A zone's rows: every call of the last 120 s, and at least 10 (design, law 3)."""
SAID_KEPT = 40
RECENT_KEPT = 8
REASONS_KEPT = 24
OTHER_REASON = "other"


def apply(state: State, recorded: Recorded) -> State:
    """The state after one recorded event; the state before is left as it was."""
    moved = _apply(state, recorded, recorded.event)
    return replace(
        moved, epoch=recorded.epoch, seq=recorded.seq, at=recorded.at, tick=recorded.tick
    )


def _apply(state: State, now: Recorded, event: e.Event) -> State:
    match event:
        case e.DayOpened():
            opened = State(
                hall=event.hall, day=event.date, day_open=True, paces=_paces(event.paces),
                takeovers=Map((one.zone, one) for one in event.takeovers),
                occasions=Map(event.occasions),
            )  # fmt: skip
            return _alarmed(replace(opened, emergencies=event.emergencies))
        case e.DayRedated():
            return replace(state, day=event.date)
        case e.DayClosed():
            closed = State(
                hall=state.hall, day=state.day, paces=state.paces, takeovers=state.takeovers,
                occasions=state.occasions,
            )  # fmt: skip
            return _alarmed(replace(closed, emergencies=state.emergencies))
        case e.HallChanged():
            return _alarmed(_housed(replace(state, hall=event.hall)))
        case e.CounterOpened():
            return _desk(state, event.counter, open=True, shut_by=None, on_break=None)
        case e.CounterClosed():
            return _shut(state, now, event)
        case e.TicketIssued():
            return _issued(state, now, event)
        case e.NumbersAdopted():
            return _serial(state, event.service, event.upto)
        case e.TicketCalled():
            return _called(state, now, event)
        case e.TicketRecalled():
            return _recalled(state, now, event)
        case e.ServingStarted():
            moved = _ticket(state, event.ticket, now, state="serving")
            return _desk(moved, event.counter, undo=None)
        case e.DirectStarted():
            return _direct(state, now, event)
        case e.TicketServed():
            return _ended(state, now, event.counter, event.ticket, "served", event.by)
        case e.TicketMissed():
            return _ended(state, now, event.counter, event.ticket, "no_show", event.by)
        case e.TicketParked():
            note = event.note or state.tickets[event.ticket].note
            aside = _moved(state, event.ticket, now, state="parked", counter=None, note=note)
            return _sent_on(state, now, event.counter, "park", aside)
        case e.TicketReturned():
            return _returned(state, now, event)
        case e.TicketTransferred():
            return _transferred(state, now, event)
        case e.ServiceAdded():
            return _added(state, now, event)
        case e.VisitNoted():
            return _noted(state, event)
        case e.TicketCancelled():
            uncounted = _count(state, state.tickets[event.ticket], -1)
            return _left(uncounted, now, event.ticket, "cancelled")
        case e.TicketExpired():
            return _left(state, now, event.ticket, "expired")
        case e.ActionUndone():
            return _undone(state, event)
        case e.NoticeAnnounced():
            return _announce(state, _notice(now, event))
        case e.EmergencyStarted():
            return _alarmed(_started(state, now, event))
        case e.EmergencyEnded():
            left = tuple(one for one in state.emergencies if one.id != event.emergency)
            return replace(state, emergencies=left)
        case e.TakeoverStarted():
            return _taken(state, now, event)
        case e.TakeoverEnded():
            others = ((zone, one) for zone, one in state.takeovers.items() if zone != event.zone)
            return _had(replace(state, takeovers=Map(others)), event.takeover, event.occasion)
        case e.AnnouncementBegun():
            counted = _counted(state, now, event.zone, event.announcement, None)
            return _said(counted, event.zone, event.announcement, None)
        case e.AnnouncementEnded():
            counted = _counted(state, now, event.zone, event.announcement, event)
            return _said(counted, event.zone, event.announcement, (event, now.at))
        case _ as never:
            assert_never(never)


def _join(state: State, ticket: Ticket) -> State:
    """The ticket stands in its queue, at its place."""
    lane = state.lane(ticket.queue)
    mine = ticket.priority or ""
    stood = _with(state, lane.get(mine, ()), ticket)
    return replace(
        state,
        queues=state.queues.set(ticket.queue, _with(state, state.queue(ticket.queue), ticket)),
        lanes=state.lanes.set(ticket.queue, lane.set(mine, stood)),
    )


def _leave(state: State, ticket: Ticket) -> State:
    """The ticket stands in no queue any more."""
    lane = state.lane(ticket.queue)
    mine = ticket.priority or ""
    left = _without(state, lane.get(mine, ()), ticket)
    lane = lane.set(mine, left) if left else lane.delete(mine)
    return replace(
        state,
        queues=state.queues.set(ticket.queue, _without(state, state.queue(ticket.queue), ticket)),
        lanes=state.lanes.set(ticket.queue, lane) if lane else state.lanes.delete(ticket.queue),
    )


def _at(state: State, ids: tuple[str, ...], ticket: Ticket) -> int:
    """How many of these have an earlier place."""
    return bisect_left(ids, ticket.place, key=lambda id: state.tickets[id].place)


def _with(state: State, ids: tuple[str, ...], ticket: Ticket) -> tuple[str, ...]:
    if not ids or state.tickets[ids[-1]].place < ticket.place:
        return (*ids, ticket.id)
    at = _at(state, ids, ticket)
    return (*ids[:at], ticket.id, *ids[at:])


def _without(state: State, ids: tuple[str, ...], ticket: Ticket) -> tuple[str, ...]:
    at = 0 if ids[0] == ticket.id else _at(state, ids, ticket)
    return ids[:at] + ids[at + 1 :]


def _put(state: State, ticket: Ticket) -> State:
    return replace(state, tickets=state.tickets.set(ticket.id, ticket))


def _moved(state: State, id: str, now: Recorded, /, **facts: object) -> Ticket:
    return replace(state.tickets[id], since=now.tick, moved=now.seq, **facts)  # type: ignore[arg-type]


def _ticket(state: State, id: str, now: Recorded, /, **facts: object) -> State:
    return _put(state, _moved(state, id, now, **facts))


def _desk(state: State, counter: str, /, **facts: object) -> State:
    desk = replace(state.desk(counter), **facts)  # type: ignore[arg-type]
    return replace(state, desks=state.desks.set(counter, desk))


def _shut(state: State, now: Recorded, event: e.CounterClosed) -> State:
    rest = None
    if event.reason == "break":
        begun = state.desk(event.counter).on_break
        rest = (begun[0] if begun else now.tick, event.until)
    return _desk(state, event.counter, open=False, shut_by=event.by, undo=None, on_break=rest)


def _issued(state: State, now: Recorded, event: e.TicketIssued) -> State:
    given = now.tick - event.earlier
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        service=event.service,
        state="waiting",
        place=(given if event.place is None else event.place, now.seq),
        issued=given,
        since=given,
        priority=event.priority,
        origin=event.origin,
        moved=now.seq,
        booked=event.booking is not None,
        counted=counted_in(event.service, event.part),
    )
    if event.booking is not None:
        state = replace(state, booked=state.booked.set(event.booking, event.number))
    state = _serial(_count(state, ticket, 1), event.service, event.serial)
    state = replace(state, numbers=state.numbers.set(event.number, event.ticket))
    return _join(_put(state, ticket), ticket)


def _serial(state: State, service: str, serial: int) -> State:
    """The last count of a service; numbers taken in late don't put it back."""
    highest = max(serial, state.serials.get(service, 0))
    return replace(state, serials=state.serials.set(service, highest))


def _count(state: State, ticket: Ticket, by: int) -> State:
    given = state.given
    for name in ticket.counted:
        given = given.set(name, given.get(name, 0) + by)
    return replace(state, given=given)


def _called(state: State, now: Recorded, event: e.TicketCalled) -> State:
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
    state = _leave(state, before) if before.state == "waiting" else state
    state = _turn(state, event.why, 1)
    state = _desk(_put(state, after), event.counter, ticket=after.id, call=call, undo=undo)
    state = _show(state, call, now)
    return _announce(state, *_announcements(state, call))


def _turn(state: State, why: e.Why, times: Literal[1, -1]) -> State:
    """The turn is counted for its line; taken back with -1."""
    if not why.turn or why.share is None:
        return state
    priority, ordinary = why.share
    step = ordinary if why.turn == "priority" else -priority
    balance = state.balances.get(why.line, 0) + times * step
    return replace(state, balances=state.balances.set(why.line, balance))


def _recalled(state: State, now: Recorded, event: e.TicketRecalled) -> State:
    call = state.desk(event.counter).call
    if call is None:  # an old journal may hold what today's rules refuse
        return state
    again = replace(
        call, seq=now.seq, recall=event.recall, at=now.at, tick=now.tick, zones=event.zones,
        withheld=event.withheld,
    )  # fmt: skip
    state = _desk(state, event.counter, call=again)
    state = _show(state, again, now)
    return _announce(state, *_announcements(state, again))


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


def _direct(state: State, now: Recorded, event: e.DirectStarted) -> State:
    ticket = Ticket(
        id=event.ticket, number="", service=event.service, state="serving",
        place=(now.tick, now.seq), issued=now.tick, since=now.tick,
        counter=event.counter, waited=0, direct=True, moved=now.seq,
    )  # fmt: skip
    return _desk(_put(state, ticket), event.counter, ticket=ticket.id, call=None, undo=None)


def _ended(
    state: State, now: Recorded, counter: str, id: str, into: TicketState, action: str
) -> State:
    before = state.tickets[id]
    state = _paced(state, now, before, action)
    after = replace(before, state=into, since=now.tick, moved=now.seq, counter=None)
    desk = state.desk(counter)
    undo = Undoable(action=action, tick=now.tick, before=(before,), after=(after,), call=desk.call)
    past = Past(ticket=id, number=before.number, state=into, at=now.at)
    return _desk(
        _put(state, after),
        counter,
        ticket=None,
        call=None,
        undo=undo,
        recent=(past, *desk.recent)[:RECENT_KEPT],
    )


def _paces(kept: Mapping[str, tuple[int, ...]]) -> Map[str, Pace]:
    return Map((service, paced(times)) for service, times in kept.items())


def _paced(state: State, now: Recorded, visit: Ticket, by: str) -> State:
    """Keeps how long the visit kept its counter, unless nobody was there to see its end."""
    began = visit.since if visit.direct else visit.called
    if began is None or by in ("close", "day"):
        return state
    before = state.paces.get(visit.service, Pace())
    after = paced((*before.times, max(0, now.tick - began)))
    return replace(state, paces=state.paces.set(visit.service, after))


def _transferred(state: State, now: Recorded, event: e.TicketTransferred) -> State:
    before = state.tickets[event.ticket]
    ticket = _moved(
        state, event.ticket, now, state="waiting", service=event.service, aimed=event.to_counter,
        sent_to=event.to_counter, sent_on=True, counter=None, came="transferred",
        where=event.where, place=event.place or before.place,
        earlier=_earlier(before, event.service),
    )  # fmt: skip
    return _join(_sent_on(state, now, event.counter, "transfer", ticket), ticket)


def _returned(state: State, now: Recorded, event: e.TicketReturned) -> State:
    ticket = _moved(
        state, event.ticket, now, state="waiting", aimed=event.to_counter, place=event.place,
        came=event.was, where=event.where,
    )  # fmt: skip
    return _join(_put(state, ticket), ticket)


def _added(state: State, now: Recorded, event: e.ServiceAdded) -> State:
    before, desk = state.tickets[event.ticket], state.desk(event.counter)
    if not event.here:
        ticket = _moved(
            state, event.ticket, now, state="waiting", service=event.service, counter=None,
            sent_to=None, sent_on=True, came="also", where=event.where,
            place=event.place or before.place, earlier=_earlier(before, event.service),
        )  # fmt: skip
        return _join(_sent_on(state, now, event.counter, "also", ticket), ticket)
    ticket = _moved(
        state, event.ticket, now, state="serving", service=event.service,
        earlier=_earlier(before, event.service),
    )  # fmt: skip
    undo = Undoable(action="also", tick=now.tick, before=(before,), after=(ticket,), call=desk.call)
    return _desk(_put(state, ticket), event.counter, undo=undo)


def _earlier(ticket: Ticket, service: str) -> tuple[str, ...]:
    """The services that the visit had before it goes on for this one."""
    if service == ticket.service:
        return ticket.earlier
    return (*ticket.earlier, ticket.service)


def _sent_on(state: State, now: Recorded, counter: str, action: str, ticket: Ticket) -> State:
    """The visit leaves the counter for now, and stands as it is given."""
    before, call = state.tickets[ticket.id], state.desk(counter).call
    undo = Undoable(action=action, tick=now.tick, before=(before,), after=(ticket,), call=call)
    return _desk(_put(state, ticket), counter, ticket=None, call=None, undo=undo)


def _noted(state: State, event: e.VisitNoted) -> State:
    """The note, also where an undo would bring the visit back to: writing one is no move."""

    def noted(tickets: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        return tuple(replace(t, note=event.text) if t.id == event.ticket else t for t in tickets)

    undo = state.desk(event.counter).undo
    if undo is not None:
        undo = replace(undo, before=noted(undo.before), after=noted(undo.after))
        state = _desk(state, event.counter, undo=undo)
    return _put(state, replace(state.tickets[event.ticket], note=event.text))


def _left(state: State, now: Recorded, id: str, into: TicketState) -> State:
    ticket = state.tickets[id]
    state = _leave(state, ticket) if ticket.state == "waiting" else state
    return _ticket(state, id, now, state=into)


def _undone(state: State, event: e.ActionUndone) -> State:
    desk = state.desk(event.counter)
    undo = desk.undo
    if undo is None:
        return state
    visit: str | None = None
    recent = desk.recent
    for after, ticket in zip(undo.after, undo.before, strict=True):
        standing = state.tickets[ticket.id]
        state = _leave(state, standing) if standing.state == "waiting" else state
        state = _put(state, ticket)
        if ticket.state == "waiting":
            state = _join(state, ticket)
        elif ticket.counter == event.counter:
            visit = ticket.id
            if after.state in ("served", "no_show"):
                recent = recent[1:]  # the visit that ended last is here again
    state = _desk(state, event.counter, ticket=visit, call=undo.call, undo=None, recent=recent)
    return _call_taken_back(state, desk.call, undo.call)


def _call_taken_back(state: State, call: Call | None, back: Call | None) -> State:
    """The call that was undone is no row any more, and took no turn."""
    if call is None or (back is not None and back.first == call.first):
        return state
    state = _turn(state, call.why, -1)
    calls = state.calls
    for zone in (*call.zones, *call.withheld):
        rows = tuple(row for row in calls.get(zone, ()) if row.first != call.first)
        calls = calls.set(zone, rows)
    return replace(state, calls=calls)


def _announcements(state: State, call: Call) -> list[Announcement]:
    zones = state.hall.zone
    return [
        Announcement(
            id=f"{call.seq}-{zone}",
            zone=zone,
            seq=call.seq,
            first=call.first,
            kind="recall" if call.recall else ("transfer" if call.transferred else "call"),
            at=call.at,
            tick=call.tick,
        )
        for zone in call.zones
        if zone in zones and zones[zone].speaker != "none"
    ]


def _notice(now: Recorded, event: e.NoticeAnnounced) -> Announcement:
    return Announcement(
        id=f"{now.seq}-{event.zone}", zone=event.zone, seq=now.seq, first=0, kind="notice",
        at=now.at, tick=now.tick, text=event.text, language=event.language,
    )  # fmt: skip


def _taken(state: State, now: Recorded, event: e.TakeoverStarted) -> State:
    taken = e.Takeover(
        id=event.takeover, zone=event.zone, name=event.name, greeting=event.greeting,
        playlist=event.playlist, programme=event.programme, calls_to=event.calls_to,
        since=now.at, until=event.until,
    )  # fmt: skip
    state = replace(state, takeovers=state.takeovers.set(event.zone, taken))
    return _had(state, event.takeover, event.occasion)


def _had(state: State, takeover: str, occasion: str) -> State:
    """The schedule of a takeover is done up to this occasion; it never goes back."""
    latest = max(occasion, state.occasions.get(takeover, ""))
    if not latest:
        return state
    return replace(state, occasions=state.occasions.set(takeover, latest))


def _started(state: State, now: Recorded, event: e.EmergencyStarted) -> State:
    started = e.Emergency(
        id=event.emergency, zones=event.zones, text=event.text, languages=event.languages,
        drill=event.drill, seq=now.seq, at=now.at, tick=now.tick,
    )  # fmt: skip
    return replace(state, emergencies=(*state.emergencies, started))


def _housed(state: State) -> State:
    """Emergencies stand in zones that are there, and what is forgotten has no schedule."""
    zones = state.hall.zone
    housed = tuple(
        replace(one, zones=tuple(zone for zone in one.zones if zone in zones))
        for one in state.emergencies
    )
    occasions = Map((id, at) for id, at in state.occasions.items() if id in state.hall.takeover)
    return replace(state, emergencies=housed, occasions=occasions)


def _alarmed(state: State) -> State:
    """Every emergency is said in each of its zones that has a voice."""
    for one in state.emergencies:
        for zone in one.zones:
            every = state.announcements.get(zone, ())
            said = any(a.seq == one.seq for a in every)
            if not said and state.hall.zone[zone].speaker != "none":
                state = replace(state, announcements=_placed(state, one, zone))
    return state


def _placed(state: State, one: e.Emergency, zone: str) -> Map[str, tuple[Announcement, ...]]:
    new = Announcement(
        id=f"{one.seq}-{zone}", zone=zone, seq=one.seq, first=0, kind="emergency",
        at=one.at, tick=one.tick,
    )  # fmt: skip
    every = sorted((*state.announcements.get(zone, ()), new), key=lambda a: a.seq)
    return state.announcements.set(zone, tuple(every))


def _announce(state: State, *new: Announcement) -> State:
    lists = state.announcements
    for announcement in new:
        every = (*lists.get(announcement.zone, ()), announcement)
        spare = sum(a.result is not None for a in every) - SAID_KEPT
        kept: list[Announcement] = []
        for a in every:
            if spare > 0 and a.result is not None:
                spare -= 1
            else:
                kept.append(a)
        lists = lists.set(announcement.zone, tuple(kept))
    return replace(state, announcements=lists)


def _said(
    state: State, zone: str, id: str, ending: tuple[e.AnnouncementEnded, int] | None
) -> State:
    def changed(a: Announcement) -> Announcement:
        if a.id != id:
            return a
        if ending is None:
            return replace(a, begun=a.begun + 1)
        end, at = ending
        return replace(a, result=end.result, reason=end.reason, ended_at=at)

    every = tuple(changed(a) for a in state.announcements.get(zone, ()))
    return replace(state, announcements=state.announcements.set(zone, every))


def _counted(
    state: State, now: Recorded, zone: str, id: str, end: e.AnnouncementEnded | None
) -> State:
    """The zone's figures of the day, before the announcement changes."""
    said = next((a for a in state.announcements.get(zone, ()) if a.id == id), None)
    if said is None or said.result is not None:
        return state
    day = state.voices.get(zone, VoiceDay())
    reason = end.reason if end is not None else None
    late = reason == "too_old" or (end is None and not said.begun and said.kind != "emergency")
    if late:
        day = replace(day, longest=max(day.longest, now.tick - said.tick))
    if end is not None and end.result == "heard":
        if reason is not None:
            day = replace(day, shortened=_one_more(day.shortened, reason))
    elif end is not None and end.result == "skipped":
        day = replace(day, dropped=_one_more(day.dropped, reason or "over"))
    elif end is not None:
        day = replace(day, failed=_one_more(day.failed, reason or end.result))
    return replace(state, voices=state.voices.set(zone, day))


def _one_more(counts: Map[str, int], why: str) -> Map[str, int]:
    """A player's own words may differ each time: past so many they are counted as one."""
    known = why if why in counts or len(counts) < REASONS_KEPT else OTHER_REASON
    return counts.set(known, counts.get(known, 0) + 1)
