"""The list of the mall's pictures and videos. The files lie beside it, under their own digests.

A file that comes or goes stands in `leaving` until that is done, so that a crash leaves neither a
file that nobody knows nor a line without a file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from signage.registry.opening import opened

FILE: Final = "media.db"
SCHEMA: Final = (
    """
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'video')),
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    crc32 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    length REAL,
    poster TEXT,
    poster_size INTEGER,
    poster_crc32 TEXT,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT
""",
    "CREATE TABLE IF NOT EXISTS leaving (file TEXT PRIMARY KEY) STRICT",
)
_COLUMNS: Final = (
    "id, file, kind, type, size, crc32, width, height, length, poster, poster_size, poster_crc32,"
    " name, at, by, source"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it lies in the folder."""

    file: str
    size: int
    crc32: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or a video. `id` is the SHA-256 of its file, `length` in seconds, `at` in Unix ms,
    `source` the SHA-256 of what was sent."""

    id: str
    main: Stored
    kind: str
    type: str
    width: int
    height: int
    length: float | None
    poster: Stored | None
    name: str
    at: int
    by: str
    source: str

    @property
    def files(self) -> tuple[Stored, ...]:
        """All its files."""
        return (self.main,) if self.poster is None else (self.main, self.poster)

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(one.size for one in self.files)


class MediaIndex:
    """Read and written beside the event loop. Raises RegistryTrouble."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def every(self) -> tuple[Media, ...]:
        """All, the newest first."""
        with opened(self._path, *SCHEMA) as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM media ORDER BY at DESC, id")  # noqa: S608
            return tuple(_media(row) for row in rows.fetchall())

    def coming(self, files: Iterable[str]) -> None:
        """These files are about to be put into the folder."""
        with opened(self._path, *SCHEMA) as db:
            db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(one,) for one in files])

    def add(self, media: Media) -> None:
        """Its files are there. One with the same id takes its place."""
        with opened(self._path, *SCHEMA) as db:
            marks = ",".join("?" * len(_row(media)))
            db.execute(
                f"INSERT OR REPLACE INTO media ({_COLUMNS}) VALUES ({marks})",  # noqa: S608
                _row(media),
            )
            _settled(db, [one.file for one in media.files])

    def rename(self, id: str, name: str) -> None:
        """What people call it."""
        with opened(self._path, *SCHEMA) as db:
            db.execute("UPDATE media SET name = ? WHERE id = ?", (name, id))

    def picture(self, id: str, poster: Stored) -> None:
        """The picture that stands for it; its file is there."""
        with opened(self._path, *SCHEMA) as db:
            db.execute(
                "UPDATE media SET poster = ?, poster_size = ?, poster_crc32 = ? WHERE id = ?",
                (poster.file, poster.size, poster.crc32, id),
            )
            _settled(db, [poster.file])

    def remove(self, id: str) -> None:
        """Its files are about to go."""
        with opened(self._path, *SCHEMA) as db:
            row = db.execute("SELECT file, poster FROM media WHERE id = ?", (id,)).fetchone()
            db.execute("DELETE FROM media WHERE id = ?", (id,))
            for file in row or ():
                if file is not None and not _named(db, file):
                    db.execute("INSERT OR IGNORE INTO leaving VALUES (?)", (file,))

    def leaving(self) -> tuple[str, ...]:
        """Files that came or went when the server ended, and that no line names."""
        with opened(self._path, *SCHEMA) as db:
            files = [row[0] for row in db.execute("SELECT file FROM leaving").fetchall()]
            return tuple(file for file in files if not _named(db, file))

    def gone(self, files: Iterable[str]) -> None:
        """They are out of the folder."""
        with opened(self._path, *SCHEMA) as db:
            _settled(db, files)


def _settled(db: sqlite3.Connection, files: Iterable[str]) -> None:
    db.executemany("DELETE FROM leaving WHERE file = ?", [(one,) for one in files])


def _named(db: sqlite3.Connection, file: str) -> bool:
    found = db.execute("SELECT 1 FROM media WHERE file = ? OR poster = ?", (file, file))
    return found.fetchone() is not None


def _row(media: Media) -> tuple[Any, ...]:
    main, poster = media.main, media.poster
    return (
        media.id, main.file, media.kind, media.type, main.size, main.crc32, media.width,
        media.height, media.length, *((poster.file, poster.size, poster.crc32) if poster else
        (None, None, None)), media.name, media.at, media.by, media.source,
    )  # fmt: skip


def _media(row: tuple[Any, ...]) -> Media:
    id, file, kind, type, size, crc32, width, height, length = row[:9]
    poster, poster_size, poster_crc32, name, at, by, source = row[9:]
    return Media(
        id=id,
        main=Stored(file, size, crc32),
        kind=kind,
        type=type,
        width=width,
        height=height,
        length=length,
        poster=Stored(poster, poster_size, poster_crc32) if poster else None,
        name=name,
        at=at,
        by=by,
        source=source,
    )
