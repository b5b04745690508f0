"""From how far a layout can be read, and how large a screen it would need. Pure."""

from __future__ import annotations

from collections.abc import Callable

from signage.screens.fitting import fits
from signage.screens.layouts import Layout
from signage.screens.legibility import sizes
from signage.screens.settings import FARTHEST, LARGEST, NEAREST, SMALLEST

STEPS = 10
"""Distances and diagonals are told in tenths."""


def reach(layout: Layout, diagonal: float) -> float | None:
    """The greatest distance in metres from which all of it is read; None where even the nearest
    viewer reads not all."""
    found = _last(NEAREST, FARTHEST, lambda distance: _whole(layout, diagonal, distance))
    return None if found is None else found / STEPS


def least_diagonal(layout: Layout, distance: float) -> float | None:
    """The smallest screen in inches on which all of it is read from there; None where the largest
    is too small."""
    if not _whole(layout, LARGEST, distance):
        return None
    small = _last(SMALLEST, LARGEST, lambda diagonal: not _whole(layout, diagonal, distance))
    return SMALLEST if small is None else (small + 1) / STEPS


def _whole(layout: Layout, diagonal: float, distance: float) -> bool:
    needed = sizes(diagonal, distance)
    return all(fits(region, needed) for region in layout.regions)


def _last(low: float, high: float, holds: Callable[[float], bool]) -> int | None:
    """The last tenth from `low` to `high` at which it holds, if it holds from `low` on until it
    holds no more; None where it does not hold at `low`."""
    first, last = round(low * STEPS), round(high * STEPS)
    if not holds(low):
        return None
    while first < last:
        middle = (first + last + 1) // 2
        first, last = (middle, last) if holds(middle / STEPS) else (first, middle - 1)
    return first
