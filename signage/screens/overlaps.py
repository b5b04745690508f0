"""Schedules that claim the same screen at the same time, which of them wins, and why, in words.

Nothing is wrong with two schedules that meet: a feast goes before every day. But who makes them
is told, above all where only their order in the file decides. An event that takes a zone goes
before every schedule of its screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import chain, combinations, islice
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date

from signage.queueing.hall import TakeoverPlan, Text
from signage.queueing.hours import MINUTES_A_DAY
from signage.screens.programme import Playing, Rules, Why, meeting, reason
from signage.screens.schedules import Dates, Places, Schedule, ScreenPlace, clock

MOST: Final = 100
"""Overlaps that are told; a file with more wants another look before it wants a longer list."""
LOOKED: Final = 3000
"""Pairs whose calendars are laid side by side: some seconds of a small machine."""
NAMED: Final = 4
"""Screens that a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two schedules that meet: which wins and why, on which screens, and the first time in Unix ms.
    `until` is None where they never part again. Where `why` is "event" the winner is an event."""

    winner: str
    loser: str
    why: Why | Literal["event"]
    screens: tuple[ScreenPlace, ...]
    since: int
    until: int | None
    told: Text


def overlaps(
    screens: Sequence[ScreenPlace],
    rules: Rules,
    at: int,
    about: frozenset[str] | None = None,
    events: Iterable[TakeoverPlan] = (),
) -> tuple[Overlap, ...]:
    """Where schedules meet from a moment on, in the order of the file, and then where events come
    over them; with `about` only where one of these schedules is a part of it."""
    found = chain(_all(screens, rules, at, about), over(screens, rules, at, events, about))
    return tuple(islice(found, MOST))


def over(
    screens: Sequence[ScreenPlace],
    rules: Rules,
    at: int,
    events: Iterable[TakeoverPlan],
    about: frozenset[str] | None = None,
) -> Iterator[Overlap]:
    """Where events that come by themselves take screens for which a schedule has a playlist."""
    for plan in events:
        taken = _as_schedule(plan)
        if taken is None:
            continue
        for one in rules.schedules:
            if about is not None and one.id not in about:
                continue
            where = tuple(s for s in screens if one.where.has(s) and taken.where.has(s))
            if not where or not _may_meet(one, taken):
                continue
            if (when := meeting(one, taken, rules, at)) is not None:
                yield _taken(plan, one, where, when, rules.zone)


def _as_schedule(plan: TakeoverPlan) -> Schedule | None:
    """When an event stands, as a schedule of its zone; None for one that is begun by hand."""
    if plan.closed or not (plan.dates or plan.days):
        return None
    days = [Date.fromisoformat(day) for day in plan.dates]
    return Schedule(
        id=plan.id, playlist=plan.playlist, where=Places(zones=(plan.zone,)),
        dates=tuple(Dates(day, day) for day in days), days=plan.days, spans=plan.spans,
        name=plan.name,
    )  # fmt: skip


def _taken(
    plan: TakeoverPlan,
    schedule: Schedule,
    where: tuple[ScreenPlace, ...],
    when: tuple[int, int | None],
    zone: ZoneInfo,
) -> Overlap:
    name, time = named(schedule), in_words(*when, zone)
    return Overlap(
        winner=plan.id, loser=schedule.id, why="event", screens=where, since=when[0],
        until=when[1], told=Text(
            f"Acara “{plan.name.id}” memakai {listed(where).id} selagi jadwal “{name.id}” "
            f"berlaku, pertama kali {time.id}. Selama itu layar menampilkan acara.",
            f"The event “{plan.name.en}” takes {listed(where).en} while the schedule “{name.en}” "
            f"holds, the first time {time.en}. The screens show the event until it is over.",
        ),
    )  # fmt: skip


def _all(
    screens: Sequence[ScreenPlace], rules: Rules, at: int, about: frozenset[str] | None
) -> Iterator[Overlap]:
    looked = 0
    for one, other in combinations(rules.schedules, 2):
        if one.playlist == other.playlist or (about is not None and not {one.id, other.id} & about):
            continue
        where = tuple(s for s in screens if one.where.has(s) and other.where.has(s))
        if not where or not _may_meet(one, other):
            continue
        looked += 1
        if looked > LOOKED:
            return
        if (when := meeting(one, other, rules, at)) is not None:
            yield _overlap(one, other, where, when, rules.zone)


def _may_meet(one: Schedule, other: Schedule) -> bool:
    """Whether their hours have a minute in common: what can be said without a calendar."""
    if not one.spans or not other.spans:
        return True
    return any(
        a.start < b.end + ahead and b.start + ahead < a.end
        for a in one.spans
        for b in other.spans
        for ahead in (-MINUTES_A_DAY, 0, MINUTES_A_DAY)
    )


def _overlap(
    one: Schedule,
    other: Schedule,
    where: tuple[ScreenPlace, ...],
    when: tuple[int, int | None],
    zone: ZoneInfo,
) -> Overlap:
    winner, loser = sorted((one, other), key=lambda schedule: schedule.rank, reverse=True)
    why = reason(winner, loser)
    return Overlap(
        winner=winner.id,
        loser=loser.id,
        why=why,
        screens=where,
        since=when[0],
        until=when[1],
        told=_told(winner, loser, why, where, when, zone),
    )


BECAUSE: Final[Mapping[Why, Text]] = {
    "priority": Text("karena prioritasnya lebih tinggi", "because its priority is higher"),
    "narrower": Text(
        "karena layar, hari atau jamnya lebih khusus",
        "because its screens, days or hours are narrower",
    ),
    "later": Text(
        "hanya karena letaknya lebih bawah dalam daftar; beri prioritas bila bukan itu maksudnya",
        "only because it stands lower in the list; give a priority if that is not what you want",
    ),
}


def _told(
    winner: Schedule,
    loser: Schedule,
    why: Why,
    where: tuple[ScreenPlace, ...],
    when: tuple[int, int | None],
    zone: ZoneInfo,
) -> Text:
    first, second, because = named(winner), named(loser), BECAUSE[why]
    names = listed(where)
    time = in_words(*when, zone)
    return Text(
        f"“{first.id}” dan “{second.id}” bertemu di {names.id}, pertama kali {time.id}. "
        f"Yang tayang “{first.id}”, {because.id}.",
        f"“{first.en}” and “{second.en}” meet on {names.en}, the first time {time.en}. "
        f"“{first.en}” plays, {because.en}.",
    )


def listed(screens: Sequence[ScreenPlace]) -> Text:
    """Names of screens for a sentence: the first ones, and how many more."""
    names = ", ".join(screen.name for screen in screens[:NAMED])
    more = len(screens) - NAMED
    if more <= 0:
        return Text(names, names)
    return Text(f"{names} dan {more} lainnya", f"{names} and {more} more")


def named(schedule: Schedule) -> Text:
    """What people call a schedule."""
    return schedule.name or Text(schedule.id, schedule.id)


def in_words(since: int, until: int | None, zone: ZoneInfo) -> Text:
    """A time of the mall's clock, from one moment until another."""
    start, end = clock(since, zone), None if until is None else clock(until, zone)
    parts = []
    for language, colon, to in (("id", ".", "sampai"), ("en", ":", "to")):
        told = f"{format_date(start, 'EEE d MMM y', language)} {start:%H{colon}%M}"
        if end is not None:
            day = "" if end.date() == start.date() else format_date(end, "EEE d MMM y ", language)
            told += f" {to} {day}{end:%H{colon}%M}"
        parts.append(told)
    return Text(*parts)


def why_told(playing: Playing, rules: Rules) -> Text:
    """Why something plays, in words."""
    by_id = {schedule.id: schedule for schedule in rules.schedules}
    if playing.schedule is None:
        return USUAL if playing.playlist is not None else NOTHING
    name = named(by_id[playing.schedule])
    if not playing.over:
        return Text(f"Menurut jadwal “{name.id}”.", f"By the schedule “{name.en}”.")
    other, because = named(by_id[playing.over[0]]), BECAUSE[playing.why]
    return Text(
        f"Menurut jadwal “{name.id}”, bukan “{other.id}”, {because.id}.",
        f"By the schedule “{name.en}”, not “{other.en}”, {because.en}.",
    )


USUAL: Final = Text(
    "Daftar putar sehari-hari; tidak ada jadwal yang berlaku.",
    "The everyday playlist; no schedule holds.",
)
NOTHING: Final = Text(
    "Tidak ada jadwal yang berlaku, dan belum ada daftar putar sehari-hari.",
    "No schedule holds, and there is no everyday playlist.",
)
