"""Where the parts of a screen stand: regions on a grid of square cells. Pure.

A landscape screen has 32 × 18 cells, a portrait one 18 × 32: a cell is the same size in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final, Literal, get_args

from signage.queueing.hall import Text

Orientation = Literal["landscape", "portrait"]
Kind = Literal[
    "header", "clock", "board", "last", "serving", "waits", "media", "ticker", "directory",
    "prayers", "skm", "status",
]  # fmt: skip
Calls = Literal["board", "banner", "whole"]
"""A call stands in the board, or it comes as a banner over all else, or fills the screen."""
Ducking = Literal["duck", "pause", "mute"]
"""What a video does until the sentence has ended."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
GRIDS: Final[Mapping[Orientation, tuple[int, int]]] = {
    "landscape": (32, 18),
    "portrait": (18, 32),
}
SHORT: Final = 18
"""Cells of the shorter side."""


TURNED: Final[Mapping[Orientation, Orientation]] = {
    "landscape": "portrait",
    "portrait": "landscape",
}
MOST_LAST: Final = 20
"""Last calls that a region may have."""
OPTIONS: Final[Mapping[str, Kind]] = {"date": "clock", "most": "last", "agencies": "directory"}
"""Options of regions, and whose they are: a clock without the date, how many last calls, which
agencies a directory has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the screen: its left upper cell, and how many cells it is wide and high."""

    kind: Kind
    x: int
    y: int
    w: int
    h: int
    options: Mapping[str, Any] = field(default_factory=dict)

    def meets(self, other: Region) -> bool:
        """Whether they have a cell in common."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A screen's regions, and what a call does to them."""

    id: str
    name: Text
    orientation: Orientation
    regions: tuple[Region, ...]
    calls: Calls = "board"
    media: Ducking = "duck"

    @property
    def kinds(self) -> frozenset[Kind]:
        """What it shows."""
        return frozenset(region.kind for region in self.regions)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a region, or with the whole layout where `region` is None."""

    region: Kind | None
    what: Text


REGIONS: Final[Mapping[Kind, Text]] = {
    "header": Text("Kepala", "Header"),
    "clock": Text("Jam dan tanggal", "Clock and date"),
    "board": Text("Papan panggilan", "Call board"),
    "last": Text("Panggilan terakhir", "Last calls"),
    "serving": Text("Sedang dilayani", "Now serving"),
    "waits": Text("Antrean menunggu", "Queues"),
    "media": Text("Media", "Media"),
    "ticker": Text("Teks berjalan", "Ticker"),
    "directory": Text("Direktori instansi", "Directory"),
    "prayers": Text("Waktu salat", "Prayer times"),
    "skm": Text("Nilai SKM", "SKM score"),
    "status": Text("Baris keadaan", "Status line"),
}


def layout_faults(layout: Layout) -> Iterator[Fault]:
    """What makes a layout impossible: outside, overlapping, twice, or without what it needs."""
    columns, rows = GRIDS[layout.orientation]
    for region in layout.regions:
        if not _inside(region, columns, rows):
            yield Fault(region.kind, Text(
                f"{REGIONS[region.kind].id} keluar dari kisi {columns} × {rows}; pindahkan atau "
                "kecilkan.",
                f"{REGIONS[region.kind].en} leaves the grid of {columns} × {rows}; move it or make "
                "it smaller.",
            ))  # fmt: skip
    for one, other in combinations(layout.regions, 2):
        names, english = (
            (REGIONS[one.kind].id, REGIONS[other.kind].id),
            (REGIONS[one.kind].en, REGIONS[other.kind].en),
        )
        if one.kind == other.kind:
            yield Fault(one.kind, Text(
                f"{names[0]} ada dua kali; satu tata letak punya paling banyak satu.",
                f"{english[0]} is there twice; a layout has one of each at most.",
            ))  # fmt: skip
        elif one.meets(other):
            yield Fault(one.kind, Text(
                f"{names[0]} menutupi {names[1]}; beri tempat masing-masing.",
                f"{english[0]} covers {english[1]}; give each a place of its own.",
            ))  # fmt: skip
    if "status" not in layout.kinds:
        yield Fault(None, Text(
            "Baris keadaan tidak ada; tanpa itu tidak terlihat bahwa gambar sudah lama.",
            "There is no status line; without it nobody sees that the picture is old.",
        ))  # fmt: skip
    if layout.calls == "board" and "board" not in layout.kinds:
        yield Fault(None, Text(
            "Panggilan tidak punya tempat: tambahkan papan panggilan, atau pilih spanduk atau "
            "layar penuh.",
            "Calls have no place: add a call board, or choose a banner or the whole screen.",
        ))  # fmt: skip


def _inside(region: Region, columns: int, rows: int) -> bool:
    return (
        region.w > 0
        and region.h > 0
        and 0 <= region.x <= columns - region.w
        and 0 <= region.y <= rows - region.h
    )
