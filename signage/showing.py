"""Draws what each screen is told, from the file, the hall, the registry and what others know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from signage.queueing.calendar import mall_spans
from signage.queueing.hall import Hall
from signage.screens import facts
from signage.screens.dark import dark_spans
from signage.screens.layouts import Layout
from signage.screens.legibility import Sizes, sizes
from signage.screens.pieces import MediaFact, Picture
from signage.screens.playlists import file_of, items
from signage.screens.programme import Rules, spans
from signage.screens.schedules import ScreenPlace
from signage.screens.settings import Screens, Settings
from signage.screens.shapes import (
    DarkView,
    FactsView,
    PlaylistView,
    PrayerRow,
    ProgrammeView,
    ScreenView,
    SizesView,
    SpanView,
    ThemeView,
    TickerView,
    layout_view,
)
from signage.survey.skm import Skm
from signage.voice.prayers import Place, prayers


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands behind every screen at a moment. `place` is where prayers are reckoned for,
    `takeovers` are playlists that an event in a zone may need."""

    hall: Hall
    screens: Screens
    rules: Rules
    version: str
    place: Place | None = None
    media: Mapping[str, MediaFact] = field(default_factory=dict)
    skm: Callable[[], Skm | None] = lambda: None
    takeovers: Callable[[str], Iterable[str]] = lambda zone: ()


def screen_view(
    shown: Shown, screen: ScreenPlace, settings: Settings, at: int, *, day: str
) -> ScreenView:
    """What one screen is told at a moment in Unix ms; `day` is the mall's date. Its zone exists."""
    hall, screens = shown.hall, shown.screens
    zone = hall.zone[screen.zone]
    first, *others = screens.layouts(settings)
    clock = ZoneInfo(hall.mall.time_zone)
    return ScreenView(
        screen=screen.id,
        name=screen.name,
        zone=zone.id,
        speaks=zone.speaker == "screen",
        zone_name=zone.name,
        mall=hall.mall.name,
        languages=hall.mall.languages,
        layout=layout_view(first),
        turned=layout_view(others[0]) if others else None,
        sizes=sizes_view(sizes(settings.diagonal, settings.distance)),
        theme=_theme(shown, settings.theme),
        programme=_programme(shown, screen, at),
        dark=tuple(
            DarkView(since=since, until=until)
            for since, until in dark_spans(
                screens.waking, lambda date: mall_spans(hall, date), at, clock
            )
        ),
        tickers=tuple(_tickers(shown.rules, screen)),
        facts=FactsView(
            directory=tuple(facts.directory(hall, _agencies(first, *others))),
            prayers=_prayers(shown, day, clock),
            hours=tuple(facts.hours(hall, day)),
            skm=shown.skm(),
        ),
        drift=screens.drift,
        version=shown.version,
    )


def _agencies(*layouts: Layout) -> frozenset[str]:
    """The agencies that a directory is to have, whichever way the screen stands; none for all."""
    regions = [one for layout in layouts for one in layout.regions if one.kind == "directory"]
    if not all(region.options.get("agencies") for region in regions):
        return frozenset()
    return frozenset(id for region in regions for id in region.options["agencies"])


def sizes_view(found: Sizes) -> SizesView:
    """Sizes, rounded to what makes no difference."""
    return SizesView(
        number=round(found.number, 4),
        counter=round(found.counter, 4),
        agency=round(found.agency, 4),
        text=round(found.text, 4),
    )


def _theme(shown: Shown, id: str) -> ThemeView:
    theme = shown.screens.every_theme[id]
    logo = file_of(theme.logo, shown.media) if theme.logo else None
    return ThemeView(
        id=theme.id,
        tokens=theme.tokens,
        logo=Picture(url=logo.url, size=logo.size, crc32=logo.crc32) if logo else None,
    )


def _programme(shown: Shown, screen: ScreenPlace, at: int) -> ProgrammeView:
    found = spans(screen, shown.rules, at)
    named = {one.playing.playlist for one in found} | {*shown.takeovers(screen.zone)}
    return ProgrammeView(
        spans=tuple(
            SpanView(
                since=one.since, until=one.until, playlist=one.playing.playlist,
                schedule=one.playing.schedule,
            )
            for one in found
        ),
        playlists={
            id: PlaylistView(
                name=playlist.name,
                items=tuple(items(playlist, shown.rules.notices, shown.media, shown.rules.zone)),
            )
            for id, playlist in shown.rules.playlists.items()
            if id in named
        },
    )  # fmt: skip


def _tickers(rules: Rules, screen: ScreenPlace) -> Iterator[TickerView]:
    for ticker in rules.tickers:
        if ticker.where.has(screen):
            since, until = ticker.term.moments(rules.zone)
            yield TickerView(text=ticker.text, since=since, until=until)


def _prayers(shown: Shown, day: str, clock: ZoneInfo) -> tuple[PrayerRow, ...]:
    if shown.place is None:
        return ()
    found: Mapping[Any, int] = prayers(shown.place, date.fromisoformat(day), clock)
    return tuple(facts.prayer_rows(found))
