"""The business day and the hall's settings: opened, turned, redated, closed, changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.hall import Hall
from signage.queueing.hours import ALWAYS, MINUTES_A_DAY, Moment, Span, Week
from signage.queueing.refusals import sentence
from tests.queueing.scene import HALL, NINE, Scene, mall, parse, played, refusal, tell

OFFICE = Week(days=((Span(480, 930),),) * 4 + ((Span(480, 690), Span(810, 930)), (), ()))
"""Monday to Thursday 08:00-15:30, Friday with a pause, shut at the weekend."""
MANNED = mall(hours=OFFICE)
DAYS = ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28",
        "2026-11-29", "2026-11-30")  # fmt: skip


def moment(day: int, minute: int, *, doubtful: bool = False) -> Moment:
    """A moment of the week, 0 is Monday, as the clock gives it: the date turns at 03:00."""
    business = day if minute >= 180 else day - 1
    return Moment(
        at=NINE.at + ((day - 3) * MINUTES_A_DAY + minute - 540) * 60_000,
        tick=NINE.tick + ((day - 3) * MINUTES_A_DAY + minute - 540) * 60_000,
        date=DAYS[day], weekday=day % 7, minute=minute, business_date=DAYS[business],
        doubtful=doubtful,
    )  # fmt: skip


def at(scene: Scene, day: int, minute: int, press: str, *, doubtful: bool = False) -> str:
    scene.now = moment(day, minute, doubtful=doubtful)
    return scene.play(press)


# ---- the day


@pytest.mark.parametrize(
    ("hall", "day", "minute", "then"),
    [
        (HALL, 3, 540, "day 2026-11-26"),
        (HALL, 3, 180, "day 2026-11-26"),
        (HALL, 3, 179, "day 2026-11-25"),
        (HALL, 5, 540, "day 2026-11-28"),
        (MANNED, 3, 200, "day 2026-11-26"),
        (MANNED, 3, 1439, "day 2026-11-26"),
        (MANNED, 5, 540, ""),
        (MANNED, 5, 60, "day 2026-11-27"),  # one at night: still Friday
        (MANNED, 7, 60, ""),  # one at night: still Sunday
    ],
)
def test_a_start_opens_the_day_when_hours_allow(
    hall: Hall, day: int, minute: int, then: str
) -> None:
    assert at(Scene(hall, opened=False), day, minute, "day") == then


@pytest.mark.parametrize(
    ("day", "minute", "then"),
    [
        (3, 600, ""),
        (4, 0, ""),  # midnight
        (4, 179, ""),
        (4, 180, "expired B001, day 2026-11-26 over, day 2026-11-27"),
        (5, 300, "expired B001, day 2026-11-26 over, day 2026-11-28"),
    ],
)
def test_a_hall_that_is_always_open_turns_its_day_at_three(
    day: int, minute: int, then: str
) -> None:
    assert at(played("issue ktp"), day, minute, "day") == then


def test_a_day_before_a_day_off_ends_in_the_night_and_no_other_begins() -> None:
    scene = Scene(MANNED, opened=False)
    assert at(scene, 4, 500, "day") == "day 2026-11-27"
    assert at(scene, 4, 1300, "day") == ""
    assert at(scene, 5, 179, "day") == ""
    assert at(scene, 5, 180, "day") == "day 2026-11-27 over"
    assert at(scene, 5, 181, "day") == ""
    assert at(scene, 6, 700, "day") == ""
    assert at(scene, 7, 100, "day") == ""
    assert at(scene, 7, 180, "day") == "day 2026-11-30"


def test_a_new_day_numbers_from_one_and_remembers_nobody() -> None:
    scene = played("issue ktp, issue kk, 1 next, 1 recall, 2 open")
    at(scene, 4, 180, "day")
    state = scene.state
    assert (state.day, state.day_open) == ("2026-11-27", True)
    assert not (state.tickets or state.numbers or state.serials or state.queues)
    assert not (state.desks or state.calls or state.announcements)
    assert scene.play("issue ktp") == "issued B001"
    assert scene.play("2 recall") == "! counter_shut"


def test_the_end_of_the_day_is_counted() -> None:
    scene = played(
        "issue ktp, issue ktp, issue ktp, issue ktp, issue kk, issue kk, issue paspor, "
        "1 next, 1 finish, 1 next, 1 no-show, 1 next, 1 park, cancel BK001, "
        "2 open, 2 direct ktp, 2 finish, 3 next"
    )
    *before, closed = scene.press(c.CloseDay())
    assert closed == e.DayClosed(
        date="2026-11-26", issued=7, served=2, no_show=1, cancelled=1, expired=3, direct=1
    )
    expired = {event.number for event in before if isinstance(event, e.TicketExpired)}
    assert expired == {"B003", "B004", "BK002"}
    assert closed.issued == closed.served + closed.no_show + closed.cancelled + closed.expired


def test_a_call_that_is_forgotten_is_counted_as_the_mall_counts_it() -> None:
    scene = played("issue ktp, 1 next", mall(unfinished="no_show"))
    closed = scene.press(c.CloseDay())[-1]
    assert isinstance(closed, e.DayClosed)
    assert (closed.issued, closed.served, closed.no_show) == (1, 0, 1)


def test_who_waits_at_midnight_waits_on_until_the_turn_and_is_then_counted() -> None:
    scene = Scene(MANNED, opened=False)
    at(scene, 3, 500, "day")
    scene.play("issue ktp, issue ktp")
    assert at(scene, 4, 0, "day") == ""
    assert at(scene, 4, 30, "1 next") == "open 1, called B001 to 1"
    assert at(scene, 4, 179, "day") == ""
    scene.now = moment(4, 180)
    events = scene.press(c.OpenDay())
    (closed,) = [event for event in events if isinstance(event, e.DayClosed)]
    assert (closed.issued, closed.served, closed.expired) == (2, 1, 1)


def test_a_clock_that_jumps_back_over_midnight_turns_no_day_twice() -> None:
    scene = Scene(MANNED, opened=False)
    at(scene, 3, 500, "day")
    scene.play("issue ktp")
    assert at(scene, 4, 500, "day").startswith("expired B001, day 2026-11-26 over")
    assert at(scene, 3, 600, "day", doubtful=True) == ""
    assert scene.play("issue ktp") == "issued B001"
    assert scene.state.day == "2026-11-27"


def test_closing_ends_visits_turns_and_sayings_in_that_order() -> None:
    scene = played("issue ktp, issue ktp, issue ktp, issue kk, 1 next, 2 next, 2 serve, 1 park")
    told = scene.play("close day")
    assert told == (
        "served B002 by day assumed, expired B001, expired B003, expired BK001, "
        "ended 7-ballroom skipped, ended 9-ballroom skipped, "
        "ended 7-hall-a skipped, ended 9-hall-a skipped, day 2026-11-26 over"
    )
    assert scene.play("close day") == ""
    assert scene.play("day") == "", "a day that was closed stays so"
    assert (scene.state.day, scene.state.day_open) == ("2026-11-26", False)


def test_closing_measures_the_visit_that_it_ends() -> None:
    scene = played("issue ktp, 1 next, 1 serve, wait 60")
    served, *_ = scene.press(c.CloseDay())
    assert isinstance(served, e.TicketServed)
    assert served.lasted == 60_000


def test_closing_counts_a_call_as_the_mall_does() -> None:
    scene = played("issue ktp, 1 next", mall(unfinished="no_show"))
    assert scene.play("close day").startswith("missed B001 by day assumed, ")


def test_an_ended_announcement_is_not_ended_twice() -> None:
    scene = played("issue ktp, 1 next, 1 finish, end 4-hall-a")
    told = scene.play("close day")
    assert told == "ended 4-ballroom skipped, day 2026-11-26 over"


# ---- a clock that can't be trusted


def test_a_doubtful_clock_keeps_the_day_open() -> None:
    scene = played("issue ktp")
    assert at(scene, 5, 600, "day", doubtful=True) == ""
    assert scene.play("redate") == ""
    assert scene.play("1 next") == "open 1, called B001 to 1"


def test_a_doubtful_clock_shuts_no_service() -> None:
    scene = Scene(MANNED, opened=False)
    at(scene, 3, 500, "day")
    assert at(scene, 3, 1000, "issue ktp") == "! service_shut"
    assert at(scene, 3, 1000, "issue ktp", doubtful=True) == "issued B001"


def test_a_doubtful_clock_opens_a_hall_that_would_stay_shut() -> None:
    scene = Scene(MANNED, opened=False)
    assert at(scene, 4, 600, "day") == "day 2026-11-27"
    assert at(scene, 5, 200, "day") == "day 2026-11-27 over"
    assert at(scene, 5, 600, "day", doubtful=True) == "day 2026-11-28 doubtful"


def test_dates_only_rise() -> None:
    scene = Scene(opened=False)
    at(scene, 4, 600, "day")
    assert at(scene, 2, 600, "day") == ""
    assert at(scene, 2, 600, "redate") == ""
    assert scene.state.day == "2026-11-27"


def test_the_same_day_gets_its_true_date() -> None:
    scene = played("issue ktp, 1 next")
    assert at(scene, 6, 600, "redate") == "day 2026-11-26 is 2026-11-29"
    assert scene.state.day == "2026-11-29"
    assert scene.state.desk("1").ticket == "t2"
    assert scene.play("redate") == ""
    assert played("close day").play("redate") == ""


# ---- while it is shut


@pytest.mark.parametrize(
    ("day", "minute", "id", "en"),
    [
        (3, 420, "Buka lagi hari ini 08.00.", "Opens today 08:00."),
        (4, 700, "Buka lagi hari ini 13.30.", "Opens today 13:30."),
        (3, 1000, "Buka lagi Jumat 27 November 08.00.", "Opens Friday 27 November 08:00."),
        (5, 600, "Buka lagi Senin 30 November 08.00.", "Opens Monday 30 November 08:00."),
    ],
)
def test_a_refusal_says_when_it_opens(day: int, minute: int, id: str, en: str) -> None:
    scene = Scene(MANNED, opened=False)
    scene.now = moment(day, minute)
    told = sentence(refusal(scene, parse("issue ktp")))
    assert told.id.endswith(id)
    assert told.en.endswith(en)


def test_a_day_that_is_over_opens_on_another() -> None:
    scene = Scene(MANNED, opened=False)
    at(scene, 4, 500, "day")
    scene.play("close day")
    refused = refusal(scene, parse("issue ktp"))
    assert refused.code == "day_over"
    assert sentence(refused).en.endswith("Opens Monday 30 November 08:00.")


def test_a_mall_without_hours_says_so() -> None:
    never = Scene(mall(hours=Week(days=((),) * 7)), opened=False)
    assert never.play("day") == ""
    assert sentence(refusal(never, parse("issue ktp"))).en.endswith("No opening hours are set.")


# ---- another hall


def without(*, service: str = "", counter: str = "", zone: str = "") -> Hall:
    return replace(
        HALL,
        services=tuple(s for s in HALL.services if s.id != service),
        counters=tuple(c for c in HALL.counters if c.id != counter),
        zones=tuple(z for z in HALL.zones if z.id != zone),
    )


def changed(scene: Scene, hall: Hall) -> str:
    return tell(scene.press(c.ChangeHall(hall=hall)))


def test_a_hall_that_is_the_same_changes_nothing() -> None:
    assert changed(Scene(), mall()) == ""


def test_a_changed_hall_keeps_everybody() -> None:
    scene = played("issue ktp, issue ktp, 1 next")
    before = scene.state
    assert changed(scene, mall(undo=60)) == "hall changed"
    assert scene.state.hall.mall.undo == 60
    assert replace(scene.state, hall=HALL, seq=before.seq) == before


@pytest.mark.parametrize(
    ("given", "gone", "then"),
    [
        ("issue paspor", {"service": "paspor"}, "hall_service_in_use"),
        ("issue paspor, 3 next", {"service": "paspor"}, "hall_service_in_use"),
        ("issue paspor, 3 next, 3 serve", {"service": "paspor"}, "hall_service_in_use"),
        ("issue paspor, 3 next, 3 park", {"service": "paspor"}, "hall_service_in_use"),
        ("3 open, 3 direct paspor", {"service": "paspor"}, "hall_service_in_use"),
        ("issue paspor, 3 next, 3 finish", {"service": "paspor"}, None),
        ("issue paspor, 3 next, 3 no-show", {"service": "paspor"}, None),
        ("issue paspor, cancel 4K-01", {"service": "paspor"}, None),
        ("issue paspor, 3 next", {"counter": "3"}, "hall_counter_in_use"),
        ("issue ktp, 1 next, 1 transfer @3", {"counter": "3"}, "hall_counter_in_use"),
        ("issue ktp, 1 next, 1 transfer @3, 3 next, 3 finish", {"counter": "3"}, None),
        ("issue ktp, 1 next, 1 transfer @3, cancel B001", {"counter": "3"}, None),
        ("issue paspor, 3 next, 3 park", {"counter": "3"}, None),
        ("issue ktp, 1 next", {"zone": "hall-b"}, None),
    ],
)
def test_nothing_is_taken_out_that_a_visitor_needs(
    given: str, gone: dict[str, str], then: str | None
) -> None:
    scene = played(given)
    if then is None:
        assert changed(scene, without(**gone)).endswith("hall changed")
    else:
        assert refusal(scene, c.ChangeHall(hall=without(**gone))).code == then


def test_a_refused_change_counts_who_still_waits() -> None:
    scene = played("issue ktp, issue ktp, 1 next, 1 transfer @3, issue ktp, 1 next, 1 finish")
    refused = refusal(scene, c.ChangeHall(hall=without(service="ktp")))
    assert refused.facts["count"] == 2


def test_a_zone_that_goes_is_not_spoken_to_any_more() -> None:
    scene = played("issue ktp, 1 next")
    told = changed(scene, without(zone="ballroom"))
    assert told == "ended 4-ballroom skipped, hall changed"
    assert scene.state.announcements["hall-a"][0].result is None


def test_a_no_show_of_a_service_that_is_gone_is_not_called_again() -> None:
    scene = played("issue paspor, 3 next, 3 no-show")
    changed(scene, without(service="paspor"))
    assert scene.play("3 call 4K-01") == "! service_unknown"
    assert scene.play("1 call 4K-01") == "! ticket_not_here"


def test_an_undo_into_a_service_that_is_gone_can_still_be_finished() -> None:
    scene = played("issue paspor, 3 next, 3 finish")
    changed(scene, without(service="paspor"))
    assert scene.play("3 undo") == "undone finish"
    assert scene.play("3 transfer @1") == "! service_unknown"
    assert scene.play("3 finish") == "served 4K-01 by finish"


def test_the_hours_of_always_are_always() -> None:
    assert ALWAYS.always
    assert not OFFICE.always
