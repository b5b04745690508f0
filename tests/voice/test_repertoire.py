"""The voices folder that the product ships, and folders that make no sense."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from signage.errors import ConfigError
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings

VOICES = Path(__file__).parents[2] / "voices"


def test_the_shipped_folder() -> None:
    found = load_repertoire(VOICES)
    assert {"espeak-id", "espeak-en"} <= set(found.profiles)
    for language in ("id", "en"):
        assert found.profile(language, VoiceSettings()).language == language
        assert language in found.words.phrases


def test_an_unknown_voice_is_named() -> None:
    with pytest.raises(ConfigError, match="espeak-id"):
        load_repertoire(VOICES).profile("id", VoiceSettings(profiles={"id": "siti"}))


def test_a_missing_file_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_repertoire(tmp_path)
    shutil.copytree(VOICES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "lexicon.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError):
        load_repertoire(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VOICES, tmp_path / "voices"))


def test_a_pack_is_a_voice(folder: Path) -> None:
    found = load_repertoire(folder)
    pack, profile = found.packs["sample-id"], found.profiles["sample-id"]
    assert (profile.engine, profile.language, profile.voice) == ("pack", "id", "sample-id")
    assert (profile.instead, profile.mark) == ("espeak-id", pack.mark)
    (folder / "siti.toml").write_text(
        'engine = "pack"\nlanguage = "id"\nvoice = "sample-id"\ngain = -3'
    )
    siti = load_repertoire(folder).profiles["siti"]
    assert (siti.gain, siti.instead, siti.mark) == (-3, "espeak-id", pack.mark)


@pytest.mark.parametrize(
    "text", ["name", 'name = "x"', "", 'instead = "siti"', 'instead = "espeak-en"',
             'instead = "sample-id"']
)  # fmt: skip
def test_a_broken_pack_does_not_stop_the_hall(folder: Path, text: str) -> None:
    file = folder / "sample-id" / "pack.toml"
    whole = file.read_text()
    instead = 'instead = "espeak-id"'
    file.write_text(whole.replace(instead, text) if "instead" in text else text)
    found = load_repertoire(folder)
    assert "sample-id/pack.toml" in found.broken["sample-id"]
    assert "sample-id" not in found.profiles
    assert "sample-id" not in found.packs
    chosen = found.profile("id", VoiceSettings(profiles={"id": "sample-id"}))
    assert chosen.instead == "espeak-id"


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("sample-id", 'engine = "espeak"\nlanguage = "id"', ""),
        ("x", 'engine = "espeak"\nlanguage = "id"\ninstead = "siti"', "instead"),
        ("x", 'engine = "espeak"\nlanguage = "id"\ninstead = "sample-id"', "instead"),
        ("x", 'engine = "pack"\nlanguage = "en"\nvoice = "sample-id"', "language"),
    ],
)
def test_a_profile_that_contradicts_another(folder: Path, name: str, text: str, key: str) -> None:
    (folder / f"{name}.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_repertoire(folder)
    assert (caught.value.file, caught.value.key) == (f"{name}.toml", key)


def test_a_profile_of_a_pack_that_is_not_there_waits_for_it(folder: Path) -> None:
    (folder / "x.toml").write_text('engine = "pack"\nlanguage = "id"\nvoice = "../etc"')
    assert load_repertoire(folder).profiles["x"].mark == ""


def test_a_model_lies_beside_the_profiles_or_anywhere(folder: Path) -> None:
    (folder / "x.toml").write_text('engine = "piper"\nlanguage = "id"\nvoice = "x.onnx"')
    before = load_repertoire(folder).profiles["x"]
    assert (before.voice, before.mark) == (str(folder / "x.onnx"), "")
    (folder / "x.onnx").write_bytes(b"model")
    assert load_repertoire(folder).profiles["x"].mark != ""


def test_the_malls_own_voices_go_before_the_products(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(folder / "sample-id", own / "siti")
    (own / "espeak-id.toml").write_text('engine = "espeak"\nlanguage = "id"\nrate = 120')
    found = load_repertoire(folder, own)
    assert found.profiles["espeak-id"].rate == 120
    assert found.packs["siti"].clips["digit/1"].is_relative_to(own)
    assert (found.places["siti"], found.places["espeak-en"]) == (own, folder)
    # Also over another kind: a profile in the place of the product's pack, broken or not.
    (own / "sample-id.toml").write_text('engine = "pack"\nlanguage = "id"\nvoice = "siti"')
    found = load_repertoire(folder, own)
    assert "sample-id" not in found.packs
    assert found.profiles["sample-id"].voice == "siti"
    # The control: without it all is the product's.
    assert load_repertoire(folder).profiles["espeak-id"].rate != 120
    assert load_repertoire(folder, tmp_path / "nowhere").places["espeak-id"] == folder


def test_a_broken_pack_of_the_mall_hides_the_products(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "sample-id").mkdir(parents=True)
    (own / "sample-id" / "pack.toml").write_text("name")
    found = load_repertoire(folder, own)
    assert "sample-id" in found.broken
    assert "sample-id" not in found.profiles


@pytest.mark.parametrize("name", ["lexicon.toml", "phrases.toml"])
def test_words_do_not_lie_among_the_malls_voices(folder: Path, tmp_path: Path, name: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(folder / name, own)
    with pytest.raises(ConfigError, match=r"config\.toml"):
        load_repertoire(folder, own)
