"""The versions of `config.toml` in the data folder: each text it had, and who made it so."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import msgspec

from signage.config.differing import Difference
from signage.config.editing import revision_of
from signage.errors import NotFound
from signage.whole import write_whole

log = logging.getLogger("signage")

FOLDER: Final = "config"
"""The folder of the data folder."""
INDEX: Final = "index.json"
KEPT: Final = 200
NAMED: Final = 20
"""Differences that the index keeps of one version."""
_FILE: Final = re.compile(r"(\d{6,})-(\d{8}T\d{6}Z)-([0-9a-f]{16})\.toml")

How = Literal["page", "import", "restore", "hand"]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Who made a version, how, and what was different then; `of` is the version restored.

    `count` is how many differences there were, also those that are not kept; `first` says that
    nothing was there before it.
    """

    who: str = ""
    how: How = "page"
    of: int | None = None
    what: tuple[Difference, ...] = ()
    count: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A version: its number, when it was made, the name of its text, and its note if there is one.

    A version of before there were notes has none; its time is when the next one replaced it.
    """

    number: int
    at: datetime
    revision: str
    file: Path
    note: Note | None = None


class Versions:
    """The folder of versions. Nothing of it is needed to run; all work is of the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def every(self) -> tuple[Kept, ...]:
        """The versions, the newest first."""
        notes = self._notes()
        return tuple(replace(one, note=notes.get(one.number)) for one in reversed(self._files()))

    def text(self, number: int) -> str:
        """The text of a version. Raises NotFound."""
        for one in self._files():
            if one.number == number:
                with contextlib.suppress(OSError, UnicodeDecodeError):
                    return one.file.read_bytes().decode()
        raise NotFound("version_unknown", number=str(number)[:20])

    def newest(self) -> Kept | None:
        """The newest version, without its note."""
        files = self._files()
        return files[-1] if files else None

    def keep(self, text: str, now: datetime, note: Note) -> None:
        """One more version, by a rising number: a clock may be wrong. The oldest go."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        every = self._files()
        number = every[-1].number + 1 if every else 1
        name = f"{number:06d}-{now:%Y%m%dT%H%M%SZ}-{revision_of(text)}.toml"
        write_whole(self._folder / name, text.encode(), 0o600)
        gone = every[: max(0, len(every) + 1 - KEPT)]
        self._note(number, note, without=[one.number for one in gone])
        for one in gone:
            with contextlib.suppress(OSError):
                one.file.unlink()

    def _files(self) -> list[Kept]:
        if not self._folder.is_dir():
            return []
        found = [
            Kept(
                number=int(name[1]),
                at=datetime.strptime(name[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
                revision=name[3],
                file=path,
            )
            for path in self._folder.iterdir()
            if (name := _FILE.fullmatch(path.name))
        ]
        return sorted(found, key=lambda one: one.number)

    def _note(self, number: int, note: Note, without: Sequence[int]) -> None:
        short = msgspec.structs.replace(note, what=note.what[:NAMED], count=len(note.what))
        notes = {**self._notes(), number: short}
        for old in without:
            notes.pop(old, None)
        write_whole(self._folder / INDEX, msgspec.json.encode(notes), 0o600)

    def _notes(self) -> dict[int, Note]:
        try:
            content = (self._folder / INDEX).read_bytes()
            return msgspec.json.decode(content, type=dict[int, Note])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            log.warning("who made the versions of config.toml can't be read: %s", error)
            return {}
