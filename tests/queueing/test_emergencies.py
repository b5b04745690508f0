"""Emergencies: who may start one and with what, how long it stands, and where it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.emergencies import DRILL, MOST, sentences, standing
from signage.queueing.fold import apply
from signage.queueing.hall import Hall, Text
from signage.queueing.hours import Week
from signage.queueing.model import State
from signage.queueing.topics import Topics, touched
from signage.queueing.views import Around, counter_view, floor_view, kiosk_view, zone_view
from tests.queueing.scene import HALL, NINE, Scene, mall, played, refusal

BOTH = Text("Keluar lewat pintu timur.", "Leave by the east door.")


def start(text: Text = BOTH, *zones: str, drill: bool = False) -> c.StartEmergency:
    return c.StartEmergency(zones=zones, text=text, drill=drill)


def said(scene: Scene) -> dict[str, tuple[str, str | None]]:
    return {
        one.id: (one.kind, one.result)
        for every in scene.state.announcements.values()
        for one in every
    }


def shown(scene: Scene, zone: str) -> str | None:
    found = zone_view(scene.state, zone, scene.now, Around()).emergency
    return found.emergency if found else None


@pytest.mark.parametrize(
    ("given", "when", "then"),
    [
        ("", "alarm * Keluar", "alarm e2 ballroom+hall-a+hall-b"),
        ("", "alarm hall-b+ballroom Keluar", "alarm e2 ballroom+hall-b"),
        ("", "drill hall-a Keluar", "drill e2 hall-a"),
        ("close day", "alarm * Keluar", "alarm e3 ballroom+hall-a+hall-b"),
        ("alarm * Keluar, close day", "calm e2", "calm e2"),
        ("alarm * Keluar", "calm e2", "calm e2"),
        ("alarm * Keluar", "alarm * Keluar", ""),
        ("alarm * Keluar", "drill * Keluar", "drill e3 ballroom+hall-a+hall-b"),
        ("alarm * Keluar", "alarm hall-a Keluar", "alarm e3 hall-a"),
        ("alarm * Keluar, calm e2", "alarm * Keluar", "alarm e4 ballroom+hall-a+hall-b"),
        ("", "alarm nowhere Keluar", "! zone_unknown"),
        ("", "alarm hall-a+hall-a Keluar", "! zone_twice"),
        ("", "alarm *", "! text_empty"),
        ("", "calm e2", "! emergency_unknown"),
        ("", "calm 2", "! emergency_unknown"),
        ("alarm * Keluar, calm e2", "calm e2", "! emergency_over"),
    ],
)
def test_presses(given: str, when: str, then: str) -> None:
    assert played(given).play(when) == then if given else Scene().play(when) == then


@pytest.mark.parametrize("id", ["", "e", "e0", "e-1", "e1.5", "E2", "e" + "9" * 40, "é", "e2\n"])
def test_a_name_that_none_can_have_is_unknown(id: str) -> None:
    refused = refusal(Scene(), c.EndEmergency(emergency=id))
    assert (type(refused), refused.code) == (NotFound, "emergency_unknown")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (Text("", ""), "text_empty"),
        (Text(" \n\t", "\x00\x07"), "text_empty"),
        (Text("\N{FIRE}\N{FIRE}", ""), "text_empty"),
        (Text("Kebakaran", "..."), "text_empty"),
        (Text("!?", "!?"), "text_empty"),
        (Text("\u202e\u200b", ""), "text_empty"),
        (Text("a" * 401, ""), "text_too_long"),
        (Text("a", "b" * 401), "text_too_long"),
    ],
)
def test_words_that_can_not_be_used(text: Text, code: str) -> None:
    refused = refusal(Scene(), start(text))
    assert (type(refused), refused.code) == (Malformed, code)


def test_words_become_one_line_without_controls_and_may_be_400_long() -> None:
    (event,) = Scene().press(start(Text("  Keluar\nle\u202ewat\ttimur\x07 ", "x" * 400)))
    assert isinstance(event, e.EmergencyStarted)
    assert event.text == Text("Keluar lewat timur", "x" * 400)
    assert event.languages == ("id", "en")


@pytest.mark.parametrize(
    ("text", "of_mall", "filled", "languages"),
    [
        (Text("A", "B"), ("id", "en"), Text("A", "B"), ("id", "en")),
        (Text("A", "B"), ("en", "id"), Text("A", "B"), ("en", "id")),
        (Text("A", "B"), ("id",), Text("A", "B"), ("id",)),
        (Text("A", ""), ("en", "id"), Text("A", "A"), ("id",)),
        (Text("", "B"), ("id",), Text("B", "B"), ("en",)),
        (Text("A", "A"), ("en", "id"), Text("A", "A"), ("en",)),
    ],
)
def test_a_language_without_words_takes_the_others_and_is_not_said(
    text: Text, of_mall: tuple[str, ...], filled: Text, languages: tuple[str, ...]
) -> None:
    scene = Scene(mall(languages=of_mall))
    (event,) = scene.press(start(text))
    assert isinstance(event, e.EmergencyStarted)
    assert (event.text, event.languages) == (filled, languages)


def test_a_drill_says_so_in_each_language_before_all_else() -> None:
    scene = Scene()
    scene.press(start())
    scene.press(start(drill=True))
    real, drill = scene.state.emergencies
    assert dict(sentences(real)) == {"id": BOTH.id, "en": BOTH.en}
    assert dict(sentences(drill)) == {"id": f"{DRILL.id} {BOTH.id}", "en": f"{DRILL.en} {BOTH.en}"}


def test_there_may_be_several_but_not_any_number() -> None:
    scene = Scene()
    for n in range(MOST):
        scene.press(start(Text(f"Nomor {n}", "")))
    refused = refusal(scene, start())
    assert (type(refused), refused.code) == (Refused, "emergencies_full")
    scene.press(c.EndEmergency(emergency="e2"))
    assert scene.press(start())


def test_what_is_real_comes_first_then_what_is_newest() -> None:
    scene = played("alarm hall-a Satu, alarm * Dua, drill * Tiga, alarm hall-b Empat")
    assert [one.id for one in standing(scene.state)] == ["e5", "e3", "e2", "e4"]
    assert [shown(scene, zone) for zone in ("hall-a", "hall-b", "ballroom")] == ["e3", "e5", "e3"]
    assert scene.play("calm e3") == "calm e3"
    assert [shown(scene, zone) for zone in ("hall-a", "hall-b", "ballroom")] == ["e2", "e5", "e4"]


def test_it_is_said_in_each_of_its_zones_that_has_a_voice() -> None:
    scene = played("alarm * Keluar")
    assert said(scene) == {
        "2-ballroom": ("emergency", None), "2-hall-a": ("emergency", None)
    }  # fmt: skip
    assert scene.play("begin 2-hall-a") == "begun 2-hall-a"
    assert scene.play("end 2-hall-a") == ""  # it stands: no word ends it
    scene.play("calm e2")
    assert scene.play("end 2-hall-a") == "ended 2-hall-a heard"


def test_the_views_of_its_zones_carry_it() -> None:
    scene = played("alarm hall-a Keluar")
    scene.wait(7)
    state, now, around = scene.state, scene.now, Around()
    views = [
        zone_view(state, "hall-a", now, around).emergency,
        counter_view(state, "1", now, around).emergency,
        kiosk_view(state, "hall-a", now, around).emergency,
    ]
    for view in views:
        assert view is not None
        assert (view.emergency, view.since) == ("e2", 7.0)
        assert (view.text, view.drill) == (Text("Keluar", "Keluar"), False)
    assert zone_view(state, "hall-b", now, around).emergency is None
    assert counter_view(state, "3", now, around).emergency is None
    assert kiosk_view(state, "ballroom", now, around).emergency is None
    (row,) = floor_view(state, now, around).emergencies
    assert (row.zones, row.zone_names) == (("hall-a",), (HALL.zone["hall-a"].name,))
    assert row.languages == ("id",)


def test_the_screen_does_not_say_that_it_is_being_said() -> None:
    scene = played("issue ktp, 1 next, begin 4-hall-a, alarm hall-a Keluar, begin 6-hall-a")
    captions = {"6-hall-a": "Keluar"}
    silent = zone_view(scene.state, "hall-a", scene.now, Around())
    spoken = zone_view(scene.state, "hall-a", scene.now, Around(captions=captions))
    assert silent.speaking is None  # the call was cut off, the emergency rests
    assert spoken.speaking is not None
    assert (spoken.speaking.announcement, spoken.speaking.seq) == ("6-hall-a", None)


@pytest.mark.parametrize("press", ["alarm hall-a Keluar", "calm e2"])
def test_all_who_show_it_are_told(press: str) -> None:
    scene = played("alarm hall-a Satu")
    before = scene.state
    scene.play(press)
    found = touched(Topics(HALL), scene.records[-1].event, before, scene.state)
    assert {"zone/hall-a", "kiosk/hall-a", "counter/1", "counter/2", "floor"} <= found
    assert not found & {"zone/hall-b", "counter/3", "kiosk/ballroom"}


def folded(scene: Scene) -> State:
    """The state as a start finds it: from the last day on."""
    records = scene.records
    first = max(i for i, r in enumerate(records) if isinstance(r.event, e.DayOpened))
    state = State(hall=HALL)
    for recorded in records[first:]:
        state = apply(state, recorded)
    return state


def test_it_survives_the_night_and_a_start_from_the_new_day() -> None:
    scene = played("issue ktp, 1 next, alarm * Keluar, begin 5-hall-a")
    scene.play("close day")
    assert [one.id for one in scene.state.emergencies] == ["e5"]
    assert {id for id, (_, result) in said(scene).items()} == {"5-hall-a", "5-ballroom"}
    assert scene.play("begin 5-ballroom") == "begun 5-ballroom"
    scene.now = replace(NINE, date="2026-11-27", business_date="2026-11-27", weekday=4)
    scene.play("day")
    assert shown(scene, "hall-a") == "e5"
    assert said(scene) == {"5-hall-a": ("emergency", None), "5-ballroom": ("emergency", None)}
    assert folded(scene) == scene.state
    assert scene.play("calm e5") == "calm e5"
    assert scene.state.emergencies == ()


def test_a_day_that_does_not_open_keeps_it_too() -> None:
    scene = Scene(mall(hours=Week(days=((),) * 7)), opened=False)
    assert not scene.state.day_open
    assert scene.play("alarm * Keluar").startswith("alarm e1")
    assert scene.play("day") == ""
    assert shown(scene, "hall-b") == "e1"


LESS = replace(HALL, zones=HALL.zones[:1], counters=(), services=())


def changed(scene: Scene, hall: Hall) -> list[str]:
    return [type(event).__name__ for event in scene.press(c.ChangeHall(hall=hall))]


def test_a_zone_that_is_taken_out_loses_it_and_its_last_zone_ends_it() -> None:
    scene = played("alarm hall-a+hall-b Satu, alarm * Dua")
    ended = ["AnnouncementEnded", "AnnouncementEnded", "EmergencyEnded", "HallChanged"]
    assert changed(scene, LESS) == ended
    assert [(one.id, one.zones) for one in scene.state.emergencies] == [("e3", ("ballroom",))]
    assert changed(scene, HALL) == ["HallChanged"]
    assert [(one.id, one.zones) for one in scene.state.emergencies] == [("e3", ("ballroom",))]
    assert folded(scene) == scene.state


def test_a_zone_that_gets_a_voice_says_it() -> None:
    scene = played("alarm hall-b Keluar, say hall-a Halo")
    assert "2-hall-b" not in said(scene)
    loud = replace(HALL, zones=(*HALL.zones[:2], replace(HALL.zones[2], speaker="server")))
    assert changed(scene, loud) == ["HallChanged"]
    assert said(scene)["2-hall-b"] == ("emergency", None)
