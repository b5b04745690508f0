"""Hours that never meet: a service that no visitor could ever take a ticket for is a slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date

from signage.config.calendars import dates
from signage.config.faults import Faults
from signage.config.lines import Path
from signage.config.openings import DAYS, spans
from signage.config.tables import Tables
from signage.queueing import calendar, slots
from signage.queueing.hall import Hall, Service
from signage.queueing.hours import Week, meet_days
from signage.queueing.slots import SlotRule

MONDAY = Date(2024, 1, 1)
"""A week without special days, to look at usual ones."""


def check(hall: Hall, tables: Tables, faults: Faults) -> None:
    """Notes services that never open, or that never give a ticket. All that it names is there."""
    own = _without_holidays(hall)
    usual = replace(hall, days=())
    for index, service in enumerate(hall.services):
        if service.id in hall.closed_services:
            continue
        if not any(hall.weeks[service.id].days):
            _never(index, service, hall, faults)
        elif service.dates:
            _dates(index, service, own, faults)
        elif not _gives(usual, service):
            faults.add(
                ("services", index, "cut_off"),
                f"“{service.id}” would never give a ticket: its cut-off is as long as it is open; "
                "make cut_off shorter (its own, its agency's or the mall's).",
            )
    _days(hall, tables, faults)


def _never(index: int, service: Service, hall: Hall, faults: Faults) -> None:
    if service.hours is not None:
        path, whose = ("services", index, "hours"), f"“{service.id}”"
    else:
        at = [agency.id for agency in hall.agencies].index(service.agency)
        path, whose = ("agencies", at, "hours"), f"agency “{service.agency}”"
    faults.add(
        path,
        f"the hours of {whose} never meet the mall's ({_told(hall.mall.hours)}), so no ticket of "
        f"“{service.id}” would ever be given; change one of them.",
    )


def _without_holidays(hall: Hall) -> Hall:
    """Holidays don't count here: a date that becomes one must not keep the server from starting."""
    return replace(hall, days=tuple(day for day in hall.days if day.kind == "day"))


def _dates(index: int, service: Service, own: Hall, faults: Faults) -> None:
    for at, date in enumerate(service.dates):
        if not calendar.spans_on(own, service, date):
            day = DAYS[Date.fromisoformat(date).weekday()]
            faults.add(
                ("services", index, "dates", at),
                f"“{service.id}” comes on {date} ({day}), when the mall or its agency is shut; "
                "choose another date, or give the mall hours on it under [[days]].",
            )


def _gives(usual: Hall, service: Service) -> bool:
    return any(calendar.windows_on(usual, service, date) for date in _week())


def _days(hall: Hall, tables: Tables, faults: Faults) -> None:
    """Own hours of an agency or a service on a date, when the mall is shut."""
    for index, day in enumerate(tables.days):
        if not day.hours or not (day.agencies or day.services):
            continue
        path: Path = ("days", index, "hours")
        own = spans(day.hours, path, faults)
        for date in dates(day.dates, ("days", index, "dates"), faults):
            if not meet_days(calendar.mall_spans(hall, date), own):
                faults.add(
                    path,
                    f"on {date} these hours never meet the mall's; give the mall hours on that "
                    "date under [[days]] too, or change them.",
                )


def check_slots(hall: Hall, rules: tuple[SlotRule, ...], faults: Faults) -> None:
    """Notes slots that could never be offered, because the service is shut at all of them."""
    own = _without_holidays(hall)
    usual = replace(hall, days=())
    special = {day.date for day in own.days}
    for index, rule in enumerate(rules):
        for at, service in enumerate(rule.services):
            if service in hall.closed_services:
                continue
            named = special | {*rule.dates, *hall.service[service].dates}
            if not any(_offered(rule, usual, service, date) for date in _week()) and not any(
                _offered(rule, own, service, date) for date in named
            ):
                faults.add(
                    ("slots", index, "services", at),
                    f"no slot of “{service}” lies whole in its hours, so it could never be "
                    "booked; change the slots' hours, days or minutes, or take it out.",
                )


def _offered(rule: SlotRule, hall: Hall, service: str, date: str) -> bool:
    return slots.offered(rule, hall, service, Date.fromisoformat(date))


def _week() -> tuple[str, ...]:
    return tuple(MONDAY.replace(day=1 + day).isoformat() for day in range(7))


def _told(week: Week) -> str:
    days = (
        f"{day} " + ", ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in opened)
        for day, opened in zip(DAYS, week.days, strict=True)
        if opened
    )
    return "; ".join(days)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
