"""Who really asks, where a proxy speaks for visitors. Only proxies of the file are believed.

Of X-Forwarded-For the last address counts that is no proxy's: what stands before it, anybody may
have written. Of the other headers the last word counts, which the nearest proxy wrote.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

FOR, PROTO, HOST = "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a request comes from, whether it was encrypted, and the Host that it asked for."""

    address: str
    secure: bool
    host: str | None


class Proxies:
    """The networks whose word is taken."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        self._networks: Final = tuple(ipaddress.ip_network(one) for one in networks)

    def visit(self, peer: str, secure: bool, headers: Mapping[str, str]) -> Visit:
        """Header names are in small letters; one that came twice is joined with commas."""
        host = headers.get("host")
        if not self.believed(peer):
            return Visit(peer, secure, host)
        proto = _last(headers.get(PROTO, ""))
        return Visit(
            self._visitor(peer, headers.get(FOR, "")),
            proto == "https" if proto in ("http", "https") else secure,
            _last(headers.get(HOST, "")) or host,
        )

    def believed(self, peer: str) -> bool:
        """Whether this is a proxy of ours."""
        if not self._networks:
            return False
        found = _address(peer)
        return found is not None and any(
            found.version == one.version and found in one for one in self._networks
        )

    def _visitor(self, peer: str, told: str) -> str:
        for written in reversed(told.split(",")):
            found = _address(written.strip())
            if found is None:
                return peer
            peer = str(found)
            if not self.believed(peer):
                return peer
        return peer


class Forwarded:
    """Puts the visitor in the proxy's place, before anything else looks at the request."""

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        peer = scope["client"][0] if scope.get("client") else ""
        if scope["type"] in ("http", "websocket") and self._proxies.believed(peer):
            scope = self._seen(scope, peer)
        await self._app(scope, receive, send)

    def _seen(self, scope: Scope, peer: str) -> Scope:
        headers: dict[str, str] = {}
        for raw, value in scope["headers"]:
            name, text = raw.decode("latin-1"), value.decode("latin-1")
            headers[name] = f"{headers[name]}, {text}" if name in headers else text
        plain, encrypted = ("http", "https") if scope["type"] == "http" else ("ws", "wss")
        visit = self._proxies.visit(peer, scope["scheme"] == encrypted, headers)
        kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
        if visit.host is not None:
            kept.append((b"host", visit.host.encode("latin-1")))
        return {
            **scope,
            "client": (visit.address, 0),
            "scheme": encrypted if visit.secure else plain,
            "headers": kept,
        }


def _last(told: str) -> str:
    return told.rsplit(",", 1)[-1].strip()


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address, with or without a port."""
    text = written
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
