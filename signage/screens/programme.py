"""What plays on a screen at a moment, why, and when that changes next. Pure.

The moments at which anything can change are few: ends of hours, midnights, ends of terms, and
jumps of the clock. Each is looked at in turn; between two of them nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime, time, timedelta
from heapq import heapify, heappop, heappush
from itertools import islice, pairwise
from typing import Final, Literal
from zoneinfo import ZoneInfo

from signage.screens.notices import Notice, Ticker
from signage.screens.playlists import Playlist
from signage.screens.schedules import Schedule, ScreenPlace, clock, moment

HOURS: Final = 36
"""How far ahead a screen knows its programme, so that a night without the server is no loss."""
WEEKS: Final = 15
"""Days after which a programme of weekdays and hours repeats itself, with a week to spare for an
hour that a jump of the clock leaves out."""
MOMENTS: Final = 3000
"""Moments that are looked at for what ever plays: some seconds of a small machine."""
Why = Literal["only", "priority", "narrower", "later", "usual", "nothing"]
"""Why it plays: alone; above the others; narrower than they; later in the file; nobody else
claims the screen; nothing does, and there is no usual playlist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that the file says of what plays. `usual` plays where nobody claims a screen."""

    zone: ZoneInfo
    usual: str | None = None
    schedules: tuple[Schedule, ...] = ()
    playlists: Mapping[str, Playlist] = field(default_factory=dict)
    notices: Mapping[str, Notice] = field(default_factory=dict)
    tickers: tuple[Ticker, ...] = ()


@dataclass(frozen=True, slots=True)
class Playing:
    """What plays, by which schedule, why; and the schedules that would play without it, the
    strongest first."""

    playlist: str | None
    schedule: str | None = None
    why: Why = "nothing"
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlayingSpan:
    """What plays from a moment until before another, in Unix ms; None for ever."""

    since: int
    until: int | None
    playing: Playing


def program(screen: ScreenPlace, rules: Rules, at: int) -> Playing:
    """What plays on a screen at a moment in Unix ms."""
    return _playing(_mine(screen, rules), rules, at)


def next_change(screen: ScreenPlace, rules: Rules, at: int) -> int | None:
    """The first moment after `at` at which something else plays on the screen, or a notice or a
    ticker of it comes or goes; None if never."""
    mine = _mine(screen, rules)
    tickers = [ticker for ticker in rules.tickers if ticker.where.has(screen)]
    terms = [notice.term for notice in rules.notices.values()] + [one.term for one in tickers]

    def look(at: int) -> tuple[Playing, tuple[bool, ...]]:
        return _played(mine, rules, at), tuple(term.holds(at, rules.zone) for term in terms)

    ends = (one for term in terms for one in term.moments(rules.zone) if one is not None)
    now = look(at)
    return next((one for one in _moments(mine, rules, at, ends) if look(one) != now), None)


def spans(screen: ScreenPlace, rules: Rules, at: int, hours: float = HOURS) -> list[PlayingSpan]:
    """What plays from a moment on, without a gap; the last one until its own end."""
    mine, until = _mine(screen, rules), at + int(hours * 3_600_000)
    found = [(at, _playing(mine, rules, at))]
    end: int | None = None
    for one in _moments(mine, rules, at, (), int(hours // 24) + WEEKS):
        playing = _playing(mine, rules, one)
        if playing == found[-1][1]:
            continue
        if one >= until:
            end = one
            break
        found.append((one, playing))
    starts: list[int | None] = [*(since for since, _ in found), end]
    return [
        PlayingSpan(since, stop, playing)
        for (since, playing), (_, stop) in zip(found, pairwise(starts), strict=True)
    ]


def _mine(screen: ScreenPlace, rules: Rules) -> list[Schedule]:
    """The screen's own schedules, the strongest first."""
    mine = (schedule for schedule in rules.schedules if schedule.where.has(screen))
    return sorted(mine, key=lambda schedule: schedule.rank, reverse=True)


def _played(mine: Iterable[Schedule], rules: Rules, at: int) -> Playing:
    """What plays, without the reasons: the first that holds, and no look at the others."""
    wall = clock(at, rules.zone)
    for schedule in mine:
        if schedule.holds(wall, at, rules.zone):
            return Playing(schedule.playlist, schedule.id)
    return Playing(rules.usual)


def _playing(mine: Iterable[Schedule], rules: Rules, at: int) -> Playing:
    wall = clock(at, rules.zone)
    held = [schedule for schedule in mine if schedule.holds(wall, at, rules.zone)]
    if not held:
        return Playing(rules.usual, None, "usual" if rules.usual is not None else "nothing")
    first, *others = held
    why = reason(first, others[0]) if others else "only"
    return Playing(first.playlist, first.id, why, tuple(other.id for other in others))


def reason(winner: Schedule, loser: Schedule) -> Why:
    """Why one plays rather than the other."""
    if winner.priority != loser.priority:
        return "priority"
    return "narrower" if winner.narrow != loser.narrow else "later"


def meeting(one: Schedule, other: Schedule, rules: Rules, at: int) -> tuple[int, int | None] | None:
    """From when until when two schedules hold together for the first time from `at` on, wherever
    they do; the end is None where they never part."""

    def both(at: int) -> bool:
        wall = clock(at, rules.zone)
        return all(schedule.holds(wall, at, rules.zone) for schedule in (one, other))

    since = at if both(at) else None
    for then in _moments([one, other], rules, at, ()):
        if since is None and both(then):
            since = then
        elif since is not None and not both(then):
            return since, then
    return None if since is None else (since, None)


def begins(schedule: Schedule, rules: Rules, at: int) -> int | None:
    """The first moment from `at` on at which a schedule holds, wherever it does; None if never."""
    every = (at, *_moments([schedule], rules, at, ()))
    held = (one for one in every if schedule.holds(clock(one, rules.zone), one, rules.zone))
    return next(held, None)


def on_air(screen: ScreenPlace, rules: Rules, at: int) -> frozenset[str]:
    """The schedules that play on a screen at some moment from `at` on."""
    mine = _mine(screen, rules)
    every = (at, *islice(_moments(mine, rules, at, ()), MOMENTS))
    found = (_played(mine, rules, one).schedule for one in every)
    return frozenset(schedule for schedule in found if schedule is not None)


# ---- the moments at which anything can change


def _moments(
    mine: list[Schedule], rules: Rules, at: int, ends: Iterable[int], least: int = WEEKS
) -> Iterator[int]:
    """The moments after `at` at which anything may change for the first time, in order; and all of
    the next `least` days."""
    heap, last = [one for one in ends if one > at], at
    heapify(heap)
    for day in _days(mine, clock(at, rules.zone).date(), least):
        for one in _of_day(mine, day, rules.zone):
            heappush(heap, one)
        # no later day has anything before it begins
        begins = moment(datetime.combine(_after(day), time.min), rules.zone)
        while heap and heap[0] <= begins:
            one = heappop(heap)
            if one > last:
                yield one
                last = one
    yield from sorted({one for one in heap if one > last})


def _days(mine: list[Schedule], today: Date, least: int) -> Iterator[Date]:
    """The days worth looking at: two weeks from today, and from each day that the file names;
    between those everything repeats itself by the week."""
    named = {today}
    for schedule in mine:
        for span in schedule.dates:
            named |= {span.first, _after(span.last)}
        named |= {end.date() for end in (schedule.since, schedule.until) if end is not None}
    # a day earlier: what began then may go on after midnight
    upto = max(_before(today), Date.min)
    for start in sorted(named):
        first = max(_before(start), upto)
        ahead = max(least, WEEKS) if start == today else WEEKS
        end = min(start.toordinal() + ahead, Date.max.toordinal() - 1)
        for ordinal in range(first.toordinal(), end):
            upto = Date.fromordinal(ordinal + 1)
            yield Date.fromordinal(ordinal)


def _of_day(mine: list[Schedule], day: Date, zone: ZoneInfo) -> set[int]:
    """The moments of one day of the calendar, and of what goes on after it."""
    walls = {datetime.combine(day, time.min), datetime.combine(_after(day), time.min)}
    for schedule in mine:
        for span in schedule.spans if schedule.spans and schedule.on(day) else ():
            for minute in (span.start, span.end):
                walls.add(datetime.combine(day, time.min) + timedelta(minutes=minute))
        walls |= {
            end for end in (schedule.since, schedule.until) if end is not None and end.date() == day
        }
    found = {one for wall in walls for one in (moment(wall, zone), _again(wall, zone))}
    return found | set(_jump(min(found), max(found), zone))


def _again(wall: datetime, zone: ZoneInfo) -> int:
    """The second moment at which the clock shows this, where it does so twice."""
    return int(wall.replace(tzinfo=zone, fold=1).timestamp() * 1000)


def _jump(first: int, last: int, zone: ZoneInfo) -> Iterator[int]:
    """The moment between two at which the clock is put forward or back, if it is."""

    def offset(at: int) -> timedelta | None:
        return datetime.fromtimestamp(at / 1000, zone).utcoffset()

    before = offset(first)
    if offset(last) == before:
        return
    low, high = first // 1000, -(-last // 1000)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle * 1000) == before else (low, middle)
    yield high * 1000


def _after(day: Date) -> Date:
    return day if day == Date.max else day + timedelta(days=1)


def _before(day: Date) -> Date:
    return day if day == Date.min else day - timedelta(days=1)
