"""From a take on the disk to a pack that says a call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from signage.errors import ConfigError, SignageError
from signage.voice.codes import Style
from signage.voice.packs_check import checked
from signage.voice.packs_folder import load_pack, read_clip
from signage.voice.phrases import Utterance
from signage.voice.repertoire import load_repertoire
from signage.voice.scripts import Line, reading
from signage.voice.sound import Sound, joined, silence
from signage.voice.system_voice import SystemVoice
from signage.voice.takes import read_take, slice_take, start_pack
from tests.halls import small

VOICES = Path(__file__).parents[2] / "voices"
STYLE = Style(language="id")


@pytest.fixture
async def take(tmp_path: Path) -> AsyncIterator[tuple[Path, tuple[Line, ...]]]:
    """The small hall's script, read by the system's voice in a room that hisses, in stereo."""
    lines = reading(small().hall, STYLE)
    profile, voice = load_repertoire(VOICES).profiles["espeak-id"], SystemVoice(patience=20.0)
    parts = [silence(1.0, 22_050)]
    for line in lines:
        spoken = await voice.render(Utterance("id", f"{line.text}.", ""), profile)
        parts += [spoken, silence(1.0, spoken.rate)]
    await voice.close()
    whole = joined(parts)
    hiss = np.random.default_rng(5).normal(0, 0.002, len(whole.samples))
    samples = 0.8 * whole.samples + hiss
    file = tmp_path / "take.wav"
    soundfile.write(file, np.stack([samples, samples], axis=1), whole.rate, subtype="PCM_24")
    yield file, lines


async def test_a_take_becomes_a_pack(take: tuple[Path, tuple[Line, ...]], tmp_path: Path) -> None:
    file, lines = take
    folder = tmp_path / "siti"
    files = slice_take(file, lines, folder, pause=0.45)
    assert [path.relative_to(folder).with_suffix("").as_posix() for path in files] == [
        line.clip for line in lines
    ]
    assert start_pack(folder, "id", "digits", "nol")
    assert not start_pack(folder, "id", "digits", "nol")
    with pytest.raises(ConfigError, match="filled in"):
        load_pack(folder)
    text = (folder / "pack.toml").read_text()
    for key in ("speaker", "licence", "consent"):
        text = text.replace(f'{key} = ""', f'{key} = "x"')
    (folder / "pack.toml").write_text(text)
    (folder / "LICENSE").write_text("x")
    pack = load_pack(folder)
    assert (
        checked(pack, small().hall, STYLE).sentence == "siti is complete for this hall: 18 clips."
    )
    long, letter = read_clip(pack, "phrase/silakan-menuju-loket"), read_clip(pack, "letter/a")
    assert long.length > 2 * letter.length


async def test_nothing_is_written_when_it_does_not_fit(
    take: tuple[Path, tuple[Line, ...]], tmp_path: Path
) -> None:
    file, lines = take
    with pytest.raises(SignageError, match="17 lines"):
        slice_take(file, lines[1:], tmp_path / "siti", pause=0.45)
    assert not (tmp_path / "siti").exists()


def spoken(file: Path, count: int = 2) -> Path:
    time = np.arange(8000) / 16_000
    hum = Sound((0.3 * np.sin(2 * np.pi * 200 * time)).astype(np.float32), 16_000)
    soundfile.write(file, joined([silence(1, 16_000), hum] * count).samples, 16_000)
    return file


def test_a_clip_that_was_there_goes(tmp_path: Path) -> None:
    folder = tmp_path / "siti"
    (folder / "letter").mkdir(parents=True)
    (folder / "letter" / "a.flac").write_bytes(b"old")
    lines = (Line(1, "letter/a", "a"), Line(2, "letter/b", "be"))
    slice_take(spoken(tmp_path / "take.wav"), lines, folder, pause=0.45)
    assert sorted(path.name for path in (folder / "letter").iterdir()) == ["a.wav", "b.wav"]


def test_a_folder_that_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "siti").write_bytes(b"")
    with pytest.raises(SignageError, match="can't be written"):
        slice_take(
            spoken(tmp_path / "take.wav", 1), (Line(1, "letter/a", "a"),), tmp_path / "siti", 0.45
        )
    with pytest.raises(SignageError, match="can't be written"):
        start_pack(tmp_path / "siti", "id", "digits", "nol")


def test_a_take_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(b"no sound")
    for file in (tmp_path / "x.wav", tmp_path / "gone.wav", tmp_path):
        with pytest.raises(SignageError, match="no sound file"):
            read_take(file)
