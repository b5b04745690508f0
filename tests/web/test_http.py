"""uvicorn's HTTP with bounds: who is late, large, many or deaf is told so and let go."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from signage.web.http import Bounded, http, refusal
from signage.web.lobby import Bounds, Generous, Lobby, nobody
from tests.web.asking import house
from tests.web.live import Raw, eventually, opening

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
STRANGER = "127.0.0.2"


@dataclass(slots=True)
class Served:
    """A server whose second passes when a test says so."""

    lobby: Lobby
    clock: Clock
    state: ServerState = field(default_factory=ServerState)
    port: int = 0
    lost: list[str] = field(default_factory=list)
    raws: list[Raw] = field(default_factory=list)

    def after(self, seconds: float) -> None:
        """Time passes, and the lobby looks."""
        self.clock.now += seconds
        self.lobby.tick(self.clock.now)

    def has(self, true: Callable[[Any], bool]) -> bool:
        """Whether a connection is so."""
        return any(map(true, self.state.connections))


@dataclass(slots=True)
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def app(lost: list[str]) -> Starlette:
    async def hello(request: Request) -> Response:
        return PlainTextResponse("hello")

    async def echo(request: Request) -> Response:
        try:
            body = await request.body()
        except Exception as gone:
            lost.append(type(gone).__name__)
            raise
        return PlainTextResponse(f"{len(body)} bytes")

    async def endless(request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            while True:
                yield b"x" * 4096
                await asyncio.sleep(0)  # who is gone is sent nothing, and nothing is awaited

        return StreamingResponse(pieces())

    async def asleep(request: Request) -> Response:
        await asyncio.sleep(60)
        return PlainTextResponse("good morning")

    return Starlette(
        routes=[
            Route("/", hello),
            Route("/echo", echo, methods=["POST"]),
            Route("/refuses", hello, methods=["POST"]),
            Route("/endless", endless),
            Route("/asleep", asleep),
        ]
    )


@asynccontextmanager
async def serving(
    bounds: Bounds | None = None,
    kind: Callable[[Lobby], type[HttpToolsProtocol]] = http,
    asgi: ASGIApp | None = None,
    generous: Generous = nobody,
) -> AsyncIterator[Served]:
    clock = Clock()
    served = Served(Lobby(bounds, clock, generous=generous), clock)
    config = uvicorn.Config(
        asgi or app(served.lost), lifespan="off", log_level="critical", log_config=None
    )
    config.load()
    protocol = kind(served.lobby)

    def connect() -> HttpToolsProtocol:
        return protocol(config=config, server_state=served.state, app_state={})

    listening = socket.create_server(("127.0.0.1", 0))
    if asgi is not None:  # its answers are small: so is what the kernel takes of them
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    server = await asyncio.get_running_loop().create_server(connect, sock=listening)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for raw in served.raws:
            raw.close()
        for connection in list(served.state.connections):
            connection.transport.abort()
        for task in list(served.state.tasks):
            task.cancel()
        await eventually(lambda: not served.state.connections and not served.state.tasks)
        assert not served.lobby.callers
        assert served.lobby.held == 0


def stock(lobby: Lobby) -> type[HttpToolsProtocol]:
    """The control: uvicorn's own."""
    return HttpToolsProtocol


async def client(served: Served, data: bytes, *, room: int = 0, address: str = "") -> Raw:
    """A connection that has said this."""
    sock = socket.socket()
    sock.setblocking(False)
    if room:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    if address:
        sock.bind((address, 0))
    raw = Raw(sock)
    served.raws.append(raw)
    await raw.loop.sock_connect(sock, ("127.0.0.1", served.port))
    await raw.send(data)
    return raw


async def refused(raw: Raw, status: int, code: str) -> str:
    """Holds the answer to its form, and reads to its end."""
    head = await raw.head()
    assert head.startswith(f"HTTP/1.1 {status} "), head
    assert "application/problem+json" in head
    assert "connection: close" in head.lower()
    while await raw.more():
        pass
    problem = json.loads(raw.rest)
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"] and "{" not in problem["detail"]
    raw.close()
    return head


async def answered(raw: Raw, text: str = "hello") -> None:
    head = await raw.head()
    assert head.startswith("HTTP/1.1 200"), head
    while len(raw.rest) < len(text):
        assert await raw.more()
    assert raw.rest == text.encode()
    raw.rest = b""


async def still(raw: Raw) -> bool:
    """Whether it is open, and was told nothing."""
    await asyncio.sleep(0.05)
    try:
        return raw.sock.recv(1) != b"x" and False
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


# ── heads ──


@pytest.mark.parametrize("head", [b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: a", b"\r\n"])
async def test_a_slow_head_is_told_so_and_let_go(head: bytes) -> None:
    async with serving() as served:
        raw = await client(served, head)
        await eventually(lambda: served.has(lambda one: one.holds == len(head)))
        served.after(9.9)
        assert await still(raw)
        served.after(0.2)
        await refused(raw, 408, "too_slow")


async def test_a_drip_of_bytes_buys_no_time() -> None:
    async with serving() as served:
        raw = await client(served, b"GET / HTTP/1.1\r\n")
        for _ in range(4):
            await raw.send(b"X: y\r\n")
            await asyncio.sleep(0.01)
            served.after(2.6)
        await refused(raw, 408, "too_slow")


async def test_control_the_stock_server_waits_for_a_slow_head() -> None:
    async with serving(kind=stock) as served:
        raw = await client(served, b"GET / HT")
        served.after(1000)
        assert await still(raw)
        raw.close()


async def test_who_says_nothing_at_all_is_let_go_in_silence() -> None:
    async with serving() as served:
        raw = await client(served, b"")
        await eventually(lambda: len(served.state.connections) == 1)
        served.after(10)
        assert await raw.head() == ""


async def test_the_next_head_has_its_own_time() -> None:
    async with serving() as served:
        raw = await client(served, GET)
        await answered(raw)
        served.after(1000)  # idle: uvicorn's own timer, which this clock does not move
        assert await still(raw)
        await raw.send(b"\r\n")
        await eventually(lambda: served.has(lambda one: one.holds == 2))
        served.after(9.9)
        assert await still(raw)
        served.after(0.2)
        await refused(raw, 408, "too_slow")


async def test_empty_lines_after_an_answer_buy_no_time() -> None:
    async with serving() as served:
        raw = await client(served, GET)
        await answered(raw)
        for _ in range(4):
            await raw.send(b"\r\n")
            await asyncio.sleep(0.01)
            served.after(2.6)
        await refused(raw, 408, "too_slow")


@pytest.mark.parametrize(
    "head",
    [b"GET /" + b"a" * 20_000, b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000,
     b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 3500, b"\r\n" * 9000],
)  # fmt: skip
async def test_a_large_head_is_refused(head: bytes) -> None:
    async with serving() as served:
        await refused(await client(served, head), 431, "head_too_large")


async def test_a_head_that_goes_on_for_ever_is_cut_off() -> None:
    async with serving() as served:
        raw = await client(served, b"GET / HTTP/1.1\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(1000):
                await raw.send(b"X: " + b"y" * 16_000 + b"\r\n")
                served.after(0.1)
                assert served.lobby.held < 30_000
                await asyncio.sleep(0)
        await eventually(lambda: not served.state.connections)


async def test_control_the_stock_server_takes_a_large_head() -> None:
    async with serving(kind=stock) as served:
        raw = await client(served, b"GET / HTTP/1.1\r\nX: " + b"a" * 2_000_000)
        assert await still(raw)
        raw.close()


async def test_many_heads_on_one_connection_count_apart() -> None:
    async with serving() as served:
        raw = await client(served, b"")
        for _ in range(5):
            await raw.send(b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n")
            await answered(raw)


async def test_what_is_no_http_is_told_so_without_internals() -> None:
    async with serving() as served:
        head = await refused(await client(served, b"\x16\x03\x01 what\r\n\r\n"), 400, "malformed")
        assert "httptools" not in head


# ── bodies ──


async def test_a_body_that_stops_is_refused_and_its_call_ends() -> None:
    async with serving() as served:
        raw = await client(served, b"POST /echo HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")
        await eventually(lambda: bool(served.state.tasks))
        served.after(9.9)
        assert await still(raw)
        served.after(0.2)
        await refused(raw, 408, "too_slow")
        await eventually(lambda: not served.state.tasks)
        assert served.lost == ["ClientDisconnect"]


async def test_a_body_that_drips_is_too_slow() -> None:
    async with serving() as served:
        raw = await client(served, b"POST /echo HTTP/1.1\r\nContent-Length: 500\r\n\r\n")
        await eventually(lambda: bool(served.state.tasks))
        for _ in range(4):
            await raw.send(b"a")
            await asyncio.sleep(0.01)
            served.after(2.6)
        await refused(raw, 408, "too_slow")


async def test_a_slow_but_honest_body_arrives() -> None:
    async with serving() as served:
        raw = await client(served, b"POST /echo HTTP/1.1\r\nContent-Length: 60000\r\n\r\n")
        await eventually(lambda: bool(served.state.tasks))
        for _ in range(10):
            await raw.send(b"a" * 6000)
            await asyncio.sleep(0.01)
            served.after(3)
        await answered(raw, "60000 bytes")


async def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    async with serving(Bounds(body_bytes=1000)) as served:
        raw = await client(served, b"POST /echo HTTP/1.1\r\nContent-Length: 1001\r\n\r\n")
        await refused(raw, 413, "too_large")
        assert served.lost == []
        start = b"POST /echo HTTP/1.1\r\nAccept-Language: en\r\nContent-Length: 1001\r\n\r\n"
        raw = await client(served, GET)
        await answered(raw)
        await raw.send(start + b"a" * 1001)
        await raw.head()
        assert b"The body is too large" in raw.rest and b"terlalu besar" not in raw.rest
        raw.close()


async def test_a_body_that_does_not_say_is_cut_off_at_the_bound() -> None:
    async with serving(Bounds(body_bytes=1000)) as served:
        start = b"POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        raw = await client(served, start + b"5dc\r\n" + b"a" * 1500)
        await refused(raw, 413, "too_large")
        await eventually(lambda: served.lost == ["ClientDisconnect"])


async def test_what_is_left_of_a_body_after_its_answer_is_dropped_for_a_while() -> None:
    async with serving(Bounds(dropped=300_000)) as served:
        start = b"POST /refuses HTTP/1.1\r\nContent-Length: 900000\r\n\r\n"
        raw = await client(served, start)
        await answered(raw)
        await raw.send(b"a" * 200_000)
        await eventually(lambda: served.has(lambda one: one._body == 200_000))
        assert served.lobby.held == 0
        with contextlib.suppress(ConnectionError):
            await raw.send(b"a" * 200_000)
        await eventually(lambda: served.has(lambda one: one._parting is not None))
        assert not await raw.more()  # and no second answer, which would be the next request's
        served.after(1.1)
        await eventually(lambda: not served.state.connections)
        raw.close()


def leave(method: bytes, url: bytes, headers: Mapping[str, str]) -> int:
    """Who has a secret may send much, to one address."""
    return 400_000 if (method, url, headers.get("authorization")) == (b"POST", b"/echo", "x") else 0


async def told(raw: Raw, status: str) -> None:
    assert (await raw.head()).startswith(f"HTTP/1.1 {status}")


async def test_a_large_body_is_for_who_has_leave_and_there_alone() -> None:
    async with serving(Bounds(body_bytes=1000, held=50_000), generous=leave) as served:
        body = b"\r\n\r\n" + b"a" * 399_000
        for path, secret, size, answer in (
            ("/echo", "x", 399_000, "399000 bytes"),
            ("/echo", "y", 399_000, "413"),
            ("/refuses", "x", 399_000, "413"),
            ("/echo", "x", 400_001, "413"),
        ):
            head = f"POST {path} HTTP/1.1\r\nAuthorization: {secret}\r\nContent-Length: {size}"
            raw = await client(served, head.encode())
            with contextlib.suppress(ConnectionError):  # who is refused may be cut off meanwhile
                await raw.send(body)
            await (answered(raw, answer) if "bytes" in answer else told(raw, answer))
            raw.close()
        # the same connection has no leave for its next request
        start = b"POST /echo HTTP/1.1\r\nAuthorization: x\r\nContent-Length: 2000\r\n\r\n"
        raw = await client(served, start + b"a" * 2000)
        await answered(raw, "2000 bytes")
        await raw.send(start.replace(b": x", b": y") + b"a" * 2000)
        await told(raw, "413")


async def test_a_large_body_that_drips_or_rests_is_let_go() -> None:
    start = b"POST /echo HTTP/1.1\r\nAuthorization: x\r\nContent-Length: 300000\r\n\r\n"
    for seconds, times in ((31, 1), (20, 2)):  # a rest of half a minute; less than 8 KiB a second
        async with serving(Bounds(body_bytes=1000), generous=leave) as served:
            raw = await client(served, start)
            await asyncio.sleep(0.02)
            for _ in range(times - 1):
                served.after(seconds)
                await raw.send(b"a" * 2000)
                await asyncio.sleep(0.01)
            assert not served.has(lambda one: one._parting is not None)
            served.after(seconds)
            await told(raw, "408")


async def test_who_holds_most_goes_first_and_a_short_request_stays() -> None:
    async with serving(Bounds(held=100_000)) as served:
        start = b"POST /echo HTTP/1.1\r\nContent-Length: 50000\r\n\r\n"
        small = await client(served, start + b"a" * 100)
        large = [await client(served, start + b"a" * 40_000) for _ in range(3)]
        await eventually(lambda: len(served.state.connections) == 2)
        assert served.lobby.held <= 50_000
        await small.send(b"a" * 49_900)
        await answered(small, "50000 bytes")
        for raw in (small, *large):
            raw.close()


# ── many ──


async def test_pipelined_requests_are_answered_in_order_up_to_a_bound() -> None:
    async with serving() as served:
        raw = await client(served, GET * 4)
        for _ in range(3):
            await raw.head()
            while len(raw.rest) < 5:
                await raw.more()
            raw.rest = raw.rest[5:]
        await answered(raw)
        raw.close()


async def test_a_bomb_of_pipelined_requests_is_cut_off() -> None:
    async with serving() as served:
        raw = await client(served, GET * 2000)
        await eventually(lambda: not served.state.connections)
        assert served.state.total_requests <= 200
        raw.close()


async def test_one_address_has_so_many_connections_and_others_get_in() -> None:
    async with serving(Bounds(per_address=3)) as served:
        crowd = [await client(served, b"", address=STRANGER) for _ in range(3)]
        await eventually(lambda: len(served.state.connections) == 3)
        head = await refused(await client(served, GET, address=STRANGER), 503, "connections_full")
        assert "Retry-After: 5" in head
        await answered(await client(served, GET, address="127.0.0.3"))
        await answered(await client(served, GET))
        crowd.pop().close()
        served.after(1.1)
        await eventually(lambda: len(served.state.connections) <= 4)
        await answered(await client(served, GET, address=STRANGER))
        for raw in crowd:
            raw.close()


async def test_this_machine_itself_may_be_a_proxy() -> None:
    async with serving(Bounds(per_address=1)) as served:
        crowd = [await client(served, GET) for _ in range(5)]
        for raw in crowd:
            await answered(raw)
            raw.close()


async def test_of_ipv6_one_holder_is_one_address_and_a_proxy_of_ours_is_none() -> None:
    lobby = Lobby(Bounds(per_address=2), speaks="2001:db8:9::5".__eq__)
    callers = [Mock(holds=0) for _ in range(9)]
    came = [lobby.enter(one, f"2001:db8:1:2::{n}") for n, one in enumerate(callers[:3])]
    came += [lobby.enter(one, "2001:db8:9::5") for one in callers[3:6]]
    came += [lobby.enter(one, "::1") for one in callers[6:]]
    assert came == [True, True, False, *([True] * 6)]
    for one in callers:
        lobby.leave(one)
    assert not lobby._counts


async def test_all_together_have_so_many_connections() -> None:
    async with serving(Bounds(connections=3)) as served:
        crowd = [await client(served, b"") for _ in range(3)]
        await eventually(lambda: len(served.state.connections) == 3)
        await refused(await client(served, GET), 503, "connections_full")
        for raw in crowd:
            raw.close()
        await eventually(lambda: not served.state.connections)
        await answered(await client(served, GET))


# ── who does not read ──


async def test_who_takes_nothing_of_an_answer_is_cut_off() -> None:
    async with serving() as served:
        deaf = await client(served, b"GET /endless HTTP/1.1\r\n\r\n", room=4096)
        await eventually(lambda: served.has(lambda one: one.flow.write_paused))
        assert served.has(lambda one: one.transport.get_write_buffer_size() < 64 * 1024)
        served.after(0)
        served.after(19.9)
        assert len(served.state.connections) == 1
        served.after(0.2)
        await eventually(lambda: not served.state.connections and not served.state.tasks)
        deaf.close()


def _paused(served: Served) -> bool:
    return served.has(lambda one: one.flow.write_paused)


@pytest.mark.parametrize("path", ["/api/events", "/metrics"])
async def test_a_feed_that_is_not_read_is_bounded_and_cut_off(tmp_path: Path, path: str) -> None:
    async with house(tmp_path) as asked, serving(asgi=asked.hall.app) as served:
        for _ in range(150):
            await asked.ticket()
        ask = f"GET {path} HTTP/1.1\r\nAuthorization: Bearer {asked.secret('feed')}\r\n\r\n"
        deaf = await client(served, ask.encode(), room=4096)
        if path == "/metrics":  # one answer of these is small
            await eventually(lambda: served.state.total_requests == 1)
            await deaf.send(ask.encode() * 8)
            await eventually(lambda: served.state.total_requests >= 7 or _paused(served))
            await deaf.send(ask.encode() * 6)
        await eventually(lambda: _paused(served))
        for _ in range(3):
            served.after(6)
            assert sum(one.unsent for one in served.lobby.callers) < 64 * 1024
        served.after(2.5)
        await eventually(lambda: not served.state.connections)
        deaf.close()
        asked.hall.stopping.set()


async def test_control_the_stock_server_waits_for_who_does_not_read() -> None:
    async with serving(kind=stock) as served:
        deaf = await client(served, b"GET /endless HTTP/1.1\r\n\r\n", room=4096)
        await eventually(lambda: served.has(lambda one: one.flow.write_paused))
        served.after(1000)
        assert len(served.state.connections) == 1
        deaf.close()


async def test_who_reads_slowly_stays() -> None:
    async with serving() as served:
        slow = await client(served, b"GET /endless HTTP/1.1\r\n\r\n", room=4096)
        await eventually(lambda: served.has(lambda one: one.flow.write_paused))
        for _ in range(8):
            served.after(5)
            for _ in range(40):
                await slow.more()
        assert len(served.state.connections) == 1
        slow.close()


async def test_the_deaf_go_early_when_they_cost_too_much() -> None:
    async with serving(Bounds(unsent=50_000)) as served:
        deaf = [await client(served, b"GET /endless HTTP/1.1\r\n\r\n", room=4096) for _ in range(6)]
        await eventually(
            lambda: (
                len(served.lobby.callers) == 6
                and not served.has(lambda one: not one.flow.write_paused)
            )
        )
        served.after(0)
        served.after(1.1)
        await eventually(lambda: 0 < len(served.state.connections) < 4)
        for raw in deaf:
            raw.close()


# ── the end ──


async def test_the_end_lets_go_of_all_of_them() -> None:
    async with serving() as served:
        there = [
            await client(served, data, room=4096)
            for data in (
                b"",
                b"GET / HT",
                b"POST /echo HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
                b"GET /endless HTTP/1.1\r\n\r\n",
                b"GET /asleep HTTP/1.1\r\n\r\n",
            )
        ]
        await eventually(lambda: len(served.state.tasks) == 3)
        for connection in list(served.state.connections):
            connection.shutdown()
        await eventually(lambda: not served.state.connections)
        for raw in there:
            raw.close()


async def test_an_upgrade_in_the_middle_of_an_answer_is_cut_off() -> None:
    async with serving() as served:
        raw = await client(served, b"GET /asleep HTTP/1.1\r\n\r\n" + opening())
        await eventually(lambda: not served.state.connections)
        raw.close()


def test_a_refusal_is_a_whole_answer() -> None:
    data = refusal(503, "connections_full", {"after": 5})
    head, _, body = data.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert issubclass(http(Lobby()), Bounded)
