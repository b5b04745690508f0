"""Codes that a new page shows and a manager types: single use, ten minutes, few at a time.

In memory only: after a restart of the server a page asks anew. Pure but for the clock and the
chance that it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from signage.errors import Malformed, NotFound, Refused
from signage.queueing.shapes import PairingView

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which look alike from afar."""
LENGTH: Final = 8
LASTS: Final = 10 * 60
"""Seconds for which a code may be typed."""
TOLD: Final = 120
"""Seconds for which a page that was paired may still fetch its secret, if its line broke."""
WAITING: Final = 200
"""Codes that wait at once in the whole mall."""
PER_ADDRESS: Final = 20
"""Codes that wait at once for pages of one address."""
UNWATCHED: Final = 30
"""Seconds after which a code that no page shows gives way, when all places are taken."""
GUESSES: Final = 20
"""Wrong codes that one caller may type in `GUESS_SECONDS`."""
GUESS_SECONDS: Final = 600
_SHAPE: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")

State = Literal["waiting", "claimed", "paired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A page that shows its code; once it is paired, what it became. Times in steady ms."""

    code: str
    token: str
    address: str
    opened: str
    since: int
    ends: int
    state: State = "waiting"
    kind: str | None = None
    device: str | None = None
    place: str | None = None
    secret: str | None = None


def normal(typed: str) -> str:
    """A code as it was typed, in capitals and without gaps. Raises Malformed."""
    code = re.sub(r"[\s-]+", "", typed[:40]).upper()
    if not _SHAPE.fullmatch(code):
        raise Malformed("pairing_malformed")
    return code


class Pairings:
    """All pages that wait to be paired. `chance(n)` gives a number below n, `token()` a secret,
    `holder(address)` whose address it is: one house may have very many. `watched(token)`: a page
    is there and shows its code."""

    def __init__(
        self,
        steady: Callable[[], int],
        chance: Callable[[int], int],
        token: Callable[[], str],
        holder: Callable[[str], str] = str,
        watched: Callable[[str], bool] = lambda token: True,
    ) -> None:
        self._steady = steady
        self._chance = chance
        self._token = token
        self._holder = holder
        self._watched = watched
        self._by_token: dict[str, Waiting] = {}
        self._over: dict[str, tuple[str, int]] = {}
        self._guesses: dict[str, list[int]] = {}

    def now(self) -> int:
        """The clock of all times here."""
        return self._steady()

    def shown(self, token: str) -> bool:
        """Whether a page waits under this token, or has just been paired."""
        return token in self._by_token

    def ask(self, address: str, opened: str = "") -> Waiting:
        """A page wants a code. Raises Refused when too many wait."""
        now = self._steady()
        open_ = [one for one in self._by_token.values() if one.state != "paired" and now < one.ends]
        if len(open_) >= WAITING:
            open_ = self._made_room(open_, now)
        whose = self._holder(address)
        own = sum(self._holder(one.address) == whose for one in open_)
        if len(open_) >= WAITING or own >= PER_ADDRESS:
            raise Refused("pairing_crowd", after=60)
        codes = {one.code for one in open_}
        code = self._code()
        while code in codes or code in self._over:
            code = self._code()
        made = Waiting(
            code=code,
            token=self._token(),
            address=address,
            opened=opened,
            since=now,
            ends=now + LASTS * 1000,
        )
        self._by_token[made.token] = made
        return made

    def _made_room(self, open_: list[Waiting], now: int) -> list[Waiting]:
        """Without the oldest code that no page shows: who only asks keeps nobody out."""
        for one in open_:
            old = now - one.since >= UNWATCHED * 1000
            if old and one.state == "waiting" and not self._watched(one.token):
                del self._by_token[one.token]
                return [other for other in open_ if other is not one]
        return open_

    def view(self, token: str) -> PairingView | None:
        """What the page of this token may see; None for a token that nobody has."""
        one = self._by_token.get(token)
        if one is None:
            return None
        if one.state == "paired":
            return PairingView(
                state="paired", kind=one.kind, secret=one.secret, place=one.place, code=None
            )
        left = max(0, one.ends - self._steady())
        return PairingView(
            state="waiting" if left or one.state == "claimed" else "expired",
            code=one.code,
            seconds=-(-left // 1000),
        )

    def claim(self, typed: str, caller: str) -> Waiting:
        """Take the code that somebody typed, so that nobody else can. Raises Refused, with the
        reason: it makes no sense, nobody shows it, it is too old, it was used, too many guesses."""
        code, now = normal(typed), self._steady()
        wrong = [at for at in self._guesses.get(caller, ()) if now - at < GUESS_SECONDS * 1000]
        self._guesses[caller] = wrong
        if len(wrong) >= GUESSES:
            raise Refused("pairing_guesses", after=GUESS_SECONDS - (now - wrong[-GUESSES]) // 1000)
        shown = next((one for one in self._by_token.values() if one.code == code), None)
        if shown is not None and shown.state == "waiting" and now < shown.ends:
            claimed = replace(shown, state="claimed")
            self._by_token[shown.token] = claimed
            return claimed
        wrong.append(now)
        if shown is not None:
            raise Refused("pairing_expired" if shown.state == "waiting" else "pairing_used")
        if code in self._over:
            raise Refused(self._over[code][0])
        raise NotFound("pairing_unknown")

    def release(self, claimed: Waiting) -> None:
        """What was claimed was not paired after all: the code may be typed again."""
        self._by_token[claimed.token] = replace(claimed, state="waiting")

    def pair(
        self, claimed: Waiting, *, kind: str, place: str | None, device: str, secret: str
    ) -> None:
        """Tell the page what it is now."""
        self._by_token[claimed.token] = replace(
            claimed,
            state="paired",
            kind=kind,
            place=place,
            device=device,
            secret=secret,
            ends=self._steady() + TOLD * 1000,
        )

    def fetched(self, device: str) -> None:
        """The page has used its secret: it is not told again."""
        for token, one in list(self._by_token.items()):
            if one.device == device:
                self._forget(token, one, "pairing_used")

    def sweep(self) -> tuple[str, ...]:
        """Forget what is over; gives the tokens whose view is another one now. Once a second."""
        now = self._steady()
        late = [(t, o) for t, o in self._by_token.items() if o.state != "claimed" and now >= o.ends]
        for token, one in late:
            if one.state == "paired":
                self._forget(token, one, "pairing_used")
            elif now >= one.ends + TOLD * 1000:
                self._forget(token, one, "pairing_expired")
        self._over = {c: o for c, o in self._over.items() if now - o[1] < 6 * LASTS * 1000}
        return tuple(token for token, one in late if one.state == "paired" or now < one.ends + 2000)

    def waiting(self) -> Iterator[Waiting]:
        """The pages whose code can be typed now."""
        now = self._steady()
        return (o for o in self._by_token.values() if o.state == "waiting" and now < o.ends)

    def _forget(self, token: str, one: Waiting, why: str) -> None:
        del self._by_token[token]
        self._over[one.code] = (why, self._steady())

    def _code(self) -> str:
        return "".join(ALPHABET[self._chance(len(ALPHABET))] for _ in range(LENGTH))
