"""A pack as an engine: whole sentences in its own clips, joined without clicks, or none."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from signage.errors import VoiceTrouble
from signage.voice.packs_folder import load_pack
from signage.voice.packs_voice import PackVoice
from signage.voice.phrases import Brevity, Utterance
from signage.voice.profiles import Profile
from signage.voice.repertoire import Repertoire, load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound, joined
from tests.voice.test_phrases import CALL

VOICES = Path(__file__).parents[2] / "voices"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The voices of the product, to be spoiled."""
    return Path(shutil.copytree(VOICES, tmp_path / "voices"))


def voice(repertoire: Repertoire) -> tuple[PackVoice, Profile]:
    packs = PackVoice(repertoire.packs, repertoire.broken)
    settings = VoiceSettings(profiles={"id": "sample-id"})
    return packs, repertoire.profile("id", settings)


def said(repertoire: Repertoire, ticket: str = "A012", brevity: Brevity = "whole") -> Utterance:
    return repertoire.words.say(replace(CALL, ticket=ticket), VoiceSettings(), brevity)[0]


async def test_a_sentence_is_its_clips_and_their_gaps() -> None:
    repertoire = load_repertoire(VOICES)
    engine, profile = voice(repertoire)
    await engine.prepare(profile)
    whole = await engine.render(said(repertoire), profile)
    short = await engine.render(said(repertoire, brevity="short"), profile)
    assert 4 < whole.length < 9
    assert 2 < short.length < whole.length
    assert (await engine.render(said(repertoire, "A0129"), profile)).length > whole.length
    await engine.close()


def steps(sound: Sound) -> float:
    """The largest jump from one sample to the next, beside the sound's own size."""
    return float(np.max(np.abs(np.diff(sound.samples))) / np.max(np.abs(sound.samples)))


async def test_joints_do_not_click(tmp_path: Path) -> None:
    """The control: the same clips cut hard in the middle of a wave click."""
    time = np.arange(4000) / 16_000
    hum = np.cos(2 * np.pi * 100 * time).astype(np.float32)
    assert steps(joined([Sound(hum, 16_000), Sound(-hum, 16_000)])) > 0.5
    folder = Path(shutil.copytree(VOICES, tmp_path / "voices"))
    for file in (folder / "sample-id").glob("*/*.flac"):
        soundfile.write(file, hum, 16_000)
    repertoire = load_repertoire(folder)
    engine, profile = voice(repertoire)
    assert steps(await engine.render(said(repertoire), profile)) < 0.1


@pytest.mark.parametrize(
    ("spoiled", "named"),
    [
        ("digit/0.flac", "digit/0"),
        ("letter/a.flac", "letter/a"),
        ("agency/disdukcapil.flac", "agency/disdukcapil"),
        ("phrase/nomor-antrean.flac", "phrase/nomor-antrean"),
    ],
)
@pytest.mark.parametrize("how", ["gone before", "gone after", "no sound"])
async def test_one_clip_too_few_is_no_sentence(
    folder: Path, spoiled: str, named: str, how: str
) -> None:
    file = folder / "sample-id" / spoiled
    if how == "gone before":
        file.unlink()
    repertoire = load_repertoire(folder)
    if how == "gone after":
        file.unlink()
    elif how == "no sound":
        file.write_bytes(b"no sound")
    engine, profile = voice(repertoire)
    with pytest.raises(VoiceTrouble, match=named) as caught:
        await engine.render(said(repertoire), profile)
    assert caught.value.code == "pack_incomplete"


async def test_a_free_text_and_an_unknown_pack() -> None:
    repertoire = load_repertoire(VOICES)
    engine, profile = voice(repertoire)
    with pytest.raises(VoiceTrouble, match="free text"):
        await engine.render(Utterance("id", "halo.", "halo"), profile)
    with pytest.raises(VoiceTrouble, match="no pack siti") as caught:
        await engine.prepare(replace(profile, voice="siti"))
    assert caught.value.code == "voice_unknown"


async def test_a_pack_without_phrases_is_not_ready(folder: Path) -> None:
    shutil.rmtree(folder / "sample-id" / "phrase")
    engine, profile = voice(load_repertoire(folder))
    with pytest.raises(VoiceTrouble, match="phrases"):
        await engine.prepare(profile)


async def test_a_broken_pack_says_why(folder: Path) -> None:
    (folder / "sample-id" / "pack.toml").write_text("name = 3")
    repertoire = load_repertoire(folder)
    assert "sample-id/pack.toml: name" in repertoire.broken["sample-id"]
    engine, profile = voice(repertoire)
    assert profile.instead == "espeak-id"
    with pytest.raises(VoiceTrouble, match=r"pack\.toml: name"):
        await engine.prepare(profile)


async def test_only_so_many_clips_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signage.voice.packs_voice._MOST_KEPT", 3)
    pack = load_pack(VOICES / "sample-id")
    engine = PackVoice({"sample-id": pack})
    repertoire = load_repertoire(VOICES)
    profile = repertoire.profiles["sample-id"]
    assert (await engine.render(said(repertoire), profile)).length > 4
    assert len(engine._read) <= 3
