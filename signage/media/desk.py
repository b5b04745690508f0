"""Where files come in: how many at once, what is made of them in turn, and how far that is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from signage.config.settings import MediaRules
from signage.errors import Malformed, NotFound, Refused, SignageError
from signage.media import kinds
from signage.media.children import Tools, find_tools
from signage.media.kinds import Kind
from signage.media.making import Wanted, make
from signage.media.receiving import MEGABYTE, SECONDS, receive, room, spare, workplace
from signage.media.shelf import Shelf
from signage.registry.media import Media

log = logging.getLogger("signage.media")

COMING: Final = 3
"""Files that come at the same time."""
WAITING: Final = 12
"""Files that have come and are not made yet."""
REMEMBERED: Final = 200
"""Jobs of which one can still ask what became of them."""

State = Literal["waiting", "working", "done", "refused"]


@dataclass(slots=True, eq=False, kw_only=True)
class Job:
    """One file, from when it came until it is on the shelf or refused; `known`: it was there."""

    id: str
    name: str
    state: State = "waiting"
    progress: float = 0.0
    media: Media | None = None
    refused: SignageError | None = None
    known: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def done(self, media: Media) -> None:
        self.media, self.state, self.progress = media, "done", 1.0
        self.ended.set()

    def fail(self, why: SignageError) -> None:
        self.refused, self.state = why, "refused"
        self.ended.set()


class Desk:
    """Takes files in. Pictures and videos are made one at a time each, so that a picture never
    waits for a film. `now` gives Unix ms."""

    def __init__(
        self,
        shelf: Shelf,
        rules: Callable[[], MediaRules],
        now: Callable[[], int],
        *,
        tools: Callable[[], Tools | None] = find_tools,
        usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self.shelf: Final = shelf
        self.rules: Final = rules
        self.tools = tools
        self._now = now
        self._usage = usage
        self._coming = 0
        self._jobs: dict[str, Job] = {}
        self._lanes: Final = {"image": asyncio.Lock(), "video": asyncio.Lock()}
        self._shelving: Final = asyncio.Lock()
        self._tasks: Final[set[asyncio.Task[None]]] = set()

    def job(self, id: str) -> Job:
        """What became of a file. Raises NotFound."""
        found = self._jobs.get(id)
        if found is None:
            raise NotFound("media_job_unknown")
        return found

    async def take(
        self, chunks: AsyncIterator[bytes], name: str, by: str, still: Callable[[], None]
    ) -> Job:
        """Receives a file and begins to make what screens show of it. `still` raises when whoever
        sends it was sent away meanwhile. Raises Refused."""
        told = kinds.label(name)
        waiting = sum(job.state in ("waiting", "working") for job in self._jobs.values())
        if self._coming >= COMING or waiting >= WAITING:
            raise Refused("media_busy", after=10)
        self._coming += 1
        try:
            async with contextlib.AsyncExitStack() as stack:
                work = await stack.enter_async_context(workplace(self.shelf.incoming))
                return await self._taken(chunks, told, by, still, work, stack)
        except OSError as error:
            log.error("a file could not be taken in: %s", error)
            raise Refused("media_disk", free=0) from error
        finally:
            self._coming -= 1

    async def _taken(
        self,
        chunks: AsyncIterator[bytes],
        name: str,
        by: str,
        still: Callable[[], None],
        work: Path,
        stack: contextlib.AsyncExitStack,
    ) -> Job:
        kind: Kind | None = None

        def bound(head: bytes) -> int:
            nonlocal kind
            kind = self.kind_of(head, name)
            rules = self.rules()
            return rules.image_bytes if kind.family == "image" else rules.video_bytes

        self.room(0)
        try:
            async with asyncio.timeout(SECONDS):
                got = await receive(chunks, work, bound, self._usage)
        except TimeoutError:
            raise Malformed("too_slow") from None
        still()
        known = self.shelf.of_source(got.source)
        if known is None:
            self.room(got.size)
        job = self.remember(name)
        if known is not None:
            job.known = True
            job.done(known)
        elif kind is not None:
            wanted = Wanted(got=got, kind=kind, name=name, by=by, at=self._now())
            task = asyncio.create_task(self._work(job, wanted, stack.pop_all()))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return job

    def kind_of(self, head: bytes, name: str) -> Kind:
        """What a file is that begins so. Raises Malformed for what is not taken."""
        kind = kinds.kind_of(head)
        kinds.fitting(name, kind)
        if kind.family == "video" and not self.rules().video:
            raise Malformed("media_video_off")
        return kind

    def room(self, size: int) -> None:
        """Raises Refused where the mall's media have no room for so many bytes more."""
        total = self.rules().total_bytes
        if self.shelf.size + size > total or self.shelf.size >= total:
            raise Refused("media_full", limit=total // MEGABYTE)
        room(self.shelf.folder, size, self._usage)

    def remember(self, name: str) -> Job:
        """A job for a file of this name; the oldest that have ended are forgotten."""
        job = Job(id=secrets.token_hex(8), name=name)
        self._jobs[job.id] = job
        over = len(self._jobs) - REMEMBERED
        for old in [one.id for one in self._jobs.values() if one.ended.is_set()][: max(0, over)]:
            del self._jobs[old]
        return job

    async def _work(self, job: Job, wanted: Wanted, stack: contextlib.AsyncExitStack) -> None:
        """Makes it, sweeps up, and only then says what came of it."""
        outcome: Media | SignageError = Refused("media_stopped")
        try:
            async with stack, self._lanes[wanted.kind.family]:
                job.state = "working"
                outcome = await self._made(job, wanted)
        except SignageError as refused:
            outcome = refused
        except Exception:  # its supervisor: whoever waits for it must be told
            log.exception("a file could not be made into media")
            outcome = Refused("media_failed")
        finally:
            if isinstance(outcome, Media):
                job.done(outcome)
                self.shelf.told()
            else:
                job.fail(outcome)

    async def _made(self, job: Job, wanted: Wanted) -> Media:
        def far(progress: float) -> None:
            job.progress = max(job.progress, progress)

        left = spare(self.shelf.folder, self._usage)
        made = await make(wanted, self.rules(), self.tools(), far, left)
        async with self._shelving:
            media, files = await asyncio.to_thread(made.shelved, wanted, self.shelf)
            if media.id not in self.shelf.every:
                self.room(media.size)
            return await asyncio.to_thread(self.shelf.add, media, files)

    async def rename(self, id: str, name: str) -> Media:
        """Calls it so. Raises NotFound, Malformed."""
        async with self._shelving:
            return await asyncio.to_thread(self.shelf.rename, id, kinds.label(name))

    async def remove(self, id: str) -> Media:
        """Takes it away. Raises NotFound."""
        async with self._shelving:
            return await asyncio.to_thread(self.shelf.remove, id)

    async def close(self) -> None:
        """Ends what is being made; nothing of it stays."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
