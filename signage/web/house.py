"""What the handlers need, built once by `app.py` and kept in the application's state."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from signage.config.settings import Reservations
from signage.edits import Edits
from signage.hearing import Hearing
from signage.hub import Hub
from signage.journal.journal import Journal
from signage.live import Live
from signage.presses import Presses
from signage.registry.bookings import Bookings
from signage.registry.devices import Device, FirstSecret
from signage.web.gate import Gate, secret_of
from signage.web.limits import Buckets


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The running parts. `sound(name)` gives the WAV of that name, `links` the first secrets.
    `reservations` are the rules of bookings, None where the mall takes none; `bookers` the
    addresses that book.
    `product_words` are the lexicon that the mall's own words stand over, `edits` the door to its
    file, None where the hall has none. `stopping` is set when answers that have no end must end."""

    live: Live
    hub: Hub
    presses: Presses
    gate: Gate
    journal: Journal | None
    body_limit: int
    tickets: Buckets
    strangers: Buckets
    sound: Callable[[str], Path | None]
    links: Callable[[], tuple[FirstSecret, ...]]
    hearing: Hearing
    trials: Buckets
    product_words: Mapping[str, Mapping[str, str]]
    edits: Edits | None
    stopping: asyncio.Event
    bookings: Bookings
    bookers: Buckets
    reservations: Callable[[], Reservations | None]

    def known(self, request: Request) -> Device | None:
        """Who asks, if it is a paired device."""
        return self.gate.known(secret_of(request.headers))

    def device(self, request: Request) -> Device:
        """Who asks. Raises Unauthorised, or Refused for an address that only guesses."""
        secret = secret_of(request.headers)
        known = self.gate.known(secret)
        if known is None:
            self.strangers.take(request.client.host if request.client else "")
        return known or self.gate.device(secret)


def house(request: Request) -> House:
    """The house that serves this request."""
    found: House = request.app.state.house
    return found
