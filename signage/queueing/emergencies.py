"""Rules for emergencies, and which of them comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.announcements import one_line, sayable
from signage.queueing.hall import Text
from signage.queueing.model import State
from signage.queueing.tickets import echo

MOST: Final = 5
"""Emergencies that stand at once."""
DRILL: Final = Text("Ini latihan, bukan keadaan darurat.", "This is a drill, not an emergency.")
_ID: Final = re.compile(r"e[1-9][0-9]{0,17}")


def start(state: State, command: c.StartEmergency) -> tuple[e.Event, ...]:
    """An emergency in some zones, or in all; also while the day is not open.

    None when the very same stands already.
    """
    started = meant(state, command)
    if alike(state, started):
        return ()
    if len(state.emergencies) >= MOST:
        raise Refused("emergencies_full", limit=MOST)
    return (started,)


def meant(state: State, command: c.StartEmergency) -> e.EmergencyStarted:
    """The emergency that a command asks for. Raises Malformed or NotFound."""
    hall = state.hall
    for place, zone in enumerate(command.zones):
        if zone not in hall.zone:
            raise NotFound("zone_unknown", zone=echo(zone))
        if zone in command.zones[:place]:
            raise Malformed("zone_twice", zone=echo(zone))
    text = Text(one_line(command.text.id), one_line(command.text.en))
    if not (text.id or text.en) or not all(map(sayable, filter(None, (text.id, text.en)))):
        raise Malformed("text_empty")
    named = command.zones or hall.zone
    return e.EmergencyStarted(
        emergency=f"e{state.seq + 1}",
        zones=tuple(zone.id for zone in hall.zones if zone.id in named),
        text=Text(text.id or text.en, text.en or text.id),
        languages=_languages(text, hall.mall.languages),
        drill=command.drill,
    )


def end(state: State, command: c.EndEmergency) -> tuple[e.Event, ...]:
    """It is over. Which it was, when it is over already, no state remembers."""
    if any(one.id == command.emergency for one in state.emergencies):
        return (e.EmergencyEnded(emergency=command.emergency),)
    if _ID.fullmatch(command.emergency) and int(command.emergency[1:]) <= state.seq:
        raise Refused("emergency_over")
    raise NotFound("emergency_unknown", emergency=echo(command.emergency))


def alike(state: State, started: e.EmergencyStarted) -> e.Emergency | None:
    """One that stands, with the same words in the same zones: two hands pressed for one thing."""
    wanted = (started.zones, started.text, started.drill)
    return next((o for o in state.emergencies if (o.zones, o.text, o.drill) == wanted), None)


def standing(state: State, zone: str | None = None) -> tuple[e.Emergency, ...]:
    """Those of a zone, or all: no drill before what is real, then the newest first."""
    found = (one for one in state.emergencies if zone is None or zone in one.zones)
    return tuple(sorted(found, key=lambda one: (one.drill, -one.seq)))


def sentences(emergency: e.Emergency) -> Mapping[str, str]:
    """What is said, by language, in order; a drill says before all else that it is one."""
    said: dict[str, str] = {}
    for language in emergency.languages:
        text = emergency.text.en if language == "en" else emergency.text.id
        drill = DRILL.en if language == "en" else DRILL.id
        said[language] = f"{drill} {text}" if emergency.drill else text
    return said


def _languages(text: Text, of_mall: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the mall in which there are words; one text for both is said in one language."""
    if not (text.id and text.en):
        return ("id",) if text.id else ("en",)
    return of_mall[:1] if text.id == text.en else of_mall
