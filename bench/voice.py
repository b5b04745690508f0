"""The voice in a rush: how far each step of brevity keeps its lag down, and how soon a call sounds.

The rush is simulated: one zone's agenda, a Poisson stream of calls, and clips as long as the real
voice makes them. The way from a call to its sound is real, but for a player that only says "now".
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bench.figures import Figures, Options
from bench.hall import until
from signage import assets, config
from signage.clock import Clock
from signage.config import Config
from signage.journal.journal import Journal
from signage.live import Live
from signage.queueing import commands as c
from signage.speech import HallSpeech
from signage.voice.agenda import Steps, Terms, Waiting, next_saying
from signage.voice.ahead import ahead
from signage.voice.announcer import Announcer
from signage.voice.maker import ClipMaker, system_maker
from signage.voice.phrases import Announcement, Brevity
from signage.voice.repertoire import load_repertoire
from signage.voice.soundcard import SoundCard

ROOT: Final = Path(__file__).parent.parent
RATES: Final = (6, 17, 27)
"""Calls a minute: 30 counters × 5 minutes a visit, 50 × 3, 80 × 3."""
HOURS: Final = 8
CALLS: Final = 30
OFF: Final = Steps(times=2, once_from=0, short_from=0, bare_from=0)
STEPS: Final[Mapping[str, Steps]] = {
    "twice, no step": OFF,
    "once from 3": replace(OFF, once_from=3),
    "short from 6": replace(OFF, short_from=6),
    "no chime from 6": replace(OFF, bare_from=6),
    "once, short": replace(OFF, once_from=3, short_from=6),
    "once, no chime": replace(OFF, once_from=3, bare_from=6),
    "short, no chime": replace(OFF, short_from=6, bare_from=6),
    "all steps": replace(OFF, once_from=3, short_from=6, bare_from=6),
    "the sample hall": Steps(),
}

Form = tuple[Brevity, int, bool]
FORMS: Final[Sequence[Form]] = tuple(itertools.product(("whole", "short"), (1, 2), (True, False)))


def run(options: Options) -> Figures:
    figures = Figures("voice", judged=not options.quick)
    options.cache.mkdir(parents=True, exist_ok=True)
    # Beside the cache, because /tmp is in memory on many machines, where a commit costs nothing.
    with tempfile.TemporaryDirectory(dir=options.cache) as folder:
        lengths = asyncio.run(_lengths(Path(folder) / "clips"))
        _to_the_sound(figures, Path(folder), 3 if options.quick else CALLS)
    for (brevity, times, chimed), found in lengths.items():
        if times == 1 or brevity == "whole":
            said = f"{brevity}, {'twice' if times > 1 else 'once'}{'' if chimed else ', no chime'}"
            figures.add(f"length of a sentence: {said}", statistics.mean(found), "s")
    for rate in RATES:
        for name, steps in STEPS.items():
            _rush(figures, f"{rate} calls a minute, {name}", rate, steps, lengths, options)
    return figures


# ---- the rush


@dataclass(slots=True)
class Rush:
    """What came of a simulated rush: the wait of each call in s, and how many were not said."""

    waits: list[float]
    unsaid: int = 0


def _rush(
    figures: Figures, label: str, rate: int, steps: Steps,
    lengths: Mapping[Form, Sequence[float]], options: Options,
) -> None:  # fmt: skip
    result = rush(rate, steps, lengths, hours=0.2 if options.quick else HOURS)
    cuts = statistics.quantiles(result.waits, n=100)
    figures.add(f"{label}: median lag", cuts[49], "s")
    figures.add(f"{label}: p95 lag", cuts[94], "s")
    figures.add(f"{label}: too old to be said", 100 * result.unsaid / len(result.waits), "%")


def rush(
    rate: float, steps: Steps, lengths: Mapping[Form, Sequence[float]], *, hours: float
) -> Rush:
    """Calls come by chance, the same for every choice of steps, and nobody is served too soon: the
    agenda alone decides. A call that grows too old counts with the time that it waited."""
    chance = random.Random(rate)  # noqa: S311 - no secret
    arrivals = _arrivals(chance, rate, hours * 3600)
    result = Rush([])
    items: list[Waiting] = []
    free, since = 0.0, None
    coming = next(arrivals, None)
    while coming is not None or items:
        now = free if items or coming is None else max(free, coming)
        while coming is not None and coming <= now:
            items.append(_call(len(result.waits) + len(items), coming))
            coming = next(arrivals, None)
        decision = next_saying(items, _ms(now), Terms(steps=steps), since)
        gone = {drop.id for drop in decision.drops}
        result.waits += [now - item.tick / 1000 for item in items if item.id in gone]
        result.unsaid += len(gone)
        if decision.say is not None:
            gone.add(decision.say.id)
            result.waits.append(now - decision.say.tick / 1000)
            free = now + chance.choice(lengths[(decision.brevity, decision.times, decision.chime)])
            since = _ms(free)
        items = [item for item in items if item.id not in gone]
    return result


def _arrivals(chance: random.Random, rate: float, seconds: float) -> itertools.takewhile[float]:
    gaps = (chance.expovariate(rate / 60) for _ in itertools.count())
    return itertools.takewhile(lambda at: at < seconds, itertools.accumulate(gaps))


def _call(number: int, at: float) -> Waiting:
    return Waiting(
        id=str(number), zone="a", seq=number, first=number, tick=_ms(at), kind="call", limit=120
    )


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


async def _lengths(folder: Path) -> Mapping[Form, Sequence[float]]:
    """Seconds of some real announcements of the sample hall, by form."""
    mall = _config()
    maker = _maker(mall, folder)
    counters = mall.hall.counters[::3]
    found: dict[Form, list[float]] = {form: [] for form in FORMS}
    try:
        for number, counter in enumerate(counters, start=9):
            service = mall.hall.service[counter.services[0]]
            spoken = mall.hall.agency[service.agency].spoken
            facts = Announcement(
                id="1-a", zone=counter.zone, seq=1, kind="call", ticket=service.number(number),
                counter=counter.name, agency={"id": spoken.id, "en": spoken.en},
            )  # fmt: skip
            for form in FORMS:
                brevity, times, chime = form
                clip = await maker.make(facts, brevity, times=times, chime=chime)
                found[form].append(clip.length)
    finally:
        await maker.close()
    return found


# ---- from a call to its sound


def _to_the_sound(figures: Figures, folder: Path, calls: int) -> None:
    pressed, answered = asyncio.run(_calls(folder, calls))
    figures.add(
        "a press, its sentence made ahead, to the sound leaving the server",
        statistics.median(pressed) * 1000, "ms",
    )  # fmt: skip
    figures.at_most(
        "the call on the disk to the sound leaving the server",
        statistics.median(answered) * 1000, "ms", limit=20,
    )  # fmt: skip


async def _calls(folder: Path, calls: int) -> tuple[list[float], list[float]]:
    """Seconds to the start of the player, from the press and from when it was answered."""
    pressed, answered = [], []
    async with _speaking_hall(folder) as (live, maker, started):
        await live.submit(c.OpenCounter(counter="3"))
        await started.get()  # the announcer has looked whether its speaker works
        for _ in range(calls):
            await live.submit(c.IssueTicket(service="ktp-el"))
            for wanted in ahead(live.state):
                await maker.make(replace(wanted.announcement, kind="call"), wanted.brevity)
            while not started.empty():  # what only tried whether the player works
                started.get_nowait()
            before = time.monotonic()
            await live.submit(c.CallNext(counter="3"))
            on_disk = time.monotonic()
            at = await asyncio.wait_for(started.get(), 30)
            pressed.append(at - before)
            answered.append(at - on_disk)
            await _until_said(live)
    return pressed, answered


@contextlib.asynccontextmanager
async def _speaking_hall(
    folder: Path,
) -> AsyncIterator[tuple[Live, ClipMaker, asyncio.Queue[float]]]:
    """The sample hall with one voice, on the disk, and a player that tells when it starts."""
    mall = _config()
    zones = tuple(
        zone if zone.id == "hall-a" else replace(zone, speaker="none") for zone in mall.hall.zones
    )
    hall = replace(mall.hall, zones=zones)
    maker = _maker(mall, folder / "sounds")
    with _player(folder) as (card, started):
        await card.find()
        await started.get()
        async with Journal.open(folder) as journal:
            live = Live(journal, Clock(ZoneInfo(hall.mall.time_zone)), lambda ticket: "")
            await live.start(hall)
            running = asyncio.create_task(live.run())
            announcer = Announcer(HallSpeech(live, mall.voice), maker, lambda zone: card)
            live.watch(lambda records, state: announcer.wake(["hall-a"]))
            await live.adopt(hall)
            await live.turn()
            talking = asyncio.create_task(announcer.run())
            try:
                yield live, maker, started
            finally:
                talking.cancel()
                await asyncio.gather(talking, return_exceptions=True)
                live.stop()
                await running
                await maker.close()


@contextlib.contextmanager
def _player(folder: Path) -> Iterator[tuple[SoundCard, asyncio.Queue[float]]]:
    """A `pw-play` that writes a byte and ends; the queue gets the moment of each."""
    programs, pipe = folder / "bin", folder / "started"
    programs.mkdir()
    os.mkfifo(pipe)
    player = programs / "pw-play"
    player.write_text(f"#!/bin/sh\necho >'{pipe}'\n", encoding="utf-8")
    player.chmod(0o755)
    started: asyncio.Queue[float] = asyncio.Queue()
    reading = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)

    def came() -> None:
        started.put_nowait(time.monotonic())
        os.read(reading, 64)

    loop = asyncio.get_running_loop()
    loop.add_reader(reading, came)
    path = os.environ["PATH"]
    os.environ["PATH"] = f"{programs}:{path}"
    try:
        yield SoundCard("pw-play:"), started
    finally:
        os.environ["PATH"] = path
        loop.remove_reader(reading)
        os.close(reading)


async def _until_said(live: Live) -> None:
    await until(lambda: all(a.result for a in live.state.announcements["hall-a"]))


def _maker(mall: Config, folder: Path) -> ClipMaker:
    return system_maker(load_repertoire(assets.folder("voices")), mall.voice, folder)


def _config() -> Config:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    return config.load(text, "config.toml", lambda zone: True)
