"""What of a hall goes into its backup: all that can't be made again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.errors import BackupTrouble
from signage.journal.journal import FILE as JOURNAL
from signage.journal.lock import LOCK
from signage.records.records import FILE as RECORDS

FOLDER: Final = "backups"
"""Where backups lie, when `config.toml` names no other folder."""
ASIDE: Final = "before-restore-"
"""What a folder held before something was brought back into it."""
RESTORING: Final = "restoring"
"""Stands in a data folder while something is brought back into it."""
STAGE: Final = ".backup-"
"""A folder in the making."""
LEFT_OUT: Final = frozenset({LOCK, "address", RESTORING, RECORDS, FOLDER, "sounds", "reports"})
"""Made again by themselves, or true of one run only."""
STILL: Final = "media/"
"""Pictures and videos, each named by what is in it."""
STAYING: Final = frozenset({LOCK, RESTORING, FOLDER})
_BESIDE: Final = ("-wal", "-shm", "-journal")


def stays(name: str) -> bool:
    """Whether this of a data folder stays there, whatever is brought back."""
    return name in STAYING or name.startswith((ASIDE, STAGE))


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the data folder, by its name in it."""

    name: str
    path: Path

    @property
    def is_still(self) -> bool:
        """Whether it is never written again once it is there, and can't be packed smaller."""
        return self.name.startswith(STILL)

    @property
    def is_database(self) -> bool:
        """Whether SQLite writes it."""
        return self.path.suffix == ".db"


def hall_files(data: Path) -> list[Found]:
    """The files of a data folder that a backup holds; the journal is the last.

    Whatever the registry says is then no older than the journal: who was made a device, and which
    key made a ticket's page, is known where the journal speaks of them.
    """
    found = [Found(path.relative_to(data).as_posix(), path) for path in _walk(data)]
    return sorted(found, key=lambda one: (one.name == JOURNAL, not one.is_database, one.name))


def _walk(folder: Path, depth: int = 0) -> Iterator[Path]:
    try:
        for path in sorted(folder.iterdir()):
            name = path.name
            if depth == 0 and (name in LEFT_OUT or name.startswith(ASIDE)):
                continue
            if name.startswith(".") or name.endswith(_BESIDE):
                continue
            if path.is_dir():
                yield from _walk(path, depth + 1)
            elif path.is_file():
                yield path
    except OSError as error:
        raise BackupTrouble(f"{folder} can't be read ({error.strerror})") from error


def beside(config: Path) -> list[Path]:
    """`config.toml` and the pictures that it names, as far as they are there."""
    if not config.is_file():
        return []
    return [config, *_logos(config)]


def _logos(config: Path) -> list[Path]:
    try:
        printers = tomllib.loads(config.read_text(encoding="utf-8")).get("printers", [])
        names = {str(one["logo"]) for one in printers if one.get("logo")}
    except (OSError, ValueError, AttributeError, TypeError):
        return []  # a file that is wrong just now is kept as it is
    paths = (config.parent / name for name in sorted(names))
    return [path for path in paths if path.is_file() and _is_under(path, config)]


def _is_under(path: Path, config: Path) -> bool:
    return path.resolve().is_relative_to(config.parent.resolve()) and path.name != config.name
