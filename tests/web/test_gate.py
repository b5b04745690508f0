"""Who may: the secret of a request, and every kind of device at every place and topic."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final, get_args

import pytest

from signage.errors import Forbidden, NotFound, Unauthorised
from signage.queueing.hall import Hall
from signage.registry.devices import Device, Devices, Kind, first_secrets
from signage.registry.people import ROLES, Person
from signage.web.gate import MAY, Caller, Gate, Grade, Verb, cookie_of, secret_of, topics_of
from tests.halls import SMALL, small

HALL: Final = small(SMALL + """
[[services]]
id = "tax"
agency = "civil"
name = "Tax"
prefix = "T"

[[counters]]
id = "9"
zone = "ballroom"
services = ["tax"]
""").hall  # fmt: skip

DEVICES: Final[dict[str, Caller]] = {
    "admin": Device("admin", "admin", None),
    "screen": Device("screen-hall", "screen", "hall"),
    "kiosk": Device("kiosk-hall", "kiosk", "hall"),
    "counter": Device("counter-2", "counter", "2"),
    "button": Device("button-2", "button", "2"),
    "feed": Device("feed", "feed", None),
    **{role: Person(id=role, name="Sri", login="sri", role=role) for role in ROLES},
}
ALL: Final = ("admin", "administrator", "manager")
OWN: Final[
    dict[str, dict[str, bool]]
] = {  # topic → who may watch it, but for those who run the hall
    "zone/hall": {"screen": True},
    "zone/ballroom": {},
    "sound/hall": {"screen": True},
    "sound/ballroom": {},
    "screen/screen-hall": {"screen": True},
    "screen/screen-ballroom": {},
    "counter/2": {"counter": True, "button": True},
    "counter/1": {},
    "queue/card": {"counter": True, "button": True, "kiosk": True},
    "queue/birth": {"kiosk": True},
    "queue/tax": {"kiosk": True},
    "kiosk/hall": {"kiosk": True},
    "kiosk/ballroom": {},
    "floor": {},
    "ticket/x": {name: True for name in DEVICES},
    "nothing/at-all": {},
    "zone": {},
    "zone/": {},
    "zone/hall/x": {},
    "": {},
}


def _gate(folder: Path, hall: Hall = HALL) -> Gate:
    devices = Devices(folder)
    devices.settle(hall)
    return Gate(devices)


@pytest.mark.parametrize("topic", OWN)
@pytest.mark.parametrize("kind", DEVICES)
def test_a_device_watches_its_own_place(kind: str, topic: str, tmp_path: Path) -> None:
    may = Gate(Devices(tmp_path)).may_watch(DEVICES[kind], topic, HALL)
    floor = kind == "floor" and topic.partition("/")[0] in ("floor", "zone", "counter", "queue")
    assert may == (kind in ALL or floor or OWN[topic].get(kind, False))


def test_a_stranger_watches_tickets_alone(tmp_path: Path) -> None:
    gate = Gate(Devices(tmp_path))
    watched = [topic for topic in OWN if gate.may_watch(None, topic, HALL)]
    assert watched == ["ticket/x"]


@pytest.mark.parametrize("kind", DEVICES)
@pytest.mark.parametrize("verb", get_args(Verb))
def test_the_kind_comes_first_then_the_place(verb: Verb, kind: Grade, tmp_path: Path) -> None:
    gate, device = Gate(Devices(tmp_path)), DEVICES[kind]
    if kind not in MAY[verb]:
        with pytest.raises(Forbidden):
            gate.allow(device, verb, HALL)
        with pytest.raises(Forbidden):
            gate.allow(device, verb, HALL, "nowhere")
        return
    gate.allow(device, verb, HALL)
    if verb in ("press", "counter", "zone", "announce", "service", "kiosk", "assign"):
        with pytest.raises(NotFound):
            gate.allow(device, verb, HALL, "nowhere")


def test_a_kiosk_of_a_zone_that_is_gone_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="zone_unknown"):
        _gate(tmp_path).allow(Device("kiosk-old", "kiosk", "old"), "kiosk", HALL, "old")


@pytest.mark.parametrize("kind", ["screen", "kiosk", "counter", "button"])
def test_a_device_of_a_place_that_is_gone_may_nothing_else(kind: Kind, tmp_path: Path) -> None:
    gate, device = _gate(tmp_path), Device("old", kind, "old")
    for topic in OWN:
        allowed = topic.startswith("ticket/") or (kind == "kiosk" and topic.startswith("queue/"))
        assert gate.may_watch(device, topic, HALL) is allowed
    assert "counter" not in topics_of(device, HALL) or kind == "counter"


def test_a_page_watches_what_it_may(tmp_path: Path) -> None:
    gate = _gate(tmp_path)
    for device in DEVICES.values():
        for topic in topics_of(device, HALL):
            assert gate.may_watch(device, topic, HALL)
        assert set(topics_of(device, HALL)) <= set(topics_of(device, HALL, every=True))


def test_a_secret_is_known_or_not(tmp_path: Path) -> None:
    gate = _gate(tmp_path)
    for first in first_secrets(tmp_path):
        assert gate.device(first.secret).id == first.id
        for near in (first.secret[:-1], first.secret + "A", first.secret.swapcase()):
            assert gate.known(near) is None
    for bad in (None, "", " ", "admin", "x" * 100_000, "\xff", "\x00"):
        with pytest.raises(Unauthorised, match="secret_missing"):
            gate.device(bad)


@pytest.mark.parametrize(
    ("header", "secret"),
    [
        ("Bearer abc", "abc"), ("bearer abc", "abc"), ("BEARER  abc ", "abc"),
        ("Bearer", None), ("Bearer ", None), ("", None), ("abc", None), ("Digest abc", None),
        ("Basic " + base64.b64encode(b"user:abc").decode(), "abc"),
        ("basic " + base64.b64encode(b":abc").decode(), "abc"),
        ("Basic " + base64.b64encode(b"u:a:b").decode(), "a:b"),
        ("Basic " + base64.b64encode(b"abc").decode(), None),
        ("Basic " + base64.b64encode(b"abc:").decode(), None),
        ("Basic " + base64.b64encode(b"\xff:abc").decode(), None),
        ("Basic !!", None), ("Basic", None), ("Basic \xff", None),
    ],
)  # fmt: skip
def test_where_a_secret_stands(header: str, secret: str | None) -> None:
    assert secret_of({"authorization": header}) == secret
    assert secret_of({}) is None


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("signage_session=abc", "abc"), ("a=b; signage_session=abc ; c", "abc"), ("", None),
        ("signage_session=", None), ("signage_session", None), ("xsignage_session=abc", None),
        ("a=signage_session=abc", None),
    ],
)  # fmt: skip
def test_where_a_session_stands(header: str, token: str | None) -> None:
    assert cookie_of({"cookie": header}) == token
    assert cookie_of({}) is None


def test_the_first_link_makes_nobody_but_the_first() -> None:
    assert "admin" not in MAY["people"]
    for verb, who in MAY.items():
        assert verb == "people" or "admin" not in who or {"administrator", "manager"} <= who
        assert "officer" not in who
        assert "reader" not in who or verb in ("report", "suggestions")
