"""Who may do what: one table of verbs and kinds of device, and whose place is whose."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Final, Literal

from signage.errors import Forbidden, NotFound, Unauthorised
from signage.queueing.hall import Hall
from signage.registry.devices import Device, Devices, Kind

Verb = Literal[
    "issue", "print", "press", "announce", "zone", "counter", "service", "kiosk", "feed", "links",
    "outline", "bookings", "hear", "configure", "report", "emergency", "adopt", "unlock",
    "assign", "devices",
]  # fmt: skip

MAY: Final[Mapping[Verb, frozenset[Kind]]] = {
    "issue": frozenset({"kiosk", "admin"}),
    "print": frozenset({"kiosk", "admin"}),
    "adopt": frozenset({"admin"}),
    "press": frozenset({"counter", "button", "admin"}),
    "assign": frozenset({"admin"}),
    "announce": frozenset({"admin"}),
    "zone": frozenset({"screen", "admin"}),
    "counter": frozenset({"counter", "button", "admin"}),
    "service": frozenset({"counter", "button", "kiosk", "admin"}),
    "kiosk": frozenset({"kiosk", "admin"}),
    "unlock": frozenset({"kiosk", "admin"}),
    "feed": frozenset({"feed", "admin"}),
    "links": frozenset({"admin"}),
    "outline": frozenset({"admin"}),
    "emergency": frozenset({"admin"}),
    "bookings": frozenset({"admin"}),
    "hear": frozenset({"admin"}),
    "configure": frozenset({"admin"}),
    "devices": frozenset({"admin"}),
    "report": frozenset({"feed", "admin"}),
}


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


class Gate:
    """Knows devices by their secrets, and refuses what their kind or their place doesn't allow."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices

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

    def allow(self, device: Device, verb: Verb, hall: Hall, place: str | None = None) -> None:
        """Raises NotFound for a place that isn't there, Forbidden for what isn't allowed."""
        if device.kind not in MAY[verb]:
            raise Forbidden("not_allowed")
        _exists(verb, hall, place)
        if device.kind != "admin" and not _own(device, verb, hall, place):
            raise Forbidden("not_allowed")

    def may_watch(self, device: Device | None, topic: str, hall: Hall) -> bool:
        """Whether a device may watch a topic; a token of a ticket or of a page that waits to be
        paired is its own secret."""
        kind, _, name = topic.partition("/")
        if kind in ("ticket", "pairing"):
            return True
        if device is None:
            return False
        return (
            device.kind == "admin"
            or topic in topics_of(device, hall, every=True)
            or (kind == "queue" and device.kind == "kiosk" and name in hall.service)
        )


def topics_of(device: Device, hall: Hall, *, every: bool = False) -> tuple[str, ...]:
    """The topics that a device's own page watches; with `every`, all that it may watch."""
    place = device.place or ""
    match device.kind:
        case "screen":
            return (f"zone/{place}", f"screen/{device.id}", f"sound/{place}")
        case "counter" | "button":
            counter = hall.counter.get(place)
            queues = tuple(f"queue/{id}" for id in counter.services) if counter and every else ()
            return (f"counter/{place}", *queues)
        case "kiosk":
            return (f"kiosk/{place}",)
        case "admin":
            return ("floor",)
        case "feed":
            return ()


def _exists(verb: Verb, hall: Hall, place: str | None) -> None:
    if place is None:
        return
    match verb:
        case "press" | "counter" | "assign" if place not in hall.counter:
            raise NotFound("counter_unknown", counter=place[:40])
        case "zone" | "announce" | "kiosk" if place not in hall.zone:
            raise NotFound("zone_unknown", zone=place[:40])
        case "service" | "adopt" if place not in hall.service:
            raise NotFound("service_unknown", service=place[:40])


def _own(device: Device, verb: Verb, hall: Hall, place: str | None) -> bool:
    if place is None or device.kind == "kiosk":
        return True
    if verb == "service":
        counter = hall.counter.get(device.place or "")
        return counter is not None and place in counter.services
    return place == device.place
