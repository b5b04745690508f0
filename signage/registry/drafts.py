"""What visitors have said so far who may come back and finish: in memory, by the ticket.

A page that is loaded again, or a phone that is put away, does not end the survey. What was said is
kept when the visitor sends it, or when nothing more comes of it for a while.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from signage.errors import Refused, SignageError
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

    @contextmanager
    def ending(self, ticket: str) -> Iterator[None]:
        """It is sent as a whole: what was held goes, unless that can't be kept."""
        held = self._held.pop(ticket, None)
        try:
            yield
        except BaseException:
            if held is not None:
                self._held.setdefault(ticket, held)
            raise

    async def settle(self) -> None:
        """Keep what nobody came back to; what can't be kept now waits on."""
        now = self._steady()
        for ticket, held in [(name, one) for name, one in self._held.items() if one[0] <= now]:
            if self._held.get(ticket) is not held:
                continue  # its visitor came back while another's was kept
            if not await self._keep(ticket):
                self._held.setdefault(ticket, (now + PATIENCE, held[1]))

    async def close(self) -> None:
        """Keep everything: the server ends."""
        for ticket in list(self._held):
            await self._keep(ticket)

    async def run(self) -> None:
        """Settle now and then."""
        while True:
            await asyncio.sleep(LOOK)
            await self.settle()

    async def _keep(self, ticket: str) -> bool:
        """Whether it need not be tried again."""
        held = self._held.pop(ticket, None)
        if held is None:
            return True
        try:
            await self._answers.keep(held[1].answer, held[1].asked, held[1].once)
        except Refused as refused:  # its whole answer came at the same time
            log.debug("an answer that nobody finished is not needed: %s", refused)
        except SignageError as trouble:
            log.warning("an answer that nobody finished was not kept: %s", trouble)
            return False
        return True
