"""A screen that speaks: published under its lease, ended by its word or by time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
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


def speaker_of(*screens: str) -> tuple[ScreenSpeaker, list[Sounding | None]]:
    """The lease goes from one to the next, and at last to none."""
    published: list[Sounding | None] = []
    leases = iter(screens)
    return ScreenSpeaker(published.append, lambda: next(leases, None), 10.0), published


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_lost_screen_is_not_waited_for() -> None:
    screen, _ = speaker_of("screen-1")
    screen.gone()
    task = asyncio.create_task(screen.say(CALL, CLIP))
    await turns()
    screen.gone()
    screen.gone()
    assert await task == Outcome("failed", "screen_gone")


async def test_another_screen_says_it_once_more() -> None:
    screen, published = speaker_of("screen-1", "screen-2")
    task = asyncio.create_task(screen.say(CALL, CLIP))
    await turns()
    screen.gone()
    await turns()
    assert screen.heard(CALL.id, "ended")
    assert await task == Outcome("heard")
    leases = [sounding.lease if sounding else None for sounding in published]
    assert leases == ["screen-1", None, "screen-2", None]


async def test_a_third_screen_does_not() -> None:
    screen, published = speaker_of("screen-1", "screen-2", "screen-3")
    task = asyncio.create_task(screen.say(CALL, CLIP))
    for _ in range(2):
        await turns()
        screen.gone()
    assert await task == Outcome("failed", "screen_gone")
    assert len(published) == 4


async def test_the_screen_is_told_how_loud() -> None:
    screen, published = speaker(patience=0.0)
    await screen.say(CALL, replace(CLIP, gain=-12.0))
    assert published[0] is not None
    assert published[0].gain == -12.0


async def test_a_screen_that_gives_no_sign_any_more_is_taken_for_lost() -> None:
    published: list[Sounding | None] = []
    leases, asked = iter(("screen-1", "screen-2")), []

    def lost() -> bool:
        asked.append(True)
        return True

    screen = ScreenSpeaker(published.append, lambda: next(leases, None), 10.0, lost=lost, hush=0.4)
    task = asyncio.create_task(screen.say(CALL, CLIP))
    await turns()
    screen.saying("another")
    await asyncio.sleep(0.5)
    assert not asked  # a page that never gave a sign is an older one: it is waited for
    for _ in range(4):
        screen.saying(CALL.id)
        await asyncio.sleep(0.15)
    assert not asked
    async with asyncio.timeout(45):
        while not asked:  # noqa: ASYNC110 - a fake's plain field
            await asyncio.sleep(0.01)
    await turns()
    assert asked == [True]
    assert screen.heard(CALL.id, "ended")
    assert await task == Outcome("heard")
    leases_shown = [sounding.lease for sounding in published if sounding]
    assert leases_shown == ["screen-1", "screen-2"]


async def test_a_lone_screen_without_a_sign_is_waited_for() -> None:
    screen = ScreenSpeaker(lambda _: None, lambda: "screen-1", 10.0, lost=lambda: False, hush=0.02)
    task = asyncio.create_task(screen.say(CALL, CLIP))
    await turns()
    screen.saying(CALL.id)
    await asyncio.sleep(0.08)
    assert screen.heard(CALL.id, "ended")
    assert await task == Outcome("heard")
