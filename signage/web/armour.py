"""Round every answer: no page of another origin may change anything, no foreign name may lead here,
and headers that say less."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from signage.errors import Forbidden, Malformed
from signage.web.handshake import same_origin
from signage.web.hosts import own_host, shown
from signage.web.house import SAFE
from signage.web.pages import policy
from signage.web.problems import from_error


class Armour:
    """Checks the Host of everything and the Origin of what changes something, and sets the security
    headers."""

    def __init__(
        self, app: ASGIApp, origins: Collection[str] = (), hosts: Collection[str] = ()
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        extra = [
            (b"content-security-policy", policy(headers).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        if len(headers.getlist("host")) > 1 or not own_host(headers.get("host"), self._hosts):
            response = from_error(
                Request(scope), Malformed("host_unknown", host=shown(headers.get("host")))
            )
            await response(scope, receive, sent)
            return
        foreign = not same_origin(headers.get("origin"), headers.get("host"), self._origins)
        if foreign and scope["method"] not in SAFE:
            response = from_error(Request(scope), Forbidden("origin_refused"))
            await response(scope, receive, sent)
            return
        await self._app(scope, receive, sent)
