"""Bookings as the file sets them: which services have slots, when, and for how many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from signage.config.faults import Faults, nearest
from signage.config.openings import DAYS, check_dates, spans
from signage.config.settings import Reservations
from signage.config.tables import SlotsTable, Tables
from signage.queueing.slots import BookingRules, SlotRule

_MONDAY: Final = date(2024, 1, 1)


def reservations(tables: Tables, faults: Faults) -> Reservations | None:
    """How the mall takes bookings; None when it takes none."""
    rules = tuple(_slots(i, slots, tables, faults) for i, slots in enumerate(tables.slots))
    _twice(rules, faults)
    bookings = tables.bookings
    if bookings is None or not bookings.open:
        return None
    if not rules:
        faults.add(
            ("bookings",),
            "there is nothing to book; add [[slots]] with services, hours and capacity, or take "
            "[bookings] out.",
        )
    return Reservations(
        rules=BookingRules(
            slots=rules,
            days_ahead=bookings.days_ahead,
            early=bookings.early,
            late=bookings.late,
            turn=bookings.turn,
        ),
        per_hour=bookings.per_hour,
    )


def _slots(index: int, slots: SlotsTable, tables: Tables, faults: Faults) -> SlotRule:
    path = ("slots", index)
    known = [service.id for service in tables.services]
    if not slots.services:
        faults.add((*path, "services"), "these slots are of no service; name at least one.")
    for at, service in enumerate(slots.services):
        if service not in known:
            faults.add(
                (*path, "services", at),
                f"there is no service “{service}”; {nearest(service, known)}",
            )
    if slots.walk_in >= slots.capacity:
        faults.add(
            (*path, "walk_in"),
            f"{slots.walk_in} of {slots.capacity} places are kept for walk-ins, so that nobody "
            "can book; make it smaller than capacity.",
        )
    check_dates(slots.dates, (*path, "dates"), faults)
    hours = spans(slots.hours, (*path, "hours"), faults)
    if hours and all(span.end - span.start < slots.minutes for span in hours):
        faults.add(
            (*path, "minutes"),
            f"no slot of {slots.minutes} minutes fits into these hours; make it shorter.",
        )
    return SlotRule(
        services=slots.services,
        spans=hours,
        minutes=slots.minutes,
        capacity=slots.capacity,
        walk_in=slots.walk_in,
        days=tuple(sorted({DAYS.index(day) for day in slots.days})),
        dates=slots.dates,
    )


def _twice(rules: tuple[SlotRule, ...], faults: Faults) -> None:
    """Notes slots of one service and day that two tables have at the same time."""
    for index, rule in enumerate(rules):
        for before, other in enumerate(rules[:index]):
            shared = [service for service in rule.services if service in other.services]
            at_once = any(
                one.start < two.end and two.start < one.end
                for one in rule.spans
                for two in other.spans
            )
            if shared and at_once and any(rule.on(d) and other.on(d) for d in _days(rule, other)):
                faults.add(
                    ("slots", index, "hours"),
                    f"“{shared[0]}” has slots at these hours already, in table {before + 1} of "
                    "[[slots]]; give each its own hours or days.",
                )


def _days(*rules: SlotRule) -> Iterator[date]:
    """Every day that could tell these rules apart: a week, and the dates that they name."""
    yield from (_MONDAY + timedelta(days=ahead) for ahead in range(7))
    for day in {day for rule in rules for day in rule.dates}:
        with suppress(ValueError):  # what is no date was noted
            yield date.fromisoformat(day)
