"""A small hall, a clock that is set by hand, and a live hall on a real journal, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

from signage.clock import Clock
from signage.config import Config, load
from signage.journal.journal import Journal
from signage.live import Live
from signage.registry.tokens import TicketTokens

SMALL = """
[mall]
id = "small"
name = { id = "Mal Kecil", en = "Small Mall" }
time_zone = "Asia/Jakarta"
hours = "always"

[[zones]]
id = "hall"
name = { id = "Balai", en = "Hall" }
speaker = "none"

[[zones]]
id = "ballroom"
name = "Ballroom"
hears = ["hall"]
speaker = "none"

[[agencies]]
id = "civil"
name = { id = "Dinas Kependudukan", en = "Civil Registry" }

[[services]]
id = "card"
agency = "civil"
name = { id = "Kartu", en = "Card" }
prefix = "A"

[[services]]
id = "birth"
agency = "civil"
name = { id = "Akta", en = "Birth" }
prefix = "B"

[[counters]]
id = "1"
zone = "hall"
services = ["card", "birth"]

[[counters]]
id = "2"
zone = "hall"
services = ["card"]
"""
NOON = 1_795_669_200_000
"""2026-11-26 12:00 in Jakarta, Unix ms."""


def small(text: str = SMALL) -> Config:
    """The small hall, or another one."""
    return load(text, "config.toml", lambda zone: True)


class Hands:
    """A wall clock and a steady one that tests turn by hand; ms."""

    def __init__(self, wall: int = NOON, steady: int = 1_000_000) -> None:
        self.at = wall
        self.tick = steady

    def wall(self) -> int:
        return self.at

    def steady(self) -> int:
        return self.tick

    def pass_(self, ms: int) -> None:
        """Time goes by on both."""
        self.at += ms
        self.tick += ms

    def clock(self) -> Clock:
        """A clock with these hands, in UTC."""
        return Clock(UTC, wall=self.wall, steady=self.steady)


@asynccontextmanager
async def live_hall(
    folder: Path, hands: Hands | None = None, config: Config | None = None
) -> AsyncIterator[tuple[Live, Journal]]:
    """A live hall on a real journal, its day open."""
    hall = (config or small()).hall
    clock = (hands or Hands()).clock()
    async with Journal.open(folder) as journal:
        live = Live(journal, clock, TicketTokens(b"k" * 32).token)
        await live.start(hall)
        task = asyncio.create_task(live.run())
        await live.adopt(hall)
        await live.turn()
        try:
            yield live, journal
        finally:
            live.stop()
            await task
