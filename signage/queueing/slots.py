"""Bookings, as rules see them: which slots a day has, and when a booking may be checked in. Pure.

A booking is no event of the hall: it becomes one when its visitor comes and gets a ticket.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import calendar, hours
from signage.queueing.hall import Hall
from signage.queueing.refusals import clock, dated

BookingState = Literal["made", "cancelled", "used"]
Turn = Literal["slot", "arrival"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRule:
    """Slots of some services on some days, each `minutes` long, one after the other in `spans`.

    Of `capacity` visitors a slot, `walk_in` places are kept for those who come without a booking.
    `days` are weekdays, Monday is 0; without days and dates every day is meant.
    """

    services: tuple[str, ...]
    spans: tuple[hours.Span, ...]
    minutes: int
    capacity: int
    walk_in: int = 0
    days: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()

    def on(self, day: date) -> bool:
        """Whether the rule has slots on this date."""
        every_day = not self.days and not self.dates
        return every_day or day.weekday() in self.days or day.isoformat() in self.dates


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """How a mall takes bookings. Minutes: check-in begins `early` before a slot and ends `late`
    after it. `turn`: the place of the ticket is that of the slot's time, or of the arrival."""

    slots: tuple[SlotRule, ...]
    days_ahead: int = 14
    early: int = 15
    late: int = 15
    turn: Turn = "slot"

    @property
    def services(self) -> tuple[str, ...]:
        """The services that can be booked."""
        return tuple(dict.fromkeys(service for rule in self.slots for service in rule.services))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One slot: minutes of its date, and how many may book it."""

    service: str
    date: str
    start: int
    end: int
    bookable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A reserved slot. `number` is the ticket's that it became."""

    id: int
    service: str
    date: str
    start: int
    end: int
    state: BookingState = "made"
    number: str | None = None


def days(rules: BookingRules, now: hours.Moment) -> Iterator[date]:
    """The dates for which bookings are taken, today first."""
    today = date.fromisoformat(now.date)
    return (today + timedelta(days=ahead) for ahead in range(rules.days_ahead + 1))


def must_be_bookable(rules: BookingRules, hall: Hall, service: str) -> None:
    """Raises NotFound for a service that has no slots."""
    if service not in hall.service or service not in rules.services:
        raise NotFound("booking_service", service=service[:40])


def slots(
    rules: BookingRules, hall: Hall, service: str, day: date, now: hours.Moment
) -> tuple[Slot, ...]:
    """The slots of a service on a date that are still to come, within its hours, in order.

    Raises NotFound for a service that can't be booked, Refused for a date out of reach.
    """
    must_be_bookable(rules, hall, service)
    ahead = (day - date.fromisoformat(now.date)).days
    if not 0 <= ahead <= rules.days_ahead:
        raise Refused("booking_day", days=rules.days_ahead)
    open_spans = _open_on(hall, service, day)
    found = {
        slot.start: slot
        for rule in rules.slots
        if service in rule.services and rule.on(day)
        for slot in _cut(rule, service, day, open_spans)
        if ahead or slot.start > now.minute
    }
    return tuple(found[start] for start in sorted(found))


def offered(rule: SlotRule, hall: Hall, service: str, day: date) -> bool:
    """Whether the rule has a slot on this date that lies whole within the service's hours."""
    open_spans = _open_on(hall, service, day)
    return rule.on(day) and any(_cut(rule, service, day, open_spans))


def slot_at(
    rules: BookingRules, hall: Hall, service: str, day: date, start: int, now: hours.Moment
) -> Slot:
    """The slot that begins then. Raises as `slots` does, and Refused when there is none."""
    for slot in slots(rules, hall, service, day, now):
        if slot.start == start:
            return slot
    raise Refused("booking_slot", start=clock(start), day=dated(day))


def check_in(booking: Booking, rules: BookingRules, now: hours.Moment) -> None:
    """Lets a visitor in who is here at the right time.

    Raises Refused with what to do: a cancelled or used booking, another day, too early, too late.
    """
    if booking.state == "cancelled":
        raise Refused("booking_cancelled")
    if booking.state == "used":
        raise Refused("booking_used", number=booking.number or "")
    day = date.fromisoformat(booking.date)
    if booking.date != now.date:
        over = booking.date < now.date
        raise Refused("booking_past" if over else "booking_other_day", day=dated(day))
    begins, ends = booking.start - rules.early, booking.end + rules.late
    if now.minute < begins:
        raise Refused("booking_early", at=clock(max(0, begins)))
    if now.minute >= ends:
        raise Refused("booking_late", at=clock(ends))


def place(start: int, now: hours.Moment) -> int:
    """The steady ms at which that minute of today was, or will be: the ticket's place in line."""
    return now.tick + (start - now.minute) * 60_000 - now.at % 60_000


def minute(written: str) -> int:
    """A time of day as `08:30`, in minutes. Raises Malformed."""
    parts = written.split(":")
    if len(parts) == 2 and all(len(p) == 2 and p.isascii() and p.isdecimal() for p in parts):
        hour, minutes = map(int, parts)
        if hour < 24 and minutes < 60:
            return hour * 60 + minutes
    raise Malformed("time_malformed", time=written[:20])


def day_of(written: str) -> date:
    """A date as `2026-12-31`. Raises Malformed."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.isoformat() != written:
        raise Malformed("date_malformed", date=written[:20])
    return found


def _open_on(hall: Hall, service: str, day: date) -> tuple[hours.Span, ...]:
    """When the service is open on that date, holidays and exceptional days included."""
    return calendar.spans_on(hall, hall.service[service], day.isoformat())


def _cut(
    rule: SlotRule, service: str, day: date, open_spans: Iterable[hours.Span]
) -> Iterator[Slot]:
    """The rule's slots that lie whole within the service's hours."""
    spans = tuple(open_spans)
    for span in rule.spans:
        for start in range(span.start, span.end - rule.minutes + 1, rule.minutes):
            end = start + rule.minutes
            if any(o.start <= start and end <= o.end for o in spans):
                yield Slot(
                    service=service, date=day.isoformat(), start=start, end=end,
                    bookable=max(0, rule.capacity - rule.walk_in),
                )  # fmt: skip
