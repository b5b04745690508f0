"""When a hall or a service is open: weekly hours in local minutes."""

from __future__ import annotations

from dataclasses import dataclass

MINUTES_A_DAY = 24 * 60
TURN = 3 * 60
"""The minute at which a hall that is open through midnight turns its business day."""


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `start` (inclusive) to `end` (exclusive), minutes after local midnight."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, Monday first, each with its spans in rising order."""

    days: tuple[tuple[Span, ...], ...]

    @property
    def always(self) -> bool:
        """True when no minute of the week is shut."""
        return all(day == (Span(0, MINUTES_A_DAY),) for day in self.days)


ALWAYS = Week(days=((Span(0, MINUTES_A_DAY),),) * 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Now, as the rules see it: `at` Unix ms that never falls, `tick` steady ms, local calendar.

    `business_date` turns at TURN, not at midnight. `doubtful`: the clock is before the last event.
    """

    at: int
    tick: int
    date: str
    weekday: int
    minute: int
    business_date: str
    doubtful: bool = False


def meet(one: Week, other: Week) -> Week:
    """When both are open."""
    return Week(tuple(meet_days(*days) for days in zip(one.days, other.days, strict=True)))


def meet_days(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """When both are open in a day."""
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in one for b in other)
    return tuple(Span(start, end) for start, end in pairs if start < end)


def inside(spans: tuple[Span, ...], minute: int) -> bool:
    """Whether a minute lies in one of the spans."""
    return any(span.start <= minute < span.end for span in spans)
