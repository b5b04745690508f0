"""Which rows what happens to a visit writes. Pure, as the rest of the drawing."""

from __future__ import annotations

from signage.queueing import events as e
from signage.queueing.hall import Text
from signage.queueing.model import Recorded
from signage.records import strokes
from signage.records.schema import VISIT_FACTS
from signage.records.strokes import Fact, Stroke, Strokes


def _names(service: Text, agency: Text) -> dict[str, Fact]:
    return {
        "service_name": service.id, "service_name_en": service.en,
        "agency_name": agency.id, "agency_name_en": agency.en,
    }  # fmt: skip


def issued(now: Recorded, event: e.TicketIssued) -> Stroke:
    return _begin(
        now, ticket=event.ticket, number=event.number, direct=0, priority=event.priority,
        issued_at=now.at - event.earlier, issued_tick=now.tick - event.earlier,
        origin=event.origin, channel=event.channel, service=event.service, agency=event.agency,
        state="waiting", first_service=event.service, first_agency=event.agency,
        **_names(event.service_name, event.agency_name),
    )  # fmt: skip


def direct(now: Recorded, event: e.DirectStarted) -> Stroke:
    return _begin(
        now, ticket=event.ticket, number="", direct=1, channel="direct", service=event.service,
        agency=event.agency, state="serving", counter=event.counter, serving_at=now.at, waited=0,
        walked=0, first_service=event.service, first_agency=event.agency,
        first_counter=event.counter, **_names(event.service_name, event.agency_name),
    )  # fmt: skip


def _begin(now: Recorded, **facts: Fact) -> Stroke:
    facts = {"issued_at": now.at, "issued_tick": now.tick} | facts | {"seq": now.seq}
    return strokes.insert("visits", facts)


def called(now: Recorded, event: e.TicketCalled) -> Strokes:
    called = strokes.insert("calls", {
        "first": now.seq, "seq": now.seq, "ticket": event.ticket, "number": event.number,
        "counter": event.counter, "counter_name": event.counter_name, "zone": event.zone,
        "zones": strokes.listed(event.zones), "service": event.service, "agency": event.agency,
        "at": now.at, "latest_at": now.at, "rule": event.why.rule, "waited": event.why.waited,
        "among": strokes.listed(event.why.among), "priority": event.why.priority,
        "turn": event.why.turn, "passed": event.why.passed,
    })  # fmt: skip
    visit = strokes.visit(
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
    return (kept(event.ticket), called, visit, first)


def recalled(now: Recorded, event: e.TicketRecalled) -> Strokes:
    call = Stroke(
        "UPDATE calls SET seq = :seq, latest_at = :at, recalls = :recall WHERE first = :first",
        {"seq": now.seq, "at": now.at, "recall": event.recall, "first": event.first},
    )
    return (call, strokes.count(event.ticket, "recalls"))


def ended(
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


def walked(event: e.ServingStarted) -> Stroke:
    return Stroke(
        "UPDATE calls SET walked = :walked"
        " WHERE first = (SELECT call FROM visits WHERE ticket = :ticket)",
        {"ticket": event.ticket, "walked": event.walked},
    )


def served(now: Recorded, ticket: str, counter: str, lasted: int) -> Stroke:
    """One more part of the visit: served for the service that it was for until now."""
    return Stroke(
        "UPDATE visits SET servings = json_insert(servings, '$[#]', json_object('service',"
        " service, 'agency', agency, 'counter', :counter, 'lasted', :lasted, 'tick', :tick))"
        " WHERE ticket = :ticket AND :lasted > 0",
        {"ticket": ticket, "counter": counter, "lasted": lasted, "tick": now.tick},
    )


def returned(event: e.TicketReturned) -> Stroke:
    return strokes.visit(
        event.ticket, state="waiting", counter=None, call=None, aimed=event.to_counter,
        ended_at=None, total=None, assumed=0, ended_by=None,
    )  # fmt: skip


def added(now: Recorded, event: e.ServiceAdded) -> Stroke:
    names = _names(event.service_name, event.agency_name)
    if event.here:
        return strokes.visit(
            event.ticket, state="serving", serving_at=now.at, service=event.service,
            agency=event.agency, **names,
        )  # fmt: skip
    return strokes.visit(
        event.ticket, state="waiting", counter=None, call=None, aimed=None,
        service=event.service, agency=event.agency, **names,
    )  # fmt: skip


def transferred(event: e.TicketTransferred) -> Stroke:
    return strokes.visit(
        event.ticket, state="waiting", counter=None, call=None, aimed=event.to_counter,
        service=event.service, agency=event.agency,
        **_names(event.service_name, event.agency_name),
    )  # fmt: skip


def kept(ticket: str) -> Stroke:
    """Keep the visit as it is now: an undo brings back this one."""
    facts = ", ".join(VISIT_FACTS)
    return Stroke(
        f"UPDATE visits SET before = json_array({facts}) WHERE ticket = :ticket",  # noqa: S608
        {"ticket": ticket},
    )


def undone(now: Recorded, event: e.ActionUndone) -> Strokes:
    tickets = {"tickets": strokes.listed(event.tickets)}
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
