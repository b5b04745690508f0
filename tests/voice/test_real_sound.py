"""What really sounded: null sinks, recorded, and held against what was sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from signage.voice.announcer import Announcer
from signage.voice.chime import chime
from signage.voice.clips import Clip
from signage.voice.maker import ClipMaker, system_maker
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.soundcard import SoundCard
from tests.voice.fakes import FakeHall, awake
from tests.voice.pulse import RATE, PulseServer, Samples, best_part, islands

pytestmark = [pytest.mark.sound, pytest.mark.slow]
VOICES = Path(__file__).parents[2] / "voices"
SETTINGS = VoiceSettings(gap=0.5)


@pytest.fixture
def pulse(tmp_path: Path, require: Callable[[str], None]) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as server:
        server.sink("hall_a")
        server.sink("hall_b")
        yield server


@pytest.fixture
async def maker(tmp_path: Path) -> AsyncIterator[ClipMaker]:
    maker = system_maker(load_repertoire(VOICES), SETTINGS, tmp_path / "sounds")
    yield await awake(maker)
    await maker.close()


class Noted:
    """A sound card that remembers what it was given, and when the room was free."""

    def __init__(self, card: SoundCard) -> None:
        self.card = card
        self.clips: list[Clip] = []

    async def trouble(self) -> str | None:
        return await self.card.trouble()

    async def say(self, announcement: Announcement, clip: Clip) -> Outcome:
        self.clips.append(clip)
        return await self.card.say(announcement, clip)


def samples(clip: Clip) -> Samples:
    found, rate = soundfile.read(str(clip.path), dtype="float32")
    assert rate == RATE
    return np.asarray(found, dtype=np.float32)


def sentence_at(clip: Clip) -> float:
    return chime(RATE).length + SETTINGS.gap + 0.1


async def test_five_in_a_row_chime_then_sentence_and_no_overlap(
    pulse: PulseServer, maker: ClipMaker
) -> None:
    hall = FakeHall()
    for seq in range(1, 6):
        hall.call(seq, short=True)
    speaker = Noted(SoundCard("hall_a", pulse.environment))
    await speaker.trouble()
    with pulse.record("hall_a") as heard, pulse.record("hall_b") as elsewhere:
        announcer = Announcer(hall, maker, lambda zone: speaker)
        task = asyncio.create_task(announcer.run())
        await hall.until_silent()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert [entry[2] for entry in hall.log if entry[0] == "end"] == ["heard"] * 5
    assert islands(elsewhere.samples) == []
    bells = bell_places(heard.samples)
    assert len(bells) == 5
    for number, clip in enumerate(speaker.clips):
        sent = samples(clip)
        begin = sentence_at(clip)
        at, sure = best_part(sent, heard.samples, begin)
        assert sure > 0.8, number
        # The sentence follows its own chime, and ends before the next one begins.
        assert at - bells[number] == pytest.approx(begin, abs=0.15)
        if number < 4:
            assert bells[number] + clip.length - SETTINGS.gap < bells[number + 1] + 0.1
    # Silence between announcements: no sound of one lies under the next.
    gaps = [b for b in bells[1:] if quiet(heard.samples, b - 0.15, b - 0.02)]
    assert len(gaps) == 4


async def test_control_two_at_once_are_found_out(pulse: PulseServer, maker: ClipMaker) -> None:
    hall = FakeHall()
    clips = [await maker.make(hall.facts(hall.call(seq))) for seq in (1, 2)]
    card = SoundCard("hall_a", pulse.environment)
    await card.find()
    with pulse.record("hall_a") as heard:
        first = asyncio.create_task(card.play(clips[0].path, clips[0].length))
        await asyncio.sleep(1.7)
        await asyncio.gather(first, card.play(clips[1].path, clips[1].length))
    bells = bell_places(heard.samples)
    assert len(bells) < 2 or not quiet(heard.samples, bells[1] - 0.15, bells[1] - 0.02)


async def test_two_zones_speak_at_the_same_time(pulse: PulseServer, maker: ClipMaker) -> None:
    hall = FakeHall(names=["hall-a", "hall-b"])
    for seq, zone in ((1, "hall-a"), (2, "hall-b")):
        hall.call(seq, zone)
    cards = {
        zone: Noted(SoundCard(zone.replace("-", "_"), pulse.environment)) for zone in hall.names
    }
    with pulse.record("hall_a") as one, pulse.record("hall_b") as other:
        announcer = Announcer(hall, maker, cards.get)
        task = asyncio.create_task(announcer.run())
        await hall.until_silent()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    spans = [islands(r.samples) for r in (one, other)]
    assert all(spans)
    begins, ends = [s[0][0] for s in spans], [s[-1][1] for s in spans]
    assert max(begins) < min(ends) - 1.0
    for zone, recording in (("hall-a", one), ("hall-b", other)):
        (clip,) = cards[zone].clips
        _, sure = best_part(samples(clip), recording.samples, sentence_at(clip))
        assert sure > 0.8


def bell_places(heard: Samples) -> list[float]:
    """Seconds at which the chime begins, wherever it is clear."""
    bell = chime(RATE).samples[: round(0.35 * RATE)]
    size = 1 << (len(heard) + len(bell)).bit_length()
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(bell, size)), size)
    score = match[: len(heard)] / float(np.sum(bell.astype(float) ** 2))
    found: list[float] = []
    for index in np.argsort(score)[::-1][:20_000]:
        if score[index] < 0.7:
            break
        if all(abs(index / RATE - known) > 0.5 for known in found):
            found.append(int(index) / RATE)
    return sorted(found)


def quiet(heard: Samples, begin: float, end: float) -> bool:
    part = heard[round(begin * RATE) : round(end * RATE)]
    return bool(np.max(np.abs(part), initial=0.0) < 0.004)
