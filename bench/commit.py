"""Presses that come together are committed together: 100 at once against one by one."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figures, Options
from signage.journal.journal import Answer, Journal
from signage.queueing.events import TicketIssued
from signage.queueing.hall import Text
from signage.queueing.model import Recorded

PRESSES: Final = 100
ROUNDS: Final = 30
DAY: Final = "2026-11-26"


def run(options: Options) -> Figures:
    figures = Figures("commit", judged=not options.quick)
    options.cache.mkdir(parents=True, exist_ok=True)
    # Beside the cache, because /tmp is in memory on many machines, where a commit costs nothing.
    with tempfile.TemporaryDirectory(dir=options.cache) as folder:
        alone, together = asyncio.run(_measure(Path(folder), 2 if options.quick else ROUNDS))
    one, many = statistics.median(alone), statistics.median(together)
    figures.add("a press in a transaction of its own", one / PRESSES * 1000, "ms")
    figures.add(f"a press among {PRESSES} in one transaction", many / PRESSES * 1000, "ms")
    figures.compare(
        "presses a second, committed together", PRESSES / many, "/s",
        against="one by one", base=PRESSES / one, least=12,
    )  # fmt: skip
    return figures


async def _measure(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds for the same presses one by one and together, turn by turn on the same file."""
    alone, together = [], []
    async with Journal.open(folder) as journal:
        presses = _presses(journal)
        for _ in range(rounds):
            batch = [next(presses) for _ in range(PRESSES)]
            at = time.perf_counter()
            for recorded, answer in batch:
                await journal.append([recorded], [answer])
            alone.append(time.perf_counter() - at)
            batch = [next(presses) for _ in range(PRESSES)]
            at = time.perf_counter()
            await journal.append([press[0] for press in batch], [press[1] for press in batch])
            together.append(time.perf_counter() - at)
    return alone, together


def _presses(journal: Journal) -> Iterator[tuple[Recorded, Answer]]:
    """Tickets and the answers to them, as a kiosk with command ids gets them."""
    seq, at = journal.seq, time.time_ns() // 1_000_000
    while True:
        seq += 1
        number = f"A{seq:03d}"
        event = TicketIssued(
            ticket=f"t{seq}", number=number, serial=seq, service="ktp-el", agency="disdukcapil",
            service_name=Text("Perekaman KTP-el", "ID card"),
            agency_name=Text("Disdukcapil", "Civil registry"),
            priority=None, origin="metro", channel="kiosk",
        )  # fmt: skip
        body = f'{{"id":"t{seq}","number":"{number}","token":"{seq:022d}","ahead":{seq % 40}}}'
        answer = Answer(seq.to_bytes(32, "big"), bytes(32), 201, body.encode(), DAY)
        yield Recorded(epoch=journal.epoch, seq=seq, at=at + seq, tick=seq, event=event), answer
