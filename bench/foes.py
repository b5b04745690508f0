"""Clients that wish a server ill, each in its own way: `python -m bench.foes '{…}'`.

They know `GET /api/health`, `POST /api/tickets`, `GET /api/openapi.json`, `GET /api/events` and the
socket `/live`. Prints one line of JSON with what became of them.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec

# Seconds between two drops of a drip.
DRIP: Final = 0.2
HEAD: Final = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
LINES: Final = (b"X-Filler: " + b"y" * 8000 + b"\r\n") * 8
CHUNK: Final = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
UPGRADE: Final = (
    b"GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + base64.b64encode(bytes(16)) + b"\r\n\r\n"
)
# Frames under a mask of zeros: a ping with all that one can hold, a part of a message without end.
PING: Final = bytes((0x89, 0x80 | 125, 0, 0, 0, 0)) + b"p" * 125
FIRST: Final = bytes((0x01, 0x80 | 126, 0x40, 0, 0, 0, 0, 0)) + b" " * 0x4000
PART: Final = bytes((0x00,)) + FIRST[1:]
LITTLE: Final = 4096


@dataclass(slots=True)
class Tally:
    """What became of them: how many came in, the statuses they were told, how many were let go,
    bytes taken."""

    begun: int = 0
    told: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom to attack, from which address, and with an administrator's secret. Who sends without end
    rests for `pace` seconds after each piece, and stops after `most` bytes."""

    port: int
    source: str = "127.0.0.2"
    secret: str = ""
    pace: float = 0.0
    most: int = 1 << 40
    tally: Tally = field(default_factory=Tally)


class Foe:
    """One hostile connection."""

    def __init__(self, target: Target, room: int = 0) -> None:
        self.target: Final = target
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket()
        self._socket.setblocking(False)
        if room:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        self._socket.bind((target.source, 0))

    def head(self, request: str, *lines: str) -> bytes:
        """The head of a request by who knows the secret."""
        known = f"Authorization: Bearer {self.target.secret}"
        return "\r\n".join(
            (f"{request} HTTP/1.1", "Host: localhost", known, *lines, "", "")
        ).encode()

    async def open(self) -> None:
        await self._loop.sock_connect(self._socket, ("127.0.0.1", self.target.port))

    async def say(self, data: bytes) -> None:
        """Raises OSError when it was let go."""
        await self._loop.sock_sendall(self._socket, data)
        self.target.tally.sent += len(data)

    async def drip(self, data: bytes) -> None:
        while True:
            await asyncio.sleep(DRIP)
            await self.say(data)

    async def pour(self, data: bytes) -> None:
        for _ in range(self.target.most // len(data)):
            await self.say(data)
            await asyncio.sleep(self.target.pace)
        await self.wait()

    async def wait(self) -> None:
        await asyncio.Event().wait()

    async def upgrade(self) -> None:
        await self.say(UPGRADE)
        answer = await self._loop.sock_recv(self._socket, LITTLE)
        if not answer.startswith(b"HTTP/1.1 101"):
            raise ConnectionRefusedError

    async def listen(self) -> None:
        """Reads to the end, and notes the first status."""
        first = True
        while data := await self._loop.sock_recv(self._socket, 65536):
            if first and data.startswith(b"HTTP/1.1 "):
                self.target.tally.told[data[9:12].decode("ascii", "replace")] += 1
            first = False

    def close(self) -> None:
        self._socket.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One way, by so many at once, over HTTP or a `live` socket. `deaf`: reads nothing; `again`:
    who is let go comes back."""

    count: int
    way: Callable[[Foe], Awaitable[None]]
    live: bool = False
    deaf: bool = False
    again: bool = False


async def _slow_head(foe: Foe) -> None:
    await foe.say(HEAD)
    await foe.drip(b"X: y\r\n")


async def _silent(foe: Foe) -> None:
    await foe.wait()


async def _endless_head(foe: Foe) -> None:
    await foe.say(HEAD)
    await foe.pour(LINES)


async def _slow_body(foe: Foe) -> None:
    await foe.say(foe.head("POST /api/tickets", "Content-Length: 9000"))
    await foe.drip(b" ")


async def _endless_body(foe: Foe) -> None:
    await foe.say(foe.head("POST /api/tickets", "Transfer-Encoding: chunked"))
    await foe.pour(CHUNK)


async def _unread_pages(foe: Foe) -> None:
    await foe.say(foe.head("GET /api/openapi.json") * 8)
    await foe.wait()


async def _unread_feed(foe: Foe) -> None:
    await foe.say(foe.head("GET /api/events"))
    await foe.wait()


async def _pings(foe: Foe) -> None:
    await foe.pour(PING * 100)


async def _endless_message(foe: Foe) -> None:
    await foe.say(FIRST)
    await foe.pour(PART)


ATTACKS: Final[Mapping[str, Attack]] = {
    "slow heads": Attack(count=200, way=_slow_head),
    "silence": Attack(count=200, way=_silent),
    "endless heads": Attack(count=4, way=_endless_head, again=True),
    "slow bodies": Attack(count=200, way=_slow_body),
    "endless bodies": Attack(count=4, way=_endless_body, again=True),
    "unread pages": Attack(count=100, way=_unread_pages, deaf=True),
    "unread feeds": Attack(count=100, way=_unread_feed, deaf=True),
    "ping floods": Attack(count=8, way=_pings, live=True, deaf=True, again=True),
    "endless messages": Attack(count=4, way=_endless_message, live=True, again=True),
    "half-open sockets": Attack(count=200, way=_silent, live=True),
    "a crowd of one address": Attack(count=600, way=_silent, again=True),
}


async def attack(one: Attack, target: Target) -> None:
    """Until it is cancelled."""
    async with asyncio.TaskGroup() as group:
        for _ in range(one.count):
            group.create_task(_live(one, target))


async def _live(one: Attack, target: Target) -> None:
    while True:
        with contextlib.suppress(OSError):
            async with _connected(one, target) as foe:
                await _fight(one, foe)
        target.tally.ended += 1
        if not one.again:
            return
        await asyncio.sleep(DRIP)


@asynccontextmanager
async def _connected(one: Attack, target: Target) -> AsyncIterator[Foe]:
    foe = Foe(target, LITTLE if one.deaf else 0)
    try:
        await foe.open()
        yield foe
    finally:
        foe.close()


async def _fight(one: Attack, foe: Foe) -> None:
    if one.live:
        await foe.upgrade()
    foe.target.tally.begun += 1
    fighting = asyncio.ensure_future(one.way(foe))
    hearing = asyncio.ensure_future(foe.wait() if one.deaf else foe.listen())
    try:
        await asyncio.wait((fighting, hearing), return_when=asyncio.FIRST_COMPLETED)
        if fighting.done() and not one.deaf:  # why it was let go may still be there to read
            async with asyncio.timeout(1):
                await hearing
    except TimeoutError:
        pass
    finally:
        for task in (fighting, hearing):
            task.cancel()
        await asyncio.gather(fighting, hearing, return_exceptions=True)


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do, and for how long (seconds). A `count` of 0 is the attack's own."""

    attack: str
    port: int
    seconds: float
    secret: str = ""
    count: int = 0


async def main(words: list[str]) -> None:
    job = msgspec.json.decode(words[0], type=Job)
    one = ATTACKS[job.attack]
    if job.count:
        one = replace(one, count=job.count)
    target = Target(port=job.port, secret=job.secret)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(job.seconds):
            await attack(one, target)
            await asyncio.Event().wait()
    sys.stdout.write(msgspec.json.encode(target.tally).decode() + "\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
