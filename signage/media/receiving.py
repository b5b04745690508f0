"""A file on its way in: written as it comes, bounded in bytes and room, gone if it is not kept."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.errors import Malformed, Refused
from signage.media.kinds import HEAD

NOTE: Final = "job.json"
SENT: Final = "sent"
MEBIBYTE: Final = 1024 * 1024
MEGABYTE: Final = 1_000_000
GIBIBYTE: Final = 1024 * MEBIBYTE
WRITTEN: Final = MEBIBYTE
"""Bytes that are gathered for one writing."""
SETTLED: Final = 8 * MEBIBYTE
"""After so many they are put on the disk, so that a press never waits for a heap of them."""
SECONDS: Final = 2 * 3600.0
"""A file that takes longer to come is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A whole file: where it lies, and its SHA-256."""

    path: Path
    size: int
    source: str


@asynccontextmanager
async def workplace(incoming: Path) -> AsyncIterator[Path]:
    """A folder for one file, which is gone when the block ends, unless a note in it says that what
    came is to be made."""
    folder = incoming / secrets.token_hex(12)
    await asyncio.to_thread(folder.mkdir, 0o700, True, False)
    try:
        yield folder
    finally:
        if not (folder / NOTE).exists():
            await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, True))


def reserve(total: int) -> int:
    """Bytes of a disk that stay free for presses: a tenth, at least 1 GiB and at most 10."""
    return min(max(total // 10, GIBIBYTE), 10 * GIBIBYTE)


def room(folder: Path, needed: int, usage: Callable[[Path], tuple[int, int, int]]) -> None:
    """Raises Refused where so many bytes more would leave the disk too little."""
    spare(folder, usage, needed)


def spare(folder: Path, usage: Callable[[Path], tuple[int, int, int]], needed: int = 0) -> int:
    """The bytes that may still be written. Raises Refused where they are fewer than needed."""
    total, _, free = usage(folder)
    left = free - reserve(total)
    if left < needed:
        raise Refused("media_disk", free=max(0, free) // MEGABYTE)
    return left


async def receive(
    chunks: AsyncIterator[bytes],
    folder: Path,
    bound: Callable[[bytes], int],
    usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
) -> Received:
    """Writes what comes. `bound` gives, by the first bytes, how many there may be, and raises
    Malformed for what is not taken at all."""
    path, digest = folder / SENT, hashlib.sha256()
    size, most, since = 0, None, 0
    with path.open("xb", buffering=0) as file:

        def write(piece: bytes, settle: bool) -> None:
            room(folder, len(piece), usage)
            digest.update(piece)
            file.write(piece)
            if settle:
                os.fdatasync(file.fileno())

        kept = bytearray()
        async for chunk in chunks:
            size += len(chunk)
            kept += chunk
            if most is None and (len(kept) >= HEAD):
                most = bound(bytes(kept[:HEAD]))
            if most is not None and size > most:
                raise Malformed("media_too_large", limit=most // MEGABYTE)
            if len(kept) >= WRITTEN:
                since += len(kept)
                settle = since >= SETTLED
                since = 0 if settle else since
                await asyncio.to_thread(write, bytes(kept), settle)
                kept.clear()
        if most is None:
            bound(bytes(kept[:HEAD]))
        await asyncio.to_thread(write, bytes(kept), True)
    return Received(path=path, size=size, source=digest.hexdigest())
