"""Who may do what: one table of verbs, kinds of device and roles, and whose place is whose."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from signage.errors import Forbidden, NotFound, Unauthorised
from signage.queueing.hall import Hall
from signage.registry.devices import Device, Devices, Kind
from signage.registry.people import People, Person, Role
from signage.registry.sessions import Session, Sessions

Verb = Literal[
    "issue", "print", "press", "announce", "zone", "counter", "service", "kiosk", "feed", "links",
    "outline", "bookings", "hear", "configure", "report", "emergency", "takeover", "adopt",
    "unlock", "assign", "devices", "media", "people", "audit", "sign_on", "sign_off", "survey",
    "suggestions",
]  # fmt: skip
Grade = Kind | Role
"""What a caller is: a kind of device, or the role of a person."""
RUNS: Final[frozenset[Grade]] = frozenset({"admin", "administrator", "manager"})
"""Who runs the hall."""
STAFF: Final[frozenset[Grade]] = RUNS | {"floor"}
"""Who has no place of their own: the hall is theirs, not a zone or a counter."""

MAY: Final[Mapping[Verb, frozenset[Grade]]] = {
    "issue": RUNS | {"kiosk"},
    "print": RUNS | {"kiosk"},
    "adopt": RUNS,
    "press": STAFF | {"counter", "button"},
    "announce": STAFF,
    "zone": STAFF | {"screen"},
    "counter": STAFF | {"counter", "button"},
    "service": STAFF | {"counter", "button", "kiosk"},
    "kiosk": RUNS | {"kiosk"},
    "unlock": RUNS | {"kiosk"},
    "feed": RUNS | {"feed"},
    "links": RUNS,
    "outline": STAFF,
    "emergency": STAFF,
    "takeover": STAFF,
    "assign": STAFF,
    "bookings": RUNS,
    "hear": RUNS,
    "configure": RUNS,
    "devices": RUNS,
    "media": RUNS,
    "people": frozenset({"administrator", "manager"}),
    "audit": RUNS,
    "sign_on": frozenset({"counter"}),
    "sign_off": STAFF | {"counter"},
    "report": STAFF | {"feed", "reader"},
    "survey": STAFF | {"survey"},
    "suggestions": RUNS | {"reader"},
}
COOKIE: Final = "signage_session"
FLOOR: Final = frozenset({"floor", "zone", "counter", "queue"})
"""The kinds of topic that a floor manager watches."""


class Caller(Protocol):
    """Who asks: a paired device, or a person who is signed in."""

    @property
    def id(self) -> str:
        """One of its own; no other device or person ever has it."""

    @property
    def kind(self) -> Grade:
        """What it is, or which role the person has."""

    @property
    def place(self) -> str | None:
        """The zone or counter that it is at; None for the whole mall."""


def is_staff(caller: Caller) -> bool:
    """Whether the hall is theirs, rather than one place of it."""
    return caller.kind in STAFF


def secret_of(headers: Mapping[str, str]) -> str | None:
    """The secret of a request: a Bearer token, or the password of HTTP Basic."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip() or None
    if scheme.lower() == "basic":
        try:
            plain = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, ValueError):
            return None
        _, colon, password = plain.partition(":")
        return password if colon and password else None
    return None


def cookie_of(headers: Mapping[str, str], name: str = COOKIE) -> str | None:
    """The token that a browser keeps under this name."""
    for part in headers.get("cookie", "").split(";"):
        key, equals, value = part.strip().partition("=")
        if equals and key == name:
            return value or None
    return None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person in one browser: who, in which session, and the session's token."""

    person: Person
    session: Session
    token: str


class Gate:
    """Knows devices by their secrets and people by their sessions, and refuses what their kind,
    role or place doesn't allow."""

    def __init__(
        self, devices: Devices, people: People | None = None, sessions: Sessions | None = None
    ) -> None:
        self._devices = devices
        self._people = people
        self._sessions = sessions

    def known(self, secret: str | None) -> Device | None:
        """The device with this secret, if there is one."""
        return self._devices.known(secret) if secret else None

    def device(self, secret: str | None) -> Device:
        """The device with this secret. Raises Unauthorised."""
        device = self.known(secret)
        if device is None:
            revoked = secret is not None and self._devices.was_known(secret)
            raise Unauthorised("secret_revoked" if revoked else "secret_missing")
        return device

    def signed_in(self, token: str | None) -> SignedIn | None:
        """The person whose session has this token."""
        if token is None or self._people is None or self._sessions is None:
            return None
        session = self._sessions.known(token)
        person = self._people.known(session.person) if session else None
        return SignedIn(person, session, token) if person and session else None

    def allow(self, caller: Caller, verb: Verb, hall: Hall, place: str | None = None) -> None:
        """Raises NotFound for a place that isn't there, Forbidden for what isn't allowed."""
        if caller.kind not in MAY[verb]:
            raise Forbidden("not_allowed")
        _exists(verb, hall, place)
        if not is_staff(caller) and not _own(caller, verb, hall, place):
            raise Forbidden("not_allowed")

    def may_watch(self, caller: Caller | None, topic: str, hall: Hall) -> bool:
        """Whether somebody may watch a topic; a token of a ticket or of a page that waits to be
        paired is its own secret."""
        kind, _, name = topic.partition("/")
        if kind in ("ticket", "pairing"):
            return True
        if caller is None:
            return False
        return (
            caller.kind in RUNS
            or (caller.kind == "floor" and kind in FLOOR)
            or topic in topics_of(caller, hall, every=True)
            or (kind == "queue" and caller.kind == "kiosk" and name in hall.service)
        )


def topics_of(caller: Caller, hall: Hall, *, every: bool = False) -> tuple[str, ...]:
    """The topics that a caller's own page watches; with `every`, all that it may watch."""
    place = caller.place or ""
    match caller.kind:
        case "screen":
            return (f"zone/{place}", f"screen/{caller.id}", f"sound/{place}")
        case "counter" | "button":
            counter = hall.counter.get(place)
            queues = tuple(f"queue/{id}" for id in counter.services) if counter and every else ()
            return (f"counter/{place}", *queues)
        case "kiosk":
            return (f"kiosk/{place}",)
        case "admin" | "administrator" | "manager" | "floor":
            return ("floor",)
        case "feed" | "reader" | "officer" | "survey":
            return ()


def _exists(verb: Verb, hall: Hall, place: str | None) -> None:
    if place is None:
        return
    match verb:
        case "press" | "counter" | "assign" | "sign_on" | "sign_off" if place not in hall.counter:
            raise NotFound("counter_unknown", counter=place[:40])
        case "zone" | "announce" | "kiosk" | "takeover" if place not in hall.zone:
            raise NotFound("zone_unknown", zone=place[:40])
        case "service" | "adopt" if place not in hall.service:
            raise NotFound("service_unknown", service=place[:40])


def _own(caller: Caller, verb: Verb, hall: Hall, place: str | None) -> bool:
    if place is None or caller.kind == "kiosk":
        return True
    if verb == "service":
        counter = hall.counter.get(caller.place or "")
        return counter is not None and place in counter.services
    return place == caller.place
