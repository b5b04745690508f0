"""Whole copies of SQLite files while somebody writes them, and of plain files."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from urllib.parse import quote

from signage.errors import BackupTrouble

PIECE: Final = 1 << 20
PAGES: Final = 512
"""Pages of SQLite that are copied at a stretch: 2 MiB."""
REST: Final = 0.01
"""Seconds between two stretches, where a hall presses meanwhile."""
WAYS: Final = ("mode=rw", "mode=ro", "immutable=1")
"""From the usual way to the one for a folder in which SQLite can't make its shared files."""

Pause = Callable[[], None]


def rest() -> None:
    """Leave disk and processor to the hall for a moment."""
    time.sleep(REST)


def go_on() -> None:
    """Nobody else needs the disk."""


def copy_database(source: Path, target: Path, pause: Pause = go_on) -> None:
    """The database as it is at one moment. Raises BackupTrouble.

    The copy is made inside one reading transaction: what is written meanwhile goes into the log
    beside the file, waits for nobody, and does not make the copy begin again.
    """
    try:
        with closing(_open(source)) as db, closing(sqlite3.connect(target)) as copy:
            mode = db.execute("PRAGMA journal_mode").fetchone()[0]
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            # without a log, a reader that rests would keep the writer waiting
            pages = PAGES if mode == "wal" else -1
            db.backup(copy, pages=pages, progress=lambda status, left, total: pause())
            damage = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except (sqlite3.Error, OSError) as error:
        raise BackupTrouble(
            f"{source} can't be copied whole ({error})", "backup_damaged"
        ) from error
    if damage != "ok":
        raise BackupTrouble(
            f"{source} is damaged ({damage}), and so would be its copy", "backup_damaged"
        )


def pour(source: BinaryIO, target: BinaryIO, most: int, pause: Pause = go_on) -> str:
    """Copy at most so many bytes; gives their SHA-256. Short of that many, raises EOFError."""
    hashed = hashlib.sha256()
    left = most
    while left:
        piece = source.read(min(PIECE, left))
        if not piece:
            raise EOFError("a file ends early")
        hashed.update(piece)
        target.write(piece)
        left -= len(piece)
        pause()
    return hashed.hexdigest()


class _Nowhere(io.RawIOBase):
    def write(self, piece: Any) -> int:
        return len(piece)


def nowhere() -> BinaryIO:
    """Takes what is only to be read."""
    return cast(BinaryIO, _Nowhere())


def reread(file: BinaryIO) -> None:
    """Have the next reading come from the disk itself, not from memory: sticks lie."""
    file.flush()
    os.fsync(file.fileno())
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    file.seek(0)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path) -> None:
    """See that a file's content is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(path: Path) -> sqlite3.Connection:
    problem: Exception = FileNotFoundError(path)
    for way in WAYS:
        if way == "immutable=1" and _size(Path(f"{path}-wal")):
            break  # what is in the log would be missing
        try:
            db = sqlite3.connect(f"file:{quote(str(path))}?{way}", uri=True, isolation_level=None)
        except sqlite3.Error as error:
            problem = error
            continue
        try:
            db.execute("PRAGMA query_only = ON")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return db
        except sqlite3.Error as error:
            db.close()
            problem = error
    raise problem


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
