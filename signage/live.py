"""The single writer of a hall: commands in, decided in order, committed together, then shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from signage.clock import Clock
from signage.errors import JournalTrouble, SignageError
from signage.journal.journal import Answer
from signage.queueing import commands as c
from signage.queueing import shapes
from signage.queueing.codec import same_hall
from signage.queueing.fold import apply
from signage.queueing.hall import Hall
from signage.queueing.hours import Moment
from signage.queueing.model import Recorded, State, Ticket
from signage.queueing.order import Policy, fair
from signage.queueing.refusals import say
from signage.queueing.rules import decide
from signage.queueing.topics import touched
from signage.replies import Reply, reply
from signage.seen import Seen

log = logging.getLogger("signage.live")

BATCH = 500
"""Commands that are committed together at the most."""

Watcher = Callable[[Sequence[Recorded], State], None]


class Diary(Protocol):
    """Where the live hall writes; `signage.journal.Journal` is one."""

    @property
    def epoch(self) -> int: ...
    @property
    def at(self) -> int: ...
    @property
    def tick(self) -> int: ...
    @property
    def rebooted(self) -> bool: ...

    async def append(self, records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
        """Raises JournalTrouble, and then nothing of it was written."""

    async def last_day(self) -> int:
        """The seq of the last DayOpened, 0 when there is none."""

    def read(self, after: int = 0, upto: int | None = None) -> AsyncIterator[Recorded]:
        """The records after a seq, in order."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A command's id, as the journal keeps it: who asked for what, and with which body."""

    digest: bytes
    fingerprint: bytes


@dataclass(slots=True)
class _Asked:
    command: c.Command
    keyed: Keyed | None
    reply: asyncio.Future[Reply]


class Live(Seen):
    """The running hall. Only its own task changes the state; everybody else reads it."""

    def __init__(
        self,
        diary: Diary,
        clock: Clock,
        token: Callable[[Ticket], str],
        policy: Policy = fair,
    ) -> None:
        super().__init__(clock, token, lambda: diary.epoch)
        self._diary = diary
        self._policy = policy
        self._asked: list[_Asked] = []
        self._wake = asyncio.Event()
        self._felt: list[asyncio.Future[None]] = []
        self._stopping = False
        self._idle = asyncio.Event()
        self._watchers: list[Watcher] = []
        self._began = 0  # the journal's seq when this server started
        self._stepped = False  # the clock was set, and the day has not been looked at since
        self._lost = False  # the journal is damaged or was not read: nothing is built upon it

    # ---- start and run

    async def start(self, hall: Hall) -> None:
        """Fold the journal from its last day on, take the hall's settings, open the day."""
        state = State(hall=hall)
        day = await self._diary.last_day()
        try:
            async for recorded in self._diary.read(after=max(0, day - 1)):
                state = apply(state, recorded)
        except JournalTrouble as trouble:
            self.fail(trouble)
            self._lost = True
        self._clock.resume(self._diary.at, self._diary.tick, rebooted=self._diary.rebooted)
        self._settle(state)
        self._began = state.seq
        self._learn_tokens()

    async def adopt(self, hall: Hall) -> None:
        """Run by this hall from now on. Raises Refused when those who wait stand against it."""
        if not same_hall(self.state.hall, hall):
            await self.submit(c.ChangeHall(hall=hall))

    async def turn(self) -> None:
        """Open or turn the business day when it is time; asked every few seconds.

        A clock that was set while visitors came keeps their day, under its true date; one that was
        set before anybody came this time turns it, so that nobody waits behind yesterday's tickets.
        """
        self._stepped = self._clock.stepped() or self._stepped
        if self.trouble is not None:
            return
        stepped, self._stepped = self._stepped, False
        if self._clock.now().business_date == self.state.day:
            return
        if stepped and self.state.day_open and self.state.seq > self._began:
            await self.submit(c.RedateDay())
        else:
            await self.submit(c.OpenDay())

    async def run(self) -> None:
        """Take what is asked, in order, until `stop`."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._asked:
                batch = self._asked[:BATCH]
                del self._asked[:BATCH]
                if self.trouble is not None and self._lost:
                    for asked in batch:
                        _answer(asked.reply, JournalTrouble(self.trouble.code))
                else:
                    await self._commit(batch)
            for felt in self._felt:
                if not felt.done():
                    felt.set_result(None)
            self._felt.clear()
            if self._stopping:
                self._idle.set()
                return

    async def pulse(self) -> None:
        """Return when `run` has come round with all that is asked; never while it hangs."""
        felt = asyncio.get_running_loop().create_future()
        self._felt.append(felt)
        self._wake.set()
        await felt

    def stop(self) -> None:
        """Refuse new commands; `run` returns when those already asked are answered."""
        self._stopping = True
        self._wake.set()

    async def drained(self) -> None:
        """Wait after `stop` until all that was asked is answered."""
        await self._idle.wait()

    async def recover(self, probe: Callable[[], Awaitable[None]]) -> None:
        """In trouble, see whether the disk takes events again, so that the screens can say so."""
        if self.trouble is None or self._lost:
            return
        try:
            await probe()
        except JournalTrouble:
            return
        if not self._lost:
            self.trouble = None
            self.changed(self.topics.every)

    # ---- commands

    async def submit(self, command: c.Command, keyed: Keyed | None = None) -> Reply:
        """Carry out a command. Returns when it is on the disk. Raises Refused or JournalTrouble."""
        if self._stopping:
            raise JournalTrouble("stopping")
        if self.trouble is not None and self._lost:
            raise JournalTrouble(self.trouble.code)
        asked = _Asked(command, keyed, asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        self._wake.set()
        return await asyncio.shield(asked.reply)

    async def _commit(self, batch: list[_Asked]) -> None:
        now = self._clock.now()
        state = self.state
        records: list[Recorded] = []
        answers: list[Answer] = []
        replies: list[tuple[_Asked, Reply | SignageError]] = []
        for asked in batch:
            state, made, answered = self._decide(state, asked, now)
            records += made
            replies.append((asked, answered))
            if made and asked.keyed is not None and isinstance(answered, Reply):
                answers.append(
                    Answer(
                        digest=asked.keyed.digest,
                        fingerprint=asked.keyed.fingerprint,
                        status=answered.status,
                        body=answered.body,
                        day=state.day,
                    )
                )
        if records:
            try:
                await self._diary.append(records, answers)
            except JournalTrouble as trouble:
                self.fail(trouble)
                replies = [(asked, trouble) for asked in batch]
            except Exception as fault:  # a fault of ours: nothing was written, and the hall goes on
                log.exception("the journal refused a batch")
                failed = JournalTrouble("disk_failed", repr(fault))
                replies = [(asked, failed) for asked in batch]
            else:
                self._advance(records, state)
        for asked, answered in replies:
            _answer(asked.reply, answered)

    def _decide(
        self, state: State, asked: _Asked, now: Moment
    ) -> tuple[State, tuple[Recorded, ...], Reply | SignageError]:
        try:
            events = decide(state, asked.command, now, self._policy)
            after = state
            records = []
            for i, event in enumerate(events, start=state.seq + 1):
                recorded = Recorded(
                    epoch=self._diary.epoch, seq=i, at=now.at, tick=now.tick, event=event
                )
                records.append(recorded)
                after = apply(after, recorded)
            made = tuple(records)
            return after, made, reply(asked.command, made, after, self._token_of)
        except SignageError as refused:
            return state, (), refused
        except Exception as fault:  # one faulty command must not end the hall
            log.exception("a command failed: %r", asked.command)
            return state, (), SignageError(f"internal: {fault!r}")

    def _advance(self, records: Sequence[Recorded], state: State) -> None:
        before = self.state
        again = self.trouble is not None and not self._lost
        if again:
            self.trouble = None
            log.warning("the journal takes events again")
        gone = set[str]()
        if state.hall is not before.hall:
            gone |= self.topics.every
        if state.hall is not before.hall or state.day != before.day or not state.day_open:
            gone |= {f"ticket/{token}" for token in self._tickets_by_token}
        self._settle(state)
        if state.day != before.day or not state.day_open:
            self._learn_tokens()
        try:
            topics = self._touched(records, before)
        except Exception:  # what is written must be shown, even if we can't tell where
            log.exception("can't tell what changed")
            topics = set(self.topics.every)
        if again or state.hall is not before.hall or state.day != before.day:
            topics |= self.topics.every
        self.changed(topics | gone)
        for watcher in self._watchers:
            watcher(records, state)

    def _touched(self, records: Sequence[Recorded], before: State) -> set[str]:
        topics = set[str]()
        for recorded in records:
            topics |= touched(self.topics, recorded.event, before, self.state)
            topics |= self._ticket_topics(recorded)
        return topics

    def fail(self, trouble: JournalTrouble) -> None:
        """Refuse presses for this reason from now on, and say so on every screen."""
        log.error("the journal takes no event: %s", trouble)
        if self._lost:
            return
        self._lost = trouble.code == "damaged"
        self.trouble = shapes.Trouble(code=trouble.code, text=say(trouble.code))
        if hasattr(self, "topics"):
            self.changed(self.topics.every)

    # ---- watching

    def watch(self, watcher: Watcher) -> None:
        """Be told of every batch of records after it is on the disk, in order."""
        self._watchers.append(watcher)


def _answer(future: asyncio.Future[Reply], answered: Reply | SignageError) -> None:
    if future.done():
        return
    if isinstance(answered, Reply):
        future.set_result(answered)
    else:
        future.set_exception(answered)
        future.exception()  # the asker may be gone; then nobody else reads it
