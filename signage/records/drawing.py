"""Which rows an event writes. Pure: an event goes in, statements and their facts come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import msgspec

from signage.queueing import events as e
from signage.queueing.hall import Hall, Text
from signage.queueing.model import Recorded
from signage.queueing.takeovers import MUTED
from signage.records.mall import all_shut, named, opens, redated, shuts, unsheeted
from signage.records.schema import VISIT_FACTS
from signage.records.strokes import Fact, Stroke, Strokes

SILENT = "no_speaker"
"""Why a zone without a voice says nothing."""


def draw(now: Recorded) -> Strokes:
    """What an event changes in the tables, given the tables after all events before it."""
    event = now.event
    match event:
        case e.DayOpened():
            opened = _opened(now, event.date, event.hall.mall.time_zone)
            hall = (*_zones(event.hall), named(event.hall))
            return (_day(event.date), opened, unsheeted(event.date), *hall)
        case e.DayRedated():
            return (_day(event.date), *redated(now, event))
        case e.DayClosed():
            return (_closed(now, event), all_shut(now))
        case e.CounterOpened():
            return (opens(now, event),)
        case e.CounterClosed():
            return (shuts(now, event),)
        case e.NumbersAdopted():
            return ()
        case e.HallChanged():
            return (*_zones(event.hall), named(event.hall))
        case e.TicketIssued():
            return (_issued(now, event),)
        case e.TicketCalled():
            kind = "transfer" if event.transferred else "call"
            return (
                *_called(now, event),
                *_asked(now, kind, now.seq, event.zones),
                *_withheld(now, kind, now.seq, event.withheld),
            )
        case e.TicketRecalled():
            return (
                *_recalled(now, event),
                *_asked(now, "recall", event.first, event.zones),
                *_withheld(now, "recall", event.first, event.withheld),
            )
        case e.ServingStarted():
            return (
                _visit(event.ticket, state="serving", serving_at=now.at, walked=event.walked),
                _walked(event),
            )  # fmt: skip
        case e.DirectStarted():
            return (_direct(now, event),)
        case e.TicketServed():
            ended = _ended(now, event.ticket, "served", event.by, assumed=event.assumed)
            served = _served(now, event.ticket, event.counter, event.lasted)
            return (_kept(event.ticket), served, ended, _visit(event.ticket, lasted=event.lasted))
        case e.TicketMissed():
            ended = _ended(now, event.ticket, "no_show", event.by, assumed=event.assumed)
            return (_kept(event.ticket), ended)
        case e.TicketParked():
            parked = _visit(event.ticket, state="parked", counter=None, call=None)
            served = _served(now, event.ticket, event.counter, event.lasted)
            return (_kept(event.ticket), served, parked, _count(event.ticket, "parks"))
        case e.TicketReturned():
            return (_returned(event), _count(event.ticket, "returns"))
        case e.TicketTransferred():
            served = _served(now, event.ticket, event.counter, event.lasted)
            moved = _transferred(event)
            return (_kept(event.ticket), served, moved, _count(event.ticket, "transfers"))
        case e.ServiceAdded():
            served = _served(now, event.ticket, event.counter, event.lasted)
            return (_kept(event.ticket), served, _added(now, event))
        case e.VisitNoted():
            return ()
        case e.TicketCancelled():
            return (_ended(now, event.ticket, "cancelled", "cancel"),)
        case e.TicketExpired():
            return (_ended(now, event.ticket, "expired", "day"),)
        case e.ActionUndone():
            return _undone(now, event)
        case e.NoticeAnnounced():
            return _asked(now, "notice", None, (event.zone,), event.text, event.language)
        case e.EmergencyStarted():
            said = event.languages[0]
            text = event.text.en if said == "en" else event.text.id
            return _asked(now, "emergency", None, event.zones, text, said)
        case e.EmergencyEnded() | e.TakeoverStarted() | e.TakeoverEnded():
            return ()
        case e.AnnouncementBegun():
            return (_begun(now, event),)
        case e.AnnouncementEnded():
            return (_said(now, event),)
        case _ as never:
            assert_never(never)


# ---- the day and the hall


def _day(date: str) -> Stroke:
    return Stroke("UPDATE position SET day = :day", {"day": date})


def _opened(now: Recorded, date: str, time_zone: str) -> Stroke:
    sql = (
        "INSERT OR REPLACE INTO days (day, opened, opened_at, opened_tick, time_zone)"
        " VALUES (:date, :seq, :at, :tick, :zone)"
    )
    facts: dict[str, Fact] = {"date": date, "seq": now.seq, "at": now.at, "tick": now.tick}
    return Stroke(sql, {**facts, "zone": time_zone})


def _closed(now: Recorded, event: e.DayClosed) -> Stroke:
    return Stroke(
        "UPDATE days SET closed_at = :at, issued = :issued, served = :served, no_show = :no_show,"
        " cancelled = :cancelled, expired = :expired, direct = :direct WHERE day = :day",
        {
            "at": now.at, "day": event.date, "issued": event.issued, "served": event.served,
            "no_show": event.no_show, "cancelled": event.cancelled, "expired": event.expired,
            "direct": event.direct,
        },
    )  # fmt: skip


def _zones(hall: Hall) -> Strokes:
    insert = "INSERT INTO zones (zone, speaks) VALUES (:zone, :speaks)"
    rows = (
        Stroke(insert, {"zone": zone.id, "speaks": int(zone.speaker != "none")})
        for zone in hall.zones
    )
    return (Stroke("DELETE FROM zones", {}), *rows)


# ---- visits


def _names(service: Text, agency: Text) -> dict[str, Fact]:
    return {
        "service_name": service.id, "service_name_en": service.en,
        "agency_name": agency.id, "agency_name_en": agency.en,
    }  # fmt: skip


def _issued(now: Recorded, event: e.TicketIssued) -> Stroke:
    return _begin(
        now, ticket=event.ticket, number=event.number, direct=0, priority=event.priority,
        issued_at=now.at - event.earlier, issued_tick=now.tick - event.earlier,
        origin=event.origin, channel=event.channel, service=event.service, agency=event.agency,
        state="waiting", first_service=event.service, first_agency=event.agency,
        **_names(event.service_name, event.agency_name),
    )  # fmt: skip


def _direct(now: Recorded, event: e.DirectStarted) -> Stroke:
    return _begin(
        now, ticket=event.ticket, number="", direct=1, channel="direct", service=event.service,
        agency=event.agency, state="serving", counter=event.counter, serving_at=now.at, waited=0,
        walked=0, first_service=event.service, first_agency=event.agency,
        first_counter=event.counter, **_names(event.service_name, event.agency_name),
    )  # fmt: skip


def _begin(now: Recorded, **facts: Fact) -> Stroke:
    facts = {"issued_at": now.at, "issued_tick": now.tick} | facts | {"seq": now.seq}
    return _insert("visits", facts)


def _called(now: Recorded, event: e.TicketCalled) -> Strokes:
    called = _insert("calls", {
        "first": now.seq, "seq": now.seq, "ticket": event.ticket, "number": event.number,
        "counter": event.counter, "counter_name": event.counter_name, "zone": event.zone,
        "zones": _list(event.zones), "service": event.service, "agency": event.agency,
        "at": now.at, "latest_at": now.at, "rule": event.why.rule, "waited": event.why.waited,
        "among": _list(event.why.among), "priority": event.why.priority,
        "turn": event.why.turn, "passed": event.why.passed,
    })  # fmt: skip
    visit = _visit(
        event.ticket, state="called", counter=event.counter, aimed=None, call=now.seq,
        called_at=now.at, waited=event.waited, serving_at=None, walked=None,
        ended_at=None, total=None, lasted=None, assumed=0, ended_by=None,
    )  # fmt: skip
    first = Stroke(
        "UPDATE visits SET calls = calls + 1,"
        " first_called_at = coalesce(first_called_at, :at),"
        " first_counter = coalesce(first_counter, :counter) WHERE ticket = :ticket",
        {"ticket": event.ticket, "at": now.at, "counter": event.counter},
    )
    return (_kept(event.ticket), called, visit, first)


def _recalled(now: Recorded, event: e.TicketRecalled) -> Strokes:
    call = Stroke(
        "UPDATE calls SET seq = :seq, latest_at = :at, recalls = :recall WHERE first = :first",
        {"seq": now.seq, "at": now.at, "recall": event.recall, "first": event.first},
    )
    return (call, _count(event.ticket, "recalls"))


def _ended(
    now: Recorded, ticket: str, state: str, by: str, *, assumed: bool = False
) -> Stroke:  # fmt: skip
    return Stroke(
        "UPDATE visits SET state = :state, call = NULL, ended_at = :at, assumed = :assumed,"
        " total = :tick - issued_tick, ended_by = :by WHERE ticket = :ticket",
        {
            "ticket": ticket, "state": state, "at": now.at, "tick": now.tick, "by": by,
            "assumed": int(assumed),
        },
    )  # fmt: skip


def _walked(event: e.ServingStarted) -> Stroke:
    return Stroke(
        "UPDATE calls SET walked = :walked"
        " WHERE first = (SELECT call FROM visits WHERE ticket = :ticket)",
        {"ticket": event.ticket, "walked": event.walked},
    )


def _served(now: Recorded, ticket: str, counter: str, lasted: int) -> Stroke:
    """One more part of the visit: served for the service that it was for until now."""
    return Stroke(
        "UPDATE visits SET servings = json_insert(servings, '$[#]', json_object('service',"
        " service, 'agency', agency, 'counter', :counter, 'lasted', :lasted, 'tick', :tick))"
        " WHERE ticket = :ticket AND :lasted > 0",
        {"ticket": ticket, "counter": counter, "lasted": lasted, "tick": now.tick},
    )


def _returned(event: e.TicketReturned) -> Stroke:
    return _visit(
        event.ticket, state="waiting", counter=None, call=None, aimed=event.to_counter,
        ended_at=None, total=None, assumed=0, ended_by=None,
    )  # fmt: skip


def _added(now: Recorded, event: e.ServiceAdded) -> Stroke:
    names = _names(event.service_name, event.agency_name)
    if event.here:
        return _visit(
            event.ticket, state="serving", serving_at=now.at, service=event.service,
            agency=event.agency, **names,
        )  # fmt: skip
    return _visit(
        event.ticket, state="waiting", counter=None, call=None, aimed=None,
        service=event.service, agency=event.agency, **names,
    )  # fmt: skip


def _transferred(event: e.TicketTransferred) -> Stroke:
    return _visit(
        event.ticket, state="waiting", counter=None, call=None, aimed=event.to_counter,
        service=event.service, agency=event.agency,
        **_names(event.service_name, event.agency_name),
    )  # fmt: skip


def _kept(ticket: str) -> Stroke:
    """Keep the visit as it is now: an undo brings back this one."""
    facts = ", ".join(VISIT_FACTS)
    return Stroke(
        f"UPDATE visits SET before = json_array({facts}) WHERE ticket = :ticket",  # noqa: S608
        {"ticket": ticket},
    )


def _undone(now: Recorded, event: e.ActionUndone) -> Strokes:
    tickets = {"tickets": _list(event.tickets)}
    # Of all that is taken back, only a call that nobody has come to yet was still running.
    call = (
        "UPDATE calls SET undone_at = :at WHERE first IN (SELECT call FROM visits"
        " WHERE ticket IN (SELECT value FROM json_each(:tickets)) AND state = 'called')"
    )
    facts = ", ".join(
        f"{fact} = json_extract(before, '$[{i}]')" for i, fact in enumerate(VISIT_FACTS)
    )
    visits = (
        f"UPDATE visits SET {facts}, before = NULL WHERE before IS NOT NULL"  # noqa: S608
        " AND ticket IN (SELECT value FROM json_each(:tickets))"
    )
    return (Stroke(call, {**tickets, "at": now.at}), Stroke(visits, tickets))


# ---- announcements


def _asked(
    now: Recorded,
    kind: str,
    first: int | None,
    zones: tuple[str, ...],
    text: str | None = None,
    language: str | None = None,
) -> Strokes:
    sql = (
        "INSERT INTO announcements (id, seq, day, zone, kind, first, text, language, asked_at,"
        " asked_tick, ended_at, result, reason)"
        " SELECT :seq || '-' || zone, :seq, (SELECT day FROM position), zone, :kind, :first,"
        " :text, :language, :at, :tick, iif(speaks, NULL, :at), iif(speaks, NULL, 'skipped'),"
        " iif(speaks, NULL, :silent) FROM zones WHERE zone IN (SELECT value FROM json_each(:zones))"
    )
    facts: dict[str, Fact] = {
        "seq": now.seq, "kind": kind, "first": first, "text": text, "language": language,
        "at": now.at, "tick": now.tick, "silent": SILENT, "zones": _list(zones),
    }  # fmt: skip
    return (Stroke(sql, facts),)


def _withheld(now: Recorded, kind: str, first: int, zones: tuple[str, ...]) -> Strokes:
    """A zone that an event has says nothing of the call, and that is the reason."""
    sql = (
        "INSERT INTO announcements (id, seq, day, zone, kind, first, asked_at, asked_tick,"
        " ended_at, result, reason) SELECT :seq || '-' || value, :seq,"
        " (SELECT day FROM position), value, :kind, :first, :at, :tick,"
        " :at, 'skipped', :reason FROM json_each(:zones)"
    )
    facts: dict[str, Fact] = {
        "seq": now.seq, "kind": kind, "first": first, "at": now.at, "tick": now.tick,
        "zones": _list(zones), "reason": MUTED,
    }  # fmt: skip
    return (Stroke(sql, facts),) if zones else ()


def _begun(now: Recorded, event: e.AnnouncementBegun) -> Stroke:
    return Stroke(
        "UPDATE announcements SET begun = begun + 1, begun_at = coalesce(begun_at, :at),"
        " lag = coalesce(lag, :tick - asked_tick) WHERE id = :id",
        {"id": event.announcement, "at": now.at, "tick": now.tick},
    )


def _said(now: Recorded, event: e.AnnouncementEnded) -> Stroke:
    return Stroke(
        "UPDATE announcements SET ended_at = :at, result = :result, reason = :reason"
        " WHERE id = :id",
        {
            "id": event.announcement, "at": now.at, "result": event.result,
            "reason": event.reason,
        },
    )  # fmt: skip


# ---- statements


def _insert(table: str, facts: Mapping[str, Fact]) -> Stroke:
    names = ", ".join(facts)
    marks = ", ".join(f":{fact}" for fact in facts)
    day = "(SELECT day FROM position)"
    sql = f"INSERT INTO {table} (day, {names}) VALUES ({day}, {marks})"  # noqa: S608
    return Stroke(sql, facts)


def _visit(ticket: str, **facts: Fact) -> Stroke:
    changes = ", ".join(f"{fact} = :{fact}" for fact in facts)
    sql = f"UPDATE visits SET {changes} WHERE ticket = :ticket"  # noqa: S608
    return Stroke(sql, {**facts, "ticket": ticket})


def _count(ticket: str, fact: str) -> Stroke:
    sql = f"UPDATE visits SET {fact} = {fact} + 1 WHERE ticket = :ticket"  # noqa: S608
    return Stroke(sql, {"ticket": ticket})


def _list(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode()
