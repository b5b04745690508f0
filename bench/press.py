"""From the press to the last screen: with and without a disk, with and without a past.

Presses go to the live hall in the server's own process, so that both sides of a ratio pay the same
for everything but what is compared. `python -m bench.press '{…}'` is that server.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import json
import os
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
import uvicorn
import uvloop
from starlette.applications import Starlette

from bench.children import Load, arrivals, compiled, serving
from bench.figures import Figures, Options
from bench.hall import Visit, until
from signage import config
from signage.clock import Clock, steady
from signage.hub import Hub
from signage.journal.journal import Answer, Journal
from signage.live import Diary, Live
from signage.queueing import commands as c
from signage.queueing.events import DayClosed, DayOpened, TicketIssued
from signage.queueing.hall import Hall, Text
from signage.queueing.model import Recorded
from signage.web.talk import Limits
from signage.web.wire import wire

CONFIG: Final = Path(__file__).parent.parent / "config.toml"
SCREENS: Final = 30
RATE: Final = 500
TICKETS: Final = 49
"""Tickets to each call."""
MORNING: Final = 1_795_662_000_000
"""A Thursday at ten in Lampung, in Unix ms, so that the hall is open whenever the bench runs."""


def run(options: Options) -> Figures:
    figures = Figures("press", judged=not options.quick)
    options.cache.mkdir(parents=True, exist_ok=True)
    # Beside the cache, because /tmp is in memory on many machines, where a commit costs nothing.
    with tempfile.TemporaryDirectory(dir=options.cache) as folder:
        _to_the_screens(figures, options, Path(folder))
        asyncio.run(_after_the_past(figures, Path(folder), quick=options.quick))
        asyncio.run(_start(figures, Path(folder), quick=options.quick))
    return figures


# ---- press to last screen


def _to_the_screens(figures: Figures, options: Options, folder: Path) -> None:
    load = compiled("load", options.cache)
    if load is None:
        figures.notes.append("no C compiler: the screens can't be built, no way to them measured")
        return
    screens = options.sockets[0] if options.sockets else 4 if options.quick else SCREENS
    presses = 100 if options.quick else 3000
    best: dict[str, tuple[float, float]] = {}
    for turn in range(1 if options.quick else 3):
        for name in ("no disk", "durable"):
            data = folder / f"{name} {turn}"
            data.mkdir()
            waits = _waits(load, data, screens, presses, durable=name == "durable")
            cuts = statistics.quantiles(waits, n=100)
            now = (cuts[49], cuts[98])
            best[name] = tuple(map(min, now, best.get(name, now)))  # type: ignore[assignment]
    for i, (share, most) in enumerate((("p50", 2.5), ("p99", 1.7))):
        label = f"press to the last of {screens} screens, {RATE} a second, {share}"
        without, durable = best["no disk"][i], best["durable"][i]
        figures.add(f"{label}: no disk", without, "ms")
        figures.compare(label, durable, "ms", against="no disk", base=without, most=most)


def _waits(load: Path, data: Path, screens: int, presses: int, *, durable: bool) -> list[float]:
    """ms from each press to the moment when the last screen had it."""
    job = Job(folder=str(data) if durable else "", screens=screens, presses=presses)
    seen, last = data / "arrivals", presses * 3
    command = [sys.executable, "-m", "bench.press", msgspec.json.encode(job).decode()]
    with serving(command) as server:
        watch = json.dumps({"watch": [f"zone/{_zone(_hall())}"]})
        clients = Load(load, server.port, screens, k=last, w=watch, o=seen)
        result = server.result()
        clients.result()
    times = arrivals(seen, screens, last)
    waits = []
    for pressed, seq in result["pressed"]:
        shown = [socket[seq - 1] for socket in times]
        if not all(shown):
            raise RuntimeError(f"event {seq} never reached a screen")
        waits.append((max(shown) - pressed) / 1e6)
    return waits


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the server is to do; no folder means no disk."""

    folder: str
    screens: int
    presses: int


class NoDisk:
    """A diary that forgets: what the hall would cost if nothing were written."""

    at = 0
    tick = 0
    rebooted = False

    def __init__(self, epoch: int = 1) -> None:
        self.epoch = epoch
        self.written: list[Recorded] = []

    async def append(self, records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
        self.written += records

    async def last_day(self) -> int:
        return 0

    async def read(self, after: int = 0, upto: int | None = None) -> AsyncIterator[Recorded]:
        return
        yield


async def _press_for(job: Job, live: Live, hub: Hub) -> list[tuple[int, int]]:
    """When each press was made, in ns, and the seq of its last event; steadily, come what may."""
    await until(lambda: hub.viewers >= job.screens)
    await asyncio.sleep(0.5)
    gc.collect()
    gc.freeze()
    pressed: list[tuple[int, int]] = []
    begun = time.monotonic_ns()

    async def press(command: c.Command, due: int) -> None:
        await live.submit(command)
        pressed.append((due, live.state.seq))

    presses = []
    for i, command in enumerate(islice(_commands(live.state.hall), job.presses)):
        due = begun + i * 1_000_000_000 // RATE
        await asyncio.sleep(max(0.0, (due - time.monotonic_ns()) / 1e9))
        # A press that the server was too busy to take waits from when it was due.
        presses.append(asyncio.create_task(press(command, min(due, time.monotonic_ns()))))
    await asyncio.gather(*presses)
    await asyncio.sleep(0.5)
    return pressed


async def _serve(job: Job) -> None:
    async with contextlib.AsyncExitStack() as stack:
        diary: Diary = NoDisk()
        if job.folder:
            diary = await stack.enter_async_context(Journal.open(Path(job.folder)))
        live = await _opened(stack, diary)
        hub = Hub(live.message, live.beat)
        live.changed = hub.changed
        protocol = wire(hub, lambda viewer, **_: Visit(hub, viewer), Limits())
        settings = uvicorn.Config(
            Starlette(), ws=protocol, log_level="critical", access_log=False, lifespan="off"
        )
        listener = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(uvicorn.Server(settings).serve(sockets=[listener]))
        print(f"ready {listener.getsockname()[1]}", flush=True)
        pressed = await _press_for(job, live, hub)
        print(json.dumps({"pressed": pressed}), flush=True)
        del serving
        os._exit(0)


# ---- the past


async def _after_the_past(figures: Figures, folder: Path, *, quick: bool) -> None:
    past = 5_000 if quick else 1_000_000
    rounds = 3 if quick else 60
    waits: dict[str, list[float]] = {"old": [], "new": []}
    async with contextlib.AsyncExitStack() as stack:
        halls = {}
        for name, tickets in (("old", past), ("new", 0)):
            data = folder / name
            data.mkdir()
            if tickets:
                await _fill(data, tickets)
            journal = await stack.enter_async_context(Journal.open(data))
            live = await _opened(stack, journal)
            halls[name] = live, _commands(live.state.hall)
        for turn in range(rounds):
            for name in sorted(halls, reverse=bool(turn % 2)):
                live, commands = halls[name]
                for command in islice(commands, 40):
                    at = time.perf_counter()
                    await live.submit(command)
                    waits[name].append(time.perf_counter() - at)
    old, new = (statistics.median(waits[name]) * 1000 for name in ("old", "new"))
    figures.add("a press in a new hall", new, "ms")
    label = f"a press after {past:,} past tickets"
    figures.compare(label, old, "ms", against="none", base=new, most=1.1)


async def _fill(data: Path, tickets: int) -> None:
    hall = _hall()
    async with Journal.open(data) as journal:
        seq, ticks, day = 0, 0, 4000
        days = -(-tickets // day)
        for ago in range(days, 0, -1):
            at = MORNING - ago * 24 * 3_600_000
            date = time.strftime("%Y-%m-%d", time.gmtime(at / 1000))
            events: list[Any] = [DayOpened(date=date, hall=hall)]
            events += (_issued(seq + 2 + i) for i in range(tickets // days))
            events.append(DayClosed(date=date))
            records = []
            for event in events:
                seq, ticks, at = seq + 1, ticks + 10, at + 10
                records.append(
                    Recorded(epoch=journal.epoch, seq=seq, at=at, tick=ticks, event=event)
                )
            await journal.append(records)


def _issued(seq: int) -> TicketIssued:
    return TicketIssued(
        ticket=f"t{seq}", number=f"A{seq}", serial=seq, service="ktp-el", agency="disdukcapil",
        service_name=Text("Perekaman KTP-el", "ID card"),
        agency_name=Text("Disdukcapil", "Civil registry"),
        priority=None, origin=None, channel="kiosk",
    )  # fmt: skip


# ---- the start


async def _start(figures: Figures, folder: Path, *, quick: bool) -> None:
    events = 500 if quick else 20_000
    data = folder / "day"
    data.mkdir()
    hall = _hall()
    async with Journal.open(data) as journal:
        await journal.append(await _day(hall, journal.epoch, events))
    seconds = []
    for _ in range(1 if quick else 5):
        begun = time.perf_counter()
        async with Journal.open(data) as journal:
            live = Live(journal, _clock(hall), lambda ticket: ticket.id)
            await live.start(hall)
            seconds.append(time.perf_counter() - begun)
    label = f"open, verify and fold a day of {events:,} events"
    figures.at_most(label, min(seconds), "s", limit=1)


async def _day(hall: Hall, epoch: int, events: int) -> list[Recorded]:
    """Visits from ticket to finish, each said aloud, spread over eight hours."""
    passed = 0
    clock = Clock(
        ZoneInfo(hall.mall.time_zone), wall=lambda: MORNING + passed, steady=lambda: passed
    )
    diary = NoDisk(epoch)
    async with contextlib.AsyncExitStack() as stack:
        live = await _opened(stack, diary, clock)
        for counter in itertools.cycle(_counters(hall)):
            service = hall.counter[counter].services[0]
            for command in _visit(live, counter, service):
                passed += 8 * 3_600_000 // events
                await live.submit(command)
            if len(diary.written) >= events:
                return diary.written[:events]
    raise AssertionError("a cycle has no end")


def _visit(live: Live, counter: str, service: str) -> Iterator[c.Command]:
    yield c.IssueTicket(service=service)
    yield c.CallNext(counter=counter)
    for zone, said in sorted(live.state.announcements.items()):
        for one in said:
            if one.result is None:
                yield c.BeginAnnouncement(announcement=one.id, zone=zone)
                yield c.EndAnnouncement(announcement=one.id, zone=zone, result="heard")
    yield c.Serve(counter=counter)
    yield c.Finish(counter=counter)


# ---- the hall


def _hall() -> Hall:
    return config.load(CONFIG.read_text("utf-8"), CONFIG.name, lambda _: True).hall


def _zone(hall: Hall) -> str:
    """The zone with the most counters."""
    zones = [counter.zone for counter in hall.counters]
    return max(zones, key=zones.count)


def _clock(hall: Hall) -> Clock:
    begun = steady()
    return Clock(ZoneInfo(hall.mall.time_zone), wall=lambda: MORNING + steady() - begun)


async def _opened(
    stack: contextlib.AsyncExitStack, diary: Diary, clock: Clock | None = None
) -> Live:
    """A live hall whose day is open and whose busiest zone has all its counters at work."""
    hall = _hall()
    live = Live(diary, clock or _clock(hall), lambda ticket: ticket.id)
    await live.start(hall)
    running = asyncio.create_task(live.run())
    stack.callback(running.cancel)
    await live.turn()
    for counter in _counters(hall):
        await live.submit(c.OpenCounter(counter=counter))
    return live


def _counters(hall: Hall) -> list[str]:
    return [counter.id for counter in hall.counters if counter.zone == _zone(hall)]


def _commands(hall: Hall) -> Iterator[c.Command]:
    """A rush at the kiosks, and a call now and then: 500 calls a second no mall could show."""
    services = itertools.cycle(service.id for service in hall.services)
    for counter in itertools.cycle(_counters(hall)):
        yield from (c.IssueTicket(service=service) for service in islice(services, TICKETS))
        yield c.CallNext(counter=counter)


if __name__ == "__main__":
    uvloop.run(_serve(msgspec.json.decode(sys.argv[1], type=Job)))
