"""Round every answer: no page of another origin may change anything, no foreign name may lead here,
and headers that say less."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from signage.errors import Forbidden, Malformed
from signage.web.handshake import same_origin
from signage.web.hosts import own_host, shown
from signage.web.house import SAFE
from signage.web.policy import NONCE, fresh_nonce, headers_of
from signage.web.problems import MEDIA_TYPE, Problem, from_error
from signage.web.refusal_page import RefusalPage, wants_page


class Armour:
    """Checks the Host of everything and the Origin of what changes something, sets the security
    headers, and shows a refusal as a page where a person looks. `nonce` gives each answer its own.
    """

    def __init__(
        self,
        app: ASGIApp,
        origins: Collection[str] = (),
        hosts: Collection[str] = (),
        *,
        page: RefusalPage,
        nonce: Callable[[], str] = fresh_nonce,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = origins
        self._page = page
        self._nonce = nonce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        scope[NONCE] = self._nonce()
        extra = headers_of(scope, host)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = MutableHeaders(raw=message["headers"])
                if "cache-control" not in kept:
                    kept["cache-control"] = "no-store"
                message["headers"] = [*kept.raw, *extra]
            await send(message)

        told = _Shown(self._page, scope, sent) if wants_page(scope) else sent
        if len(headers.getlist("host")) > 1 or not own_host(headers.get("host"), self._hosts):
            unknown = Malformed("host_unknown", host=shown(headers.get("host")))
            await from_error(Request(scope), unknown)(scope, receive, told)
            return
        foreign = not same_origin(headers.get("origin"), headers.get("host"), self._origins)
        if foreign and scope["method"] not in SAFE:
            response = from_error(Request(scope), Forbidden("origin_refused"))
            await response(scope, receive, told)
            return
        await self._app(scope, receive, told)


class _Shown:
    """Sends an answer on; a problem, whoever made it, is made a page first."""

    def __init__(self, page: RefusalPage, scope: Scope, send: Send) -> None:
        self._page = page
        self._scope = scope
        self._send = send
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type") == MEDIA_TYPE:
                self._held = message
                return
        elif self._held is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            held, self._held = self._held, None
            message = self._drawn(held)
            await self._send(held)
        await self._send(message)

    def _drawn(self, held: Message) -> Message:
        body = self._page.render(self._scope, msgspec.json.decode(self._body, type=Problem))
        headers = MutableHeaders(raw=list(held["headers"]))
        headers["content-type"] = "text/html; charset=utf-8"
        headers["content-length"] = str(len(body))
        held["headers"] = headers.raw
        return {"type": "http.response.body", "body": body}
