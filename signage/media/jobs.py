"""What has come and is not made yet, on the disk: so that a restart goes on with it, and can still
say what became of it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Final

import msgspec

from signage.errors import Malformed, NotFound, Refused, SignageError
from signage.media.kinds import KINDS, Kind
from signage.media.receiving import NOTE, SENT, Received
from signage.queueing.hall import Text
from signage.whole import keep_names, write_whole

BEGUN: Final = 3
"""Times that a file is begun, where the server went in the middle of it."""
DIED: Final = 2
"""Times that a file may end the program that opens it."""
REMEMBERED: Final = 200
"""Files of which one can still ask what became of them."""
_ENDED: Final = "ended.json"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A file that waits in a folder of its own; `begun` and `died` count its tries."""

    job: str
    name: str
    by: str
    at: int
    kind: str
    size: int
    source: str
    begun: int = 0
    died: int = 0

    @property
    def is_hopeless(self) -> bool:
        """Whether it was tried often enough."""
        return self.begun >= BEGUN or self.died >= DIED

    @property
    def of_kind(self) -> Kind:
        """What it is."""
        return KINDS[self.kind]


class Ended(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one: the id of what is on the shelf, or why there is nothing."""

    job: str
    name: str
    media: str = ""
    code: str = ""
    malformed: bool = False
    facts: dict[str, int | float | str | Text] = {}

    @property
    def refused(self) -> Refused:
        """Why there is nothing."""
        kind = Malformed if self.malformed else Refused
        return kind(self.code, **self.facts) if self.code else NotFound("media_job_unknown")


def ended(note: Note, outcome: str | SignageError) -> Ended:
    """What is to be remembered of one: a media's id, or why there is none."""
    if isinstance(outcome, str):
        return Ended(job=note.job, name=note.name, media=outcome)
    if not isinstance(outcome, Refused):
        return Ended(job=note.job, name=note.name, code="registry_failed")
    facts = {
        key: fact
        for key, fact in outcome.facts.items()
        if isinstance(fact, int | str | float | Text)
    }
    return Ended(
        job=note.job, name=note.name, code=outcome.code,
        malformed=isinstance(outcome, Malformed), facts=facts,
    )  # fmt: skip


class Notes:
    """The folder where files lie while they come and are made. All of it works on the disk, and
    raises OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._ending: Final = threading.Lock()

    def write(self, work: Path, note: Note) -> None:
        """Keep it: from here on it is not lost."""
        write_whole(work / NOTE, msgspec.json.encode(note))
        keep_names(self._folder)

    def begin(self, work: Path, note: Note) -> Note:
        """Count a try, before it; what an earlier one has left is taken away."""
        for path in work.iterdir():
            if path.name not in (NOTE, SENT):
                path.unlink()
        begun = recounted(note, begun=note.begun + 1, died=note.died)
        self.write(work, begun)
        return begun

    def end(self, work: Path, note: Ended) -> None:
        """Remember what became of it, and only then let go of the file."""
        with self._ending:
            rows = [row for row in self.ended() if row.job != note.job]
            write_whole(self._folder / _ENDED, msgspec.json.encode([*rows, note][-REMEMBERED:]))
        shutil.rmtree(work, ignore_errors=True)

    def ended(self) -> list[Ended]:
        """What became of the last ones, the oldest first."""
        try:
            told = (self._folder / _ENDED).read_bytes()
            return msgspec.json.decode(told, type=list[Ended])
        except (OSError, msgspec.MsgspecError):
            return []

    def unfinished(self) -> list[tuple[Path, Note]]:
        """What a restart goes on with, the oldest first; what came half is taken away."""
        found = list[tuple[Path, Note]]()
        over = {row.job for row in self.ended()}
        for path in self._folder.iterdir():
            if path.name == _ENDED:
                continue
            note = _note(path)
            if note is None or note.job in over:
                shutil.rmtree(path, ignore_errors=True)
                path.unlink() if path.is_file() or path.is_symlink() else None
            else:
                found.append((path, note))
        return sorted(found, key=lambda one: (one[1].at, one[1].job))


def recounted(note: Note, *, begun: int, died: int) -> Note:
    """It with other counts."""
    return msgspec.structs.replace(note, begun=begun, died=died)


def received(work: Path, note: Note) -> Received:
    """The file as it came."""
    return Received(path=work / SENT, size=note.size, source=note.source)


def _note(work: Path) -> Note | None:
    if work.is_symlink():  # its folder is not ours to sweep
        return None
    try:
        note = msgspec.json.decode((work / NOTE).read_bytes(), type=Note)
        whole = (work / SENT).stat().st_size == note.size
    except (OSError, msgspec.MsgspecError):
        return None
    return note if whole and note.kind in KINDS else None
