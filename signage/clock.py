"""The hall's time: a calendar that never goes back, and a steady count that durations come from."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from signage.queueing.hours import TURN, Moment

Milliseconds = Callable[[], int]
TOLERANCE = 2_000
"""A wall clock this much before the last event, in ms, is being slewed and not wrong."""
STEP = 60_000
"""The wall clock jumped, when it moved this much more or less than the steady one, in ms."""
STALE = 121_000
"""After a reboot a call is at least this old, in ms, so that none flashes again."""


def wall() -> int:
    """Unix milliseconds of the system's clock; may be 1970, may jump."""
    return time.time_ns() // 1_000_000


def steady() -> int:
    """Milliseconds of a clock that runs through suspend and never jumps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return time.monotonic_ns() // 1_000_000


class Clock:
    """Gives moments that only rise, whatever the wall clock does."""

    def __init__(self, zone: tzinfo, *, wall: Milliseconds = wall, steady: Milliseconds = steady):
        self._zone = zone
        self._wall = wall
        self._steady = steady
        self._at = 0
        self._seen = steady()
        self._tick_base = -self._seen
        self._difference = wall() - self._seen
        self._local_minute = -1
        self._local = datetime.fromtimestamp(0, zone)

    def resume(self, at: int, tick: int, *, rebooted: bool) -> None:
        """Go on after the last event of the journal; `rebooted` when the machine started since."""
        away = max(0, self._wall() - at) if at else 0
        if rebooted or self._wall() < at - TOLERANCE:
            away = max(away, STALE)
        self._at = at
        self._seen = self._steady()
        self._tick_base = tick + away - self._seen

    def place(self, zone: tzinfo) -> None:
        """The mall's time zone, when its settings change."""
        self._zone = zone
        self._local_minute = -1

    def now(self) -> Moment:
        """The present moment."""
        seen, told = self._steady(), self._wall()
        at = max(told, self._at + max(0, seen - self._seen) if told < self._at else self._at)
        self._at, self._seen = at, seen
        local = self._calendar(at)
        business = local if local.hour * 60 + local.minute >= TURN else local - timedelta(days=1)
        return Moment(
            at=at,
            tick=self._tick_base + seen,
            date=local.date().isoformat(),
            weekday=local.weekday(),
            minute=local.hour * 60 + local.minute,
            business_date=business.date().isoformat(),
            doubtful=told < at - TOLERANCE,
        )

    def stepped(self) -> bool:
        """Whether the wall clock was set since the last time this was asked."""
        difference = self._wall() - self._steady()
        moved = abs(difference - self._difference) > STEP
        self._difference = difference
        return moved

    @property
    def utc_offset(self) -> int:
        """Minutes that the mall's zone is ahead of UTC now."""
        offset = self._calendar(self.now().at).utcoffset() or timedelta(0)
        return int(offset.total_seconds() // 60)

    def _calendar(self, at: int) -> datetime:
        minute = at // 60_000
        if minute != self._local_minute:
            self._local_minute = minute
            self._local = datetime.fromtimestamp(at / 1000, UTC).astimezone(self._zone)
        return self._local
