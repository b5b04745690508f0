"""What visitors have said so far who may come back and finish: in memory, by the ticket.

A page that is loaded again, or a phone that is put away, does not end the survey. What was said is
kept when the visitor sends it, or when nothing more comes of it for a while.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from signage.errors import SignageError
from signage.registry.answer_shapes import Answer, Once
from signage.registry.answers import Answers
from signage.survey.questionnaire import Questionnaire

log = logging.getLogger("signage.registry")

PATIENCE: Final = 300.0
"""Seconds after the last word, until a visitor counts as gone."""
MOST: Final = 2000
"""So many at once; with more the oldest is kept at once."""
LOOK: Final = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer that may go on. `once` has the ticket and no request's id: the request that ends
    it has its own."""

    answer: Answer
    asked: Questionnaire
    once: Once


class Drafts:
    """The newest one of each ticket. `steady` is a clock in seconds."""

    def __init__(self, answers: Answers, steady: Callable[[], float]) -> None:
        self._answers = answers
        self._steady = steady
        self._held: dict[str, tuple[float, Draft]] = {}

    def __len__(self) -> int:
        return len(self._held)

    async def hold(self, ticket: str, draft: Draft) -> None:
        """In place of what this ticket said before."""
        self._held.pop(ticket, None)
        self._held[ticket] = (self._steady() + PATIENCE, draft)
        if len(self._held) > MOST:
            await self._keep(next(iter(self._held)))

    def drop(self, ticket: str) -> None:
        """It is sent as a whole now."""
        self._held.pop(ticket, None)

    async def settle(self) -> None:
        """Keep what nobody came back to."""
        now = self._steady()
        for ticket in [name for name, (due, _) in self._held.items() if due <= now]:
            await self._keep(ticket)

    async def close(self) -> None:
        """Keep everything: the server ends."""
        for ticket in list(self._held):
            await self._keep(ticket)

    async def run(self) -> None:
        """Settle now and then."""
        while True:
            await asyncio.sleep(LOOK)
            await self.settle()

    async def _keep(self, ticket: str) -> None:
        held = self._held.pop(ticket, None)
        if held is None:
            return
        try:
            await self._answers.keep(held[1].answer, held[1].asked, held[1].once)
        except SignageError as trouble:
            log.warning("an answer that nobody finished was not kept: %s", trouble)
