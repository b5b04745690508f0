"""How often: token buckets for devices that take tickets and for addresses that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from signage.errors import Refused

CRUMB: Final = 1e-6
"""What is lost in dividing: who waits as long as was said is let in."""


class Buckets:
    """One bucket a name: `rate` a second, at most `burst` at once. `steady` in ms."""

    def __init__(self, steady: Callable[[], int], rate: float, burst: float) -> None:
        self._steady = steady
        self._rate = rate
        self._burst = burst
        self._full: dict[str, tuple[float, int]] = {}
        self._swept = steady()

    def take(self, name: str) -> None:
        """Takes one. Raises Refused("too_often") when the bucket is empty."""
        now = self._steady()
        left, then = self._full.get(name, (self._burst, now))
        left = min(self._burst, left + (now - then) / 1000 * self._rate)
        if left < 1 - CRUMB:
            wait = max(1, ceil((1 - left) / self._rate))
            raise Refused("too_often", after=wait)
        self._full[name] = (left - 1, now)
        if len(self._full) > 10_000:
            self._forget(now)

    def back(self, name: str) -> None:
        """What was taken last is put back."""
        if name in self._full:
            left, then = self._full[name]
            self._full[name] = (min(self._burst, left + 1), then)

    def _forget(self, now: int) -> None:
        """Full buckets are as good as none; a crowd is looked through once in a refill."""
        refill = self._burst / self._rate * 1000
        if now - self._swept <= refill:
            return
        self._swept = now
        for name in [name for name, (_, then) in self._full.items() if now - then > refill]:
            del self._full[name]
