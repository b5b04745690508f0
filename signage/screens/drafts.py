"""A layout or theme that somebody is making, before the file has it: as good as it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from signage.queueing.hall import Text
from signage.screens.contrast import COLOUR, weak_pairs
from signage.screens.fitting import fitting_faults
from signage.screens.layouts import GRIDS, Layout, Region, layout_faults
from signage.screens.legibility import Sizes
from signage.screens.themes import TOKENS, Theme


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that is wrong: of which region, or of which colours, and in words. What is `grave`
    the file refuses."""

    what: Text
    region: str | None = None
    tokens: tuple[str, ...] = ()
    grave: bool = True


def shown(layout: Layout) -> tuple[Region, ...]:
    """The regions that a page can draw: inside of the grid, one of a kind."""
    columns, rows = GRIDS[layout.orientation]
    found: dict[str, Region] = {}
    for region in layout.regions:
        inside = region.x + region.w <= columns and region.y + region.h <= rows
        if inside and region.w > 0 and region.h > 0:
            found.setdefault(region.kind, region)
    return tuple(found.values())


def colours(theme: Theme, over: dict[str, str | None]) -> dict[str, str]:
    """The colours of a theme, with those laid over them that are colours."""
    good = {token: colour for token, colour in over.items() if token in TOKENS and colour}
    return {**theme.tokens, **{t: c.lower() for t, c in good.items() if COLOUR.fullmatch(c)}}


def seen(layout: Layout, theme: Theme, sizes: Sizes) -> Iterator[Seen]:
    """What is wrong with a layout, what can't be read in it, and which colours are too close."""
    yield from (Seen(one.what, one.region) for one in layout_faults(layout))
    for one in fitting_faults(layout, sizes):
        yield Seen(one.what, one.region, grave=False)
    for weak in weak_pairs(theme.tokens):
        yield Seen(weak.what, None, (weak.front, weak.back))
