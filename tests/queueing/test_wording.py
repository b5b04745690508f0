"""Why a voice is not heard, in both languages, for every word that the voice may say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from signage.queueing.wording import VOICE, voice_reason
from signage.voice.agenda import DropReason

VOICE_FOLDER = Path(__file__).parents[2] / "signage" / "voice"
TOLD = re.compile(r"(?:VoiceTrouble|Outcome)\(\s*(?:\"(?:failed|blocked|skipped)\",\s*)?\"(\w+)\"")


def test_every_word_of_the_voice_has_its_sentence() -> None:
    words = {
        word
        for path in VOICE_FOLDER.glob("*.py")
        for word in TOLD.findall(path.read_text(encoding="utf-8"))
    } - {"heard", "failed"}  # results, not reasons
    assert {"no_screen", "no_player", "engine_hung"} <= words
    assert (words | set(get_args(DropReason))) - set(VOICE) == set()


def test_each_sentence_is_there_twice() -> None:
    for word, text in VOICE.items():
        assert text.id and text.en and text.id != text.en, word


def test_the_chime_alone_is_told_by_why() -> None:
    assert voice_reason("chime_only:no_engine") == VOICE["no_engine"]
    assert "odd" in voice_reason("odd").en and "odd" in voice_reason("odd").id
