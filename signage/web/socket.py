"""/live through plain Starlette: the fallback for a uvicorn that `signage.web.wire` is not for.

Says the same to the same sessions and the same hub; costs a task and a queue a client, and leaves
keepalive and the size of a frame to uvicorn. A stuck client is let go, but uvicorn may hold on to
its socket until TCP gives up.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from signage.hub import Frame, Hub
from signage.web import talk
from signage.web.handshake import same_origin
from signage.web.hosts import own_host
from signage.web.talk import Limits, Session, SessionFactory


def endpoint(
    hub: Hub, session: SessionFactory, limits: Limits | None = None
) -> Callable[[WebSocket], Awaitable[None]]:
    """Makes the endpoint for `WebSocketRoute("/live", …)`."""
    bounds = limits or Limits()

    async def live(socket: WebSocket) -> None:
        headers = dict(socket.headers)
        host = headers.get("host")
        ours = own_host(host, bounds.hosts)
        if not (ours and same_origin(headers.get("origin"), host, bounds.origins)):
            await socket.close(talk.POLICY)
            return
        await socket.accept()
        outbox = Outbox(socket, hub)
        address = socket.client.host if socket.client else ""
        said = session(outbox, headers=headers, address=address)
        try:
            await _converse(socket, outbox, said, bounds)
        finally:
            said.gone()

    return live


class Outbox:
    """A Viewer with room for one frame; while that is on its way, it takes no other."""

    def __init__(self, socket: WebSocket, hub: Hub) -> None:
        self._socket = socket
        self._hub = hub
        self._next: Frame | None = None
        self._close: tuple[int, str] | None = None
        self._wake = asyncio.Event()
        self._sending: asyncio.Task[None] | None = None

    def offer(self, frame: Frame) -> bool:
        if self._next is not None or self._close is not None:
            return False
        self._next = frame
        self._wake.set()
        self._hub.filled(self)
        return True

    def cut(self, code: int, reason: str) -> None:
        if self._close is None:
            self._close = (code, reason)
            self._wake.set()
            if code == talk.TOO_SLOW and self._sending is not None:
                self._sending.cancel()

    @property
    def closing(self) -> bool:
        return self._close is not None

    async def run(self) -> None:
        """Sends until it is cut."""
        self._sending = asyncio.current_task()
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._next is not None:
                for message in self._next.messages:
                    await self._socket.send_text(message.decode())
                self._next = None
            if self._close is not None:
                await self._socket.close(*self._close)
                return
            self._hub.drained(self)


async def _converse(socket: WebSocket, outbox: Outbox, said: Session, limits: Limits) -> None:
    sending = asyncio.create_task(outbox.run())
    hearing = asyncio.create_task(_hear(socket, outbox, said, limits))
    try:
        await asyncio.wait((sending, hearing), return_when=asyncio.FIRST_COMPLETED)
        if outbox.closing and not sending.done():
            await asyncio.wait((sending,), timeout=limits.farewell)
    finally:
        for task in (sending, hearing):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await task


async def _hear(socket: WebSocket, outbox: Outbox, said: Session, limits: Limits) -> None:
    first: float | None = limits.first_message
    while not outbox.closing:
        try:
            async with asyncio.timeout(first):
                message = await socket.receive()
        except TimeoutError:
            outbox.cut(talk.NO_SECRET, "no watch")
            return
        if message["type"] == "websocket.disconnect":
            return
        first = None
        text = message.get("text")
        if text is None:
            outbox.cut(talk.MALFORMED, "text only")
        elif len(text.encode()) > limits.message:
            outbox.cut(talk.TOO_BIG, "message too big")
        else:
            said.text(text)
