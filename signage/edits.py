"""The one door to `config.toml`: read, edit, check, keep the old version, write, apply."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import stat
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from signage.config import Config
from signage.config.differing import Difference, differences, tables
from signage.config.editing import Edit, edited, revision_of
from signage.config.placing import placed
from signage.errors import ConfigError, Malformed, NotFound, Refused, SignageError
from signage.versions import Kept, Note, Versions
from signage.whole import write_whole

log = logging.getLogger("signage")


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the hall runs by. `check` makes settings of a text, or raises ConfigError."""

    file: Path
    check: Callable[[str], Config]

    def text(self) -> str:
        """The file's text, its line ends as they are. Raises ConfigError."""
        try:
            return self.file.read_bytes().decode()
        except OSError as error:
            problem = f"can't be read ({error.strerror}); name the file with --config"
            if isinstance(error, FileNotFoundError):
                problem += f", or make one with: signage new --config {self.file}"
            raise ConfigError(problem, file=str(self.file)) from error
        except UnicodeDecodeError as error:
            problem = "is not UTF-8 text; save it as UTF-8"
            raise ConfigError(problem, file=str(self.file)) from error

    def read(self) -> Config:
        """The settings of the file as it is now. Raises ConfigError."""
        return self.check(self.text())


@dataclass(frozen=True, slots=True)
class Version:
    """The file at one moment: its text, the name of that text, and the settings in it."""

    text: str
    revision: str
    config: Config


BY_PAGE: Final = Note()
Judge = Callable[[str, Version], Awaitable[None]]
"""Looks at the text before and at the version to come; raises Refused against it."""


class Edits:
    """Edits of the file by pages, one at a time, and its reading anew.

    `apply` takes settings over as SIGHUP does; raises Refused, and then all stays as it was.
    """

    def __init__(
        self,
        source: Source,
        folder: Path,
        apply: Callable[[Config], Awaitable[None]],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._source = source
        self._versions = Versions(folder)
        self._apply = apply
        self._now = now
        self._turn = asyncio.Lock()

    async def read(self) -> Version:
        """The file as it is now. Raises Malformed where a hand has made it wrong."""
        async with self._turn:
            return await asyncio.to_thread(self._read)

    async def text(self) -> str:
        """The file's text as it is now, right or wrong. Raises Malformed where it is no text."""
        async with self._turn:
            return await asyncio.to_thread(self._source_text)

    async def reload(self) -> None:
        """Read the file and run by it. Raises ConfigError or Refused: the hall stays as it was."""
        async with self._turn:
            await self._apply(await asyncio.to_thread(self._source.read))
            await asyncio.to_thread(self._seen)

    async def history(self) -> tuple[Kept, ...]:
        """The versions of the file, the newest first: that is what it is now."""
        async with self._turn:
            await asyncio.to_thread(self._seen)
            return await asyncio.to_thread(self._versions.every)

    async def past(self, number: int) -> str:
        """The text of a version. Raises NotFound."""
        return await asyncio.to_thread(self._versions.text, number)

    async def propose(self, edit: Edit | str, revision: str) -> tuple[str, Version]:
        """The text before, and what an edit, or a whole new text, would make of it; nothing is
        written. Raises what `make` raises for a file that is another one or would be wrong."""
        async with self._turn:
            return await asyncio.to_thread(self._proposed, edit, revision)

    async def make(
        self,
        edit: Edit | str,
        revision: str,
        note: Note = BY_PAGE,
        judge: Judge | None = None,
    ) -> Version:
        """Edit the file that has this revision, or replace its text, and run by it.

        Raises Refused `config_changed` when it is another one by now, `config_unwritable` when the
        disk does not take it, Malformed `config_refused` when the file would be wrong, what
        `judge` has against it, and what the running hall has; the file is then as it was.
        """
        # To the end, also when the one who asked goes away: never written and not applied.
        return await asyncio.shield(asyncio.ensure_future(self._make(edit, revision, note, judge)))

    async def _make(
        self, edit: Edit | str, revision: str, note: Note, judge: Judge | None
    ) -> Version:
        async with self._turn:
            before, after = await asyncio.to_thread(self._proposed, edit, revision)
            if after.text == before:
                return after
            if judge is not None:
                await judge(before, after)
            await asyncio.to_thread(self._replace, before, after.text)
            try:
                await self._apply(after.config)
            except SignageError:
                await asyncio.to_thread(self._take_back, before)
                raise
            await asyncio.to_thread(self._noted, before, after.text, note)
            return after

    def _proposed(self, edit: Edit | str, revision: str) -> tuple[str, Version]:
        before = self._source_text()
        if revision_of(before) != revision:
            raise Refused("config_changed")
        return before, self._edited(before, edit)

    def _read(self) -> Version:
        return self._checked(self._source_text())

    def _edited(self, before: str, edit: Edit | str) -> Version:
        try:
            after = edit if isinstance(edit, str) else edited(before, edit)
        except ConfigError as error:
            raise refused(error, before) from error
        return self._checked(after)

    def _checked(self, text: str) -> Version:
        try:
            return Version(text, revision_of(text), self._source.check(text))
        except ConfigError as error:
            raise refused(error, text) from error

    def _source_text(self) -> str:
        try:
            return self._source.text()
        except ConfigError as error:
            raise refused(error) from error

    def _replace(self, before: str, after: str) -> None:
        try:
            self._keep(before)
            if self._source_text() != before:  # a hand was quicker
                raise Refused("config_changed")
            _write(self._source.file, after)
        except OSError as error:
            raise Refused("config_unwritable", problem=f"({error.strerror})") from error

    def _keep(self, text: str) -> None:
        """What a hand wrote is kept too."""
        newest = self._versions.newest()
        if newest is None:
            self._versions.keep(text, self._now(), Note(how="hand", first=True))
        elif newest.revision != revision_of(text):
            what: tuple[Difference, ...] = ()
            with contextlib.suppress(NotFound):
                what = differences(tables(self._versions.text(newest.number)), tables(text))
            self._versions.keep(text, self._now(), Note(how="hand", what=what))

    def _seen(self) -> None:
        with contextlib.suppress(OSError, SignageError):
            self._keep(self._source_text())

    def _noted(self, before: str, after: str, note: Note) -> None:
        what = differences(tables(before), tables(after))
        try:
            self._versions.keep(after, self._now(), msgspec.structs.replace(note, what=what))
        except OSError as error:  # it runs; the next change keeps it
            log.error("this version of config.toml is not kept: %s", error)

    def _take_back(self, before: str) -> None:
        try:
            _write(self._source.file, before)
        except OSError as error:
            log.error("config.toml is not what the hall runs by: %s", error)


def refused(error: ConfigError, text: str = "") -> Malformed:
    """What a page is told of a text: the first fault, with its key and line, and all of them."""
    faults = placed(error.faults, tables(text))
    first = error.faults[0]
    problem = faults[0].told
    return Malformed(
        "config_refused", key=first.key, line=first.line, problem=problem, faults=faults
    )


def _write(file: Path, text: str) -> None:
    """Write the file whole or not at all, with its owner and mode; a link is followed."""
    real = file.resolve(strict=True)
    found = real.stat()
    if not found.st_mode & 0o222:  # nobody may write it: also who could rename over it
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    write_whole(real, text.encode(), stat.S_IMODE(found.st_mode), (found.st_uid, found.st_gid))
