"""On which dates and in which minutes the mall and its services are open, and give tickets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from signage.queueing.hall import Hall, Service, SpecialDay
from signage.queueing.hours import ALWAYS, TURN, Span, Week, meet_days

FAR = 400
"""Days that are looked ahead for an opening."""


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """A minute of a date, in the mall's time."""

    date: str
    minute: int

    @property
    def business_date(self) -> str:
        """The business day that it falls in."""
        return self.date if self.minute >= TURN else days_after(self.date, -1)


def days_after(date: str, days: int) -> str:
    """The date so many days later."""
    return (Date.fromisoformat(date) + timedelta(days)).isoformat()


def mall_spans(hall: Hall, date: str) -> tuple[Span, ...]:
    """When the mall is open on a date."""
    special = closed_or_changed(hall, date)
    return _of_week(hall.mall.hours, date) if special is None else special.spans


def works_on(hall: Hall, date: str) -> bool:
    """Whether the mall opens at all on a date."""
    return bool(mall_spans(hall, date))


def closed_or_changed(hall: Hall, date: str, service: Service | None = None) -> SpecialDay | None:
    """What makes the date special for the mall; with a service, for it or its agency instead."""
    for day in reversed(hall.special.get(date, ())):
        if service is None and not day.agencies and not day.services:
            return day
        if service is not None and (service.id in day.services or service.agency in day.agencies):
            return day
    return None


def spans_on(hall: Hall, service: Service, date: str) -> tuple[Span, ...]:
    """When a service is open on a date: within its agency's hours and the mall's; never when it
    is closed."""
    if service.id in hall.closed_services or (service.dates and date not in service.dates):
        return ()
    if date not in hall.special:
        return _of_week(hall.weeks[service.id], date)
    spans = mall_spans(hall, date)
    for week, special in (
        (hall.agency[service.agency].hours, _of_agency(hall, service, date)),
        (service.hours, _of_service(hall, service, date)),
    ):
        own = _of_week(week or ALWAYS, date) if special is None else special.spans
        spans = meet_days(spans, own)
    return spans


def windows_on(hall: Hall, service: Service, date: str) -> tuple[Span, ...]:
    """When tickets of a service are given on a date: early, and not in the last minutes."""
    spans = spans_on(hall, service, date)
    if not spans:
        return ()
    agency, mall = hall.agency[service.agency], hall.mall
    early = _first(service.tickets_before, agency.tickets_before, mall.tickets_before)
    late = _first(service.cut_off, agency.cut_off, mall.cut_off)
    if not early and not late:
        return spans
    return tuple(_windows(spans, early, late))


def _windows(spans: tuple[Span, ...], early: int, late: int) -> Iterator[Span]:
    """A break that tickets before the next opening fill up is none for tickets."""
    start = end = -1
    for span in spans:
        begins = max(0, span.start - early)
        if begins > end:
            if end > start:
                yield Span(start, end)
            start = begins
        end = span.end
    if end - late > start:
        yield Span(start, end - late)


def _first(service: int | None, agency: int | None, mall: int) -> int:
    if service is not None:
        return service
    return mall if agency is None else agency


def _of_agency(hall: Hall, service: Service, date: str) -> SpecialDay | None:
    days = reversed(hall.special[date])
    return next((day for day in days if service.agency in day.agencies), None)


def _of_service(hall: Hall, service: Service, date: str) -> SpecialDay | None:
    return next((day for day in reversed(hall.special[date]) if service.id in day.services), None)


def _of_week(week: Week, date: str) -> tuple[Span, ...]:
    return week.days[Date.fromisoformat(date).weekday()]
