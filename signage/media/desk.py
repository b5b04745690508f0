"""Where files come in: how many at once, what is made of them in turn, and how far that is.

What was taken in is kept on the disk until it is made or refused, and a restart goes on with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from signage.config.settings import MediaRules
from signage.errors import Malformed, NotFound, Refused, RegistryTrouble, SignageError
from signage.media import filming, jobs, kinds
from signage.media.children import Died, Tools, find_tools
from signage.media.jobs import Note, Notes, ended, received, recounted
from signage.media.kinds import Kind
from signage.media.making import Wanted, make
from signage.media.receiving import (
    MEGABYTE,
    SECONDS,
    SENT,
    Received,
    receive,
    room,
    spare,
    workplace,
)
from signage.media.shelf import Shelf
from signage.registry.media import Media

log = logging.getLogger("signage.media")

COMING: Final = 3
"""Files that come at the same time."""
POSTER: Final = 1280
"""The longer side of a video's picture, in pixels."""
WAITING: Final = 12
"""Files that have come and are not made yet."""

State = Literal["waiting", "working", "done", "refused"]


@dataclass(slots=True, eq=False, kw_only=True)
class Job:
    """One file, from when it came until it is on the shelf or refused; `known`: it was there;
    `unwanted`: its sender takes it back; `kept`: it is too late for that."""

    id: str
    name: str
    state: State = "waiting"
    progress: float = 0.0
    media: Media | None = None
    refused: SignageError | None = None
    known: bool = False
    unwanted: bool = False
    kept: bool = False
    task: asyncio.Task[None] | None = None
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
        self._notes: Final = Notes(shelf.incoming)
        self._usage = usage
        self._coming = 0
        self._jobs: dict[str, Job] = {}
        self._lanes: Final = {"image": asyncio.Lock(), "video": asyncio.Lock()}
        self._shelving: Final = asyncio.Lock()
        self._tasks: Final[set[asyncio.Task[None]]] = set()

    def resume(self) -> None:
        """Goes on with what had come when the server ended, and knows again what became of others.
        Reads the disk: call it once, after the shelf is open."""
        try:
            every = self.shelf.every
            for row in self._notes.ended():
                job, media = self.remember(row.job, row.name), every.get(row.media)
                job.fail(row.refused) if media is None else job.done(media)
            for work, note in self._notes.unfinished():
                self._begin(self.remember(note.job, note.name), work, note)
        except (OSError, RegistryTrouble) as trouble:
            log.error("files that came before can't be gone on with: %s", trouble)

    @property
    def unfinished(self) -> tuple[Job, ...]:
        """What waits or is being made, the oldest first."""
        return tuple(job for job in self._jobs.values() if not job.ended.is_set())

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
        if self._coming >= COMING or len(self.unfinished) >= WAITING:
            raise Refused("media_busy", after=10)
        self._coming += 1
        try:
            async with workplace(self.shelf.incoming) as work:
                return await self._taken(chunks, told, by, still, work)
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
        known = self._known(got.source)
        if known is None:
            self.room(got.size)
        id = secrets.token_hex(8)
        if known is not None:
            job = self.remember(id, name)
            job.known = True
            job.done(known)
            return job
        assert kind is not None  # noqa: S101 - it was bounded by its kind
        note = Note(
            job=id, name=name, by=by, at=self._now(), kind=kind.id, size=got.size,
            source=got.source,
        )  # fmt: skip
        await asyncio.to_thread(self._notes.write, work, note)
        job = self.remember(id, name)
        self._begin(job, work, note)
        return job

    def _known(self, source: str) -> Media | None:
        """What was made of it before, as it would be made now."""
        form = filming.FORMS[self.rules().codec]
        return self.shelf.of_source(source, form.type if self.tools() else "")

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

    def remember(self, id: str, name: str) -> Job:
        """A job for a file of this name; the oldest that have ended are forgotten."""
        job = Job(id=id, name=name)
        self._jobs[job.id] = job
        over = len(self._jobs) - jobs.REMEMBERED
        for old in [one.id for one in self._jobs.values() if one.ended.is_set()][: max(0, over)]:
            del self._jobs[old]
        return job

    def _begin(self, job: Job, work: Path, note: Note) -> None:
        task = asyncio.create_task(self._work(job, work, note))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        job.task = task

    async def cancel(self, id: str) -> Job:
        """Gives a file up that is not made yet; one that is being put on the shelf, or is over,
        stays what it is. Raises NotFound."""
        job = self.job(id)
        if job.task is None or job.ended.is_set():
            return job
        await asyncio.sleep(0)  # a task cancelled before it begins says nothing
        if not job.kept:
            job.unwanted = True
            job.task.cancel()
        await job.ended.wait()
        return job

    async def _work(self, job: Job, work: Path, note: Note) -> None:
        """Makes it, sweeps up, and only then says what came of it."""
        outcome: Media | SignageError
        try:
            async with self._lanes[note.of_kind.family]:
                job.state = "working"
                outcome = await self._tried(job, work, note)
        except SignageError as refused:
            outcome = refused
        except asyncio.CancelledError:
            if not job.unwanted:
                raise
            outcome = Refused("media_cancelled")
        except Exception:  # its supervisor: whoever waits for it must be told
            log.exception("a file could not be made into media")
            outcome = Refused("media_failed")
        job.kept = True
        told = ended(note, outcome.id if isinstance(outcome, Media) else outcome)
        try:
            await asyncio.shield(asyncio.to_thread(self._notes.end, work, told))
        except OSError as error:
            log.warning("what became of a file is not noted: %s", error)
        if isinstance(outcome, Media):
            job.done(outcome)
            self.shelf.told()
        else:
            job.fail(outcome)

    async def _tried(self, job: Job, work: Path, note: Note) -> Media:
        known = self._known(note.source)
        if known is not None:  # the server went between the shelf and its note
            return known
        while not note.is_hopeless:
            note = await asyncio.to_thread(self._notes.begin, work, note)
            job.progress = 0.0
            try:
                return await self._made(job, work, note)
            except Died as died:
                log.warning("a file ended the program that opened it: %s", died)
                note = recounted(note, begun=note.begun, died=note.died + 1)
            except asyncio.CancelledError:  # the server ends in good order: that counts for nothing
                with contextlib.suppress(OSError):
                    self._notes.write(work, recounted(note, begun=note.begun - 1, died=note.died))
                raise
        raise Malformed("media_stopped")

    async def _made(self, job: Job, work: Path, note: Note) -> Media:
        def far(progress: float) -> None:
            job.progress = max(job.progress, progress)

        wanted = Wanted(
            got=received(work, note), kind=note.of_kind, name=note.name, by=note.by, at=note.at
        )
        left = spare(self.shelf.folder, self._usage)
        made = await make(wanted, self.rules(), self.tools(), far, left)
        job.kept = True
        async with self._shelving:
            media, files = await asyncio.to_thread(made.shelved, wanted, self.shelf)
            if media.id not in self.shelf.every:
                self.room(media.size)
            return await asyncio.to_thread(self.shelf.add, media, files)

    async def rename(self, id: str, name: str) -> Media:
        """Calls it so. Raises NotFound, Malformed."""
        async with self._shelving:
            return await asyncio.to_thread(self.shelf.rename, id, kinds.label(name))

    async def picture(self, id: str, sent: bytes) -> Media:
        """A picture that the sender's browser drew of a video: made anew, as any other. Raises
        NotFound, Malformed."""
        media = self.shelf.of(id)
        kind = kinds.kind_of(sent[: kinds.HEAD])
        if kind.id != "jpeg":
            raise Malformed("media_foreign", what=kind.said)
        if media.kind != "video" or media.poster is not None:
            return media
        self.room(len(sent))
        try:
            return await self._pictured(media, sent, kind)
        except OSError as error:
            log.error("a video's picture could not be taken in: %s", error)
            raise Refused("media_disk", free=0) from error

    async def _pictured(self, media: Media, sent: bytes, kind: Kind) -> Media:
        async with workplace(self.shelf.incoming) as work, self._lanes["image"]:
            await asyncio.to_thread((work / SENT).write_bytes, sent)
            got = Received(path=work / SENT, size=len(sent), source="")
            wanted = Wanted(got=got, kind=kind, name=media.name, by=media.by, at=media.at)
            rules = replace(self.rules(), width=POSTER, height=POSTER)
            try:
                made = await make(wanted, rules, None, lambda progress: None, len(sent))
            except Died:
                raise Malformed("media_heavy") from None
            async with self._shelving:
                return await asyncio.to_thread(self.shelf.picture, media.id, made.file)

    async def remove(self, id: str) -> Media:
        """Takes it away. Raises NotFound."""
        async with self._shelving:
            return await asyncio.to_thread(self.shelf.remove, id)

    async def close(self) -> None:
        """Ends what is being made; the next start goes on with it."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
