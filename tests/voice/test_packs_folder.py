"""Packs on a real disk, and files that are no clips: each refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from signage.errors import ConfigError
from signage.voice.loudness import loudness
from signage.voice.packs_folder import clip_files, load_pack, read_clip, ready, strangers
from signage.voice.sound import Sound
from tests.voice.test_packs import WHOLE
from tests.voice.test_sound import tone


def wav(path: Path, samples: np.ndarray, rate: int = 16_000, subtype: str = "PCM_16") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, samples, rate, subtype=subtype)


def hum(seconds: float = 0.5, rate: int = 16_000) -> np.ndarray:
    samples: np.ndarray = 0.3 * np.sin(2 * np.pi * 220 * np.arange(round(seconds * rate)) / rate)
    return samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "siti"
    made.mkdir()
    (made / "pack.toml").write_text(WHOLE)
    wav(made / "letter" / "a.wav", hum())
    wav(made / "digit" / "0.flac", hum(0.4, 44_100), 44_100)
    return made


def test_a_pack_of_two_formats_and_rates(folder: Path) -> None:
    pack = load_pack(folder)
    assert set(pack.clips) == {"letter/a", "digit/0"}
    assert (read_clip(pack, "letter/a").rate, read_clip(pack, "digit/0").rate) == (16_000, 44_100)


def test_recorded_anew_it_is_another(folder: Path) -> None:
    before = load_pack(folder).mark
    assert load_pack(folder).mark == before
    wav(folder / "letter" / "a.wav", hum(0.6))
    assert load_pack(folder).mark != before


def test_a_pack_without_its_file_or_with_one_that_is_no_text(folder: Path) -> None:
    (folder / "pack.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"siti/pack.toml: can't be read"):
        load_pack(folder)
    (folder / "pack.toml").unlink()
    with pytest.raises(ConfigError, match=r"siti/pack.toml: can't be read"):
        load_pack(folder)


def test_a_clip_that_is_there_twice(folder: Path) -> None:
    wav(folder / "letter" / "a.flac", hum())
    with pytest.raises(ConfigError, match="twice") as caught:
        load_pack(folder)
    assert caught.value.key == "letter/a"


def stereo(path: Path) -> None:
    wav(path, np.stack([hum(), hum()], axis=1))


def eight_bit(path: Path) -> None:
    wav(path, hum(), subtype="PCM_U8")


def empty(path: Path) -> None:
    wav(path, hum(0.0))


def no_bytes(path: Path) -> None:
    path.write_bytes(b"")


def ten_minutes(path: Path) -> None:
    wav(path, hum(600.0, 8_000), 8_000)


def no_sound(path: Path) -> None:
    path.write_bytes(b"this is no sound" * 100)


def silent(path: Path) -> None:
    wav(path, hum() * 0)


def not_numbers(path: Path) -> None:
    wav(path, hum() * np.nan, subtype="FLOAT")


def slow(path: Path) -> None:
    wav(path, hum(0.5, 4000), 4000)


def gone(path: Path) -> None:
    path.unlink()


def is_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def outside(path: Path) -> None:
    wav(path.parent.parent.parent / "secret.wav", hum())
    path.unlink()
    path.symlink_to(path.parent.parent.parent / "secret.wav")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (stereo, "has 2 channels"),
        (eight_bit, "has 8 bits"),
        (empty, "is empty"),
        (no_bytes, "is no sound file"),
        (ten_minutes, "is 600 s long"),
        (no_sound, "is no sound file"),
        (silent, "is silent"),
        (not_numbers, "is silent"),
        (slow, "has 4000 samples"),
        (gone, "is no sound file"),
        (is_folder, "is no sound file"),
        (outside, "leads out of the pack's folder"),
    ],
)
def test_a_bad_clip_is_refused(folder: Path, spoil: Callable[[Path], None], sentence: str) -> None:
    pack = load_pack(folder)
    spoil(folder / "letter" / "a.wav")
    with pytest.raises(ConfigError) as caught:
        read_clip(pack, "letter/a")
    assert str(caught.value).startswith("siti/letter/a.wav: letter/a: ")
    assert sentence in str(caught.value)
    read_clip(pack, "digit/0")


def test_control_a_good_clip_is_not_refused(folder: Path) -> None:
    assert read_clip(load_pack(folder), "letter/a").length == pytest.approx(0.5, abs=0.05)


def test_what_is_no_clip_is_no_clip(folder: Path) -> None:
    (folder / "LICENSE").write_text("x")
    (folder / "letter" / "A.wav").write_bytes(b"")
    (folder / "letter" / "b.mp3").write_bytes(b"")
    (folder / "songs").mkdir()
    (folder / "songs" / "a.wav").write_bytes(b"")
    assert set(clip_files(folder)) == {"letter/a", "digit/0"}
    assert strangers(folder) == ["letter/A.wav", "letter/b.mp3", "songs/a.wav"]


def test_ready_clips_have_one_level_and_soft_ends() -> None:
    for level in (0.05, 0.2, 0.9):
        loud = tone(0.5)
        clip = ready(Sound((loud.samples * np.float32(level)).astype(np.float32), loud.rate))
        assert loudness(clip) == pytest.approx(-20, abs=1.0)
        assert abs(float(clip.samples[0])) < 0.001
        assert abs(float(clip.samples[-1])) < 0.01


def test_a_whisper_is_not_lifted_without_end() -> None:
    whisper = Sound((tone(0.5).samples * np.float32(0.005)).astype(np.float32), 22_050)
    assert loudness(ready(whisper)) < -25
