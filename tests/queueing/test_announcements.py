"""What is said: calls in each zone they belong to, notices, and what became of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Malformed, NotFound
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.fold import OTHER_REASON, REASONS_KEPT, SAID_KEPT, apply
from signage.queueing.model import Announcement
from signage.queueing.refusals import sentence
from tests.queueing.scene import Scene, mall, played, refusal


def said(scene: Scene, zone: str) -> tuple[Announcement, ...]:
    return scene.state.announcements.get(zone, ())


def say(text: str, zone: str = "hall-a", language: str = "id") -> c.Announce:
    return c.Announce(zone=zone, text=text, language=language)


def test_a_call_is_to_be_said_in_its_zone_and_in_each_that_hears_it() -> None:
    scene = played("issue ktp, 1 next")
    for zone in ("hall-a", "ballroom"):
        (one,) = said(scene, zone)
        assert (one.id, one.kind, one.seq, one.first) == (f"4-{zone}", "call", 4, 4)
        assert (one.begun, one.result) == (0, None)
    assert said(scene, "hall-b") == ()


def test_a_zone_without_a_speaker_has_nothing_to_say() -> None:
    scene = played("issue paspor, 3 next")
    assert [row.number for row in scene.state.calls["hall-b"]] == ["4K-01"]
    assert said(scene, "hall-b") == ()
    assert [one.id for one in said(scene, "ballroom")] == ["4-ballroom"]


def test_a_recall_is_said_anew_under_its_first_call() -> None:
    scene = played("issue ktp, 1 next, 1 recall")
    assert [(one.kind, one.seq, one.first) for one in said(scene, "hall-a")] == [
        ("call", 4, 4), ("recall", 5, 4),
    ]  # fmt: skip


def test_an_announcement_is_begun_and_ended_once() -> None:
    scene = played("issue ktp, 1 next")
    assert scene.play("begin 4-hall-a") == "begun 4-hall-a"
    assert said(scene, "hall-a")[0].begun == 1
    scene.wait(4)
    assert scene.play("end 4-hall-a") == "ended 4-hall-a heard"
    (one,) = said(scene, "hall-a")
    assert (one.result, one.reason, one.ended_at) == ("heard", None, scene.now.at)
    assert scene.play("end 4-hall-a") == ""
    assert scene.play("begin 4-hall-a") == "! announcement_over"
    assert said(scene, "ballroom")[0].result is None


def test_one_cut_off_by_a_crash_is_begun_twice() -> None:
    scene = played("issue ktp, 1 next, begin 4-hall-a, begin 4-hall-a, end 4-hall-a")
    assert said(scene, "hall-a")[0].begun == 2


@pytest.mark.parametrize("id", ["9-hall-a", "4-hall-b", "4-nowhere", "x", ""])
def test_one_that_is_not_there_is_neither_begun_nor_ended(id: str) -> None:
    scene = played("issue ktp, 1 next")
    zone = id.partition("-")[2]
    assert refusal(scene, c.BeginAnnouncement(announcement=id, zone=zone)).code == (
        "announcement_over"
    )
    assert scene.press(c.EndAnnouncement(announcement=id, zone=zone, result="failed")) == ()


def test_a_reason_why_it_was_not_heard_stays() -> None:
    scene = played("issue ktp, 1 next")
    scene.press(
        c.EndAnnouncement(announcement="4-hall-a", zone="hall-a", result="failed", reason="no_card")
    )
    (one,) = said(scene, "hall-a")
    assert (one.result, one.reason) == ("failed", "no_card")


def test_a_notice_is_one_line() -> None:
    scene = Scene()
    (event,) = scene.press(say("  Mobil \t B 1234 XY\nlampunya\x00 \x1bmenyala ", language="en"))
    assert event == e.NoticeAnnounced(
        zone="hall-a", text="Mobil B 1234 XY lampunya menyala", language="en"
    )
    (one,) = said(scene, "hall-a")
    assert (one.id, one.kind, one.first) == ("2-hall-a", "notice", 0)
    assert (one.text, one.language) == ("Mobil B 1234 XY lampunya menyala", "en")


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_notice_turns_no_direction_of_writing(sign: str) -> None:
    (event,) = Scene().press(say(f"{sign}Loket{sign} 3{sign}"))
    assert isinstance(event, e.NoticeAnnounced)
    assert event.text == "Loket 3"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "🙂 Halo …", "\u200fمرحبا", "{x}"])
def test_a_notice_is_said_as_it_is_written(text: str) -> None:
    scene = Scene()
    scene.press(say(text))
    assert said(scene, "hall-a")[0].text == text


@pytest.mark.parametrize(
    ("command", "kind", "code"),
    [
        (say("Halo", zone="nowhere"), NotFound, "zone_unknown"),
        (say(" \t\n\x00 "), Malformed, "text_empty"),
        (say("\N{PARTY POPPER} ?!"), Malformed, "text_empty"),
        (say("x" * 401), Malformed, "text_too_long"),
        (say("Halo", language="fr"), Malformed, "language_unknown"),
        (say("Halo", zone="hall-b"), None, "zone_silent"),
    ],
)
def test_a_notice_that_can_not_be_said(
    command: c.Announce, kind: type[Exception] | None, code: str
) -> None:
    refused = refusal(Scene(), command)
    assert refused.code == code
    assert kind is None or type(refused) is kind
    assert sentence(refused).id


def test_the_longest_notice_is_said() -> None:
    Scene().press(say("x" * 400))


def test_a_language_that_the_mall_does_not_use_is_not_spoken() -> None:
    scene = Scene(mall(languages=("id",)))
    assert refusal(scene, say("Hello", language="en")).code == "language_unknown"


def test_what_was_said_is_kept_for_a_while_and_what_was_not_for_ever() -> None:
    scene = Scene()
    for n in range(SAID_KEPT + 5):
        scene.press(say(f"Satu {n}"))
    assert len(said(scene, "hall-a")) == SAID_KEPT + 5, "nothing unsaid is forgotten"
    for one in said(scene, "hall-a"):
        scene.press(c.EndAnnouncement(announcement=one.id, zone="hall-a", result="heard"))
    scene.press(say("Yang terakhir"))
    kept = said(scene, "hall-a")
    assert len(kept) == SAID_KEPT + 1
    assert kept[0].text == "Satu 5"
    assert kept[-1].text == "Yang terakhir"


# ---- the figures of the day


def ended(scene: Scene, id: str, result: e.Said, reason: str | None = None) -> None:
    zone = id.partition("-")[2]
    scene.press(c.EndAnnouncement(announcement=id, zone=zone, result=result, reason=reason))


def test_how_the_voice_kept_up_is_counted() -> None:
    scene = played("issue ktp, issue ktp, 1 next")
    scene.wait(3)
    scene.play("begin 5-hall-a")
    scene.wait(9)
    scene.play("begin 5-hall-a")  # cut off, and begun again: it did not wait for that
    ended(scene, "5-hall-a", "heard", "short")
    ended(scene, "5-hall-a", "heard", "short")
    ended(scene, "5-ballroom", "skipped", "quiet")
    hall, ballroom = scene.state.voices["hall-a"], scene.state.voices["ballroom"]
    assert (hall.longest, dict(hall.shortened), dict(hall.failed), dict(hall.dropped)) == (
        3000, {"short": 1}, {}, {},
    )  # fmt: skip
    assert (ballroom.longest, dict(ballroom.dropped)) == (0, {"quiet": 1})
    scene.play("2 next")
    scene.wait(130)
    ended(scene, f"{scene.state.seq - 0}-nowhere", "skipped", "over")
    [late] = [one for one in said(scene, "hall-a") if one.result is None]
    ended(scene, late.id, "skipped", "too_old")
    [there] = [one for one in said(scene, "ballroom") if one.result is None]
    ended(scene, there.id, "failed", "no_screen")
    hall, ballroom = scene.state.voices["hall-a"], scene.state.voices["ballroom"]
    assert (hall.longest, dict(hall.dropped)) == (130_000, {"too_old": 1})
    assert (dict(ballroom.failed), ballroom.longest) == ({"no_screen": 1}, 0)
    assert "nowhere" not in scene.state.voices


def test_what_was_heard_as_it_should_be_is_counted_nowhere() -> None:
    scene = played("issue ktp, 1 next, begin 4-hall-a, end 4-hall-a")
    day = scene.state.voices["hall-a"]
    assert day.longest == len(day.shortened) == len(day.failed) == len(day.dropped) == 0


def test_a_player_that_says_something_new_each_time_fills_nothing() -> None:
    scene = Scene()
    for n in range(REASONS_KEPT + 5):
        scene.play("issue ktp, 1 next")
        ended(scene, said(scene, "hall-a")[-1].id, "failed", f"broken pipe {n}")
    failed = scene.state.voices["hall-a"].failed
    assert len(failed) == REASONS_KEPT + 1 and failed[OTHER_REASON] == 5


def test_a_new_day_begins_without_figures() -> None:
    scene = played("issue ktp, 1 next")
    ended(scene, "4-hall-a", "skipped", "quiet")
    assert scene.state.voices
    opened = e.DayOpened(date="2026-11-27", hall=scene.state.hall)
    at = replace(scene.records[-1], seq=scene.state.seq + 1, event=opened)
    assert not apply(scene.state, at).voices
