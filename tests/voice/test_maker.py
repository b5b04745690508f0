"""From facts to a clip, and what becomes of it without an engine."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import soundfile

from signage.errors import VoiceTrouble
from signage.voice.chime import chime
from signage.voice.clips import ClipStore
from signage.voice.loudness import CEILING, TARGET, loudness, true_peak
from signage.voice.maker import ClipMaker, system_maker
from signage.voice.phrases import Utterance
from signage.voice.profiles import Profile
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound
from tests.voice.test_phrases import CALL
from tests.voice.test_sound import tone

REPERTOIRE = load_repertoire(Path(__file__).parents[2] / "voices")
BOTH = VoiceSettings(languages=("id", "en"))


@dataclass
class Tones:
    """An engine that answers a tone, or fails at the languages that it is told."""

    mute: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)
    closed: bool = False

    async def prepare(self, profile: Profile) -> None:
        if profile.language in self.mute:
            raise VoiceTrouble("no_engine")

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        self.asked.append(utterance.text)
        await self.prepare(profile)
        return tone(1.0)

    async def close(self) -> None:
        self.closed = True


def maker(folder: Path, engine: Tones, settings: VoiceSettings = BOTH) -> ClipMaker:
    return ClipMaker(REPERTOIRE, settings, {"espeak": engine}, ClipStore(folder, 10**7))


async def test_a_clip_is_chime_and_both_sentences(tmp_path: Path) -> None:
    clip = await maker(tmp_path, Tones()).make(CALL)
    assert clip.complete
    assert clip.length == pytest.approx(chime(22_050).length + 2 + 3 * BOTH.gap, abs=0.2)
    assert soundfile.info(str(clip.path)).duration == pytest.approx(clip.length, abs=0.001)
    assert clip.caption.startswith("Nomor antrean A nol satu dua")
    assert clip.caption.endswith("counter three.")


async def test_the_same_words_are_made_once(tmp_path: Path) -> None:
    engine = Tones()
    made = await maker(tmp_path, engine).make(CALL)
    found = await maker(tmp_path, engine).make(replace(CALL, id="77-hall-b", seq=77))
    assert (found.name, found.caption) == (made.name, made.caption)
    assert found.length == pytest.approx(made.length, abs=0.001)
    assert len(engine.asked) == 2


async def test_other_words_or_voices_are_another_clip(tmp_path: Path) -> None:
    names = {
        (await maker(tmp_path, Tones(), settings).make(call, brevity)).name
        for settings in (BOTH, VoiceSettings(), VoiceSettings(gap=0.1))
        for call in (CALL, replace(CALL, counter="4"))
        for brevity in ("whole", "short")
    }
    assert len(names) == 12


async def test_half_a_voice_is_the_chime_alone(tmp_path: Path) -> None:
    clip = await maker(tmp_path, Tones(mute=("en",))).make(CALL)
    assert (clip.complete, clip.reason) == (False, "no_engine")
    assert clip.length == pytest.approx(chime(22_050).length + BOTH.gap, abs=0.01)
    assert clip.caption.endswith("counter three.")
    assert (await maker(tmp_path, Tones(mute=("id",))).make(CALL)).name == clip.name


async def test_the_chime_alone_is_never_taken_for_the_sentence(tmp_path: Path) -> None:
    await maker(tmp_path, Tones(mute=("id", "en"))).make(CALL)
    assert (await maker(tmp_path, Tones()).make(CALL)).complete


async def test_a_voice_that_is_not_there(tmp_path: Path) -> None:
    settings = VoiceSettings(profiles={"id": "siti"})
    clip = await maker(tmp_path, Tones(), settings).make(CALL)
    assert clip.reason == "voice_unknown"


async def test_a_disk_that_refuses(tmp_path: Path) -> None:
    (tmp_path / "sounds").write_bytes(b"")
    with pytest.raises(VoiceTrouble) as caught:
        await maker(tmp_path / "sounds", Tones()).make(CALL)
    assert caught.value.code == "store_failed"


async def test_trouble_is_known_beforehand(tmp_path: Path) -> None:
    assert await maker(tmp_path, Tones()).trouble() is None
    assert await maker(tmp_path, Tones(mute=("en",))).trouble() == "no_engine"


async def test_close(tmp_path: Path) -> None:
    engine = Tones()
    await maker(tmp_path, engine).close()
    assert engine.closed


async def test_the_real_voice_carries(tmp_path: Path) -> None:
    real = system_maker(REPERTOIRE, BOTH, tmp_path)
    try:
        assert await real.trouble() is None
        for brevity in ("whole", "short"):
            clip = await real.make(CALL, brevity)
            assert clip.complete
            raw = await asyncio.to_thread(clip.path.read_bytes)
            samples, rate = soundfile.read(io.BytesIO(raw), dtype="float32")
            assert loudness(Sound(samples, rate)) == pytest.approx(TARGET, abs=1.0)
            assert true_peak(samples) <= CEILING
    finally:
        await real.close()
