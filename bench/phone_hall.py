"""The server of `bench phones`, in a process of its own: `python -m bench.phone_hall '{…}'`.

A live hall without a disk, its hub, gate, sessions and wire as the product has them; a ticket for
each phone, as many for each service. Prints "ready PORT", and one line of JSON at the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
import uvicorn
import uvloop
from starlette.applications import Starlette

from bench.hall import memory, until
from bench.press import NoDisk
from signage import config
from signage.clock import Clock, steady
from signage.devices.presence import Presence
from signage.hub import Frame, Hub, Viewer
from signage.live import Live
from signage.queueing import commands as c
from signage.registry.devices import Devices
from signage.registry.tokens import TicketTokens
from signage.web.gate import Gate
from signage.web.session import Room
from signage.web.talk import Limits
from signage.web.wire import wire

MALL: Final = """
[mall]
id = "bench"
name = "Bench"
time_zone = "Asia/Jakarta"
[[zones]]
id = "hall"
name = "Hall"
speaker = "none"
[[agencies]]
id = "all"
name = "All"
"""


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`first` is the file that gets each phone's first message, `gap` seconds between rounds."""

    phones: int
    services: int
    rounds: int
    gap: float
    first: str


@dataclass
class Result:
    """CPU in seconds, memory in bytes; drawings and frames while calls are made, by kind."""

    calls: int = 0
    cpu: float = 0.0
    frames: int = 0
    size: float = 0.0
    lines_drawn: int = 0
    tickets_drawn: int = 0
    others_drawn: int = 0
    memory_before: int = 0
    memory_joined: int = 0
    memory_peak: int = 0


class Counted(Hub):
    """The hub, with a count of what it hands out."""

    frames = 0
    sent = 0

    def _hand(self, viewers: Sequence[Viewer], frame: Frame, topics: Sequence[str]) -> None:
        self.frames += len(viewers)
        self.sent += len(viewers) * len(frame.wire)
        super()._hand(viewers, frame, topics)


@dataclass
class Bench:
    """The running parts."""

    job: Job
    live: Live
    drawn: Counter[str] = field(default_factory=Counter)
    hub: Counted = field(init=False)

    def __post_init__(self) -> None:
        self.hub = Counted(self._draw, self.live.beat)
        self.live.changed = self.hub.changed

    def _draw(self, topic: str) -> bytes | None:
        self.drawn[topic.partition("/")[0]] += 1
        return self.live.message(topic)


def mall(services: int) -> str:
    """A hall of so many services, each with a counter of its own."""
    rows = [
        f'[[services]]\nid = "s{i}"\nagency = "all"\nname = "Service {i}"\n'
        f'prefix = "{chr(65 + i)}"\n[[counters]]\nid = "{i}"\nzone = "hall"\nservices = ["s{i}"]\n'
        for i in range(services)
    ]
    return MALL + "".join(rows)


async def people(live: Live, job: Job) -> list[str]:
    """Everybody takes a ticket; the counters open, and call once. What each phone says first."""
    lines = []
    for i in range(job.phones):
        service = f"s{i % job.services}"
        reply = await live.submit(c.IssueTicket(service=service))
        token = json.loads(reply.body)["token"]
        lines.append(json.dumps({"watch": [f"ticket/{token}", f"line/{service}"]}))
    await calls(live, job)
    return lines


async def calls(live: Live, job: Job) -> None:
    """Each counter calls its next, one after the other, as officers do."""
    for i in range(job.services):
        await live.submit(c.CallNext(counter=str(i)))
        await asyncio.sleep(0)


async def measure(bench: Bench, result: Result) -> None:
    job, hub = bench.job, bench.hub
    gc.collect()
    gc.freeze()
    result.memory_before = memory()
    await until(lambda: hub.viewers >= job.phones)
    await asyncio.sleep(1.0)
    gc.collect()
    gc.freeze()
    result.memory_joined = result.memory_peak = memory()
    bench.drawn.clear()
    hub.frames = hub.sent = 0
    before = time.process_time()
    for _ in range(job.rounds):
        await calls(bench.live, job)
        result.memory_peak = max(result.memory_peak, memory())
        await asyncio.sleep(job.gap)
    result.cpu = time.process_time() - before
    result.calls = job.rounds * job.services
    result.frames, result.size = hub.frames, hub.sent / max(1, hub.frames)
    result.lines_drawn, result.tickets_drawn = bench.drawn["line"], bench.drawn["ticket"]
    result.others_drawn = bench.drawn.total() - bench.drawn["line"] - bench.drawn["ticket"]


async def serve(job: Job) -> None:
    hall = config.load(mall(job.services), "bench", lambda _: True).hall
    clock = Clock(ZoneInfo(hall.mall.time_zone))
    live = Live(NoDisk(), clock, TicketTokens(os.urandom(32)).token)
    await live.start(hall)
    running = asyncio.create_task(live.run())
    await live.turn()
    bench = Bench(job, live)
    lines = await people(live, job)
    await asyncio.to_thread(Path(job.first).write_text, "\n".join(lines) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        room = Room(
            hub=bench.hub,
            gate=Gate(Devices(Path(folder))),
            presence=Presence(steady),
            hall=lambda: live.state.hall,
            heard=lambda *_: None,
            saying=lambda *_: None,
            left=lambda *_: None,
            line=live.line_of,
        )
        kind = wire(bench.hub, room.session, Limits())
        listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        print(f"ready {listener.getsockname()[1]}", flush=True)
        server = uvicorn.Server(
            uvicorn.Config(
                Starlette(), ws=kind, log_level="critical", access_log=False, backlog=4096,
                lifespan="off",
            )
        )  # fmt: skip
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        result = Result()
        await measure(bench, result)
    print(json.dumps(vars(result)), flush=True)
    with contextlib.suppress(Exception):
        running.cancel()
        serving.cancel()
    os._exit(0)


if __name__ == "__main__":
    uvloop.run(serve(msgspec.json.decode(sys.argv[1], type=Job)))
