"""Can a call still be made out? Fifty a language to a listener, and some in a babbling hall."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pytest
import pytest_asyncio

from signage.voice.loudness import carrying
from signage.voice.phrases import Announcement
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Samples, Sound
from signage.voice.system_voice import SystemVoice
from tests.voice.listener import LETTERS, RATE, Call, Listener

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

REPERTOIRE = load_repertoire(Path(__file__).parents[2] / "voices")
CALLS: Final = 50
IN_BABBLE: Final = 12
SEED: Final = 1
# Measured: English 49 of 50 calls and 99 % of the digits, Indonesian 49 and 99 %.
RIGHT: Final = 0.8
DIGITS: Final = 0.93
BABBLE: Final = -22.0
"""dB of full scale, RMS: as loud as a raw voice whose peaks are full scale."""
Said = Sequence[tuple[Call, Sound]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def said() -> AsyncIterator[dict[str, Said]]:
    """Calls by chance in both languages, raw from the engine."""
    voice = SystemVoice(patience=10.0)
    yield {language: await spoken(voice, language) for language in ("id", "en")}
    await voice.close()


async def spoken(voice: SystemVoice, language: str) -> Said:
    chance = random.Random(SEED)
    calls = []
    for _ in range(CALLS):
        letter = chance.choice(sorted(LETTERS[language]))
        call = Call(f"{letter}{chance.randrange(1000):03d}", str(chance.randrange(1, 10)))
        facts = Announcement(
            id="", zone="", seq=0, kind="call", ticket=call.ticket, counter=call.counter
        )
        (sentence,) = REPERTOIRE.words.say(facts, VoiceSettings(languages=(language,)))
        profile = REPERTOIRE.profiles[f"espeak-{language}"]
        calls.append((call, await voice.render(sentence, profile)))
    return calls


@pytest.mark.parametrize("language", ["id", "en"])
async def test_fifty_calls_are_made_out(language: str, said: dict[str, Said]) -> None:
    listener = Listener(language)
    heard = [(call, listener.hear(carrying(sound))) for call, sound in said[language]]
    wrong = [(call, other) for call, other in heard if other != call]
    assert len(wrong) <= CALLS * (1 - RIGHT), wrong
    assert shares(heard) >= DIGITS, wrong


@pytest.mark.parametrize("language", ["id", "en"])
async def test_in_babble_what_carries_is_made_out_and_the_raw_voice_is_not(
    language: str, said: dict[str, Said]
) -> None:
    room = babble([sound for _, sound in said[language]])
    some = said[language][:IN_BABBLE]
    # Each from its own start: a listener gets used to what it has heard.
    listener, control = Listener(language), Listener(language)
    carried = shares([(call, listener.hear(carrying(sound), room)) for call, sound in some])
    raw = shares([(call, control.hear(at_full_scale(sound), room)) for call, sound in some])
    assert carried >= 0.6
    assert carried >= raw + 0.3


def shares(heard: Sequence[tuple[Call, Call | None]]) -> float:
    """How much of all digits was made out."""
    return sum(call.digits_right(other) for call, other in heard) / (4 * len(heard))


def babble(sounds: Sequence[Sound], voices: int = 8, seconds: int = 12) -> Samples:
    """A hall in which many talk at once."""
    chance = np.random.default_rng(SEED)
    room = np.zeros(seconds * RATE)
    for _ in range(voices):
        order = chance.permutation(len(sounds))[:voices]
        talk = np.concatenate([sounds[index].resampled(RATE).samples for index in order])
        talk = np.roll(talk, chance.integers(len(talk)))[: len(room)]
        room[: len(talk)] += talk * chance.uniform(0.6, 1.0)
    room *= 10 ** (BABBLE / 20) / np.sqrt(np.mean(room**2))
    return room.astype(np.float32)


def at_full_scale(sound: Sound) -> Sound:
    """The raw voice as loud as can be without a limiter: its peak where the carried one's is."""
    return Sound(sound.samples * np.float32(0.89 / np.max(np.abs(sound.samples))), sound.rate)
