"""What a pack lacks for a hall."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from signage import assets
from signage.queueing.hall import Hall
from signage.voice.codes import Numbers, Style
from signage.voice.packs_check import checked
from signage.voice.packs_folder import load_pack
from tests.halls import small

VOICES = Path(__file__).parents[2] / "voices"
DIGITS = Style(language="id")


def sample_hall() -> Hall:
    return small(assets.sample_config().read_text("utf-8")).hall


@pytest.mark.parametrize("numbers", ["digits", "number"])
def test_the_sample_pack_is_complete_for_the_sample_hall(numbers: Numbers) -> None:
    pack = load_pack(VOICES / "sample-id")
    style = Style(language="id", numbers=numbers, leading_zero=True)
    found = checked(pack, sample_hall(), style)
    assert (found.ok, found.sentence) == (True, "sample-id is complete for this hall: 59 clips.")


def test_the_sample_pack_is_honest_and_small() -> None:
    folder = VOICES / "sample-id"
    pack = load_pack(folder)
    assert pack.synthetic
    assert "synthetic" in pack.speaker
    assert "eSpeak NG" in (folder / "LICENSE").read_text("utf-8")
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 1_500_000


def test_another_hall_another_zero_and_a_bad_clip(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(VOICES / "sample-id", tmp_path / "siti"))
    (folder / "LICENSE").unlink()
    (folder / "letter" / "b.flac").write_bytes(b"no sound")
    (folder / "letter" / "b.mp3").write_bytes(b"no sound")
    (folder / "digit" / "9.flac").unlink()
    found = checked(load_pack(folder), small().hall, Style(language="id", zero="kosong"))
    assert not found.ok
    assert [line.clip for line in found.missing] == ["digit/9", "agency/dinas-kependudukan"]
    for words in ("kosong", "LICENSE", "siti/letter/b.flac", "siti/letter/b.mp3", "lacks 2 clips"):
        assert words in found.sentence


def test_an_empty_pack_lacks_everything(tmp_path: Path) -> None:
    shutil.copy(VOICES / "sample-id" / "pack.toml", tmp_path)
    found = checked(load_pack(tmp_path), sample_hall(), DIGITS)
    assert (found.ok, found.clips) == (False, 0)
    assert len(found.missing) == 41


def test_another_number_style(tmp_path: Path) -> None:
    text = (VOICES / "sample-id" / "pack.toml").read_text("utf-8")
    (tmp_path / "pack.toml").write_text(text.replace('"any"', '"number"'))
    found = checked(load_pack(tmp_path), sample_hall(), DIGITS)
    assert "number_style" in found.sentence
