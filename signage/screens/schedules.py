"""When a playlist plays, and on which screens: a schedule's days and hours in the mall's time.

A schedule is asked about a wall clock: where the clock is put back an hour, what plays in that
hour plays twice; where it is put forward, what lies in the hour that is left out does not play.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from signage.queueing.hall import Text
from signage.queueing.hours import MINUTES_A_DAY, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPlace:
    """A screen as schedules know it: by id or name, by its zone and by its layout."""

    id: str
    name: str
    zone: str
    layout: str = "classic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Some screens: those that are named, or those of the zones and with the layouts; of nothing
    named every one. `screens` are ids or names."""

    screens: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()

    def has(self, screen: ScreenPlace) -> bool:
        """Whether it is one of them."""
        return (
            (not self.screens or screen.id in self.screens or screen.name in self.screens)
            and (not self.zones or screen.zone in self.zones)
            and (not self.layouts or screen.layout in self.layouts)
        )


EVERYWHERE: Final = Places()


@dataclass(frozen=True, slots=True)
class Dates:
    """The days from the first to the last, both counted."""

    first: Date
    last: Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A playlist's days and hours on some screens.

    `dates` and `days` (Monday is 0) both bind; none means every day. A span that ends after
    midnight belongs to the day on which it begins. `since` and `until` are moments of the mall's
    clock, without a zone of their own. `place` is its place in the file.
    """

    id: str
    playlist: str
    where: Places = EVERYWHERE
    dates: tuple[Dates, ...] = ()
    days: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    priority: int = 0
    since: datetime | None = None
    until: datetime | None = None
    place: int = 0
    name: Text | None = None

    @property
    def narrow(self) -> tuple[int, int, int]:
        """How narrow it is: by its screens, then its days, then its hours. Screens that are named
        are narrower than zones and layouts, dates than weekdays, hours than whole days."""
        place = 2 if self.where.screens else 1 if self.where.zones or self.where.layouts else 0
        bounded = bool(self.dates) or (self.since is not None and self.until is not None)
        return place, 2 if bounded else 1 if self.days else 0, 1 if self.spans else 0

    @property
    def rank(self) -> tuple[int, tuple[int, int, int], int]:
        """Of several that hold, the one with the greatest rank plays."""
        return self.priority, self.narrow, self.place

    def on(self, day: Date) -> bool:
        """Whether it begins on this day, hours aside."""
        dated = not self.dates or any(span.first <= day <= span.last for span in self.dates)
        return dated and (not self.days or day.weekday() in self.days)

    def holds(self, wall: datetime, at: int, zone: ZoneInfo) -> bool:
        """Whether it holds at a moment: Unix ms, and the mall's clock at it."""
        if self.since is not None and at < moment(self.since, zone):
            return False
        if self.until is not None and at >= moment(self.until, zone):
            return False
        day, minute = wall.date(), wall.hour * 60 + wall.minute
        if not self.spans:
            return self.on(day)
        late = minute + MINUTES_A_DAY
        return (self.on(day) and any(s.start <= minute < s.end for s in self.spans)) or (
            any(s.start <= late < s.end for s in self.spans) and self.on(day - timedelta(days=1))
        )


def moment(wall: datetime, zone: ZoneInfo) -> int:
    """Unix ms of a clock without a zone: the first of two moments that it shows twice; of an hour
    that is left out, as if it had not been."""
    return int(wall.replace(tzinfo=zone, fold=0).timestamp() * 1000)


def clock(at: int, zone: ZoneInfo) -> datetime:
    """The mall's clock at a moment, without its zone."""
    return datetime.fromtimestamp(at / 1000, zone).replace(tzinfo=None)
