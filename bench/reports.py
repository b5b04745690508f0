"""A year of a million tickets and 300,000 answers: how long each report takes, each file, and what
presses feel of it.

The year is written straight into `records.db` and `answers.db` (bench/year.py), its sheets by the
product. Presses are those of a hall that runs on the same folder, at a steady rate; long pages and
files are made by processes of their own, as the server has them made. It takes 5 to 10 minutes.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, get_args

from bench.figures import Figures, Options
from bench.press import _commands, _hall, _opened
from bench.year import answers, keep, make
from signage.config.settings import SurveyRules
from signage.figures.book import WHOLE, Part
from signage.figures.periods import Period
from signage.figures.shapes import By
from signage.figuring import Figures as Asked
from signage.journal.journal import Journal
from signage.journal.lock import hold
from signage.queueing.hall import Hall
from signage.records.records import FILE
from signage.registry.answer_shapes import Scope
from signage.registry.answers import Answers
from signage.survey.periods import Period as Days
from signage.survey.shapes import By as AnswersBy
from signage.surveying import Surveys, Unit

KEY: Final = bytes(32)
LAST: Final = "2026-11-25"
YEAR: Final = Period("2025-11-26", LAST)
MONTH: Final = Period("2026-10-26", LAST)
PAGE: Final[tuple[AnswersBy, ...]] = ("agency", "service", "counter", "month")
"""What the survey's page asks for at once."""
FILES: Final = (
    ("visits", "xlsx"), ("visits", "csv"), ("calls", "csv"), ("service", "xlsx"), ("day", "csv"),
    ("voice", "csv"), ("skm", "xlsx"),
)  # fmt: skip
FLAT: Final = 1.25
"""A year's file may take so many times the memory of a month's."""
RATE: Final = 50
"""Presses a second: ten busy malls."""
SPELL: Final = 10.0
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
    figures.notes.append(f"load of the machine meanwhile: {os.getloadavg()[2]:.1f}")
    figures.notes.append("rows straight into records.db, sheets by the product")
    return figures


# ---- the survey


async def _answered(data: Path, hall: Hall, *, days: int, each: int) -> int:
    async with Answers.open(data, KEY):
        pass  # which makes the tables
    return keep(data, answers(hall, days=days, each=each, last=LAST))


async def _survey(figures: Figures, data: Path, hall: Hall) -> None:
    """The page's four questions at once, what everybody sees, and what was written."""
    year = Days(date.fromisoformat(YEAR.first), date.fromisoformat(YEAR.last))
    scope = Scope(first=YEAR.first, last=YEAR.last)
    rules = SurveyRules()

    async def page(surveys: Surveys, unit: Unit) -> None:
        await asyncio.gather(
            *(surveys.report(year, by, unit) for by in PAGE),
        )

    part = Unit(service=hall.services[0].id)
    questions: tuple[tuple[str, Callable[[Surveys], Awaitable[Any]]], ...] = (
        ("the survey's page of the year", lambda surveys: page(surveys, Unit())),
        ("the survey's page of a service", lambda surveys: page(surveys, part)),
        ("the published page", lambda surveys: surveys.public()),
        ("suggestions of the year", lambda surveys: surveys.answers.suggestions(scope, 500)),
    )
    for name, question in questions:
        took = []
        for _ in range(3):  # each time as after a start
            async with Answers.open(data, KEY) as kept, _opened_figures(data) as asked:
                surveys = Surveys(
                    kept, None, asked, hall=lambda: hall, rules=lambda: rules,
                    today=lambda: date.fromisoformat(LAST),
                )  # fmt: skip
                begun = time.perf_counter()
                await question(surveys)
                took.append(time.perf_counter() - begun)
        figures.at_most(f"{name} after a start, slowest of three", max(took), "s", limit=1.0)


# ---- pages


def _asked(data: Path) -> Asked:
    return Asked(data, data / FILE, today=lambda: LAST, now=lambda: 0)


@contextlib.asynccontextmanager
async def _opened_figures(data: Path) -> AsyncIterator[Asked]:
    asked = _asked(data)
    try:
        yield asked
    finally:
        await asked.close()


Ask = Callable[[Asked], Awaitable[Any]]


def _questions(hall: Hall) -> Iterator[tuple[str, list[Ask]]]:
    """What pages ask; of several the slowest is told."""
    month, day = Period("2026-11-01", LAST), Period(LAST, LAST)
    parts = (
        ("agency", [Part(agency=one.id) for one in hall.agencies]),
        ("service", [Part(service=one.id) for one in hall.services]),
        ("counter", [Part(counter=one.id) for one in hall.counters]),
    )
    yield "overview of the year", [lambda asked: asked.overview(YEAR)] * 3
    for name, some in parts:
        yield f"overview of the year, each {name}", [_of(YEAR, part) for part in some]
    yield "overview of a month", [lambda asked: asked.overview(month)] * 3
    yield "overview of a day", [lambda asked: asked.overview(day)] * 3
    yield "the year by each of eleven things", [_by(by) for by in get_args(By)]
    yield "voices of the year", [lambda asked: asked.voice(YEAR)] * 3
    yield "screens of the year", [lambda asked: asked.screens(YEAR)] * 3
    yield "choices", [lambda asked: asked.choices()] * 3


def _of(period: Period, part: Part) -> Ask:
    return lambda asked: asked.overview(period, part)


def _by(by: By) -> Ask:
    return lambda asked: asked.service(YEAR, by, WHOLE)


async def _pages(figures: Figures, data: Path) -> None:
    took = []
    for _ in range(3):
        async with _opened_figures(data) as asked:
            begun = time.perf_counter()
            await asked.overview(YEAR)
            took.append(time.perf_counter() - begun)
    name = "overview of the year after a start, slowest of three"
    figures.at_most(name, max(took), "s", limit=1.0)
    async with _opened_figures(data) as asked:
        await asked.choices()  # as a page does first, which has the summing process started
        for name, questions in _questions(_hall()):
            took = []
            for question in questions:
                asked._kept.clear()
                begun = time.perf_counter()
                await question(asked)
                took.append(time.perf_counter() - begun)
            told = f"{name}, slowest of {len(took)}"
            figures.at_most(told, max(took), "s", limit=1.0)
        process = asked._summing._process
        if process is not None:
            figures.add("peak memory of the process that sums up", _peak(process.pid), "MiB")
            figures.add("its processor time for all of these", _spent(process.pid), "s")


def _spent(pid: int) -> float:
    """Seconds of the processor that a process has had."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


# ---- files


def _words(data: Path, which: str, file: Path, period: Period) -> list[str]:
    return [
        sys.executable, "-m", "signage", "report", which, "--data", str(data), "--json",
        f"--from={period.first}", f"--until={period.last}", "--out", str(file), "--progress",
    ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made: `silence` is the longest time without a word of how far it is."""

    rows: int
    took: float
    peak: float
    size: float
    steps: int
    silence: float


def _made(data: Path, which: str, kind: str, period: Period) -> Made:
    file, answer = data / f"file.{kind}", data / "answer.json"
    begun = last = time.perf_counter()
    steps, silence, peak = 0, 0.0, 0.0
    with hold(data), answer.open("wb") as out:  # as a server does that runs on it
        child = subprocess.Popen(  # noqa: S603
            _words(data, which, file, period), stdout=out, stderr=subprocess.PIPE
        )
        assert child.stderr is not None  # noqa: S101
        for _ in child.stderr:
            now = time.perf_counter()
            steps, silence, last = steps + 1, max(silence, now - last), now
            peak = max(peak, _peak(child.pid))
        child.wait()
    over = time.perf_counter()
    return Made(
        rows=json.loads(answer.read_bytes())["rows"], took=over - begun, steps=steps,
        silence=max(silence, over - last), peak=peak,
        size=file.stat().st_size / 2**20,
    )  # fmt: skip


def _peak(pid: int) -> float:
    """The most memory that a process has had, in MiB; what it was forked from is not counted."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _files(figures: Figures, data: Path, *, quick: bool) -> None:
    (data / "journal.db").touch()  # the command wants a hall's folder
    for which, kind in FILES[:1] if quick else FILES:
        month = _made(data, which, kind, MONTH)
        year = _made(data, which, kind, YEAR)
        name = f"{which}.{kind} of the year"
        figures.add(f"{name}, {year.rows:,} rows, {year.size:.1f} MiB", year.took, "s")
        figures.add(f"{name}, longest silence of {year.steps} words", year.silence, "s")
        figures.compare(
            f"{name}, peak memory", year.peak, "MiB", against="of a month", base=month.peak,
            most=FLAT,
        )  # fmt: skip
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

        async def survey() -> None:
            asked._kept.clear()
            await asked.served(YEAR)

        base = await during(nothing)
        figures.add(f"p99 of presses at {RATE} a second, alone", base, "ms")
        for name, work in (
            ("pages of the year are asked for", page),
            ("it is counted who was served", survey),
            ("a file is made", file),
        ):
            figures.compare(
                f"p99 of presses while {name}", await during(work), "ms", against="alone",
                base=base,
            )  # fmt: skip


async def _again(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await work()
