"""A take on the disk becomes clips on the disk, and a folder becomes a pack to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from signage.errors import SignageError
from signage.voice.packs import PACK_FILE, USUAL
from signage.voice.packs_folder import ENDINGS
from signage.voice.scripts import Line
from signage.voice.slicing import cut, matched, pieces
from signage.voice.sound import Sound

_LONGEST: Final = 7200.0  # seconds of a take

_STARTER: Final = """\
# Fill in who speaks, under which licence, and how the person agreed; until then no hall uses it.
# What each key means stands in docs/voices.md.
name = "{name}"
language = "{language}"
speaker = ""
licence = ""
consent = ""
synthetic = false
number_style = "{style}"
zero = "{zero}"
gain = 0.0
instead = "espeak-{language}"

[gaps]
clip = 0.03
part = 0.15

[sentences]
{sentences}
"""


def read_take(file: Path) -> Sound:
    """A take; its channels are mixed. Raises SignageError."""
    try:
        kind = soundfile.info(str(file))
        if kind.duration > _LONGEST:
            raise SignageError(f"{file} is longer than two hours; record in parts")
        samples, rate = soundfile.read(str(file), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError, RuntimeError) as error:
        raise SignageError(f"{file} is no sound file that can be read") from error
    return Sound(np.ascontiguousarray(samples.mean(axis=1, dtype=np.float32)), int(rate))


def slice_take(file: Path, lines: Sequence[Line], folder: Path, pause: float) -> list[Path]:
    """Write each line's clip into the pack's folder; an older clip of that name goes.

    Raises SignageError, and then nothing is written.
    """
    take = read_take(file)
    pairs = matched(pieces(take, pause), lines)
    sounds = cut(take, [piece for _, piece in pairs])
    try:
        return [
            _written(folder, line, sound) for (line, _), sound in zip(pairs, sounds, strict=True)
        ]
    except OSError as error:
        raise SignageError(f"{folder} can't be written: {error.strerror or error}") from error


def start_pack(folder: Path, language: str, style: str, zero: str) -> bool:
    """A `pack.toml` to be filled in, where there is none; whether it was made."""
    file = folder / PACK_FILE
    if file.exists():
        return False
    rows = [
        "{} = [{}]".format(kind, ", ".join(f'"{step}"' for step in steps))
        for kind, steps in USUAL[language].items()
    ]
    text = _STARTER.format(
        name=folder.name, language=language, style=style, zero=zero, sentences="\n".join(rows)
    )
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SignageError(f"{file} can't be written: {error.strerror or error}") from error
    return True


def _written(folder: Path, line: Line, sound: Sound) -> Path:
    file = folder / f"{line.clip}.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sound.wav())
    for ending in ENDINGS:
        if ending != file.suffix:
            file.with_suffix(ending).unlink(missing_ok=True)
    return file
