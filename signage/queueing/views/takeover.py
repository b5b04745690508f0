"""An event that has a zone, as the zone shows it, as others hear of it, and as who ends it sees it.

The sentences say where calls go, so that nobody waits where nothing is called.
"""

from __future__ import annotations

from collections.abc import Iterable

from signage.queueing import shapes as s
from signage.queueing.events import Takeover
from signage.queueing.hall import Hall, Text
from signage.queueing.hours import Moment
from signage.queueing.model import State, aimed_at
from signage.queueing.refusals import sentence
from signage.queueing.routing import lead_here, routed
from signage.queueing.takeovers import ahead
from signage.queueing.views.rows import zone_name
from signage.queueing.wording import both_and


def takeover_view(state: State, zone: str) -> s.TakeoverView | None:
    """The event that has a zone; None when the zone is the hall's."""
    one = state.takeovers.get(zone)
    if one is None:
        return None
    hall, called = state.hall, _called(state, one)
    return s.TakeoverView(
        id=one.id,
        name=one.name,
        greeting=one.greeting or one.name,
        playlist=one.playlist or None,
        programme=tuple(s.ProgrammeRow(at=point.at, text=point.text) for point in one.programme),
        since=one.since,
        until=one.until,
        calls_to=tuple(s.ZoneName(zone=id, name=zone_name(hall, id)) for id in called),
        note=_note(hall, zone, called),
    )


def guest_views(state: State, zone: str) -> tuple[s.GuestView, ...]:
    """The zones whose calls this zone makes as well, because events have them."""
    guests = (zone_name(state.hall, one.zone) for one in lead_here(state, zone))
    ids = (one.zone for one in lead_here(state, zone))
    return tuple(
        s.GuestView(zone=id, name=name, note=_fill(GUEST, zone=name))
        for id, name in zip(ids, guests, strict=True)
    )


def takeover_rows(state: State) -> tuple[s.TakeoverRow, ...]:
    """All events that have a zone now."""
    hall = state.hall
    return tuple(
        s.TakeoverRow(
            takeover=one.id, zone=zone, zone_name=zone_name(hall, zone), name=one.name,
            since=one.since, until=one.until,
            calls_to=tuple(zone_name(hall, id) for id in _called(state, one)),
            speaking=_speaks_on(state, zone),
        )
        for zone, one in sorted(state.takeovers.items())
    )  # fmt: skip


def coming_rows(state: State, now: Moment) -> tuple[s.ComingRow, ...]:
    """The events that wait for their zone, and those that begin soon, the first one first."""
    found = sorted(ahead(state, now), key=lambda one: (one.begins, one.plan.id))
    return tuple(
        s.ComingRow(
            takeover=one.plan.id, zone=one.plan.zone,
            zone_name=zone_name(state.hall, one.plan.zone), name=one.plan.name,
            begins=one.begins, ends=one.ends,
            hindrance=sentence(one.waits) if one.waits is not None else None,
        )
        for one in found
    )  # fmt: skip


def called_in(state: State, counter: str) -> tuple[s.ZoneName, ...]:
    """Where the calls of a counter are made now, its own zone first while that is free."""
    where = routed(state, state.hall.zones_of(counter))
    return tuple(s.ZoneName(zone=id, name=zone_name(state.hall, id)) for id in where.zones)


def withheld_rows(state: State, counter: str) -> tuple[s.WithheldRow, ...]:
    """The events for which a counter is not called in zones where it usually is."""
    usual = state.hall.zones_of(counter)
    return tuple(
        s.WithheldRow(
            takeover=one.id, name=one.name, zone=zone, zone_name=zone_name(state.hall, zone),
            since=one.since, until=one.until,
        )
        for zone in usual
        if (one := state.takeovers.get(zone)) is not None
    )  # fmt: skip


def waits_at(state: State, line: str) -> Text | None:
    """Where those who stand in a line are called now, when it is not where they usually are."""
    hall = state.hall
    if not state.takeovers:
        return None
    counters = [
        counter.id
        for counter in hall.counters
        if line == aimed_at(counter.id) or line in counter.services
    ]
    usual = dict.fromkeys(zone for id in counters for zone in hall.zones_of(id))
    where = [routed(state, hall.zones_of(id)) for id in counters]
    called = _in_order(hall, (zone for one in where for zone in one.zones))
    taken = [zone for zone in usual if zone in state.takeovers]
    if not taken or not called:
        return None
    return _fill(WAITS, taken=_names(hall, taken), zones=_names(hall, called))


def _speaks_on(state: State, zone: str) -> bool:
    """Whether a call's sentence is still being said in a zone that calls nobody any more."""
    return any(a.first and a.begun and a.result is None for a in state.announcements.get(zone, ()))


def _called(state: State, one: Takeover) -> tuple[str, ...]:
    return _in_order(state.hall, routed(state, (one.zone,)).zones)


def _in_order(hall: Hall, zones: Iterable[str]) -> tuple[str, ...]:
    found = set(zones)
    return tuple(zone.id for zone in hall.zones if zone.id in found)


def _names(hall: Hall, zones: Iterable[str]) -> Text:
    return both_and([zone_name(hall, zone) for zone in zones])


def _note(hall: Hall, zone: str, called: tuple[str, ...]) -> Text:
    if not called:
        return _fill(NONE, zone=zone_name(hall, zone))
    return _fill(NOTE, zone=zone_name(hall, zone), zones=_names(hall, called))


NOTE = Text(
    "Nomor antrean tidak dipanggil di {zone}. Perhatikan layar di {zones}.",
    "Numbers are not called in {zone}. Please watch the screens in {zones}.",
)
NONE = Text("Tidak ada panggilan di {zone}.", "Nothing is called in {zone}.")
GUEST = Text(
    "{zone} dipakai untuk acara: panggilannya juga di sini.",
    "{zone} is taken by an event: its calls are made here too.",
)
WAITS = Text(
    "{taken} dipakai untuk acara. Nomor Anda dipanggil di {zones}; silakan menunggu di sana.",
    "{taken} is taken by an event. Your number is called in {zones}; please wait there.",
)


def _fill(sentence: Text, **names: Text) -> Text:
    return Text(
        sentence.id.format_map({key: name.id for key, name in names.items()}),
        sentence.en.format_map({key: name.en for key, name in names.items()}),
    )
