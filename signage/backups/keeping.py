"""Which backups a folder keeps: the oldest go, and then the media that no other one names."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from signage.backups.archive import read_manifest
from signage.backups.manifest import ENDING, is_named, made_at
from signage.backups.pool import Pool
from signage.errors import BackupTrouble

log = logging.getLogger("signage.backups")


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that lies in the folder."""

    path: Path
    made: datetime
    bytes: int


def kept(folder: Path, mall: str) -> list[Kept]:
    """The backups of a mall in a folder, the oldest first; none where it can't be read."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            made = made_at(path.name, mall)
            if made is not None:
                found.append(Kept(path, made, path.stat().st_size))
    return sorted(found, key=lambda one: one.made)


def prune(folder: Path, mall: str, keep: int) -> None:
    """Takes the oldest backups of a mall out, and media that no backup of the folder names."""
    for one in kept(folder, mall)[:-keep]:
        try:
            one.path.unlink()
        except OSError as error:
            log.warning("%s can't be deleted: %s", one.path, error.strerror)
    try:
        gone = Pool(folder).sweep(lambda: _named(folder))
    except OSError as error:
        log.warning("the media in %s can't be swept: %s", folder, error.strerror)
        return
    if gone:
        log.info("%d media that no backup names any more are gone from %s", gone, folder)


def _named(folder: Path) -> set[str] | None:
    """The media that backups of the folder name, whoever made them and whatever they are called
    now; None where one can't be read: its media stay until it goes."""
    names = set[str]()
    for path in folder.glob(f"*{ENDING}"):
        if not path.is_file():  # a pipe would be waited for
            continue
        try:
            names.update(Path(entry.name).name for entry in read_manifest(path).shared)
        except (BackupTrouble, OSError) as error:
            if is_named(path.name) or isinstance(error, OSError):
                log.warning("no media are swept, for %s can't be read: %s", path, error)
                return None
    return names
