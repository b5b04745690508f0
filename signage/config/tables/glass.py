"""The tables of how screens look."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from signage.config.tables.pieces import Diagonal, Distance, Table, Words
from signage.screens.layouts import MOST_LAST, Calls, Ducking, Kind, Orientation
from signage.screens.settings import Hanging

Cell = Annotated[int, Meta(ge=0, le=32)]


class ScreensTable(Table, frozen=True):
    """[screens]: what holds where a zone or a screen says nothing else."""

    layout: str = "classic"
    theme: str = "malam"
    orientation: Hanging = "auto"
    diagonal: Diagonal = 55.0
    distance: Distance = 5.0
    playlist: str | None = None
    awake: Literal["always", "hours"] | dict[str, str | tuple[str, ...]] = "always"
    awake_before: Annotated[int, Meta(ge=0, le=240)] = 30
    awake_after: Annotated[int, Meta(ge=0, le=240)] = 30
    drift: bool = True


REGIONS = 32
"""Entries of one layout: more than there are kinds, for a kind twice has a fault of its own."""


class RegionTable(Table, frozen=True):
    """An entry of layouts.regions: a part of the screen, in cells. `date` is of the clock, `most`
    of the last calls, `agencies` of the directory."""

    kind: Kind
    x: Cell
    y: Cell
    w: Cell
    h: Cell
    date: bool | None = None
    most: Annotated[int, Meta(ge=1, le=MOST_LAST)] | None = None
    agencies: tuple[str, ...] = ()


class LayoutTable(Table, frozen=True):
    """[[layouts]]: `turned` are the regions where the screen stands the other way."""

    id: str
    name: Words
    orientation: Orientation = "landscape"
    calls: Calls = "board"
    media: Ducking = "duck"
    regions: Annotated[tuple[RegionTable, ...], Meta(max_length=REGIONS)] = ()
    turned: Annotated[tuple[RegionTable, ...], Meta(max_length=REGIONS)] = ()


class ThemeTable(Table, frozen=True):
    """[[themes]]: colours over those of `base`."""

    id: str
    name: Words
    base: str = "malam"
    logo: str | None = None
    ground: str | None = None
    paper: str | None = None
    paper2: str | None = None
    line: str | None = None
    text: str | None = None
    soft: str | None = None
    call: str | None = None
    call_ink: str | None = None
    call_text: str | None = None
    go: str | None = None
    alert: str | None = None
    alert_ink: str | None = None
