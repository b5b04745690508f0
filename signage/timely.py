"""Work that has its time: a round that comes again and again, and what is made once when its hour
of the day has struck, or after the next start when it was missed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from signage.errors import SignageError

log = logging.getLogger("signage")

AGAIN: Final = 3600.0
"""Seconds until work that failed is tried again."""
LOOK: Final = 30.0
"""Seconds between two looks at the clock, for what has an hour."""


def local(at: int, zone: ZoneInfo) -> datetime:
    """A moment in Unix ms as the mall's clock shows it."""
    return datetime.fromtimestamp(at / 1000, zone).replace(tzinfo=None)


def struck(now: datetime, minute: int) -> datetime:
    """When a minute of the day struck last; `now` is the mall's time. No clock of Indonesia knows
    a summer time, so that the day before is 24 hours before."""
    today = now.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


class Hour:
    """When work that has an hour may be looked at: the clock is not in doubt (`now` is None then),
    the hall is not just opening (`first` seconds), and it did not fail within the last hour.

    What was made last is kept by the work itself, so that it survives a restart and a power cut.
    """

    def __init__(
        self, now: Callable[[], datetime | None], steady: Callable[[], float], first: float
    ) -> None:
        self._now = now
        self._steady = steady
        self._not_before = steady() + first

    def now(self) -> datetime | None:
        """The mall's time; None while the clock is in doubt."""
        return self._now()

    def look(self, minute: int | None) -> datetime | None:
        """The mall's time when the work may be looked at; `minute` None is never."""
        ready = minute is not None and self._steady() >= self._not_before
        return self._now() if ready else None

    def later(self) -> None:
        """It failed, or is begun: not again within the hour."""
        self._not_before = self._steady() + AGAIN


async def rounds(
    every: float, look: Callable[[], Awaitable[None]], fault: str, rest: float = 0.0
) -> None:
    """Look again and again, `every` so many seconds, for ever. What goes wrong ends nothing: it is
    said in the log, with `fault` for what can't be done, and the next look comes `rest` later."""
    while True:
        await asyncio.sleep(every)
        try:
            await look()
        except SignageError as trouble:
            log.warning("%s: %s", fault, trouble)
            await asyncio.sleep(rest)
        except Exception:  # the supervisor of every round: the hall goes on without it
            log.exception("%s", fault)
            await asyncio.sleep(rest)
