"""One printer: its own task, a bounded list of what waits, and what it says of itself."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from signage.devices.printers import status
from signage.devices.printers.connecting import Connect, Connection
from signage.devices.printers.drawing import escpos_bytes
from signage.devices.printers.paper import Receipt
from signage.devices.printers.settings import PrinterSettings
from signage.queueing.shapes import PrinterState

log = logging.getLogger("signage.printers")

MOST: Final = 50
"""Papers that may wait for one printer; then the oldest is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds. `idle`: between two looks at a printer with nothing to do; `look`: at one that is
    in trouble; `answer`: for a status; `slow`: until a paper that isn't out is told; `stuck`:
    until it is given up, `held`: the same while the printer says why; `stale`: a paper older than
    this is not printed, its visitor is gone; `least` and `most`: between tries to connect."""

    idle: float = 15.0
    look: float = 2.0
    answer: float = 1.5
    slow: float = 5.0
    stuck: float = 20.0
    held: float = 300.0
    stale: float = 120.0
    least: float = 1.0
    most: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A paper to be printed: whose, what is on it, and since when it waits."""

    ticket: str
    number: str
    receipt: Receipt
    since: float


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A paper that was not printed, or may not have been. `why` is a State, or `stale`, `full`."""

    number: str
    why: str


class Silent(OSError):
    """A printer that used to answer doesn't."""


class Printer:
    """What is asked of it returns at once; `run` does the work. `changed` is told of any news."""

    def __init__(
        self,
        settings: PrinterSettings,
        connect: Connect,
        clock: Callable[[], float],
        changed: Callable[[], None],
        patience: Patience,
    ) -> None:
        self.settings: Final = settings
        self._connect = connect
        self._clock = clock
        self._changed = changed
        self._patience = patience
        self._jobs: deque[Job] = deque()
        self._wake = asyncio.Event()
        self._answers = False  # whether it has ever answered: who never did can't be asked
        self._confirms: bool | None = None  # whether it answers GS r; None: not asked yet
        self._done = False  # whether such an answer came among others
        self.state: PrinterState = "unknown"
        self.error = ""
        self.printing: Job | None = None
        self.printed = 0
        self.missed = 0
        self.last_missed: Unprinted | None = None

    @property
    def waiting(self) -> int:
        """How many papers wait, with the one in the printer."""
        return len(self._jobs) + (self.printing is not None)

    def print(self, job: Job) -> None:
        """Put a paper at the end of the list; the same ticket is not in it twice."""
        if any(waiting.ticket == job.ticket for waiting in self._jobs):
            return
        if len(self._jobs) >= MOST:
            self._miss(self._jobs.popleft(), "full")
        self._jobs.append(job)
        self._wake.set()
        self._changed()

    @staticmethod
    async def ask(settings: PrinterSettings, connect: Connect) -> PrinterState:
        """How a printer is, in one visit. Raises OSError or TimeoutError."""
        alone = Printer(settings, connect, time.monotonic, lambda: None, Patience())
        async with connect(settings) as line:
            return await alone._look(line)

    def take_over(self, other: Printer) -> None:
        """Go on where another one was: the same printer, under new settings."""
        self._jobs.extend(other._jobs)
        self.printed, self.missed, self.last_missed = other.printed, other.missed, other.last_missed

    async def run(self) -> None:
        """Print what waits, in order, until cancelled; look now and then how the printer is."""
        pause = self._patience.least
        while True:
            try:
                await self._visit()
            except (OSError, TimeoutError) as trouble:
                self._show("slow" if isinstance(trouble, Silent) else "offline", str(trouble))
                self._drop_stale()
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._patience.most)
                continue
            except Exception as fault:  # the printer's supervisor: one bad paper must not end it
                log.exception("printer %s failed", self.settings.id)
                self._show("offline", repr(fault))
                await asyncio.sleep(self._patience.most)
                continue
            pause = self._patience.least
            self._drop_stale()
            await self._rest()

    async def _rest(self) -> None:
        """Until there is a paper, or it is time to look again."""
        is_well = self.state in ("ready", "unknown")
        if is_well and self._jobs:
            return
        if not is_well:
            await asyncio.sleep(self._patience.look)
            return
        self._wake.clear()
        try:
            async with asyncio.timeout(self._patience.idle):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _visit(self) -> None:
        """One connection: see how the printer is, and print while it is well."""
        async with self._connect(self.settings) as line:
            self._show(await self._look(line))
            while self.state in ("ready", "unknown") and (job := self._next()) is not None:
                await self._print(line, job)
                if self._jobs:
                    self._show(await self._look(line))

    def _next(self) -> Job | None:
        self._drop_stale()
        return self._jobs.popleft() if self._jobs else None

    async def _print(self, line: Connection, job: Job) -> None:
        """A paper is sent once. What is not known to be out is told, and never sent again by
        itself: two visitors must not hold the same number."""
        self.printing = job
        try:
            data = await asyncio.to_thread(escpos_bytes, job.receipt, self.settings)
            for _ in range(self.settings.copies):
                await line.send(data)
            if self._answers:
                await self._printed(line)
        except BaseException as trouble:
            self._miss(job, "slow" if isinstance(trouble, TimeoutError) else "offline")
            raise
        else:
            self.printed += 1
        finally:
            self.printing = None
            self._changed()

    async def _printed(self, line: Connection) -> None:
        """Wait until the printer has worked through everything. Raises Silent."""
        if self._confirms is False:
            return
        patience, began = self._patience, self._clock()
        heard, self._done = began, False
        await line.send(status.ASK_DONE)
        while True:
            if self._done or await self._heard(line, status.is_done, patience.answer) is not None:
                self._confirms = True
                self._show("ready")
                return
            state = await self._state(line)
            now = self._clock()
            late = now - began > patience.slow
            if state is not None:
                heard = now
            if state == "ready" and late and self._confirms is None:
                self._confirms = False  # it is well, and doesn't know this question
                return
            if state is not None and state != "ready":
                self._show(state)
            elif late:
                self._show("slow")
            if now - heard > patience.stuck or now - began > patience.held:
                raise Silent("what was sent last may not be out")

    async def _look(self, line: Connection) -> PrinterState:
        """How it is now. Raises Silent when it used to say so and doesn't."""
        if not line.talks:
            return "ready"
        state = await self._state(line)
        if state is None:
            if self._answers:
                raise Silent("it took the connection, and says nothing")
            return "unknown"
        self._answers = True
        return state

    async def _state(self, line: Connection) -> PrinterState | None:
        printer = await self._asked(line, status.ASK_PRINTER)
        if printer is None:
            return None
        cause = await self._asked(line, status.ASK_CAUSE)
        return status.state_of(printer, cause, await self._asked(line, status.ASK_PAPER))

    async def _asked(self, line: Connection, question: bytes) -> int | None:
        await line.send(question)
        return await self._heard(line, status.is_prompt, self._patience.answer)

    async def _heard(
        self, line: Connection, fits: Callable[[int], bool], seconds: float
    ) -> int | None:
        end = self._clock() + seconds
        while (left := end - self._clock()) > 0:
            byte = await line.byte(left)
            if byte is None:
                return None
            self._done = self._done or status.is_done(byte)
            if fits(byte):
                return byte
        return None

    def _drop_stale(self) -> None:
        while self._jobs and self._clock() - self._jobs[0].since > self._patience.stale:
            self._miss(self._jobs.popleft(), "stale")

    def _miss(self, job: Job, why: str) -> None:
        self.missed += 1
        self.last_missed = Unprinted(job.number, why)
        log.warning("printer %s: %s is not printed (%s)", self.settings.id, job.number, why)
        self._changed()

    def _show(self, state: PrinterState, error: str = "") -> None:
        if (state, error) == (self.state, self.error):
            return
        if state != self.state:
            level = logging.INFO if state in ("ready", "unknown") else logging.WARNING
            log.log(level, "printer %s is %s %s", self.settings.id, state, error)
        self.state, self.error = state, error
        self._changed()
