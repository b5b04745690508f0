"""Has long periods summed up by a process of its own, so that a press never waits for a year.

It is started when it is wanted and ended when nobody has asked for a while (`reckoning.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from signage.errors import JournalTrouble, NotFound
from signage.reckoning import Answer, Question

IDLE: Final = 120.0
"""Seconds after which a process that nobody asks ends, and gives its memory back."""
LONGEST: Final = 1 << 26
"""Bytes of an answer."""
COMMAND: Final = (sys.executable, "-m", "signage.reckoning")


class Summing:
    """Asks the process, one question at a time. A caller who is cancelled ends it."""

    def __init__(self, records: Path, command: Sequence[str] = COMMAND) -> None:
        self._command = (*command, str(records))
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[int]] = set()

    async def ask(self, question: Question) -> msgspec.Raw:
        """The figures as JSON. Raises NotFound, JournalTrouble."""
        async with self._turn:
            try:
                line = await self._asked(await self._started(), question)
                answer = msgspec.json.decode(line, type=Answer)
            except (OSError, ValueError, msgspec.DecodeError) as error:
                self._end()
                raise JournalTrouble("records_unready", str(error)) from error
            except BaseException:
                self._end()
                raise
        if answer.refused:
            raise NotFound(answer.refused, **answer.facts)
        if answer.trouble:
            raise JournalTrouble("records_unready", answer.trouble)
        return answer.figures

    async def warm(self) -> None:
        """Have it ready for who is about to ask."""
        async with self._turn:
            with contextlib.suppress(OSError):
                await self._started()

    async def close(self) -> None:
        """End it."""
        self._end()
        if self._ending:
            await asyncio.wait(self._ending)

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                limit=LONGEST,
            )  # fmt: skip
        if self._rest is not None:
            self._rest.cancel()
        self._rest = asyncio.get_running_loop().call_later(IDLE, self._idle)
        return self._process

    async def _asked(self, process: asyncio.subprocess.Process, question: Question) -> bytes:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101
        process.stdin.write(msgspec.json.encode(question) + b"\n")
        await process.stdin.drain()
        return await process.stdout.readline()

    def _idle(self) -> None:
        if not self._turn.locked():
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()
            ending = asyncio.ensure_future(process.wait())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)
