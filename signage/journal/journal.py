"""The diary of a hall: append, read, follow. Everything else is drawn from it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from itertools import islice
from pathlib import Path

from signage.errors import JournalTrouble
from signage.journal import schema
from signage.journal.answers import Answer, answer_of
from signage.journal.boot import boot_id
from signage.journal.chain import Head, Line, head_of, read_on, write_on
from signage.journal.reader import Reader
from signage.journal.writer import Connect, Mark, Writer, open_writer
from signage.queueing.model import Recorded

__all__ = ["FILE", "Answer", "Journal"]

FILE = "journal.db"
PAGE = 1000
SLICE = 200
"""Lines that are checked at a stretch where presses must not wait for it."""
RECENT = 1024
"""Events kept in memory for followers; one that is further behind reads them from the disk."""


class Journal:
    """One writer, any number of readers and followers. Open it with `Journal.open`.

    `epoch` names this journal, `seq`, `at` and `tick` are of its last event. `rebooted` says that
    the machine was started anew since that event, so that a steady clock begins at another nought.
    """

    def __init__(self, reader: Reader, writer: Writer, boot: str) -> None:
        self._reader = reader
        self._writer = writer
        self._boot = boot
        self._head = Head()
        self._turn = asyncio.Lock()
        self._recent: deque[Recorded] = deque(maxlen=RECENT)
        self._digests: set[bytes] = set()
        self._news = asyncio.Event()
        self._shut = False
        self.epoch = 0
        self.rebooted = False

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        folder: Path,
        *,
        wall: Callable[[], float] = time.time,
        boot: Callable[[], str] = boot_id,
        connect: Connect = open_writer,
    ) -> AsyncIterator[Journal]:
        """The journal of a data folder, made if there is none and checked from its last day on.

        `wall` gives Unix seconds for a new epoch. A file that can be read but not written opens
        all the same and refuses to append. Raises JournalTrouble.
        """
        path = folder / FILE
        reader, writer = Reader(path), Writer(path, connect)
        journal = cls(reader, writer, boot())
        try:
            try:
                await writer.start(wall())
            except JournalTrouble as trouble:
                if trouble.code == "damaged" or not path.exists():
                    raise
            await journal._begin()
            yield journal
        finally:
            await journal._close()

    @property
    def seq(self) -> int:
        """The place of the last event; 0 when nothing has happened."""
        return self._head.seq

    @property
    def at(self) -> int:
        """When the last event was, Unix ms."""
        return self._head.at

    @property
    def tick(self) -> int:
        """When the last event was, in ms of the hall's steady clock."""
        return self._head.tick

    @property
    def shut(self) -> bool:
        """Whether the journal has been left: nothing comes any more."""
        return self._shut

    async def append(self, records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
        """Write events and the answers they gave, all or nothing; they are on the disk on return.

        Raises JournalTrouble when they are not in the journal, which stays as it was and takes
        events again once the cause is gone; ValueError for events that are not next. A caller that
        is cancelled meanwhile must look at `seq`.
        """
        writing = asyncio.ensure_future(self._append(records, answers))
        # The disk can't be called back: the books are kept to the end, whoever still listens.
        writing.add_done_callback(_noticed)
        await asyncio.shield(writing)

    async def read(self, after: int = 0, upto: int | None = None) -> AsyncIterator[Recorded]:
        """The events after `after` as of now, checked as they pass."""
        async for page in self._pages(after, upto, PAGE):
            for recorded in page:
                yield recorded

    async def follow(self, after: int) -> AsyncIterator[Recorded]:
        """History after `after`, then each event once it is on the disk; ends with the journal."""
        async for page in self.follow_pages(after):
            for recorded in page:
                yield recorded

    async def follow_pages(self, after: int) -> AsyncIterator[Sequence[Recorded]]:
        """As `follow`, with all that is there at once."""
        while not self._shut:
            if after >= self.seq:
                await self._news.wait()
                continue
            for page in self._kept(after) or [
                page async for page in self._pages(after, after + PAGE, PAGE)
            ]:
                after = page[-1].seq
                yield page

    async def last_day(self) -> int:
        """The seq of the last DayOpened, 0 if there is none."""
        return await self._reader.last_day()

    async def verify(self, after: int = 0) -> int:
        """Check the chain from `after` to now; gives the last seq. Raises JournalTrouble."""
        end = self.seq
        async for _ in self._pages(after, end, SLICE):
            await asyncio.sleep(0)
        return end

    def known(self, digest: bytes) -> bool:
        """Whether a command of this digest was answered."""
        return digest in self._digests

    async def answer(self, digest: bytes) -> Answer | None:
        """What the command of this digest was answered, None if it never was."""
        if digest not in self._digests:
            return None
        found = await self._reader.rows(schema.ANSWER, digest.hex())
        return answer_of(digest, found[0]) if found else None

    async def probe(self) -> None:
        """See whether the disk takes events, after it took none. Raises JournalTrouble."""
        async with self._turn, self._undisturbed():
            await self._writer.probe(self._head, self._mark)

    async def forget(self, before: int) -> None:
        """Drop the answers given before event `before`; not by dates, which can be put right."""
        async with self._turn:
            self._digests.difference_update(await self._writer.forget(before))

    async def _begin(self) -> None:
        self.epoch, end, boot = await self._reader.end()
        found = await self._reader.rows(schema.LAST)
        self._head = head_of(Line(*found[0])) if found else Head()
        day = await self._reader.last_day()
        async for _ in self._pages(max(0, day - 1), None, PAGE):
            pass
        if (self._head.seq, self._head.hash) != end:
            raise JournalTrouble("damaged", "the last events are missing", self.seq + 1)
        self.rebooted = self.seq > 0 and (not self._boot or boot != self._boot)
        self._digests = await self._reader.digests()

    async def _append(self, records: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        async with self._turn:
            if self._shut:
                raise JournalTrouble("disk_failed", "the journal is shut")
            self._check(records, answers)
            before = head = self._head
            lines = []
            for recorded in records:
                head, line = write_on(head, recorded)
                lines.append(line)
            async with self._undisturbed():
                await self._writer.write(before, lines, answers, self._mark)
            self._head = head
            self._recent.extend(records)
            self._digests.update(answer.digest for answer in answers)
            news, self._news = self._news, asyncio.Event()
            news.set()

    @property
    def _mark(self) -> Mark:
        return Mark(self.epoch, self._boot)

    def _undisturbed(self) -> AbstractAsyncContextManager[None]:
        """Nobody reads while the file is opened again for writing."""
        return self._reader.aside() if self._writer.failed else nullcontext()

    def _check(self, records: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        if not records:
            raise ValueError("a batch has at least one event")
        if any(recorded.epoch != self.epoch for recorded in records):
            raise ValueError(f"this journal's epoch is {self.epoch}")
        digests = {answer.digest for answer in answers}
        if len(digests) < len(answers) or not digests.isdisjoint(self._digests):
            raise ValueError("a command is answered once")

    def _kept(self, after: int) -> list[list[Recorded]]:
        """What memory holds after `after`, as a page; nothing if it doesn't reach back so far."""
        if not self._recent or self._recent[0].seq > after + 1:
            return []
        return [list(islice(self._recent, after + 1 - self._recent[0].seq, None))]

    async def _pages(
        self, after: int, upto: int | None, size: int
    ) -> AsyncIterator[list[Recorded]]:
        # Never past our own head: what a failed commit may have left there was never answered.
        end = self.seq if upto is None else min(upto, self.seq)
        if after >= end:
            return
        head = await self._reader.head_at(after)
        while head.seq < end:
            page = []
            for line in await self._reader.page(head.seq, end, size):
                head, recorded = read_on(head, line)
                page.append(recorded)
            if not page:
                raise JournalTrouble("damaged", f"event {head.seq + 1} is missing", head.seq + 1)
            yield page

    async def _close(self) -> None:
        async with self._turn:
            self._shut = True
            self._news.set()
            await self._reader.close()
            await self._writer.close()


def _noticed(writing: asyncio.Future[None]) -> None:
    if not writing.cancelled():
        writing.exception()
