"""Long periods are summed up by a process of its own: the same figures, refusals, and its end."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from signage import figuring
from signage.errors import JournalTrouble, NotFound
from signage.figures.book import WHOLE, Part
from signage.figures.periods import Period
from signage.figures.shapes import Overview
from signage.figuring import Figures
from signage.reckoning import Question, answered, serve
from signage.records.records import FILE
from signage.summing import Summing
from tests.figures.days import Days, drawn

EVER = Period("2026-01-01", "2026-12-31")
ASKED = Question(which="overview", period=EVER, part=WHOLE, now=0)
HANG = (sys.executable, "-SE", "-c", "import sys, time; sys.stdin.readline(); time.sleep(600)")
DIE = (sys.executable, "-SE", "-c", "pass")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, wait 60, 1 next, 1 serve, wait 9, 1 finish, close day")
    drawn(hall.records, str(tmp_path / FILE)).close()
    return tmp_path


@pytest.fixture
async def figures(data: Path) -> AsyncIterator[Figures]:
    made = Figures(data, data / FILE, today=lambda: "2026-11-26", now=lambda: 0)
    yield made
    await made.close()


async def test_far_and_near_say_the_same(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    near = await figures.overview(EVER)
    assert await figures.overview(EVER) is near, "nothing has happened since"
    near_service = await figures.service(EVER, "hour")
    figures._kept.clear()
    monkeypatch.setattr(figuring, "NEAR", 0)
    await figures.choices()
    assert await figures.overview(EVER) == near
    assert await figures.service(EVER, "hour") == near_service
    assert (await figures.voice(EVER)).zones
    with pytest.raises(NotFound, match="service_unknown") as unknown:
        await figures.overview(EVER, Part(service="none"))
    assert unknown.value.facts == {"service": "none"}


async def test_one_that_nobody_waits_for_is_ended(data: Path) -> None:
    summing = Summing(data / FILE, HANG)
    await summing.warm()  # however long that takes, it runs before it is asked
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await summing.ask(ASKED)
    (ending,) = summing._ending
    assert await asyncio.wait_for(ending, 45) != 0
    await summing.close()


async def test_one_that_dies_is_trouble_and_no_end(data: Path) -> None:
    summing = Summing(data / FILE, DIE)
    for _ in range(2):
        with pytest.raises(JournalTrouble, match="records_unready"):
            await summing.ask(ASKED)
    await summing.close()


def test_a_question_a_line(data: Path) -> None:
    line = msgspec.json.encode(ASKED) + b"\n"
    lines, told = [b"", line, line], list[bytes]()
    serve(data / FILE, lines.pop, told.append)
    assert len(told) == 2
    figures = msgspec.json.decode(told[0])["figures"]
    assert msgspec.convert(figures, Overview).total.tickets == 1
    assert b"unable to open" in answered(data / "none.db", line)
