"""Who is connected over HTTP: how many from where, what they make us hold, and for how long.

One timer for all of them, once a second, as `signage.web.wire` has for its sockets.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from signage.web.limits import network

# Where a proxy on the same machine comes from, with everybody behind it.
OWN: Final = frozenset({"127.0.0.1", network("::1")})
# Connections that were refused and still read what was said; who comes then is cut without a word.
PARTING: Final = 256
# What an answer has left, once the server ends.
GRACE: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a client of HTTP may cost. Times in seconds, sizes in bytes."""

    head_bytes: int = 16 * 1024
    head_seconds: float = 10.0
    # A bound for the wire; what a call takes is smaller, and is refused with a sentence.
    body_bytes: int = 1024 * 1024
    body_seconds: float = 10.0
    # A body comes at least this fast (bytes a second) after its first `body_seconds`.
    body_floor: int = 1024
    # A body that is larger by somebody's leave comes at least this fast, and may rest so long.
    large_floor: int = 8 * 1024
    large_seconds: float = 30.0
    # Without one byte taken, while an answer waits to be sent.
    answer_seconds: float = 20.0
    # What is left of a body when its answer is out: read and dropped, so that the answer arrives,
    # and the connection is good for the next request, which may be on its way already.
    dropped: int = 64 * 1024 * 1024
    pipelined: int = 8
    connections: int = 12_288
    per_address: int = 512
    # Of all together: unfinished requests, and answers to those who don't read.
    held: int = 8 * 1024 * 1024
    unsent: int = 8 * 1024 * 1024


Generous = Callable[[bytes, bytes, Mapping[str, str]], int]
"""Bytes that a request may send by its method, address and headers, beyond what all may."""


def nobody(method: bytes, url: bytes, headers: Mapping[str, str]) -> int:
    """All may send the same."""
    return 0


class Caller(Protocol):
    """One connection."""

    @property
    def holds(self) -> int:
        """Bytes of its unfinished request."""

    @property
    def unsent(self) -> int:
        """Bytes of its answer that the kernel has not taken."""

    def stalled(self, now: float) -> float:
        """Seconds since it took something of its answer."""

    def check(self, now: float) -> None:
        """Once a second."""

    def end(self) -> None:
        """At once, without a word."""


class Lobby:
    """The HTTP connections of one server. `speaks`: whether an address is a proxy, with everybody
    behind it. `generous`: who may send more than others, and where."""

    def __init__(
        self,
        bounds: Bounds | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        speaks: Callable[[str], bool] = lambda address: False,
        generous: Generous = nobody,
    ) -> None:
        self.generous: Final = generous
        self._speaks: Final = speaks
        self.bounds: Final = bounds or Bounds()
        self.clock: Final = clock
        self.callers: Final[dict[Caller, str]] = {}
        self.parting: Final[set[Caller]] = set()
        self.held = 0
        self._counts: Final[dict[str, int]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._ending: asyncio.TimerHandle | None = None

    def enter(self, caller: Caller, address: str) -> bool:
        """Counts a connection; False when its address has enough of them."""
        holder = network(address)
        count = self._counts.get(holder, 0) + 1
        self._counts[holder] = count
        self.callers[caller] = holder
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(1.0, self._second)
        return count <= self.bounds.per_address or holder in OWN or self._speaks(address)

    def leave(self, caller: Caller) -> None:
        """It is gone, or a socket now."""
        address = self.callers.pop(caller, None)
        if address is None:
            return
        self.give(caller.holds)
        self.parting.discard(caller)
        self._counts[address] -= 1
        if not self._counts[address]:
            del self._counts[address]
        if not self.callers:
            self._rest()

    def take(self, size: int) -> None:
        """A request grows. Who holds most goes first, when all together hold too much."""
        self.held += size
        if self.held > self.bounds.held:
            for caller in sorted(self.callers, key=lambda caller: caller.holds, reverse=True):
                if self.held <= self.bounds.held // 2:
                    break
                caller.end()

    def give(self, size: int) -> None:
        self.held -= size

    def tick(self, now: float) -> None:
        """Once a second: ends who is late, and who doesn't read when that costs too much."""
        for caller in tuple(self.callers):
            caller.check(now)
        unsent = sum(caller.unsent for caller in self.callers)
        if unsent > self.bounds.unsent:
            stuck = [caller for caller in self.callers if caller.stalled(now) >= 1.0]
            for caller in sorted(stuck, key=lambda caller: caller.unsent, reverse=True):
                if unsent <= self.bounds.unsent // 2:
                    break
                unsent -= caller.unsent
                caller.end()

    def last_call(self) -> None:
        """The server ends: so does every connection, a moment later."""
        if self._ending is None:
            self._ending = asyncio.get_running_loop().call_later(GRACE, self._end)

    def _end(self) -> None:
        for caller in tuple(self.callers):
            caller.end()

    def _second(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(1.0, self._second)
        self.tick(self.clock())

    def _rest(self) -> None:
        for timer in (self._timer, self._ending):
            if timer is not None:
                timer.cancel()
        self._timer = self._ending = None
