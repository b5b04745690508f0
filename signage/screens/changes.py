"""What another file would do to the screens that hang: what they lose and turn to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from signage.queueing.effects import Effect, effect
from signage.queueing.hall import TakeoverPlan, Text
from signage.screens.layouts import Kind
from signage.screens.overlaps import Overlap, listed, named, over, overlaps
from signage.screens.programme import Rules, program
from signage.screens.ready import READY
from signage.screens.schedules import Schedule, ScreenPlace
from signage.screens.settings import Facts, Screens, Settings
from signage.screens.unseen import unseen_event, unseen_notice, unseen_schedule, unseen_ticker

Look = Literal["layout", "theme"]
LOOKS: Final[Mapping[Look, str]] = {"layout": "layouts", "theme": "themes"}
"""What a screen looks like, and the sections of the file that have it."""
MOST: Final = 10
"""Meetings of schedules that a change names."""


@dataclass(frozen=True, slots=True)
class Hung:
    """A screen, and what was said of it alone."""

    place: ScreenPlace
    facts: Facts


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file says of screens."""

    screens: Screens
    rules: Rules
    events: Sequence[TakeoverPlan] = ()


def on_screens(old: Filed, new: Filed, hung: Sequence[Hung], at: int) -> Iterator[Effect]:
    """What the new file does to the screens, and what of it nobody would see."""
    yield from looks(old.screens, new.screens, hung)
    places = _places(new.screens, hung)
    yield from _playing(old.rules, new.rules, places, at)
    about = _fresh(old.rules.schedules, new.rules.schedules)
    yield from _unseen(old, new, places, about, at)
    yield from _meetings(old, new, places, about, at)


# ---- layouts and themes


def looks(old: Screens, new: Screens, hung: Sequence[Hung]) -> Iterator[Effect]:
    """Layouts and themes that screens lose, or that change while screens show them."""
    for look, section in LOOKS.items():
        lost: dict[tuple[str, str], list[ScreenPlace]] = {}
        turned: dict[str, list[ScreenPlace]] = {}
        for one in hung:
            was, now = (kept.settings(one.place.zone, one.facts) for kept in (old, new))
            before, after = getattr(was, look), getattr(now, look)
            own = getattr(one.facts, look)
            if own == before and own != after:
                lost.setdefault((own, after), []).append(one.place)
            elif _shape(old, look, was) != _shape(new, look, now):
                turned.setdefault(after, []).append(one.place)
        for (id, instead), places in lost.items():
            yield effect(
                "shown_instead", section, id, name=look_name(old, look, id),
                instead=look_name(new, look, instead), screens=listed(places),
            )  # fmt: skip
        for id, places in turned.items():
            yield effect(
                "screens_turn", section, id, name=look_name(new, look, id), screens=listed(places)
            )


def look_name(screens: Screens, look: Look, id: str) -> Text:
    """What people call a layout or a theme."""
    if look == "theme":
        found = screens.every_theme.get(id)
        return found.name if found else Text(id, id)
    ready = READY.get((id, "landscape"))
    own = screens.own.get(id)
    return own.name if own else ready.name if ready else Text(id, id)


def gone(screens: Screens, facts: Facts, settings: Settings) -> Iterator[Text]:
    """Layouts and themes that were said of a screen and are no more, and what it shows instead."""
    if facts.layout is not None and not screens.has_layout(facts.layout):
        instead = look_name(screens, "layout", settings.layout)
        yield Text(
            f"Tata letak “{facts.layout}” yang dipilih untuk layar ini sudah tidak ada; yang "
            f"tampil “{instead.id}”. Pilih yang lain.",
            f"The layout “{facts.layout}” that was chosen for this screen is no more; it shows "
            f"“{instead.en}”. Choose another.",
        )
    if facts.theme is not None and facts.theme not in screens.every_theme:
        instead = look_name(screens, "theme", settings.theme)
        yield Text(
            f"Tema “{facts.theme}” yang dipilih untuk layar ini sudah tidak ada; yang tampil "
            f"“{instead.id}”. Pilih yang lain.",
            f"The theme “{facts.theme}” that was chosen for this screen is no more; it shows "
            f"“{instead.en}”. Choose another.",
        )


def _shape(screens: Screens, look: Look, settings: Settings) -> object:
    """All that a screen shows of it; names aside."""
    if look == "theme":
        theme = screens.every_theme[settings.theme]
        return theme.tokens, theme.logo
    bare = Text("", "")
    return tuple(replace(one, name=bare) for one in screens.layouts(settings))


def _places(screens: Screens, hung: Sequence[Hung]) -> tuple[ScreenPlace, ...]:
    """The screens, with the layouts that the file gives them."""
    return tuple(
        replace(one.place, layout=screens.settings(one.place.zone, one.facts).layout)
        for one in hung
    )


# ---- the programme


def _playing(old: Rules, new: Rules, places: Sequence[ScreenPlace], at: int) -> Iterator[Effect]:
    """Playlists that become another while screens play them, also by a notice that is in them."""
    changed = {
        id: playlist
        for id, playlist in new.playlists.items()
        if id in old.playlists and _filled(id, old) != _filled(id, new)
    }
    for id, playlist in changed.items():
        seen = [place for place in places if program(place, new, at).playlist == id]
        if seen:
            yield effect("playing_turns", "playlists", id, name=playlist.name, screens=listed(seen))


def _filled(id: str, rules: Rules) -> object:
    items = rules.playlists[id].items
    return items, tuple(rules.notices.get(item.notice or "") for item in items)


def _fresh(old: Sequence[Schedule], new: Sequence[Schedule]) -> frozenset[str]:
    """The schedules that are new or changed; their place in the file aside."""
    known = {replace(one, place=0) for one in old}
    return frozenset(one.id for one in new if replace(one, place=0) not in known)


def _unseen(
    old: Filed, new: Filed, places: Sequence[ScreenPlace], about: frozenset[str], at: int
) -> Iterator[Effect]:
    rules = new.rules

    def shows(place: ScreenPlace, kind: Kind) -> bool:
        found = new.screens.layouts(Settings(layout=place.layout))
        return any(kind in layout.kinds for layout in found)

    known = {word for place in places for word in (place.id, place.name)}
    for schedule in rules.schedules:
        if schedule.id not in about:
            continue
        gone = [name for name in schedule.where.screens if name not in known]
        if gone:
            names = ", ".join(f"“{name}”" for name in gone[:3])
            yield effect(
                "screen_gone", "schedules", schedule.id, name=named(schedule), screens=names
            )
        for name in schedule.where.screens:
            if sum(place.name == name for place in places) > 1:
                yield effect(
                    "screens_alike", "schedules", schedule.id, name=named(schedule), screen=name
                )
        told = unseen_schedule(schedule, rules, places, shows, at)
        if told is not None and len(gone) < max(1, len(schedule.where.screens)):
            yield effect("unseen", "schedules", schedule.id, told=told)
    for ticker in rules.tickers:
        if ticker not in old.rules.tickers:
            told = unseen_ticker(ticker, rules, places, shows, at)
            if told is not None:
                yield effect("unseen", "tickers", None, told=told)
    for id, notice in rules.notices.items():
        if old.rules.notices.get(id) != notice and (told := unseen_notice(notice, rules, at)):
            yield effect("unseen", "notices", id, told=told)
    for plan in new.events:
        if plan not in old.events and (told := unseen_event(plan, rules, at)):
            yield effect("unseen", "takeovers", plan.id, told=told)


def _meetings(
    old: Filed, new: Filed, places: Sequence[ScreenPlace], about: frozenset[str], at: int
) -> Iterator[Effect]:
    """Where what is new or changed meets other schedules or events; what met before is known."""
    found = list(overlaps(places, new.rules, at, about, new.events)[:MOST]) if about else []
    fresh = [plan for plan in new.events if plan not in old.events]
    rest = frozenset(one.id for one in new.rules.schedules) - about
    found += list(over(places, new.rules, at, fresh, rest))[: MOST - len(found)]
    found += [
        one
        for one in _turned(old.rules, new.rules, places, at)
        if not {one.winner, one.loser} & about
    ]
    for one in found:
        if one.why == "event" and one.loser not in about:
            yield effect("overlap", "takeovers", one.winner, told=one.told)
        else:
            id = one.winner if one.winner in about else one.loser
            yield effect("overlap", "schedules", id, told=one.told)


def _turned(old: Rules, new: Rules, places: Sequence[ScreenPlace], at: int) -> Iterator[Overlap]:
    """Where only the order decides, and it is another one now."""
    was = {one.id: one.place for one in old.schedules}
    now = {one.id: one.place for one in new.schedules if one.id in was}
    turned = {
        frozenset((one, other))
        for one, other in combinations(now, 2)
        if (was[one] < was[other]) != (now[one] < now[other])
    }
    about = frozenset(id for pair in turned for id in pair)
    for met in overlaps(places, new, at, about) if about else ():
        if met.why == "later" and frozenset((met.winner, met.loser)) in turned:
            yield met
