"""[screens], [[layouts]] and [[themes]] of the file, as screens keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from signage.config.arranging import arrangements, check_options
from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.openings import week
from signage.config.tables import Tables, ThemeTable, ZoneTable
from signage.config.words import ids, text
from signage.screens.contrast import COLOUR, weak_pairs
from signage.screens.layouts import Layout, layout_faults
from signage.screens.playlists import LEAST_PREFIX
from signage.screens.ready import IDS
from signage.screens.settings import Facts, Screens, Settings, Waking
from signage.screens.themes import THEMES, TOKENS, Theme

_MEDIA: Final = re.compile(rf"[0-9a-f]{{{LEAST_PREFIX},64}}")


def screens(tables: Tables, faults: Faults) -> Screens:
    """Everything that the file says of how screens look."""
    ids("layouts", tuple(one.id for one in tables.layouts), faults)
    ids("themes", tuple(one.id for one in tables.themes), faults)
    made = tuple(_layouts(tables, faults))
    own = {first.id: first for first, *_ in made}
    turned = {one.id: one for _, *others in made for one in others}
    themes = {one.id: _theme(i, one, faults) for i, one in enumerate(tables.themes)}
    layouts, colours = (*IDS, *own), (*THEMES, *themes)
    usual = tables.screens
    _known(usual.layout, layouts, ("screens", "layout"), "layout", faults)
    _known(usual.theme, colours, ("screens", "theme"), "theme", faults)
    for index, zone in enumerate(tables.zones):
        path: Path = ("zones", index)
        _known(zone.layout, layouts, (*path, "layout"), "layout", faults)
        _known(zone.theme, colours, (*path, "theme"), "theme", faults)
    return Screens(
        usual=Settings(
            layout=usual.layout,
            theme=usual.theme,
            orientation=usual.orientation,
            diagonal=usual.diagonal,
            distance=usual.distance,
        ),
        zones={zone.id: _facts(zone) for zone in tables.zones},
        own=own,
        turned=turned,
        themes=themes,
        waking=_waking(tables, faults),
        drift=usual.drift,
    )


def _facts(zone: ZoneTable) -> Facts:
    return Facts(
        layout=zone.layout,
        theme=zone.theme,
        orientation=zone.orientation,
        diagonal=zone.diagonal,
        distance=zone.distance,
    )


def _waking(tables: Tables, faults: Faults) -> Waking:
    said = tables.screens
    hours = said.awake
    return Waking(
        hours=hours if isinstance(hours, str) else week(hours, ("screens", "awake"), faults),
        before=said.awake_before,
        after=said.awake_after,
    )


def _known(name: str | None, every: tuple[str, ...], path: Path, kind: str, faults: Faults) -> None:
    if name is not None and name not in every:
        problem = f"there is no {kind} “{name}”; {nearest(name, every)}"
        faults.add(path, problem)


def _layouts(tables: Tables, faults: Faults) -> Iterator[tuple[Layout, ...]]:
    for index, table in enumerate(tables.layouts):
        path: Path = ("layouts", index)
        made = arrangements(table, table.id, text(table.name, (*path, "name"), faults))
        if table.id in IDS:
            faults.add(
                (*path, "id"), f"“{table.id}” is a ready layout; give yours an id of its own."
            )
        for key, layout in zip(("regions", "turned"), made, strict=False):
            for fault in layout_faults(layout):
                at = next((i for i, r in enumerate(layout.regions) if r.kind == fault.region), None)
                place: Path = (*path, key) if at is None else (*path, key, at)
                problem = fault.what.en
                faults.add(place, problem)
        check_options(table, path, tables, faults)
        yield made


def _theme(index: int, theme: ThemeTable, faults: Faults) -> Theme:
    path: Path = ("themes", index)
    _known(theme.base, tuple(THEMES), (*path, "base"), "theme", faults)
    tokens = dict(THEMES.get(theme.base, THEMES["malam"]).tokens)
    tokens |= _colours(theme, path, faults)
    if theme.logo is not None and not _MEDIA.fullmatch(theme.logo):
        faults.add(
            (*path, "logo"),
            f"“{theme.logo}” is no file; write the first {LEAST_PREFIX} or more signs of the id "
            "that the media page shows.",
        )
    for weak in weak_pairs(tokens):
        own = next((one for one in (weak.front, weak.back) if getattr(theme, one)), "base")
        problem = weak.what.en
        faults.add((*path, own), problem)
    return Theme(
        id=theme.id,
        name=text(theme.name, (*path, "name"), faults),
        tokens=tokens,
        logo=theme.logo,
    )


def _colours(theme: ThemeTable, path: Path, faults: Faults) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for token in TOKENS:
        colour: str | None = getattr(theme, token)
        if colour is None:
            continue
        if COLOUR.fullmatch(colour):
            found[token] = colour.lower()
        else:
            faults.add((*path, token), f"“{colour}” is no colour; write it like #0f2a44.")
    return found
