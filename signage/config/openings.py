"""Opening hours as people write them, read into a week."""

from __future__ import annotations

import re
from datetime import date

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.tables import Hours
from signage.queueing.hours import ALWAYS, MINUTES_A_DAY, Span, Week

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"\s*(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})\s*")


def week(hours: Hours, path: Path, faults: Faults) -> Week:
    """The week that the hours mean. A day that is left out is shut."""
    if isinstance(hours, str):
        if hours != "always":
            faults.add(
                path, f'“{hours}” is no hours; write "always" or {{mon = "08:00-15:30", …}}.'
            )
        return ALWAYS
    for day in hours:
        if day not in DAYS:
            faults.add((*path, day), f"“{day}” is no day; {nearest(day, DAYS)}")
    days = tuple(spans(hours.get(day, ()), (*path, day), faults) for day in DAYS)
    if not any(days):
        faults.add(path, 'these hours never open; write "always" or {mon = "08:00-15:30", …}.')
    return Week(days)


def spans(written: str | tuple[str, ...], path: Path, faults: Faults) -> tuple[Span, ...]:
    """The spans of a day, in order and joined where they touch."""
    texts = (written,) if isinstance(written, str) else written
    read = [span for text in texts if (span := _span(text, path, faults)) is not None]
    merged: list[Span] = []
    for span in sorted(read, key=lambda span: span.start):
        if merged and span.start < merged[-1].end:
            faults.add(path, f"{_told(merged[-1])} and {_told(span)} overlap; join them into one.")
        if merged and span.start <= merged[-1].end:
            before = merged.pop()
            span = Span(before.start, max(before.end, span.end))
        merged.append(span)
    return tuple(merged)


def check_dates(dates: tuple[str, ...], path: Path, faults: Faults) -> None:
    """Notes what is no date."""
    for at, day in enumerate(dates):
        try:
            right = date.fromisoformat(day).isoformat() == day
        except ValueError:
            right = False
        if not right:
            faults.add((*path, at), f"“{day}” is no date; write it like 2026-12-31.")


def _span(text: str, path: Path, faults: Faults) -> Span | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        faults.add(path, f"“{text}” is no span of hours; write it like 08:00-15:30.")
        return None
    hour, minute, end_hour, end_minute = (int(part) for part in match.groups())
    span = Span(hour * 60 + minute, end_hour * 60 + end_minute)
    if minute > 59 or end_minute > 59 or span.end > MINUTES_A_DAY:
        faults.add(path, f"“{text}” is no time of a day; a day is 00:00-24:00.")
        return None
    if span.end <= span.start:
        faults.add(
            path,
            f"“{text}” ends before it begins; put the earlier time first, "
            "and give hours past midnight to the next day.",
        )
        return None
    return span


def _told(span: Span) -> str:
    return "-".join(f"{t // 60:02d}:{t % 60:02d}" for t in (span.start, span.end))
