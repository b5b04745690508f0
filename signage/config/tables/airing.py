"""The tables of what screens show, and when."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from signage.config.tables.pieces import Dates, Day, Table, Words


class NoticeTable(Table, frozen=True):
    """[[notices]]: `text` is Markdown."""

    id: str
    title: Words
    text: Words
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = None


class ItemTable(Table, frozen=True):
    """An entry of playlists.items: a media file, a notice or a slide."""

    media: str | None = None
    notice: str | None = None
    slide: Literal["waits", "skm", "hours"] | None = None
    agency: str | None = None
    seconds: Annotated[int, Meta(ge=3, le=3600)] | None = None
    fit: Literal["contain", "cover"] = "contain"
    sound: bool = False


class PlaylistTable(Table, frozen=True):
    """[[playlists]]"""

    id: str
    name: Words
    items: tuple[ItemTable, ...] = ()


class AiringTable(Table, frozen=True, kw_only=True):
    """On which screens, and from when until when."""

    screens: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = None


class ScheduleTable(AiringTable, frozen=True, kw_only=True):
    """[[schedules]]"""

    id: str
    name: Words | None = None
    playlist: str
    dates: Dates = ()
    days: tuple[Day, ...] = ()
    hours: str | tuple[str, ...] = ()
    priority: Annotated[int, Meta(ge=-100, le=100)] = 0


class TickerTable(AiringTable, frozen=True, kw_only=True):
    """[[tickers]]"""

    text: Words
