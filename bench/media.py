"""Ten screens fetch one large file at once: what a press feels of it, and what it costs."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from typing import Final

from bench.attacks import Besieged, ours
from bench.figures import Figures, Options
from signage.media.shelf import Shelf
from signage.registry.media import Media

SCREENS: Final = 10
SIZE: Final = 50_000_000
SECONDS: Final = 15.0
GAP: Final = 0.02
"""Seconds between two presses of the one who presses."""
_PIECE: Final = 1 << 18


def run(options: Options) -> Figures:
    figures = Figures("media", judged=not options.quick)
    size = 1_000_000 if options.quick else SIZE
    seconds = 0.5 if options.quick else options.seconds or SECONDS
    names = list[str]()
    with ours(lambda data: names.append(_shelved(data, size))) as server:
        asyncio.run(_measured(figures, server, names[0], size, seconds))
    return figures


def _shelved(data: Path, size: int) -> str:
    """A file of chance on the shelf of a data folder; the server looks at its size alone."""
    shelf = Shelf(data)
    shelf.open()
    sent = shelf.incoming / "sent"
    sent.write_bytes(os.urandom(size))
    main = shelf.take(sent, "mp4")
    media = Media(
        id=main.file[:64], main=main, kind="video", type="video/mp4", width=2, height=2,
        length=1.0, poster=None, name="bench", at=0, by="", source="",
    )  # fmt: skip
    shelf.add(media, {main.file: sent})
    return main.file


async def _measured(
    figures: Figures, server: Besieged, name: str, size: int, seconds: float
) -> None:
    service = json.loads(await _asked(server, "GET", "/api/hall"))["services"][0]["service"]
    await _pressing(server, service, asyncio.sleep(seconds / 3))
    alone = await _pressing(server, service, asyncio.sleep(seconds))
    before, at = server.memory, time.monotonic()
    all_of_them = asyncio.gather(*(_fetched(server, name, size) for _ in range(SCREENS)))
    beside = await _pressing(server, service, all_of_them)
    took = time.monotonic() - at
    figures.add("press, nobody fetches, p50", _share(alone, 0.5), "ms")
    figures.add("press, nobody fetches, p99", _share(alone, 0.99), "ms")
    label = f"press while {SCREENS} screens fetch {size // 1_000_000} MB each"
    for share, told in ((0.5, "p50"), (0.99, "p99")):
        figures.compare(
            f"{label}, {told}", _share(beside, share), "ms", against="nobody fetches",
            base=_share(alone, share), most=1.5,
        )  # fmt: skip
    figures.at_most("memory grown by", server.memory - before, "MiB", limit=16.0)
    figures.add("all screens have it after", took, "s")


async def _pressing(server: Besieged, service: str, work: Awaitable[object]) -> list[float]:
    """How long each press takes (ms) until the work is done."""
    delays = list[float]()

    async def press() -> None:
        while True:
            at = time.perf_counter()
            await _asked(server, "POST", "/api/tickets", json.dumps({"service": service}).encode())
            delays.append((time.perf_counter() - at) * 1000)
            await asyncio.sleep(GAP)

    pressing = asyncio.create_task(press())
    await work
    pressing.cancel()
    with suppress(asyncio.CancelledError):
        await pressing
    return sorted(delays)


async def _asked(server: Besieged, method: str, path: str, body: bytes = b"") -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(_head(server, method, path, len(body)) + body)
    answer = await reader.read()
    writer.close()
    if b" 20" not in answer[:13]:
        raise RuntimeError(answer[:200])
    return answer.partition(b"\r\n\r\n")[2]


async def _fetched(server: Besieged, name: str, size: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=_PIECE)
    writer.write(_head(server, "GET", f"/media/{name}", 0))
    await reader.readuntil(b"\r\n\r\n")
    left = size
    while left:
        piece = await reader.read(_PIECE)
        if not piece:
            raise RuntimeError(f"a screen was cut off, {left} bytes early")
        left -= len(piece)
    writer.close()


def _head(server: Besieged, method: str, path: str, size: int) -> bytes:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n"
        f"Authorization: Bearer {server.secret}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {size}\r\n\r\n"
    ).encode()


def _share(delays: list[float], share: float) -> float:
    return delays[min(len(delays) - 1, int(len(delays) * share))] if delays else 0.0
