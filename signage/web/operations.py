"""What a call of the interface is, and how every handler presses and answers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.presses import Press
from signage.queueing import commands as c
from signage.replies import Reply
from signage.web import bodies
from signage.web.gate import Caller, Verb
from signage.web.house import House, house

T = TypeVar("T", bound=msgspec.Struct)
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One call of the interface: its route, who may (`verb`, None for everybody), its types.

    `secret`: any device may, but not a stranger. `query` names what may stand behind a `?`. `one`
    sets a call of one thing apart from that of the list. `raw` is the media type of a body that
    is no JSON.
    """

    method: str
    path: str
    summary: str
    verb: Verb | None
    reply: Any
    handle: Handler
    body: type[msgspec.Struct] | None = None
    status: int = 200
    secret: bool = False
    query: tuple[str, ...] = ()
    one: bool = False
    raw: str = ""

    @property
    def name(self) -> str:
        """One name an operation, such as `post_counters_next`."""
        words = re.sub(r"\{[^}]*\}", "", self.path.removeprefix("/api"))
        apart = "/one" if self.one else ""
        return re.sub("[^a-z]+", "_", f"{self.method.lower()}{words}{apart}").strip("_")


async def press(request: Request, command: c.Command, device: str, raw: bytes) -> Response:
    """Carry a command out, under the id of the request if it has one."""
    return replied(await pressed(request, command, device, raw))


def replied(reply: Reply) -> Response:
    """What a command was answered with, as an answer over HTTP."""
    return Response(reply.body, reply.status, media_type="application/json")


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """What a device asked for, at a place of the hall that it may ask at."""

    rooms: House
    device: Caller
    place: str
    raw: bytes
    body: T


async def asked(request: Request, verb: Verb, place: str, kind: type[T]) -> Asked[T]:
    """Who asks, whether it may at the place that the path names, and the body as its type.

    Raises Unauthorised, NotFound, Forbidden or Malformed, in this order.
    """
    rooms = house(request)
    device = rooms.device(request)
    named = request.path_params[place]
    rooms.gate.allow(device, verb, rooms.live.state.hall, named)
    raw = await bodies.read(request, rooms.body_limit)
    return Asked(rooms, device, named, raw, bodies.decode(raw, kind))


async def pressed(request: Request, command: c.Command, device: str, raw: bytes) -> Reply:
    """The same, for who has something to add to the answer."""
    press = Press(
        command=command,
        device=device,
        route=f"{request.method} {request.scope['path']}",
        key=request.headers.get("idempotency-key"),
        body=raw,
    )
    return await house(request).presses.press(press)


def answer(body: Any, status: int = 200) -> Response:
    """A body as JSON that nobody keeps."""
    return Response(
        msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json"
    )
