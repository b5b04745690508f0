"""Every event in order, resumed where the reader left off, or told that it can't be."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.types import Message

from signage import serving
from signage.errors import JournalTrouble, Unauthorised
from signage.web import feed
from signage.web.sockets import Sockets
from tests.web.asking import House, house, refused
from tests.web.live import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    kind: str
    data: dict[str, Any]


@dataclass
class Reader:
    """A client of the feed that goes away when it wants to."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    ended: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            self.open.set()
        else:
            self.text += message.get("body", b"").decode()
            self.ended = not message.get("more_body", False)

    @property
    def events(self) -> list[Event]:
        found = []
        for block in self.text.split("\n\n")[:-1]:
            lines = dict(line.split(": ", 1) for line in block.split("\n") if line[0] != ":")
            if lines:
                found.append(Event(lines.get("id", ""), lines["event"], json.loads(lines["data"])))
        return found

    @property
    def seqs(self) -> list[int]:
        return [event.data["seq"] for event in self.events if event.kind != "gap"]


@contextlib.asynccontextmanager
async def reading(asked: House, after: str = "", last: str = "") -> AsyncIterator[Reader]:
    reader = Reader()
    known = [(b"authorization", asked.bearer("feed")["Authorization"].encode())]
    resumed = [(b"last-event-id", last.encode())] if last else []
    scope = {
        "type": "http", "method": "GET", "path": "/api/events", "raw_path": b"/api/events",
        "query_string": f"after={after}".encode() if after else b"", "scheme": "http",
        "headers": [(b"host", b"hall.test"), *known, *resumed], "root_path": "",
        "http_version": "1.1", "asgi": {"version": "3.0", "spec_version": "2.3"},
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    task = asyncio.ensure_future(asked.hall.app(scope, reader.receive, reader.send))
    try:
        await asyncio.wait_for(reader.open.wait(), 25)
        yield reader
        reader.gone.set()
        await asyncio.wait_for(task, 25)
    finally:
        task.cancel()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        for _ in range(5):
            await made.ticket()
            await made.press("1", "next")
        yield made


def _end(asked: House) -> tuple[int, int]:
    return asked.hall.live.epoch, asked.hall.live.state.seq


async def test_without_after_it_begins_with_the_first(asked: House) -> None:
    _, seq = _end(asked)
    async with reading(asked) as reader:
        await eventually(lambda: len(reader.seqs) == seq)
        assert reader.seqs == list(range(1, seq + 1))
        assert reader.headers["content-type"].startswith("text/event-stream")
        assert reader.headers["cache-control"] == "no-store"
    first = reader.events[0]
    assert first.kind == "DayOpened"
    assert set(first.data) == {"epoch", "seq", "at", "kind", "event"}
    assert first.id == f"{first.data['epoch']}:1"


async def test_it_goes_on_after_where_the_reader_was(asked: House) -> None:
    epoch, seq = _end(asked)
    for named in ({"after": f"{epoch}:{seq - 2}"}, {"last": f"{epoch}:{seq - 2}"},
                  {"after": "1:1", "last": f"{epoch}:{seq - 2}"}):  # fmt: skip
        async with reading(asked, **named) as reader:
            await eventually(lambda reader=reader: len(reader.seqs) == 2)  # type: ignore[misc]
            assert reader.seqs == [seq - 1, seq]


async def test_what_happens_now_arrives_once_and_in_order(asked: House) -> None:
    epoch, seq = _end(asked)
    async with reading(asked, after=f"{epoch}:{seq}") as reader:
        await asyncio.gather(*(asked.ticket("birth") for _ in range(50)))
        await asked.press("1", "next")
        await eventually(lambda: reader.seqs[-1:] == [asked.hall.live.state.seq])
        assert reader.seqs == list(range(seq + 1, asked.hall.live.state.seq + 1))
        assert "TicketCalled" in {event.kind for event in reader.events}


@pytest.mark.parametrize("beyond", ["other epoch", "later", "far", "huge"])
async def test_what_the_journal_does_not_know_is_a_gap(asked: House, beyond: str) -> None:
    epoch, seq = _end(asked)
    after = {
        "other epoch": f"{epoch - 1}:{seq}", "later": f"{epoch}:{seq + 1}",
        "far": f"{epoch}:{2**63}", "huge": f"{'9' * 19}:{'9' * 19}",
    }[beyond]  # fmt: skip
    async with reading(asked, after=after) as reader:
        await eventually(lambda: len(reader.seqs) == seq)
        assert reader.text.startswith('event: gap\ndata: {"complete":false}\n\n')
        assert reader.seqs == list(range(1, seq + 1))


@pytest.mark.parametrize("after", ["0:0", "1:0"])
async def test_a_reader_who_knows_nothing_misses_nothing(asked: House, after: str) -> None:
    async with reading(asked, after=after) as reader:
        await eventually(lambda: len(reader.seqs) == _end(asked)[1])
        assert "gap" not in reader.text


@pytest.mark.parametrize(
    "after",
    ["1", ":", "a:b", "1:-1", "1:1.0", "-1:1", "1:²", "1:1:1", "9" * 39 + ":1", "1: 1", "1:1\n",
     "%00:1", "😀:1"],
)  # fmt: skip
async def test_a_malformed_place_is_refused(asked: House, after: str) -> None:
    answer = await asked.ask("GET", "/api/events", "feed", params={"after": after})
    refused(answer, 422, "malformed")


async def test_no_token_and_no_secret_is_in_the_feed(asked: House) -> None:
    token = (await asked.ticket())["token"]
    secrets = [asked.secret(device) for device in ("admin", "kiosk-hall", "counter-1", "feed")]
    async with reading(asked) as reader:
        await eventually(lambda: reader.seqs[-1:] == [_end(asked)[1]])
    for hidden in (token, "token", "secret", *secrets):
        assert hidden not in reader.text


async def test_a_head_is_told_what_it_would_get(asked: House) -> None:
    answer = await asked.ask("HEAD", "/api/events", "feed")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


async def test_a_reader_who_goes_is_let_go(asked: House) -> None:
    before = len(asyncio.all_tasks())
    for _ in range(3):
        async with reading(asked) as reader:
            await eventually(lambda reader=reader: bool(reader.seqs))  # type: ignore[misc]
    await eventually(lambda: len(asyncio.all_tasks()) <= before)


async def test_a_quiet_feed_says_so(asked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "QUIET", 0.02)
    epoch, seq = _end(asked)
    async with reading(asked, after=f"{epoch}:{seq}") as reader:
        await eventually(lambda: reader.text.count(": quiet\n\n") >= 2)
        await asked.ticket()
        await eventually(lambda: reader.seqs == [seq + 1])


async def test_trouble_in_the_middle_ends_the_feed(
    asked: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def damaged(after: int) -> AsyncIterator[Any]:
        async for recorded in asked.hall.journal.read(after=0, upto=2):  # type: ignore[union-attr]
            yield recorded
        raise JournalTrouble("damaged", "an event was changed")

    monkeypatch.setattr(asked.hall.journal, "follow", damaged)
    async with reading(asked) as reader:
        await eventually(lambda: reader.ended)
    assert reader.seqs == [1, 2]
    assert "a feed ends: damaged" in caplog.text


async def test_a_feed_ends_with_the_server(tmp_path: Path) -> None:
    """Over a real socket; a client that does not read is no reason to stay."""
    async with house(tmp_path) as asked:
        listening = serving._listen("127.0.0.1", 0)
        port = listening.getsockname()[1]
        server = serving._server(asked.hall)
        running = asyncio.create_task(server.serve([listening]))
        who = f"Authorization: {asked.bearer('feed')['Authorization']}"
        head = f"GET /api/events HTTP/1.1\r\nHost: x\r\n{who}\r\n\r\n"
        deaf_reader, deaf = await asyncio.open_connection("127.0.0.1", port)
        deaf.write(head.encode())
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}")
        async with (
            client,
            client.stream("GET", "/api/events", headers=asked.bearer("feed")) as stream,
        ):
            lines = stream.aiter_lines()
            assert (await anext(lines)).endswith(":1")
            server.should_exit = True
            async with asyncio.timeout(25):
                rest = [line async for line in lines]  # to its end, and no error
        assert any("DayOpened" in line for line in rest)
        async with asyncio.timeout(25):
            await running
            assert (await deaf_reader.read()).endswith(b"0\r\n\r\n")
        deaf.close()
        listening.close()


async def test_a_reader_who_does_not_read_holds_nobody_up_and_is_let_go(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        listening = serving._listen("127.0.0.1", 0)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        server = serving._server(asked.hall)
        running = asyncio.create_task(server.serve([listening]))
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(deaf, listening.getsockname())
        who = f"Authorization: {asked.bearer('feed')['Authorization']}"
        await loop.sock_sendall(
            deaf, f"GET /api/events HTTP/1.1\r\nHost: x\r\n{who}\r\n\r\n".encode()
        )
        await eventually(lambda: bool(server.server_state.tasks))
        numbers = await asyncio.gather(*(asked.ticket() for _ in range(1500)))
        assert len(numbers) == 1500
        assert (await asked.press("1", "next")).json()["call"]["number"] == "A001"
        connection = next(iter(server.server_state.connections))
        await eventually(lambda: connection.flow.write_paused)  # type: ignore[union-attr]
        assert connection.transport.get_write_buffer_size() < 300_000  # no backlog in memory
        deaf.close()
        await eventually(lambda: not server.server_state.tasks)
        server.should_exit = True
        await asyncio.wait_for(running, 25)
        listening.close()


async def test_a_reader_who_was_sent_away_while_it_was_opened_is_let_go() -> None:
    def gone() -> None:
        raise Unauthorised("secret_missing")

    reader = feed.Reader(Sockets(), ("person",), gone)
    await asyncio.wait_for(reader.over(asyncio.Event()), 25)
