"""How often PINs are tried at a counter: what stands at one counter bounds nothing elsewhere.

At most `WHOLE_BURST + WHOLE_DAILY` wrong tries a day and counter, which for six digits by chance is
under one in ten thousand. An officer who has signed on at this counter before has tries of their
own there, so that whoever plays with the names of others locks nobody out who works here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from signage.errors import Refused
from signage.web.guessing import Grants, Slowing, Steps
from signage.web.limits import Buckets

PAIR: Final = Steps(free=3, first=60, longest=6 * 3600, factor=4)
"""One officer at one counter."""
STRANGE_BURST, STRANGE_DAILY = 15, 25
"""Officers who have not signed on at this counter before, together."""
WHOLE_BURST, WHOLE_DAILY = 60, 35
"""All tries at a counter."""


@dataclass(frozen=True, slots=True)
class PinTry:
    """One try that was let in."""

    counter: str
    person: str
    known: bool
    granted: bool = False


class Pins:
    """`steady` in ms."""

    def __init__(self, steady: Callable[[], int], grants: Grants) -> None:
        self._pairs = Slowing(steady, PAIR)
        self._strange = Buckets(steady, STRANGE_DAILY / 86_400, STRANGE_BURST)
        self._whole = Buckets(steady, WHOLE_DAILY / 86_400, WHOLE_BURST)
        self._grants = grants

    def take(self, counter: str, person: str, *, known: bool) -> PinTry:
        """One try. Raises Refused("tries_locked")."""
        if self._grants.use(person):
            return PinTry(counter, person, known, granted=True)
        pair = f"{counter}\0{person}"
        self._pairs.take(pair)
        try:
            self._whole.take(counter)
            if not known:
                try:
                    self._strange.take(counter)
                except Refused:
                    self._whole.back(counter)
                    raise
        except Refused as full:
            self._pairs.back(pair)
            raise Refused("tries_locked", after=full.facts["after"]) from None
        return PinTry(counter, person, known)

    def right(self, tried: PinTry) -> None:
        """This try was right."""
        if tried.granted:
            return
        self._pairs.clear(f"{tried.counter}\0{tried.person}")
        self._whole.back(tried.counter)
        if not tried.known:
            self._strange.back(tried.counter)
