"""A small reader of WebM: how long it plays, how large it is, what it is coded in. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from signage.errors import Malformed
from signage.media.boxes import Film

_SEGMENT: Final = 0x18538067
_INFO: Final = 0x1549A966
_TRACKS: Final = 0x1654AE6B
_CLUSTER: Final = 0x1F43B675
_TRACK: Final = 0xAE
_VIDEO: Final = 0xE0
_INFO_MOST: Final = 1 << 20
_SPARE: Final = frozenset({0xEC, 0xBF})
_TOP: Final = frozenset({_SEGMENT, 0x1A45DFA3}) | _SPARE


def _number(data: bytes, at: int, *, keep: bool) -> tuple[int, int]:
    """An EBML number and where it ends; with `keep` its mark stays, as in ids."""
    if at >= len(data):
        raise Malformed("media_cut")
    if not data[at]:
        raise Malformed("media_damaged")
    wide = 9 - data[at].bit_length()
    if at + wide > len(data):
        raise Malformed("media_cut")
    value = int.from_bytes(data[at : at + wide], "big")
    return (value if keep else value & ((1 << (7 * wide)) - 1)), at + wide


def _element(file: BinaryIO, at: int) -> tuple[int, int, int | None]:
    """(id, where its content begins, how much there is; None where it is not said)."""
    file.seek(at)
    head = file.read(12)
    name, here = _number(head, 0, keep=True)
    size, begins = _number(head, here, keep=False)
    unknown = size == (1 << (7 * (begins - here))) - 1
    return name, at + begins, None if unknown else size


def _inner(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        name, at = _number(data, at, keep=True)
        size, at = _number(data, at, keep=False)
        if at + size > len(data):
            raise Malformed("media_damaged")
        yield name, data[at : at + size]
        at += size


def film(file: BinaryIO, size: int) -> Film:
    """What a WebM is. Raises Malformed for one that is cut off, damaged, or has no picture."""
    _, at, long = _element(file, 0)
    if long is None:
        raise Malformed("media_damaged")
    name, at, long = _element(file, at + long)
    if name != _SEGMENT:
        raise Malformed("media_damaged")
    end = size if long is None else at + long
    if end > size:
        raise Malformed("media_cut")
    if end < size:
        _only_spare(file, end, size)
    info, tracks = b"", b""
    while at < end and not (info and tracks):
        name, begins, long = _element(file, at)
        if long is None or name == _CLUSTER:
            break
        if begins + long > end:
            raise Malformed("media_cut")
        if name in (_INFO, _TRACKS):
            if long > _INFO_MOST:
                raise Malformed("media_damaged")
            file.seek(begins)
            read = file.read(long)
            info, tracks = (read, tracks) if name == _INFO else (info, read)
        at = begins + long
    return _told(info, tracks)


def _only_spare(file: BinaryIO, at: int, size: int) -> None:
    while at < size:
        name, begins, long = _element(file, at)
        if name not in _TOP or long is None or begins + long > size:
            raise Malformed("media_polyglot")
        at = begins + long


def _told(info: bytes, tracks: bytes) -> Film:
    scale, units = 1_000_000, 0.0
    for name, value in _inner(info):
        if name == 0x2AD7B1:
            scale = int.from_bytes(value, "big")
        elif name == 0x4489 and len(value) in (4, 8):
            units = struct.unpack(">f" if len(value) == 4 else ">d", value)[0]
    width, height, codecs = 0, 0, list[str]()
    for name, track in _inner(tracks):
        if name != _TRACK:
            continue
        for key, value in _inner(track):
            if key == 0x86:
                codecs.append(value.decode("latin-1").rstrip("\x00"))
            elif key == _VIDEO:
                told = dict(_inner(value))
                width = int.from_bytes(told.get(0xB0, b""), "big")
                height = int.from_bytes(told.get(0xBA, b""), "big")
    if not width or not height:
        raise Malformed("media_no_picture")
    length = units * scale / 1e9
    return Film(
        length=length if 0 < length < 1e7 else 0.0,
        width=width,
        height=height,
        codecs=tuple(codecs),
    )
