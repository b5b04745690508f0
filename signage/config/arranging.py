"""A table of `[[layouts]]` as the arrangements that it means: one for each way a screen stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.tables import LayoutTable, RegionTable, Tables
from signage.queueing.hall import Text
from signage.screens.layouts import OPTIONS, TURNED, Layout, Orientation, Region


def arrangements(table: LayoutTable, id: str, name: Text) -> tuple[Layout, ...]:
    """The layout as it stands, and turned where the table says how."""
    found = [_layout(table, id, name, table.orientation, table.regions)]
    if table.turned:
        found.append(_layout(table, id, name, TURNED[table.orientation], table.turned))
    return tuple(found)


def check_options(table: LayoutTable, path: Path, tables: Tables, faults: Faults) -> None:
    """Notes options of a region that has none of the kind, and agencies that do not exist."""
    agencies = [agency.id for agency in tables.agencies]
    for key in ("regions", "turned"):
        regions: tuple[RegionTable, ...] = getattr(table, key)
        for at, region in enumerate(regions):
            here = (*path, key, at)
            for option in _options(region):
                if OPTIONS[option] != region.kind:
                    faults.add(
                        (*here, option),
                        f"“{option}” is an option of the region “{OPTIONS[option]}” only; take it "
                        "out.",
                    )
            for place, agency in enumerate(region.agencies):
                if agency not in agencies:
                    faults.add(
                        (*here, "agencies", place),
                        f"there is no agency “{agency}”; {nearest(agency, agencies)}",
                    )


def _layout(
    table: LayoutTable,
    id: str,
    name: Text,
    orientation: Orientation,
    regions: tuple[RegionTable, ...],
) -> Layout:
    return Layout(
        id=id,
        name=name,
        orientation=orientation,
        calls=table.calls,
        media=table.media,
        regions=tuple(_regions(regions)),
    )


def _regions(regions: tuple[RegionTable, ...]) -> Iterator[Region]:
    for one in regions:
        yield Region(kind=one.kind, x=one.x, y=one.y, w=one.w, h=one.h, options=_options(one))


def _options(region: RegionTable) -> Mapping[str, Any]:
    """What the table says of the region's options; nothing of those that are left out."""
    found = {option: getattr(region, option) for option in OPTIONS}
    return {option: value for option, value in found.items() if value not in (None, ())}
