"""The list of devices, and which of them somebody should see to. A table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from signage.devices.presence import Presence
from signage.devices.roster import RECENT, DeviceRow, Scene, rows, troubles
from signage.queueing.hall import Text
from signage.queueing.shapes import PrinterStatus, VoiceStatus
from signage.registry.devices import Device, Enrolled, Kind
from tests.halls import SMALL, Hands, small

HALL = small(SMALL.replace('speaker = "none"', 'speaker = "screen"')).hall
NOW = 1_800_000_000_000


class Hall:
    """Devices whose pages a test opens by hand."""

    def __init__(self) -> None:
        self.hands = Hands()
        self.presence = Presence(self.hands.steady)
        self.enrolled: list[Enrolled] = []
        self.seen: dict[str, tuple[int, str]] = {}
        self.more: dict[str, Any] = {}

    def device(self, id: str, kind: Kind, place: str | None, **more: Any) -> None:
        self.enrolled.append(Enrolled(device=Device(id, kind, place), **more))

    def scene(self) -> Scene:
        presence = self.presence
        return Scene(
            hall=HALL,
            enrolled=self.enrolled,
            pages=presence.pages(),
            seen=self.seen.get,
            age=presence.age,
            state=presence.state,
            sound=presence.sound,
            version="v",
            **self.more,
        )

    def rows(self) -> dict[str, DeviceRow]:
        return {row.device: row for row in rows(self.scene())}

    def wrong(self, *busy: str) -> dict[str, str]:
        scene = self.scene()
        found = troubles(scene, rows(scene), NOW, lambda counter: counter in busy)
        return {one.device: one.what for one in found}


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_screen_that_was_paired_is_missed_and_an_old_first_link_is_not(hall: Hall) -> None:
    hall.device("tv", "screen", "hall", name="TV", seen=NOW - 2 * RECENT)
    hall.device("old", "screen", "hall", first=True, seen=NOW - RECENT)
    hall.device("new", "kiosk", "hall", first=True)
    hall.device("used", "kiosk", "hall", first=True)
    hall.device("gone", "screen", "hall", revoked=NOW)
    hall.seen["used"] = (NOW - 1000, "192.0.2.4")
    states = {id: row.state for id, row in hall.rows().items()}
    assert states == {
        "tv": "silent", "old": "silent", "new": "never", "used": "silent", "gone": "revoked",
    }  # fmt: skip
    assert hall.wrong() == {"tv": "silent", "used": "silent"}
    assert hall.rows()["used"].address == "192.0.2.4"


def test_a_counters_page_is_missed_only_while_its_counter_is_open(hall: Hall) -> None:
    hall.device("counter-1", "counter", "1", seen=NOW)
    assert hall.wrong() == {}
    assert hall.wrong("1") == {"counter-1": "silent"}


def test_a_muted_screen_is_no_trouble_where_another_is_heard(hall: Hall) -> None:
    for id, sound in (("a", "blocked"), ("b", "ready")):
        hall.device(id, "screen", "hall", name=id)
        page = hall.presence.join(id, "hall")
        hall.presence.beat(page, sound, id)  # type: ignore[arg-type]
    assert {id: row.state for id, row in hall.rows().items()} == {"a": "muted", "b": "well"}
    assert hall.wrong() == {}
    hall.presence.leave(page)
    assert hall.wrong() == {"a": "muted"}


def test_the_gravest_page_of_a_link_says_how_the_device_is(hall: Hall) -> None:
    hall.device("tv", "screen", "hall")
    first = hall.presence.join("tv", "hall", address="192.0.2.1")
    hall.hands.pass_(14_000)
    hall.presence.join("tv", "hall", address="192.0.2.2")
    hall.presence.sweep()
    row = hall.rows()["tv"]
    assert (row.state, [page.state for page in row.pages]) == ("hung", ["hung", "well"])
    assert row.title == Text("Layar Balai", "Screen Hall")
    hall.presence.leave(first)
    assert hall.rows()["tv"].state == "well"


def test_a_client_that_never_reports_is_no_page(hall: Hall) -> None:
    hall.device("counter-1", "counter", "1")
    hall.presence.join("counter-1", "", topic="counter/1")
    assert hall.rows()["counter-1"].pages == ()


def test_a_place_that_is_gone_has_no_name(hall: Hall) -> None:
    hall.device("counter-9", "counter", "9")
    row = hall.rows()["counter-9"]
    assert (row.place, row.place_name, row.title) == ("9", None, Text("Loket", "Counter"))


def test_printers_and_voices_say_what_is_wrong_with_them(hall: Hall) -> None:
    words = Text("Kertas habis.", "Out of paper.")
    printer = PrinterStatus(
        printer="p", name=Text("Depan", "Front"), zones=("hall",), kind="network",
        state="paper_out", text=words, error="", waiting=1, printed=0, missed=0,
        last_missed=None, last_missed_why=None,
    )  # fmt: skip
    voices = {"hall": VoiceStatus(state="failed", reason=words)}
    hall.more = {"printers": (printer,), "voices": voices}
    listed = hall.rows()
    assert listed["printer-p"].state == listed["speaker-hall"].state == "trouble"
    assert hall.wrong() == {"printer-p": "trouble", "speaker-hall": "trouble"}
    scene = hall.scene()
    texts = {one.device: one.text.id for one in troubles(scene, rows(scene), NOW, lambda c: True)}
    assert texts["printer-p"] == "Depan: Kertas habis."
