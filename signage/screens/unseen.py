"""Schedules, tickers, notices and events that nobody will ever see, and why, in words. Pure.

Nothing is wrong with them, so the file takes them; but who makes one is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from signage.queueing.hall import TakeoverPlan, Text
from signage.screens.layouts import Kind
from signage.screens.notices import Notice, Ticker
from signage.screens.overlaps import BECAUSE, listed, named
from signage.screens.programme import Rules, begins, on_air, program, reason
from signage.screens.schedules import Schedule, ScreenPlace, clock, moment

Shows = Callable[[ScreenPlace, Kind], bool]
"""Whether a screen's layout has a region of a kind."""
WEEK: Final = 8
"""Days in which a schedule without dates begins at least once."""


def unseen_schedule(
    schedule: Schedule, rules: Rules, screens: Sequence[ScreenPlace], shows: Shows, at: int
) -> Text | None:
    """Why a schedule will never be seen; None for one that will."""
    name = named(schedule)
    playlist = rules.playlists.get(schedule.playlist)
    first = begins(schedule, rules, at)
    mine = [screen for screen in screens if schedule.where.has(screen)]
    if first is None:
        return _past(name) if _over(schedule, rules) else _never(name)
    if playlist is not None and not playlist.items:
        return Text(
            f"{name.id}: daftar putar “{playlist.name.id}” masih kosong; isi butirnya.",
            f"{name.en}: the playlist “{playlist.name.en}” is empty; give it items.",
        )
    if screens and not mine:
        return _nowhere(name)
    if mine and not any(shows(screen, "media") for screen in mine):
        return Text(
            f"{name.id}: tata letak {listed(mine).id} tidak punya bidang media, jadi daftar "
            "putarnya tidak tampak; pilih tata letak lain untuk layar itu.",
            f"{name.en}: the layout of {listed(mine).en} has no media region, so its playlist is "
            "not seen; choose another layout for them.",
        )
    if mine and not any(schedule.id in on_air(screen, rules, at) for screen in mine):
        return _hidden(schedule, rules, mine[0], first)
    return None


def _over(schedule: Schedule, rules: Rules) -> bool:
    """Whether a schedule that never holds again held before."""
    days = [span.first for span in schedule.dates]
    days += [end.date() for end in (schedule.since, schedule.until) if end is not None]
    if not days:
        return False
    start = datetime.combine(min(days) - timedelta(days=WEEK), time.min)
    return begins(schedule, rules, moment(start, rules.zone)) is not None


def _hidden(schedule: Schedule, rules: Rules, screen: ScreenPlace, first: int) -> Text:
    by_id = {one.id: one for one in rules.schedules}
    above = by_id[program(screen, rules, first).schedule or schedule.id]
    name, other, because = named(schedule), named(above), BECAUSE[reason(above, schedule)]
    return Text(
        f"{name.id}: jadwal ini tidak pernah tayang. Yang selalu tayang “{other.id}”, "
        f"{because.id}.",
        f"{name.en}: this schedule never plays. “{other.en}” always does, {because.en}.",
    )


def unseen_ticker(
    ticker: Ticker, rules: Rules, screens: Sequence[ScreenPlace], shows: Shows, at: int
) -> Text | None:
    """Why a line will never run; None for one that will."""
    name = _short(ticker.text)
    mine = [screen for screen in screens if ticker.where.has(screen)]
    if ticker.term.until is not None and ticker.term.until <= clock(at, rules.zone):
        return _past(name)
    if screens and not mine:
        return _nowhere(name)
    if mine and not any(shows(screen, "ticker") for screen in mine):
        return Text(
            f"{name.id}: tata letak {listed(mine).id} tidak punya bidang teks berjalan; pilih "
            "tata letak lain untuk layar itu.",
            f"{name.en}: the layout of {listed(mine).en} has no region for it; choose another "
            "layout for them.",
        )
    return None


def unseen_notice(notice: Notice, rules: Rules, at: int) -> Text | None:
    """Why a notice is shown no more; None for one that may be."""
    over = notice.term.until is not None and notice.term.until <= clock(at, rules.zone)
    return _past(notice.title) if over else None


def unseen_event(plan: TakeoverPlan, rules: Rules, at: int) -> Text | None:
    """Why an event begins by hand only, though it has dates; None for one that comes."""
    today = clock(at, rules.zone).date()
    yesterday = (today - timedelta(days=1)).isoformat()
    if plan.closed or plan.days or not plan.dates or max(plan.dates) >= yesterday:
        return None
    return Text(
        f"{plan.name.id}: semua tanggalnya sudah lewat; acara ini hanya mulai dengan tangan.",
        f"{plan.name.en}: all of its dates are gone by; it begins by hand only.",
    )


def _past(name: Text) -> Text:
    return Text(
        f"{name.id}: waktunya sudah lewat, jadi ini tidak tayang lagi; ubah waktunya, atau hapus.",
        f"{name.en}: its time is gone by, so it is shown no more; change the time, or delete it.",
    )


def _never(name: Text) -> Text:
    return Text(
        f"{name.id}: jadwal ini tidak pernah berlaku, karena tanggal, hari, jam, mulai dan "
        "sampainya tidak pernah bertemu; ubah salah satunya.",
        f"{name.en}: this schedule never holds, because its dates, days, hours, from and until "
        "never meet; change one of them.",
    )


def _nowhere(name: Text) -> Text:
    return Text(
        f"{name.id}: tidak ada layar yang cocok dengan layar, zona dan tata letak yang dipilih.",
        f"{name.en}: no screen fits the screens, zones and layouts that it names.",
    )


def _short(text: Text) -> Text:
    def cut(words: str) -> str:
        return words if len(words) <= 40 else f"{words[:39]}…"

    return Text(f"“{cut(text.id)}”", f"“{cut(text.en)}”")
