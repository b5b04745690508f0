"""The product with one mistake made on purpose: it answers a press before the disk has it.

`python -m tests.e2e.hasty serve …` is what the test of promise P1 must find out.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from signage import cli
from signage.journal.answers import Answer
from signage.journal.journal import Journal
from signage.queueing.model import Recorded

LATE = 0.03
"""Seconds by which the disk has it too late."""


def answer_early() -> None:
    """Let every journal append behind its caller's back."""
    honest = Journal.append
    last: list[asyncio.Task[None]] = []

    async def append(
        self: Journal, records: Sequence[Recorded], answers: Sequence[Answer] = ()
    ) -> None:
        before = last[-1:]

        async def write() -> None:
            await asyncio.sleep(LATE)
            if before:
                await before[0]
            await honest(self, records, answers)

        last[:] = [asyncio.create_task(write())]

    Journal.append = append  # type: ignore[method-assign]


if __name__ == "__main__":
    answer_early()
    sys.exit(cli.main())
