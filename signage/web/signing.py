"""Who may try a password, and how often: bounds for strangers that lock nobody out.

A browser in which a person has signed in before has tries of its own, so whoever guesses from
elsewhere uses up only what strange browsers have. Counts are in memory: a restart forgets them.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

from signage.errors import Refused
from signage.web.guessing import Grants, Slowing, Steps
from signage.web.limits import Buckets, network

OWN: Final = Steps(free=5, first=30, longest=3600)
"""A browser that the person has used."""
LOGIN: Final = Steps(free=5, first=30, longest=1800)
"""One name from all strange browsers together."""
ADDRESS: Final = Steps(free=10, first=30, longest=1800)
"""One address, whatever names it tries."""
STRANGE_BURST, STRANGE_DAILY = 30, 60
"""All names from all strange browsers: so many at once, and so many more in a day."""
KNOWN: Final = "signage_known"
KNOWN_LASTS: Final = 180 * 86_400
"""Seconds that a browser counts as known."""
AT_ONCE, WAITING = 2, 20
"""Hashes that are worked out at once (64 MiB each), and those that may wait for it."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Try:
    """One try that was let in, by what it is counted under."""

    browser: str | None
    login: str
    address: str
    granted: bool = False


class SigningIn:
    """`steady` in ms; `key` is the data folder's."""

    def __init__(self, steady: Callable[[], int], key: bytes, grants: Grants) -> None:
        self._steady = steady
        self._key = hashlib.sha256(b"known browsers" + key).digest()
        self._own = Slowing(steady, OWN)
        self._logins = Slowing(steady, LOGIN)
        self._addresses = Slowing(steady, ADDRESS)
        self._strange = Buckets(steady, STRANGE_DAILY / 86_400, STRANGE_BURST)
        self._grants = grants
        self._hashing = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def slowly(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what hashes beside the event loop, few at once. Raises Refused("too_often")."""
        if self._waiting >= WAITING:
            raise Refused("too_often", after=2)
        self._waiting += 1
        try:
            async with self._hashing:
                return await asyncio.to_thread(work, *args, **kwargs)
        finally:
            self._waiting -= 1

    def remember(self, person: str) -> str:
        """What a browser keeps, once the person has signed in there."""
        named = f"{person}.{secrets.token_urlsafe(12)}"
        return f"{named}.{self._mark(named)}"

    def browser(self, kept: str | None, person: str | None) -> str | None:
        """The browser's own name, if it is one that this person has used."""
        named, _, mark = (kept or "").rpartition(".")
        if person is None or not named.startswith(f"{person}."):
            return None
        right = hmac.compare_digest(mark.encode(), self._mark(named).encode())
        return named if right else None

    def take(self, login: str, address: str, browser: str | None, person: str | None) -> Try:
        """One try. Raises Refused("tries_locked"), the same for a name that nobody has."""
        if browser is not None:
            self._own.take(browser)
            return Try(browser, login, address)
        if person is not None and self._grants.use(person):
            return Try(None, login, address, granted=True)
        login, address = login.strip().lower()[:80], network(address)
        self._addresses.take(address)
        try:
            self._logins.take(login)
        except Refused:
            self._addresses.back(address)
            raise
        try:
            self._strange.take("")
        except Refused as full:
            self._addresses.back(address)
            self._logins.back(login)
            raise Refused("tries_locked", after=full.facts["after"]) from None
        return Try(None, login, address)

    def right(self, tried: Try) -> None:
        """This try was right: it counts for nothing, and those before it still do."""
        if tried.browser is not None:
            self._own.clear(tried.browser)
        elif not tried.granted:
            self._addresses.back(tried.address)
            self._logins.back(tried.login)
            self._strange.back("")

    def _mark(self, named: str) -> str:
        digest = hmac.new(self._key, named.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:18]).decode()
