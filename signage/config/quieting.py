"""Quiet times and volumes of the file, as the voice keeps them: what is named must exist."""

from __future__ import annotations

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.openings import DAYS, check_dates, spans
from signage.config.tables import PrayerTable, QuietTable, Tables, VolumeTable
from signage.config.words import text
from signage.voice.prayers import Place
from signage.voice.quiet import QuietTime, Volume, When


def quiet_times(tables: Tables, faults: Faults) -> tuple[QuietTime, ...]:
    """The quiet times, in the order of the file."""
    return tuple(_quiet(i, quiet, tables, faults) for i, quiet in enumerate(tables.quiet))


def volumes(tables: Tables, faults: Faults) -> tuple[Volume, ...]:
    """The volumes, in the order of the file."""
    return tuple(
        Volume(when=_when(volume, ("volume", i), tables, faults), gain=float(volume.gain_db))
        for i, volume in enumerate(tables.volume)
    )


def place(prayer: PrayerTable | None) -> Place | None:
    """Where the prayers' times are reckoned for, if the mall says."""
    if prayer is None:
        return None
    return Place(
        latitude=prayer.latitude,
        longitude=prayer.longitude,
        ihtiyat=prayer.ihtiyat,
        fajr_angle=prayer.fajr_angle,
        isha_angle=prayer.isha_angle,
    )


def _quiet(index: int, quiet: QuietTable, tables: Tables, faults: Faults) -> QuietTime:
    path: Path = ("quiet", index)
    if bool(quiet.hours) == (quiet.prayer is not None):
        faults.add(
            path, "a quiet time has either hours or a prayer; add hours = \"12:00-13:00\", or "
            'prayer = "dhuhr".',
        )  # fmt: skip
    if quiet.prayer is not None and tables.prayer is None:
        faults.add(
            (*path, "prayer"), "where the mall is decides the prayers' times; add [prayer] with "
            "latitude and longitude.",
        )  # fmt: skip
    return QuietTime(
        name=text(quiet.name, (*path, "name"), faults),
        when=_when(quiet, path, tables, faults),
        prayer=quiet.prayer,
        before=quiet.before,
        minutes=quiet.minutes,
        manner=quiet.voice,
        gain=float(quiet.gain_db),
        later=quiet.later,
    )


def _when(table: QuietTable | VolumeTable, path: Path, tables: Tables, faults: Faults) -> When:
    known = [zone.id for zone in tables.zones]
    for at, zone in enumerate(table.zones):
        if zone not in known:
            faults.add((*path, "zones", at), f"there is no zone “{zone}”; {nearest(zone, known)}")
    check_dates(table.dates, (*path, "dates"), faults)
    return When(
        zones=table.zones,
        days=tuple(sorted({DAYS.index(day) for day in table.days})),
        dates=table.dates,
        spans=spans(table.hours, (*path, "hours"), faults) if table.hours else (),
    )
