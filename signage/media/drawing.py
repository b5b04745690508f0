"""A picture made anew: decoded, turned, without what it says of its maker, sized for a screen.

Runs in a child with bounds (`signage.media.child`).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import (
    GifImagePlugin,  # noqa: F401 - registers itself, as the others do
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    JpegImagePlugin,  # noqa: F401
    MpoImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
)

from signage.errors import Malformed

LONGEST_SIDE: Final = 20_000
MOST_PIXELS: Final = 50_000_000
QUALITY: Final = 90
SMALL: Final = 640
"""The longer side of the small picture that lists show of a large one."""
_ORIENTATION: Final = 0x0112
_ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})
_PLUGINS: Final = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "gif": ("GIF",), "webp": ("WEBP",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What was written."""

    file: str
    type: str
    width: int
    height: int
    small: str = ""


def draw(data: bytes, kind: str, folder: Path, long: int, short: int) -> Drawn:
    """Writes the picture anew into the folder. Raises Malformed."""
    Image.MAX_IMAGE_PIXELS = None  # our own bound has a sentence
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=_PLUGINS[kind]) as picture:
            _bounded(picture, kind)
            made = _upright(picture, long, short)
    except MemoryError:
        raise Malformed("media_heavy") from None
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError):
        raise Malformed("media_damaged") from None
    return _written(made, folder)


def _bounded(picture: Image.Image, kind: str) -> None:
    width, height = picture.size
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Malformed(
            "media_too_wide", width=width, height=height, side=LONGEST_SIDE,
            limit=MOST_PIXELS // 1_000_000,
        )  # fmt: skip
    if kind != "jpeg" and getattr(picture, "is_animated", False):
        raise Malformed("media_animated")


def _upright(picture: Image.Image, long: int, short: int) -> Image.Image:
    """Made small first of all: what comes after works on a few million pixels."""
    width, height = picture.size
    if picture.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
        width, height = height, width
    box = (long, short) if width >= height else (short, long)
    scale = min(box[0] / width, box[1] / height, 1.0)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    profile = picture.info.get("icc_profile")
    if picture.format in ("JPEG", "MPO") and scale < 1:
        picture.draft(None, size)  # a decoder that leaves out detail which nobody would see
    picture.load()
    made = _plain(picture)
    if made.size != size:
        made = made.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _coloured(ImageOps.exif_transpose(made), profile)


def _plain(picture: Image.Image) -> Image.Image:
    """Whole colours of 8 bits, with what can be seen through where there is such."""
    if picture.mode.startswith(("I", "F")):  # 16 bits a pixel
        whole = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        whole.info = picture.info
        picture = whole
    if picture.mode in ("RGB", "RGBA", "CMYK"):
        return picture.convert("RGBA") if picture.has_transparency_data else picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _coloured(picture: Image.Image, profile: Any) -> Image.Image:
    """In the colours of a screen: RGB, or RGBA where something can be seen through."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            told = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            picture = told or picture
        except (ImageCms.PyCMSError, OSError, ValueError):  # colours a little off, and no worse
            pass
    made = picture if picture.mode == "RGBA" else picture.convert("RGB")
    if made.mode == "RGBA" and made.getchannel("A").getextrema() == (255, 255):
        made = made.convert("RGB")
    made.info = {}
    return made


def _written(picture: Image.Image, folder: Path) -> Drawn:
    width, height = picture.size
    small = _small(picture, folder) if max(width, height) > SMALL else ""
    if picture.mode == "RGBA":
        picture.save(folder / "made.png", "PNG", optimize=False, compress_level=7)
        return Drawn(file="made.png", type="image/png", width=width, height=height, small=small)
    picture.save(
        folder / "made.jpg", "JPEG", quality=QUALITY, subsampling=0, optimize=True, exif=b""
    )
    return Drawn(file="made.jpg", type="image/jpeg", width=width, height=height, small=small)


def _small(picture: Image.Image, folder: Path) -> str:
    """For lists; what can be seen through stands on white."""
    small = picture.copy()
    small.thumbnail((SMALL, SMALL))
    if small.mode == "RGBA":
        ground = Image.new("RGBA", small.size, "white")
        ground.alpha_composite(small)
        small = ground
    small.convert("RGB").save(folder / "small.jpg", "JPEG", quality=80, exif=b"")
    return "small.jpg"
