"""The server under test, in a process of its own: `python -m bench.hall '{…}'`.

`wire` is the product's hub and wire in uvicorn; `plain` is what one writes without them: Starlette,
and `await socket.send_text(…)` in a loop. Prints "ready PORT", and one line of JSON at the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from signage.errors import NotFound
from signage.hub import Hub, Viewer
from signage.web.http import http
from signage.web.lobby import Lobby
from signage.web.talk import Limits
from signage.web.wire import wire

TOPIC = "zone/a"
# A client that never comes must not keep the server for ever (seconds).
PATIENCE = 120.0


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to measure. Times in seconds, sizes in bytes."""

    kind: Literal["wire", "plain"]
    sockets: int
    events: int = 0
    gap: float = 0.02
    size: int = 300
    burst: int = 1
    # Wait until the stuck among the sockets are cut.
    stuck: int = 0


@dataclass
class Result:
    """What came out; CPU in seconds, memory in bytes, times in ns of the monotonic clock."""

    sockets: int = 0
    join_cpu: float = 0.0
    joined_at: float = 0.0
    cpu: float = 0.0
    memory_before: int = 0
    memory_joined: int = 0
    memory_peak: int = 0
    published: list[int] = field(default_factory=list)
    filled: float = 0.0
    freed: float = 0.0


class Hall:
    """One topic whose view is its seq and a pad."""

    def __init__(self, size: int) -> None:
        self.seq = 0
        self._size = size

    def text(self) -> bytes:
        head = b'{"topic":"zone/a","epoch":1,"seq":%d,"view":"' % self.seq
        return head + b"p" * (self._size - len(head) - 2) + b'"}'


class Wired:
    """The hub and the wire."""

    def __init__(self, hall: Hall) -> None:
        self.hub = Hub(lambda topic: hall.text() if topic == TOPIC else None, hall.text)
        self.protocol = wire(self.hub, self._begin, Limits())
        self.http = http(Lobby())
        self.routes: list[WebSocketRoute] = []

    def _begin(self, viewer: Viewer, *, headers: Mapping[str, str], address: str) -> Visit:
        return Visit(self.hub, viewer)

    @property
    def joined(self) -> int:
        return self.hub.viewers

    @property
    def behind(self) -> int:
        return self.hub.behind

    async def publish(self, text: bytes) -> None:
        self.hub.changed((TOPIC,))

    def sweep(self) -> None:
        self.hub.sweep(time.monotonic())


class Visit:
    """The least sense that a session can have."""

    __slots__ = ("_hub", "_viewer")

    def __init__(self, hub: Hub, viewer: Viewer) -> None:
        self._hub = hub
        self._viewer = viewer

    def text(self, message: str) -> None:
        said = msgspec.json.decode(message)
        if "watch" in said:
            try:
                self._hub.watch(self._viewer, said["watch"])
            except NotFound:
                self._viewer.cut(4004, "unknown topic")

    def gone(self) -> None:
        self._hub.leave(self._viewer)


class Plain:
    """The plain loop."""

    behind = 0
    protocol = http = "auto"

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._clients: set[WebSocket] = set()
        self.routes = [WebSocketRoute("/live", self._live)]

    async def _live(self, client: WebSocket) -> None:
        await client.accept()
        try:
            said = msgspec.json.decode(await client.receive_text())
            if TOPIC in said["watch"]:
                await client.send_text(self._hall.text().decode())
                self._clients.add(client)
            while True:
                await client.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            self._clients.discard(client)

    @property
    def joined(self) -> int:
        return len(self._clients)

    async def publish(self, text: bytes) -> None:
        message = text.decode()
        for client in tuple(self._clients):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await client.send_text(message)

    def sweep(self) -> None:
        """Nobody is ever cut."""


Server = Wired | Plain


def memory() -> int:
    """Bytes that the process holds."""
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not done():  # noqa: ASYNC110 - the clients are in another process
            await asyncio.sleep(0.005)


async def measure(job: Job, hall: Hall, server: Server, result: Result) -> None:
    gc.collect()
    gc.freeze()
    result.memory_before = memory()
    before = time.process_time()
    await until(lambda: server.joined >= job.sockets)
    result.join_cpu = time.process_time() - before
    result.joined_at = time.monotonic()
    result.sockets = server.joined
    await asyncio.sleep(1.0)
    gc.collect()
    gc.freeze()
    result.memory_joined = result.memory_peak = memory()
    await publish(job, hall, server, result)
    if job.stuck:
        await until(lambda: bool(result.freed))


async def publish(job: Job, hall: Hall, server: Server, result: Result) -> None:
    watching = asyncio.create_task(oversee(job, server, result))
    before = time.process_time()
    while hall.seq < job.events:
        at = time.monotonic()
        for _ in range(job.burst):
            hall.seq += 1
            result.published.append(time.monotonic_ns())
            await server.publish(hall.text())
        await asyncio.sleep(max(0.0, job.gap - (time.monotonic() - at)))
    result.cpu = time.process_time() - before
    if not job.stuck:
        watching.cancel()
    await asyncio.sleep(0.5)


async def oversee(job: Job, server: Server, result: Result) -> None:
    """The hall's second hand, and the notes of when the stuck filled up and were freed."""
    for turn in range(int(PATIENCE * 20)):
        await asyncio.sleep(0.05)
        result.memory_peak = max(result.memory_peak, memory())
        now = time.monotonic()
        if turn % 20 == 0:
            server.sweep()
        if not result.filled and job.stuck and server.behind >= job.stuck:
            result.filled = now
        if job.stuck and not result.freed and server.joined <= result.sockets - job.stuck:
            result.freed = now
            return


def app(job: Job, hall: Hall, server: Server) -> tuple[Starlette, Result]:
    result = Result()

    async def press(request: Request) -> PlainTextResponse:
        await server.publish(hall.text())
        return PlainTextResponse("pressed")

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async def run() -> None:
            await measure(job, hall, server, result)
            print(json.dumps(vars(result)), flush=True)
            os._exit(0)

        running: Awaitable[None] = asyncio.ensure_future(run())
        yield
        del running

    routes = [*server.routes, Route("/press", press, methods=["POST"])]
    return Starlette(routes=routes, lifespan=lifespan), result


def main(words: list[str]) -> None:
    job = msgspec.json.decode(words[0], type=Job)
    hall = Hall(job.size)
    server: Server = Wired(hall) if job.kind == "wire" else Plain(hall)
    asgi, _ = app(job, hall, server)
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    print(f"ready {listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(
        asgi,
        ws=server.protocol,
        http=server.http,
        log_level="critical",
        access_log=False,
        backlog=4096,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1:])
