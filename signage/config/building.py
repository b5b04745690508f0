"""From the tables of the file to a hall: what is named must exist, and fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from signage.config import calls, events, meeting, prefixes
from signage.config.calendars import PublicDays, dates, special_days
from signage.config.faults import Faults, listed, nearest
from signage.config.lines import Path
from signage.config.openings import week
from signage.config.quotas import quota
from signage.config.tables import (
    AgencyTable,
    CounterTable,
    Hours,
    MallTable,
    StandardTable,
    Tables,
    Words,
    ZoneTable,
)
from signage.config.words import ids, line, one_id, text
from signage.queueing.hall import (
    Agency,
    Counter,
    Hall,
    Mall,
    Named,
    Priority,
    Service,
    Standard,
    Text,
    Zone,
)  # fmt: skip
from signage.queueing.hours import Week

LANGUAGES = ("id", "en")
AGE_LIMIT, AGE_LIMIT_HEARING = 120, 60
"""Seconds after which a call is not said: sooner in a zone that hears others, and says more."""


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
    _devices(tables.zones, faults)
    _served(tables, faults)
    calls.one_share_a_counter(tables, faults)
    hall = Hall(
        mall=_mall(tables.mall, time_zones, faults),
        zones=tuple(_zone(i, tables, faults) for i in range(len(tables.zones))),
        agencies=tuple(_agency(i, agency, faults) for i, agency in enumerate(tables.agencies)),
        services=tuple(_service(i, tables, faults) for i in range(len(tables.services))),
        counters=tuple(_counter(i, tables, faults) for i in range(len(tables.counters))),
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
        _once(chosen, index, path, faults)


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


def _zone(index: int, tables: Tables, faults: Faults) -> Zone:
    zone = tables.zones[index]
    path = ("zones", index)
    known = [other.id for other in tables.zones if other.id != zone.id]
    for at, heard in enumerate(zone.hears):
        here = (*path, "hears", at)
        if heard == zone.id:
            faults.add(here, f"“{heard}” hears itself; a zone always does, take it out.")
        elif heard not in known:
            faults.add(here, f"there is no zone “{heard}”; {nearest(heard, known)}")
        _once(zone.hears, at, (*path, "hears"), faults)
    return Zone(
        id=zone.id,
        name=text(zone.name, (*path, "name"), faults),
        hears=zone.hears,
        speaker=zone.speaker,
        device=zone.device,
        age_limit=zone.age_limit or (AGE_LIMIT_HEARING if zone.hears else AGE_LIMIT),
        direction=None
        if zone.direction is None
        else text(zone.direction, (*path, "direction"), faults),
    )


def _devices(zones: tuple[ZoneTable, ...], faults: Faults) -> None:
    """One speaker a zone: a sound card belongs to one zone, and the server voices that zone."""
    owners: dict[str, str] = {}
    for index, zone in enumerate(zones):
        path = ("zones", index, "device")
        if zone.device and zone.speaker != "server":
            faults.add(
                path,
                f"zone “{zone.id}” would have two speakers: it says “{zone.speaker}”, and it "
                'names a sound card too; take the device out, or write speaker = "server".',
            )
        elif zone.device and zone.device in owners:
            faults.add(
                path,
                f"“{zone.device}” is the sound card of zone “{owners[zone.device]}” already; two "
                "zones on one loudspeaker talk over each other, name another.",
            )
        owners.setdefault(zone.device, zone.id)


def _agency(index: int, agency: AgencyTable, faults: Faults) -> Agency:
    path = ("agencies", index)
    name = text(agency.name, (*path, "name"), faults)
    short = name if agency.short is None else text(agency.short, (*path, "short"), faults)
    spoken = short if agency.spoken is None else text(agency.spoken, (*path, "spoken"), faults)
    return Agency(
        id=agency.id,
        name=name,
        short=short,
        spoken=spoken,
        hours=_week(agency.hours, (*path, "hours"), faults),
        tickets_before=agency.tickets_before,
        cut_off=agency.cut_off,
        closed=agency.closed,
    )


def _service(index: int, tables: Tables, faults: Faults) -> Service:
    service = tables.services[index]
    path = ("services", index)
    agencies = [agency.id for agency in tables.agencies]
    if service.agency not in agencies:
        faults.add(
            (*path, "agency"),
            f"there is no agency “{service.agency}”; {nearest(service.agency, agencies)}",
        )
    _asked_at_the_kiosk(index, tables, faults)
    return Service(
        id=service.id,
        agency=service.agency,
        name=text(service.name, (*path, "name"), faults),
        prefix=service.prefix,
        separator=service.separator,
        width=service.width,
        share=calls.own_share(service.share, path, faults),
        pass_limit=service.pass_limit,
        hours=_week(service.hours, (*path, "hours"), faults),
        tickets_before=service.tickets_before,
        cut_off=service.cut_off,
        dates=dates(service.dates, (*path, "dates"), faults),
        quota=quota(service.quota, (*path, "quota"), faults),
        papers=tuple(
            text(paper, (*path, "papers", at), faults) for at, paper in enumerate(service.papers)
        ),
        priorities=service.priorities,
        asks_origin=service.asks_origin,
        closed=service.closed,
        standard=_standard(service.standard, path, faults),
    )


def _standard(written: StandardTable | None, path: Path, faults: Faults) -> Standard | None:
    if written is None:
        return None
    if written.wait is None and written.serve is None:
        faults.add(
            (*path, "standard"),
            "this promises nothing; write {wait = 15}, {serve = 20} or both, in minutes.",
        )
    return Standard(wait=written.wait, serve=written.serve)


def _asked_at_the_kiosk(index: int, tables: Tables, faults: Faults) -> None:
    service, path = tables.services[index], ("services", index)
    classes = [priority.id for priority in tables.priorities]
    for at, name in enumerate(service.priorities or ()):
        here = (*path, "priorities", at)
        if name not in classes:
            faults.add(here, f"there is no priority class “{name}”; {nearest(name, classes)}")
        _once(service.priorities or (), at, (*path, "priorities"), faults)
    if service.asks_origin and not tables.origins:
        faults.add(
            (*path, "asks_origin"),
            f"“{service.id}” asks where visitors come from, and there is no [[origins]] to choose "
            "from; add some, or take this out.",
        )


def _week(hours: Hours | None, path: Path, faults: Faults) -> Week | None:
    return None if hours is None else week(hours, path, faults)


def _maybe(words: Words | None, path: Path, faults: Faults) -> Text | None:
    return None if words is None else text(words, path, faults)


def _served(tables: Tables, faults: Faults) -> None:
    """A closed service needs nobody: whoever closes it hears who still waits."""
    closed = {agency.id for agency in tables.agencies if agency.closed}
    served = {service for counter in tables.counters for service in counter.services}
    calling = {s for counter in tables.counters if not counter.closed for s in counter.services}
    for index, service in enumerate(tables.services):
        if service.id in calling or service.closed or service.agency in closed:
            continue
        path: Path = ("services", index, "id")
        if service.id in served:
            faults.add(
                path,
                f"no counter that is not closed serves “{service.id}”, so its visitors would wait "
                "for ever; add it to the services of another counter, or close the service too.",
            )
        else:
            faults.add(
                path,
                f"no counter serves “{service.id}”, so its visitors would wait for ever; "
                "add it to the services of a counter, or take it out.",
            )


def _counter(index: int, tables: Tables, faults: Faults) -> Counter:
    counter = tables.counters[index]
    path = ("counters", index)
    zones = [zone.id for zone in tables.zones]
    if counter.zone is None:
        faults.add(
            (*path, "zone"),
            f"counter “{counter.id}” stands in no zone; add zone = with one of {listed(zones)}.",
        )
    elif counter.zone not in zones:
        faults.add(
            (*path, "zone"), f"there is no zone “{counter.zone}”; {nearest(counter.zone, zones)}"
        )
    _offers(counter, path, [service.id for service in tables.services], faults)
    name = counter.id if counter.name is None else line(counter.name, (*path, "name"), faults)
    return Counter(
        id=counter.id,
        name=name,
        zone=counter.zone or "",
        services=counter.services,
        share=calls.own_share(counter.share, path, faults),
        weights=calls.weights(counter, path, faults),
        closed=counter.closed,
        group=line(counter.group, (*path, "group"), faults) if counter.group else "",
        direction=_maybe(counter.direction, (*path, "direction"), faults),
    )


def _offers(counter: CounterTable, path: Path, known: list[str], faults: Faults) -> None:
    if not counter.services:
        faults.add(
            (*path, "services"),
            f"counter “{counter.id}” serves nothing; name at least one service.",
        )
    for at, service in enumerate(counter.services):
        if service not in known:
            faults.add(
                (*path, "services", at),
                f"there is no service “{service}”; {nearest(service, known)}",
            )
        _once(counter.services, at, (*path, "services"), faults)


def _once(names: tuple[str, ...], at: int, path: Path, faults: Faults) -> None:
    if names[at] in names[:at]:
        faults.add((*path, at), f"“{names[at]}” stands here twice; take one out.")
