"""What visitors have said so far: kept once, when nobody comes back, and held while it can't be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from signage.errors import Refused, RegistryTrouble, SignageError
from signage.registry.answer_shapes import Answer, Once, Served
from signage.registry.answers import Answers
from signage.registry.drafts import PATIENCE, Draft, Drafts
from signage.survey.elements import NINE

pytestmark = pytest.mark.asyncio

SERVED = Served(date="2026-11-26", hour=9, agency="civil", service="card", counter="1")
SAID = Answer(served=SERVED, values={"biaya": 3}, version="1", way="phone", language="id")
DRAFT = Draft(answer=SAID, asked=NINE, once=Once(day="2026-11-26", ticket="a"))


class Shelf:
    """Keeps answers, unless there is trouble; `meanwhile` happens while one is written."""

    def __init__(self) -> None:
        self.kept: list[str | None] = []
        self.trouble: SignageError | None = None
        self.now = 0.0
        self.drafts = Drafts(cast(Answers, self), lambda: self.now)
        self.meanwhile: Any = None

    async def keep(self, answer: Answer, asked: object, once: Once) -> None:
        if self.meanwhile is not None:
            await self.meanwhile()
        if self.trouble is not None:
            raise self.trouble
        self.kept.append(once.ticket)


async def test_what_the_disk_does_not_take_waits_on() -> None:
    shelf = Shelf()
    await shelf.drafts.hold("a", DRAFT)
    shelf.now, shelf.trouble = PATIENCE, RegistryTrouble("full")
    await shelf.drafts.settle()
    assert len(shelf.drafts) == 1 and shelf.kept == []
    shelf.now, shelf.trouble = 2 * PATIENCE, None
    await shelf.drafts.settle()
    assert len(shelf.drafts) == 0 and shelf.kept == ["a"]
    await shelf.drafts.hold("a", DRAFT)
    shelf.now, shelf.trouble = 3 * PATIENCE, Refused("survey_given")
    await shelf.drafts.settle()
    assert len(shelf.drafts) == 0


async def test_who_comes_back_while_another_is_kept_goes_on() -> None:
    shelf = Shelf()
    other = replace(DRAFT, once=Once(day="2026-11-26", ticket="b"))
    await shelf.drafts.hold("a", DRAFT)
    await shelf.drafts.hold("b", other)
    shelf.now = PATIENCE
    shelf.meanwhile = lambda: shelf.drafts.hold("b", other)
    await shelf.drafts.settle()
    assert shelf.kept == ["a"] and len(shelf.drafts) == 1
