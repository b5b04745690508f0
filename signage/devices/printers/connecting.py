"""The ways to a printer: over the network, through the kernel's USB printer, into a file.

All of them have deadlines; a printer that hangs costs its own task some seconds, and nobody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final, Protocol

from signage.devices.printers.settings import PrinterSettings

CONNECT, SEND = 3.0, 10.0
"""Seconds until a printer must have answered the telephone, and taken a whole ticket."""
USB_PRINTERS: Final = Path("/sys/class/usbmisc")


class Connection(Protocol):
    """An open way to a printer. `talks`: what is at the other end could answer."""

    @property
    def talks(self) -> bool: ...

    async def send(self, data: bytes) -> None:
        """Hand all of it over. Raises OSError or TimeoutError."""

    async def byte(self, seconds: float) -> int | None:
        """The next byte that the printer says; None when it says nothing for so long.

        Raises ConnectionError when the printer hung up.
        """


Connect = Callable[[PrinterSettings], AbstractAsyncContextManager[Connection]]


def connect(settings: PrinterSettings) -> AbstractAsyncContextManager[Connection]:
    """The way to this printer. Entering raises OSError or TimeoutError."""
    if settings.kind == "network":
        return network(settings.address)
    if settings.kind == "usb":
        return device(lambda: usb_device(settings.address, USB_PRINTERS))
    return device(lambda: Path(settings.address))


# ---- over the network


@asynccontextmanager
async def network(address: str) -> AsyncIterator[Connection]:
    """A printer that listens on a port."""
    host, _, port = address.rpartition(":")
    async with asyncio.timeout(CONNECT):
        reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
    try:
        yield _Streams(reader, writer)
    finally:
        # what is not sent by now is never sent: an old ticket must not come out later
        writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(1.0):
                await writer.wait_closed()


class _Streams:
    talks = True

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        writer.transport.set_write_buffer_limits(high=0)  # so that `drain` waits for the last byte

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        async with asyncio.timeout(SEND):
            await self._writer.drain()

    async def byte(self, seconds: float) -> int | None:
        try:
            async with asyncio.timeout(seconds):
                read = await self._reader.read(1)
        except TimeoutError:
            return None
        if not read:
            raise ConnectionResetError("the printer hung up")
        return read[0]


# ---- a device or a file


@asynccontextmanager
async def device(find: Callable[[], Path]) -> AsyncIterator[Connection]:
    """A device that takes bytes and may answer, or a plain file, to which they are added."""
    descriptor, talks = await asyncio.to_thread(_open, find)
    try:
        yield _Device(descriptor) if talks else _File(descriptor)
    finally:
        os.close(descriptor)


def _open(find: Callable[[], Path]) -> tuple[int, bool]:
    path = find()
    there = path.exists()
    talks = there and stat.S_ISCHR(path.stat().st_mode)
    way = os.O_RDWR | os.O_NONBLOCK if talks else os.O_WRONLY | os.O_APPEND | os.O_CREAT
    return os.open(path, way | os.O_NOCTTY | os.O_CLOEXEC, 0o600), talks


class _Device:
    talks = True

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    async def send(self, data: bytes) -> None:
        rest = memoryview(data)
        async with asyncio.timeout(SEND):
            while rest:
                try:
                    rest = rest[os.write(self._descriptor, rest) :]
                except BlockingIOError:
                    await self._until("add_writer", "remove_writer")

    async def byte(self, seconds: float) -> int | None:
        try:
            async with asyncio.timeout(seconds):
                while True:
                    with contextlib.suppress(BlockingIOError):
                        read = os.read(self._descriptor, 1)
                        if read:
                            return read[0]
                        await asyncio.sleep(0.05)  # usblp says "nothing yet" with an empty read
                        continue
                    await self._until("add_reader", "remove_reader")
        except TimeoutError:
            return None

    async def _until(self, add: str, remove: str) -> None:
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()

        def come() -> None:
            if not ready.done():
                ready.set_result(None)

        getattr(loop, add)(self._descriptor, come)
        try:
            await ready
        finally:
            getattr(loop, remove)(self._descriptor)


class _File:
    """Takes everything and says nothing."""

    talks = False

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    async def send(self, data: bytes) -> None:
        await asyncio.to_thread(_write, self._descriptor, data)

    async def byte(self, seconds: float) -> int | None:
        return None


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def usb_device(address: str, root: Path) -> Path:
    """The device of the kernel's USB printer with this maker and model, wherever it is plugged in.

    Raises FileNotFoundError.
    """
    wanted = address.lower()
    for found in sorted(root.glob("lp*")):
        plug = (found / "device").resolve().parent
        try:
            ids = [(plug / name).read_text().strip().lower() for name in ("idVendor", "idProduct")]
        except OSError:
            continue
        if ":".join(ids) == wanted:
            return Path("/dev/usb") / found.name
    raise FileNotFoundError(2, "there is no such USB printer", address)
