"""What a backup says about itself: its first file, by which all others are checked."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Final

import msgspec

FORMAT: Final = 2
"""Rises when an older release could not bring such a backup back."""
WHOLE: Final = 1
"""The format of one that shares no media with others."""
NAME: Final = "manifest.json"
HALL: Final = "hall/"
"""What stood in the data folder; `config.toml` and its logos stand beside it, in `config/`."""
CONFIG: Final = "config/"
ENDING: Final = ".tar.gz"
_NAMED: Final = re.compile(r"signage-(?P<mall>.+)-(?P<at>\d{4}-\d\d-\d\d-\d{4})\.tar\.gz")
_STAMP: Final = "%Y-%m-%d-%H%M"


class Entry(msgspec.Struct, frozen=True):
    """One file: where it stands in the backup, its bytes and their SHA-256."""

    name: str
    bytes: Annotated[int, msgspec.Meta(ge=0)]
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`made` is when, in the mall's time; `seq` and `day` say how far the journal goes.

    `config` is the file in `config/` that the hall ran by, empty when there was none; `shared` are
    files that lie beside the backup, once for all backups of the folder.
    """

    format: int
    product: str
    made: str
    mall: str
    epoch: int
    seq: int
    day: str
    config: str
    files: tuple[Entry, ...]
    shared: tuple[Entry, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(entry.bytes for entry in (*self.files, *self.shared))


class Format(msgspec.Struct, frozen=True):
    """The part of a manifest that every release can read."""

    format: int
    product: str = ""


def name_of(mall: str, made: datetime) -> str:
    """The name of a mall's backup; it sorts by time."""
    return f"signage-{mall}-{made:{_STAMP}}{ENDING}"


def made_at(name: str, mall: str) -> datetime | None:
    """When a backup of this name was made, in the mall's time; None for any other file."""
    found = _NAMED.fullmatch(name)
    if found is None or found["mall"] != mall:
        return None
    try:
        return datetime.strptime(found["at"], _STAMP)
    except ValueError:
        return None


def is_named(name: str) -> bool:
    """Whether a file is called as a backup of some mall is."""
    return _NAMED.fullmatch(name) is not None


def newer(product: str, ours: str) -> bool:
    """Whether a release is later than ours."""
    return _parts(product) > _parts(ours)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
