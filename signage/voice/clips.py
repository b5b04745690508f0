"""The store of finished sounds on disk: named by the hash of what they were made from, bounded."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from signage.errors import VoiceTrouble

_NAME: Final = re.compile(r"[0-9a-f]{32}\.wav")
_UNFINISHED: Final = ".part"
_LEAST_KEPT: Final = 0.9  # of the limit, after a cleaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A finished sound. `length` is seconds; not `complete`: the chime alone, and `reason` why.

    `voices` said its sentences; `stand_ins` are those of them that are not the mall's choice, and
    `instead` says why. `gain` is dB to be played at; the file itself is always at full loudness, so
    that the store has it once.
    """

    name: str
    path: Path
    length: float
    complete: bool
    reason: str = ""
    caption: str = ""
    voices: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    instead: str = ""
    gain: float = 0.0

    @property
    def url(self) -> str:
        """Where a screen fetches it."""
        return f"/sounds/{self.name}"


def clip_name(made_from: Mapping[str, object]) -> str:
    """The file's name for what a sound is made from: the same words and voice, the same name."""
    raw = msgspec.json.encode(made_from, order="sorted")
    return f"{hashlib.sha256(raw).hexdigest()[:32]}.wav"


class ClipStore:
    """WAV files in one folder, `limit` bytes at most; what was used longest ago goes first.

    Every call reads or writes the disk: call it from a thread.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._size: int | None = None

    def file(self, name: str) -> Path | None:
        """The file of that name, for the web; None for any other name than a clip's."""
        if not _NAME.fullmatch(name):
            return None
        path = self._folder / name
        return path if path.is_file() else None

    def find(self, name: str) -> tuple[Path, float] | None:
        """A finished sound and its seconds; finding it counts as using it."""
        path = self._folder / name
        try:
            with wave.open(str(path), "rb") as sound:
                length = sound.getnframes() / sound.getframerate()
            os.utime(path)
        except (OSError, EOFError, wave.Error):
            return None
        return path, length

    def put(self, name: str, sound: bytes) -> Path:
        """Write a sound whole or not at all; raises VoiceTrouble `store_failed`."""
        path = self._folder / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(sound))
            handle, part = tempfile.mkstemp(suffix=_UNFINISHED, dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sound)
                os.replace(part, path)
            except OSError:
                Path(part).unlink(missing_ok=True)
                raise
        except OSError as error:
            self._size = None
            raise VoiceTrouble("store_failed", str(error)) from error
        self._size = (self._size or 0) + len(sound)
        return path

    def _make_room(self, wanted: int) -> None:
        if self._size is None:
            for part in self._folder.glob(f"*{_UNFINISHED}"):
                part.unlink(missing_ok=True)
        elif self._size + wanted <= self._limit:
            return
        self._size = self._cleaned(wanted)

    def _cleaned(self, wanted: int) -> int:
        """Remove what was used longest ago, if it must be; gives what is left, in bytes."""
        clips = [(path.stat(), path) for path in self._folder.glob("*.wav")]
        size = sum(found.st_size for found, _ in clips)
        if size + wanted <= self._limit:
            return size
        for found, path in sorted(clips, key=lambda clip: clip[0].st_mtime_ns):
            if size + wanted <= self._limit * _LEAST_KEPT:
                break
            path.unlink(missing_ok=True)
            size -= found.st_size
        return size
