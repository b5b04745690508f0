"""One code for whatever SQLite or the kernel say."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from signage.journal.trouble import Fault, trouble_of


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "disk_full"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "read_only"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY), "read_only"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), "damaged"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_INDEX), "damaged"),
        (sqlite_error(sqlite3.SQLITE_NOTADB), "damaged"),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), "disk_failed"),
        (sqlite_error(sqlite3.SQLITE_BUSY), "disk_failed"),
        (sqlite3.OperationalError("without a code"), "disk_failed"),
        (OSError(errno.ENOSPC, "no space"), "disk_full"),
        (OSError(errno.EDQUOT, "quota"), "disk_full"),
        (OSError(errno.EROFS, "read-only"), "read_only"),
        (OSError(errno.EACCES, "denied"), "read_only"),
        (OSError(errno.EIO, "broken"), "disk_failed"),
        (OSError("without a number"), "disk_failed"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"), "damaged"),
    ],
)
def test_the_code_of_a_fault(tmp_path: Path, error: Fault, code: str) -> None:
    trouble = trouble_of(error, tmp_path, seq=7)
    assert (trouble.code, trouble.seq) == (code, 7)
    assert trouble.detail


def test_a_folder_that_is_gone_is_a_failed_disk(tmp_path: Path) -> None:
    fault = sqlite_error(sqlite3.SQLITE_CANTOPEN)
    assert trouble_of(fault, tmp_path / "gone").code == "disk_failed"
