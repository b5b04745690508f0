"""A pack on the disk: its file, the names of its clips, and each clip as sound, checked."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from signage.errors import ConfigError
from signage.voice.loudness import loudness
from signage.voice.packs import GROUPS, LICENCE_FILE, PACK_FILE, Pack, is_clip, parse_pack
from signage.voice.sound import Samples, Sound, trimmed

ENDINGS: Final = (".wav", ".flac")
LONGEST: Final = 20.0
"""Seconds of one clip; a longer one is a whole take that nobody has cut."""
_RATES: Final = (8_000, 192_000)
_EIGHT_BIT: Final = frozenset({"PCM_S8", "PCM_U8", "ULAW", "ALAW"})
_LEVEL: Final = -20.0  # LUFS of each clip before the sentence's own chain
_FADE: Final = 0.004
_FAINT: Final = 0.003


def load_pack(folder: Path) -> Pack:
    """A pack's file and the names of its clips. Raises ConfigError with file and key."""
    file = folder / PACK_FILE
    shown = f"{folder.name}/{PACK_FILE}"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"can't be read: {error}", file=shown) from error
    clips = clip_files(folder)
    return parse_pack(text, folder.name, shown, clips, _mark(text, clips))


def clip_files(folder: Path) -> dict[str, Path]:
    """The clips of a folder by name. Raises ConfigError for one that is there twice."""
    found: dict[str, Path] = {}
    for group in GROUPS:
        for path in sorted((folder / group).glob("*")):
            name = f"{group}/{path.stem}"
            if path.suffix.lower() not in ENDINGS or not is_clip(name):
                continue
            if name in found:
                shown = f"{folder.name}/{group}/{path.name}"
                raise ConfigError("this clip is there twice", file=shown, key=name)
            found[name] = path
    return found


def strangers(folder: Path) -> list[str]:
    """Files and folders of a pack that no sentence can ever use, such as a wrong ending."""
    known = {path for path in clip_files(folder).values()}
    known |= {folder / PACK_FILE, folder / LICENCE_FILE}
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path not in known
    )


def read_clip(pack: Pack, name: str) -> Sound:
    """A clip, ready to be joined: without silence around it, at one level, its ends faded.

    Raises ConfigError for a file that can't be one.
    """
    path = pack.clips[name]
    shown = f"{pack.id}/{name}{path.suffix}"

    def refused(problem: str) -> ConfigError:
        return ConfigError(problem, file=shown, key=name)

    folder = path.parent.parent
    if not path.resolve().is_relative_to(folder.resolve()):
        raise refused("leads out of the pack's folder; put the file itself there")
    try:
        kind = soundfile.info(str(path))
        problem = _unfit(kind)
        if problem:
            raise refused(problem)
        samples, rate = soundfile.read(str(path), dtype="float32")
    except (soundfile.LibsndfileError, OSError, RuntimeError) as error:
        raise refused("is no sound file; record it as WAV") from error
    if not np.all(np.isfinite(samples)) or float(np.max(np.abs(samples), initial=0.0)) < _FAINT:
        raise refused("is silent; record it again")
    return ready(Sound(samples, int(rate)))


def ready(sound: Sound) -> Sound:
    """A clip as it is joined to others."""
    cut = trimmed(sound)
    samples = cut.samples * np.float32(10 ** (np.clip(_LEVEL - loudness(cut), -20, 20) / 20))
    return Sound(_faded(samples, round(_FADE * cut.rate)), cut.rate)


def _faded(samples: Samples, count: int) -> Samples:
    count = min(count, len(samples) // 2)
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / max(1, count))).astype(np.float32)
    faded = samples.copy()
    faded[:count] *= rise
    faded[len(faded) - count :] *= rise[::-1]
    return faded


def _unfit(kind: soundfile._SoundFileInfo) -> str:
    low, high = _RATES
    if kind.channels != 1:
        return f"has {kind.channels} channels; record it in mono"
    if kind.subtype in _EIGHT_BIT:
        return "has 8 bits a sample; record it with 16 or 24"
    if not kind.frames:
        return "is empty; record it again"
    if not low <= kind.samplerate <= high:
        return f"has {kind.samplerate} samples a second; {low} to {high} are read"
    if kind.duration > LONGEST:
        return f"is {kind.duration:.0f} s long; a clip has at most {LONGEST:.0f} s, so cut it"
    return ""


def _mark(text: str, clips: dict[str, Path]) -> str:
    """What the files of a pack are now: recorded anew, it is another."""
    found = hashlib.sha256(text.encode())
    for name, path in clips.items():
        try:
            stat = path.stat()
        except OSError:
            continue  # reading it will say so
        found.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()[:16]
