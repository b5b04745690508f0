"""The list of devices: what the registry knows of each, and what its pages say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from signage.devices.alerts import Trouble
from signage.devices.naming import place_name, title
from signage.devices.presence import MediaKept, Seen, SoundState
from signage.devices.wording import TROUBLES, VOICELESS
from signage.queueing.hall import Hall, Text
from signage.queueing.shapes import DeviceState, PrinterStatus, VoiceStatus
from signage.registry.devices import Enrolled

GRAVEST: Final[tuple[DeviceState, ...]] = ("hung", "trouble", "muted", "well")
RECENT: Final = 24 * 3600 * 1000
"""A first link that was not opened for so many ms is not missed."""
PRINTS: Final = ("ready", "unknown", "browser")


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """An open page of a device, as it says of itself. `age` is s since its last sign of life;
    `painted` the seq of the view that is on it, `shown` the last call; `offset` how many s its
    clock is before ours (negative: behind); `old`: it is of another release than the server."""

    page: str
    address: str
    age: float
    state: DeviceState
    painted: int
    shown: int
    showing: str
    sound: SoundState
    offset: float | None
    version: str
    old: bool
    size: tuple[int, int]
    engine: str
    hidden: bool
    media: MediaKept | None = None


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A device of the hall. Times are Unix ms. `title` is its name, or what it is and where.

    `first`: its secret is one that the server made itself. `seen` is its last sign of life: of a
    button, its last press. `note` says what is wrong, where it says so itself.
    """

    device: str
    kind: str
    title: Text
    name: str
    place: str | None
    place_name: Text | None
    state: DeviceState
    first: bool = False
    created: int | None = None
    created_by: str | None = None
    revoked: int | None = None
    seen: int | None = None
    address: str = ""
    note: Text | None = None
    pages: tuple[PageRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the list is drawn from. `seen(id)` is the last sign of a device and its address."""

    hall: Hall
    enrolled: Iterable[Enrolled]
    pages: Iterable[Seen]
    seen: Callable[[str], tuple[int, str] | None]
    age: Callable[[Seen], int]
    state: Callable[[Seen], DeviceState]
    sound: Callable[[str], SoundState | None]
    printers: Iterable[PrinterStatus] = ()
    voices: Mapping[str, VoiceStatus] | None = None
    version: str = ""


def rows(scene: Scene) -> tuple[DeviceRow, ...]:
    """Every device: those with secrets, then printers and the loudspeakers of the zones."""
    pages: dict[str, list[Seen]] = {}
    for page in scene.pages:
        # a client of a counter or kiosk that never reports is no page of ours
        if page.zone or page.beaten:
            pages.setdefault(page.screen, []).append(page)
    told = [_enrolled(one, pages.get(one.device.id, []), scene) for one in scene.enrolled]
    return (*told, *_printers(scene), *_speakers(scene))


def troubles(
    scene: Scene, listed: Iterable[DeviceRow], now: int, busy: Callable[[str], bool]
) -> Iterator[Trouble]:
    """What somebody should see to. `busy(counter)`: it is open now, so its page is missed."""
    for row in listed:
        if row.state in ("well", "never", "revoked") or not _missed(row, now, busy):
            continue
        if row.state == "muted" and scene.sound(row.place or "") == "ready":
            continue  # another screen of the zone is heard
        yield Trouble(
            device=row.device,
            kind=row.kind,
            title=row.title,
            place=row.place,
            what=row.state,
            text=_sentence(row),
        )


def _missed(row: DeviceRow, now: int, busy: Callable[[str], bool]) -> bool:
    if row.kind == "counter":
        return row.place is not None and busy(row.place)
    if row.state != "silent":
        return True
    used = row.seen is not None and now - row.seen < RECENT
    return row.kind in ("screen", "kiosk") and (used or not row.first)


def _sentence(row: DeviceRow) -> Text:
    template, note = TROUBLES[row.state], row.note or Text("", "")
    return Text(
        template.id.format(name=row.title.id, note=note.id),
        template.en.format(name=row.title.en, note=note.en),
    )


def _enrolled(one: Enrolled, pages: list[Seen], scene: Scene) -> DeviceRow:
    device, told = one.device, tuple(_page(page, scene) for page in pages)
    at, address = scene.seen(device.id) or (one.seen, one.address)
    where = place_name(device.kind, device.place, scene.hall)
    return DeviceRow(
        device=device.id,
        kind=device.kind,
        title=title(one.name, device.kind, where),
        name=one.name,
        place=device.place,
        place_name=where,
        state=_state(one, told, at),
        first=one.first,
        created=one.created,
        created_by=one.created_by,
        revoked=one.revoked,
        seen=at,
        address=address,
        pages=told,
    )


def _state(one: Enrolled, pages: tuple[PageRow, ...], seen: int | None) -> DeviceState:
    if one.revoked is not None:
        return "revoked"
    if pages:
        states = {page.state for page in pages}
        return next(state for state in GRAVEST if state in states)
    if seen is None:
        return "never"
    return "silent" if one.device.kind in ("screen", "counter", "kiosk") else "well"


def _page(page: Seen, scene: Scene) -> PageRow:
    report = page.report
    return PageRow(
        page=page.name,
        address=page.address,
        age=round(scene.age(page) / 1000, 1),
        state=scene.state(page),
        painted=report.painted,
        shown=page.shown,
        showing=report.showing,
        sound=page.sound,
        offset=None if report.offset is None else round(report.offset / 1000, 1),
        version=report.version,
        old=bool(report.version and scene.version and report.version != scene.version),
        size=report.size,
        engine=report.engine,
        hidden=report.hidden,
        media=report.media,
    )


def _printers(scene: Scene) -> Iterator[DeviceRow]:
    for printer in scene.printers:
        zone = printer.zones[0] if printer.zones else None
        prints = printer.state in PRINTS
        yield DeviceRow(
            device=f"printer-{printer.printer}",
            kind="printer",
            title=printer.name,
            name=printer.name.id,
            place=zone,
            place_name=place_name("printer", zone, scene.hall),
            state="well" if prints else "trouble",
            note=None if prints else printer.text,
        )


def _speakers(scene: Scene) -> Iterator[DeviceRow]:
    for zone in scene.hall.zones:
        status = (scene.voices or {}).get(zone.id)
        if status is None or zone.speaker == "none":
            continue
        fails = status.state == "failed"
        yield DeviceRow(
            device=f"speaker-{zone.id}",
            kind="speaker",
            title=title("", "speaker", zone.name),
            name="",
            place=zone.id,
            place_name=zone.name,
            state="trouble" if fails else "well",
            note=(status.reason or VOICELESS) if fails else None,
        )
