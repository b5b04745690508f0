"""A year of a million tickets and 300,000 answers: how long each report takes, each file, and what
presses feel of it.

The year is written straight into `records.db` (bench/year.py), its sheets by the product. Presses
are those of a hall that runs on the same folder, at a steady rate; pages and
files are made by processes of their own, as the server has them made.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench.figures import Figures, Options
from bench.press import _commands, _hall, _opened
from bench.year import answers, make
from signage.config.settings import SurveyRules
from signage.figures.book import WHOLE, Part
from signage.figures.periods import Period
from signage.figuring import Figures as Asked
from signage.journal.journal import Journal
from signage.journal.lock import hold
from signage.queueing.hall import Hall
from signage.records.records import FILE
from signage.registry.answers import Answers, Scope
from signage.survey.elements import NINE
from signage.survey.periods import Period as Days
from signage.surveying import Surveys

KEY: Final = bytes(32)
LAST: Final = "2026-11-25"
YEAR: Final = Period("2025-11-26", LAST)
RATE: Final = 50
"""Presses a second: ten busy malls."""
SPELL: Final = 12.0
"""Seconds of presses for each figure."""


def run(options: Options) -> Figures:
    figures = Figures("reports", judged=not options.quick)
    days, visitors = (3, 50) if options.quick else (250, 4000)
    with tempfile.TemporaryDirectory() as folder:
        data, hall = Path(folder), _hall()
        begun = time.perf_counter()
        make(data, hall, days=days, visitors=visitors, last=LAST)
        figures.add("tickets", days * visitors, "")
        figures.add("the year is written in", time.perf_counter() - begun, "s")
        begun = time.perf_counter()
        given = asyncio.run(_answered(data, hall, days=days, each=10 if options.quick else 1200))
        figures.add("answers of the survey", given, "")
        figures.add("they are written in", time.perf_counter() - begun, "s")
        figures.add("records.db", (data / FILE).stat().st_size / 2**20, "MiB")
        asyncio.run(_pages(figures, data))
        asyncio.run(_survey(figures, data, hall))
        _files(figures, data, quick=options.quick)
        asyncio.run(_presses(figures, data, quick=options.quick))
    figures.notes.append("rows straight into records.db, sheets by the product")
    return figures


# ---- the survey


async def _answered(data: Path, hall: Hall, *, days: int, each: int) -> int:
    async with Answers.open(data, KEY) as kept:
        return await kept.take_in(answers(hall, days=days, each=each, last=LAST), NINE)


async def _survey(figures: Figures, data: Path, hall: Hall) -> None:
    """The page's four questions at once, what everybody sees, and what was written."""
    async with Answers.open(data, KEY) as kept:
        rules, asked = SurveyRules(), _asked(data)
        await asked.choices()  # as a page does first
        surveys = Surveys(
            kept, None, asked, hall=lambda: hall, rules=lambda: rules,
            today=lambda: date.fromisoformat(LAST),
        )  # fmt: skip
        year = Days(date.fromisoformat(YEAR.first), date.fromisoformat(YEAR.last))
        scope = Scope(first=YEAR.first, last=YEAR.last)

        async def page() -> None:
            for by in ("agency", "service", "counter", "month"):
                await surveys.report(year, by)

        async def public() -> None:
            await surveys.public()

        async def written() -> None:
            await kept.suggestions(scope, 500)

        for name, question in (
            ("the survey's page of the year", page), ("the published page", public),
            ("suggestions of the year", written),
        ):  # fmt: skip
            took = []
            for _ in range(3):
                begun = time.perf_counter()
                await question()
                took.append(time.perf_counter() - begun)
            figures.at_most(f"{name}, the slowest of three", max(took), "s", limit=1.0)
        await asked.close()


# ---- pages


def _asked(data: Path) -> Asked:
    return Asked(data, data / FILE, today=lambda: LAST, now=lambda: 0)


def _questions(hall: Hall) -> Iterator[tuple[str, Callable[[Asked], Awaitable[Any]]]]:
    agency = Part(agency=hall.agencies[0].id)
    month, day = Period("2026-11-01", LAST), Period(LAST, LAST)
    yield "overview of the year", lambda asked: asked.overview(YEAR)
    yield "overview of the year, one agency", lambda asked: asked.overview(YEAR, agency)
    yield "overview of a month", lambda asked: asked.overview(month)
    yield "overview of a day", lambda asked: asked.overview(day)
    yield "service figures of the year by day", lambda asked: asked.service(YEAR, "day", WHOLE)
    yield "service figures by counter", lambda asked: asked.service(YEAR, "counter", WHOLE)
    yield "voices of the year", lambda asked: asked.voice(YEAR)
    yield "screens of the year", lambda asked: asked.screens(YEAR)
    yield "choices", lambda asked: asked.choices()


async def _pages(figures: Figures, data: Path) -> None:
    asked = _asked(data)
    await asked.choices()  # as a page does first, which has the summing process started
    for name, question in _questions(_hall()):
        took = []
        for _ in range(3):
            asked._kept.clear()
            begun = time.perf_counter()
            await question(asked)
            took.append(time.perf_counter() - begun)
        figures.at_most(f"{name}, the slowest of three", max(took), "s", limit=1.0)
    await asked.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures.add("peak memory of the process that sums up", peak, "MiB")


# ---- files


def _words(data: Path, which: str, file: Path, period: Period) -> list[str]:
    return [
        sys.executable, "-m", "signage", "report", which, "--data", str(data), "--json",
        f"--from={period.first}", f"--until={period.last}", "--out", str(file),
    ]  # fmt: skip


def _files(figures: Figures, data: Path, *, quick: bool) -> None:
    wanted = [("visits", "csv"), ("visits", "xlsx"), ("calls", "csv"), ("service", "xlsx"),
              ("day", "xlsx"), ("voice", "csv"), ("skm", "xlsx"), ("skm", "csv")]  # fmt: skip
    (data / "journal.db").touch()  # the command wants a hall's folder
    for which, kind in wanted[:1] if quick else wanted:
        file = data / f"file.{kind}"
        begun = time.perf_counter()
        answer = data / "answer.json"
        with hold(data), answer.open("wb") as out:  # as a server does that runs on it
            child = subprocess.Popen(_words(data, which, file, YEAR), stdout=out)  # noqa: S603
            _, _, used = os.wait4(child.pid, 0)
        told = json.loads(answer.read_bytes())
        name = f"{which}.{kind} of the year, {told['rows']:,} rows"
        figures.add(name, time.perf_counter() - begun, "s")
        figures.add(f"{which}.{kind}, peak memory", used.ru_maxrss / 1024, "MiB")
    (data / "journal.db").unlink()


# ---- presses


async def _presses(figures: Figures, data: Path, *, quick: bool) -> None:
    spell = 0.3 if quick else SPELL
    async with contextlib.AsyncExitStack() as stack:
        journal = await stack.enter_async_context(Journal.open(data))
        live = await _opened(stack, journal)
        commands = _commands(live.state.hall)

        async def press() -> float:
            begun = time.perf_counter()
            await live.submit(next(commands))
            return time.perf_counter() - begun

        async def during(work: Callable[[], Awaitable[None]]) -> float:
            """p99 of presses, in ms, while this is done over and over."""
            doing = asyncio.create_task(_again(work))
            waits, begun = [], time.perf_counter()
            for turn in itertools.count():
                if time.perf_counter() - begun > spell:
                    break
                await asyncio.sleep(max(0.0, begun + turn / RATE - time.perf_counter()))
                waits.append(await press())
            doing.cancel()
            await asyncio.wait([doing])
            return statistics.quantiles(waits, n=100)[98] * 1000

        async def nothing() -> None:
            await asyncio.sleep(1)

        asked = _asked(data)
        stack.push_async_callback(asked.close)

        async def page() -> None:
            asked._kept.clear()
            await asked.overview(YEAR)

        stack.enter_context(hold(data))

        async def file() -> None:
            words = [*_words(data, "visits", data / "file.xlsx", YEAR), "--gentle"]
            child = await asyncio.create_subprocess_exec(*words, stdout=subprocess.DEVNULL)
            try:
                await child.wait()
            finally:
                if child.returncode is None:
                    child.kill()
                    await child.wait()

        base = await during(nothing)
        figures.add(f"p99 of presses at {RATE} a second, alone", base, "ms")
        for name, work in (("pages of the year are asked for", page), ("a file is made", file)):
            figures.compare(
                f"p99 of presses while {name}", await during(work), "ms", against="alone",
                base=base,
            )  # fmt: skip


async def _again(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await work()
