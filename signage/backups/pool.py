"""Media beside the backups of a folder: each file once, under its own digest, for all of them."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

from signage.backups.copying import Pause, go_on, keep, nowhere, pour, reread
from signage.backups.manifest import HALL, Entry
from signage.errors import BackupTrouble
from signage.media.shelf import INCOMING
from signage.whole import drafted, keep_names

FOLDER: Final = "media"
_NAMED: Final = re.compile(r"(?P<digest>[0-9a-f]{64})\.[a-z0-9]{1,8}")
_DRAFT: Final = re.compile(r"\.[0-9a-f]{64}\.[a-z0-9]{1,8}\.new")
_SHOWN: Final = 3

Kept = Literal["there", "copied", "renewed", "damaged"]


def digest_in(name: str) -> str:
    """The SHA-256 that a file of the hall is named by; empty for one that has another name."""
    folder, _, file = name.rpartition("/")
    found = _NAMED.fullmatch(file) if folder == FOLDER else None
    return found["digest"] if found else ""


def fits(entry: Entry) -> bool:
    """Whether an entry can be of a file that backups share: its name is what is in it."""
    in_hall = entry.name.startswith(HALL)
    return in_hall and digest_in(entry.name.removeprefix(HALL)) == entry.sha256


class Pool:
    """The media that the backups of a folder have together."""

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder / FOLDER

    @property
    def is_a_halls(self) -> bool:
        """Whether these are the media of a hall itself: no copies of them, and not ours to take."""
        return (self.folder / INCOMING).exists()

    def path(self, entry: Entry) -> Path:
        """Where a file lies."""
        return self.folder / entry.name.rpartition("/")[2]

    def lacks(self, entry: Entry) -> bool:
        """Whether it has to be copied, as far as its size tells."""
        return _size(self.path(entry)) != entry.bytes

    def keep(self, entry: Entry, source: Path, pause: Pause = go_on) -> Kept:
        """See that a whole copy is there. One that is damaged is copied anew; where the hall's own
        is damaged and there is no other, there is none. Raises OSError."""
        target = self.path(entry)
        before = target.exists()
        if self.is_whole(entry, pause):
            return "there"
        try:
            with source.open("rb") as content, drafted(target) as draft:
                _must_be(pour(content, draft, entry.bytes, pause), entry)
                reread(draft)
                _must_be(pour(draft, nowhere(), entry.bytes, pause), entry)
        except (EOFError, ValueError):
            return "damaged"
        return "renewed" if before else "copied"

    def is_whole(self, entry: Entry, pause: Pause = go_on) -> bool:
        """Whether its copy is what it shall be, read from the disk itself."""
        path = self.path(entry)
        if _size(path) != entry.bytes:
            return False
        try:
            with path.open("rb") as content:
                reread(content)
                return pour(content, nowhere(), entry.bytes, pause) == entry.sha256
        except (OSError, EOFError):  # what a dying disk can't read is damaged too
            return False

    def bring(self, entries: Sequence[Entry], into: Path, *, without: bool) -> tuple[str, ...]:
        """Copy them to their places; gives those that are gone or damaged. Raises BackupTrouble
        where there are such and the hall is not to go on `without` them."""
        lost = []
        for entry in entries:
            target = into / entry.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.touch(0o600, exist_ok=False)
            if not self._copied(entry, target):
                target.unlink()
                lost.append(entry)
        if lost and not without:
            raise BackupTrouble(
                f"{self.told(lost)}; bring the folder {FOLDER} along that lies beside the backup, "
                "take another backup, or restore with --without-media and upload them anew"
            )
        return tuple(self.path(entry).name for entry in lost)

    def _copied(self, entry: Entry, target: Path) -> bool:
        try:
            with self.path(entry).open("rb") as content, target.open("wb") as copy:
                if pour(content, copy, entry.bytes) != entry.sha256 or content.read(1):
                    return False
        except (FileNotFoundError, EOFError):
            return False
        except OSError as error:
            if error.filename == str(target) or error.errno == 28:
                raise
            return False
        keep(target)
        return True

    def lacking(self, entries: Sequence[Entry], pause: Pause = go_on) -> list[Entry]:
        """Those of which there is no whole copy."""
        return [entry for entry in entries if not self.is_whole(entry, pause)]

    def told(self, lost: Sequence[Entry]) -> str:
        """Which files are gone or damaged, in words."""
        names = ", ".join(self.path(entry).name for entry in lost[:_SHOWN])
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        return f"pictures or videos in {self.folder} are missing or damaged: {names}{more}"

    @contextmanager
    def filling(self) -> Iterator[None]:
        """While a backup comes that names files here, none of them goes. Raises OSError."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        with self._locked(fcntl.LOCK_SH):
            yield

    def sweep(self, named: Callable[[], Collection[str] | None]) -> int:
        """Take out what no backup names, unless it can't be told; gives how many files went. Only
        what can have been put here by a backup goes."""
        if not self.folder.is_dir() or self.is_a_halls:
            return 0
        with suppress(BlockingIOError), self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            stay = named()
            if stay is None:
                return 0
            gone = [path for path in self.folder.iterdir() if _may_go(path.name, stay)]
            for path in gone:
                path.unlink(missing_ok=True)
            if gone:
                keep_names(self.folder)
            return len(gone)
        return 0

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            try:
                fcntl.flock(handle, how)
            except BlockingIOError:
                raise
            except OSError:  # a network drive that knows no locks
                pass
            yield
        finally:
            os.close(handle)


def _may_go(name: str, stay: Collection[str]) -> bool:
    return bool(_DRAFT.fullmatch(name) or (_NAMED.fullmatch(name) and name not in stay))


def _must_be(digest: str, entry: Entry) -> None:
    if digest != entry.sha256:
        raise ValueError(entry.name)


def _size(path: Path) -> int:
    try:
        # what only points elsewhere is no copy: it goes with what it points at
        return path.stat().st_size if path.is_file() and not path.is_symlink() else -1
    except OSError:
        return -1
