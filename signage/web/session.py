"""What a /live client says and what it is answered; knows no socket, so every wire can use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec

from signage.config.misfits import in_words
from signage.devices.presence import MediaKept, Presence, Report, SoundState
from signage.errors import NotFound, Refused, Unauthorised
from signage.hub import Hub, Viewer
from signage.queueing.hall import Hall
from signage.registry.people import Person
from signage.web.gate import Caller, Gate, cookie_of, secret_of
from signage.web.problems import preferred
from signage.web.sockets import Sockets
from signage.web.talk import MALFORMED, NO_SECRET, TOO_BIG, TOO_MANY

NOT_ALLOWED = 4003
UNKNOWN = 4004
TICKET = "ticket/"
PAIRING = "pairing/"
OPEN = frozenset({"ticket", "line", "pairing"})
"""Kinds of topics that need no secret: their names are one, or are opened by one."""
PAGES = {"screen": "zone", "counter": "counter", "kiosk": "kiosk"}
"""Kinds of devices that have a page, and the kind of topic that it paints."""
REASON = 120
"""A close frame holds 125 bytes with its code (RFC 6455, section 5.5)."""
HeardResult = Literal["ended", "blocked", "failed"]
Seq = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


class Beat(msgspec.Struct, frozen=True):
    """What is on a page: the seq of the view it has painted, its sound, its size, its engine.

    `page` names the open page itself, so that one of several under the same link can speak. `at` is
    its clock in Unix ms, `version` that of its files, `showing` one word for what is to be seen;
    `hidden`: it is behind other windows; `media`: what a screen keeps to play.
    """

    seq: Seq = 0
    page: str = ""
    sound: SoundState = "unknown"
    size: tuple[int, int] = (0, 0)
    engine: str = ""
    at: Seq = 0
    version: str = ""
    showing: str = ""
    hidden: bool = False
    media: MediaKept | None = None


class Played(msgspec.Struct, frozen=True):
    """An item that a screen has shown from `at` on, Unix ms, for `ms`; whether to its end."""

    item: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    at: Seq
    ms: Annotated[int, msgspec.Meta(ge=0, le=86_400_000)]
    playlist: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    whole: bool = True


class Said(msgspec.Struct, frozen=True):
    """One message of a client: the first has `watch`, later ones a report."""

    watch: list[str] | None = None
    secret: str | None = None
    shown: Seq | None = None
    heard: str | None = None
    result: HeardResult | None = None
    saying: str | None = None
    beat: Beat | None = None
    played: Annotated[tuple[Played, ...], msgspec.Meta(max_length=20)] | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What every session shares. `heard(zone, page, announcement, result)` takes a
    screen's report, `left(zone, page)` is told when its page is going. `line(token)` is the topic
    that a ticket's token opens beside its own; `guessed(address)` counts a token that nobody has,
    and raises Refused where there were too many. `pages` may show one ticket. `waits(token)` says
    whether a page waits to be paired under this token; `seen(id, address)` is told of each sign of
    a device, `now()` is the server's clock in Unix ms; `played(id, played)` takes what a
    screen has shown, and raises Refused for one that tells too often. `sockets` are the open ones
    by whose they are."""

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
    played: Callable[[str, Sequence[Played]], None] = lambda id, played: None
    pages: int = 16
    waits: Callable[[str], bool] = lambda token: False
    seen: Callable[[str, str], None] = lambda id, address: None
    now: Callable[[], int] = lambda: 0
    sockets: Sockets = field(default_factory=Sockets)

    def evict(self, name: str) -> None:
        """Close every socket of a caller or of a session, now."""
        self.sockets.evict(name)

    def session(self, viewer: Viewer, *, headers: Mapping[str, str], address: str) -> Session:
        """Begins a session on a new socket."""
        return Session(self, viewer, headers, address)


_DECODE = msgspec.json.Decoder(Said).decode


class Session:
    """One /live client."""

    __slots__ = (
        "_address", "_caller", "_cookie", "_language", "_names", "_page", "_room", "_secret",
        "_viewer",
    )  # fmt: skip

    def __init__(
        self, room: Room, viewer: Viewer, headers: Mapping[str, str], address: str
    ) -> None:
        self._address = address
        self._room = room
        self._viewer = viewer
        self._secret = secret_of(headers)
        self._cookie = cookie_of(headers)
        self._language = preferred(headers.get("accept-language", ""))
        self._names: tuple[str, ...] = ()
        self._caller: Caller | None = None
        self._page = 0

    def text(self, message: str) -> None:
        """Take one message; the viewer is cut when it makes no sense or asks for too much."""
        try:
            said = _DECODE(message)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as fault:
            told = in_words(fault, Said)
            self._cut(MALFORMED, told.en if self._language == "en" else told.id)
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
            caller, names = self._known(secret, topics)
        except Unauthorised as refused:
            revoked = refused.code == "secret_revoked"
            self._cut(NO_SECRET, "revoked" if revoked else "secret missing or not known")
            return
        waiting = [topic.removeprefix(PAIRING) for topic in topics if topic.startswith(PAIRING)]
        if not all(map(room.waits, waiting)):
            self._guessed()
            return
        tokens = [topic.removeprefix(TICKET) for topic in topics if topic.startswith(TICKET)]
        if not self._may_show(tokens):
            return
        hall, opened = room.hall(), {room.line(token) for token in tokens}
        for topic in topics:
            if topic not in opened and not room.gate.may_watch(caller, topic, hall):
                self._cut(NOT_ALLOWED, f"not allowed: {topic}")
                return
        try:
            room.hub.watch(self._viewer, topics)
        except NotFound:
            self._cut(UNKNOWN, "unknown topic")
            return
        self._secret = secret
        self._enter(caller, names)

    def _may_show(self, tokens: list[str]) -> bool:
        """A token that nobody has, and one too many pages of a ticket, close the socket."""
        for token in tokens:
            if self._room.line(token) is None:
                self._guessed()
                return False
            if self._room.hub.watching(TICKET + token) >= self._room.pages:
                self._cut(TOO_MANY, "too many pages of one ticket")
                return False
        return True

    def _guessed(self) -> None:
        try:
            self._room.guessed(self._address)
        except Refused:
            self._cut(TOO_MANY, "too often")
        else:
            self._cut(UNKNOWN, "unknown topic")

    def _known(
        self, secret: str | None, topics: list[str]
    ) -> tuple[Caller | None, tuple[str, ...]]:
        """Who it is, and the names under which this socket can be closed; nobody when a token alone
        says what may be seen. Raises Unauthorised."""
        kinds = {topic.partition("/")[0] for topic in topics}
        if secret is None and not kinds.isdisjoint({"ticket", "pairing"}) and kinds <= OPEN:
            return None, ()
        if secret is None:
            found = self._room.gate.signed_in(self._cookie)
            if found is not None and not found.person.renew:
                return found.person, (found.person.id, found.session.id)
        device = self._room.gate.device(secret)
        return device, (device.id,)

    def _enter(self, caller: Caller | None, names: tuple[str, ...]) -> None:
        if caller == self._caller and names == self._names:
            return
        self._leave()
        self._caller, self._names = caller, names
        if caller is None:
            return
        room, device, kind = self._room, caller, PAGES.get(caller.kind)
        room.sockets.enter(names, self._viewer)
        if not isinstance(caller, Person):
            room.seen(caller.id, self._address)
        if kind is not None and device.place:
            zone = device.place if kind == "zone" else ""
            topic = f"{kind}/{device.place}"
            self._page = room.presence.join(device.id, zone, topic=topic, address=self._address)

    def _leave(self) -> None:
        page, self._page = self._page, 0
        self._room.sockets.leave(self._names, self._viewer)
        self._caller, self._names = None, ()
        zone = self._room.presence.zone(page)
        if zone:
            self._room.left(zone, page)
        if zone is not None:
            self._room.presence.leave(page)

    def _report(self, said: Said) -> None:
        room, device = self._room, self._caller
        if device is None:
            return
        room.seen(device.id, self._address)
        if said.shown is not None:
            room.presence.shown(self._page, said.shown)
        if said.beat is not None:
            beat = said.beat
            room.presence.beat(self._page, beat.sound, beat.page[:64], self._told(beat))
        if device.kind != "screen" or device.place is None:
            return
        if said.heard is not None and said.result is not None:
            room.heard(device.place, self._page, said.heard, said.result)
        if said.saying is not None:
            room.saying(device.place, self._page, said.saying)
        if said.played:
            self._tell(device.id, said.played)

    def _tell(self, screen: str, played: Sequence[Played]) -> None:
        try:
            self._room.played(screen, played)
        except Refused:
            self._cut(TOO_MANY, "too often")

    def _told(self, beat: Beat) -> Report:
        return Report(
            painted=beat.seq,
            showing=beat.showing[:32],
            offset=beat.at - self._room.now() if beat.at else None,
            version=beat.version[:32],
            size=beat.size,
            engine=beat.engine[:40],
            hidden=beat.hidden,
            media=beat.media
            and msgspec.structs.replace(beat.media, playing=beat.media.playing[:120]),
        )

    def _cut(self, code: int, reason: str) -> None:
        self._viewer.cut(code, reason.encode()[:REASON].decode(errors="ignore"))
