"""Small files for the player, and the screen that is told of them."""

import asyncio
import io
import shutil
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.fakes import AT, text

JSON = dict[str, Any]
HOUR = 3_600_000


@cache
def picture(colour: str, width: int = 64, height: int = 36) -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


async def movie(folder: Path, seconds: float, name: str = "a.webm", *more: str) -> bytes:
    """A video of moving bars, with a tone; skipped where there is no ffmpeg."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("videos for this test are made with ffmpeg, which scripts/test installs")
    made = folder / name
    bars = f"testsrc=size=128x72:rate=10:duration={seconds}"
    tone = f"sine=frequency=440:duration={seconds}"
    codecs = more or (
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
        "-cpu-used",
        "8",
        "-b:v",
        "100k",
        "-c:a",
        "libvorbis",
    )
    making = await asyncio.create_subprocess_exec(
        "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", bars, "-f", "lavfi", "-i", tone,
        *codecs, str(made),
    )  # fmt: skip
    assert await making.wait() == 0
    return made.read_bytes()


def fact(name: str, whole: bytes, type: str, length: float | None = None) -> JSON:
    """What an item says of its file."""
    return {
        "url": f"/media/{name}", "size": len(whole), "crc32": f"{zlib.crc32(whole):08x}",
        "type": type, "width": 64, "height": 36, "length": length, "poster": None,
    }  # fmt: skip


def item(id: str, kind: str, seconds: float = 10, **more: Any) -> JSON:
    """One thing to be shown."""
    plain = {
        "media": None, "fit": "contain", "sound": False, "slide": None, "agency": None,
        "notice": None, "from": None, "until": None,
    }  # fmt: skip
    return {"id": id, "kind": kind, "seconds": seconds} | plain | more


def image(id: str, whole: bytes, seconds: float = 10, **more: Any) -> JSON:
    """An item that shows a picture."""
    return item(id, "image", seconds, media=fact(f"{id}.png", whole, "image/png"), **more)


def video(id: str, whole: bytes, length: float, **more: Any) -> JSON:
    """An item that shows a whole video."""
    return item(id, "video", length, media=fact(f"{id}.webm", whole, "video/webm", length), **more)


def paragraph(words: str, kind: str = "paragraph") -> JSON:
    """A block of a notice."""
    return {"kind": kind, "runs": [{"text": words, "bold": False, "italic": False}]}


def notice(id: str, title: str, *blocks: JSON, english: list[JSON] | None = None) -> JSON:
    """An item that shows a notice."""
    told = {"title": text(title), "blocks": {"id": list(blocks), "en": english or []}}
    return item(id, "notice", 12, notice=told)


def span(begin: int, end: int | None, playlist: str | None, schedule: str | None = None) -> JSON:
    """A part of the programme, in ms from now."""
    until = None if end is None else AT + end
    return {"from": AT + begin, "until": until, "playlist": playlist, "schedule": schedule}


def screen_view(playlists: dict[str, list[JSON]], *spans: JSON, **changes: Any) -> JSON:
    """A screen with a media region that plays these; the first all day unless spans are given."""
    every = {id: {"name": text(id), "items": items} for id, items in playlists.items()}
    usual = [span(-HOUR, None, next(iter(playlists), None))]
    layout = {
        "id": "media", "name": text("Media"), "orientation": "landscape", "columns": 32,
        "rows": 18, "calls": "board", "media": "duck",
        "regions": [{"kind": "media", "x": 0, "y": 0, "w": 32, "h": 18, "options": {}}],
    }  # fmt: skip
    view = {
        "screen": "s", "name": "Layar", "zone": "hall-a", "speaks": False,
        "zone_name": text("Hall A"), "mall": text("MPP Kota Metro"), "languages": ["id", "en"],
        "layout": layout | changes.pop("layout", {}),
        "sizes": {"number": 0.09, "counter": 0.05, "agency": 0.04, "text": 0.037},
        "programme": {"spans": list(spans) or usual, "playlists": every},
        "dark": [], "tickers": [], "version": "test",
        "facts": {"directory": [], "prayers": [], "skm": None, "hours": []},
    }  # fmt: skip
    return view | changes
