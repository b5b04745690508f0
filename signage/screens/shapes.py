"""What one screen is told: its layout, sizes, colours, programme and facts. The wire's shapes.

Moments are Unix ms of the server's clock. Sizes are font sizes as parts of the screen's shorter
side, and the least that the farthest viewer can read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from signage.queueing.hall import Text
from signage.screens.layouts import GRIDS, Calls, Ducking, Kind, Layout, Orientation
from signage.screens.pieces import Item, Picture
from signage.survey.skm import Skm


class RegionView(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the screen, in cells of its grid."""

    kind: Kind
    x: int
    y: int
    w: int
    h: int
    options: Mapping[str, Any] = msgspec.field(default_factory=dict)


class LayoutView(msgspec.Struct, frozen=True, kw_only=True):
    """Where everything stands, and what a call does to it."""

    id: str
    name: Text
    orientation: Orientation
    columns: int
    rows: int
    calls: Calls
    media: Ducking
    regions: tuple[RegionView, ...]


class SizesView(msgspec.Struct, frozen=True, kw_only=True):
    """The least font sizes."""

    number: float
    counter: float
    agency: float
    text: float


class ThemeView(msgspec.Struct, frozen=True, kw_only=True):
    """Colours by token, and the mall's logo."""

    id: str
    tokens: Mapping[str, str]
    logo: Picture | None = None


class SpanView(msgspec.Struct, frozen=True, kw_only=True):
    """What plays from a moment until before another."""

    since: int = msgspec.field(name="from")
    until: int | None
    playlist: str | None
    schedule: str | None = None


class PlaylistView(msgspec.Struct, frozen=True, kw_only=True):
    """A playlist that is named in a span, or by a takeover of the zone."""

    name: Text
    items: tuple[Item, ...]


class ProgrammeView(msgspec.Struct, frozen=True, kw_only=True):
    """What plays in the next hours, without a gap."""

    spans: tuple[SpanView, ...] = ()
    playlists: Mapping[str, PlaylistView] = msgspec.field(default_factory=dict)


class DarkView(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which the screen is dark."""

    since: int = msgspec.field(name="from")
    until: int


class TickerView(msgspec.Struct, frozen=True, kw_only=True):
    """A line that runs."""

    text: Text
    since: int | None = msgspec.field(default=None, name="from")
    until: int | None = None


class DirectoryCounter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter of an agency, and where it is."""

    counter: str
    name: Text
    zone: Text
    direction: Text | None = None


class DirectoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """An agency and its counters."""

    agency: Text
    counters: tuple[DirectoryCounter, ...]


class PrayerRow(msgspec.Struct, frozen=True, kw_only=True):
    """A prayer of today; `at` such as "04:31"."""

    prayer: str
    name: Text
    at: str


class HoursRow(msgspec.Struct, frozen=True, kw_only=True):
    """When an agency is open today, in words."""

    agency: str
    name: Text
    today: Text


class FactsView(msgspec.Struct, frozen=True, kw_only=True):
    """What regions and slides tell of the mall."""

    directory: tuple[DirectoryRow, ...] = ()
    prayers: tuple[PrayerRow, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    skm: Skm | None = None


class ScreenView(msgspec.Struct, frozen=True, kw_only=True):
    """What one screen is. `turned` is the layout for the page that stands the other way; a page
    whose `version` is another one loads itself anew when nothing is being called."""

    screen: str
    name: str
    zone: str
    speaks: bool
    zone_name: Text
    mall: Text
    languages: tuple[str, ...]
    layout: LayoutView
    turned: LayoutView | None = None
    sizes: SizesView
    theme: ThemeView
    programme: ProgrammeView = ProgrammeView()
    dark: tuple[DarkView, ...] = ()
    tickers: tuple[TickerView, ...] = ()
    facts: FactsView = FactsView()
    drift: bool = True
    version: str = ""


def layout_view(layout: Layout) -> LayoutView:
    """A layout as the page has it."""
    columns, rows = GRIDS[layout.orientation]
    return LayoutView(
        id=layout.id,
        name=layout.name,
        orientation=layout.orientation,
        columns=columns,
        rows=rows,
        calls=layout.calls,
        media=layout.media,
        regions=tuple(
            RegionView(kind=r.kind, x=r.x, y=r.y, w=r.w, h=r.h, options=r.options)
            for r in layout.regions
        ),
    )
