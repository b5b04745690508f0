"""A screen that speaks: published under its lease, ended by its word or by time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from signage.voice.clips import Clip
from signage.voice.ports import Outcome
from signage.voice.screen_speaker import ScreenSpeaker, Sounding
from tests.voice.test_phrases import CALL

CLIP = Clip(name="a.wav", path=Path("a.wav"), length=0.05, complete=True)


def speaker(
    lease: str | None = "screen-1", patience: float = 10.0
) -> tuple[ScreenSpeaker, list[Sounding | None]]:
    published: list[Sounding | None] = []
    return ScreenSpeaker(published.append, lambda: lease, patience), published


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("ended", Outcome("heard")),
        ("blocked", Outcome("blocked", "blocked")),
        ("failed", Outcome("failed", "screen_failed")),
    ],
)
async def test_the_screens_word(word: str, outcome: Outcome) -> None:
    screen, published = speaker()
    task = asyncio.create_task(screen.say(CALL, CLIP))
    await asyncio.sleep(0)
    assert published == [
        Sounding(id=CALL.id, seq=CALL.seq, url="/sounds/a.wav", lease="screen-1", length=0.05)
    ]
    assert not screen.heard("40-hall-a", word)
    assert not screen.heard(CALL.id, "perhaps")
    assert screen.heard(CALL.id, word)
    assert not screen.heard(CALL.id, word)
    assert await task == outcome
    assert published[-1] is None
    assert not screen.heard(CALL.id, word)


async def test_no_word_in_time() -> None:
    screen, published = speaker(patience=0.05)
    assert await screen.say(CALL, CLIP) == Outcome("failed", "no_answer")
    assert published[-1] is None


async def test_no_screen() -> None:
    screen, published = speaker(lease=None)
    assert await screen.trouble() is None
    assert await screen.say(CALL, CLIP) == Outcome("failed", "no_screen")
    assert published == []


async def test_a_lost_screen_is_not_waited_for() -> None:
    screen, _ = speaker()
    screen.gone()
    task = asyncio.create_task(screen.say(CALL, CLIP))
    await asyncio.sleep(0)
    screen.gone()
    screen.gone()
    assert await task == Outcome("failed", "screen_gone")
