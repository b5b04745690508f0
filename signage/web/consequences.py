"""What a change of the file does to those who wait and serve, to screens, and what it needs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import msgspec
from starlette.requests import Request

from signage.config.differing import NOUNS
from signage.config.settings import Config
from signage.queueing.effects import Effect, effect, effects
from signage.screens.changes import Filed, Hung, on_screens
from signage.screens.settings import Facts
from signage.web.house import House
from signage.web.problems import in_language


class EffectRow(msgspec.Struct, frozen=True):
    """What a change does to those who wait and serve, or what it needs. Whose: `section`, `id`."""

    kind: str
    section: str
    id: str | None
    detail: str


async def effect_rows(request: Request, rooms: House, config: Config) -> tuple[EffectRow, ...]:
    """What these settings would do, in the asker's language."""
    live = rooms.live
    old, new = _filed(rooms.config()), _filed(config)
    hung, at = tuple(_hung(rooms)), live.now().at
    met = await asyncio.to_thread(lambda: tuple(on_screens(old, new, hung, at)))
    found = (
        *effects(live.state, config.hall, live.now()),
        *met,
        *_restarts(rooms.config(), config),
    )
    return tuple(
        EffectRow(one.kind, one.section, one.id, in_language(request, one.told)) for one in found
    )


def _filed(config: Config) -> Filed:
    return Filed(config.screens, config.rules, config.hall.takeovers)


def _hung(rooms: House) -> Iterator[Hung]:
    facts = {one.device.id: one.facts for one in rooms.devices.enrolled()}
    for place in rooms.screens():
        yield Hung(place, facts.get(place.id, Facts()))


def _restarts(running: Config, config: Config) -> tuple[Effect, ...]:
    """What is only taken over at the next start."""
    old, new = running.machine, config.machine
    same = replace(old, limits=new.limits, debounce_ms=new.debounce_ms, tls=new.tls)
    waits = {
        "server": same != new,
        "tls": old.tls != new.tls,
        "limits": old.limits != new.limits,
        "buttons": old.debounce_ms != new.debounce_ms,
        "voice": running.voice.profiles != config.voice.profiles,
    }
    return tuple(
        effect("restart", name, None, name=NOUNS[name])
        for name, changed in waits.items()
        if changed
    )
