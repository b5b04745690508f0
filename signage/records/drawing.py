"""Which rows an event writes. Pure: an event goes in, statements and their facts come out."""

from __future__ import annotations

from typing import assert_never

from signage.queueing import events as e
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded
from signage.records import spoken, visits
from signage.records.mall import all_shut, named, opens, redated, shuts, unsheeted
from signage.records.strokes import Fact, Stroke, Strokes, count, visit


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
            return (visits.issued(now, event),)
        case e.TicketCalled():
            kind = "transfer" if event.transferred else "call"
            return (
                *visits.called(now, event),
                *spoken.asked(now, kind, now.seq, event.zones),
                *spoken.withheld(now, kind, now.seq, event.withheld),
            )
        case e.TicketRecalled():
            return (
                *visits.recalled(now, event),
                *spoken.asked(now, "recall", event.first, event.zones),
                *spoken.withheld(now, "recall", event.first, event.withheld),
            )
        case e.ServingStarted():
            return (
                visit(event.ticket, state="serving", serving_at=now.at, walked=event.walked),
                visits.walked(event),
            )  # fmt: skip
        case e.DirectStarted():
            return (visits.direct(now, event),)
        case e.TicketServed():
            ended = visits.ended(now, event.ticket, "served", event.by, assumed=event.assumed)
            served = visits.served(now, event.ticket, event.counter, event.lasted)
            return (
                visits.kept(event.ticket),
                served,
                ended,
                visit(event.ticket, lasted=event.lasted),
            )
        case e.TicketMissed():
            ended = visits.ended(now, event.ticket, "no_show", event.by, assumed=event.assumed)
            return (visits.kept(event.ticket), ended)
        case e.TicketParked():
            parked = visit(event.ticket, state="parked", counter=None, call=None)
            served = visits.served(now, event.ticket, event.counter, event.lasted)
            return (visits.kept(event.ticket), served, parked, count(event.ticket, "parks"))
        case e.TicketReturned():
            return (visits.returned(event), count(event.ticket, "returns"))
        case e.TicketTransferred():
            served = visits.served(now, event.ticket, event.counter, event.lasted)
            moved = visits.transferred(event)
            return (
                visits.kept(event.ticket),
                served,
                moved,
                count(event.ticket, "transfers"),
            )
        case e.ServiceAdded():
            served = visits.served(now, event.ticket, event.counter, event.lasted)
            return (visits.kept(event.ticket), served, visits.added(now, event))
        case e.VisitNoted():
            return ()
        case e.TicketCancelled():
            return (visits.ended(now, event.ticket, "cancelled", "cancel"),)
        case e.TicketExpired():
            return (visits.ended(now, event.ticket, "expired", "day"),)
        case e.ActionUndone():
            return visits.undone(now, event)
        case e.NoticeAnnounced():
            return spoken.asked(now, "notice", None, (event.zone,), event.text, event.language)
        case e.EmergencyStarted():
            said = event.languages[0]
            text = event.text.en if said == "en" else event.text.id
            return spoken.asked(now, "emergency", None, event.zones, text, said)
        case e.EmergencyEnded() | e.TakeoverStarted() | e.TakeoverEnded():
            return ()
        case e.AnnouncementBegun():
            return (spoken.begun(now, event),)
        case e.AnnouncementEnded():
            return (spoken.said(now, event),)
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
