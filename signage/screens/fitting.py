"""Which regions of a layout can hold their text at the sizes that a screen needs. Pure.

What does not fit is said. Lists need room for a row only, for their pages take turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from signage.queueing.hall import Text
from signage.screens.layouts import REGIONS, SHORT, Fault, Kind, Layout, Region
from signage.screens.legibility import Sizes

Box = tuple[float, float]
"""A width and a height, as parts of the screen's shorter side."""
LINE: Final = 1.2
"""A line's height, as a part of its font size."""
DIGIT: Final = 0.62
"""A digit's width in the bold face."""
LETTER: Final = 0.52
BESIDE: Final = 0.05
"""What a panel keeps free beside its rows and around itself,"""
INSIDE: Final = 0.86
"""and the part of its height that rows have."""


def _lines(rows: float, letters: float) -> Callable[[Sizes], tuple[Box, ...]]:
    return lambda s: ((letters * LETTER * s.text, rows * LINE * s.text),)


def _board(s: Sizes) -> tuple[Box, ...]:
    """One call: number and counter side by side, or one above the other, the agency below."""
    number, desk = (4 * DIGIT * s.number, LINE * s.number), (4 * DIGIT * s.counter)
    agency = LINE * s.agency
    return (
        (number[0] + desk + 8 * LETTER * s.agency, number[1] + agency),
        (max(number[0], desk + 6 * LETTER * s.agency), number[1] + LINE * s.counter + agency),
    )


def _rows(*boxes: tuple[float, float], agency: bool = False) -> Callable[[Sizes], tuple[Box, ...]]:
    """A list that turns pages: one row at least, in one of these ways; in em of its text."""

    def needed(s: Sizes) -> tuple[Box, ...]:
        size = s.agency if agency else s.text
        return tuple((wide * size + BESIDE, high * size / INSIDE) for wide, high in boxes)

    return needed


_NEEDS: Final[Mapping[Kind, Callable[[Sizes], tuple[Box, ...]]]] = {
    "header": _lines(1, 16),
    "clock": _lines(1, 6),
    "board": _board,
    "last": _rows((6.6, 1.42), (3.8, 2.6), agency=True),  # number and counter, or one below
    "serving": _rows((5.0, 1.42), (4.2, 2.6)),
    "waits": _rows((7.3, 3.6)),
    "media": _lines(4, 18),
    "ticker": _lines(1, 16),
    "directory": _rows((9.4, 3.7), (7.2, 5.2)),
    "prayers": _rows((6.3, 2.44), (3.6, 2.6)),  # two rows, or one of two lines
    "skm": _lines(2, 8),
    "status": _lines(1, 32),
}


def needs(kind: Kind, sizes: Sizes) -> tuple[Box, ...]:
    """The boxes of which one at least has to fit into a region of this kind."""
    return _NEEDS[kind](sizes)


def fits(region: Region, sizes: Sizes) -> bool:
    """Whether a region holds the least that it is for."""
    width, height = region.w / SHORT, region.h / SHORT
    return any(w <= width + 1e-9 and h <= height + 1e-9 for w, h in needs(region.kind, sizes))


def fitting_faults(layout: Layout, sizes: Sizes) -> Iterator[Fault]:
    """A sentence for each region whose text could not be read from the farthest place."""
    for region in layout.regions:
        if fits(region, sizes):
            continue
        boxes = ((ceil(w), ceil(h)) for w, h in needs(region.kind, sizes))
        wide, high = min(
            boxes, key=lambda box: max(0, box[0] - region.w) + max(0, box[1] - region.h)
        )
        name = REGIONS[region.kind]
        yield Fault(region.kind, Text(
            f"{name.id} butuh paling sedikit {wide} × {high} kotak agar terbaca dari tempat "
            f"terjauh, tetapi hanya {region.w} × {region.h}.",
            f"{name.en} needs {wide} × {high} cells at least to be read from the farthest place, "
            f"and has {region.w} × {region.h} only.",
        ))  # fmt: skip


def ceil(part: float) -> int:
    """Cells that hold a part of the shorter side."""
    return int(-(-part * SHORT // 1))
