"""The screens over HTTP: how each is set, what can't be read on it, and a look at a draft."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from signage.config.arranging import arrangements
from signage.config.tables import Both, Diagonal, Distance, LayoutTable, ThemeTable, Words
from signage.devices.roster import DeviceRow
from signage.errors import Malformed, NotFound, Refused
from signage.queueing.hall import Text
from signage.queueing.shapes import DeviceState, ZoneView
from signage.screens import drafts
from signage.screens.changes import gone
from signage.screens.layouts import KINDS, REGIONS, Layout, Orientation
from signage.screens.legibility import letters, sizes
from signage.screens.reach import least_diagonal, reach
from signage.screens.ready import IDS
from signage.screens.sample import filled, lively
from signage.screens.schedules import ScreenPlace, moment
from signage.screens.settings import Facts, Hanging, Screens, Settings
from signage.screens.shapes import LayoutView, ScreenView, SizesView, layout_view
from signage.screens.themes import THEMES, Theme
from signage.showing import screen_view, sizes_view
from signage.web import bodies
from signage.web.audited import audited
from signage.web.configuring import who_configures
from signage.web.house import House, house
from signage.web.operations import Operation, answer

Name = Annotated[str, Meta(max_length=80)]


class ScreenBody(bodies.Nothing, frozen=True, forbid_unknown_fields=True):
    """What is said of one screen, as a whole: what is left out is as its zone has it."""

    layout: Name | None = None
    theme: Name | None = None
    orientation: Hanging | None = None
    diagonal: Diagonal | None = None
    distance: Distance | None = None


class SettingsRow(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a screen: inches, and metres to its farthest viewer."""

    layout: str
    theme: str
    orientation: Hanging
    diagonal: float
    distance: float


class LettersRow(msgspec.Struct, frozen=True, kw_only=True):
    """The least heights of a capital letter, in mm."""

    number: float
    counter: float
    agency: float
    text: float


class FaultOfScreen(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, in words: with one region, or with the colours of `tokens`. What is `grave`
    can't be saved; the rest can't be read from the farthest place."""

    what: Text
    region: str | None = None
    tokens: tuple[str, ...] = ()
    grave: bool = False


class ReadRow(msgspec.Struct, frozen=True, kw_only=True):
    """How a layout is read: `sizes` are font sizes as parts of the shorter side, `reach` the metres
    from which all of it is read, `needs` the inches that the distance asks for; null: none do."""

    sizes: SizesView
    letters: LettersRow
    reach: float | None
    needs: float | None
    faults: tuple[FaultOfScreen, ...]


class ScreenRow(ReadRow, frozen=True, kw_only=True):
    """A screen: `facts` were said of it alone, `usual` is what its zone has, `settings` what holds.
    `size` are the pixels of its page, where one is open; `stands` is the way it hangs. `lost` says
    what was chosen for it and is no more."""

    device: str
    title: Text
    name: str
    zone: str
    zone_name: Text
    state: DeviceState
    size: tuple[int, int] | None
    stands: Orientation
    facts: Facts
    usual: SettingsRow
    settings: SettingsRow
    lost: tuple[Text, ...] = ()


class LayoutRow(msgspec.Struct, frozen=True, kw_only=True):
    """A layout: `ready` is one of ours; its arrangement for each way a screen hangs."""

    id: str
    name: Text
    ready: bool
    arrangements: tuple[LayoutView, ...]


class ThemeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A theme: `ready` is one of ours."""

    id: str
    name: Text
    ready: bool
    tokens: dict[str, str]
    logo: str | None


class RegionRow(msgspec.Struct, frozen=True):
    """A kind of region, and its name."""

    kind: str
    name: Text


class ScreenList(msgspec.Struct, frozen=True, kw_only=True):
    """Every screen, and what it may show."""

    screens: tuple[ScreenRow, ...]
    layouts: tuple[LayoutRow, ...]
    themes: tuple[ThemeRow, ...]
    regions: tuple[RegionRow, ...]


class ScreenSaid(msgspec.Struct, frozen=True):
    """The screen that something was said of, and what holds for it now."""

    device: str
    settings: SettingsRow


class PreviewBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A layout and a theme by id, or as tables of the file; what is left out is as the zone has it.
    `at` is a time of the mall's clock, such as 2026-11-26T09:30; with a `device` its own schedules
    count."""

    device: Name | None = None
    zone: Name | None = None
    layout: Name | LayoutTable | None = None
    theme: Name | ThemeTable | None = None
    orientation: Hanging | None = None
    diagonal: Diagonal | None = None
    distance: Distance | None = None
    at: Name | None = None


class PreviewReply(ReadRow, frozen=True, kw_only=True):
    """What a screen would be told at `at` (Unix ms), and a zone on a lively morning."""

    at: int
    view: ScreenView
    zone: ZoneView


async def listed(request: Request) -> Response:
    """GET /api/screens"""
    rooms, _ = who_configures(request)
    screens = rooms.config().screens
    found = {row.device: row for row in rooms.oversight.rows() if row.kind == "screen"}
    rows = await asyncio.to_thread(lambda: tuple(_rows(rooms, screens, found)))
    return answer(
        ScreenList(
            screens=rows,
            layouts=tuple(_layouts(screens)),
            themes=tuple(_theme_row(one, screens) for one in screens.every_theme.values()),
            regions=tuple(RegionRow(kind, REGIONS[kind]) for kind in KINDS),
        )
    )


async def said(request: Request) -> Response:
    """POST /api/devices/{device}/screen"""
    rooms = house(request)
    caller = rooms.device(request)
    rooms.gate.allow(caller, "devices", rooms.live.state.hall)
    body = bodies.decode(await bodies.read(request, rooms.body_limit), ScreenBody)
    row = rooms.devices.one(request.path_params["device"])
    if row.device.kind != "screen":
        raise Refused("device_no_screen", device=row.name or row.device.id)
    facts, screens = Facts(**msgspec.structs.asdict(body)), rooms.config().screens
    _known(screens, facts.layout, facts.theme)
    await asyncio.to_thread(rooms.devices.furnish, row.device.id, facts)
    rooms.hub.changed((f"screen/{row.device.id}",))
    await audited(request, caller, "device.screen", row.device.id, _of(row.facts), _of(facts))
    settings = screens.settings(row.device.place or "", facts)
    return answer(ScreenSaid(row.device.id, _settings_row(settings)))


async def preview(request: Request) -> Response:
    """POST /api/screens/preview"""
    rooms, _ = who_configures(request)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), PreviewBody)
    hall = rooms.live.state.hall
    zone = asked.zone or hall.zones[0].id
    if zone not in hall.zone:
        raise NotFound("zone_unknown", zone=zone[:40])
    screens, layout, theme = _draft(rooms.config().screens, asked, zone)
    settings = screens.settings(zone, _facts(asked, layout, theme))
    at = _at(rooms, asked.at)
    day = datetime.fromtimestamp(at / 1000, rooms.config().rules.zone).date().isoformat()
    named = next((one for one in rooms.screens() if one.id == asked.device), None)
    place = replace(named or ScreenPlace(id="", name="", zone=zone), layout=settings.layout)
    behind = replace(rooms.shown(), screens=_drawable(screens))
    view = await asyncio.to_thread(screen_view, behind, place, settings, at, day=day)
    zone_view = rooms.live.view(f"zone/{zone}")
    if not isinstance(zone_view, ZoneView):
        raise NotFound("zone_unknown", zone=zone[:40])
    arrangement = screens.layouts(settings)[0]
    read = _read(arrangement, screens.every_theme[settings.theme], settings)
    told = msgspec.structs.asdict(read)
    return answer(PreviewReply(at=at, view=filled(view, at), zone=lively(zone_view, hall), **told))


# ---- rows


def _rows(rooms: House, screens: Screens, found: dict[str, DeviceRow]) -> Iterator[ScreenRow]:
    hall = rooms.live.state.hall
    for one in rooms.devices.enrolled():
        zone, row = hall.zone.get(one.device.place or ""), found.get(one.device.id)
        if zone is None or row is None or one.revoked is not None:
            continue
        settings = screens.settings(zone.id, one.facts)
        size = next((page.size for page in row.pages if min(page.size) > 0), None)
        stands = _stands(settings, size, screens)
        arranged = screens.layouts(settings)
        arrangement = next((one for one in arranged if one.orientation == stands), arranged[0])
        read = _read(arrangement, screens.every_theme[settings.theme], settings)
        yield ScreenRow(
            device=one.device.id,
            title=row.title,
            name=one.name,
            zone=zone.id,
            zone_name=zone.name,
            state=row.state,
            size=size,
            stands=stands,
            facts=one.facts,
            usual=_settings_row(screens.settings(zone.id)),
            settings=_settings_row(settings),
            lost=tuple(gone(screens, one.facts, settings)),
            **msgspec.structs.asdict(read),
        )


def _stands(settings: Settings, size: tuple[int, int] | None, screens: Screens) -> Orientation:
    if settings.orientation != "auto":
        return settings.orientation
    if size is not None:
        return "portrait" if size[1] > size[0] else "landscape"
    return screens.layouts(settings)[0].orientation


def _read(layout: Layout, theme: Theme, settings: Settings) -> ReadRow:
    needed = sizes(settings.diagonal, settings.distance)
    number, desk, text = (round(one, 1) for one in letters(settings.distance))
    return ReadRow(
        sizes=sizes_view(needed),
        letters=LettersRow(number=number, counter=desk, agency=desk, text=text),
        reach=reach(layout, settings.diagonal),
        needs=least_diagonal(layout, settings.distance),
        faults=tuple(
            FaultOfScreen(what=one.what, region=one.region, tokens=one.tokens, grave=one.grave)
            for one in drafts.seen(layout, theme, needed)
        ),
    )


def _settings_row(settings: Settings) -> SettingsRow:
    return SettingsRow(
        layout=settings.layout,
        theme=settings.theme,
        orientation=settings.orientation,
        diagonal=settings.diagonal,
        distance=settings.distance,
    )


def _layouts(screens: Screens) -> Iterator[LayoutRow]:
    for id in IDS:
        both = screens.arrangements(id)
        yield LayoutRow(
            id=id, name=both[0].name, ready=True, arrangements=tuple(map(layout_view, both))
        )
    for own in screens.own.values():
        both = screens.arrangements(own.id)
        yield LayoutRow(
            id=own.id, name=own.name, ready=False, arrangements=tuple(map(layout_view, both))
        )


def _theme_row(theme: Theme, screens: Screens) -> ThemeRow:
    return ThemeRow(
        id=theme.id,
        name=theme.name,
        ready=theme.id not in screens.themes,
        tokens=dict(theme.tokens),
        logo=theme.logo,
    )


def _of(facts: Facts) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(facts).items() if value}


# ---- drafts

DRAFT: Final = "draft"


def _draft(
    screens: Screens, asked: PreviewBody, zone: str
) -> tuple[Screens, str | None, str | None]:
    """The screens of the file with the draft among them, and the ids to look at."""
    layout, theme = asked.layout, asked.theme
    if isinstance(layout, LayoutTable):
        id = f"{DRAFT} {layout.id}"  # a space, so that it stands in the way of no other
        first, *others = arrangements(layout, id, _text(layout.name))
        turned = {**screens.turned, id: others[0]} if others else screens.turned
        screens, layout = replace(screens, own={**screens.own, id: first}, turned=turned), id
    if isinstance(theme, ThemeTable):
        kept = _theme_of(theme)
        screens, theme = replace(screens, themes={**screens.themes, kept.id: kept}), kept.id
    _known(screens, layout, theme)
    return screens, layout, theme


def _theme_of(table: ThemeTable) -> Theme:
    base = THEMES.get(table.base, next(iter(THEMES.values())))
    own = msgspec.structs.asdict(table)
    return Theme(
        id=f"{DRAFT} {table.id}",
        name=_text(table.name),
        tokens=drafts.colours(base, own),
        logo=table.logo,
    )


def _drawable(screens: Screens) -> Screens:
    """The draft without what no page can draw; its faults are told of the whole."""

    def drawn(every: Mapping[str, Layout]) -> dict[str, Layout]:
        return {id: replace(one, regions=drafts.shown(one)) for id, one in every.items()}

    return replace(screens, own=drawn(screens.own), turned=drawn(screens.turned))


def _text(words: Words) -> Text:
    return Text(words.id, words.en) if isinstance(words, Both) else Text(words, words)


def _facts(asked: PreviewBody, layout: str | None, theme: str | None) -> Facts:
    return Facts(
        layout=layout,
        theme=theme,
        orientation=asked.orientation,
        diagonal=asked.diagonal,
        distance=asked.distance,
    )


def _known(screens: Screens, layout: str | None, theme: str | None) -> None:
    if layout is not None and not screens.has_layout(layout):
        raise NotFound("layout_unknown", layout=layout[:40])
    if theme is not None and theme not in screens.every_theme:
        raise NotFound("theme_unknown", theme=theme[:40])


def _at(rooms: House, written: str | None) -> int:
    if not written:
        return rooms.live.now().at
    try:
        wall = datetime.fromisoformat(written)
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None or not 2000 <= wall.year < 2200:
        raise Malformed("time_unreadable", at=written[:40])
    return moment(wall, rooms.config().rules.zone)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/screens", summary="Every screen: how it is set, and what can't be "
        "read on it", verb="configure", reply=ScreenList, handle=listed,
    ),
    Operation(
        method="POST", path="/api/devices/{device}/screen",
        summary="Say of one screen how it hangs and what it shows", verb="devices",
        body=ScreenBody, reply=ScreenSaid, handle=said,
    ),
    Operation(
        method="POST", path="/api/screens/preview",
        summary="What a screen would show with a layout and a theme, also unsaved ones",
        verb="configure", body=PreviewBody, reply=PreviewReply, handle=preview,
    ),
)  # fmt: skip
