"""Refusals as RFC 9457 problems: from the error tree to a status, a code and a sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from signage.config.placing import Placed
from signage.errors import JournalTrouble, NotFound, Refused, RegistryTrouble, SignageError
from signage.queueing.hall import Text
from signage.queueing.refusals import say, sentence

log = logging.getLogger("signage.web")

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request", 401: "Not known", 403: "Not allowed", 404: "Not found",
    405: "Method not allowed", 408: "Too slow", 409: "Refused", 413: "Too large",
    421: "Another host", 422: "Malformed", 426: "A WebSocket only", 429: "Too often",
    431: "Head too large", 500: "Server error", 503: "Not available",
}  # fmt: skip
STATUS = {
    "too_large": 413,
    "host_unknown": 421,
    "too_often": 429,
    "config_unwritable": 503,
    "voice_failed": 503,
    "staff_code_locked": 429,
    "tries_locked": 429,
    "too_slow": 408,
    "media_too_large": 413,
    "media_busy": 429,
    "media_disk": 503,
    "media_failed": 503,
}


class FaultRow(msgspec.Struct, frozen=True):
    """What is wrong with the settings, and the way out. `id` and `at` name a table of a list."""

    section: str
    id: str | None
    at: int | None
    key: str
    line: int
    detail: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A refusal. `code` is stable; `detail` is a sentence for the person.

    Settings that are refused have the first fault's `key` and all `faults` beside it.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    key: str = ""
    faults: tuple[FaultRow, ...] = ()


def language_of(request: Request) -> str:
    """The language in which to tell who asks something."""
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """`id` or `en`: the first of the two that Accept-Language names; Indonesian otherwise."""
    for part in accepted.lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in ("id", "en"):
            return language
    return "id"


def problem(
    request: Request,
    status: int,
    code: str,
    text: Text,
    headers: dict[str, str] | None = None,
    faults: tuple[Placed, ...] = (),
) -> Response:
    """The response for a refusal."""
    rows = fault_rows(request, faults)
    body = Problem(
        type=f"/problems/{code}",
        title=TITLES.get(status, "Refused"),
        status=status,
        code=code,
        detail=in_language(request, text),
        key=rows[0].key if rows else "",
        faults=rows,
    )
    return Response(msgspec.json.encode(body), status, headers, MEDIA_TYPE)


def in_language(request: Request, text: Text) -> str:
    """The text in the asker's language."""
    return text.en if language_of(request) == "en" else text.id


def fault_rows(request: Request, faults: Iterable[Placed]) -> tuple[FaultRow, ...]:
    """Faults of the settings in the asker's language."""
    return tuple(
        FaultRow(one.section, one.id, one.at, one.key, one.line, in_language(request, one.told))
        for one in faults
    )


def from_error(request: Request, error: SignageError) -> Response:
    """The response for an error of the tree."""
    if isinstance(error, Refused):
        status = STATUS.get(error.code, error.status)
        headers = {"WWW-Authenticate": _challenge(request)} if status == 401 else {}
        if status == 429:
            headers["Retry-After"] = str(error.facts.get("after", 1))
        faults: Any = error.facts.get("faults", ()) if error.code == "config_refused" else ()
        return problem(request, status, error.code, sentence(error), headers, faults)
    if isinstance(error, JournalTrouble):
        return problem(request, 503, error.code, say(error.code), {"Retry-After": "5"})
    log.error("an answer failed: %s", error)
    if isinstance(error, RegistryTrouble):
        text = say("registry_failed")
        return problem(request, 503, "registry_failed", text, {"Retry-After": "5"})
    return problem(request, 500, "internal", say("internal"))


def _challenge(request: Request) -> str:
    """Basic is offered to buttons alone: a browser would ask the people before a screen for it."""
    return 'Basic realm="signage"' if request.scope["path"].startswith("/button/") else "Bearer"


async def on_error(request: Request, error: Exception) -> Response:
    """For every error of the tree that a handler raises."""
    assert isinstance(error, SignageError)  # noqa: S101
    return from_error(request, error)


async def on_http_error(request: Request, error: Exception) -> Response:
    """For Starlette's own refusals: no such route, no such method."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 404:
        return from_error(request, NotFound("route_unknown"))
    if error.status_code == 405:
        headers = {"Allow": "GET, HEAD", **(error.headers or {})}  # static files name none
        text = say("method_unknown", {"allow": headers["Allow"]})
        return problem(request, 405, "method_unknown", text, headers)
    return problem(request, error.status_code, "refused", Text(error.detail, error.detail))


async def on_fault(request: Request, error: Exception) -> Response:
    """For what nobody foresaw; the log has it, the answer doesn't."""
    return problem(request, 500, "internal", say("internal"))


HANDLERS: dict[Any, Any] = {
    SignageError: on_error,
    HTTPException: on_http_error,
    Exception: on_fault,
}
