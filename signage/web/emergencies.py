"""Emergencies over HTTP: started, ended, listed, with what one needs to start one."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.config.settings import ReadyText
from signage.errors import Malformed
from signage.queueing import commands as c
from signage.queueing import shapes
from signage.queueing.announcements import TEXT_LIMIT
from signage.queueing.hall import Text
from signage.queueing.views import emergency_rows
from signage.replies import EmergencyReply, Reply
from signage.web import bodies
from signage.web.audited import noted
from signage.web.house import house
from signage.web.operations import Operation, answer, pressed, replied


class EmergencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text by language; a language left out takes the other's words."""

    id: str = ""
    en: str = ""


class EmergencyBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An emergency, or a drill; in every zone when none is named. A text that is no table is in the
    mall's first language."""

    text: str | EmergencyWords
    zones: tuple[str, ...] | None = None
    drill: bool = False


class AlarmZone(msgspec.Struct, frozen=True):
    """A zone to choose, and whether it can be heard there."""

    zone: str
    name: Text
    voice: shapes.VoiceState


class EmergenciesReply(msgspec.Struct, frozen=True):
    """What stands, real before drills and then the newest first; zones and texts to choose from."""

    emergencies: tuple[shapes.EmergencyRow, ...]
    zones: tuple[AlarmZone, ...]
    texts: tuple[ReadyText, ...]
    languages: tuple[str, ...]
    limit: int


async def start(request: Request) -> Response:
    """POST /api/emergencies"""
    rooms = house(request)
    device = rooms.device(request)
    hall = rooms.live.state.hall
    rooms.gate.allow(device, "emergency", hall)
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, EmergencyBody)
    if asked.zones == ():
        raise Malformed("zones_empty")
    words = asked.text
    if isinstance(words, str):
        english = hall.mall.languages[0] == "en"
        words = EmergencyWords(en=words) if english else EmergencyWords(id=words)
    command = c.StartEmergency(
        text=Text(words.id, words.en), zones=asked.zones or (), drill=asked.drill
    )
    reply = await pressed(request, command, device.id, raw)
    shown = {"text": words, "zones": asked.zones, "drill": asked.drill}
    await noted(request, device, "emergency.started", _emergency_of(reply), reply, shown)
    return replied(reply)


async def end(request: Request) -> Response:
    """POST /api/emergencies/{emergency}/end"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "emergency", rooms.live.state.hall)
    raw = await bodies.read(request, rooms.body_limit)
    bodies.decode(raw, bodies.Nothing)
    command = c.EndEmergency(emergency=request.path_params["emergency"])
    reply = await pressed(request, command, device.id, raw)
    await noted(request, device, "emergency.ended", command.emergency, reply)
    return replied(reply)


def _emergency_of(reply: Reply) -> str:
    return msgspec.json.decode(reply.body, type=EmergencyReply).emergency


async def every(request: Request) -> Response:
    """GET /api/emergencies"""
    rooms = house(request)
    live = rooms.live
    state, voices = live.state, live.around().voice
    rooms.gate.allow(rooms.device(request), "emergency", state.hall)
    zones = tuple(
        AlarmZone(zone.id, zone.name, voices.get(zone.id, shapes.VoiceStatus()).state)
        for zone in state.hall.zones
    )
    return answer(
        EmergenciesReply(
            emergency_rows(state, live.now()),
            zones,
            rooms.texts(),
            state.hall.mall.languages,
            TEXT_LIMIT,
        )
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/emergencies", verb="emergency",
        summary="Start an emergency, above all else until it is ended",
        body=EmergencyBody, reply=EmergencyReply, status=201, handle=start,
    ),
    Operation(
        method="POST", path="/api/emergencies/{emergency}/end", verb="emergency",
        summary="End an emergency", body=bodies.Nothing, reply=EmergencyReply, handle=end,
    ),
    Operation(
        method="GET", path="/api/emergencies", verb="emergency",
        summary="The emergencies that stand, and what one is started with",
        reply=EmergenciesReply, handle=every,
    ),
)  # fmt: skip
