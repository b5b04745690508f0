"""How often: token buckets for devices that take tickets and for addresses that nobody knows."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Final

from signage.errors import Refused

CRUMB: Final = 1e-6
"""What is lost in dividing: who waits as long as was said is let in."""
CROWD: Final = 10_000
"""Names that are kept. Whose was not used for longest is forgotten, which makes it a full one: who
has more addresses than this gains less by it than by having them."""


class Buckets:
    """One bucket a name: `rate` a second, at most `burst` at once. `steady` in ms."""

    def __init__(self, steady: Callable[[], int], rate: float, burst: float) -> None:
        self._steady = steady
        self._rate = rate
        self._burst = burst
        self._full: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def take(self, name: str) -> None:
        """Takes one. Raises Refused("too_often") when the bucket is empty."""
        now = self._steady()
        left, then = self._full.get(name, (self._burst, now))
        left = min(self._burst, left + (now - then) / 1000 * self._rate)
        empty = left < 1 - CRUMB
        self._full[name] = (left if empty else left - 1, now)
        self._full.move_to_end(name)
        if len(self._full) > CROWD:
            self._full.popitem(last=False)
        if empty:
            raise Refused("too_often", after=max(1, ceil((1 - left) / self._rate)))

    def back(self, name: str) -> None:
        """What was taken last is put back."""
        if name in self._full:
            left, then = self._full[name]
            self._full[name] = (min(self._burst, left + 1), then)


class Addresses(Buckets):
    """Buckets of network addresses, counted by their holders."""

    def take(self, name: str) -> None:
        """Takes one of an address's. Raises Refused("too_often")."""
        super().take(network(name))

    def back(self, name: str) -> None:
        """What an address took last is put back."""
        super().back(network(name))


def network(address: str) -> str:
    """An address as it is counted: of IPv6 one holder has a whole /64."""
    if ":" not in address:
        return address
    try:
        told = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if told.ipv4_mapped is not None:
        return str(told.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(told), 64), strict=False))
