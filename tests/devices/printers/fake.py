"""A printer on the network that a test holds in its hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Literal

Mood = Literal["well", "paper_out", "cover_open", "offline", "stalled", "mute", "no_confirm"]

ANSWERS: Final[dict[Mood, tuple[int, int, int]]] = {
    "well": (0x16, 0x12, 0x12),
    "no_confirm": (0x16, 0x12, 0x12),
    "paper_out": (0x1E, 0x32, 0x72),
    "cover_open": (0x1E, 0x16, 0x12),
    "offline": (0x1E, 0x12, 0x12),
}
INIT: Final = b"\x1b@"
CUT: Final = b"\x1dV\x00"


@dataclass(slots=True)
class FakePrinter:
    """What it is like is `mood`. What it has printed is `paper`; a paper that began when there was
    none is printed when it is well again, as real ones do. `hang_up_after`: bytes of a paper."""

    mood: Mood = "well"
    paper: bytearray = field(default_factory=bytearray)
    held: bytearray = field(default_factory=bytearray)
    owed: int = 0
    connections: int = 0
    hang_up_after: int | None = None
    on_data: Callable[[], None] | None = None
    port: int = 0
    server: asyncio.Server | None = None
    writers: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """On the same port each time, so that it can go away and come back."""
        self.server = await asyncio.start_server(self.talk, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self.server is not None:
            self.server.close()
            for writer in list(self.writers):
                writer.transport.abort()
            await self.server.wait_closed()
            self.server = None

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.add(writer)
        try:
            while True:
                if self.mood == "stalled":
                    await asyncio.sleep(0.01)
                    if writer.is_closing() or reader.at_eof():
                        return
                    continue
                byte = await self.next(reader, writer)
                if byte == b"":
                    return
                if byte == b"\x10":
                    await self.status(reader, writer)
                elif byte == b"\x1d":
                    await self.group(reader, writer)
                else:
                    self.take(byte)
                if self.hang_up_after is not None and len(self.held) >= self.hang_up_after:
                    self.hang_up_after = None
                    self.held.clear()
                    writer.transport.abort()
                    return
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            self.writers.discard(writer)
            writer.close()

    async def next(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """The next byte; while it is well again, what is owed is paid."""
        while True:
            self.pay(writer)
            try:
                async with asyncio.timeout(0.02):
                    return await reader.read(1)
            except TimeoutError:
                if self.mood == "stalled":
                    await asyncio.sleep(0.01)

    async def status(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(1) == b"\x04"
        which = (await reader.readexactly(1))[0]
        answers = ANSWERS.get(self.mood)
        if answers is not None:
            writer.write(bytes([answers[{1: 0, 2: 1, 4: 2}[which]]]))

    async def group(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = await reader.readexactly(1)
        if command == b"r":
            await reader.readexactly(1)
            self.owed += self.mood not in ("mute", "no_confirm")
        elif command == b"v":  # a picture: its dots may look like anything
            head = await reader.readexactly(6)
            across, down = head[2] + 256 * head[3], head[4] + 256 * head[5]
            self.take(b"\x1dv" + head + await reader.readexactly(across * down))
        else:
            self.take(b"\x1d" + command + await reader.readexactly(1))
        self.pay(writer)

    def take(self, data: bytes) -> None:
        self.held += data
        if self.on_data is not None:
            self.on_data()

    def pay(self, writer: asyncio.StreamWriter) -> None:
        """Print what it holds, and say that it has, once it is well."""
        if self.mood not in ("well", "mute", "no_confirm") or self.hang_up_after is not None:
            return
        self.paper += self.held
        self.held.clear()
        while self.owed:
            self.owed -= 1
            writer.write(b"\x00")


@asynccontextmanager
async def fake_printer(mood: Mood = "well") -> AsyncIterator[FakePrinter]:
    """One that listens until the block ends."""
    printer = FakePrinter(mood)
    await printer.start()
    try:
        yield printer
    finally:
        await printer.stop()


async def until(done: Callable[[], object], seconds: float = 45.0) -> None:
    """Wait until it is so."""
    end = asyncio.get_running_loop().time() + seconds
    while not done():
        assert asyncio.get_running_loop().time() < end, "it never came"
        await asyncio.sleep(0.01)


async def holds(done: Callable[[], object], seconds: float = 0.3) -> None:
    """It is so, and stays so for a while."""
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        assert done()
        await asyncio.sleep(0.01)
