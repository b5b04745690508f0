"""From the count of a day to its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from signage.queueing.fairness import words
from signage.queueing.fairness.shapes import (
    ClassRow,
    FairnessReport,
    LineRow,
    PassedByRow,
    PassedRow,
    RuleRow,
)
from signage.queueing.fairness.tally import By, Tally, Window, tally
from signage.queueing.hall import Hall, Text
from signage.queueing.model import Recorded, Ticket

MOST = 20
"""Tickets that are named as those passed over most."""


def fairness(records: Iterable[Recorded]) -> FairnessReport | None:
    """The report of the day that the first of these events opens; None when none does."""
    counted = tally(records)
    return _report(counted) if counted else None


def _report(counted: Tally) -> FairnessReport:
    hall = counted.hall
    tickets = [ticket for ticket in counted.tickets.values() if not ticket.direct]
    classes = tuple(_classes(counted, tickets))
    lines = tuple(_line(hall, line, windows) for line, windows in sorted(counted.windows.items()))
    share = hall.calling.share
    report = FairnessReport(
        day=counted.day,
        seq=counted.seq,
        closed=counted.closed,
        share=f"{share.priority}:{share.ordinary}" if share.on else None,
        limit=hall.calling.pass_limit,
        tickets=len(tickets),
        called=sum(ticket.waited is not None for ticket in tickets),
        passed=counted.passed.total(),
        late=counted.late,
        late_chosen=counted.late_chosen,
        classes=classes,
        most=tuple(_most(counted)),
        lines=lines,
        rules=tuple(
            RuleRow(rule=rule, name=words.rule(rule), count=count)
            for rule, count in counted.rules.most_common()
            if count
        ),
        said=(),
    )
    return words.told(report)


def _classes(counted: Tally, tickets: list[Ticket]) -> Iterator[ClassRow]:
    hall = counted.hall
    apart: dict[str, list[Ticket]] = {"": []}
    for ticket in tickets:
        apart.setdefault(ticket.priority or "", []).append(ticket)
    known = ["", *hall.priority]
    for priority in sorted(apart, key=lambda id: known.index(id) if id in known else len(known)):
        yield _class(counted, priority, apart[priority])


def _class(counted: Tally, priority: str, tickets: list[Ticket]) -> ClassRow:
    waits = {ticket.number: _waited(ticket, counted.tick) for ticket in tickets}
    longest = max(waits, key=waits.__getitem__, default=None)
    passed = [counted.passed[ticket.id] for ticket in tickets]
    by = sum((counted.by.get(ticket.id, Counter()) for ticket in tickets), Counter[By]())
    known = counted.hall.priority.get(priority)
    return ClassRow(
        priority=priority,
        name=_name(counted.hall, priority),
        shares=bool(known and known.shares),
        tickets=len(tickets),
        called=sum(ticket.waited is not None for ticket in tickets),
        waiting=sum(ticket.state == "waiting" for ticket in tickets),
        passed=sum(passed),
        passed_tickets=sum(count > 0 for count in passed),
        most_passed=max(passed, default=0),
        by=_by(counted.hall, by),
        longest=waits[longest] if longest is not None else 0,
        longest_number=longest,
        mean=sum(waits.values()) // len(waits) if waits else 0,
    )


def _waited(ticket: Ticket, tick: int) -> int:
    """Seconds until the first call; until it left, or now, for one who was never called."""
    if ticket.waited is not None:
        return ticket.waited // 1000
    until = tick if ticket.state == "waiting" else ticket.since
    return max(0, until - ticket.issued) // 1000


def _most(counted: Tally) -> Iterator[PassedRow]:
    for id, count in counted.passed.most_common(MOST):
        ticket = counted.tickets.get(id)
        if count <= 0 or ticket is None:
            continue
        priority = ticket.priority or ""
        yield PassedRow(
            number=ticket.number,
            service=ticket.service,
            service_name=_service_name(counted.hall, ticket.service),
            priority=priority,
            name=_name(counted.hall, priority),
            passed=count,
            waited=_waited(ticket, counted.tick),
            by=_by(counted.hall, counted.by.get(id, Counter())),
        )


def _by(hall: Hall, counted: Mapping[By, int]) -> tuple[PassedByRow, ...]:
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0].priority, row[0].rule))
    return tuple(
        PassedByRow(
            priority=by.priority,
            name=_name(hall, by.priority),
            rule=by.rule,
            rule_name=words.rule(by.rule),
            count=count,
        )
        for by, count in rows
        if count > 0
    )


def _line(hall: Hall, line: str, windows: list[Window]) -> LineRow:
    share, *services = line.split(" ")
    return LineRow(
        services=tuple(services),
        names=tuple(_service_name(hall, id) for id in services),
        share=share,
        windows=len(windows),
        kept=sum(window.kept for window in windows),
        priority=sum(window.priority for window in windows),
        ordinary=sum(window.ordinary for window in windows),
    )


def _service_name(hall: Hall, id: str) -> Text:
    known = hall.service.get(id)
    return known.name if known else Text(id, id)


def _name(hall: Hall, priority: str) -> Text:
    known = hall.priority.get(priority)
    if known is not None:
        return known.name
    return Text(priority, priority) if priority else words.NO_PRIORITY
