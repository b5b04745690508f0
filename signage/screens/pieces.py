"""What a screen is told of its items, as it goes over the wire: blocks, files, slides."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Words that look the same."""

    text: str
    bold: bool = False
    italic: bool = False


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a notice; never HTML."""

    kind: Literal["heading", "paragraph", "item", "rule"]
    runs: tuple[Run, ...] = ()


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A file that a screen fetches and checks."""

    url: str
    size: int
    crc32: str


class MediaFact(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the shelf as a playlist's item needs it."""

    url: str
    size: int
    crc32: str
    type: str
    width: int
    height: int
    length: float | None = None
    poster: Picture | None = None


class NoticeItem(msgspec.Struct, frozen=True, kw_only=True):
    """A notice; its blocks by language."""

    title: Text
    blocks: dict[str, tuple[Block, ...]]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be shown for some seconds; `agency` is whose hours a slide tells, `from` and
    `until` bound a notice, in Unix ms."""

    id: str
    kind: Literal["image", "video", "notice", "slide"]
    seconds: float
    media: MediaFact | None = None
    fit: Literal["contain", "cover"] = "contain"
    sound: bool = False
    slide: str | None = None
    notice: NoticeItem | None = None
    agency: str | None = None
    since: int | None = msgspec.field(default=None, name="from")
    until: int | None = None
