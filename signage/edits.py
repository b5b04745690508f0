"""The one door to `config.toml`: read, edit, check, keep the old version, write, apply."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import re
import stat
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from signage.config import Config
from signage.config.editing import Edit, edited, revision_of
from signage.errors import ConfigError, Malformed, Refused, SignageError
from signage.whole import write_whole

log = logging.getLogger("signage")

VERSIONS: Final = "config"
"""The folder of the data folder that holds what `config.toml` was."""
KEPT: Final = 200
_VERSION: Final = re.compile(r"(\d{6,})-.*\.toml")


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
        self._versions = folder / VERSIONS
        self._apply = apply
        self._now = now
        self._turn = asyncio.Lock()

    async def read(self) -> Version:
        """The file as it is now. Raises Malformed where a hand has made it wrong."""
        async with self._turn:
            return await asyncio.to_thread(self._read)

    async def reload(self) -> None:
        """Read the file and run by it. Raises ConfigError or Refused: the hall stays as it was."""
        async with self._turn:
            await self._apply(await asyncio.to_thread(self._source.read))

    async def make(self, edit: Edit, revision: str) -> Version:
        """Edit the file that has this revision, and run by it.

        Raises Refused `config_changed` when it is another one by now, `config_unwritable` when the
        disk does not take it, Malformed `config_refused` when the file would be wrong, and what
        the running hall has against it; the file is then as it was.
        """
        # To the end, also when the one who asked goes away: never written and not applied.
        return await asyncio.shield(asyncio.ensure_future(self._make(edit, revision)))

    async def _make(self, edit: Edit, revision: str) -> Version:
        async with self._turn:
            before = await asyncio.to_thread(self._source_text)
            if revision_of(before) != revision:
                raise Refused("config_changed")
            after = await asyncio.to_thread(self._edited, before, edit)
            if after.text == before:
                return after
            await asyncio.to_thread(self._replace, before, after.text)
            try:
                await self._apply(after.config)
            except SignageError:
                await asyncio.to_thread(self._take_back, before)
                raise
            return after

    def _read(self) -> Version:
        return self._checked(self._source_text())

    def _edited(self, before: str, edit: Edit) -> Version:
        try:
            after = edited(before, edit)
        except ConfigError as error:
            raise _refused(error) from error
        return self._checked(after)

    def _checked(self, text: str) -> Version:
        try:
            return Version(text, revision_of(text), self._source.check(text))
        except ConfigError as error:
            raise _refused(error) from error

    def _source_text(self) -> str:
        try:
            return self._source.text()
        except ConfigError as error:
            raise _refused(error) from error

    def _replace(self, before: str, after: str) -> None:
        try:
            _keep(self._versions, before, self._now())
            if self._source_text() != before:  # a hand was quicker
                raise Refused("config_changed")
            _write(self._source.file, after)
        except OSError as error:
            raise Refused("config_unwritable", problem=f"({error.strerror})") from error

    def _take_back(self, before: str) -> None:
        try:
            _write(self._source.file, before)
        except OSError as error:
            log.error("config.toml is not what the hall runs by: %s", error)


def _refused(error: ConfigError) -> Malformed:
    """What a page is told: the first fault, with its key and line."""
    problem = error.problem.splitlines()[0] if error.problem else str(error)
    return Malformed("config_refused", key=error.key, line=error.line, problem=problem)


def _keep(folder: Path, text: str, now: datetime) -> None:
    """One more version, by a rising number: a clock may be wrong. The oldest go."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    every = sorted((int(found[1]), path) for path in folder.iterdir()
                   if (found := _VERSION.fullmatch(path.name)))  # fmt: skip
    number = every[-1][0] + 1 if every else 1
    name = f"{number:06d}-{now:%Y%m%dT%H%M%SZ}-{revision_of(text)}.toml"
    write_whole(folder / name, text.encode(), 0o600)
    for _, path in every[: max(0, len(every) + 1 - KEPT)]:
        with contextlib.suppress(OSError):
            path.unlink()


def _write(file: Path, text: str) -> None:
    """Write the file whole or not at all, with its owner and mode; a link is followed."""
    real = file.resolve(strict=True)
    found = real.stat()
    if not found.st_mode & 0o222:  # nobody may write it: also who could rename over it
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    write_whole(real, text.encode(), stat.S_IMODE(found.st_mode), (found.st_uid, found.st_gid))
