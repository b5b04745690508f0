"""Files of reports that somebody asks the server for: made by a process of its own, one at a time,
and only while somebody waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import msgspec

from signage.errors import NotFound, Refused
from signage.exports.tables import Language
from signage.figures.book import Part
from signage.figures.files import Format, Which
from signage.figures.periods import Period
from signage.media.receiving import room

log = logging.getLogger("signage.exports")

FOLDER: Final = ".exports"
WAITING: Final = 6
"""So many files at the most are made or wait to be."""
LONELY: Final = 60.0
"""Seconds after which a file that nobody asks for is made no further."""
KEPT: Final = 600.0
"""Seconds for which a file that is ready is kept."""
LONGEST: Final = 1800.0
MOST: Final = 12
"""Files that are kept at once; for one more, the one that nobody has asked for longest goes."""
State = Literal["waiting", "making", "ready", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The file that somebody wants."""

    which: Which
    format: Format
    period: Period
    part: Part
    language: Language = "id"
    bom: bool = False

    def words(self) -> list[str]:
        """The same for the command line."""
        part = [(kind, getattr(self.part, kind)) for kind in ("agency", "service", "counter")]
        return [
            self.which, f"--from={self.period.first}", f"--until={self.period.last}",
            f"--language={self.language}", *(["--bom"] if self.bom else []),
            *(f"--{kind}={id}" for kind, id in part if id is not None),
        ]  # fmt: skip


class Progress(msgspec.Struct, frozen=True):
    """What the process says on its way."""

    done: int
    of: int


class Finished(msgspec.Struct, frozen=True):
    """What it says at the end."""

    rows: int = 0
    error: str = ""


@dataclass(slots=True)
class Job:
    """A file on its way. `done` of `of` steps; `asked` is when somebody last asked for it."""

    id: str
    name: str
    file: Path
    wish: Wish
    asked: float
    state: State = "waiting"
    done: int = 0
    of: int = 0
    rows: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def tell(self, progress: Progress) -> None:
        """It has come so far."""
        self.done, self.of = progress.done, progress.of


class Exports:
    """Makes files for whoever asks. `command` runs `signage report`, `steady` counts seconds."""

    def __init__(
        self,
        data: Path,
        command: Sequence[str],
        *,
        mall: Callable[[], str],
        steady: Callable[[], float],
        usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self._room = data
        self._usage = usage
        self._dropping: set[asyncio.Task[None]] = set()
        self._folder = data / FOLDER
        self._command = command
        self._mall = mall
        self._steady = steady
        self._jobs: dict[str, Job] = {}
        self._turn = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Ready for work until the block ends; then nothing of it is left."""
        await asyncio.to_thread(shutil.rmtree, self._folder, True)
        try:
            yield
        finally:
            for job in tuple(self._jobs.values()):
                await self.drop(job.id)
            if self._dropping:
                await asyncio.wait(self._dropping)
            await asyncio.to_thread(shutil.rmtree, self._folder, True)

    async def run(self) -> None:
        """Drop what nobody waits for, for ever."""
        while True:
            await asyncio.sleep(5.0)
            await self.tidy()

    async def tidy(self) -> None:
        """Drop what nobody waits for any more."""
        now = self._steady()
        for job in tuple(self._jobs.values()):
            patience = KEPT if job.state in ("ready", "failed") else LONELY
            if now - job.asked > patience:
                await self.drop(job.id)

    def begin(self, wish: Wish) -> Job:
        """Have a file made. Raises Refused when too many are."""
        going = [job for job in self._jobs.values() if not job.over.is_set()]
        if len(going) >= WAITING:
            raise Refused("exports_full")
        room(self._room, 0, self._usage)
        id = secrets.token_urlsafe(12)
        name = file_name(wish, self._mall())
        file = self._folder / f"{id}.{wish.format}"
        job = Job(id, name, file, wish, self._steady())
        job.task = asyncio.create_task(self._made(job))
        self._jobs[id] = job
        self._forget()
        return job

    def _forget(self) -> None:
        kept = sorted((job.asked, id) for id, job in self._jobs.items() if job.over.is_set())
        for _, id in kept[: max(0, len(kept) - MOST)]:
            task = asyncio.create_task(self.drop(id))
            self._dropping.add(task)
            task.add_done_callback(self._dropping.discard)

    def job(self, id: str) -> Job:
        """The file on its way; who asks waits for it. Raises NotFound."""
        found = self._jobs.get(id)
        if found is None:
            raise NotFound("export_unknown")
        found.asked = self._steady()
        return found

    async def drop(self, id: str) -> None:
        """Make it no further, and forget its file."""
        job = self._jobs.pop(id, None)
        if job is None:
            return
        if job.task is not None and not job.task.done():
            job.task.cancel()
            await asyncio.wait([job.task])
        with contextlib.suppress(OSError):
            await asyncio.to_thread(job.file.unlink, True)

    def _make_folder(self) -> None:
        # here, and not in a thread that goes on and makes it anew when the job is cut off
        self._folder.mkdir(0o700, True, True)

    async def _made(self, job: Job) -> None:
        try:
            async with self._turn, asyncio.timeout(LONGEST):
                job.state = "making"
                self._make_folder()
                finished = await made_by(
                    [*self._command, *job.wish.words(), "--out", str(job.file)], job.tell
                )
        except (OSError, TimeoutError) as error:
            finished = Finished(error=str(error) or f"it took more than {LONGEST:.0f} s")
        finally:
            job.over.set()
            if job.state == "making":
                job.state = "failed"
        job.rows = finished.rows
        if finished.error:
            log.error("the file %s could not be made: %s", job.name, finished.error)
        else:
            job.state = "ready"


def file_name(wish: Wish, mall: str) -> str:
    """A usual name, such as `metro-visits-2026-11-01-2026-11-30.xlsx`."""
    ends = "-".join(dict.fromkeys((wish.period.first, wish.period.last)))
    return f"{mall}-{wish.which}-{ends}.{wish.format}"


def nobody(progress: Progress) -> None:
    """For whom progress is nothing."""


async def made_by(command: Sequence[str], told: Callable[[Progress], None] = nobody) -> Finished:
    """What a process of `signage report` came to; it ends with whoever waits for it."""
    process = await asyncio.create_subprocess_exec(
        *command, "--gentle", "--progress", "--json", stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None  # noqa: S101
    last = ""
    try:
        async for line in process.stderr:
            try:
                told(msgspec.json.decode(line, type=Progress))
            except msgspec.DecodeError:
                last = line.decode(errors="replace").strip()[-400:]
        out = await process.stdout.read()
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        finished = msgspec.json.decode(out, type=Finished)
    except msgspec.DecodeError:
        return Finished(error=last or "no answer")
    return finished if code == 0 or finished.error else Finished(error=f"it ended with {code}")
