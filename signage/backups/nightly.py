"""A backup each night, by a process of its own; the old ones go, and trouble is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from signage.backups.contents import FOLDER
from signage.backups.keeping import Kept, kept, prune
from signage.config.settings import BackupPlan
from signage.queueing.refusals import say
from signage.queueing.shapes import BackupStatus, Trouble
from signage.timely import LOOK, Hour, rounds, struck

log = logging.getLogger("signage.backups")

FIRST: Final = 900.0
"""Seconds after a start in which a backup that was missed waits: the hall is just opening."""
OLD: Final = timedelta(days=2)
LONGEST: Final = 6 * 3600.0
"""Seconds after which a backup in the making has hung."""


class Made(msgspec.Struct, frozen=True):
    """What the process that makes a backup answers: its file, or why there is none; and which
    media were damaged, in the hall (`damaged`) or beside the backups (`renewed`: whole again)."""

    file: str = ""
    bytes: int = 0
    error: str = ""
    code: str = "backup_failed"
    damaged: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()


Make = Callable[[Path], Awaitable[Made]]


def due(now: datetime, last: datetime | None, minute: int) -> bool:
    """Whether the hour of the backup has struck since the last one was made.

    One from the future was made by a wrong clock, and counts for nothing.
    """
    return last is None or last < struck(now, minute) or last > now + timedelta(days=1)


class Nightly:
    """Has a backup made when its hour has struck, and knows how the last one went.

    `plan` is how `config.toml` has it now, `now` the mall's own time, None while the clock is
    doubtful, `steady` seconds that only rise. `told` is called when there is news.
    """

    def __init__(
        self,
        data: Path,
        *,
        plan: Callable[[], BackupPlan],
        mall: Callable[[], str],
        now: Callable[[], datetime | None],
        steady: Callable[[], float],
        make: Make,
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._data = data
        self._plan = plan
        self._mall = mall
        self._make = make
        self._told = told
        self.hour = Hour(now, steady, FIRST)
        self._last: Kept | None = None
        self._trouble: str | None = None
        self._making = False

    async def run(self) -> None:
        """Look at the clock for ever."""
        await self.look_around()
        await rounds(LOOK, self._look, "the backups can't be looked after")

    async def _look(self) -> None:
        try:
            await self.look()
        except Exception:  # the hall goes on without backups, and says so
            self._trouble = "backup_failed"
            self._told()
            raise

    async def look(self) -> None:
        """Make a backup if it is time."""
        plan = self._plan()
        now = self.hour.look(plan.minute)
        if now is None or plan.minute is None:
            return
        if due(now, self._last.made if self._last else None, plan.minute):
            await self._make_one(plan)

    async def look_around(self) -> None:
        """See which backups there are."""
        found = await asyncio.to_thread(kept, self._folder(self._plan()), self._mall())
        self._last = found[-1] if found else None
        self._told()

    def status(self) -> BackupStatus | None:
        """How it is, for people; None where no backup is made by night."""
        plan = self._plan()
        if plan.minute is None:
            return None
        last, now = self._last, self.hour.now()
        age = max(timedelta(0), now - last.made) if last and now else None
        code = self._trouble or ("backup_old" if age is not None and age > OLD else None)
        return BackupStatus(
            age=age.total_seconds() if age is not None else None,
            bytes=last.bytes if last else None,
            making=self._making,
            trouble=Trouble(code=code, text=say(code)) if code else None,
        )

    async def _make_one(self, plan: BackupPlan) -> None:
        folder = self._folder(plan)
        self.hour.later()
        self._making = True
        self._told()
        try:
            if not plan.folder:
                with suppress(OSError):
                    folder.mkdir(mode=0o700, exist_ok=True)
            made = await self._make(folder)
        finally:
            self._making = False
        if made.error:
            self._trouble = made.code
            log.error("the nightly backup failed: %s", made.error)
        else:
            self._trouble = "backup_media" if made.damaged else None
            log.info("the nightly backup is %s", made.file, extra={"facts": {"bytes": made.bytes}})
            _say(made)
            await asyncio.to_thread(prune, folder, self._mall(), plan.keep)
        await self.look_around()

    def _folder(self, plan: BackupPlan) -> Path:
        return Path(plan.folder) if plan.folder else self._data / FOLDER


def _say(made: Made) -> None:
    for name in made.damaged:
        log.error("%s of the hall is damaged, and no backup has it whole: upload it anew", name)
    for name in made.renewed:
        log.warning("%s beside the backups was damaged and is copied anew: look at the disk", name)


def by_process(command: list[str], longest: float = LONGEST) -> Make:
    """Makes backups with `signage backup`, as a process that keeps off the hall's processor."""

    async def make(folder: Path) -> Made:
        process = await asyncio.create_subprocess_exec(
            *command, "--into", str(folder), "--share-media", "--gentle", "--json",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            async with asyncio.timeout(longest):
                out, err = await process.communicate()
        except TimeoutError:
            return Made(error=f"it took more than {longest:.0f} s")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            made = msgspec.json.decode(out, type=Made)
        except msgspec.DecodeError:
            return Made(error=err.decode(errors="replace").strip()[-400:] or "no answer")
        if process.returncode and not made.error:
            return Made(error=f"it ended with {process.returncode}")
        return made

    return make
