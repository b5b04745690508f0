"""Every event as server-sent events, in order, resumed by where the reader left off."""

from __future__ import annotations

import asyncio
import logging
from asyncio import FIRST_COMPLETED
from collections.abc import AsyncIterator, Callable
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from signage.errors import JournalTrouble, Malformed, Unauthorised
from signage.hub import Frame
from signage.journal.journal import Journal
from signage.queueing.codec import encode, kind_of
from signage.queueing.hall import Text
from signage.queueing.model import Recorded
from signage.web.bodies import still
from signage.web.house import house
from signage.web.sockets import Sockets

log = logging.getLogger("signage.web")

MEDIA_TYPE = "text/event-stream"
QUIET = 15.0
"""Seconds after which a silent feed sends a comment, so that a proxy keeps it open."""


async def events(request: Request) -> Response:
    """GET /api/events?after=<epoch>:<seq>: from there on, or from the first event."""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "feed", rooms.live.state.hall)
    if rooms.journal is None:
        trouble = rooms.live.trouble
        raise JournalTrouble(trouble.code if trouble else "damaged")
    named = request.headers.get("last-event-id") or request.query_params.get("after") or "0:0"
    after = _position(named)
    start, gap = await _resume(rooms.journal, *after)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    if request.method == "HEAD":
        return Response(headers=headers, media_type=MEDIA_TYPE)
    found = rooms.signed_in(request)
    names = (device.id,) if found is None else (device.id, found.session.id)
    reader = Reader(rooms.sockets, names, lambda: still(request))
    stream = _stream(rooms.journal, start, gap, rooms.stopping, reader)
    return StreamingResponse(stream, media_type=MEDIA_TYPE, headers=headers)


class Reader:
    """A reader of the feed, among the open sockets: it ends with its secret."""

    def __init__(self, sockets: Sockets, names: tuple[str, ...], still: Callable[[], None]) -> None:
        self._sockets = sockets
        self._still = still
        self._names = names
        self._out = asyncio.Event()

    def offer(self, frame: Frame) -> bool:
        """Watches no topic."""
        return False

    def cut(self, code: int, reason: str) -> None:
        """The stream ends now."""
        self._out.set()

    async def over(self, stopping: asyncio.Event) -> None:
        """Until this reader has to go, or everybody has."""
        self._sockets.enter(self._names, self)
        try:
            self._still()  # it may have ended before there was anything to cut
        except Unauthorised:
            self._out.set()
        waits = [asyncio.ensure_future(event.wait()) for event in (self._out, stopping)]
        try:
            await asyncio.wait(waits, return_when=FIRST_COMPLETED)
        finally:
            self._sockets.leave(self._names, self)
            for one in waits:
                one.cancel()


AFTER: Final = Text(
    "after: <epoch>:<seq>, dua bilangan bulat.", "after is <epoch>:<seq>, two whole numbers."
)


def _position(named: str) -> tuple[int, int]:
    epoch, colon, seq = named.partition(":")
    if not (colon and epoch.isdecimal() and seq.isdecimal() and len(named) <= 40):
        raise Malformed("malformed", problem=AFTER)
    return int(epoch), int(seq)


async def _resume(journal: Journal, epoch: int, seq: int) -> tuple[int, bool]:
    """(the seq to go on after, whether something in between is not here)."""
    if seq == 0:
        return 0, False
    if seq > journal.seq:
        return 0, True
    async for recorded in journal.read(after=seq - 1, upto=seq):
        if recorded.epoch == epoch:
            return seq, False
    return 0, True


async def _stream(
    journal: Journal, after: int, gap: bool, stopping: asyncio.Event, reader: Reader
) -> AsyncIterator[bytes]:
    if gap:  # the reader knows events that this journal doesn't: all that is here comes again
        yield b'event: gap\ndata: {"complete":false}\n\n'
    followed = journal.follow(after)
    stopped = asyncio.ensure_future(reader.over(stopping))
    pending: asyncio.Future[Recorded] | None = None
    try:
        while not stopped.done():
            pending = pending or asyncio.ensure_future(anext(followed))
            await asyncio.wait((pending, stopped), timeout=QUIET, return_when=FIRST_COMPLETED)
            if not pending.done():
                yield b": quiet\n\n"
                continue
            recorded, pending = pending.result(), None
            yield _event(recorded)
    except StopAsyncIteration:  # the journal was shut
        return
    except JournalTrouble as trouble:  # the answer has begun: all that is left is to end it
        log.warning("a feed ends: %s", trouble)
    finally:
        stopped.cancel()  # nothing may be awaited here: who goes is cancelled again and again
        if pending is not None:
            pending.cancel()


def _event(recorded: Recorded) -> bytes:
    kind = kind_of(recorded.event)
    body = msgspec.json.encode(
        {
            "epoch": recorded.epoch,
            "seq": recorded.seq,
            "at": recorded.at,
            "kind": kind,
            "event": msgspec.Raw(encode(recorded.event)),
        }
    )
    head = f"id: {recorded.epoch}:{recorded.seq}\nevent: {kind}\ndata: ".encode()
    return head + body + b"\n\n"
