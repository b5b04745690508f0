"""A program that presses until it is killed, and prints each press once it is answered.

`python -m tests.journal.pressing FOLDER` is the honest one. With `early` it answers first and
writes then, which is the mistake that the durability test must be able to find.
"""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

from signage.journal.journal import Answer, Journal
from tests.journal.days import Pen


async def press(folder: Path, *, early: bool) -> None:
    chance = random.Random()
    async with Journal.open(folder) as journal:
        pen = Pen(journal.epoch, journal.seq, journal.at, journal.tick)
        print("open", flush=True)
        while True:
            records = pen.tickets(chance.choice((1, 1, 2, 5, 50)))
            answer = Answer(f"{pen.seq}".encode(), b"f", 201, b"{}", "2026-11-26")
            if early:
                print(pen.seq, flush=True)
            await journal.append(records, [answer])
            if not early:
                print(pen.seq, flush=True)


if __name__ == "__main__":
    asyncio.run(press(Path(sys.argv[1]), early=sys.argv[2:] == ["early"]))
