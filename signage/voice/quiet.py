"""When a zone is to be silent or soft, and how loud it is at what time of day. Pure.

Times change on the full minute only. What the prayers' times are comes as an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from signage.queueing.hall import Text
from signage.queueing.hours import Moment, Span

Manner = Literal["silent", "soft"]
Prayer = Literal["fajr", "dhuhr", "asr", "maghrib", "isha", "friday"]
Prayers = Callable[[date], Mapping[Prayer, int]]
"""The minute after local midnight at which each prayer's time begins, on a date."""

FRIDAY: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Some hours of some days in some zones. No zones: every one; no days and no dates: every day.

    `days` are weekdays, Monday is 0; `dates` are ISO dates.
    """

    zones: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    def on(self, zone: str, now: Moment) -> bool:
        """Whether this is the zone and the day."""
        every_day = not self.days and not self.dates
        day = every_day or now.weekday in self.days or now.date in self.dates
        return day and (not self.zones or zone in self.zones)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietTime:
    """A time in which the voice is silent or soft, and the picture stays.

    With a `prayer` it begins `before` minutes before that prayer's time and ends `minutes` after
    it; `friday` is the Friday prayer, at noon's time on Fridays only. `gain` is dB of a soft voice.
    `later`: what was due is said afterwards, if it is still valid; else it is not said at all.
    """

    name: Text
    when: When
    prayer: Prayer | None = None
    before: int = 0
    minutes: int = 15
    manner: Manner = "silent"
    gain: float = -12.0
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How loud the voice is in some hours, in dB below its full loudness."""

    when: When
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A quiet time that holds now. `until` is the minute of the day at which it ends."""

    name: Text
    until: int
    silent: bool
    gain: float = 0.0
    later: bool = False


def quiet_now(times: Sequence[QuietTime], zone: str, now: Moment, prayers: Prayers) -> Quiet | None:
    """The quiet time of a zone that holds now; of several the most silent, then the longest."""
    holding = [
        Quiet(
            name=time.name,
            until=span.end,
            silent=time.manner == "silent",
            gain=0.0 if time.manner == "silent" else time.gain,
            later=time.later,
        )
        for time in times
        if time.when.on(zone, now)
        for span in _spans(time, now, prayers)
        if span.start <= now.minute < span.end
    ]
    # What is not said afterwards is the stricter of two silences.
    return max(holding, key=lambda q: (q.silent, not q.later, q.until, -q.gain), default=None)


def gain_now(volumes: Sequence[Volume], zone: str, now: Moment) -> float:
    """The zone's volume now in dB, 0 unless somebody wants it softer; the softest counts."""
    return min(
        (
            volume.gain
            for volume in volumes
            if volume.when.on(zone, now)
            and any(span.start <= now.minute < span.end for span in volume.when.spans)
        ),
        default=0.0,
    )


def next_minute(now: Moment) -> int:
    """The tick of the next full minute: nothing here changes before it."""
    return now.tick + 60_000 - now.at % 60_000


def clock(minute: int) -> str:
    """A minute of the day as people read it, `12:05`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _spans(time: QuietTime, now: Moment, prayers: Prayers) -> Sequence[Span]:
    if time.prayer is None:
        return time.when.spans
    if time.prayer == "friday" and now.weekday != FRIDAY:
        return ()
    at = prayers(date.fromisoformat(now.date)).get(time.prayer)
    return () if at is None else (Span(at - time.before, at + time.minutes),)
