"""Wrong tries: some are free, then waits that grow. Nobody's waits hold anybody else up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from signage.errors import Refused

CROWD: Final = 10_000
QUIET: Final = 24 * 3_600_000
"""Who has not tried for so long (ms) begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """`free` tries, then a wait of `first` seconds, each further one `factor` times as long, up to
    `longest`."""

    free: int
    first: int
    longest: int
    factor: int = 2

    def wait(self, wrong: int) -> int:
        """Seconds to wait after so many wrong tries."""
        over = wrong - self.free
        return 0 if over < 0 else min(self.longest, self.first * self.factor ** min(over, 32))


class Slowing:
    """Tries by name. `steady` in ms."""

    def __init__(self, steady: Callable[[], int], steps: Steps) -> None:
        self._steady = steady
        self._steps = steps
        self._wrong: dict[str, tuple[int, int]] = {}

    def take(self, name: str) -> None:
        """One try, wrong until `back` or `clear` says otherwise; counted before it is looked at, so
        that many at once are no more than one by one. Raises Refused("tries_locked")."""
        now = self._steady()
        wrong, until = self._wrong.get(name, (0, 0))
        if now < until:
            raise Refused("tries_locked", after=-(-(until - now) // 1000))
        if wrong and now - until > QUIET and until:
            wrong = 0
        wrong += 1
        self._wrong[name] = (wrong, now + 1000 * self._steps.wait(wrong))
        if len(self._wrong) > CROWD:
            self._forget(now)

    def back(self, name: str) -> None:
        """The last try was no wrong one; the earlier ones were."""
        wrong, _ = self._wrong.pop(name, (0, 0))
        if wrong > 1:
            self._wrong[name] = (wrong - 1, self._steady())

    def clear(self, name: str) -> None:
        """All is forgotten."""
        self._wrong.pop(name, None)

    def held(self, name: str) -> int:
        """Seconds until the next try is taken."""
        return max(0, -(-(self._wrong.get(name, (0, 0))[1] - self._steady()) // 1000))

    def _forget(self, now: int) -> None:
        for name in [name for name, (_, until) in self._wrong.items() if now - until > QUIET]:
            del self._wrong[name]


GRANTED, GRANT_LASTS = 5, 15 * 60_000
"""Tries that a manager may give somebody who is held up, and for how long (ms)."""


class Grants:
    """Who may try a few times whatever others did. `steady` in ms."""

    def __init__(self, steady: Callable[[], int]) -> None:
        self._steady = steady
        self._left: dict[str, tuple[int, int]] = {}

    def give(self, person: str) -> None:
        """A manager lets somebody in who is held up by what others guess."""
        self._left[person] = (GRANTED, self._steady() + GRANT_LASTS)

    def use(self, person: str) -> bool:
        """One of the tries, if any is left."""
        left, until = self._left.get(person, (0, 0))
        if self._steady() >= until or not left:
            self._left.pop(person, None)
            return False
        self._left[person] = (left - 1, until)
        return True
