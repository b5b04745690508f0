"""Leaves reports in a folder, each day and each month, by a process of its own; what was missed
while the machine was off is made after the next start."""

from __future__ import annotations

import asyncio
import logging
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
from signage.whole import write_whole

log = logging.getLogger("signage.exports")

FOLDER: Final = "reports"
"""Where they are left, when `config.toml` names no other folder."""
NOTED: Final = "reports.json"
LOOK: Final = 30.0
FIRST: Final = 600.0
"""Seconds after a start in which what was missed waits: the hall is just opening."""
AGAIN: Final = 3600.0
LONGEST: Final = 3600.0
Make = Callable[[Wish, Path], Awaitable[Finished]]


class Scheduled:
    """Has the files made that are due. `plan` is how `config.toml` has it now, `now` the mall's own
    time, None while the clock is doubtful, `worked` the business days of a period.
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
    ) -> None:
        self._served = served
        self._data = data
        self._plan = plan
        self._mall = mall
        self._now = now
        self._steady = steady
        self._worked = worked
        self._make = make
        self._not_before = steady() + FIRST

    async def run(self) -> None:
        """Look at the clock for ever."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self.look()
            except Exception:  # its supervisor: a hall goes on without reports, and says so
                log.exception("the reports can't be looked after")
                self._not_before = self._steady() + AGAIN

    async def look(self) -> None:
        """Make what is due; the first that fails is tried again in an hour."""
        plan, now = self._plan(), self._now()
        if plan.minute is None or now is None or self._steady() < self._not_before:
            return
        made = await asyncio.to_thread(self._noted)
        for one in due(now, plan.minute, plan.daily, plan.monthly, made):
            if not await self._all_of(one, plan):
                self._not_before = self._steady() + AGAIN
                return
            await asyncio.to_thread(write_whole, self._data / NOTED, msgspec.json.encode(one.made))

    async def _all_of(self, one: Due, plan: ReportPlan) -> bool:
        if not await self._worked(one.period.first, one.period.last):
            return True  # the mall was shut: there is nothing to tell
        folder = Path(plan.folder) if plan.folder else self._data / FOLDER
        if not plan.folder:
            with suppress(OSError):
                await asyncio.to_thread(folder.mkdir, 0o700, False, True)
        real = await asyncio.to_thread(folder.resolve)
        if any(real.is_relative_to(open_.resolve()) for open_ in self._served):
            log.error(
                "the server gives the files of %s to everybody; choose another folder", folder
            )
            return False
        return all([await self._one(which, one, plan, folder) for which in one.which])

    async def _one(self, which: Which, one: Due, plan: ReportPlan, folder: Path) -> bool:
        wish = Wish(
            which=which, format=plan.format, period=one.period, part=WHOLE, language=plan.language
        )
        file = folder / file_name(wish, self._mall())
        finished = await self._make(wish, file)
        if finished.error:
            log.error("the report %s can't be left: %s", file, finished.error)
            return False
        log.info("the report %s is there", file, extra={"facts": {"rows": finished.rows}})
        return True

    def _noted(self) -> Made:
        try:
            return msgspec.json.decode((self._data / NOTED).read_bytes(), type=Made)
        except (OSError, msgspec.DecodeError):  # none yet, or a damaged note: begin with now
            return Made()


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
