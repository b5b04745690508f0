"""Tells systemd that the hall is open, and goes on telling while its loop and its disk are well."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final

log = logging.getLogger("signage")

Tell = Callable[[bytes], None]
ROUNDS: Final = 4
"""Looks within the time after which systemd starts the server anew."""


def teller(environ: Mapping[str, str]) -> Tell | None:
    """A way to systemd; None when it did not start this process."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return None
    place = "\0" + address[1:] if address.startswith("@") else address

    def tell(words: bytes) -> None:
        # a datagram that finds nobody is lost, and the hall goes on
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.connect(place)
            line.send(words)

    return tell


def patience(environ: Mapping[str, str], pid: int) -> float | None:
    """Seconds of silence after which systemd starts the server anew; None: it waits for ever."""
    if environ.get("WATCHDOG_PID", str(pid)) != str(pid):
        return None
    try:
        seconds = int(environ.get("WATCHDOG_USEC", "0")) / 1e6
    except ValueError:
        return None
    return seconds if seconds > 0 else None


class Watchman:
    """`look` goes once through all that a press goes through, and gives the trouble that is known,
    as a sentence, or nothing. It may hang; then systemd is told nothing, and starts us anew.

    Trouble that is known is no reason to: a full disk is as full after a start, and the screens
    would be dark meanwhile instead of saying so.
    """

    def __init__(
        self,
        tell: Tell | None,
        patience: float | None,
        look: Callable[[], Awaitable[str]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._tell = tell or (lambda words: None)
        self._patience = patience
        self._look = look
        self._sleep = sleep
        self._well = True

    def ready(self, address: str) -> None:
        """The hall is open."""
        self._tell(f"READY=1\nSTATUS=The hall is open at {address}".encode())

    def stopping(self) -> None:
        """It is about to end, because it was asked to."""
        self._tell(b"STOPPING=1\nSTATUS=The hall is closing")

    async def run(self) -> None:
        """Look around for ever, where systemd wants to know."""
        if self._patience is None:
            return
        while True:
            await self.round(self._patience / ROUNDS)
            await self._sleep(self._patience / ROUNDS)

    async def round(self, seconds: float) -> None:
        """One look. Nothing is told when it comes to no end within the seconds."""
        try:
            async with asyncio.timeout(seconds):
                trouble = await self._look()
        except TimeoutError:
            if self._well:
                log.error("the hall's writer or its disk hangs; systemd is told nothing")
            self._well = False
            return
        self._well = True
        status = trouble or "The hall is open"
        self._tell(b"WATCHDOG=1\nSTATUS=" + " ".join(status.split()).encode())
