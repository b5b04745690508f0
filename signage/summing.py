"""Sums up long periods in a process of its own, so that a press never waits for a year.

`python -m signage.summing` reads a question a line and answers each with a line, until there are no
more. `Summing` starts it when it is wanted and ends it when nobody has asked for a while.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from signage.errors import JournalTrouble, NotFound, SignageError
from signage.figures.book import Part
from signage.figures.overview import Each, overview, service_report, view
from signage.figures.periods import Period
from signage.figures.shapes import By, Overview, ServiceReport, VoiceReport
from signage.figures.voices import voices
from signage.records.books import SERVICE, book
from signage.records.reading import Database, reading

IDLE: Final = 120.0
"""Seconds after which a process that nobody asks ends, and gives its memory back."""
LONGEST: Final = 1 << 26
"""Bytes of an answer."""
COMMAND: Final = (sys.executable, "-m", "signage.summing")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a period. `now` is Unix ms."""

    which: Literal["overview", "service", "voice"]
    period: Period
    part: Part
    now: int
    by: By = "day"


class Answer(msgspec.Struct, frozen=True):
    """The figures, or why there are none: a code, and the facts of its sentence."""

    figures: msgspec.Raw = msgspec.Raw(b"null")
    refused: str = ""
    facts: dict[str, str] = {}
    trouble: str = ""


def summed(
    db: Database, asked: Question, each: Each = map
) -> Overview | ServiceReport | VoiceReport:
    """The answer to a question. Raises NotFound."""
    period = asked.period
    if asked.which == "voice":
        spoken = book(db, period.first, period.last, asked.now, ("spoken",))
        return VoiceReport(period=view(spoken, period, None), zones=voices(spoken))
    read = book(db, period.first, period.last, asked.now, SERVICE)
    if asked.which == "overview":
        return overview(read, period, asked.part, each)
    return service_report(read, period, asked.by, asked.part)


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


def answered(records: Path, line: bytes) -> bytes:
    """One question, as a line, and its answer."""
    asked = msgspec.json.decode(line, type=Question)
    try:
        # sorting lets go of the interpreter, so that two threads are on two cores
        with reading(records) as db, ThreadPoolExecutor(2) as pool:
            figures = msgspec.Raw(msgspec.json.encode(summed(db, asked, pool.map)))
        return msgspec.json.encode(Answer(figures))
    except NotFound as unknown:
        facts: dict[str, Any] = {name: str(fact) for name, fact in unknown.facts.items()}
        return msgspec.json.encode(Answer(refused=unknown.code, facts=facts))
    except SignageError as trouble:
        return msgspec.json.encode(Answer(trouble=str(trouble)))


def serve(records: Path, lines: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
    """Answer until there are no more questions."""
    while line := lines():
        write(answered(records, line) + b"\n")


if __name__ == "__main__":

    def _out(answer: bytes) -> None:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()

    serve(Path(sys.argv[1]), sys.stdin.buffer.readline, _out)
