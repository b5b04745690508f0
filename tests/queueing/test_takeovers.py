"""Events that take a zone: where calls go meanwhile, what is not said, and when it is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Malformed
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.hall import TakeoverPlan
from signage.queueing.hours import MINUTES_A_DAY, Moment, Span
from signage.queueing.takeovers import Coming, coming, playlists
from signage.queueing.topics import Topics, touched
from signage.queueing.views import (
    Around,
    counter_view,
    floor_view,
    kiosk_view,
    line_view,
    queue_view,
    ticket_view,
    zone_view,
)
from tests.queueing.scene import HALL, NINE, Scene, both, played, refusal

TEN = 600
HOUR = 3_600_000


def at(minute: int, now: Moment = NINE, days: int = 0) -> Moment:
    """A minute of that day, or of one after it."""
    ms = (minute - now.minute + days * MINUTES_A_DAY) * 60_000
    day = f"2026-11-{int(now.date[-2:]) + days:02d}"
    return replace(
        now, at=now.at + ms, tick=now.tick + ms, minute=minute, date=day, business_date=day,
        weekday=(now.weekday + days) % 7,
    )  # fmt: skip


def turn(scene: Scene, now: Moment) -> tuple[str, ...]:
    """What the schedule does then."""
    scene.now = now
    return tuple(type(event).__name__ for event in scene.press(c.TurnTakeovers()))


def rows(scene: Scene, zone: str) -> list[str]:
    return [row.number for row in scene.state.calls.get(zone, ())]


def said(scene: Scene, zone: str) -> list[tuple[str, str | None, str | None]]:
    return [(a.id, a.result, a.reason) for a in scene.state.announcements.get(zone, ())]


@pytest.mark.parametrize(
    ("given", "when", "then"),
    [
        ("", "take ballroom wisuda", "taken ballroom wisuda by press"),
        ("close day", "take ballroom wisuda", "taken ballroom wisuda by press"),
        ("", "take nowhere wisuda", "! zone_unknown"),
        ("", "take ballroom pesta", "! takeover_unknown"),
        ("", "take hall-a wisuda", "! takeover_elsewhere"),
        ("", "take ballroom lama", "! takeover_closed"),
        ("", f"take ballroom wisuda {NINE.at}", "! takeover_past"),
        ("", f"take ballroom wisuda {NINE.at + 32 * 24 * HOUR}", "! takeover_far"),
        ("take ballroom wisuda", "take ballroom wisuda", "! takeover_stands"),
        ("take hall-a rapat, take hall-b pameran", "take ballroom wisuda", "! takeover_nowhere"),
        ("take hall-a rapat", "take ballroom wisuda", "taken ballroom wisuda by press"),
        ("take ballroom wisuda", "free ballroom", "freed ballroom by press"),
        ("take ballroom wisuda, close day, day", "free ballroom", "freed ballroom by press"),
        ("", "free ballroom", "! takeover_over"),
        ("take ballroom wisuda, free ballroom", "free ballroom", "! takeover_over"),
        ("", "free nowhere", "! zone_unknown"),
    ],
)
def test_presses(given: str, when: str, then: str) -> None:
    assert played(given).play(when) == then if given else Scene().play(when) == then


def test_another_event_that_has_the_zone_is_named() -> None:
    more = TakeoverPlan(id="expo", zone="ballroom", name=both("Expo"), calls_to=("hall-a",))
    scene = Scene(replace(HALL, takeovers=(*HALL.takeovers, more)))
    scene.play("take ballroom wisuda")
    refused = refusal(scene, c.StartTakeover(zone="ballroom", takeover="expo"))
    assert refused.code == "takeover_taken"
    assert refused.facts == {"name": both("Wisuda"), "zone": both("Ballroom")}
    assert isinstance(refusal(Scene(), c.StartTakeover(
        zone="ballroom", takeover="wisuda", until=1)), Malformed)  # fmt: skip


# ---- calls while it stands


def test_calls_go_to_their_own_zone_and_where_the_event_leads_and_never_there() -> None:
    scene = played("take ballroom wisuda, issue ktp, issue paspor, 1 next, 3 next")
    assert (rows(scene, "hall-a"), rows(scene, "hall-b")) == (["4K-01", "B001"],) * 2
    assert rows(scene, "ballroom") == [] and said(scene, "ballroom") == []
    called = [r.event for r in scene.records if isinstance(r.event, e.TicketCalled)]
    assert [(x.zones, x.withheld) for x in called] == [
        (("hall-a", "hall-b"), ("ballroom",)), (("hall-b", "hall-a"), ("ballroom",)),
    ]  # fmt: skip


def test_what_waited_to_be_said_there_is_dropped_and_the_sentence_that_runs_ends() -> None:
    scene = played("issue ktp, issue ktp, 1 next, 2 next, say ballroom Selamat datang")
    (first, _), (second, _), (notice, _) = (
        (id, result) for id, result, _ in said(scene, "ballroom")
    )
    scene.play(f"begin {first}")
    scene.play("take ballroom wisuda")
    assert said(scene, "ballroom") == [
        (first, None, None), (second, "skipped", "takeover"), (notice, None, None),
    ]  # fmt: skip
    assert {result for _, result, _ in said(scene, "hall-a")} == {None}
    scene.play(f"end {first}")
    assert said(scene, "ballroom")[0] == (first, "heard", None)
    assert scene.play("say ballroom Acara dimulai") == "notice ballroom"


def test_a_recall_meanwhile_of_a_call_from_before_is_not_made_there_and_afterwards_it_is() -> None:
    scene = played("issue ktp, 1 next, take ballroom wisuda, 1 recall")
    assert [r.recall for r in scene.state.calls["ballroom"]] == [0]
    assert [r.recall for r in scene.state.calls["hall-a"]] == [1]
    assert [r.recall for r in scene.state.calls["hall-b"]] == [1]
    before = scene.state.calls["ballroom"]
    scene.play("free ballroom")
    assert scene.state.calls["ballroom"] == before, "nothing old flashes"
    assert len(said(scene, "ballroom")) == 1, "nothing old is said"
    scene.play("1 recall")
    assert [r.recall for r in scene.state.calls["ballroom"]] == [2]
    assert scene.play("1 undo") == "undone next"
    assert rows(scene, "ballroom") == rows(scene, "hall-a") == rows(scene, "hall-b") == []


def test_a_call_from_before_that_is_undone_meanwhile_is_no_row_there_any_more() -> None:
    scene = played("issue ktp, 1 next, take ballroom wisuda, 1 recall, 1 undo")
    assert rows(scene, "ballroom") == rows(scene, "hall-b") == []


def test_afterwards_calls_are_made_there_as_before_and_those_of_the_time_stay_where_they_were() -> (
    None
):
    scene = played("take ballroom wisuda, issue ktp, issue ktp, 1 next, free ballroom, 2 next")
    assert rows(scene, "ballroom") == ["B002"]
    assert rows(scene, "hall-b") == ["B001"]
    assert rows(scene, "hall-a") == ["B002", "B001"]


def test_counters_that_stand_in_the_zone_are_called_where_it_leads_under_its_name() -> None:
    scene = played("take hall-a rapat, issue ktp, 1 next")
    (row,) = zone_view(scene.state, "hall-b", scene.now, Around()).calls
    assert (row.number, row.zone, row.zone_name) == ("B001", "hall-a", both("Aula A"))
    assert rows(scene, "ballroom") == ["B001"], "it hears that hall, and is free"
    view = zone_view(scene.state, "hall-b", scene.now, Around())
    assert [one.counter for one in view.serving] == ["1"]
    assert "ktp" in {one.service for one in view.waiting}


def test_a_zone_that_leads_to_one_that_is_taken_leads_on() -> None:
    chain = (
        HALL.takeovers[1],
        replace(HALL.takeovers[0], calls_to=("hall-a",)),
    )
    scene = Scene(replace(HALL, takeovers=chain))
    scene.play("take hall-a rapat, take ballroom wisuda, issue ktp, 1 next")
    (called,) = (r.event for r in scene.records if isinstance(r.event, e.TicketCalled))
    assert (called.zones, called.withheld) == (("hall-b",), ("hall-a", "ballroom"))


# ---- its schedule


def test_it_begins_and_ends_at_its_minute_exactly_once() -> None:
    scene = Scene()
    assert turn(scene, at(TEN - 1)) == ()
    assert turn(scene, at(TEN)) == ("TakeoverStarted",)
    assert scene.state.takeovers["ballroom"].until == at(720).at
    assert turn(scene, at(TEN)) == turn(scene, at(719)) == ()
    assert turn(scene, at(720)) == ("TakeoverEnded",)
    assert turn(scene, at(720)) == turn(scene, at(TEN)) == turn(scene, at(TEN, days=1)) == ()


def test_a_press_ends_it_early_and_it_does_not_begin_again_that_day() -> None:
    scene = Scene()
    turn(scene, at(TEN))
    scene.press(c.EndTakeover(zone="ballroom"))
    assert turn(scene, at(TEN + 1)) == ()
    scene.press(c.CloseDay())
    scene.press(c.OpenDay())
    assert turn(scene, at(TEN + 2)) == ()
    assert scene.play("take ballroom wisuda") == "taken ballroom wisuda by press"


def test_a_press_begins_it_early_and_it_ends_with_its_schedule() -> None:
    scene = Scene()
    scene.play("take ballroom wisuda")
    assert scene.state.takeovers["ballroom"].until == at(720).at
    assert turn(scene, at(TEN)) == ()
    assert turn(scene, at(720)) == ("TakeoverEnded",)


def test_until_goes_before_the_schedule_and_without_either_it_stands() -> None:
    scene = Scene()
    scene.play(f"take ballroom wisuda {NINE.at + HOUR * 3 // 2}")
    assert turn(scene, at(630)) == ("TakeoverEnded",)
    assert turn(scene, at(631)) == (), "its time was had"
    scene.play("take hall-a rapat")
    assert scene.state.takeovers["hall-a"].until is None
    assert turn(scene, at(1439, days=3)) == ()


def test_a_clock_that_is_in_doubt_or_jumps_begins_nothing_twice() -> None:
    scene = Scene()
    assert turn(scene, replace(at(TEN), doubtful=True)) == ()
    assert turn(scene, at(TEN + 30)) == ("TakeoverStarted",)
    assert turn(scene, replace(at(TEN + 31), minute=TEN - 60, doubtful=True)) == ()
    assert turn(scene, at(800)) == ("TakeoverEnded",)
    assert turn(scene, replace(at(801), minute=TEN)) == ()
    late = Scene()
    assert turn(late, at(800)) == (), "it jumped over it: it is past"


def test_what_another_event_hinders_begins_when_that_is_over() -> None:
    more = TakeoverPlan(id="expo", zone="ballroom", name=both("Expo"), calls_to=("hall-a",))
    scene = Scene(replace(HALL, takeovers=(*HALL.takeovers, more)))
    scene.play("take ballroom expo")
    assert turn(scene, at(TEN)) == ()
    (waits,) = floor_view(scene.state, scene.now, Around()).coming
    assert (waits.takeover, waits.begins, waits.ends) == ("wisuda", at(TEN).at, at(720).at)
    assert waits.hindrance is not None and "Expo" in waits.hindrance.id
    scene.press(c.EndTakeover(zone="ballroom"))
    assert turn(scene, at(TEN + 5)) == ("TakeoverStarted",)


def test_days_of_the_week_and_a_night_that_it_lasts_through() -> None:
    plan = replace(
        HALL.takeovers[0], dates=("2026-11-26", "2026-11-27"), spans=(Span(0, MINUTES_A_DAY),)
    )
    scene = Scene(replace(HALL, takeovers=(plan,)))
    assert turn(scene, at(TEN)) == ("TakeoverStarted",)
    assert scene.state.takeovers["ballroom"].until == at(0, days=2).at
    weekly = replace(plan, dates=(), days=(4,), spans=(Span(540, 600), Span(660, 720)))
    scene = Scene(replace(HALL, takeovers=(weekly,)))
    assert coming(scene.state, weekly, NINE) == Coming(at(540, days=1).at, at(600, days=1).at)
    assert turn(scene, at(550)) == ()
    assert turn(scene, at(550, days=1)) == ("TakeoverStarted",)
    assert turn(scene, at(600, days=1)) == ("TakeoverEnded",)
    assert turn(scene, at(660, days=1)) == ("TakeoverStarted",)
    assert coming(scene.state, HALL.takeovers[1], NINE) is None


def test_it_stands_through_the_night() -> None:
    scene = played("take hall-a rapat, close day")
    scene.now = at(540, days=1)
    scene.press(c.OpenDay())
    (opened,) = (r.event for r in scene.records[-1:] if isinstance(r.event, e.DayOpened))
    assert [one.id for one in opened.takeovers] == ["rapat"]
    scene.play("issue ktp, 1 next")
    assert rows(scene, "hall-a") == [] and rows(scene, "hall-b") == ["B001"]


DAY_AND_NIGHT = replace(
    HALL.takeovers[0], dates=("2026-11-26", "2026-11-27"), spans=(Span(0, MINUTES_A_DAY),)
)


def test_an_end_that_was_asked_for_after_midnight_is_no_new_beginning() -> None:
    scene = Scene(replace(HALL, takeovers=(DAY_AND_NIGHT,)))
    scene.now = at(1380)
    scene.press(c.StartTakeover(zone="ballroom", takeover="wisuda", until=at(120, days=1).at))
    assert turn(scene, at(119, days=1)) == ()
    assert turn(scene, at(120, days=1)) == ("TakeoverEnded",)
    assert turn(scene, at(120, days=1)) == turn(scene, at(600, days=1)) == ()
    by_itself = Scene(replace(HALL, takeovers=(DAY_AND_NIGHT,)))
    assert turn(by_itself, at(TEN)) == ("TakeoverStarted",)
    assert floor_view(by_itself.state, at(1000), Around()).coming == (), "it goes on, as one"
    assert turn(by_itself, at(0, days=2)) == ("TakeoverEnded",)


def test_a_rehearsal_that_is_over_before_its_schedule_takes_nothing_from_it() -> None:
    scene = Scene()
    scene.press(c.StartTakeover(zone="ballroom", takeover="wisuda", until=at(590).at))
    assert turn(scene, at(590)) == ("TakeoverEnded",)
    assert turn(scene, at(TEN)) == ("TakeoverStarted",)
    assert scene.state.takeovers["ballroom"].until == at(720).at


def test_one_after_the_other_in_the_same_zone_by_the_minute() -> None:
    after = TakeoverPlan(
        id="expo", zone="ballroom", name=both("Expo"), calls_to=("hall-a", "hall-b"),
        dates=("2026-11-26",), spans=(Span(720, 780),),
    )  # fmt: skip
    scene = Scene(replace(HALL, takeovers=(HALL.takeovers[0], after)))
    assert turn(scene, at(TEN)) == ("TakeoverStarted",)
    (coming_,) = floor_view(scene.state, scene.now, Around()).coming
    assert (coming_.takeover, coming_.hindrance) == ("expo", None)
    assert turn(scene, at(720)) == ("TakeoverEnded",)
    assert turn(scene, at(720)) == ("TakeoverStarted",)
    assert scene.state.takeovers["ballroom"].id == "expo"
    off = Scene(replace(HALL, takeovers=(HALL.takeovers[0], after)))
    turn(off, at(TEN))
    off.now = at(750)  # the power came back
    assert turn(off, at(750)) == ("TakeoverEnded",)
    assert turn(off, at(750)) == ("TakeoverStarted",), "late, and within its hours"


def test_it_goes_on_over_the_turn_of_the_day_and_ends_in_the_night() -> None:
    scene = Scene(replace(HALL, takeovers=(DAY_AND_NIGHT,)))
    assert turn(scene, at(1439)) == ("TakeoverStarted",)
    scene.now = at(180, days=1)
    scene.press(c.OpenDay())
    assert scene.state.takeovers["ballroom"].since == at(1439).at
    scene.press(c.CloseDay())
    assert turn(scene, at(0, days=2)) == ("TakeoverEnded",), "also while the day is not open"
    scene.now = at(540, days=2)
    scene.press(c.OpenDay())
    assert not scene.state.takeovers and scene.state.occasions["wisuda"] == "2026-11-27 23:59"


@pytest.mark.parametrize("ends", ["free ballroom, calm, 1 recall", "calm, free ballroom, 1 recall"])
def test_an_emergency_meanwhile_ends_before_or_after_it(ends: str) -> None:
    scene = played("issue ktp, 1 next, take ballroom wisuda, alarm ballroom Keluar")
    assert zone_view(scene.state, "ballroom", scene.now, Around()).emergency is not None
    scene.play("issue ktp, 2 next")
    assert rows(scene, "hall-b") == ["B002"], "calls go on where the event leads"
    (alarm,) = scene.state.emergencies
    scene.play(ends.replace("calm", f"calm {alarm.id}"))
    view = zone_view(scene.state, "ballroom", scene.now, Around())
    assert (view.emergency, view.takeover) == (None, None)
    assert rows(scene, "ballroom") == ["B001"] and scene.state.calls["ballroom"][0].recall == 1


ALONE = replace(
    HALL, zones=(replace(HALL.zones[0], hears=()), *HALL.zones[1:2],
                 replace(HALL.zones[2], speaker="server")),
)  # fmt: skip
"""A hall in which nobody else hears the counters of hall-a."""


def test_a_call_that_stands_in_the_zone_alone_is_made_where_the_event_leads() -> None:
    scene = Scene(ALONE)
    scene.play("issue ktp, issue ktp, issue ktp, 1 next, 2 next, 2 serve")
    assert [result for _, result, _ in said(scene, "hall-a")] == [None, None]
    scene.play("take hall-a rapat")
    assert rows(scene, "hall-b") == ["B001"], "who is being served needs no call"
    assert [(id[-6:], result) for id, result, _ in said(scene, "hall-b")] == [("hall-b", None)]
    assert {reason for _, _, reason in said(scene, "hall-a")} == {"takeover"}
    again = [r.event for r in scene.records if isinstance(r.event, e.TicketRecalled)]
    assert [(x.zones, x.withheld, x.recall) for x in again] == [(("hall-b",), ("hall-a",), 1)]
    scene.play("1 undo")
    assert rows(scene, "hall-b") == []
    heard_elsewhere = played("issue ktp, 1 next, take hall-a rapat")
    assert [r.recall for r in heard_elsewhere.state.calls["ballroom"]] == [0]
    assert rows(heard_elsewhere, "hall-b") == []


@pytest.mark.parametrize("back", ["1 next", "1 park"])
def test_a_call_that_comes_back_meanwhile_is_made_where_the_event_leads(back: str) -> None:
    scene = Scene(ALONE)
    scene.play(f"issue ktp, issue ktp, 1 next, {back}, take hall-a rapat, 1 undo")
    desk = scene.state.desks["1"]
    assert desk.call is not None and desk.call.zones == ("hall-b",)
    assert rows(scene, "hall-b") == ["B001"]
    assert said(scene, "hall-b")[-1][1:] == (None, None)


def test_a_counter_that_moves_into_the_zone_or_out_of_it_is_called_where_it_then_is() -> None:
    scene = Scene(ALONE)
    scene.play("take hall-a rapat, issue ktp, issue paspor, issue paspor, 3 next")
    assert rows(scene, "hall-b") == ["4K-01"]
    moved = (
        replace(ALONE.counters[0], zone="hall-b"), ALONE.counters[1],
        replace(ALONE.counters[2], zone="hall-a"),
    )  # fmt: skip
    scene.press(c.ChangeHall(hall=replace(ALONE, counters=moved)))
    scene.play("1 next, 3 next")
    called = [r.event for r in scene.records if isinstance(r.event, e.TicketCalled)]
    assert [(x.counter, x.zones, x.withheld) for x in called[1:]] == [
        ("1", ("hall-b",), ()), ("3", ("hall-b",), ("hall-a",)),
    ]  # fmt: skip
    scene.play("free hall-a, 3 recall")
    assert "4K-02" in rows(scene, "hall-a")


def test_a_zone_that_it_leads_to_and_that_is_taken_out_leads_no_more() -> None:
    scene = Scene(replace(ALONE, takeovers=(
        replace(HALL.takeovers[1], calls_to=("hall-b", "ballroom")),
    )))  # fmt: skip
    scene.play("take hall-a rapat")
    smaller = replace(
        scene.state.hall, zones=ALONE.zones[:2], services=ALONE.services[:2],
        counters=ALONE.counters[:2], takeovers=(),
    )  # fmt: skip
    scene.press(c.ChangeHall(hall=smaller))
    renamed = replace(smaller, zones=(replace(smaller.zones[0], name=both("Aula")),
                                      replace(smaller.zones[1], name=both("Sayap"))))  # fmt: skip
    scene.press(c.ChangeHall(hall=renamed))
    scene.play("issue ktp, 1 next")
    assert rows(scene, "ballroom") == ["B001"]
    view = counter_view(scene.state, "1", scene.now, Around())
    assert [one.zone_name for one in view.withheld] == [both("Sayap")]
    assert [one.name for one in view.called_in] == [both("Aula")]


# ---- the hall changes


def test_a_zone_that_is_taken_out_of_the_hall_ends_it() -> None:
    scene = played("take ballroom wisuda")
    smaller = replace(HALL, zones=HALL.zones[1:], takeovers=HALL.takeovers[1:3])
    events = scene.press(c.ChangeHall(hall=smaller))
    assert [type(event) for event in events] == [e.TakeoverEnded, e.HallChanged]
    assert not scene.state.takeovers and "wisuda" not in scene.state.occasions


def test_a_change_that_would_leave_calls_nowhere_is_refused() -> None:
    scene = played("take hall-a rapat")
    counters = HALL.counters[:2]
    smaller = replace(
        HALL, zones=(replace(HALL.zones[0], hears=("hall-a",)), HALL.zones[1]),
        services=HALL.services[:2], counters=counters, takeovers=(),
    )  # fmt: skip
    scene.press(c.ChangeHall(hall=smaller))  # the ballroom still calls them
    deaf = replace(smaller, zones=(replace(HALL.zones[0], hears=()), HALL.zones[1]))
    refused = refusal(scene, c.ChangeHall(hall=deaf))
    assert (refused.code, refused.facts["zone"]) == ("hall_takeover_in_use", both("Aula A"))


# ---- views


def test_views_say_what_has_the_zone_and_where_its_calls_are() -> None:
    scene = played("take ballroom wisuda")
    taken = zone_view(scene.state, "ballroom", scene.now, Around())
    assert taken.takeover is not None and taken.guests == ()
    shown = taken.takeover
    assert (shown.id, shown.name, shown.greeting) == (
        "wisuda", both("Wisuda"), both("Selamat datang"),
    )  # fmt: skip
    assert (shown.playlist, shown.since) == ("wisuda", NINE.at)
    assert [(point.at, point.text) for point in shown.programme] == [("09:00", both("Pembukaan"))]
    assert [one.zone for one in shown.calls_to] == ["hall-a", "hall-b"]
    assert "Aula A dan Aula B" in shown.note.id
    beside = zone_view(scene.state, "hall-b", scene.now, Around())
    assert [one.zone for one in beside.guests] == ["ballroom"] and beside.takeover is None
    waits = line_view(scene.state, "ktp", scene.now).waits_at
    assert waits is not None and "Ballroom" in waits.id and "Aula A" in waits.id
    (row,) = floor_view(scene.state, scene.now, Around()).takeovers
    assert (row.takeover, row.zone, row.until) == ("wisuda", "ballroom", at(720).at)
    scene.play("free ballroom")
    freed = zone_view(scene.state, "ballroom", scene.now, Around())
    assert freed.takeover is None and line_view(scene.state, "ktp", scene.now).waits_at is None


def test_an_officer_sees_what_has_a_zone_and_where_his_calls_are() -> None:
    def told(counter: str) -> tuple[list[str], list[str]]:
        view = counter_view(scene.state, counter, scene.now, Around())
        return [one.takeover for one in view.withheld], [one.zone for one in view.called_in]

    scene = Scene()
    assert told("1") == ([], ["hall-a", "ballroom"])
    scene.play("take ballroom wisuda")
    assert told("1") == (["wisuda"], ["hall-a", "hall-b"])
    scene.play("take hall-a rapat")
    assert told("1") == (["rapat", "wisuda"], ["hall-b"])
    assert told("3") == (["wisuda"], ["hall-b"])
    view = counter_view(scene.state, "3", scene.now, Around())
    assert [(one.since, one.until) for one in view.withheld] == [(NINE.at, at(720).at)]


def test_the_floor_sees_what_comes_and_what_is_still_said() -> None:
    scene = Scene()
    (soon,) = floor_view(scene.state, scene.now, Around()).coming
    assert (soon.takeover, soon.begins, soon.hindrance) == ("wisuda", at(TEN).at, None)
    assert floor_view(scene.state, at(TEN, days=-1), Around()).coming == ()
    scene.play("issue ktp, 1 next")
    first = said(scene, "ballroom")[0][0]
    scene.play(f"begin {first}, take ballroom wisuda")
    view = floor_view(scene.state, scene.now, Around())
    assert ([one.speaking for one in view.takeovers], view.coming) == ([True], ())
    scene.play(f"end {first}")
    assert not floor_view(scene.state, scene.now, Around()).takeovers[0].speaking


def test_kiosks_and_lists_of_a_line_name_the_zones_that_call() -> None:
    scene = played("issue ktp, take hall-a rapat, 1 next")
    kiosk = kiosk_view(scene.state, "ballroom", scene.now, Around())
    (ktp,) = (s for a in kiosk.agencies for s in a.services if s.service == "ktp")
    assert [place.name for place in ktp.places] == [both("Aula B")] == [*ktp.zone_names]
    assert ktp.waits_at is not None and "Aula A dipakai untuk acara" in ktp.waits_at.id
    assert "Aula B dan Ballroom" in ktp.waits_at.id or "Ballroom dan Aula B" in ktp.waits_at.id
    assert [row.number for row in queue_view(scene.state, "ktp", scene.now).calls] == ["B001"]
    ticket = scene.state.tickets[scene.state.numbers["B001"]]
    shown = ticket_view(scene.state, ticket, scene.now)
    assert shown.call is not None and shown.place is not None
    assert shown.place.zone_name == both("Aula A")


def test_what_screens_may_have_to_play_is_told_before() -> None:
    scene = Scene()
    assert [*playlists(scene.state, "ballroom")] == ["wisuda"]
    assert [*playlists(scene.state, "hall-a")] == []
    scene.play("take ballroom wisuda")
    scene.press(c.ChangeHall(hall=replace(HALL, takeovers=())))
    assert [*playlists(scene.state, "ballroom")] == ["wisuda"], "it goes on as it began"


def test_an_emergency_goes_above_it_and_reaches_phones() -> None:
    scene = played("take ballroom wisuda, alarm ballroom Keluar")
    view = zone_view(scene.state, "ballroom", scene.now, Around())
    assert view.emergency is not None and view.takeover is not None
    assert [a.kind for a in scene.state.announcements["ballroom"]] == ["emergency"]
    told = line_view(scene.state, "ktp", scene.now).emergency
    assert told is not None and told.text.id == "Keluar"
    alone = played("alarm hall-b Keluar")
    assert line_view(alone.state, "kk", alone.now).emergency is None
    assert line_view(alone.state, "@3", alone.now).emergency is not None


def test_everybody_who_has_to_know_is_told() -> None:
    scene = Scene()
    topics, before = Topics(HALL), scene.state
    (event,) = scene.press(c.StartTakeover(zone="ballroom", takeover="wisuda"))
    found = touched(topics, event, before, scene.state)
    assert {"zone/ballroom", "zone/hall-a", "zone/hall-b", "floor", "kiosk/hall-a", "line/ktp"} <= (
        found
    )
    before = scene.state
    scene.play("issue paspor")
    shown = touched(topics, scene.records[-1].event, before, scene.state)
    assert {"zone/hall-a", "zone/hall-b"} <= shown, "a guest's queue is shown there"
