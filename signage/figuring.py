"""The service figures as they are asked for: read, summed and kept until something happens."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

from signage.errors import Malformed
from signage.figures.book import WHOLE, Book, Part, must_be
from signage.figures.columns import Kind
from signage.figures.overview import overview, service_report, view
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
from signage.figures.voices import voices
from signage.records.books import SERVICE, book, days_between, stamp, things
from signage.records.reading import Database, Reading
from signage.registry import uptime

KEPT: Final = 12
"""So many answers are kept; one of a year has 200 KB."""
T = TypeVar("T")
_ECHOED: Final = 40


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
        self._kept: OrderedDict[tuple[Any, ...], tuple[Any, Any]] = OrderedDict()

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
        key = ("overview", asked, part)
        return await self._ask(key, asked, SERVICE, lambda book: overview(book, asked, part))

    async def service(self, asked: Period, by: str, part: Part = WHOLE) -> ServiceReport:
        """The figures by one thing."""
        if by not in get_args(By):
            raise Malformed("breakdown_unknown", by=by[:_ECHOED], known=", ".join(get_args(By)))
        known = cast(By, by)
        key = ("service", asked, by, part)
        return await self._ask(
            key, asked, SERVICE, lambda book: service_report(book, asked, known, part)
        )

    async def voice(self, asked: Period) -> VoiceReport:
        """How the voices kept up."""

        def made(book: Book) -> VoiceReport:
            return VoiceReport(period=view(book, asked, None), zones=voices(book))

        return await self._ask(("voice", asked), asked, ("spoken",), made)

    async def screens(self, asked: Period) -> ScreensReport:
        """For how long screens were there."""

        def made(db: Database) -> ScreensReport:
            days = view(book(db, asked.first, asked.last, self._now(), ()), asked, None)
            return ScreensReport(period=days, screens=screens(self._folder, asked))

        return await self._reading.ask(made)

    async def choices(self) -> Choices:
        """What can be chosen."""

        def made(db: Database) -> Choices:
            first, last = db.execute("SELECT min(day), max(day) FROM days").fetchone()
            every = things(db).values()

            def of(kind: str) -> tuple[ThingRow, ...]:
                return tuple(
                    ThingRow(id=one.id, name=one.name, of=one.part_of)
                    for one in every
                    if one.kind == kind
                )

            return Choices(
                first=first, last=last, today=self._today(), agencies=of("agency"),
                services=of("service"), counters=of("counter"),
            )  # fmt: skip

        return await self._reading.ask(made)

    async def _ask(
        self,
        key: tuple[Any, ...],
        asked: Period,
        kinds: tuple[Kind, ...],
        sum_up: Callable[[Book], T],
    ) -> T:
        def answered(db: Database) -> T:
            now = stamp(db, asked.first, asked.last)
            kept = self._kept.get(key)
            if kept is not None and kept[0] == now:
                self._kept.move_to_end(key)
                return cast(T, kept[1])
            made = sum_up(book(db, asked.first, asked.last, self._now(), kinds))
            self._kept[key] = now, made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return made

        return await self._reading.ask(answered)


def screens(folder: Path, asked: Period) -> tuple[ScreenRow, ...]:
    """The screens of a period, from the registry."""
    return tuple(
        ScreenRow(
            screen=s.screen, name=s.name, zone=s.zone, up=s.up // 1000, watched=s.watched // 1000,
            share=round(s.up / s.watched, 4) if s.watched else None,
        )
        for s in uptime.between(folder, asked.first, asked.last)
    )  # fmt: skip
