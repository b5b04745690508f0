"""The service figures as they are asked for: read, summed and kept until something happens."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

import msgspec

from signage.errors import Malformed
from signage.figures.book import WHOLE, Part, must_be
from signage.figures.overview import sums_of, view
from signage.figures.periods import Period, period
from signage.figures.shapes import (
    By,
    Choices,
    Overview,
    ScreenRow,
    ScreensReport,
    ServiceReport,
    ThingRow,
    VoiceReport,
)
from signage.figures.sums import SERVED_FROM
from signage.reckoning import Question, summed
from signage.records.books import book, days_between, size, stamp, things
from signage.records.reading import Database, Reading
from signage.registry import uptime
from signage.summing import Summing

KEPT: Final = 12
"""So many answers are kept; one of a year has 200 KB."""
NEAR: Final = 50_000
"""Visits that are summed up beside the presses, in some 50 ms; more have a process of their own."""
T = TypeVar("T")
_ECHOED: Final = 40


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What `Figures.served` was asked."""

    period: Period
    part: Part


class Figures:
    """Answers what pages ask of a period. `today` gives the business day's date, `now` Unix ms.

    All of it raises Malformed, NotFound, and JournalTrouble when the tables can't be read.
    """

    def __init__(
        self, folder: Path, records: Path, *, today: Callable[[], str], now: Callable[[], int]
    ) -> None:
        self._folder = folder
        self._reading = Reading(records)
        self._today = today
        self._now = now
        self._summing = Summing(records)
        self._kept: OrderedDict[Question | Counted, tuple[Any, Any]] = OrderedDict()

    def period(self, first: str | None, last: str | None) -> Period:
        """The period that is asked for. Raises Malformed."""
        return period(first, last, self._today())

    async def known(self, part: Part) -> Part:
        """The part, if the mall ever had it. Raises NotFound."""
        await self._reading.ask(lambda db: must_be(part, things(db).values()))
        return part

    async def worked(self, first: str, last: str) -> list[str]:
        """The business days of a period."""
        days = await self._reading.ask(lambda db: days_between(db, first, last))
        return [day for day, _ in days]

    async def overview(self, asked: Period, part: Part = WHOLE) -> Overview:
        """A whole page."""
        question = Question(which="overview", period=asked, part=part, now=self._now())
        return await self._ask(question, Overview)

    async def service(self, asked: Period, by: str, part: Part = WHOLE) -> ServiceReport:
        """The figures by one thing."""
        if by not in get_args(By):
            raise Malformed("breakdown_unknown", by=by[:_ECHOED], known=", ".join(get_args(By)))
        question = Question(
            which="service", period=asked, part=part, now=self._now(), by=cast(By, by)
        )
        return await self._ask(question, ServiceReport)

    async def voice(self, asked: Period) -> VoiceReport:
        """How the voices kept up."""
        question = Question(which="voice", period=asked, part=WHOLE, now=self._now())
        return await self._ask(question, VoiceReport)

    async def served(self, asked: Period, part: Part = WHOLE) -> int:
        """How many were served in a period, with or without a ticket: of a year in 0.1 s."""
        key = Counted(period=asked, part=part)

        def counted(db: Database) -> tuple[Any, int]:
            now = stamp(db, asked.first, asked.last)
            kept = self._kept.get(key)
            if kept is not None and kept[0] == now:
                return kept
            read = book(db, asked.first, asked.last, self._now(), ("visits",), SERVED_FROM)
            return now, sums_of(read, part).served()

        answer = await self._reading.ask(counted)
        self._keep(key, answer)
        return answer[1]

    async def close(self) -> None:
        """End the process that sums up long periods."""
        await self._summing.close()

    async def screens(self, asked: Period) -> ScreensReport:
        """For how long screens were there."""

        def made(db: Database) -> ScreensReport:
            days = view(book(db, asked.first, asked.last, self._now(), ()), asked, None)
            return ScreensReport(period=days, screens=screens(self._folder, asked))

        return await self._reading.ask(made)

    async def choices(self) -> Choices:
        """What can be chosen. Who asks is about to ask for more."""

        def made(db: Database) -> tuple[Choices, int]:
            first, last = db.execute("SELECT min(day), max(day) FROM days").fetchone()
            every = things(db).values()

            def of(kind: str) -> tuple[ThingRow, ...]:
                return tuple(
                    ThingRow(id=one.id, name=one.name, of=one.part_of)
                    for one in every
                    if one.kind == kind
                )

            choices = Choices(
                first=first, last=last, today=self._today(), agencies=of("agency"),
                services=of("service"), counters=of("counter"),
            )  # fmt: skip
            return choices, size(db, first or "", last or "")

        choices, rows = await self._reading.ask(made)
        if rows > NEAR:
            await self._summing.warm()
        return choices

    async def _ask(self, question: Question, kind: type[T]) -> T:
        """As it was answered when nothing has happened since; of a long period by a process of its
        own, of a short one here."""
        key, period = msgspec.structs.replace(question, now=0), question.period

        def near(db: Database) -> tuple[Any, T | None]:
            now = stamp(db, period.first, period.last)
            kept = self._kept.get(key)
            if kept is not None and kept[0] == now:
                self._kept.move_to_end(key)
                return now, cast(T, kept[1])
            if size(db, period.first, period.last) > NEAR:
                return now, None
            return now, cast(T, summed(db, question))

        now, made = await self._reading.ask(near)
        if made is None:
            figures = await self._summing.ask(question)
            made = await asyncio.to_thread(msgspec.json.decode, figures, type=kind)
        self._keep(key, (now, made))
        return made

    def _keep(self, key: Question | Counted, answer: tuple[Any, Any]) -> None:
        self._kept[key] = answer
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def screens(folder: Path, asked: Period) -> tuple[ScreenRow, ...]:
    """The screens of a period, from the registry."""
    return tuple(
        ScreenRow(
            screen=s.screen, name=s.name, zone=s.zone, up=s.up // 1000, watched=s.watched // 1000,
            share=round(s.up / s.watched, 4) if s.watched else None,
        )
        for s in uptime.between(folder, asked.first, asked.last)
    )  # fmt: skip
