"""From the lines of a receipt to the bytes of a printer, through python-escpos."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, assert_never

from PIL import Image

from signage import assets
from signage.devices.printers import pictures
from signage.devices.printers.letters import broken, readable
from signage.devices.printers.paper import Code, Gap, Line, Logo, Number, Receipt, Rule, Words
from signage.devices.printers.settings import PrinterSettings
from signage.errors import SignageError

FONT_A, FONT_B = 12, 9
"""How many dots wide a character of the printer's two fonts is."""
LARGEST, SMALLEST = 6, 3
"""How many times the printer's type may be enlarged for a number, and when a picture is better."""
FACE: Final = "fonts/atkinson-hyperlegible-latin-700-normal.woff"
_TORN: Final = 4
"""Empty lines after a ticket that nobody cuts, so that it can be torn off below its end."""


class ProfileTrouble(SignageError):
    """A printer's profile or code page that python-escpos doesn't know. `key` is the setting's."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key: Final = key


def escpos_bytes(receipt: Receipt, settings: PrinterSettings) -> bytes:
    """The bytes that print one receipt, from the printer's reset to its cut.

    Raises ProfileTrouble.
    """
    press = _press(settings)
    for line in receipt:
        _draw(press, line)
    if settings.cut:
        press.printer.cut()
    else:
        press.printer.ln(_TORN)
    made: bytes = press.printer.output
    return made


@dataclass(frozen=True, slots=True)
class _Press:
    """A printer that only keeps its bytes, and what is known of the real one."""

    printer: Any
    settings: PrinterSettings
    dots: int
    has: Callable[[str], bool]

    def picture(self, drawn: Image.Image) -> None:
        self.printer.set(align="left")
        self.printer.image(pictures.centred(drawn, self.dots))


def _press(settings: PrinterSettings) -> _Press:
    profiles, make = _library()
    if settings.profile not in profiles:
        raise ProfileTrouble(
            "profile",
            f"python-escpos has no profile “{settings.profile}”; use “default” or one of "
            + ", ".join(sorted(profiles)),
        )
    printer = make(profile=settings.profile)
    printer.hw("INIT")
    # a profile that knows its pixels is right; another must not print a warning about them
    profile = printer.profile
    known = profile.profile_data.get("media", {}).get("width", {}).get("pixels")
    dots = min(known if isinstance(known, int) else 10_000, pictures.DOTS[settings.paper])
    profile.profile_data = {**profile.profile_data, "media": {"width": {"pixels": dots}}}
    try:
        printer.magic.force_encoding(settings.code_page)
    except (KeyError, ValueError, LookupError) as trouble:
        pages = sorted(set(profile.codePages.values()) - {"Unknown"})
        raise ProfileTrouble(
            "code_page",
            f"profile “{settings.profile}” has no code page “{settings.code_page}”; "
            f"use one of {', '.join(pages)}",
        ) from trouble
    encoder, page = printer.magic.encoder, settings.code_page
    return _Press(printer, settings, dots // 8 * 8, lambda char: encoder.can_encode(page, char))


@cache
def _library() -> tuple[dict[str, Any], Any]:
    """Profiles, and the printer that keeps its bytes. Loaded when the first paper is drawn:
    the library reads its table of printers on import, and leaves a copy of it in a folder."""
    from escpos import capabilities
    from escpos.printer import Dummy

    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return capabilities.CAPABILITIES["profiles"], Dummy


def _draw(press: _Press, line: Line) -> None:
    match line:
        case Words():
            _words(press, line)
        case Number(text):
            _number(press, text)
        case Code(url):
            press.picture(pictures.code(url, press.dots))
        case Logo():
            if press.settings.picture is not None:
                press.picture(pictures.image(press.settings.picture))
                press.printer.ln()
        case Rule():
            _text(press, "-" * (press.dots // FONT_A))
        case Gap():
            press.printer.set(font="a", custom_size=True, width=1, height=1)
            press.printer.ln()
        case _:
            assert_never(line)


def _words(press: _Press, words: Words) -> None:
    small = words.size == "small"
    columns = press.dots // (FONT_B if small else FONT_A)
    for text in broken(readable(words.text, press.has), columns, words.lines):
        height = 2 if words.size == "tall" else 1
        _text(press, text, font="b" if small else "a", bold=words.bold, height=height)


def _number(press: _Press, text: str) -> None:
    """In the printer's own type as long as that is large; else as a picture."""
    own = readable(text, press.has)
    times = min(LARGEST, press.dots // (FONT_A * max(1, len(own))))
    if times >= SMALLEST:
        _text(press, own, bold=True, width=times, height=times)
    else:
        font = assets.folder("static") / Path(FACE)
        press.picture(pictures.number(text, press.dots, font))


def _text(
    press: _Press,
    text: str,
    *,
    font: str = "a",
    bold: bool = False,
    width: int = 1,
    height: int = 1,
) -> None:
    press.printer.set(
        align="center", font=font, bold=bold, custom_size=True, width=width, height=height
    )
    press.printer.text(f"{text}\n")
