"""Leaves reports in a folder, each day and each month, by a process of its own; what was missed
while the machine was off is made after the next start, and what fails is told."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from signage.config.settings import ReportPlan
from signage.exporting import Finished, Wish, file_name, made_by
from signage.exports.schedule import Due, Made, due
from signage.figures.book import WHOLE
from signage.figures.files import Which
from signage.queueing.refusals import say
from signage.queueing.shapes import ReportStatus, Trouble
from signage.timely import LOOK, Hour, rounds
from signage.whole import write_whole

log = logging.getLogger("signage.exports")

FOLDER: Final = "reports"
"""Where they are left, when `config.toml` names no other folder."""
NOTED: Final = "reports.json"
FIRST: Final = 600.0
"""Seconds after a start in which what was missed waits: the hall is just opening."""
LONGEST: Final = 3600.0
ROOM: Final = 16 * 1024 * 1024
"""Bytes that must be free beside a report that failed, for it not to be the disk's fault."""
Make = Callable[[Wish, Path], Awaitable[Finished]]


class Noted(msgspec.Struct, frozen=True):
    """What `reports.json` holds: up to where all is made, and the files that were left last, when
    (the mall's time) and where."""

    day: str = ""
    month: str = ""
    at: str | None = None
    folder: str = ""
    files: tuple[str, ...] = ()

    @property
    def made(self) -> Made:
        """Up to where all is made."""
        return Made(self.day, self.month)


class Scheduled:
    """Has the files made that are due, and knows how the last ones went. `plan` is how
    `config.toml` has it now, `now` the mall's own time, None while the clock is doubtful, `worked`
    the business days of a period; `told` is called when there is news.
    The files of the folders `served` go to everybody, so that none may lie there."""

    def __init__(
        self,
        data: Path,
        *,
        plan: Callable[[], ReportPlan],
        mall: Callable[[], str],
        now: Callable[[], datetime | None],
        steady: Callable[[], float],
        worked: Callable[[str, str], Awaitable[Sequence[str]]],
        make: Make,
        served: tuple[Path, ...] = (),
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._served = served
        self._data = data
        self._plan = plan
        self._mall = mall
        self._worked = worked
        self._make = make
        self._told = told
        self._noted = Noted()
        self._making = False
        self._trouble: tuple[str, str] | None = None
        self.hour = Hour(now, steady, FIRST)

    async def run(self) -> None:
        """Look at the clock for ever."""
        self._noted = await asyncio.to_thread(self._read)
        self._told()
        await rounds(LOOK, self._look, "the reports can't be looked after")

    async def _look(self) -> None:
        try:
            await self.look()
        except Exception:  # the hall goes on without reports, and says so
            self._fail("reports_failed", "")
            raise

    async def look(self) -> None:
        """Make what is due; the first that fails is tried again in an hour."""
        plan = self._plan()
        now = self.hour.look(plan.minute)
        if now is None or plan.minute is None:
            return
        self._noted = await asyncio.to_thread(self._read)
        for one in due(now, plan.minute, plan.daily, plan.monthly, self._noted.made):
            self._making = True
            self._told()
            try:
                files = await self._all_of(one, plan)
            finally:
                self._making = False
            if files is None:
                return
            await self._note(one.made, now, plan, files)

    def status(self) -> ReportStatus | None:
        """How it is, for people; None where no report is left in a folder."""
        plan = self._plan()
        if plan.minute is None:
            return None
        code, file = self._trouble or ("", "")
        folder, noted, now = str(self._folder(plan)), self._noted, self.hour.now()
        made = datetime.fromisoformat(noted.at) if noted.at else None
        return ReportStatus(
            minute=plan.minute,
            at=noted.at,
            age=max(0.0, (now - made).total_seconds()) if now and made else None,
            folder=noted.folder or folder,
            files=noted.files,
            making=self._making,
            failed=file or None,
            trouble=Trouble(code=code, text=say(code, {"folder": folder})) if code else None,
        )

    async def _note(
        self, made: Made, now: datetime, plan: ReportPlan, files: tuple[str, ...]
    ) -> None:
        """All of a day or a month is there; of one on which the mall was shut, nothing."""
        before = self._noted
        noted = msgspec.structs.replace(before, day=made.day, month=made.month)
        if files:
            noted = msgspec.structs.replace(
                noted, at=f"{now:%Y-%m-%dT%H:%M}", folder=str(self._folder(plan)), files=files
            )
        await asyncio.to_thread(write_whole, self._data / NOTED, msgspec.json.encode(noted))
        self._noted, self._trouble = noted, None
        self._told()

    async def _all_of(self, one: Due, plan: ReportPlan) -> tuple[str, ...] | None:
        """The names of its files; None when one of them could not be made."""
        if not await self._worked(one.period.first, one.period.last):
            return ()  # the mall was shut: there is nothing to tell
        folder = self._folder(plan)
        if not plan.folder:
            with suppress(OSError):
                await asyncio.to_thread(folder.mkdir, 0o700, False, True)
        real = await asyncio.to_thread(folder.resolve)
        if any(real.is_relative_to(open_.resolve()) for open_ in self._served):
            log.error(
                "the server gives the files of %s to everybody; choose another folder", folder
            )
            self._fail("reports_open", "")
            return None
        made = [await self._one(which, one, plan, folder) for which in one.which]
        return None if None in made else tuple(name for name in made if name)

    async def _one(self, which: Which, one: Due, plan: ReportPlan, folder: Path) -> str | None:
        wish = Wish(
            which=which, format=plan.format, period=one.period, part=WHOLE, language=plan.language
        )
        file = folder / file_name(wish, self._mall())
        finished = await self._make(wish, file)
        if finished.error:
            log.error("the report %s can't be left: %s", file, finished.error)
            code = await asyncio.to_thread(_why, folder)
            self._fail(code, file.name)
            return None
        log.info("the report %s is there", file, extra={"facts": {"rows": finished.rows}})
        return file.name

    def _fail(self, code: str, file: str) -> None:
        self._trouble = (code, file)
        self.hour.later()
        self._told()

    def _folder(self, plan: ReportPlan) -> Path:
        return Path(plan.folder) if plan.folder else self._data / FOLDER

    def _read(self) -> Noted:
        try:
            noted = msgspec.json.decode((self._data / NOTED).read_bytes(), type=Noted)
            for written in (noted.at, noted.day, noted.month and f"{noted.month}-01"):
                if written and datetime.fromisoformat(written).tzinfo is not None:
                    raise ValueError(written)
            return noted
        except (OSError, ValueError):  # none yet, or a damaged note: begin with now
            return Noted()


def _why(folder: Path) -> str:
    """What keeps a report from its folder, as far as that can be seen."""
    if not folder.is_dir():
        return "reports_folder"
    if not os.access(folder, os.W_OK | os.X_OK):
        return "reports_unwritable"
    try:
        return "reports_room" if shutil.disk_usage(folder).free < ROOM else "reports_failed"
    except OSError:
        return "reports_folder"


def by_process(command: Sequence[str]) -> Make:
    """Makes files with `signage report`."""

    async def make(wish: Wish, file: Path) -> Finished:
        try:
            async with asyncio.timeout(LONGEST):
                return await made_by([*command, *wish.words(), "--out", str(file)])
        except TimeoutError:
            return Finished(error=f"it took more than {LONGEST:.0f} s")
        except OSError as error:
            return Finished(error=str(error))

    return make
