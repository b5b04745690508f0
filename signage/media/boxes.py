"""A small reader of MP4: its boxes, how long it plays, how large it is, what it is coded in. Pure.

It reads tables, never the frames. It is all that looks at a video where there is no ffmpeg, and
the first that looks at one where there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from signage.errors import Malformed

TABLE: Final = 64 * 1024 * 1024
"""Bytes of `moov`; a film of hours has a few."""
_INSIDE: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_PRIVATE: Final = frozenset({b"udta", b"meta", b"uuid"})
"""Where cameras write where they were."""
_KNOWN: Final = _PRIVATE | {
    b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"free", b"skip", b"wide",
}  # fmt: skip
_NAME: Final = re.compile(rb"[A-Za-z0-9 ]{4}")
"""What makers of cameras call boxes of their own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its name, where its content is, and how much."""

    name: bytes
    start: int
    at: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What the tables say. `codecs` are names such as avc1; `apart`: it comes in pieces, and no
    table says how long it is."""

    length: float
    width: int
    height: int
    codecs: tuple[str, ...]
    private: tuple[tuple[int, int], ...] = ()
    apart: bool = False


def outer(file: BinaryIO, size: int) -> list[Box]:
    """The boxes of a whole file. Raises Malformed where they don't fill it to the last byte."""
    boxes, at = list[Box](), 0
    while at < size:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            if not head.strip(b"\x00"):
                break
            raise Malformed("media_cut")
        long = int.from_bytes(head[:4], "big")
        name, begins = head[4:8], at + 8
        if long == 1:
            long, begins = int.from_bytes(head[8:16], "big"), at + 16
        elif long == 0:
            long = size - at
        known = name in _KNOWN
        if not known and not head.strip(b"\x00"):
            break
        if long < begins - at or not (known or _NAME.fullmatch(name)):
            raise Malformed("media_polyglot" if boxes else "media_damaged")
        if at + long > size:
            raise Malformed("media_cut" if known else "media_polyglot")
        boxes.append(Box(name, at, begins, at + long))
        if len(boxes) > 100_000:
            raise Malformed("media_damaged")
        at += long
    return boxes


def film(file: BinaryIO, size: int) -> Film:
    """What an MP4 is. Raises Malformed for one that is cut off, damaged, or has no picture."""
    boxes = outer(file, size)
    names = {box.name for box in boxes}
    tables = [box for box in boxes if box.name == b"moov"]
    if not tables or not names & {b"mdat", b"moof"}:
        raise Malformed("media_cut")
    moov = tables[0]
    if moov.end - moov.at > TABLE:
        raise Malformed("media_damaged")
    file.seek(moov.at)
    table = file.read(moov.end - moov.at)
    try:
        length, tracks, private = _read(table, moov.at)
    except (IndexError, ZeroDivisionError, ValueError, RecursionError):
        raise Malformed("media_damaged") from None
    pictures = [track for track in tracks if track.kind == b"vide"]
    if not pictures:
        raise Malformed("media_no_picture")
    if any(track.last > size for track in tracks):
        raise Malformed("media_cut")
    first = pictures[0]
    return Film(
        length=length,
        width=first.width,
        height=first.height,
        codecs=tuple(track.codec for track in tracks if track.kind in (b"vide", b"soun")),
        private=(*private, *((box.start, box.end) for box in boxes if box.name in _PRIVATE)),
        apart=b"moof" in names,
    )


@dataclass(slots=True)
class _Track:
    kind: bytes = b""
    width: int = 0
    height: int = 0
    codec: str = ""
    last: int = 0


def _inner(table: bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        long, name, begins = int.from_bytes(table[at : at + 4], "big"), table[at + 4 : at + 8], 8
        if long == 1:
            long, begins = int.from_bytes(table[at + 8 : at + 16], "big"), 16
        elif long == 0:
            long = end - at
        if long < begins or at + long > end:
            raise ValueError(name)
        yield Box(name, at, at + begins, at + long)
        at += long


def _read(table: bytes, base: int) -> tuple[float, list[_Track], list[tuple[int, int]]]:
    length, tracks, private = 0.0, list[_Track](), list[tuple[int, int]]()

    def walk(at: int, end: int, track: _Track | None, depth: int) -> None:
        nonlocal length
        if depth > 8:
            raise ValueError("too deep")
        for box in _inner(table, at, end):
            if box.name == b"mvhd":
                length = _length(table, box.at)
            if box.name in _PRIVATE:
                private.append((base + box.start, base + box.end))
            elif box.name == b"trak":
                tracks.append(_Track())
                walk(box.at, box.end, tracks[-1], depth + 1)
            elif box.name in _INSIDE:
                walk(box.at, box.end, track, depth + 1)
            elif track is not None:
                _note(table, box, track)

    walk(0, len(table), None, 0)
    return length, tracks, private


def _length(table: bytes, at: int) -> float:
    if table[at] == 1:
        scale, units = table[at + 20 : at + 24], table[at + 24 : at + 32]
    else:
        scale, units = table[at + 12 : at + 16], table[at + 16 : at + 20]
    if units == b"\xff" * len(units):
        return 0.0
    return int.from_bytes(units, "big") / int.from_bytes(scale, "big")


def _note(table: bytes, box: Box, track: _Track) -> None:
    if box.name == b"tkhd":
        track.width = int.from_bytes(table[box.end - 8 : box.end - 6], "big")
        track.height = int.from_bytes(table[box.end - 4 : box.end - 2], "big")
        turned = box.end - 8 - 36  # the matrix: a quarter turn has nothing on its diagonal
        straight, across = table[turned : turned + 4], table[turned + 4 : turned + 8]
        if not any(straight) and any(across):
            track.width, track.height = track.height, track.width
    elif box.name == b"hdlr" and not track.kind:
        track.kind = table[box.at + 8 : box.at + 12]
    elif box.name == b"stsd":
        track.codec = table[box.at + 12 : box.at + 16].decode("latin-1")
    elif box.name in (b"stco", b"co64"):
        wide = 4 if box.name == b"stco" else 8
        count = int.from_bytes(table[box.at + 4 : box.at + 8], "big")
        offsets = table[box.at + 8 : box.end]
        if count * wide > len(offsets):
            raise ValueError("too many chunks")
        if count:
            track.last = max(
                int.from_bytes(offsets[at : at + wide], "big")
                for at in range(0, count * wide, wide)
            )
