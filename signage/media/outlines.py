"""Where a picture's file ends, found by its own parts, and what else hides in it. Pure."""

from __future__ import annotations

import re
from typing import Final

from signage.errors import Malformed

_MARKER: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_MARKUP: Final = re.compile(
    rb"<script[\s>]|<html[\s>]|<!doctype\s+html|<iframe[\s>]|<\?php\s|%PDF-1\.|"
    rb"http://www\.w3\.org/2000/svg",
    re.IGNORECASE,
)
_END_OF_ZIP: Final = b"PK\x05\x06"
_ZIP_TAIL: Final = 22 + 65_535


def inspect(kind: str, data: bytes) -> None:
    """Raises Malformed for a picture that is cut off, or that is something else as well."""
    end = _ENDS[kind](data)
    rest = data[end:]
    if hides(data) or (rest.strip(b"\x00 \r\n") and not _known(kind, data, end)):
        raise Malformed("media_polyglot")


def hides(data: bytes) -> bool:
    """Whether a page, a script, a PDF or an archive lies in these bytes."""
    if _MARKUP.search(data):
        return True
    tail = data[-_ZIP_TAIL:]
    at = tail.rfind(_END_OF_ZIP)
    return at >= 0 and len(tail) - at >= 22


def _known(kind: str, data: bytes, end: int) -> bool:
    """What phones put behind a photograph: more pictures, a short film, notes of their own."""
    rest = data[end:]
    if kind != "jpeg":
        return False
    if rest.startswith(b"\xff\xd8\xff"):  # a depth map, a gain map
        return b"MPF\x00" in data[:end]
    if rest.rstrip(b"\x00").endswith(b"SEFT"):
        return True
    return rest[4:8] == b"ftyp" and b"MotionPhoto" in data[:end]


def _cut() -> Malformed:
    return Malformed("media_cut")


def _jpeg(data: bytes) -> int:
    at = 2
    while True:
        found = _MARKER.search(data, at)
        if found is None:
            raise _cut()
        marker, at = data[found.end() - 1], found.end()
        if marker == 0xD9:
            return at
        if marker in _ALONE or marker == 0xD8:
            continue
        if at + 2 > len(data):
            raise _cut()
        at += max(2, int.from_bytes(data[at : at + 2], "big"))


def _png(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name, at = data[at + 4 : at + 8], at + 12 + size
        if at > len(data):
            break
        if name == b"IEND":
            return at
    raise _cut()


def _gif(data: bytes) -> int:
    if len(data) < 13:
        raise _cut()
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    while at < len(data):
        block = data[at]
        if block == 0x3B:
            return at + 1
        if block == 0x21:
            at = _blocks(data, at + 2)
        elif block == 0x2C and at + 10 <= len(data):
            flags = data[at + 9]
            at = _blocks(data, at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
        else:
            break
    raise _cut()


def _blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> int:
    size = int.from_bytes(data[4:8], "little")
    end = 8 + size + size % 2
    if end - size % 2 > len(data):
        raise _cut()
    return min(end, len(data))


_ENDS: Final = {"jpeg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}
