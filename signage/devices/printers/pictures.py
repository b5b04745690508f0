"""Pictures for paper: the mall's logo, a code, a number that is longer than the printer's type."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFont, UnidentifiedImageError

from signage.devices.printers.settings import Bitmap, PaperWidth
from signage.errors import SignageError

DOTS: Final[dict[PaperWidth, int]] = {58: 384, 80: 576}
"""Dots across at 203 dpi, which is what printers of these widths have."""
LOGO_BYTES, LOGO_PIXELS, LOGO_HEIGHT = 2_000_000, 16_000_000, 240
"""How large a logo's file, its picture, and its print may be."""


class LogoTrouble(SignageError):
    """A logo that can't be printed; says why, and what would do."""


def logo(content: bytes, paper: PaperWidth) -> Bitmap:
    """A PNG as dots, at most as wide as the paper and 3 cm high. Raises LogoTrouble."""
    if len(content) > LOGO_BYTES:
        raise LogoTrouble(f"it has {len(content)} bytes; at most {LOGO_BYTES} are read.")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            if opened.width * opened.height > LOGO_PIXELS:
                raise LogoTrouble(
                    f"it has {opened.width} × {opened.height} pixels; 600 pixels across are plenty."
                )
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError) as trouble:
        raise LogoTrouble("it is no PNG picture; save it as PNG.") from trouble
    except (OSError, SyntaxError, ValueError) as trouble:
        raise LogoTrouble(f"the picture is damaged ({trouble}); save it anew.") from trouble
    paper_white = Image.new("RGBA", picture.size, "white")
    grey = Image.alpha_composite(paper_white, picture).convert("L")
    grey.thumbnail((DOTS[paper], LOGO_HEIGHT))
    return bitmap(grey.convert("1"))


def bitmap(picture: Image.Image) -> Bitmap:
    """Dots of a picture of black and white."""
    inverted = ImageChops.invert(picture.convert("L")).convert("1")
    return Bitmap(picture.width, picture.height, inverted.tobytes())


def image(dots: Bitmap) -> Image.Image:
    """The picture of these dots."""
    drawn = Image.frombytes("1", (dots.width, dots.height), dots.rows)
    return ImageChops.invert(drawn.convert("L")).convert("1")


def centred(picture: Image.Image, dots: int) -> Image.Image:
    """The picture in the middle of the paper's width, so that no printer's alignment matters."""
    page = Image.new("1", (dots, picture.height), 1)
    page.paste(picture, ((dots - picture.width) // 2, 0))
    return page


def code(url: str, dots: int) -> Image.Image:
    """A QR code of medium correction, as large as reads well from a hand: 2.5 to 3.5 cm."""
    made = segno.make_qr(url, error="m")
    modules = made.symbol_size(border=4)[0]
    scale = max(2, min(10, dots // 2 // modules + 1, dots // modules))
    held = io.BytesIO()
    made.save(held, kind="png", scale=scale, border=4)
    return Image.open(held).convert("1")


def number(text: str, dots: int, font: Path) -> Image.Image:
    """The number as wide as the paper."""
    tall = 120
    type_ = ImageFont.truetype(str(font), tall)
    left, _, right, _ = type_.getbbox(text)
    type_ = ImageFont.truetype(str(font), max(16, min(tall, int(tall * dots / (right - left)) - 1)))
    left, top, right, bottom = (int(edge) for edge in type_.getbbox(text))
    drawn = Image.new("L", (min(dots, right - left + 2), bottom - top + 12), 255)
    ImageDraw.Draw(drawn).text((1 - left, 6 - top), text, fill=0, font=type_)
    return drawn.point(lambda grey: 255 if grey > 127 else 0).convert("1")
