"""What a wire needs of those who talk over it: the session's ports, close codes and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from signage.hub import Viewer
from signage.web.visitors import Proxies

MALFORMED: Final = 4000
NO_SECRET: Final = 4001
TOO_SLOW: Final = 4008
TOO_BIG: Final = 4009
TOO_MANY: Final = 4029
# RFC 6455, section 7.4.1.
NOT_UTF8: Final = 1007
POLICY: Final = 1008
RESTART: Final = 1012


class Session(Protocol):
    """What one /live client says, and what it is answered; knows no socket."""

    def text(self, message: str) -> None:
        """Takes a message; may cut the viewer or have the hub hand it views before it returns."""

    def gone(self) -> None:
        """The socket is lost; leaves the hub."""


class SessionFactory(Protocol):
    def __call__(self, viewer: Viewer, *, headers: Mapping[str, str], address: str) -> Session:
        """Begins a session. Header names are in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a client of /live may cost. Times in seconds, sizes in bytes."""

    message: int = 16 * 1024
    fragments: int = 64
    # Of anything: messages, pings, pongs; counted anew each second.
    frames: int = 500
    # Pings a second; a browser sends none.
    pings: int = 20
    # Answers to a client that pings and does not read.
    unsent: int = 64 * 1024
    # What the kernel may hold back for a slow client: all else would be a backlog of old views.
    kernel: int = 16 * 1024
    first_message: float = 10.0
    # Sockets of one address that have not said what they watch.
    strangers: int = 1000
    ping: float = 20.0
    silence: float = 40.0
    # Looked at once a second: uvicorn, told to end, has to wait for 1.5 s at most.
    farewell: float = 0.5
    # Other origins that may open a socket, as "https://screens.example", in small letters.
    origins: frozenset[str] = frozenset()
    # Names of this server beside its addresses, in small letters.
    hosts: frozenset[str] = frozenset()
    # Whose word on a visitor's address is taken.
    proxies: Proxies = field(default_factory=Proxies)
