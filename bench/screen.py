"""The screen page for days: does it hold its memory with all regions, media and many calls?

A real Chromium shows the layout with every region; each second somebody is called, where a busy
hall calls every ten; pictures, a video and notices take turns, and the layout changes each minute.
After each garbage collection the heap, the nodes and the listeners are read.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from playwright.async_api import CDPSession, Page, async_playwright

from bench.figures import Figures, Options
from signage.screens.legibility import sizes
from signage.screens.ready import READY
from signage.screens.shapes import layout_view
from signage.screens.themes import THEMES
from tests.browser.fake_hall import chromium_at
from tests.browser.fake_media import image, item, movie, notice, paragraph, picture, video
from tests.browser.fakes import AT, SECRET, FakeHall, call_row, serving, text, zone_view

MINUTES: Final = 30.0
EVERY: Final = 1.0
"""Seconds between two calls; a busy zone has one in ten."""
SAMPLES: Final = 60
WARM: Final = 0.2
"""Of the run: what it fills at first is no leak."""
HEAP, NODES, LISTENERS = 12.0, 2.0, 0.5
"""What may be added each minute: KiB, nodes, listeners; a day of that is 17 MiB."""
ZONE, SCREEN = "zone/hall-a", "screen/s"


@dataclass(frozen=True, slots=True)
class Sample:
    """What the page held at one moment, after a collection."""

    minute: float
    heap: float
    nodes: float
    listeners: float


def run(options: Options) -> Figures:
    """The bench: slopes of what the page holds."""
    minutes = options.minutes or (0.5 if options.quick else MINUTES)
    figures = Figures("screen", judged=not options.quick)
    samples = asyncio.run(_days(minutes))
    kept = [sample for sample in samples if sample.minute >= minutes * WARM]
    figures.add("time under load", minutes, "min")
    figures.add("calls", minutes * 60 / EVERY, "")
    figures.add("heap at the end", samples[-1].heap, "KiB")
    figures.at_most("heap, slope", slope(kept, "heap"), "KiB/min", limit=HEAP)
    figures.add("nodes at the end", samples[-1].nodes, "")
    figures.at_most("nodes, slope", slope(kept, "nodes"), "/min", limit=NODES)
    figures.add("listeners at the end", samples[-1].listeners, "")
    figures.at_most("listeners, slope", slope(kept, "listeners"), "/min", limit=LISTENERS)
    if shutil.which("ffmpeg") is None:
        figures.notes.append("no video: there is no ffmpeg here")
    return figures


def slope(samples: Sequence[Sample], of: str) -> float:
    """By how much it grows each minute: the median of the slopes between all pairs.

    A single sample in the middle of a change of layouts does not sway it.
    """
    every = sorted(
        (getattr(b, of) - getattr(a, of)) / (b.minute - a.minute)
        for a, b in itertools.combinations(samples, 2)
        if b.minute > a.minute
    )
    return every[len(every) // 2] if every else 0.0


async def _days(minutes: float) -> list[Sample]:
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": [ZONE, SCREEN]}
    with tempfile.TemporaryDirectory() as folder:
        media, items = await _media(Path(folder))
    async with serving(FakeHall(me=me | {"language": "id"})) as hall, async_playwright() as play:
        hall.media.update(media)
        await hall.show(SCREEN, _screen("all", items))
        await hall.show(ZONE, zone_view(*_calls(0), waiting=_waiting()))
        browser = await chromium_at(play, shutil.which("chromium") or "chromium")
        try:
            page = await browser.new_page(viewport={"width": 1920, "height": 1080})
            await page.goto(f"{hall.url}/screen#{SECRET}")
            await page.locator(".tile").first.wait_for()
            return await _measured(hall, page, minutes, items)
        finally:
            await browser.close()


async def _measured(
    hall: FakeHall, page: Page, minutes: float, items: list[dict[str, Any]]
) -> list[Sample]:
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    began = time.monotonic()
    samples: list[Sample] = []
    loads = ["all", "banner", "all", "media"]
    for tick in itertools.count(1):
        passed = (time.monotonic() - began) / 60
        at = AT + int(tick * EVERY * 1000)
        if tick % 60 == 0:
            await hall.show(SCREEN, _screen(loads[tick // 60 % len(loads)], items), at=at)
        await hall.show(ZONE, zone_view(*_calls(tick), waiting=_waiting(tick)), at=at)
        if passed >= len(samples) * minutes / SAMPLES:
            samples.append(await _sample(session, passed))
        if passed >= minutes:
            return samples
        await asyncio.sleep(max(0.0, began + tick * EVERY - time.monotonic()))
    raise AssertionError


async def _sample(session: CDPSession, minute: float) -> Sample:
    await session.send("HeapProfiler.collectGarbage")
    told = (await session.send("Performance.getMetrics"))["metrics"]
    found = {metric["name"]: float(metric["value"]) for metric in told}
    return Sample(minute, found["JSHeapUsedSize"] / 1024, found["Nodes"], found["JSEventListeners"])


def _calls(tick: int) -> list[dict[str, Any]]:
    """The last twenty calls, the youngest of this second; some are recalls, some elsewhere."""
    return [
        call_row(
            1000 + tick - back, f"B{(tick - back) % 1000:03}", str((tick - back) % 12 + 1),
            age=back * EVERY * 2.5, recall=int((tick - back) % 9 == 0), said="heard",
            direction=text("→ sisi kiri") if (tick - back) % 4 == 0 else None,
        )
        for back in range(20)
    ]  # fmt: skip


def _waiting(tick: int = 0) -> list[dict[str, Any]]:
    return [
        {"service": str(n), "name": text(f"Layanan {n}"), "count": (tick + n) % 17,
         "waiting": (tick + n) % 17, "expected_wait": {"minutes": 5 * n + 5, "text": text("")}}
        for n in range(14)
    ]  # fmt: skip


async def _media(folder: Path) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    files = {f"p{n}.png": picture(colour, 1280, 720) for n, colour in enumerate(("#246", "#642"))}
    items = [image(f"p{n}", files[f"p{n}.png"], 4) for n in range(2)]
    items.append(notice("n", "Pengumuman", paragraph("Kantor tutup besok.")) | {"seconds": 4})
    items.append(item("w", "slide", 4, slide="waits"))
    if shutil.which("ffmpeg") is not None:
        files["v.webm"] = await movie(folder, 5, "v.webm")
        items.append(video("v", files["v.webm"], 5))
    return files, items


def _screen(layout: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    counters = [
        {"counter": str(n), "name": text(str(n)), "zone": text("Hall B"), "direction": None}
        for n in (1, 2, 3)
    ]
    return {
        "screen": "s", "name": "s", "zone": "hall-a", "speaks": False, "zone_name": text("Hall A"),
        "mall": text("MPP Kota Metro"), "languages": ["id", "en"], "turned": None, "dark": [],
        "layout": msgspec.to_builtins(layout_view(READY[layout, "landscape"])),
        "sizes": asdict(sizes(55, 5)), "version": "", "drift": True,
        "theme": {"id": "malam", "tokens": dict(THEMES["malam"].tokens), "logo": None},
        "programme": {
            "spans": [{"from": AT - 1, "until": None, "playlist": "p", "schedule": None}],
            "playlists": {"p": {"name": text("p"), "items": items}},
        },
        "tickers": [{"text": text("Layanan tetap buka. " * 9), "from": None, "until": None}],
        "facts": {
            "directory": [
                {"agency": text(f"Dinas {n}"), "counters": counters} for n in range(12)
            ],
            "prayers": [{"prayer": "zuhur", "name": text("Zuhur"), "at": "11:52"}],
            "skm": {"index": "87.28", "category": "B", "label": text("Baik"), "answers": 120,
                    "period": text("Oktober 2026")},
            "hours": [],
        },
    }  # fmt: skip
