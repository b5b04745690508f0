"""From the tables of the file to a hall: what is named must exist, and fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from signage.config import calls, events, meeting, offering, prefixes, standing
from signage.config.calendars import PublicDays, special_days
from signage.config.faults import Faults, listed, nearest
from signage.config.lines import Path
from signage.config.openings import week
from signage.config.tables import MallTable, Tables
from signage.config.words import ids, once, one_id, text
from signage.queueing.hall import Hall, Mall, Named, Priority

LANGUAGES = ("id", "en")


def build(
    tables: Tables,
    time_zones: Callable[[str], bool],
    public_days: PublicDays | None,
    faults: Faults,
) -> Hall:
    """The hall of these tables; what does not fit is noted. `time_zones` knows which exist."""
    for section, things in (
        ("zones", tables.zones),
        ("agencies", tables.agencies),
        ("services", tables.services),
        ("counters", tables.counters),
        ("priorities", tables.priorities),
        ("origins", tables.origins),
        ("takeovers", tables.takeovers),
    ):
        ids(section, tuple(thing.id for thing in things), faults)
    prefixes.check(tables.services, faults)
    standing.one_speaker_a_zone(tables.zones, faults)
    offering.all_served(tables, faults)
    calls.one_share_a_counter(tables, faults)
    hall = Hall(
        mall=_mall(tables.mall, time_zones, faults),
        zones=standing.zones(tables, faults),
        agencies=offering.agencies(tables, faults),
        services=offering.services(tables, faults),
        counters=standing.counters(tables, faults),
        priorities=tuple(
            Priority(
                id=thing.id,
                name=text(thing.name, ("priorities", index, "name"), faults),
                shares=thing.shares,
            )
            for index, thing in enumerate(tables.priorities)
        ),
        origins=tuple(
            Named(id=thing.id, name=text(thing.name, ("origins", index, "name"), faults))
            for index, thing in enumerate(tables.origins)
        ),
        calling=calls.calling(tables.calling, faults),
        days=special_days(tables, public_days, faults),
        takeovers=events.plans(tables, faults),
    )
    if not faults.some:
        meeting.check(hall, tables, faults)
        events.check(hall, faults)
    return hall


def languages(chosen: tuple[str, ...], known: Iterable[str], path: Path, faults: Faults) -> None:
    """Notes languages that are not known, stand twice, or are none at all."""
    if not chosen:
        faults.add(path, f"no language is left; name one of {listed(known)}.")
    for index, language in enumerate(chosen):
        if language not in known:
            faults.add(
                (*path, index), f"“{language}” is no language here; {nearest(language, known)}"
            )
        once(chosen, index, path, faults)


def _mall(mall: MallTable, time_zones: Callable[[str], bool], faults: Faults) -> Mall:
    one_id(mall.id, ("mall", "id"), faults)
    languages(mall.languages, LANGUAGES, ("mall", "languages"), faults)
    if not time_zones(mall.time_zone):
        faults.add(
            ("mall", "time_zone"),
            f"“{mall.time_zone}” is no time zone; use Asia/Jakarta, Asia/Makassar, Asia/Jayapura "
            "or another name of the tz database.",
        )
    return Mall(
        id=mall.id,
        name=text(mall.name, ("mall", "name"), faults),
        time_zone=mall.time_zone,
        languages=mall.languages,
        hours=week(mall.hours, ("mall", "hours"), faults),
        unfinished=mall.unfinished,
        undo=mall.undo,
        tickets_before=mall.tickets_before,
        cut_off=mall.cut_off,
    )
