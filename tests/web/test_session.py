"""What a /live client says: who may watch what, and which reports of a screen are believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from signage.devices.presence import Presence
from signage.errors import Refused
from signage.hub import Frame, Hub
from signage.queueing.topics import Topics
from signage.registry.devices import Devices, first_secrets
from signage.web.gate import Gate
from signage.web.session import Room, Session
from tests.halls import Hands, small

HALL = small().hall
TOKEN = "ticket/abcdefghijklmnopqrstuv"


@dataclass(eq=False)
class Viewer:
    """A socket that keeps what it was given."""

    frames: list[dict[str, Any]] = field(default_factory=list)
    closed: int | None = None
    why: str = ""

    def offer(self, frame: Frame) -> bool:
        self.frames += [json.loads(message) for message in frame.messages]
        return True

    def cut(self, code: int, reason: str) -> None:
        assert len(reason.encode()) <= 123  # RFC 6455: a close frame holds no more
        self.closed = self.closed or code
        self.why = self.why or reason

    @property
    def topics(self) -> list[str]:
        return [frame["topic"] for frame in self.frames]


class House:
    """A room whose every topic is there, but for those of removed places."""

    def __init__(self, folder: Path) -> None:
        self.hands = Hands()
        self.presence = Presence(self.hands.steady)
        devices = Devices(folder)
        devices.settle(HALL)
        self.secrets = {first.id: first.secret for first in first_secrets(folder)}
        self.heard: list[tuple[str, int, str, str]] = []
        self.left: list[tuple[str, int]] = []
        self.signs: list[tuple[str, int, str]] = []
        self.topics = {*Topics(HALL).every, TOKEN, "sound/hall", "screen/screen-hall"}
        self.hub = Hub(self._draw, lambda: b"{}")
        self.room = Room(
            hub=self.hub,
            gate=Gate(devices),
            presence=self.presence,
            hall=lambda: HALL,
            heard=lambda *report: self.heard.append(report),
            saying=lambda *sign: self.signs.append(sign),
            left=lambda *page: self.left.append(page),
            line=lambda token: "line/card" if f"ticket/{token}" == TOKEN else None,
            guessed=self._guessed,
            pages=20,
        )
        self.guesses = 100

    def _guessed(self, address: str) -> None:
        assert address == "192.0.2.1"
        self.guesses -= 1
        if self.guesses < 0:
            raise Refused("too_often", after=1)

    def _draw(self, topic: str) -> bytes | None:
        return json.dumps({"topic": topic}).encode() if topic in self.topics else None

    def open(self, headers: Mapping[str, str] | None = None) -> tuple[Session, Viewer]:
        viewer = Viewer()
        return self.room.session(viewer, headers=headers or {}, address="192.0.2.1"), viewer

    def watch(self, device: str | None, *topics: str) -> tuple[Session, Viewer]:
        session, viewer = self.open()
        said: dict[str, Any] = {"watch": topics}
        if device is not None:
            said["secret"] = self.secrets.get(device, device)
        session.text(json.dumps(said))
        return session, viewer


@pytest.fixture
def rooms(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_watch_is_answered_with_each_view(rooms: House) -> None:
    _, viewer = rooms.watch("screen-hall", "zone/hall", "sound/hall")
    assert (viewer.topics, viewer.closed) == (["zone/hall", "sound/hall"], None)
    assert rooms.hub.watching("zone/hall") == 1


@pytest.mark.parametrize("device", [None, "wrong", "", "counter-x"])
def test_without_a_good_secret_nothing_is_seen(rooms: House, device: str | None) -> None:
    _, viewer = rooms.watch(device, "zone/hall")
    assert (viewer.frames, viewer.closed) == ([], 4001)
    assert rooms.hub.viewers == 0


@pytest.mark.parametrize(
    ("device", "topics", "code"),
    [
        ("screen-hall", ["zone/ballroom"], 4003),
        ("screen-hall", ["zone/hall", "floor"], 4003),
        ("screen-hall", ["screen/screen-ballroom"], 4003),
        ("counter-1", ["counter/2"], 4003),
        ("counter-1", ["counter/1", "queue/card"], None),
        ("button-1", ["counter/1"], None),
        ("counter-1", ["zone/hall"], 4003),
        ("kiosk-hall", ["kiosk/hall", "queue/birth"], None),
        ("kiosk-hall", ["kiosk/ballroom"], 4003),
        ("kiosk-hall", ["counter/1"], 4003),
        ("feed", ["floor"], 4003),
        ("feed", ["zone/hall"], 4003),
        ("admin", ["floor", "zone/hall", "counter/2", "queue/card", "kiosk/hall"], None),
        ("admin", ["zone/nowhere"], 4004),
        ("admin", ["zone/hall", "nothing"], 4004),
        ("admin", [""], 4004),
        ("screen-hall", ["zone/nowhere"], 4003),
        ("admin", ["x" * 10_000], 4004),
        ("screen-hall", ["😀" * 200], 4003),
        ("screen-hall", [], 4000),
        (None, [TOKEN], None),
        (None, ["ticket/guessed"], 4004),
        (None, [TOKEN, "zone/hall"], 4001),
        (None, [TOKEN, "line/card"], None),
        (None, ["line/card", TOKEN], None),
        (None, [TOKEN, "line/birth"], 4003),
        (None, [TOKEN, "line/@1"], 4003),
        (None, [TOKEN, "line/"], 4003),
        (None, ["line/card"], 4001),
        (None, ["ticket/guessed", "line/card"], 4004),
        (None, [TOKEN, "ticket/guessed"], 4004),
        ("screen-hall", ["line/card"], 4003),
        ("screen-hall", ["ticket/guessed"], 4004),
        ("admin", ["line/card", "line/@1"], None),
        ("admin", ["line/nowhere"], 4004),
        ("wrong", [TOKEN], 4001),
        ("screen-hall", [TOKEN, "zone/hall"], None),
    ],
)
def test_who_may_watch_what(
    rooms: House, device: str | None, topics: list[str], code: int | None
) -> None:
    _, viewer = rooms.watch(device, *topics)
    assert viewer.closed == code
    assert viewer.topics == ([] if code else topics)
    assert rooms.hub.viewers == (0 if code else 1)


ALLOWED: dict[str, set[str]] = {
    "screen-hall": {"zone/hall", "sound/hall", "screen/screen-hall"},
    "screen-ballroom": {"zone/ballroom", "sound/ballroom", "screen/screen-ballroom"},
    "kiosk-hall": {"kiosk/hall", "queue/card", "queue/birth"},
    "kiosk-ballroom": {"kiosk/ballroom", "queue/card", "queue/birth"},
    "counter-1": {"counter/1", "queue/card", "queue/birth"},
    "button-1": {"counter/1", "queue/card", "queue/birth"},
    "counter-2": {"counter/2", "queue/card"},
    "button-2": {"counter/2", "queue/card"},
    "feed": set(),
}


def test_every_device_at_every_topic(rooms: House) -> None:
    rooms.topics |= {"sound/ballroom", "screen/screen-ballroom"}
    assert {*ALLOWED, "admin"} == set(rooms.secrets)
    for device in rooms.secrets:
        for topic in rooms.topics:
            _, viewer = rooms.watch(device, topic)
            allowed = device == "admin" or topic == TOKEN or topic in ALLOWED[device]
            assert viewer.closed == (None if allowed else 4003), (device, topic)
            assert bool(viewer.frames) is allowed


def test_the_upgrade_may_have_had_the_secret(rooms: House) -> None:
    session, viewer = rooms.open({"authorization": f"Bearer {rooms.secrets['counter-1']}"})
    session.text('{"watch": ["counter/1"]}')
    assert (viewer.topics, viewer.closed) == (["counter/1"], None)
    # the one in the message counts, when both are there
    session, viewer = rooms.open({"authorization": f"Bearer {rooms.secrets['counter-1']}"})
    session.text(json.dumps({"watch": ["counter/1"], "secret": rooms.secrets["counter-2"]}))
    assert viewer.closed == 4003


def test_sixty_four_topics_are_enough(rooms: House) -> None:
    _, viewer = rooms.watch("admin", *["floor"] * 64)
    assert viewer.closed is None
    for many in (65, 1000):
        _, viewer = rooms.watch("admin", *["floor"] * many)
        assert (viewer.frames, viewer.closed) == ([], 4009)
    _, viewer = rooms.watch(None, *["x"] * 65)
    assert viewer.closed == 4009


@pytest.mark.parametrize(
    "message",
    [
        "", "{", "[]", "null", "1", '"watch"', '{"watch": "zone/hall"}', '{"watch": [1]}',
        '{"watch": null} {}', '{"watch": ["\\ud800"]}', '{"shown": "1"}', '{"shown": 1.5}',
        '{"shown": -1}', '{"shown": 1e400}', '{"shown": ' + "9" * 30 + "}", '{"shown": NaN}',
        '{"heard": 1}', '{"heard": "1-hall", "result": "loud"}', '{"beat": 1}',
        '{"beat": {"sound": "loud"}}', '{"beat": {"size": [1]}}', '{"beat": {"page": 7}}',
        '{"beat": {"seq": -1}}', '{"a":' + "[" * 15_000, '{"a":' * 3000, "\ud800", "ÿ", "\x00",
    ],
)  # fmt: skip
def test_what_makes_no_sense_closes_the_socket(rooms: House, message: str) -> None:
    session, viewer = rooms.open()
    session.text(message)
    assert viewer.closed == 4000
    session, viewer = rooms.watch("screen-hall", "zone/hall")
    session.text(message)
    assert viewer.closed == 4000
    assert viewer.why and not set("`$") & set(viewer.why) and "Expected" not in viewer.why
    session.gone()
    assert rooms.hub.viewers == 0


@pytest.mark.parametrize(("language", "told"), [("", "ini harus daftar"), ("en", "must be a list")])
def test_it_is_told_in_the_language_of_who_asks(rooms: House, language: str, told: str) -> None:
    session, viewer = rooms.open({"accept-language": language})
    session.text('{"watch": "zone/hall"}')
    assert viewer.why.startswith("“watch”: ") and told in viewer.why


@pytest.mark.parametrize("message", ["{}", '{"later": [1]}', '{"shown": null}', '{"watch": null}'])
def test_what_a_later_page_may_say_is_let_pass(rooms: House, message: str) -> None:
    session, viewer = rooms.watch("screen-hall", "zone/hall")
    session.text(message)
    assert viewer.closed is None


def test_another_watch_takes_the_place_of_the_first(rooms: House) -> None:
    session, viewer = rooms.watch("admin", "floor", "zone/hall")
    session.text('{"watch": ["counter/1"]}')  # who it is, is known
    assert (viewer.topics[2:], viewer.closed) == (["counter/1"], None)
    assert (rooms.hub.watching("floor"), rooms.hub.watching("counter/1")) == (0, 1)
    session.text('{"watch": ["zone/nowhere"]}')
    assert viewer.closed == 4004
    session.gone()
    assert rooms.hub.viewers == 0


def test_a_page_that_becomes_another_device_is_another_screen(rooms: House) -> None:
    session, viewer = rooms.watch("screen-hall", "zone/hall")
    session.text('{"beat": {"page": "a", "sound": "ready"}}')
    assert rooms.presence.proof("hall", 0) == (1, 1)
    said = {"watch": ["zone/ballroom"], "secret": rooms.secrets["screen-ballroom"]}
    session.text(json.dumps(said))
    assert viewer.closed is None
    assert rooms.presence.proof("hall", 0) == (0, 0)
    assert rooms.presence.proof("ballroom", 0) == (1, 1)
    said = {"watch": ["counter/1"], "secret": rooms.secrets["counter-1"]}
    session.text(json.dumps(said))
    session.text('{"shown": 5, "heard": "5-ballroom", "result": "ended"}')
    assert rooms.presence.proof("ballroom", 0) == (0, 0)
    assert rooms.heard == []


def test_only_a_screen_that_watches_is_there(rooms: House) -> None:
    for device, topic in (
        ("counter-1", "counter/1"), ("admin", "zone/hall"), ("screen-hall", "zone/ballroom"),
        ("screen-hall", "zone/nowhere"), ("kiosk-hall", "kiosk/hall"),
    ):  # fmt: skip
        session, _ = rooms.watch(device, topic)
        session.text('{"shown": 7, "beat": {"sound": "ready"}}')
        session.text('{"heard": "7-hall", "result": "ended"}')
    session, _ = rooms.open()
    session.text('{"shown": 7}')
    rooms.topics.remove("sound/hall")  # a screen that asks for what is not there is not there
    _, viewer = rooms.watch("screen-hall", "zone/hall", "sound/hall")
    assert viewer.closed == 4004
    assert rooms.presence.health() == ()
    assert rooms.heard == []


def test_what_a_screen_reports_is_noted(rooms: House) -> None:
    session, _ = rooms.watch("screen-hall", "zone/hall")
    session.text('{"shown": 7}')
    assert (rooms.presence.proof("hall", 7), rooms.presence.proof("hall", 8)) == ((1, 1), (0, 1))
    session.text('{"beat": {"seq": 7, "page": "p1", "sound": "ready", "size": [1920, 1080]}}')
    page = rooms.presence.speaker("hall")
    assert page is not None
    assert rooms.presence.name(page) == "p1"
    session.text('{"heard": "7-hall", "result": "ended"}')
    session.text('{"heard": "7-hall"}')
    session.text('{"saying": "8-hall"}')
    assert rooms.heard == [("hall", page, "7-hall", "ended")]
    assert rooms.signs == [("hall", page, "8-hall")]
    session.gone()
    session.gone()
    assert rooms.left == [("hall", page)]
    assert rooms.presence.health() == ()


def test_a_page_that_goes_is_still_named_when_that_is_told(rooms: House) -> None:
    names: list[str | None] = []
    room = rooms.room
    rooms.room = Room(
        hub=room.hub, gate=room.gate, presence=room.presence, hall=room.hall,
        heard=room.heard, saying=room.saying,
        left=lambda zone, page: names.append(rooms.presence.name(page)),
    )  # fmt: skip
    session, _ = rooms.watch("screen-hall", "zone/hall")
    session.text('{"beat": {"page": "p1"}}')
    session.gone()
    assert names == ["p1"]


def test_who_guesses_too_often_is_told_so_and_a_good_link_still_opens(rooms: House) -> None:
    rooms.guesses = 2
    closed = [rooms.watch(None, f"ticket/guess-{n}")[1].closed for n in range(4)]
    assert closed == [4004, 4004, 4029, 4029]
    assert rooms.watch(None, TOKEN, "line/card")[1].closed is None


def test_a_ticket_is_shown_on_so_many_pages_and_no_more(rooms: House) -> None:
    opened = [rooms.watch(None, TOKEN) for _ in range(21)]
    assert [viewer.closed for _, viewer in opened] == [*[None] * 20, 4029]
    opened[0][0].gone()
    assert rooms.watch(None, TOKEN)[1].closed is None
