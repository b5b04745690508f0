"""What a failing disk or file means for the hall: one code, whatever SQLite or the kernel say."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from signage.errors import JournalTrouble

Fault = sqlite3.Error | OSError | UnicodeDecodeError
FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What SQLite raises; the last when it quotes damaged text in what it says."""

_BY_SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}
_ROOM = 64 * 1024
"""With fewer bytes free than this, a write that failed without a reason failed for want of room."""


def trouble_of(error: Fault, folder: Path, seq: int = 0) -> JournalTrouble:
    """The trouble that an error of SQLite or of the kernel stands for."""
    if isinstance(error, UnicodeDecodeError):
        return JournalTrouble("damaged", str(error), seq)
    if isinstance(error, OSError):
        code = _BY_ERRNO.get(error.errno or 0)
    else:
        # The low byte is the kind of error, the rest says where inside SQLite.
        code = _BY_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return JournalTrouble(code or _seen_on_disk(folder), str(error), seq)


def _seen_on_disk(folder: Path) -> str:
    # SQLite calls a full or read-only disk a plain I/O error where it can't tell.
    try:
        disk = os.statvfs(folder)
    except OSError:
        return "disk_failed"
    if disk.f_flag & os.ST_RDONLY:
        return "read_only"
    if disk.f_bavail * disk.f_frsize < _ROOM:
        return "disk_full"
    return "disk_failed" if os.access(folder, os.W_OK) else "read_only"
