"""When screens go dark, and when they wake. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from signage.queueing.hours import MINUTES_A_DAY, Span, Week
from signage.screens.settings import Waking

HOURS = 36
Dark = tuple[int, int]
"""From when until when, Unix ms."""


def dark_spans(
    waking: Waking,
    mall: Callable[[str], tuple[Span, ...]],
    at: int,
    zone: ZoneInfo,
    hours: int = HOURS,
) -> tuple[Dark, ...]:
    """When screens are dark from a moment on, for so many hours. `mall` gives the hours of a date
    such as "2026-11-26"."""
    if waking.hours == "always":
        return ()
    end = at + hours * 3_600_000
    edges: list[int] = [at]
    for start, stop in _joined(_awake(waking, mall, at, end, zone)):
        edges += [max(at, min(start, end)), max(at, min(stop, end))]
    edges.append(end)
    return tuple(pair for pair in list(pairwise(edges))[::2] if pair[0] < pair[1])


def _awake(
    waking: Waking, mall: Callable[[str], tuple[Span, ...]], at: int, end: int, zone: ZoneInfo
) -> Iterator[tuple[int, int]]:
    """The spans in which they are bright, in rising order of their beginnings."""
    day = datetime.fromtimestamp(at / 1000, zone).date() - timedelta(days=1)
    last = datetime.fromtimestamp(end / 1000, zone).date() + timedelta(days=1)
    while day <= last:
        for span in _spans(waking, mall, day):
            before, after = span.start - waking.before, span.end + waking.after
            yield _moment(day, before, zone), _moment(day, after, zone)
        day += timedelta(days=1)


def _spans(waking: Waking, mall: Callable[[str], tuple[Span, ...]], day: date) -> tuple[Span, ...]:
    if isinstance(waking.hours, Week):
        return waking.hours.days[day.weekday()]
    return mall(day.isoformat())


def _joined(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch or overlap are one."""
    held: tuple[int, int] | None = None
    for start, stop in spans:
        if held is not None and start <= held[1]:
            held = (held[0], max(held[1], stop))
            continue
        if held is not None:
            yield held
        held = (start, stop)
    if held is not None:
        yield held


def _moment(day: date, minute: int, zone: ZoneInfo) -> int:
    """A minute of a day's clock, also one of the day before or after, in Unix ms."""
    days, rest = divmod(minute, MINUTES_A_DAY)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return int(wall.timestamp() * 1000)
