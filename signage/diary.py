"""A diary that can't be opened: presses are refused, and the screens say why."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from signage.errors import JournalTrouble
from signage.journal.journal import Answer
from signage.queueing.model import Recorded


class ShutDiary:
    """Stands where a journal would; refuses all with the trouble that keeps it shut."""

    epoch = 0
    at = 0
    tick = 0
    rebooted = True

    def __init__(self, trouble: JournalTrouble) -> None:
        self._trouble = trouble

    async def append(self, records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
        """Raises the trouble."""
        raise self._trouble

    async def last_day(self) -> int:
        """No day is known."""
        return 0

    async def read(self, after: int = 0, upto: int | None = None) -> AsyncIterator[Recorded]:
        """Raises the trouble."""
        for recorded in self._nothing():
            yield recorded

    def _nothing(self) -> list[Recorded]:
        raise self._trouble

    def known(self, digest: bytes) -> bool:
        """No command is known."""
        return False

    async def answer(self, digest: bytes) -> Answer | None:
        """No command was answered."""
        return None
