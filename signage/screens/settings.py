"""What is set of a screen: the mall's usual, over it its zone's, over that its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import msgspec

from signage.queueing.hours import Week
from signage.screens.layouts import TURNED, Layout, Orientation
from signage.screens.ready import IDS, READY
from signage.screens.themes import THEMES, USUAL, Theme

Hanging = Literal["auto", "landscape", "portrait"]
SMALLEST, LARGEST = 7.0, 200.0
"""Diagonals in inches."""
NEAREST, FARTHEST = 0.5, 60.0
"""Distances in metres."""


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one screen, or of all of a zone; None for what is as elsewhere.

    `diagonal` in inches, `distance` of the farthest viewer in metres; "auto" asks the page itself
    which way it stands.
    """

    layout: str | None = None
    theme: str | None = None
    orientation: Hanging | None = None
    diagonal: float | None = None
    distance: float | None = None

    def over(self, usual: Settings) -> Settings:
        """These facts, and what they leave open from `usual`."""
        known = {name: value for name, value in msgspec.structs.asdict(self).items() if value}
        return replace(usual, **known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for one screen."""

    layout: str = "classic"
    theme: str = USUAL
    orientation: Hanging = "auto"
    diagonal: float = 55.0
    distance: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waking:
    """When screens are bright: always, by the mall's hours, or by hours of their own; so many
    minutes longer before and after."""

    hours: Literal["always", "hours"] | Week = "always"
    before: int = 30
    after: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """What the file says of screens. `own` are the mall's layouts by id, `turned` the same for a
    screen that stands the other way, where there is one; `drift` moves what stands
    still a little, so that it does not burn in."""

    usual: Settings = field(default_factory=Settings)
    zones: Mapping[str, Facts] = field(default_factory=dict)
    own: Mapping[str, Layout] = field(default_factory=dict)
    turned: Mapping[str, Layout] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    waking: Waking = field(default_factory=Waking)
    drift: bool = True

    def settings(self, zone: str, facts: Facts | None = None) -> Settings:
        """What holds for a screen of a zone; a layout or theme that is gone gives way to that of
        the zone, or to the usual."""
        found = self._there(self.zones.get(zone, Facts())).over(self.usual)
        return self._there(facts).over(found) if facts is not None else found

    def _there(self, facts: Facts) -> Facts:
        """The facts without a layout and a theme that are gone."""
        layout, theme = facts.layout, facts.theme
        return msgspec.structs.replace(
            facts,
            layout=layout if layout is None or self.has_layout(layout) else None,
            theme=theme if theme in self.every_theme else None,
        )

    def has_layout(self, id: str) -> bool:
        """Whether there is a layout of this id."""
        return id in self.own or id in IDS

    @property
    def every_theme(self) -> Mapping[str, Theme]:
        """Ours, and the mall's, which may stand in the place of one of ours."""
        return {**THEMES, **self.themes}

    def layouts(self, settings: Settings) -> tuple[Layout, ...]:
        """The arrangement of a screen; two where the page has to choose by how it stands."""
        return tuple(self._layouts(settings))

    def _layouts(self, settings: Settings) -> Iterator[Layout]:
        every = {one.orientation: one for one in self.arrangements(settings.layout)}
        first: Orientation = "portrait" if settings.orientation == "portrait" else "landscape"
        if first not in every:  # of the mall's own, and made for one way only
            yield from every.values()
            return
        yield every[first]
        if settings.orientation == "auto" and TURNED[first] in every:
            yield every[TURNED[first]]

    def arrangements(self, id: str) -> tuple[Layout, ...]:
        """A layout, for each way that it was made for."""
        own, turned = self.own.get(id), self.turned.get(id)
        if own is None:
            return tuple(layout for (one, _), layout in READY.items() if one == id)
        return (own,) if turned is None else (own, turned)
