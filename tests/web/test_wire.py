"""The lean socket, on real sockets and on both loops."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from signage.hub import STUCK
from signage.hub import Frame as View
from signage.web.frames import close_frame, ends_with_close, short_frame
from signage.web.talk import Limits
from signage.web.wire import Live, fits
from tests.web.live import (
    Hall,
    Raw,
    Served,
    client_frame,
    eventually,
    opening,
    said,
    serving,
)

WATCH = {"watch": ["zone/a"]}


async def watching(served: Served, *topics: str) -> ClientConnection:
    client = await connect(served.url, compression=None)
    await client.send(json.dumps({"watch": list(topics or ("zone/a",))}))
    return client


async def seq(client: ClientConnection) -> int:
    async with asyncio.timeout(45):
        return int(json.loads(await client.recv())["seq"])


async def close_code(client: ClientConnection) -> int | None:
    async with asyncio.timeout(45):
        await client.wait_closed()
    return client.close_code


def full(live: Live) -> bool:
    return live._full is not None


def test_this_wire_is_for_the_uvicorn_that_is_installed() -> None:
    assert fits(uvicorn.__version__)
    assert not fits("0.55.0")
    assert not fits("1.54.0")


# ── what is delivered ──


async def test_every_view_arrives_in_order() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served) as client:
        assert await seq(client) == 0
        for number in range(1, 200):
            hall.change("zone/a")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            if number % 20 == 0:
                await asyncio.sleep(0.001)
        assert [await seq(client) for _ in range(199)] == list(range(1, 200))


async def test_a_viewer_of_two_topics_gets_two_messages() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served, "zone/b", "zone/a") as client:
        first = [json.loads(await client.recv())["topic"] for _ in range(2)]
        hall.change("zone/a", "zone/b")
        second = [json.loads(await client.recv())["topic"] for _ in range(2)]
    assert first == second == ["zone/b", "zone/a"]


async def test_the_session_gets_headers_address_and_the_end() -> None:
    hall = Hall()
    async with serving(hall) as served:
        client = await connect(served.url, additional_headers={"Authorization": "Bearer x"})
        visit = hall.sessions[0]
        assert (visit.headers["authorization"], visit.address) == ("Bearer x", "127.0.0.1")
        await client.close()
        await eventually(lambda: visit.left and not served.sockets)
        assert served.state.connections == set()


async def test_a_viewer_stays_lean_and_one_that_says_more_gets_a_full_protocol() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served) as client:
        await seq(client)
        await client.pong()
        hall.change("zone/a")
        await seq(client)
        assert [full(live) for live in served.sockets] == [False]
        await client.send('{"shown": 1}')
        await client.send('{"shown": 2}')
        await eventually(lambda: len(hall.sessions[0].notes) == 2)
        assert [full(live) for live in served.sockets] == [True]
        hall.change("zone/a")
        assert await seq(client) == 2
        assert hall.sessions[0].notes == [{"shown": 1}, {"shown": 2}]


async def test_a_full_protocol_answers_pings() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served) as client, asyncio.timeout(45):
        await (await client.ping(b"there?"))


async def test_a_fragmented_message_is_put_together() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served) as client:
        await client.send(['{"sho', 'wn": ', "3}"])
        await eventually(lambda: hall.sessions[0].notes == [{"shown": 3}])


async def test_the_heartbeat_arrives() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served) as client:
        await seq(client)
        hall.hub.quiet()
        assert await client.recv() == '{"at":0}'


# ── slow and stuck ──


async def test_a_slow_viewer_gets_the_newest_and_the_others_get_all() -> None:
    hall = Hall(pad=4000)
    async with serving(hall) as served, await watching(served) as quick:
        slow = await Raw.open(served.port, room=4096)
        await slow.send(said(WATCH))
        assert await slow.seq() == 0
        assert await seq(quick) == 0
        while not hall.hub.behind:
            hall.change("zone/a")
            assert await seq(quick) == hall.counts["zone/a"]
        for _ in range(100):
            hall.change("zone/a")
            assert await seq(quick) == hall.counts["zone/a"]
        last = hall.counts["zone/a"]
        got = [await slow.seq()]
        while got[-1] < last:
            got.append(await slow.seq())
        assert got == sorted(set(got))
        assert len(got) <= last - 99
        await eventually(lambda: not hall.hub.behind)
        hall.change("zone/a")
        assert await slow.seq() == last + 1
        slow.close()


async def test_little_waits_for_a_client_that_stops_reading() -> None:
    # The backlog of old views in the kernel is what a slow client must read first.
    hall = Hall(pad=4000)
    async with serving(hall) as served:
        stuck = await Raw.open(served.port, room=4096)
        await stuck.send(said(WATCH))
        await stuck.seq()
        while not hall.hub.behind:
            hall.change("zone/a")
            await asyncio.sleep(0)
        assert hall.counts["zone/a"] * 4000 < 256 * 1024
        assert served.sockets[0]._transport.get_write_buffer_size() <= 5000
        stuck.close()


async def test_control_a_wire_that_always_writes_piles_up_a_backlog() -> None:
    def always(live: Live, frame: View) -> bool:
        live._transport.write(frame.wire)
        return True

    hall = Hall(pad=4000)
    async with serving(hall) as served:
        served.wire.offer = always  # type: ignore[assignment,method-assign]
        stuck = await Raw.open(served.port, room=4096)
        await stuck.send(said(WATCH))
        await stuck.seq()
        for _ in range(200):
            hall.change("zone/a")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        assert served.sockets[0]._transport.get_write_buffer_size() > 256 * 1024
        assert [await stuck.seq() for _ in range(100)] == list(range(1, 101))
        stuck.close()


async def test_the_stuck_is_cut_and_the_others_stay() -> None:
    hall = Hall(pad=4000)
    async with serving(hall) as served, await watching(served) as quick:
        stuck = await Raw.open(served.port, room=4096)
        await stuck.send(said(WATCH))
        await eventually(lambda: hall.hub.viewers == 2)
        while not hall.hub.behind:
            hall.change("zone/a")
            await asyncio.sleep(0)
        hall.hub.sweep(0.0)
        hall.hub.sweep(STUCK - 1)
        assert len(served.sockets) == 2
        hall.hub.sweep(STUCK)
        await eventually(lambda: len(served.sockets) == 1)
        assert hall.hub.viewers == 1
        hall.change("zone/a")
        while await seq(quick) != hall.counts["zone/a"]:
            pass
        assert await stuck.closed() is None


# ── who does not get in ──


async def test_a_page_from_another_origin_opens_no_socket() -> None:
    hall = Hall()
    limits = Limits(origins=frozenset({"https://screens.example"}))
    async with serving(hall, limits=limits) as served:
        with pytest.raises(InvalidStatus) as refused:
            await connect(served.url, origin="http://elsewhere")  # type: ignore[arg-type]
        assert refused.value.response.status_code == 403
        assert hall.sessions == []
        for origin in (f"http://127.0.0.1:{served.port}", "https://screens.example"):
            async with connect(served.url, origin=origin):  # type: ignore[arg-type]
                pass
        assert len(hall.sessions) == 2


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (opening(without=["Sec-WebSocket-Key"]), "400"),
        (opening("Sec-WebSocket-Version: 8", without=["Sec-WebSocket-Version"]), "426"),
        (opening(request="POST /live HTTP/1.1"), "405"),
        (opening("Host: another"), "400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "400"),
        (b"GET /live HTTP/9\r\n\r\n", "400"),
    ],
)
async def test_a_garbage_opening_is_refused(data: bytes, status: str) -> None:
    hall = Hall()
    async with serving(hall) as served:
        raw = await Raw.connect(served.port)
        await raw.send(data)
        assert (await raw.head()).split(" ")[1] == status
        raw.close()
        assert (hall.sessions, served.sockets) == ([], [])


async def test_an_opening_may_come_in_two_parts_split_anywhere() -> None:
    hall = Hall()
    async with serving(hall) as served:
        head = opening("Origin: http://127.0.0.1")
        for split in range(1, len(head)):
            raw = await Raw.connect(served.port)
            raw.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await raw.send(head[:split])
            await asyncio.sleep(0.001)
            await raw.send(head[split:])
            assert (await raw.head()).startswith("HTTP/1.1 101"), split
            raw.close()


async def test_the_first_message_may_come_byte_by_byte() -> None:
    hall = Hall()
    message = said({"watch": ["zone/a"], "secret": "s" * 150})
    async with serving(hall) as served:
        raw = await Raw.open(served.port)
        for byte in message:
            await raw.send(bytes((byte,)))
            await asyncio.sleep(0)
        assert await raw.seq() == 0
        assert not full(served.sockets[0])
        await raw.send(client_frame(0x8A)[:3])
        await asyncio.sleep(0.01)
        assert not full(served.sockets[0])
        raw.close()


async def test_other_paths_go_to_the_app() -> None:
    async with serving(Hall()) as served:
        async with connect(f"ws://127.0.0.1:{served.port}/echo", compression=None) as client:
            await client.send("hello")
            assert await client.recv() == "hello"
        with pytest.raises(InvalidStatus):
            await connect(f"ws://127.0.0.1:{served.port}/live/else")
        raw = await Raw.connect(served.port)
        await raw.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await raw.head()).startswith("HTTP/1.1 200")
        raw.close()


# ── what costs a client its socket ──


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (said(b"no json"), 4000),
        (said({"watch": ["zone/a"], "secret": "wrong"}), 4001),
        (said({"watch": ["zone/none"]}), 4004),
        (said({"watch": [f"zone/{n}" for n in range(65)]}), 4009),
        (said(WATCH) + said(b"x" * 20_000), 4009),
        (said(b"x" * 1_000_000), 4009),
        (said(WATCH) + client_frame(0x01, b"a") + client_frame(0x00, b"b") * 1000, 4009),
        (said(WATCH) + client_frame(0x82, b"{}"), 4000),
        (client_frame(0x82, b"{}"), 4000),
        (said(b"\xff\xfe"), 1007),
        (said(WATCH) + said(b"\xff\xfe"), 1007),
        (b"\x81\x05hello", 1002),
        (b"\x81\xfe\x00", None),
        (client_frame(0xC1, b"{}"), 1002),
        (client_frame(0x83, b"{}"), 1002),
        (client_frame(0x80, b"{}"), 1002),
        (said(WATCH) + client_frame(0x01, b"a") + said(WATCH), 1002),
        (client_frame(0x88, b"\x03\xe8bye"), 1000),
        (client_frame(0x88), None),
        (client_frame(0x88, b"\x00"), 1002),
        (client_frame(0x89, b"p" * 126), 1002),
    ],
    ids=itertools.count(),  # masks are made by chance: by its frame a test would have new names
)
async def test_bad_messages_close_with_their_code(data: bytes, code: int | None) -> None:
    hall = Hall()
    async with serving(hall) as served:
        raw = await Raw.open(served.port)
        sending = asyncio.create_task(raw.send(data))
        if data == b"\x81\xfe\x00":
            await sending
            raw.sock.shutdown(socket.SHUT_WR)
        assert (await raw.closed() or None) == code
        await asyncio.wait((sending,))
        sending.exception()
        await eventually(lambda: hall.sessions[0].left and not served.sockets)


async def test_the_client_library_sees_code_and_reason() -> None:
    hall = Hall()
    async with serving(hall) as served:
        client = await watching(served, "zone/none")
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert (client.close_code, client.close_reason) == (4004, "unknown topic")


async def test_no_view_follows_a_close() -> None:
    hall = Hall()
    async with serving(hall) as served:
        raw = await Raw.open(served.port)
        await raw.send(said(WATCH))
        await raw.seq()
        served.sockets[0].cut(4003, "é" * 100)
        served.sockets[0].cut(4000, "once is enough")
        hall.change("zone/a")
        await asyncio.sleep(0.01)
        got = await raw.frame()
        assert got is not None
        assert got[1][:2] == (4003).to_bytes(2, "big")
        assert len(got[1]) <= 125
        assert got[1][2:].decode() == "é" * 61
        served.tick(2)
        assert await raw.frame() is None
        raw.close()


async def test_pings_without_end_are_cut() -> None:
    hall = Hall()
    async with serving(hall) as served:
        raw = await Raw.open(served.port)
        await raw.send(said(WATCH) + client_frame(0x89, b"p") * 600)
        assert await raw.closed() == 1008


async def test_a_few_pings_a_second_are_answered_and_a_browser_sends_none() -> None:
    hall = Hall()
    async with serving(hall, limits=Limits(pings=3)) as served:
        raw = await Raw.open(served.port)
        for _ in range(4):
            await raw.send(client_frame(0x89, b"p") * 3)
            for _ in range(3):
                assert await raw.frame() == (0x8A, b"p")
            served.tick(1)
        await raw.send(client_frame(0x89, b"p") * 4)
        assert await raw.closed() == 1008


async def test_pongs_without_end_are_cut_and_cost_no_full_protocol() -> None:
    hall = Hall()
    async with serving(hall) as served:
        raw = await Raw.open(served.port)
        await raw.send(said(WATCH) + client_frame(0x8A, b"p") * 600)
        await eventually(lambda: bool(served.sockets[0]._ends))
        assert not full(served.sockets[0])
        assert await raw.closed() == 1008


async def test_a_second_later_a_client_may_say_as_much_again() -> None:
    hall = Hall()
    async with serving(hall) as served, await watching(served) as client:
        for number in range(4):
            for _ in range(300):
                await client.send('{"shown": 1}')
            await eventually(lambda n=number: len(hall.sessions[0].notes) == (n + 1) * 300)  # type: ignore[misc]
            served.tick(1)


async def test_answers_to_who_pings_and_does_not_read_are_bounded() -> None:
    hall = Hall()
    async with serving(hall, limits=Limits(frames=10**9, pings=10**9)) as served:
        raw = await Raw.open(served.port, room=4096)
        live = served.sockets[0]
        peak = 0
        flood = client_frame(0x89, b"p" * 125) * 100
        with pytest.raises((ConnectionError, TimeoutError)):
            while True:
                await raw.send(flood)
                await asyncio.sleep(0.001)
                peak = max(peak, live._transport.get_write_buffer_size())
        assert 0 < peak <= 128 * 1024
        await eventually(lambda: not served.sockets)
        raw.close()


# ── keepalive ──


async def test_a_silent_client_is_asked_and_one_that_answers_stays() -> None:
    hall = Hall()
    async with serving(hall) as served:
        raw = await Raw.open(served.port)
        await raw.send(said(WATCH))
        await raw.seq()
        served.tick(19)
        served.tick(1)
        served.tick(1)
        assert await raw.frame() == (0x89, b"")
        await raw.send(client_frame(0x8A))
        await eventually(lambda: not served.sockets[0]._pinged)
        assert not full(served.sockets[0])
        served.tick(19)
        served.tick(2)
        assert await raw.frame() == (0x89, b"")
        served.tick(19)
        assert await raw.frame() is None
        await eventually(lambda: not served.sockets)
        raw.close()


async def test_who_never_says_what_it_watches_is_cut_even_if_it_pings() -> None:
    async with serving(Hall()) as served:
        raw = await Raw.open(served.port)
        served.tick(9)
        await raw.send(client_frame(0x89))
        assert await raw.frame() == (0x8A, b"")
        served.tick(1)
        assert await raw.closed() == 4001


async def test_strangers_of_one_address_are_counted_and_acquaintances_are_not() -> None:
    async with serving(Hall(), limits=Limits(strangers=2)) as served:
        first, second = [await Raw.open(served.port) for _ in range(2)]
        third = await Raw.open(served.port)
        assert await third.closed() == 4029
        await first.send(said(WATCH))
        await first.seq()
        fourth = await Raw.open(served.port)
        await fourth.send(said(WATCH))
        assert await fourth.seq() == 0
        for raw in (first, second, fourth):
            raw.close()
        await eventually(lambda: not served.sockets)
        assert served.wire.room._strangers == {}


async def test_many_are_not_asked_in_the_same_second() -> None:
    async with serving(Hall()) as served:
        raws = [await Raw.open(served.port) for _ in range(100)]
        for raw in raws:
            await raw.send(said(WATCH))
            await raw.seq()
        served.tick(20)
        assert sum(live._pinged for live in served.sockets) == 64
        served.tick(1)
        assert sum(live._pinged for live in served.sockets) == 100
        for raw in raws:
            raw.close()


async def test_the_timer_ends_with_the_last_socket() -> None:
    async with serving(Hall()) as served:
        raw = await Raw.open(served.port)
        assert served.wire.room._timer is not None
        raw.close()
        await eventually(lambda: served.wire.room._timer is None)


# ── the end ──


async def test_uvicorn_stops_in_time_though_a_client_does_not_answer() -> None:
    hall = Hall()
    sock = socket.create_server(("127.0.0.1", 0))
    served = Served(hall, None, tls=False)
    served.port = sock.getsockname()[1]

    async def nothing(scope: object, receive: object, send: object) -> None: ...

    served.clock = asyncio.get_running_loop().time  # type: ignore[assignment]
    served.wire.room.clock = served.clock  # type: ignore[misc]
    config = uvicorn.Config(nothing, ws=served.wire, lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[sock]))
    await eventually(lambda: server.started)
    mute = await Raw.open(served.port)
    client = await watching(served)
    await seq(client)
    server.should_exit = True
    assert await close_code(client) == 1012
    async with asyncio.timeout(45):
        await running
    assert await mute.closed() == 1012
    assert served.sockets == []
    sock.close()


# ── TLS ──


def make_certificate(key: Path, cert: Path) -> None:
    line = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(cert)]
    subprocess.run([*line.split(), *names, *files], check=True, capture_output=True)


async def test_the_same_over_tls(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    await asyncio.to_thread(make_certificate, key, cert)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(cert, key)
    theirs = ssl.create_default_context(cafile=str(cert))
    hall = Hall()
    async with (
        serving(hall, tls=ours) as served,
        connect(served.url, ssl=theirs, compression=None) as client,
    ):
        await client.send(json.dumps(WATCH))
        for number in range(20):
            assert await seq(client) == number
            hall.change("zone/a")
        await client.send("no json")
        assert await close_code(client) == 4000


# ── frames ──


def test_a_short_frame_is_read_whole_or_not_at_all() -> None:
    text = said(WATCH)
    taken = short_frame(text + b"rest")
    assert taken is not None
    assert (taken[0], json.loads(taken[1]), taken[2]) == (1, WATCH, len(text))
    assert all(short_frame(text[:end]) == (1, b"", 0) for end in range(1, len(text)))
    assert short_frame(client_frame(0x81, b"x" * 200)) == (1, b"x" * 200, 208)
    assert short_frame(client_frame(0x81, b"x" * 4097)) is None
    assert short_frame(client_frame(0x81, b"x" * 70_000)) is None
    assert short_frame(client_frame(0x01, b"x")) is None
    assert short_frame(client_frame(0x8A, b"x" * 126)) is None
    assert short_frame(b"\x81\x01x") is None


def test_a_client_s_close_is_known_by_its_end() -> None:
    assert ends_with_close(b"anything" + client_frame(0x88, b"\x03\xe8bye"))
    assert ends_with_close(client_frame(0x88))
    assert not ends_with_close(client_frame(0x88)[:-1])
    assert not ends_with_close(client_frame(0x81, b"\x88\x00" * 25, mask=bytes(4)))
    assert not ends_with_close(b"")


def test_a_close_frame_has_its_code_and_reason() -> None:
    assert close_frame(4001, "no") == b"\x88\x04\x0f\xa1no"
