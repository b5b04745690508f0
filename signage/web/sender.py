"""Sends files to screens: in pieces, read beside the event loop, all of them together at a pace
that leaves the loop and the network to presses."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from signage.errors import NotFound
from signage.media.shelf import TYPES, Shelf

PIECE: Final = 64 * 1024
PACE: Final = 32 * 1024 * 1024
"""Bytes a second of all files to all screens: what a hall's network carries beside its calls."""
CREDIT: Final = 0.05
"""Seconds that a sender may be ahead, so that it sleeps seldom and not after each piece."""
FOREVER: Final = "private, max-age=31536000, immutable"
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Sender:
    """The files of a shelf on their way out. `clock` in seconds, steady."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float], pace: float = PACE) -> None:
        self._shelf: Final = shelf
        self._clock: Final = clock
        self._pace: Final = pace
        self._due = 0.0
        self._threads: Final = ThreadPoolExecutor(2, thread_name_prefix="media")

    def close(self) -> None:
        """Nothing more is read."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def wait(self, size: int) -> float:
        """Seconds until so many bytes may go, which are counted as gone."""
        now = self._clock()
        self._due = max(now - CREDIT, self._due) + size / self._pace
        return max(0.0, self._due - now)

    def answer(self, request: Request, name: str) -> Response:
        """The file, or the part of it that is asked for. Raises NotFound."""
        path = self._shelf.path(name)
        size = self._shelf.sizes.get(name)
        if path is None or size is None:
            raise NotFound("media_unknown", id=name[:12])
        mark = f'"{name.partition(".")[0]}"'
        headers = {"ETag": mark, "Cache-Control": FOREVER, "Accept-Ranges": "bytes"}
        if mark in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        part = None
        if request.headers.get("if-range", mark) == mark:
            part = part_of(request.headers.get("range", ""), size)
        if part == NONE:
            return Response(
                status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"}
            )
        start, end = (part.start, part.end) if part else (0, size)
        headers |= {"Content-Length": str(end - start), "Content-Type": TYPES[path.suffix[1:]]}
        if part is not None:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        return _Pieces(self, path, start, end, 206 if part else 200, headers)

    async def read(self, handle: int, size: int, at: int) -> bytes:
        """A piece of an open file."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, os.pread, handle, size, at)

    async def open(self, path: Path) -> int:
        """A file, to be closed by who asks. Raises OSError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, os.open, path, os.O_RDONLY | os.O_CLOEXEC)


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes from `start` on, up to before `end`."""

    start: int
    end: int


NONE: Final = Part(-1, -1)
"""A part that lies behind the file's end."""


def part_of(header: str, size: int) -> Part | None:
    """The part that a Range header asks for; None for the whole file, as for several parts."""
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        start, end = max(0, size - int(last)), size
        return Part(start, end) if int(last) else NONE
    start = int(first)
    end = min(size, int(last) + 1) if last else size
    if last and int(last) < start:
        return None
    return Part(start, end) if start < size else NONE


class _Pieces(Response):
    """A file that goes out in pieces; it is not read further when nobody is there to take it."""

    def __init__(
        self, sender: Sender, path: Path, start: int, end: int, status: int, headers: dict[str, str]
    ) -> None:
        super().__init__(status_code=status)
        self.raw_headers = [(k.lower().encode(), v.encode()) for k, v in headers.items()]
        self._sender = sender
        self._path = path
        self._start = start
        self._end = end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handle = -1
        if scope["method"] != "HEAD":
            try:
                handle = await self._sender.open(self._path)
            except OSError:
                raise NotFound("media_unknown", id=self._path.name[:12]) from None
        try:
            head: dict[str, Any] = {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
            await send(head)
            if handle >= 0:
                await self._pieces(handle, receive, send)
            else:
                await send({"type": "http.response.body", "body": b""})
        finally:
            if handle >= 0:
                os.close(handle)

    async def _pieces(self, handle: int, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(_gone(receive))
        try:
            at = self._start
            while at < self._end and not gone.done():
                size = min(PIECE, self._end - at)
                wait = self._sender.wait(size)
                if wait > CREDIT:
                    await asyncio.sleep(wait)
                piece = await self._sender.read(handle, size, at)
                if not piece:  # cut off beneath us: the length that was said does not come
                    return
                at += len(piece)
                await send(
                    {"type": "http.response.body", "body": piece, "more_body": at < self._end}
                )
            if self._start >= self._end:
                await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
