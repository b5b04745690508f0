"""Bookings as the file sets them: which services have slots, when, and for how many."""

from __future__ import annotations

from signage.config.faults import Faults, nearest
from signage.config.openings import DAYS, check_dates, spans
from signage.config.settings import Reservations
from signage.config.tables import SlotsTable, Tables
from signage.queueing.slots import BookingRules, SlotRule


def reservations(tables: Tables, faults: Faults) -> Reservations | None:
    """How the mall takes bookings; None when it takes none."""
    rules = tuple(_slots(i, slots, tables, faults) for i, slots in enumerate(tables.slots))
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
