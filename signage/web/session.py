"""What a /live client says and what it is answered; knows no socket, so every wire can use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from signage.devices.presence import Presence, SoundState
from signage.errors import NotFound, Refused, Unauthorised
from signage.hub import Hub, Viewer
from signage.queueing.hall import Hall
from signage.registry.devices import Device
from signage.web.gate import Gate, secret_of
from signage.web.talk import MALFORMED, NO_SECRET, TOO_BIG, TOO_MANY

NOT_ALLOWED = 4003
UNKNOWN = 4004
TICKET = "ticket/"
REASON = 120
"""A close frame holds 125 bytes with its code (RFC 6455, section 5.5)."""
HeardResult = Literal["ended", "blocked", "failed"]
Seq = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


class Beat(msgspec.Struct, frozen=True):
    """What is on a screen: the seq of the view it has painted, its sound, its size, its engine.

    `page` names the open page itself, so that one of several under the same link can speak.
    """

    seq: Seq = 0
    page: str = ""
    sound: SoundState = "unknown"
    size: tuple[int, int] = (0, 0)
    engine: str = ""


class Said(msgspec.Struct, frozen=True):
    """One message of a client: the first has `watch`, later ones a report."""

    watch: list[str] | None = None
    secret: str | None = None
    shown: Seq | None = None
    heard: str | None = None
    result: HeardResult | None = None
    saying: str | None = None
    beat: Beat | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What every session shares. `heard(zone, page, announcement, result)` takes a
    screen's report, `left(zone, page)` is told when its page is going. `line(token)` is the topic
    that a ticket's token opens beside its own; `guessed(address)` counts a token that nobody has,
    and raises Refused where there were too many. `pages` may show one ticket."""

    hub: Hub
    gate: Gate
    presence: Presence
    hall: Callable[[], Hall]
    heard: Callable[[str, int, str, HeardResult], None]
    saying: Callable[[str, int, str], None]
    left: Callable[[str, int], None]
    topics: int = 64
    line: Callable[[str], str | None] = lambda token: None
    guessed: Callable[[str], None] = lambda address: None
    pages: int = 16

    def session(self, viewer: Viewer, *, headers: Mapping[str, str], address: str) -> Session:
        """Begins a session on a new socket."""
        return Session(self, viewer, secret_of(headers), address)


_DECODE = msgspec.json.Decoder(Said).decode


class Session:
    """One /live client."""

    __slots__ = ("_address", "_device", "_page", "_room", "_secret", "_viewer")

    def __init__(self, room: Room, viewer: Viewer, secret: str | None, address: str) -> None:
        self._address = address
        self._room = room
        self._viewer = viewer
        self._secret = secret
        self._device: Device | None = None
        self._page = 0

    def text(self, message: str) -> None:
        """Take one message; the viewer is cut when it makes no sense or asks for too much."""
        try:
            said = _DECODE(message)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as fault:
            self._cut(MALFORMED, f"not understood: {fault}")
            return
        if said.watch is not None:
            self._watch(said.watch, said.secret)
        if self._page:
            self._report(said)

    def gone(self) -> None:
        """The socket is lost."""
        self._room.hub.leave(self._viewer)
        self._leave()

    def _watch(self, topics: list[str], secret: str | None) -> None:
        room = self._room
        if len(topics) > room.topics:
            self._cut(TOO_BIG, f"at most {room.topics} topics")
            return
        if not topics:
            self._cut(MALFORMED, "watch names no topic")
            return
        secret = secret or self._secret
        try:
            device = self._known(secret, topics)
        except Unauthorised:
            self._cut(NO_SECRET, "secret missing or not known")
            return
        tokens = [topic.removeprefix(TICKET) for topic in topics if topic.startswith(TICKET)]
        if not self._may_show(tokens):
            return
        hall, opened = room.hall(), {room.line(token) for token in tokens}
        for topic in topics:
            if topic not in opened and not room.gate.may_watch(device, topic, hall):
                self._cut(NOT_ALLOWED, f"not allowed: {topic}")
                return
        try:
            room.hub.watch(self._viewer, topics)
        except NotFound:
            self._cut(UNKNOWN, "unknown topic")
            return
        self._secret = secret
        self._enter(device)

    def _may_show(self, tokens: list[str]) -> bool:
        """A token that nobody has, and one too many pages of a ticket, close the socket."""
        for token in tokens:
            if self._room.line(token) is None:
                try:
                    self._room.guessed(self._address)
                except Refused:
                    self._cut(TOO_MANY, "too often")
                else:
                    self._cut(UNKNOWN, "unknown topic")
                return False
            if self._room.hub.watching(TICKET + token) >= self._room.pages:
                self._cut(TOO_MANY, "too many pages of one ticket")
                return False
        return True

    def _known(self, secret: str | None, topics: list[str]) -> Device | None:
        """Who it is; nobody when a ticket's token alone says what may be seen."""
        kinds = {topic.partition("/")[0] for topic in topics}
        if secret is None and "ticket" in kinds and kinds <= {"ticket", "line"}:
            return None
        return self._room.gate.device(secret)

    def _enter(self, device: Device | None) -> None:
        if device == self._device:
            return
        self._leave()
        self._device = device
        if device is not None and device.kind == "screen" and device.place:
            self._page = self._room.presence.join(device.id, device.place)

    def _leave(self) -> None:
        page, self._page = self._page, 0
        zone = self._room.presence.zone(page)
        if zone is not None:
            self._room.left(zone, page)
            self._room.presence.leave(page)

    def _report(self, said: Said) -> None:
        presence, device = self._room.presence, self._device
        if said.shown is not None:
            presence.shown(self._page, said.shown)
        if said.beat is not None:
            presence.beat(self._page, said.beat.sound, said.beat.page[:64])
        if said.heard is not None and said.result is not None and device and device.place:
            self._room.heard(device.place, self._page, said.heard, said.result)
        if said.saying is not None and device and device.place:
            self._room.saying(device.place, self._page, said.saying)

    def _cut(self, code: int, reason: str) -> None:
        self._viewer.cut(code, reason.encode()[:REASON].decode(errors="ignore"))
