"""Events of the file that may take a zone: what is named must exist, and calls lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from itertools import combinations

from signage.config.calendars import dates
from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.openings import DAYS, spans
from signage.config.tables import Tables, TakeoverTable
from signage.config.words import text
from signage.queueing.hall import Hall, ProgrammePoint, TakeoverPlan
from signage.queueing.hours import MINUTES_A_DAY, Span, meet_days
from signage.queueing.takeovers import leads_nowhere

MOST_POINTS = 24
LONGEST_GREETING = 200
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def plans(tables: Tables, faults: Faults) -> tuple[TakeoverPlan, ...]:
    """The events, in the order of the file."""
    return tuple(_plan(i, one, tables, faults) for i, one in enumerate(tables.takeovers))


def check(hall: Hall, faults: Faults) -> None:
    """Notes an event with which some calls would be made nowhere, and two at the same time."""
    for index, plan in enumerate(hall.takeovers):
        if leads_nowhere(hall, plan):
            faults.add(
                ("takeovers", index, "calls_to"),
                f"counters stand in “{plan.zone}”, and with “{plan.id}” there they would be called "
                "nowhere; name zones under calls_to.",
            )
    for (_, one), (at, other) in combinations(enumerate(hall.takeovers), 2):
        if one.zone == other.zone and not (one.closed or other.closed) and _meet(one, other):
            faults.add(
                ("takeovers", at),
                f"“{one.id}” and “{other.id}” take “{one.zone}” at the same time; change the "
                "dates or hours of one.",
            )


def _plan(index: int, table: TakeoverTable, tables: Tables, faults: Faults) -> TakeoverPlan:
    path: Path = ("takeovers", index)
    zones = {zone.id: zone for zone in tables.zones}
    if table.zone not in zones:
        faults.add(
            (*path, "zone"), f"there is no zone “{table.zone}”; {nearest(table.zone, zones)}"
        )
    for at, zone in enumerate(table.calls_to or ()):
        here = (*path, "calls_to", at)
        if zone == table.zone:
            faults.add(here, f"“{zone}” is the event's own zone; calls go to others, take it out.")
        elif zone not in zones:
            faults.add(here, f"there is no zone “{zone}”; {nearest(zone, zones)}")
        elif zone in (table.calls_to or ())[:at]:
            faults.add(here, f"“{zone}” stands here twice; take one out.")
    lists = [playlist.id for playlist in tables.playlists]
    if table.playlist and table.playlist not in lists:
        faults.add(
            (*path, "playlist"),
            f"there is no playlist “{table.playlist}”; {nearest(table.playlist, lists)}",
        )
    heard = zones[table.zone].hears if table.zone in zones else ()
    named, days, hours = _when(table, path, faults)
    return TakeoverPlan(
        id=table.id,
        zone=table.zone,
        name=text(table.name, (*path, "name"), faults),
        greeting=None
        if table.greeting is None
        else text(table.greeting, (*path, "greeting"), faults, longest=LONGEST_GREETING),
        playlist=table.playlist,
        programme=tuple(_points(table, path, faults)),
        calls_to=tuple(heard) if table.calls_to is None else table.calls_to,
        dates=named,
        days=days,
        spans=hours,
        closed=table.closed,
    )


def _when(
    table: TakeoverTable, path: Path, faults: Faults
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[Span, ...]]:
    """The dates, days and hours of its schedule; all day where no hours are named."""
    named = dates(table.dates, (*path, "dates"), faults)
    days = tuple(sorted({DAYS.index(day) for day in table.days}))
    if named and days:
        faults.add(
            (*path, "days"),
            "dates and days of the week don't go together; keep one of the two, and add another "
            "event for the other.",
        )
    if table.hours and not (table.dates or days):
        faults.add(
            (*path, "hours"),
            "hours need to know which days; add dates = or days =, or take the hours out to begin "
            "it by hand.",
        )
    hours = spans(table.hours, (*path, "hours"), faults) if table.hours else ()
    whole = (Span(0, MINUTES_A_DAY),) if named or days else ()
    return named, days, hours or whole


def _points(table: TakeoverTable, path: Path, faults: Faults) -> Iterator[ProgrammePoint]:
    if len(table.programme) > MOST_POINTS:
        faults.add(
            (*path, "programme"),
            f"the programme has {len(table.programme)} points; a screen shows at most "
            f"{MOST_POINTS}, take some out.",
        )
    for at, point in enumerate(table.programme):
        here = (*path, "programme", at)
        match = _CLOCK.fullmatch(point.at)
        if match is None:
            faults.add((*here, "at"), f"“{point.at}” is no time; write it like 09:00.")
        clock = f"{int(match[1]):02d}:{match[2]}" if match else point.at
        yield ProgrammePoint(clock, text(point.text, (*here, "text"), faults))


def _meet(one: TakeoverPlan, other: TakeoverPlan) -> bool:
    """Whether both have the same minute of some day."""
    if not meet_days(one.spans, other.spans):
        return False
    both = set(one.days) & set(other.days) or set(one.dates) & set(other.dates)
    return bool(both) or _falls(one.dates, other) or _falls(other.dates, one)


def _falls(named: tuple[str, ...], weekly: TakeoverPlan) -> bool:
    """Whether one of the dates is such a day of the week."""
    return any(_weekday(date) in weekly.days for date in named)


def _weekday(date: str) -> int:
    return Date.fromisoformat(date).weekday()
