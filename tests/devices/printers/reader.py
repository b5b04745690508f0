"""A small printer that never was: reads ESC/POS bytes back, and draws them as a picture.

Knows only what a ticket needs, and fails on anything else, so that no strange byte goes unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

ROOT: Final = Path(__file__).parents[3]
PAGES: Final = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858", 52: "cp437"}
ROW: Final = 30
"""Dots from one line of plain text to the next."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text as the printer was told to set it."""

    text: str
    width: int
    height: int
    bold: bool
    font: str
    align: str
    page: str


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture in dots."""

    picture: Image.Image


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The knife."""


Printed = Text | Raster | Feed | Cut


@dataclass(slots=True)
class Reader:
    """Reads one stream of bytes."""

    data: bytes
    at: int = 0
    printed: list[Printed] = field(default_factory=list)
    line: bytearray = field(default_factory=bytearray)
    width: int = 1
    height: int = 1
    bold: bool = False
    font: str = "a"
    align: str = "left"
    page: str = "cp437"

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        assert len(taken) == count, "the bytes end in the middle of a command"
        self.at += count
        return taken

    def read(self) -> list[Printed]:
        while self.at < len(self.data):
            byte = self.take(1)
            if byte == b"\x1b":
                self.escape(self.take(1))
            elif byte == b"\x1d":
                self.group(self.take(1))
            elif byte == b"\n":
                self.end_line()
            else:
                assert byte[0] >= 0x20, f"a control byte {byte!r} at {self.at}"
                self.line += byte
        assert not self.line, "a line without an end"
        return self.printed

    def escape(self, command: bytes) -> None:
        if command == b"@":
            self.width = self.height = 1
            self.bold, self.font, self.align, self.page = False, "a", "left", "cp437"
        elif command == b"t":
            self.page = PAGES[self.take(1)[0]]
        elif command == b"a":
            self.align = ("left", "center", "right")[self.take(1)[0]]
        elif command == b"M":
            self.font = "ab"[self.take(1)[0]]
        elif command == b"E":
            self.bold = self.take(1) == b"\x01"
        elif command == b"d":
            self.printed.append(Feed(self.take(1)[0]))
        else:
            raise AssertionError(f"ESC {command!r}")

    def group(self, command: bytes) -> None:
        if command == b"!":
            size = self.take(1)[0]
            self.width, self.height = (size >> 4) + 1, (size & 7) + 1
        elif command == b"v":
            assert self.take(2) == b"0\x00"
            across = int.from_bytes(self.take(2), "little")
            down = int.from_bytes(self.take(2), "little")
            dots = Image.frombytes("1", (across * 8, down), self.take(across * down))
            self.printed.append(Raster(ImageChops.invert(dots.convert("L"))))
        elif command == b"V":
            kind = self.take(1)[0]
            if kind in (65, 66):
                self.take(1)
            self.printed.append(Cut())
        else:
            raise AssertionError(f"GS {command!r}")

    def end_line(self) -> None:
        text = bytes(self.line).decode(self.page)
        self.line.clear()
        if not text:
            self.printed.append(Feed(1))
            return
        self.printed.append(
            Text(text, self.width, self.height, self.bold, self.font, self.align, self.page)
        )


def read(data: bytes) -> list[Printed]:
    """What these bytes print."""
    return Reader(data).read()


def lines(data: bytes) -> list[str]:
    """The texts alone."""
    return [one.text for one in read(data) if isinstance(one, Text)]


def pages(data: bytes) -> list[bytes]:
    """The bytes of each paper in a stream of several."""
    return [b"\x1b@" + page for page in data.split(b"\x1b@")[1:]]


def paint(printed: list[Printed], dots: int) -> Image.Image:
    """The paper."""
    sheet = Image.new("L", (dots, 4000), 255)
    y = 8
    for one in printed:
        match one:
            case Text():
                picture = _set(one)
                assert picture.width <= dots, f"{one.text!r} is wider than the paper"
                left = (dots - picture.width) // 2 if one.align == "center" else 0
                sheet.paste(picture, (left, y))
                y += max(ROW, picture.height + 6)
            case Raster(picture):
                assert picture.width <= dots
                sheet.paste(picture, (0, y))
                y += picture.height
            case Feed(count):
                y += ROW * count
            case Cut():
                ImageDraw.Draw(sheet).line([(0, y), (dots, y)], fill=128)
                y += 2
    return sheet.crop((0, 0, dots, y))


def _set(one: Text) -> Image.Image:
    """A line in cells, as a printer sets it: each character in its own."""
    wide, tall = (12, 24) if one.font == "a" else (9, 17)
    face = "700" if one.bold else "400"
    path = ROOT / f"static/fonts/atkinson-hyperlegible-latin-{face}-normal.woff"
    type_ = ImageFont.truetype(str(path), tall - 4)
    cells = Image.new("L", (wide * len(one.text), tall), 255)
    pen = ImageDraw.Draw(cells)
    for index, char in enumerate(one.text):
        pen.text((index * wide + wide / 2, tall - 6), char, fill=0, font=type_, anchor="ms")
    return cells.resize((cells.width * one.width, cells.height * one.height))


def codes(picture: Image.Image) -> list[str]:
    """What the codes on it say."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]
