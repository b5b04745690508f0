"""Medians and ninth deciles of times that come a few days at a time: exact, and in the same memory
for a year as for a month.

A time is looked for from its highest bits on: each round counts, by key, the next bits of those
that begin as it does. Three rounds find it, whatever the times are.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from signage.figures.columns import Column
from signage.figures.shapes import Times

ROUNDS: Final = ((20, 11), (10, 10), (0, 10))
"""(Bits below, bits that are looked at) of each round; a time has 31 of them."""
WANTED: Final = 3
"""The lower and the upper middle, and the ninth decile."""


class Ranks:
    """The times of so many keys. They are counted first, all of them; then `begin` and `add` all
    again, a round at a time."""

    def __init__(self) -> None:
        self.count = np.zeros(0, np.int64)
        self._sum = np.zeros(0, np.int64)
        self._longest = np.zeros(0, np.int64)
        self._found = np.zeros((0, WANTED), np.int64)
        """What is known of the times that are looked for: their first bits."""
        self._left = np.zeros((0, WANTED), np.int64)
        """How many that begin so are before them."""
        self._tally = np.zeros((0, 1, 1), np.uint32)

    def first(self, keys: Column, values: Column, size: int) -> None:
        """Some times in ms and their keys, which are below `size`; it may grow."""
        more = size - len(self.count)
        if more > 0:
            self.count, self._sum, self._longest = (
                np.concatenate((held, np.zeros(more, np.int64)))
                for held in (self.count, self._sum, self._longest)
            )
        self.count += np.bincount(keys, minlength=len(self.count))
        self._sum += np.bincount(keys, values, len(self.count)).astype(np.int64)
        np.maximum.at(self._longest, keys, values)

    def begin(self, turn: int) -> None:
        """Before a round."""
        if turn == 0:
            last = np.maximum(self.count - 1, 0)
            nine = np.maximum(-(-self.count * 9 // 10) - 1, 0)
            self._left = np.stack((last // 2, self.count // 2, nine), axis=1)
            self._found = np.zeros_like(self._left)
        _, bits = ROUNDS[turn]
        self._tally = np.zeros((len(self.count), WANTED if turn else 1, 1 << bits), np.uint32)

    def add(self, turn: int, keys: Column, values: Column) -> None:
        """The same times again."""
        below, bits = ROUNDS[turn]
        begun = values >> (below + bits)
        part = (values >> below) & ((1 << bits) - 1)
        for which in range(self._tally.shape[1]):  # in the first round all begin alike
            mine = begun == self._found[keys, which]
            np.add.at(self._tally, (keys[mine], which, part[mine]), 1)

    def end(self, turn: int) -> None:
        """After a round: more bits are known."""
        _, bits = ROUNDS[turn]
        every = np.arange(len(self.count))
        for which in range(WANTED):
            left = self._left[:, which]
            reached = self._tally[:, which if turn else 0].cumsum(axis=1, dtype=np.int64)
            place = np.minimum((reached <= left[:, None]).sum(axis=1), (1 << bits) - 1)
            before = np.where(place > 0, reached[every, np.maximum(place - 1, 0)], 0)
            self._left[:, which] = left - before
            self._found[:, which] = (self._found[:, which] << bits) + place

    def times(self, key: int) -> Times:
        """Of one key, after the last round."""
        count = int(self.count[key]) if key < len(self.count) else 0
        if count == 0:
            return Times()
        lower, upper, nine = (int(ms) for ms in self._found[key])
        return Times(
            count=count,
            mean=round(int(self._sum[key]) / count / 1000, 3),
            median=(lower + upper) / 2 / 1000,
            p90=nine / 1000,
            longest=int(self._longest[key]) / 1000,
        )
