"""The lean WebSocket of /live inside uvicorn: named in `ws=`, made by `wire()`.

For uvicorn 0.54. What it relies on: uvicorn makes the class with `config`, `server_state` and
`app_state`, calls `connection_made`, hands over the whole request head in one `data_received`, only
then calls `transport.set_protocol`, and at the end `shutdown()` on each of
`server_state.connections`. With another uvicorn use `signage.web.socket`, which does the same
through Starlette, at a higher price.

A viewer costs one small object: it answers the handshake, reads one short message and pongs. Only
one that says more gets a full protocol, which `websockets` parses. Nothing is compressed, and
nobody awaited.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Final, cast

import uvicorn
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import PayloadTooBig
from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side, State

from signage.hub import Frame as View
from signage.hub import Hub
from signage.web import talk
from signage.web.frames import PING, close_frame, ends_with_close, short_frame
from signage.web.handshake import BadOpening, Head, accept, parse_head
from signage.web.http import refusal
from signage.web.limits import network
from signage.web.talk import Limits, Session, SessionFactory

FOR_UVICORN: Final = "0.54"
PATH: Final = "/live"
# Pieces in which the full protocol is fed, so that a flood makes few frames before it is counted.
_PIECE: Final = 4096
# Pings in one second, so that 10,000 sockets that came together are not all asked together.
_PINGS: Final = 64


def fits(version: str = uvicorn.__version__) -> bool:
    """Whether this wire was made for that uvicorn."""
    return version.split(".")[:2] == FOR_UVICORN.split(".")


def wire(
    hub: Hub,
    session: SessionFactory,
    limits: Limits | None = None,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> type[Live]:
    """Makes the class for uvicorn's `ws=`; its `room` has what all its sockets share."""
    room = Room(hub, session, limits or Limits(), clock)
    return type("Wire", (Live,), {"__slots__": (), "room": room})


class Room:
    """What the sockets of one server share: the hub, the limits and one timer."""

    def __init__(
        self, hub: Hub, session: SessionFactory, limits: Limits, clock: Callable[[], float]
    ) -> None:
        self.hub: Final = hub
        self.session: Final = session
        self.limits: Final = limits
        self.clock: Final = clock
        self.log: Final = logging.getLogger("signage.web.wire")
        self.sockets: Final[dict[Live, None]] = {}
        self._strangers: Final[dict[str, int]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def enter(self, live: Live) -> None:
        self.sockets[live] = None
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(1.0, self._second)

    def leave(self, live: Live) -> None:
        self.sockets.pop(live, None)
        if not self.sockets and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def greet(self, address: str) -> bool:
        """Counts a socket that has not said what it watches; False when its address has enough."""
        count = self._strangers.get(address, 0)
        self._strangers[address] = count + 1
        return count < self.limits.strangers

    def know(self, address: str) -> None:
        self._strangers[address] -= 1
        if not self._strangers[address]:
            del self._strangers[address]

    def tick(self, now: float) -> None:
        """Once a second: pings who is silent, cuts who stays silent."""
        pings = max(_PINGS, len(self.sockets) // 8)
        for live in tuple(self.sockets):
            pings -= live.check(now, pings > 0)

    def _second(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(1.0, self._second)
        self.tick(self.clock())


class Live(asyncio.Protocol):
    """One socket; a Viewer of the hub."""

    # What is in here is paid for 10,000 times.
    __slots__ = (
        "_address",
        "_config",
        "_count",
        "_ends",
        "_full",
        "_heard",
        "_held",
        "_other",
        "_part",
        "_parts",
        "_pinged",
        "_session",
        "_state",
        "_transport",
    )
    room: ClassVar[Room]

    def __init__(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any]
    ) -> None:
        self._config: tuple[Config, dict[str, Any]] | None = (config, app_state)
        self._state = server_state
        self._transport: asyncio.Transport
        # The address, as long as the client has not said what it watches.
        self._address: str | None = None
        self._other: WebSocketsSansIOProtocol | None = None
        self._session: Session | None = None
        self._full: Protocol | None = None
        self._part = b""
        self._parts: list[bytes] | None = None
        # Takes no frame now: its buffer is not empty, or it is closing.
        self._held = False
        self._pinged = False
        self._heard = 0.0
        self._ends = 0.0
        self._count = 0

    # ── the hub's side ──

    def offer(self, frame: View) -> bool:
        if self._held:
            return False
        # uvloop writes at once, and keeps the interpreter's lock. os.write on the descriptor is no
        # faster and gives the lock up: while another thread computes, each write waits 5 ms.
        self._transport.write(frame.wire)
        return True

    def cut(self, code: int, reason: str) -> None:
        if self._ends:
            return
        self._ends = self.room.clock() + self.room.limits.farewell
        if self._held:
            # What waits in the buffer can't be overtaken by a close frame.
            self._transport.abort()
            return
        self._held = True
        self._transport.write(close_frame(code, reason))

    # ── uvicorn's side ──

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._session is None:
            self._open(data)
            return
        if self._ends:
            # The rest of a long message must be read, or the close frame is lost to a reset.
            if ends_with_close(data):
                self._transport.close()
            return
        if self._address is None:
            self._heard = self.room.clock()
        self._pinged = False
        if self._full is None:
            data = self._skim(self._part + data)
        if data:
            self._read(data)

    def eof_received(self) -> None:
        if self._other is not None:
            self._other.eof_received()

    def pause_writing(self) -> None:
        if self._other is not None:
            self._other.pause_writing()
            return
        self._held = True
        self.room.hub.filled(self)

    def resume_writing(self) -> None:
        if self._other is not None:
            self._other.resume_writing()
        elif not self._ends:
            self._held = False
            self.room.hub.drained(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._other is not None:
            self._other.connection_lost(exc)
            return
        self._held = True
        self._known()
        self.room.leave(self)
        self._connections.discard(self)
        if self._session is not None:
            self._session.gone()

    def shutdown(self) -> None:
        """uvicorn ends; the room's timer ends who does not answer in a second or two."""
        self.cut(talk.RESTART, "restart")

    # ── the room's side ──

    def check(self, now: float, may_ping: bool) -> bool:
        """Once a second; True when it sent a ping."""
        limits = self.room.limits
        self._count = 0
        silent = now - self._heard
        if self._ends:
            if now >= self._ends:
                self._transport.abort()
        elif silent >= limits.silence:
            self._transport.abort()
        elif self._address is not None and silent >= limits.first_message:
            self.cut(talk.NO_SECRET, "no watch")
        elif silent >= limits.ping and may_ping and not (self._pinged or self._held):
            self._pinged = True
            self._transport.write(PING)
            return True
        return False

    # ── the opening ──

    @property
    def _connections(self) -> set[Any]:
        return self._state.connections

    def _open(self, data: bytes) -> None:
        if self._other is not None:
            self._other.data_received(data)
            return
        try:
            head = parse_head(data)
            if head.path != PATH:
                self._step_aside(data)
                return
            head, address = self._visitor(head)
            answer = accept(head, self.room.limits.origins, self.room.limits.hosts)
        except BadOpening as bad:
            answer = refusal(bad.status, bad.code, bad.facts, headers=bad.headers)
            self._transport.write(answer)
            self._transport.close()
            return
        self._config = None
        self._welcome(head, answer, address)

    def _visitor(self, head: Head) -> tuple[Head, str]:
        """Who asks, and for which Host, where a proxy of ours speaks for them."""
        peer = self._transport.get_extra_info("peername")
        address, proxies = str(peer[0]) if peer else "", self.room.limits.proxies
        if not proxies.believed(address):
            return head, address
        secure = self._transport.get_extra_info("sslcontext") is not None
        visit = proxies.visit(address, secure, head.headers)
        if visit.host is None:
            return head, visit.address
        return replace(head, headers={**head.headers, "host": visit.host}), visit.address

    def _welcome(self, head: Head, answer: bytes, address: str) -> None:
        room = self.room
        self._session = room.session(self, headers=head.headers, address=address)
        self._address = address = network(address)
        self._heard = room.clock()
        self._limit_backlog(room.limits.kernel)
        self._connections.add(self)
        room.enter(self)
        self._transport.write(answer)
        if not room.greet(address):
            self.cut(talk.TOO_MANY, "too many connections")

    def _limit_backlog(self, size: int) -> None:
        """Nothing waits in the transport, and little in the kernel: what waits can't be newest."""
        # 1, not 0: with 0 the protocol of TLS pauses for ever.
        self._transport.set_write_buffer_limits(1, 0)
        sock = self._transport.get_extra_info("socket")
        option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
        if sock is not None and option is not None:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, option, size)

    def _step_aside(self, data: bytes) -> None:
        """Another path: uvicorn's own protocol takes the transport, and hands it to the app."""
        assert self._config is not None  # noqa: S101
        config, app_state = self._config
        other = WebSocketsSansIOProtocol(config, self._state, app_state)
        other.connection_made(self._transport)
        other.data_received(data)
        self._other = other
        # uvicorn sets this object as the protocol once we return.
        asyncio.get_running_loop().call_soon(self._transport.set_protocol, other)

    # ── what the client says ──

    def _skim(self, data: bytes) -> bytes:
        """Takes pongs and one short message; gives back what is for the full protocol."""
        self._part = b""
        while data:
            taken = short_frame(data)
            if taken is None:
                return data
            opcode, payload, size = taken
            if not size:
                self._part = data
                return b""
            if opcode == Opcode.TEXT:
                if self._address is None:
                    return data
                self._hear(payload)
            if self._ends or self._flooded():
                return b""
            data = data[size:]
        return b""

    def _read(self, data: bytes) -> None:
        if self._full is None:
            self._full = Protocol(
                Side.SERVER,
                state=State.OPEN,
                max_size=self.room.limits.message,
                logger=self.room.log,
            )
        for start in range(0, len(data), _PIECE):
            self._full.receive_data(data[start : start + _PIECE])
            for event in self._full.events_received():
                frame = cast(Frame, event)
                if not self._ends and not self._flooded(frame.opcode):
                    self._take(frame)
            if self._ends or self._answered(self._full):
                return

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.TEXT and frame.fin:
            self._hear(bytes(frame.data))
        elif frame.opcode is Opcode.TEXT:
            self._parts = [bytes(frame.data)]
        elif frame.opcode is Opcode.CONT and self._parts is not None:
            self._parts.append(bytes(frame.data))
            if frame.fin:
                parts, self._parts = self._parts, None
                self._hear(b"".join(parts))
            elif len(self._parts) >= self.room.limits.fragments:
                self.cut(talk.TOO_BIG, "too many fragments")
        elif frame.opcode is Opcode.BINARY:
            self.cut(talk.MALFORMED, "text only")

    def _hear(self, payload: bytes) -> None:
        assert self._session is not None  # noqa: S101
        try:
            message = payload.decode()
        except UnicodeDecodeError:
            self.cut(talk.NOT_UTF8, "no UTF-8")
            return
        self._known()
        self._session.text(message)

    def _answered(self, full: Protocol) -> bool:
        """Sends pongs and the protocol's own farewells; True when there is no more to read."""
        if isinstance(full.parser_exc, PayloadTooBig):
            self.cut(talk.TOO_BIG, "message too big")
            return True
        answer = b"".join(full.data_to_send())
        if answer:
            self._transport.write(answer)
        if full.state is not State.OPEN:
            self._ends = self.room.clock() + self.room.limits.farewell
            self._held = True
            if full.close_rcvd is not None:
                self._transport.close()
        elif self._transport.get_write_buffer_size() > self.room.limits.unsent:
            self._transport.abort()
        return full.state is not State.OPEN or self._transport.is_closing()

    def _flooded(self, opcode: Opcode = Opcode.TEXT) -> bool:
        # A ping counts for many: it is answered, and nobody needs it.
        limits = self.room.limits
        self._count += limits.frames // limits.pings if opcode is Opcode.PING else 1
        if self._count > limits.frames:
            self.cut(talk.POLICY, "too many messages")
        return bool(self._ends)

    def _known(self) -> None:
        if self._address is not None:
            self.room.know(self._address)
            self._address = None
