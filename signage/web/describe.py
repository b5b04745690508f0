"""The interface for programs: OpenAPI 3.1 and AsyncAPI 3, from the handlers' own types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from signage.queueing import shapes
from signage.screens.shapes import ScreenView
from signage.web import plays
from signage.web.api import OPERATIONS
from signage.web.gate import MAY
from signage.web.operations import Operation
from signage.web.problems import MEDIA_TYPE, Problem
from signage.web.session import Said

VERSION = "1"
UPWARDS = ("watch", "report")
REFUSALS = (401, 403, 404, 409, 413, 421, 422, 429, 503)

TOPICS: dict[str, tuple[str, Any]] = {
    "zone/{zone}": ("What the screens of a zone show", shapes.ZoneView),
    "counter/{counter}": ("What an officer sees", shapes.CounterView),
    "queue/{service}": ("The line of a service", shapes.QueueView),
    "kiosk/{zone}": ("What a kiosk offers", shapes.KioskView),
    "ticket/{token}": (
        "What a visitor's phone shows",
        shapes.TicketView,
    ),
    "line/{line}": ("A line, as all phones in it share it", shapes.LineView),
    "screen/{screen}": ("What one screen is", ScreenView),
    "sound/{zone}": ("The zone's one current announcement, or null", shapes.SoundView),
    "pairing/{token}": ("What a page that waits to be paired may see", shapes.PairingView),
    "floor": ("The whole hall for the floor manager", shapes.FloorView),
}


class Message(msgspec.Struct, frozen=True):
    """What the server sends of a topic. `view` is the topic's view."""

    topic: str
    epoch: int
    seq: int
    at: int
    view: dict[str, Any] | None


class Pulse(msgspec.Struct, frozen=True):
    """What the server sends every 5 s."""

    epoch: int
    seq: int
    at: int


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    types = [Problem, *_types(OPERATIONS)]
    schemas, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    named = dict(zip(map(repr, types), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(
            operation, named
        )
    paths |= _streams(named)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "signage",
            "version": VERSION,
            "description": "The voice and the screens of a public service hall.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
            },
        },
    }


@cache
def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3 document of the socket."""
    types = [Said, Pulse, Message, *(shape for _, shape in TOPICS.values())]
    _, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    messages = {
        "watch": _message("First: the topics, and the secret unless the upgrade had it", Said),
        "report": _message("What a screen has painted, heard, and that it lives", Said),
        "beat": _message("Every 5 s", Pulse),
        **{
            topic.partition("/")[0]: _view_message(summary, shape)
            for topic, (summary, shape) in TOPICS.items()
        },
    }
    channel = {"address": "/live", "messages": {name: _ref("messages", name) for name in messages}}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "signage", "version": VERSION},
        "channels": {"live": channel},
        "operations": {
            "hear": _exchange("receive", UPWARDS),
            "tell": _exchange("send", [name for name in messages if name not in UPWARDS]),
        },
        "components": {"schemas": components, "messages": messages},
    }


def _types(operations: Iterable[Operation]) -> list[Any]:
    found = {repr(t): t for o in operations for t in (o.body, o.reply) if t is not None}
    return list(found.values())


def _operation(operation: Operation, named: dict[str, Any]) -> dict[str, Any]:
    answer = {"application/json": {"schema": named[repr(operation.reply)]}}
    described: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": operation.name,
        "parameters": [*_parameters(operation)],
        "responses": {
            str(operation.status): {"description": operation.summary, "content": answer},
            **_refusals(named),
        },
    }
    if operation.verb is not None or operation.secret:
        described["security"] = [{"bearer": []}, {"basic": []}]
    if operation.verb is not None:
        described["description"] = "For: " + ", ".join(sorted(MAY[operation.verb]))
    if operation.raw:
        binary = {"schema": {"type": "string", "format": "binary"}}
        described["requestBody"] = {"content": {operation.raw: binary}}
    if operation.body is not None:
        described["requestBody"] = {
            "content": {"application/json": {"schema": named[repr(operation.body)]}}
        }
    return described


def _streams(named: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What answers in no JSON: the feed, the figures, a button for devices that can only GET."""
    secured: list[dict[str, list[str]]] = [{"bearer": []}, {"basic": []}]

    def get(summary: str, media: str, *parameters: dict[str, Any]) -> dict[str, Any]:
        answer = {"description": summary, "content": {media: {"schema": {"type": "string"}}}}
        return {
            "get": {
                "summary": summary,
                "parameters": list(parameters),
                "responses": {"200": answer, **_refusals(named)},
                "security": secured,
            }
        }

    def text(name: str, place: str) -> dict[str, Any]:
        required = place == "path"
        return {"name": name, "in": place, "required": required, "schema": {"type": "string"}}

    return {
        "/api/events": get(
            "Every event in order; `after` is <epoch>:<seq>",
            "text/event-stream",
            text("after", "query"),
            text("Last-Event-ID", "header"),
        ),
        "/api/tickets/{token}/qr.svg": get(
            "The code of a ticket's link, for whoever holds its token",
            "image/svg+xml",
            text("token", "path"),
        ),
        "/api/bookings/{code}/qr.svg": get(
            "The code of a booking, for whoever has it and for a kiosk's scanner",
            "image/svg+xml",
            text("code", "path"),
        ),
        "/api/exports/{export}/file": get(
            "A report's file that is ready", "application/octet-stream", text("export", "path")
        ),
        "/api/reports/{which}.{format}": get(
            "A report's file, made while somebody waits: xlsx, csv or json",
            "application/octet-stream",
            text("which", "path"),
            text("format", "path"),
            *(
                text(name, "query")
                for name in "from until agency service counter language bom".split()
            ),
        ),
        "/api/config/file": get("The hall's file as it is", "application/toml"),
        "/api/plays/csv": get(
            "What was shown where, as a table",
            "text/csv",
            *(text(name, "query") for name in plays.QUERY),
        ),
        "/media/{file}": get(
            "A picture or a video, or a part of it by Range; for any device and any person",
            "application/octet-stream",
            text("file", "path"),
        ),
        "/metrics": get("Figures for Prometheus", "text/plain"),
        "/button/{counter}/{action}": get(
            "A Wi-Fi button's press, as POST /api/counters/{counter}/{action}",
            "application/json",
            text("counter", "path"),
            text("action", "path"),
        ),
    }


def _parameters(operation: Operation) -> Iterable[dict[str, Any]]:
    for part in operation.path.split("/"):
        if part.startswith("{"):
            yield {
                "name": part.strip("{}"),
                "in": "path",
                "required": True,
                "schema": {"type": "string"},
            }
    for name in operation.query:
        yield {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}
    if operation.method == "POST":
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "The command's id: the same key has the same answer.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }


def _refusals(named: dict[str, Any]) -> dict[str, Any]:
    return {str(status): _refusal(named) for status in REFUSALS}


def _refusal(named: dict[str, Any]) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": named[repr(Problem)]}}
    return {"description": "Refused; `code` says why", "content": content}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _message(summary: str, kind: type) -> dict[str, Any]:
    return {"summary": summary, "payload": _ref("schemas", kind.__name__)}


def _view_message(summary: str, shape: type) -> dict[str, Any]:
    view = {"oneOf": [_ref("schemas", shape.__name__), {"type": "null"}]}
    narrowed = {"type": "object", "properties": {"view": view}}
    return {"summary": summary, "payload": {"allOf": [_ref("schemas", "Message"), narrowed]}}


def _exchange(action: str, names: Iterable[str]) -> dict[str, Any]:
    messages = [{"$ref": f"#/channels/live/messages/{name}"} for name in names]
    return {"action": action, "channel": {"$ref": "#/channels/live"}, "messages": messages}


def _shown(document: Callable[[], dict[str, Any]], path: str) -> Route:
    @cache
    def written() -> bytes:  # the same bytes for everybody, however many don't read them
        return msgspec.json.encode(document())

    async def show(request: Request) -> Response:
        return Response(written(), media_type="application/json")

    return Route(path, show, methods=["GET"])


DOCUMENTS = [_shown(openapi, "/api/openapi.json"), _shown(asyncapi, "/api/asyncapi.json")]
