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
