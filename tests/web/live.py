"""A hall of numbered views behind a real /live socket, and clients that misbehave."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, Literal

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from signage.errors import NotFound
from signage.hub import Hub, Viewer
from signage.web.socket import endpoint
from signage.web.talk import Limits
from signage.web.wire import Live, wire

Kind = Literal["wire", "socket"]


class Hall:
    """Topics with a count; a change adds one. `pad` makes views long."""

    def __init__(self, *topics: str, pad: int = 0) -> None:
        self.counts = dict.fromkeys(topics or ("zone/a", "zone/b"), 0)
        self.pad = "p" * pad
        self.hub = Hub(self._draw, lambda: b'{"at":0}')
        self.sessions: list[Visit] = []

    def _draw(self, topic: str) -> bytes | None:
        if topic not in self.counts:
            return None
        view = {"topic": topic, "seq": self.counts[topic], "pad": self.pad}
        return json.dumps(view).encode()

    def change(self, *topics: str) -> None:
        for topic in topics:
            self.counts[topic] += 1
        self.hub.changed(topics)

    def begin(self, viewer: Viewer, *, headers: Mapping[str, str], address: str) -> Visit:
        self.sessions.append(Visit(self.hub, viewer, headers, address))
        return self.sessions[-1]


class Visit:
    """A session with just enough sense to try a wire."""

    def __init__(self, hub: Hub, viewer: Viewer, headers: Mapping[str, str], address: str) -> None:
        self.hub, self.viewer, self.headers, self.address = hub, viewer, headers, address
        self.notes: list[object] = []
        self.left = False

    def text(self, message: str) -> None:
        try:
            said = json.loads(message)
        except ValueError:
            self.viewer.cut(4000, "not JSON")
            return
        if "watch" not in said:
            self.notes.append(said)
        elif said.get("secret") == "wrong":
            self.viewer.cut(4001, "no such secret")
        elif len(said["watch"]) > 64:
            self.viewer.cut(4009, "too many topics")
        else:
            try:
                self.hub.watch(self.viewer, said["watch"])
            except NotFound:
                self.viewer.cut(4004, "unknown topic")

    def gone(self) -> None:
        self.hub.leave(self.viewer)
        self.left = True


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Served:
    """A server, its port, and what the tests look into."""

    def __init__(self, hall: Hall, limits: Limits | None, tls: bool) -> None:
        self.hall = hall
        self.clock = Clock()
        self.wire = wire(hall.hub, hall.begin, limits, clock=self.clock)
        self.state = ServerState()
        self.port = 0
        self.scheme = "wss" if tls else "ws"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/live"

    @property
    def sockets(self) -> list[Live]:
        return list(self.wire.room.sockets)

    def tick(self, seconds: float) -> None:
        self.clock.now += seconds
        self.wire.room.tick(self.clock.now)


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


def app(hall: Hall, kind: Kind, limits: Limits | None) -> Starlette:
    routes: list[Any] = [
        WebSocketRoute("/echo", _echo),
        Route("/", lambda request: PlainTextResponse("here")),
    ]
    if kind == "socket":
        routes.append(WebSocketRoute("/live", endpoint(hall.hub, hall.begin, limits)))
    return Starlette(routes=routes)


@contextlib.asynccontextmanager
async def serving(
    hall: Hall,
    kind: Kind = "wire",
    limits: Limits | None = None,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Served]:
    """uvicorn's protocols on a free port, without uvicorn's main loop and its pauses."""
    served = Served(hall, limits, tls is not None)
    config = uvicorn.Config(
        app(hall, kind, limits),
        ws=served.wire if kind == "wire" else "websockets-sansio",
        http="httptools",
        lifespan="off",
        log_level="critical",
        ws_ping_interval=None,
    )
    config.load()

    def connect() -> HttpToolsProtocol:
        return HttpToolsProtocol(config=config, server_state=served.state, app_state={})

    server = await asyncio.get_running_loop().create_server(connect, "127.0.0.1", 0, ssl=tls)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for connection in list(served.state.connections):
            connection.transport.abort() if hasattr(connection, "transport") else None
        for live in served.sockets:
            live._transport.abort()
        for task in list(served.state.tasks):
            task.cancel()
        await eventually(lambda: not served.state.connections and not served.state.tasks)


async def eventually(true: Callable[[], bool]) -> None:
    """Waits until it is so; a test that waits in vain fails here."""
    async with asyncio.timeout(45):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


def opening(
    *lines: str, without: Sequence[str] = (), path: str = "/live", request: str = ""
) -> bytes:
    """A good opening, with lines added and headers left out."""
    headers = [
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: keep-alive, Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
    ]
    kept = [line for line in headers if line.partition(":")[0] not in without]
    head = [request or f"GET {path} HTTP/1.1", *kept, *lines, "", ""]
    return "\r\n".join(head).encode("latin-1")


def said(message: object) -> bytes:
    """A client's whole text frame."""
    text = message if isinstance(message, bytes) else json.dumps(message).encode()
    return client_frame(0x81, text)


def client_frame(first: int, payload: bytes = b"", mask: bytes | None = None) -> bytes:
    mask = os.urandom(4) if mask is None else mask
    size = len(payload)
    if size < 126:
        head = bytes((first, 0x80 | size))
    elif size < 65536:
        head = bytes((first, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, 0x80 | 127)) + size.to_bytes(8, "big")
    return head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload))


class Raw:
    """A client of bytes, that reads only when told to."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.loop = asyncio.get_running_loop()
        self.rest = b""

    @classmethod
    async def connect(cls, port: int, *, room: int = 0) -> Raw:
        sock = socket.socket()
        sock.setblocking(False)
        if room:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        raw = cls(sock)
        await raw.loop.sock_connect(sock, ("127.0.0.1", port))
        return raw

    @classmethod
    async def open(cls, port: int, *lines: str, room: int = 0) -> Raw:
        raw = await cls.connect(port, room=room)
        await raw.send(opening(*lines))
        head = await raw.head()
        assert head.startswith("HTTP/1.1 101"), head
        return raw

    async def send(self, data: bytes) -> None:
        async with asyncio.timeout(45):
            await self.loop.sock_sendall(self.sock, data)

    async def more(self) -> bool:
        async with asyncio.timeout(45):
            try:
                data = await self.loop.sock_recv(self.sock, 65536)
            except ConnectionError:
                data = b""
        self.rest += data
        return bool(data)

    async def head(self) -> str:
        while b"\r\n\r\n" not in self.rest:
            if not await self.more():
                return self.rest.decode("latin-1")
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        return head.decode("latin-1")

    async def frame(self) -> tuple[int, bytes] | None:
        """The next frame's first byte and payload; None at the end of the stream."""
        while (whole := self._whole()) is None:
            if not await self.more():
                return None
        return whole

    def _whole(self) -> tuple[int, bytes] | None:
        if len(self.rest) < 2:
            return None
        size, start = self.rest[1], 2
        if size == 126:
            size, start = int.from_bytes(self.rest[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(self.rest[2:10], "big"), 10
        if len(self.rest) < start + size:
            return None
        first, payload = self.rest[0], self.rest[start : start + size]
        self.rest = self.rest[start + size :]
        return first, payload

    async def seq(self) -> int:
        """The `seq` of the next view."""
        got = await self.frame()
        assert got is not None and got[0] == 0x81, got
        return int(json.loads(got[1])["seq"])

    async def closed(self) -> int | None:
        """Reads to the end; the close code, None without one."""
        code: int | None = None
        while (got := await self.frame()) is not None:
            if got[0] == 0x88:
                code = int.from_bytes(got[1][:2], "big")
                with contextlib.suppress(ConnectionError):
                    await self.send(client_frame(0x88, got[1]))
        self.close()
        return code

    def close(self) -> None:
        self.sock.close()
