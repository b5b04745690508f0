"""The opening of a WebSocket: a request head in, an acceptance or a refusal out.

Pure bytes (RFC 6455, section 4.2). A page from another origin is refused here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from signage.web.hosts import own_host, shown

_MAGIC: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# Said twice, these leave open which of the two is meant.
_ONCE: Final = frozenset({"host", "origin", "sec-websocket-key", "sec-websocket-version"})
_ACCEPTED: Final = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: "
)


_CODES: Final[Mapping[int, str]] = {
    400: "malformed",
    403: "origin_refused",
    405: "method_unknown",
    421: "host_unknown",
    426: "socket_wanted",
}


class BadOpening(ValueError):
    """The client is at fault: `status` and a word for it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status: Final = status
        self.reason: Final = reason

    @property
    def code(self) -> str:
        """The code of the refusal."""
        return _CODES[self.status]

    @property
    def facts(self) -> dict[str, str]:
        """What its sentence may name."""
        return {"problem": self.reason, "host": self.reason, "allow": "GET"}

    @property
    def headers(self) -> str:
        """What its answer says besides, for a client that could ask better."""
        match self.status:
            case 405:
                return "Allow: GET\r\n"
            case 426:
                return "Sec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n"
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class Head:
    """A request's head. Header names are in small letters."""

    method: str
    target: str
    version: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


def parse_head(data: bytes) -> Head:
    """Reads a whole head, up to and with its empty line; raises BadOpening(400)."""
    lines = data.decode("latin-1").split("\r\n")
    request = lines[0].split(" ")
    if len(request) != 3 or lines[-2:] != ["", ""]:
        raise BadOpening(400, "no request head")
    headers: dict[str, str] = {}
    for line in lines[1:-2]:
        name, colon, value = line.partition(":")
        name = name.lower()
        if not colon or not name or name != name.strip():
            raise BadOpening(400, "no header")
        if name in headers:
            if name in _ONCE:
                raise BadOpening(400, f"{name} twice")
            value = f"{headers[name]}, {value.strip()}"
        headers[name] = value.strip()
    return Head(request[0], request[1], request[2], headers)


def accept(head: Head, origins: Collection[str] = (), hosts: Collection[str] = ()) -> bytes:
    """The answer that opens the socket; raises BadOpening with 400, 403, 405, 421 or 426."""
    headers = head.headers
    if head.method != "GET":
        raise BadOpening(405, "GET only")
    if head.version != "HTTP/1.1" or not headers.get("host"):
        raise BadOpening(400, "HTTP/1.1 with a Host only")
    if not own_host(headers["host"], hosts):
        raise BadOpening(421, shown(headers["host"]))
    if "websocket" not in _words(headers, "upgrade"):
        raise BadOpening(426, "a WebSocket only")
    if "upgrade" not in _words(headers, "connection"):
        raise BadOpening(400, "no Connection: Upgrade")
    if headers.get("sec-websocket-version") != "13":
        raise BadOpening(426, "version 13 only")
    key = _key(headers.get("sec-websocket-key", ""))
    if not same_origin(headers.get("origin"), headers["host"], origins):
        raise BadOpening(403, "another origin")
    digest = hashlib.sha1(key + _MAGIC, usedforsecurity=False).digest()
    return _ACCEPTED + base64.b64encode(digest) + b"\r\n\r\n"


def same_origin(origin: str | None, host: str | None, allowed: Collection[str] = ()) -> bool:
    """Whether a request may come from here: no Origin (no browser), our own, or an allowed one.

    Host and port must be the same; the scheme need not, for TLS may end before this server.
    """
    if origin is None or origin == f"http://{host}" or origin.lower() in allowed:
        return True
    try:
        theirs = urlsplit(origin)
        ours = urlsplit(f"//{host or ''}")
        port = _PORTS.get(theirs.scheme)
        return (
            port is not None
            and bool(theirs.hostname)
            and theirs.hostname == ours.hostname
            and (theirs.port or port) == (ours.port or port)
        )
    except ValueError:
        return False


def _key(text: str) -> bytes:
    try:
        size = len(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        size = 0
    if size != 16:
        raise BadOpening(400, "no key of 16 bytes")
    return text.encode("ascii")


def _words(headers: Mapping[str, str], name: str) -> list[str]:
    return [word.strip().lower() for word in headers.get(name, "").split(",")]
