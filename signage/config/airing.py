"""Notices, playlists, schedules and tickers of the file, as screens keep them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.openings import DAYS
from signage.config.tables import (
    AiringTable,
    ItemTable,
    NoticeTable,
    PlaylistTable,
    ScheduleTable,
    Tables,
    TickerTable,
    Words,
)
from signage.config.words import ids, text
from signage.queueing.hours import MINUTES_A_DAY, Span
from signage.screens import markdown
from signage.screens.notices import Notice, Term, Ticker
from signage.screens.pieces import Block
from signage.screens.playlists import LEAST_PREFIX, Playlist, PlaylistItem
from signage.screens.programme import Rules
from signage.screens.ready import IDS
from signage.screens.schedules import Dates, Places, Schedule

MOST_ITEMS: Final = 200
MOST_SCHEDULES: Final = 200
"""Each screen's next 36 hours are drawn of all of them, and a press waits meanwhile."""
LONGEST_TICKER: Final = 300
YEARS: Final = range(2000, 2200)
_SPAN: Final = re.compile(r"\s*(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})\s*")
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2})[:.](\d{2}))?")
_MEDIA: Final = re.compile(rf"[0-9a-f]{{{LEAST_PREFIX},64}}")


def rules(tables: Tables, usual: str | None, zone: ZoneInfo, faults: Faults) -> Rules:
    """Everything that the file says of what plays; `usual` is the screens' playlist."""
    for section in ("notices", "playlists", "schedules"):
        ids(section, tuple(one.id for one in getattr(tables, section)), faults)
    known = [one.id for one in tables.playlists]
    if usual is not None and usual not in known:
        faults.add(
            ("screens", "playlist"), f"there is no playlist “{usual}”; {nearest(usual, known)}"
        )
    if len(tables.schedules) > MOST_SCHEDULES:
        faults.add(
            ("schedules", MOST_SCHEDULES),
            f"there are {len(tables.schedules)} schedules; at most {MOST_SCHEDULES} are looked at. "
            "Take out those that are over.",
        )
    notices = [_notice(i, one, faults) for i, one in enumerate(tables.notices)]
    playlists = [_playlist(i, one, tables, faults) for i, one in enumerate(tables.playlists)]
    schedules = [_schedule(i, one, tables, faults) for i, one in enumerate(tables.schedules)]
    tickers = [_ticker(i, one, tables, faults) for i, one in enumerate(tables.tickers)]
    return Rules(
        zone=zone,
        usual=usual,
        schedules=tuple(schedules),
        playlists={one.id: one for one in playlists},
        notices={one.id: one for one in notices},
        tickers=tuple(tickers),
    )


# ---- notices and tickers


def _notice(index: int, notice: NoticeTable, faults: Faults) -> Notice:
    path: Path = ("notices", index)
    return Notice(
        id=notice.id,
        title=text(notice.title, (*path, "title"), faults),
        blocks=_blocks(notice.text, (*path, "text"), faults),
        term=_term(notice, path, faults),
    )


def _blocks(words: Words, path: Path, faults: Faults) -> dict[str, tuple[Block, ...]]:
    if isinstance(words, str):
        read = _read(words, path, faults)
        return {"id": read, "en": read}
    return {
        "id": _read(words.id, (*path, "id"), faults),
        "en": _read(words.en, (*path, "en"), faults),
    }


def _read(words: str, path: Path, faults: Faults) -> tuple[Block, ...]:
    found = markdown.read(words)
    match found.problem:
        case "image":
            faults.add(
                path,
                "a notice has no pictures; upload the picture to the media, and put it into a "
                "playlist beside the notice.",
            )
        case "table":
            faults.add(path, "a notice has no tables; write a list, a line for each row.")
        case "long":
            faults.add(
                path,
                f"this has {len(words)} characters, and nobody reads more than {markdown.LONGEST} "
                "from a screen; make two notices of it.",
            )
        case "blocks":
            faults.add(
                path,
                f"this has more than {markdown.MOST} paragraphs and lines of lists; make two "
                "notices of it.",
            )
        case "empty":
            faults.add(path, "this is empty; write what people are to read.")
        case "sign":
            faults.add(path, "this has a control character; take it out.")
        case "turn":
            faults.add(path, "this has a sign that turns the direction of writing; take it out.")
    return found.blocks


def _ticker(index: int, ticker: TickerTable, tables: Tables, faults: Faults) -> Ticker:
    path: Path = ("tickers", index)
    return Ticker(
        text=text(ticker.text, (*path, "text"), faults, LONGEST_TICKER),
        where=_places(ticker, path, tables, faults),
        term=_term(ticker, path, faults),
    )


# ---- playlists


def _playlist(index: int, playlist: PlaylistTable, tables: Tables, faults: Faults) -> Playlist:
    path: Path = ("playlists", index)
    if len(playlist.items) > MOST_ITEMS:
        faults.add(
            (*path, "items"),
            f"there are {len(playlist.items)} items in this playlist; at most {MOST_ITEMS} are "
            "played.",
        )
    return Playlist(
        id=playlist.id,
        name=text(playlist.name, (*path, "name"), faults),
        items=tuple(
            _item(item, (*path, "items", at), tables, faults)
            for at, item in enumerate(playlist.items)
        ),
    )


def _item(item: ItemTable, path: Path, tables: Tables, faults: Faults) -> PlaylistItem:
    if sum(one is not None for one in (item.media, item.notice, item.slide)) != 1:
        faults.add(
            path, "an item is one thing; name either a media file, a notice or a slide."
        )  # fmt: skip
    if item.media is not None and _MEDIA.fullmatch(item.media) is None:
        faults.add(
            (*path, "media"),
            f"“{item.media[:80]}” names no file; write the first {LEAST_PREFIX} or more characters "
            "of its id.",
        )
    notices = [one.id for one in tables.notices]
    if item.notice is not None and item.notice not in notices:
        faults.add(
            (*path, "notice"),
            f"there is no notice “{item.notice}”; {nearest(item.notice, notices)}",
        )
    agencies = [one.id for one in tables.agencies]
    if item.agency is not None and item.slide != "hours":
        faults.add(
            (*path, "agency"), "only the slide of opening hours is an agency's; take it out."
        )
    elif item.agency is not None and item.agency not in agencies:
        faults.add(
            (*path, "agency"),
            f"there is no agency “{item.agency}”; {nearest(item.agency, agencies)}",
        )
    return PlaylistItem(
        media=item.media, notice=item.notice, slide=item.slide, agency=item.agency,
        seconds=item.seconds, fit=item.fit, sound=item.sound,
    )  # fmt: skip


# ---- schedules


def _schedule(index: int, schedule: ScheduleTable, tables: Tables, faults: Faults) -> Schedule:
    path: Path = ("schedules", index)
    known = [one.id for one in tables.playlists]
    if schedule.playlist not in known:
        faults.add(
            (*path, "playlist"),
            f"there is no playlist “{schedule.playlist}”; {nearest(schedule.playlist, known)}",
        )
    term = _term(schedule, path, faults)
    name = None if schedule.name is None else text(schedule.name, (*path, "name"), faults)
    return Schedule(
        id=schedule.id,
        playlist=schedule.playlist,
        where=_places(schedule, path, tables, faults),
        dates=_dates(schedule.dates, (*path, "dates"), faults),
        days=tuple(sorted({DAYS.index(day) for day in schedule.days})),
        spans=_spans(schedule.hours, (*path, "hours"), faults),
        priority=schedule.priority,
        since=term.since,
        until=term.until,
        place=index,
        name=name,
    )


def _places(table: AiringTable, path: Path, tables: Tables, faults: Faults) -> Places:
    known = [zone.id for zone in tables.zones]
    for at, zone in enumerate(table.zones):
        if zone not in known:
            faults.add((*path, "zones", at), f"there is no zone “{zone}”; {nearest(zone, known)}")
    layouts = (*IDS, *(layout.id for layout in tables.layouts))
    for at, layout in enumerate(table.layouts):
        if layout not in layouts:
            faults.add(
                (*path, "layouts", at),
                f"there is no layout “{layout}”; {nearest(layout, layouts)}",
            )
    return Places(screens=table.screens, zones=table.zones, layouts=table.layouts)


def _dates(written: str | tuple[str, ...], path: Path, faults: Faults) -> tuple[Dates, ...]:
    found = []
    for at, piece in enumerate((written,) if isinstance(written, str) else written):
        here = path if isinstance(written, str) else (*path, at)
        first, two, last = (part.strip() for part in piece.partition(".."))
        wrong = [part for part in ((first, last) if two else (first,)) if _day(part) is None]
        if wrong:
            faults.add(
                here,
                f"“{wrong[0]}” is no date; write it like 2026-12-31, or 2026-12-24..2026-12-31.",
            )
            continue
        dates = Dates(date.fromisoformat(first), date.fromisoformat(last if two else first))
        if dates.last < dates.first:
            faults.add(here, f"“{piece}” ends before it begins; put the earlier date first.")
        found.append(dates)
    return tuple(found)


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written and found.year in YEARS else None


def _spans(written: str | tuple[str, ...], path: Path, faults: Faults) -> tuple[Span, ...]:
    """Hours of a day; those that end at or before their beginning go on after midnight."""
    found: list[Span] = []
    for piece in (written,) if isinstance(written, str) else written:
        match = _SPAN.fullmatch(piece)
        if match is None:
            faults.add(path, f"“{piece}” is no span of hours; write it like 08:00-15:30.")
            continue
        hour, minute, end_hour, end_minute = (int(part) for part in match.groups())
        start, end = hour * 60 + minute, end_hour * 60 + end_minute
        if minute > 59 or end_minute > 59 or start >= MINUTES_A_DAY or end > MINUTES_A_DAY:
            faults.add(path, f"“{piece}” is no time of a day; a day is 00:00-24:00.")
        elif start == end:
            faults.add(
                path, f"“{piece}” has no length; write an end after its beginning, or no hours."
            )
        else:
            found.append(Span(start, end if end > start else end + MINUTES_A_DAY))
    return tuple(sorted(found, key=lambda span: span.start))


# ---- from when until when


def _term(table: AiringTable | NoticeTable, path: Path, faults: Faults) -> Term:
    since = _moment(table.since, (*path, "from"), faults)
    until = _moment(table.until, (*path, "until"), faults, whole=True)
    if since is not None and until is not None and until <= since:
        faults.add((*path, "until"), "this ends before it begins; put the earlier time into from.")
    return Term(since, until)


def _moment(
    written: str | None, path: Path, faults: Faults, *, whole: bool = False
) -> datetime | None:
    """A date, or a date and a time; with `whole` a date means until its end."""
    if written is None:
        return None
    match = _MOMENT.fullmatch(written.strip())
    day = _day(match[1]) if match else None
    hour, minute = (int(match[2] or 0), int(match[3] or 0)) if match else (0, 0)
    if match is None or day is None or hour > 23 or minute > 59:
        faults.add(
            path,
            f"“{written[:40]}” is no date or time; write it like 2026-12-31 or 2026-12-31 08:00.",
        )
        return None
    found = datetime(day.year, day.month, day.day, hour, minute)
    return found + timedelta(days=1) if whole and match[2] is None else found
