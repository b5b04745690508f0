"""Presses on their way to the hall: one id has one answer, a double tap is one press."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from signage.errors import Malformed
from signage.journal.journal import Answer
from signage.live import Keyed, Live
from signage.queueing import commands as c
from signage.replies import Reply

KEY_LENGTH = 200


class Kept(Protocol):
    """Answers that the journal keeps by command id."""

    def known(self, digest: bytes) -> bool:
        """Whether there may be one."""

    async def answer(self, digest: bytes) -> Answer | None:
        """The answer, when there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A command, who sent it over which route, its id if it has one, and the body it came with."""

    command: c.Command
    device: str
    route: str
    key: str | None = None
    body: bytes = b""


class Presses:
    """Keeps what was asked just now apart from what is new. `debounce` in ms."""

    def __init__(
        self, live: Live, kept: Kept, steady: Callable[[], int], debounce: int = 700
    ) -> None:
        self._live = live
        self._kept = kept
        self._steady = steady
        self._debounce = debounce
        self._asked: dict[bytes, tuple[bytes, asyncio.Task[Reply]]] = {}
        # The last press at each counter: only the same one again, right after it, is a bounce.
        self._last: dict[str, _Last] = {}

    async def press(self, press: Press) -> Reply:
        """Carry it out, or give the answer that the same press has had.

        Raises Refused, Malformed("key_reused") or JournalTrouble.
        """
        if press.key is not None:
            return await self._keyed(press, press.key)
        return await self._debounced(press)

    async def _keyed(self, press: Press, key: str) -> Reply:
        if not (0 < len(key) <= KEY_LENGTH and key.isprintable()):
            raise Malformed("key_malformed")
        self._last.pop(_counter(press.command), None)
        digest = _digest(press.device, press.route, key)
        fingerprint = _digest(press.body.decode("latin-1"))
        under_way = self._asked.get(digest)
        if under_way is not None:
            _same(under_way[0], fingerprint)
            return await asyncio.shield(under_way[1])
        task = asyncio.create_task(self._first_time(press, Keyed(digest, fingerprint)))
        self._asked[digest] = (fingerprint, task)
        task.add_done_callback(lambda _: self._asked.pop(digest, None))
        return await _result(task)

    async def _first_time(self, press: Press, keyed: Keyed) -> Reply:
        if self._kept.known(keyed.digest):
            answer = await self._kept.answer(keyed.digest)
            if answer is not None:
                _same(answer.fingerprint, keyed.fingerprint)
                return Reply(answer.status, answer.body, kept=True)
        return await self._live.submit(press.command, keyed)

    async def _debounced(self, press: Press) -> Reply:
        counter = _counter(press.command)
        if self._debounce <= 0 or not counter:
            return await self._live.submit(press.command)
        now, name = self._steady(), (press.device, press.route, press.body)
        last = self._last.get(counter)
        if last and last.name == name and now - last.at < self._debounce and _stands(last.task):
            return await _result(last.task)
        task = asyncio.create_task(self._live.submit(press.command))
        self._last[counter] = _Last(name, now, task)
        return await _result(task)


@dataclass(frozen=True, slots=True)
class _Last:
    name: tuple[str, str, bytes]
    at: int
    task: asyncio.Task[Reply]


def _counter(command: c.Command) -> str:
    """The counter whose button a finger may bounce on; empty for what is asked one by one."""
    if isinstance(command, c.IssueTicket | c.Announce | c.CancelTicket):
        return ""
    return getattr(command, "counter", "")


def _stands(task: asyncio.Task[Reply]) -> bool:
    """Whether a press right after this one is the same; one that called nobody is decided anew."""
    return not task.done() or (task.exception() is None and not task.result().vain)


async def _result(task: asyncio.Task[Reply]) -> Reply:
    """The task's reply; whoever waits may go away without ending the press."""
    await asyncio.wait((task,))
    return task.result()


def _digest(*parts: str) -> bytes:
    joined = "\0".join(parts).encode()
    return hashlib.blake2b(joined, digest_size=16).digest()


def _same(one: bytes, other: bytes) -> None:
    if one != other:
        raise Malformed("key_reused")
