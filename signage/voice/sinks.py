"""Whether a sound card is still there while something plays on it.

PulseAudio moves the rest of a sentence to another card when its own is unplugged, and the player
ends well: another hall would hear it. `pactl` tells when a card goes; where it is not, nobody does.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from signage.voice.processes import end, start

log = logging.getLogger(__name__)

_REMOVED: Final = b"'remove' on sink #"


async def until_gone(sink: str, environment: Mapping[str, str] | None = None) -> None:
    """Comes back when the sound system has lost this sink; never where it never had it."""
    try:
        async with _events(environment) as events:
            if not await _there(sink, environment):
                await asyncio.Event().wait()
            async for line in events:
                if _REMOVED in line and not await _there(sink, environment):
                    return
    except Exception as fault:  # a watch that fails must end no sentence
        log.warning("sound cards are not watched: %r", fault)
    await asyncio.Event().wait()


@asynccontextmanager
async def _events(environment: Mapping[str, str] | None) -> AsyncIterator[asyncio.StreamReader]:
    process = await start(
        ["pactl", "subscribe"], stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env=environment
    )
    assert process.stdout is not None  # noqa: S101
    try:
        yield process.stdout
    finally:
        with contextlib.suppress(ProcessLookupError):
            await end(process)


async def _there(sink: str, environment: Mapping[str, str] | None) -> bool:
    """Whether the sound system has a sink of this name or number now."""
    process = await start(
        ["pactl", "list", "short", "sinks"],
        stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env=environment,
    )  # fmt: skip
    try:
        listed, _ = await process.communicate()
    finally:
        if process.returncode is None:
            await end(process)
    rows = (line.split(b"\t") for line in listed.splitlines())
    return any(sink.encode() in row[:2] for row in rows)
