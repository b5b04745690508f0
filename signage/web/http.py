"""uvicorn's HTTP with bounds: named in `http=`, made by `http()`.

For the uvicorn that `signage.web.wire` is for. What it relies on: uvicorn makes the class with
`config`, `server_state`, `app_state`; parses in callbacks of httptools, where an exception ends the
parsing; keeps the last request in `cycle`, those behind it in `pipeline`; and at the end calls
`shutdown()` on each of `server_state.connections`.

A client that is late, large or deaf is told so where that is still possible, and let go.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import httptools
import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from signage.queueing.refusals import say
from signage.web.lobby import PARTING, Lobby
from signage.web.problems import MEDIA_TYPE, TITLES, Problem, preferred

# Pieces in which the parser is fed, so that one read makes few requests before they are counted.
_PIECE: Final = 4096
# What waits in our own memory for a slow reader, beside the piece that is being written.
_BUFFER: Final = 16 * 1024
# What the kernel may hold back unsent, so that we see who doesn't read.
_KERNEL: Final = 64 * 1024
# Seconds in which a client that was refused can read why, and those that one has who still sends:
# many send all that they have before they read.
_FAREWELL: Final = 1.0
_LONGEST: Final = 5.0
_NOTHING, _HEAD, _BODY = range(3)
_UNCLEAR: Final = {"problem": "HTTP"}


class _Wrong(Exception):
    """Ends the parsing of a request that is refused."""


def http(lobby: Lobby) -> type[Bounded]:
    """Makes the class for uvicorn's `http=`."""
    return type("Http", (Bounded,), {"lobby": lobby})


class Bounded(HttpToolsProtocol):
    """One connection; a Caller of the lobby."""

    lobby: ClassVar[Lobby]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # What is being read, since when, how much of it has come, when the last byte came.
        self._reading = _HEAD
        self._since = self._last = self._moved = self.lobby.clock()
        self._body = 0
        # The bytes that this request may send; more than others where it has leave.
        self._most = self.lobby.bounds.body_bytes
        # Of who asks; empty while the head has not come.
        self._language = ""
        self._parting: float | None = None
        self._why: tuple[int, str, dict[str, Any]] = (400, "malformed", _UNCLEAR)
        self.holds = 0
        self.unsent = 0

    # ── the connection ──

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(_BUFFER)
        sock = transport.get_extra_info("socket")
        option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
        if sock is not None and option is not None:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, option, _KERNEL)
        room = self.lobby.enter(self, self.client[0] if self.client else "")
        if not room or len(self.connections) > self.lobby.bounds.connections:
            self._refuse(503, "connections_full", {"after": 5})

    def connection_lost(self, exc: Exception | None) -> None:
        self.lobby.leave(self)
        super().connection_lost(exc)
        self.holds = 0

    def shutdown(self) -> None:
        """The server ends: answers have a moment left."""
        self.lobby.last_call()
        super().shutdown()

    def end(self) -> None:
        """At once, without a word."""
        self._release()
        self.transport.abort()

    def stalled(self, now: float) -> float:
        """Seconds since it took something of its answer."""
        return now - self._moved

    # ── once a second ──

    def check(self, now: float) -> None:
        """Lets go of who is late."""
        bounds = self.lobby.bounds
        unsent = self.transport.get_write_buffer_size()
        if not unsent or unsent < self.unsent:
            self._moved = now
        self.unsent = unsent
        if self._parting is not None:
            if now - self._last >= _FAREWELL or now - self._parting >= _LONGEST:
                self.end()
        elif unsent and now - self._moved >= bounds.answer_seconds:
            self.end()
        elif self.flow.read_paused:  # it waits for us
            self._since = self._last = now
        elif self._reading == _HEAD and now - self._since >= bounds.head_seconds:
            self._late()
        elif self._reading == _BODY:
            large = self._most > bounds.body_bytes
            rest = bounds.large_seconds if large else bounds.body_seconds
            floor = bounds.large_floor if large else bounds.body_floor
            if now >= self._since + rest + self._body / floor or now - self._last >= rest:
                self._late()

    def _late(self) -> None:
        if self._reading == _HEAD and not self.holds:  # opened for later use, and left
            self.end()
        else:
            self._refuse(408, "too_slow")

    # ── what comes ──

    def data_received(self, data: bytes) -> None:
        if self._parting is not None:
            self._last = self.lobby.clock()
            return
        if self._reading == _NOTHING:
            self._begin()
        self._unset_keepalive_if_required()
        for start in range(0, len(data), _PIECE):
            if not self._feed(data[start : start + _PIECE]):
                return

    def _feed(self, piece: bytes) -> bool:
        """Whether there may be more of it."""
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade:
            if self._should_upgrade():
                self.handle_websocket_upgrade()
            return False
        except httptools.HttpParserError:
            self._refuse(*self._why)
            return False
        if self._reading == _HEAD:
            self._hold(len(piece))
            if self.holds > self.lobby.bounds.head_bytes:
                self._refuse(431, "head_too_large", {"limit": self.lobby.bounds.head_bytes})
        return self._parting is None and not self.transport.is_closing()

    def resume_writing(self) -> None:
        self._moved = self.lobby.clock()  # a piece went; the next may fill the buffer before a look
        super().resume_writing()

    def handle_websocket_upgrade(self) -> None:
        if self._answering:
            self.end()
            return
        self.lobby.leave(self)
        super().handle_websocket_upgrade()

    def _begin(self) -> None:
        self._reading = _HEAD
        self._language = ""
        self._since = self.lobby.clock()

    def _hold(self, size: int) -> None:
        self.holds += size
        self.lobby.take(size)

    def _release(self) -> None:
        self.lobby.give(self.holds)
        self.holds = 0

    # ── the parser's callbacks ──

    def on_message_begin(self) -> None:
        if self._reading == _NOTHING:
            self._begin()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        bounds = self.lobby.bounds
        self._language = preferred(self._said(b"accept-language").decode("latin-1"))
        size = self._said(b"content-length") or b"0"
        self._most = max(bounds.body_bytes, self._leave())
        if len(size) > 15 or int(size) > self._most:
            self._stop(413, "too_large", limit=self._most)
        if len(self.pipeline) >= bounds.pipelined:
            self._stop(503, "connections_full", after=5)
        self._release()
        self._reading = _BODY
        self._since = self._last = self.lobby.clock()
        self._body = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        bounds = self.lobby.bounds
        self._body += len(body)
        self._last = self.lobby.clock()
        current = self._current
        if current is None or current.response_complete:
            large = self._most > bounds.body_bytes
            if self._body > (max(bounds.dropped, self._most) if large else bounds.dropped):
                self._stop(413, "too_large", limit=self._most)
            return
        if self._body > self._most:
            self._stop(413, "too_large", limit=self._most)
        if self._most == bounds.body_bytes:  # a larger one is taken off as it comes, or not read on
            self._hold(len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._reading = _NOTHING
        self._release()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._reading == _BODY:  # the rest of it is dropped, for as long as a body may rest
            self._release()
            self._since, self._body = self.lobby.clock(), 0

    def _leave(self) -> int:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in self.headers}
        return self.lobby.generous(self.parser.get_method(), self.url, headers)

    def _said(self, header: bytes) -> bytes:
        return next((value for name, value in self.headers if name == header), b"")

    def _stop(self, status: int, code: str, **facts: Any) -> None:
        self._why = (status, code, facts)
        raise _Wrong

    # ── refusals ──

    @property
    def _answering(self) -> bool:
        current = self._current
        return bool(self.pipeline) or (current is not None and not current.response_complete)

    @property
    def _answered(self) -> bool:
        """Whether the request whose body is still coming has its answer."""
        current = self._current
        return self._reading == _BODY and current is not None and current.response_complete

    @property
    def _current(self) -> RequestResponseCycle | None:
        """The last request; uvicorn says that there always is one."""
        return self.cycle

    def _refuse(self, status: int, code: str, facts: dict[str, Any] | None = None) -> None:
        """Says why, if nothing else is being said, and reads on for a moment: who closes a socket
        that has bytes unread takes back what it wrote."""
        if self.transport.is_closing():
            return
        begun = bool(self.pipeline) or (self._answering and self.cycle.response_started)
        if len(self.lobby.parting) >= PARTING or begun:
            self.end()
            return
        if self._answering:  # nobody waits for this answer any more
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self._release()
        self._parting = self._last = self.lobby.clock()
        self.lobby.parting.add(self)
        if not self._answered:  # a second answer would be taken for that of the next request
            self.transport.write(refusal(status, code, facts or {}, self._language))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()


def refusal(
    status: int, code: str, facts: Mapping[str, Any], language: str = "", headers: str = ""
) -> bytes:
    """A whole answer that ends its connection; in both languages where none was said yet."""
    text = say(code, facts)
    told = {"id": text.id, "en": text.en}.get(language, f"{text.id} / {text.en}")
    title = TITLES.get(status, "Refused")
    problem = Problem(f"/problems/{code}", title, status, code, told)
    body = msgspec.json.encode(problem)
    again = f"Retry-After: {facts['after']}\r\n" if "after" in facts else ""
    head = (
        f"HTTP/1.1 {status} {title}\r\nContent-Type: {MEDIA_TYPE}\r\n"
        f"Content-Length: {len(body)}\r\n{again}{headers}Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + body
