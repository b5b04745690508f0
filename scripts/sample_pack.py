"""Makes voices/sample-id anew, the synthetic sample pack: python -m scripts.sample_pack.

Every clip is spoken by espeak-ng through the hall's own engine, and written as 16 kHz FLAC.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from string import ascii_lowercase

import soundfile

from signage import assets
from signage.config import load
from signage.voice.packs_plan import number_clips
from signage.voice.phrases import Utterance
from signage.voice.repertoire import load_repertoire
from signage.voice.scripts import Line, reading, text_of
from signage.voice.settings import VoiceSettings
from signage.voice.sound import trimmed
from signage.voice.system_voice import SystemVoice

RATE = 16_000
STYLE = VoiceSettings(numbers="number").style("id", leading_zero=True)
FOLDER = assets.folder("voices") / "sample-id"


def lines() -> list[Line]:
    """The sample hall's script, every letter, and every number."""
    hall = load(assets.sample_config().read_text("utf-8"), "config.toml", lambda zone: True).hall
    found = {line.clip: line.text for line in reading(hall, STYLE)}
    more = [f"letter/{letter}" for letter in ascii_lowercase]
    more += sorted({clip for number in range(10_000) for clip in number_clips(number, "id")})
    for clip in more:
        found.setdefault(clip, text_of(clip, STYLE))
    return [Line(index + 1, clip, text) for index, (clip, text) in enumerate(found.items())]


def said(line: Line, words: str) -> str:
    """What the engine is given: it says numerals and single letters better than their words."""
    group, _, name = line.clip.partition("/")
    if line.clip == "unit/belas":
        return "blas."  # alone, it says the first vowel of "belas" as that of "beda"
    text = {"letter": name.upper(), "digit": name, "num": name}.get(group, words)
    return f"{text}."


async def make() -> None:
    """Speak and write every clip; the pack's own two texts stay."""
    repertoire = load_repertoire(assets.folder("voices"))
    profile, voice = repertoire.profiles["espeak-id"], SystemVoice(patience=20.0)
    lexicon = repertoire.words.lexicon("id")
    for group in FOLDER.glob("*/"):
        shutil.rmtree(group)
    try:
        for line in lines():
            text = said(line, lexicon.apply(line.text))
            sound = trimmed(await voice.render(Utterance("id", text, line.text), profile))
            file: Path = FOLDER / f"{line.clip}.flac"
            file.parent.mkdir(parents=True, exist_ok=True)
            samples = sound.resampled(RATE).samples
            soundfile.write(file, samples, RATE, format="FLAC", subtype="PCM_16")
    finally:
        await voice.close()


if __name__ == "__main__":
    asyncio.run(make())
