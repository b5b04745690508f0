"""One server per data folder: a lock that the kernel drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from signage.errors import FolderBusy
from signage.journal.trouble import trouble_of

LOCK = "lock"


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the data folder. Raises FolderBusy while another process holds it.

    A child made by a bare fork would share the lock; one started by exec does not.
    """
    file = _open(folder)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderBusy(_sentence(folder, os.pread(file, 20, 0))) from None
        _sign(file)
        yield
    finally:
        os.close(file)


def _open(folder: Path) -> int:
    path = folder / LOCK
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        # A folder that is read-only just now can still be shown, and must still be held.
        if not path.exists():
            raise trouble_of(error, folder) from error
    try:
        return os.open(path, os.O_RDONLY)
    except OSError as error:
        raise trouble_of(error, folder) from error


def _sign(file: int) -> None:
    # The pid only makes the refusal readable: a full or read-only disk must not stop the hall.
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
    except OSError:
        return


def _sentence(folder: Path, holder: bytes) -> str:
    pid = holder.decode("ascii", "replace").strip()
    who = f"Another signage server (process {pid})" if pid else "Another signage server"
    return f"{who} is running on the data folder {folder}. Stop it first, or name another --data."
