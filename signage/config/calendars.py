"""The calendar of the file, resolved to dates: public holidays, the mall's own, special days.

Which days are public holidays comes in as a function: this room knows no calendar of a country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.openings import spans
from signage.config.tables import DayTable, Tables
from signage.config.words import text
from signage.queueing.hall import SpecialDay, Text

LONGEST = 366
"""Days of one range."""


@dataclass(frozen=True, slots=True)
class PublicDay:
    """A public holiday, or a day of joint leave (cuti bersama) around one."""

    date: str
    name: Text
    joint: bool = False


PublicDays = Callable[[], Iterable[PublicDay]]
"""The public holidays of the years to come; asked only when the file wants them."""


def special_days(
    tables: Tables, public_days: PublicDays | None, faults: Faults
) -> tuple[SpecialDay, ...]:
    """Every date that is not as its week says; of several for the same the last holds."""
    added = _added(tables, faults)
    removed = set(_removed(tables, faults))
    public = {
        day.date: SpecialDay(date=day.date, name=day.name, kind="holiday")
        for day in _public(tables, public_days, faults)
        if day.date not in removed
    }
    own = tuple(_own(tables, set(added), faults))
    return (*sorted((public | added).values(), key=lambda day: day.date), *own)


def dates(written: str | tuple[str, ...], path: Path, faults: Faults) -> tuple[str, ...]:
    """The dates that are meant, in order; one that is there twice is noted."""
    found: list[str] = []
    for at, piece in enumerate((written,) if isinstance(written, str) else written):
        here = path if isinstance(written, str) else (*path, at)
        for date in _range(piece, here, faults):
            if date in found:
                faults.add(here, f"“{date}” stands here twice; take one out.")
            else:
                found.append(date)
    return tuple(sorted(found))


def _range(written: str, path: Path, faults: Faults) -> Iterator[str]:
    first, two, last = (part.strip() for part in written.partition(".."))
    for part in (first, last) if two else (first,):
        if not is_date(part):
            faults.add(
                path,
                f"“{part}” is no date; write it like 2026-12-31, or 2026-12-24..2026-12-31.",
            )
            return
    start = Date.fromisoformat(first)
    days = (Date.fromisoformat(last) - start).days if two else 0
    if days < 0:
        faults.add(path, f"“{written}” ends before it begins; put the earlier date first.")
    elif days >= LONGEST:
        faults.add(path, f"“{written}” has {days + 1} days; at most {LONGEST} are one range.")
    else:
        yield from ((start + timedelta(ahead)).isoformat() for ahead in range(days + 1))


def is_date(written: str) -> bool:
    """Whether it is a date of the calendar, as YYYY-MM-DD."""
    try:
        return Date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _public(tables: Tables, public_days: PublicDays | None, faults: Faults) -> Iterator[PublicDay]:
    wanted = tables.calendar
    if not wanted.holidays and not wanted.joint_leave:
        return
    if public_days is None:
        faults.add(
            ("calendar",), "the public holidays are not known here; name them under add = [ … ]."
        )
        return
    for day in public_days():
        if wanted.joint_leave if day.joint else wanted.holidays:
            yield day


def _added(tables: Tables, faults: Faults) -> dict[str, SpecialDay]:
    found: dict[str, SpecialDay] = {}
    for at, day in enumerate(tables.calendar.add):
        path: Path = ("calendar", "add", at)
        name = text(day.name, (*path, "name"), faults)
        if not is_date(day.date):
            faults.add((*path, "date"), f"“{day.date}” is no date; write it like 2026-12-31.")
        elif day.date in found:
            faults.add((*path, "date"), f"“{day.date}” is added already; take one out.")
        else:
            found[day.date] = SpecialDay(date=day.date, name=name, kind="holiday")
    return found


def _removed(tables: Tables, faults: Faults) -> Iterator[str]:
    """A date that is no holiday may be removed: the reckoning of a Hijri day may be corrected."""
    added = {day.date for day in tables.calendar.add}
    for at, date in enumerate(tables.calendar.remove):
        path: Path = ("calendar", "remove", at)
        if not is_date(date):
            faults.add(path, f"“{date}” is no date; write it like 2026-12-31.")
        elif date in tables.calendar.remove[:at]:
            faults.add(path, f"“{date}” is removed already; take one out.")
        elif date in added:
            faults.add(path, f"“{date}” is added and removed; keep one of the two.")
        yield date


def _own(tables: Tables, added: set[str], faults: Faults) -> Iterator[SpecialDay]:
    """The exceptional days: for each agency, service and the mall a date stands once."""
    seen: set[tuple[str, str]] = set()
    for index, day in enumerate(tables.days):
        path: Path = ("days", index)
        name = text(day.name, (*path, "name"), faults)
        _of(day, path, tables, faults)
        opened = spans(day.hours, (*path, "hours"), faults) if day.hours else ()
        scopes = [f"agency “{id}”" for id in day.agencies] + [f"“{id}”" for id in day.services]
        for date in dates(day.dates, (*path, "dates"), faults):
            for scope in scopes or ["the mall"]:
                if (scope, date) in seen or (scope == "the mall" and date in added):
                    faults.add(
                        (*path, "dates"), f"“{date}” is a day of {scope} already; take one out."
                    )
                seen.add((scope, date))
            yield SpecialDay(
                date=date, name=name, spans=opened, agencies=day.agencies, services=day.services
            )


def _of(day: DayTable, path: Path, tables: Tables, faults: Faults) -> None:
    for key, named, known in (
        ("agencies", day.agencies, [agency.id for agency in tables.agencies]),
        ("services", day.services, [service.id for service in tables.services]),
    ):
        for at, id in enumerate(named):
            if id not in known:
                word = "agency" if key == "agencies" else "service"
                faults.add((*path, key, at), f"there is no {word} “{id}”; {nearest(id, known)}")
