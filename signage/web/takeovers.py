"""Events that take a zone over HTTP: begun, ended, listed with those that may be begun."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.queueing import commands as c
from signage.queueing import shapes
from signage.queueing.hall import Text
from signage.queueing.refusals import sentence
from signage.queueing.takeovers import Coming, coming, hindrance
from signage.queueing.views import takeover_rows
from signage.replies import TakeoverReply
from signage.web import bodies
from signage.web.audited import noted
from signage.web.house import house
from signage.web.operations import Operation, answer, pressed, replied


class TakeoverBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which event takes the zone; until when in Unix ms, else as its schedule has it, or until it
    is ended."""

    takeover: str
    until: int | None = None


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that may be begun: its next time by its schedule, in Unix ms, and why it can't have
    its zone now."""

    takeover: str
    zone: str
    zone_name: Text
    name: Text
    next: Coming | None
    hindrance: Text | None


class TakeoversReply(msgspec.Struct, frozen=True):
    """The events that have a zone now, and those that may be begun."""

    takeovers: tuple[shapes.TakeoverRow, ...]
    plans: tuple[PlanRow, ...]


async def start(request: Request) -> Response:
    """POST /api/zones/{zone}/takeover"""
    rooms = house(request)
    device, zone = rooms.device(request), request.path_params["zone"]
    rooms.gate.allow(device, "takeover", rooms.live.state.hall, zone)
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, TakeoverBody)
    command = c.StartTakeover(zone=zone, takeover=asked.takeover, until=asked.until)
    reply = await pressed(request, command, device.id, raw)
    await noted(request, device, "takeover.started", zone, reply, msgspec.to_builtins(asked))
    return replied(reply)


async def end(request: Request) -> Response:
    """POST /api/zones/{zone}/takeover/end"""
    rooms = house(request)
    device, zone = rooms.device(request), request.path_params["zone"]
    rooms.gate.allow(device, "takeover", rooms.live.state.hall, zone)
    raw = await bodies.read(request, rooms.body_limit)
    bodies.decode(raw, bodies.Nothing)
    reply = await pressed(request, c.EndTakeover(zone=zone), device.id, raw)
    await noted(request, device, "takeover.ended", zone, reply)
    return replied(reply)


async def every(request: Request) -> Response:
    """GET /api/takeovers"""
    rooms = house(request)
    live = rooms.live
    state, now = live.state, live.now()
    rooms.gate.allow(rooms.device(request), "takeover", state.hall)
    plans = tuple(
        PlanRow(
            takeover=plan.id, zone=plan.zone, zone_name=state.hall.zone[plan.zone].name,
            name=plan.name, next=coming(state, plan, now),
            hindrance=sentence(refused) if (refused := hindrance(state, plan)) else None,
        )
        for plan in state.hall.takeovers
        if not plan.closed
    )  # fmt: skip
    return answer(TakeoversReply(takeover_rows(state), plans))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/zones/{zone}/takeover", verb="takeover",
        summary="Give a zone to an event: its screens show the event, its voice calls nobody",
        body=TakeoverBody, reply=TakeoverReply, status=201, handle=start,
    ),
    Operation(
        method="POST", path="/api/zones/{zone}/takeover/end", verb="takeover",
        summary="Take the zone back", body=bodies.Nothing, reply=TakeoverReply, handle=end,
    ),
    Operation(
        method="GET", path="/api/takeovers", verb="takeover",
        summary="The events that have a zone, and those that may be begun",
        reply=TakeoversReply, handle=every,
    ),
)  # fmt: skip
