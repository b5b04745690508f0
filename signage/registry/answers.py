"""Answers to the survey. Whose they are is not kept: no row leads from a ticket to its answer.

An answer has a random key and lies in a table without row numbers, so that neither says when it
came among others; its time is half a day. That a ticket's one answer was given is a keyed hash in a
table of its own, in the order of the hashes. Both are written in one transaction, after which the
log of writes is emptied: for a moment they would stand side by side in it. What was deleted is
overwritten. Suggestions have keys of their own, and no time of day.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import secrets
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

import aiosqlite

from signage.errors import Malformed, NotFound, Refused, RegistryTrouble
from signage.registry.answer_file import (
    COUNT,
    FILE,
    NOTE,
    SCHEMA,
    SUGGEST,
    SUMS_UP,
    WRITE,
)  # fmt: skip
from signage.registry.answer_questions import AnswerQuestions
from signage.registry.answer_shapes import Answer, Once
from signage.survey.questionnaire import VALUES, Questionnaire
from signage.survey.respondents import noted

log = logging.getLogger("signage.registry")

KEY_LENGTH: Final = 200
TOGETHER: Final = 2000
"""Answers of a trial that are written at once."""


class Answers(AnswerQuestions):
    """Open them with `Answers.open`. Every method raises RegistryTrouble when the disk fails.

    A table that can't be opened stops no hall: people are served without it.
    """

    def __init__(
        self,
        db: aiosqlite.Connection | None,
        reader: aiosqlite.Connection | None,
        key: bytes,
        name: Any = secrets.token_bytes,
    ) -> None:
        super().__init__(reader)
        self._opened = db
        self._key = key
        self._name = name
        self._writing = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path, key: bytes) -> AsyncIterator[Answers]:
        """The answers of a data folder; `key` hashes the tickets."""
        path = folder / FILE
        made: list[aiosqlite.Connection] = []
        try:
            path.touch(mode=0o600)
            for script in (SCHEMA, "PRAGMA query_only=ON;"):
                db = aiosqlite.connect(path, isolation_level=None, timeout=1.0)
                made.append(await db)
                async with await db.executescript(script):
                    pass
        except (OSError, sqlite3.Error) as error:
            log.error("%s can't be used (%s): no answers are taken", path, error)
            await _close(made)
            yield cls(None, None, key)
            return
        try:
            yield cls(made[0], made[1], key)
        finally:
            await _close(made)

    # ---- writing

    async def keep(self, answer: Answer, asked: Questionnaire, once: Once | None = None) -> None:
        """Keep it. The same request again is answered the same, and kept once.

        Raises Refused("survey_given") for the second answer of a ticket, Malformed("key_reused").
        """
        async with self._transaction() as db:
            if once is not None and await self._was_given(db, once):
                return
            await self._write(db, (answer,), asked)

    async def take_in(self, answers: Iterable[Answer], asked: Questionnaire) -> int:
        """Many at once, all or none; for trials and for what was gathered on paper."""
        count, left = 0, iter(answers)
        async with self._transaction() as db:
            while some := list(islice(left, TOGETHER)):
                await self._write(db, some, asked)
                count += len(some)
        return count

    async def forget(self, before: str) -> int:
        """Forget whose answers were given on business days before this one."""
        async with self._transaction() as db:
            gone = await db.execute("DELETE FROM given WHERE day < ?", (before,))
            return gone.rowcount

    async def remove(self, suggestion: str) -> tuple[str, str]:
        """Take out what somebody wrote, for good; its date and service. Raises NotFound."""
        async with self._transaction() as db:
            asked = "DELETE FROM suggestions WHERE hex(id) = ? RETURNING date, service"
            gone = list(await db.execute_fetchall(asked, (suggestion.upper(),)))
            if not gone:
                raise NotFound("suggestion_unknown")
        return gone[0][0], gone[0][1]

    # ---- reading

    async def given(self, ticket: str) -> bool:
        """Whether this ticket's one answer was given."""
        marked = (self._mark("ticket", ticket),)
        return bool(await self._rows("SELECT 1 FROM given WHERE mark = ?", marked))

    # ---- inside

    async def _was_given(self, db: aiosqlite.Connection, once: Once) -> bool:
        """Whether this very request was answered before; otherwise notes that it is now."""
        if once.key is not None and not (
            0 < len(once.key) <= KEY_LENGTH and once.key.isprintable()
        ):
            raise Malformed("key_malformed")
        if once.ticket is None and once.key is None:
            return False
        request, said = self._request(once)
        named = ("ticket", once.ticket) if once.ticket is not None else ("request", once.key or "")
        mark = self._mark(*named)
        row = await (
            await db.execute("SELECT request, said FROM given WHERE mark = ?", (mark,))
        ).fetchone()
        if row is None:
            await db.execute(NOTE, (mark, once.day, request, said))
            return False
        if request is None or row[0] != request:
            raise Refused("survey_given")
        if row[1] != said:
            raise Malformed("key_reused")
        return True

    def _request(self, once: Once) -> tuple[bytes | None, bytes | None]:
        """The request's id and its body, hashed. The body's hash has the id as its key, which is
        kept nowhere: with a key of ours all possible answers could be tried against it."""
        if once.key is None:
            return None, None
        said = hmac.new(once.key.encode(), b"said\0" + once.body, hashlib.sha256).digest()
        return self._mark("key", once.key), said

    def _mark(self, kind: str, name: str) -> bytes:
        return hmac.new(self._key, f"survey/{kind}/{name}".encode(), hashlib.sha256).digest()

    async def _write(
        self, db: aiosqlite.Connection, answers: Sequence[Answer], asked: Questionnaire
    ) -> None:
        valued = [answer for answer in answers if answer.values]
        wrote = [answer for answer in answers if answer.suggestion or answer.complaint]
        if valued:
            since = min(answer.served.date for answer in valued)
            kept = (asked.version, asked.content, since)
            await db.execute("INSERT OR IGNORE INTO questionnaires VALUES (?, ?, ?)", kept)
            await db.executemany(WRITE, [(self._name(16), *_row(one)) for one in valued])
            await db.executemany(SUMS_UP, [row for one in valued for row in _sums(one)])
            await db.executemany(COUNT, [row for one in valued for row in _facts(one)])
        if wrote:
            await db.executemany(SUGGEST, [(self._name(16), *_words(one)) for one in wrote])

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        if self._opened is None:
            raise RegistryTrouble("the answers can't be opened")
        async with self._writing:
            db = self._opened
            try:
                await db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                except BaseException:
                    await db.rollback()
                    raise
                await db.commit()
            except sqlite3.Error as error:
                raise RegistryTrouble(f"the answers can't be kept ({error})") from error
            with suppress(sqlite3.Error):  # a long report may hold it open: emptied the next time
                await db.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


def _unit(answer: Answer) -> tuple[str, str, str, str]:
    at = answer.served
    return at.date, at.agency, at.service, at.counter


def _row(answer: Answer) -> tuple[Any, ...]:
    at, who = answer.served, answer.respondent
    return (
        at.date, at.hour, at.agency, at.service, at.counter, answer.way, answer.language,
        answer.version, who.sex or "", who.age or "", who.education or "", who.work or "",
        json.dumps(dict(sorted(answer.values.items()))),
    )  # fmt: skip


def _sums(answer: Answer) -> Iterable[tuple[Any, ...]]:
    """Rows to add: one for the respondent, one for each element."""
    unit = _unit(answer)
    yield *unit, "", 1, 0, 0, 0
    for element, value in answer.values.items():
        yield *unit, element, *(int(value == n) for n in VALUES)


def _facts(answer: Answer) -> Iterable[tuple[Any, ...]]:
    facts = noted(answer.respondent, answer.served.hour, answer.way)
    unit = _unit(answer)
    yield from ((*unit, *fact) for fact in facts.items())
    yield *unit, "version", answer.version


def _words(answer: Answer) -> tuple[Any, ...]:
    at = answer.served
    return (
        at.date, at.agency, at.service, answer.complaint, answer.language, answer.suggestion,
    )  # fmt: skip


async def _close(made: Sequence[aiosqlite.Connection]) -> None:
    for db in made:
        await db.close()
