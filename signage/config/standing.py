"""What stands in the hall: its zones and its counters."""

from __future__ import annotations

from signage.config import calls
from signage.config.faults import Faults, listed, nearest
from signage.config.lines import Path
from signage.config.tables import CounterTable, Tables, ZoneTable
from signage.config.words import line, maybe, once, text
from signage.queueing.hall import Counter, Zone

AGE_LIMIT, AGE_LIMIT_HEARING = 120, 60
"""Seconds after which a call is not said: sooner in a zone that hears others, and says more."""


def zones(tables: Tables, faults: Faults) -> tuple[Zone, ...]:
    """The zones, in the order of the file."""
    return tuple(_zone(i, tables, faults) for i in range(len(tables.zones)))


def counters(tables: Tables, faults: Faults) -> tuple[Counter, ...]:
    """The counters, in the order of the file."""
    return tuple(_counter(i, tables, faults) for i in range(len(tables.counters)))


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
        once(zone.hears, at, (*path, "hears"), faults)
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


def one_speaker_a_zone(zones: tuple[ZoneTable, ...], faults: Faults) -> None:
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
        direction=maybe(counter.direction, (*path, "direction"), faults),
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
        once(counter.services, at, (*path, "services"), faults)
