"""What an emergency's sayings have come to; the journal has two beginnings and the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from signage.voice.agenda import Drop, Waiting
from signage.voice.ports import Outcome


@dataclass(frozen=True, slots=True)
class _Said:
    """How many were heard, when the last ended, and how."""

    heard: int
    last: int
    outcome: Outcome


class Sayings:
    """By announcement: of each emergency one in every zone that says it."""

    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}

    def known(self, item: Waiting) -> Waiting:
        """An emergency with what is remembered of it; all else as it is."""
        said = self._said.get(item.id)
        return replace(item, said=item.said + said.heard, last=said.last) if said else item

    def add(self, items: Iterable[Waiting], tick: int, outcome: Outcome) -> None:
        """Its announcements in all zones of one speaker were said once more."""
        for item in items:
            before = self._said.get(item.id)
            heard = (before.heard if before else 0) + (outcome.result == "heard")
            self._said[item.id] = _Said(heard, tick, outcome)

    def result(self, drop: Drop) -> Outcome:
        """How an announcement that is written off has ended."""
        said = self._said.get(drop.id)
        if said is not None and not said.heard and drop.result != "heard":
            return said.outcome
        return Outcome(drop.result, drop.reason)

    def forget(self, announcement: str) -> None:
        """It has its result."""
        self._said.pop(announcement, None)
