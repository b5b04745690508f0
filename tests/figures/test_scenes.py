"""Days whose figures were counted by hand: parts, undo, midnight, months, clocks that jump."""

from __future__ import annotations

from typing import Any

import pytest

from signage.figures.book import Part
from signage.figures.overview import overview
from signage.figures.periods import Period
from signage.figures.shapes import By, FigureRow, Kept, Overview, Times
from signage.figures.sums import Sums
from signage.figures.voices import flat_voices, voices
from signage.queueing import commands as c
from tests.figures.days import Days

EVER = Period("2026-01-01", "2026-12-31")


def page(hall: Days, **part: Any) -> Overview:
    return overview(hall.book(), EVER, Part(**part))


def row(hall: Days, by: By, key: str, **part: Any) -> FigureRow:
    (found,) = [r for r in Sums(hall.book(), Part(**part)).rows(by) if r.key == key]
    return found


def counts(row: FigureRow) -> dict[str, int]:
    names = "tickets direct calls recalls served no_show cancelled expired open servings".split()
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def secs(times: Times) -> tuple[int, float | None]:
    return times.count, times.mean


def test_one_visit_has_its_four_times() -> None:
    hall = Days("2026-11-26 08:59")
    hall.play("day, issue ktp, at 09:05, 1 next, wait 20, 1 recall, wait 10, 1 serve")
    hall.play("wait 240, 1 finish")
    total = page(hall).total
    assert counts(total) == {"tickets": 1, "calls": 1, "recalls": 1, "served": 1, "servings": 1}
    # the wait ends with the first call, and a recall does not start the walk anew
    assert secs(total.wait) == (1, 360)
    assert secs(total.walk) == (1, 30)
    assert secs(total.serve) == (1, 240)
    assert secs(total.total) == (1, 630)
    assert total.wait_kept == Kept(of=1, kept=1)
    # given at 8, called and served at 9
    assert counts(row(hall, "hour", "08")) == {"tickets": 1, "served": 1}
    assert counts(row(hall, "hour", "09")) == {"calls": 1, "recalls": 1, "servings": 1}


def test_who_is_parked_and_comes_back_is_one_serving_with_one_wait() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, wait 60, 1 next, wait 10, 1 serve, wait 100, 1 park")
    hall.play("wait 3600, 1 call A001, wait 20, 1 serve, wait 50, 1 finish")
    total = page(hall).total
    assert counts(total) == {"tickets": 1, "calls": 2, "served": 1, "servings": 1}
    assert secs(total.wait) == (1, 60)
    assert secs(total.walk) == (2, 15)
    assert secs(total.serve) == (1, 150)
    assert secs(total.total) == (1, 60 + 10 + 100 + 3600 + 20 + 50)


def test_a_transfer_counts_each_part_where_it_was() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, wait 120, 2 next, wait 5, 2 serve, wait 400, 2 transfer kk")
    hall.play("wait 600, 3 next, wait 15, 3 serve, wait 90, 3 finish")
    ktp, kk = row(hall, "service", "ktp"), row(hall, "service", "kk")
    assert counts(ktp) == {"tickets": 1, "calls": 1, "servings": 1}
    assert counts(kk) == {"calls": 1, "served": 1, "servings": 1}
    assert (secs(ktp.wait), secs(kk.wait)) == ((1, 120), (0, None))
    assert (secs(ktp.serve), secs(kk.serve)) == ((1, 400), (1, 90))
    assert (secs(ktp.total), secs(kk.total)) == ((0, None), (1, 1230))
    # five minutes are promised for ktp, nothing for kk
    assert (ktp.serve_kept, kk.serve_kept) == (Kept(of=1, kept=0), Kept())
    two, three = row(hall, "counter", "2"), row(hall, "counter", "3")
    assert (counts(two)["tickets"], two.transfers, three.transfers) == (1, 0, 1)
    assert (secs(two.walk), secs(three.walk)) == ((1, 5), (1, 15))
    assert row(hall, "group", "pagi").servings == row(hall, "group", "").servings == 1
    # a part of the mall has what happened in it
    assert counts(page(hall, service="kk").total) == counts(kk)
    assert counts(page(hall, counter="3").total) == {"calls": 1, "served": 1, "servings": 1}
    assert page(hall, agency="dukcapil").total == page(hall).total


def test_what_was_undone_counts_nowhere() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, issue ktp, wait 60, 1 next, wait 10, 1 serve, wait 90")
    hall.play("1 next, wait 5, 1 undo, wait 25, 1 finish, wait 600, 1 next")
    total = page(hall).total
    assert counts(total) == {"tickets": 2, "calls": 2, "served": 1, "open": 1, "servings": 1}
    # the second visitor waited for the call that stood, not for the one taken back
    assert total.wait.longest == 60 + 10 + 90 + 5 + 25 + 600
    assert secs(total.serve) == (1, 120)
    hall.play("1 no-show, wait 5, 1 undo, wait 5, 1 serve, wait 30, 1 finish")
    assert counts(page(hall).total) == {"tickets": 2, "calls": 2, "served": 2, "servings": 2}


def test_every_end_is_counted_and_they_add_up() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, issue ktp, issue ktp lansia, issue kk, issue kk, wait 30")
    hall.play("1 call A001, 1 no-show, cancel A002, 1 call A003, 1 serve, wait 60, 1 finish")
    hall.play("3 next, 3 serve, wait 10, 3 park, 1 direct kk, wait 20, 1 finish, close day")
    total = page(hall).total
    assert counts(total) == {
        "tickets": 5, "direct": 1, "calls": 3, "served": 1, "no_show": 1, "cancelled": 1,
        "expired": 2, "servings": 3,
    }  # fmt: skip
    assert secs(total.wait) == (3, 50)  # a visit without a number waits for nobody
    assert total.wait.p90 == total.wait.longest == 90
    classes = {one.priority: one for one in page(hall).fairness.classes}
    assert (classes["lansia"].tickets, classes["lansia"].wait.mean) == (1, 30)
    assert counts(row(hall, "channel", "direct")) == {"direct": 1, "servings": 1}


def test_a_visit_that_nobody_ended_has_no_serve_and_no_total() -> None:
    hall = Days("2026-11-26 15:00")
    hall.play("day, issue ktp, 1 next, 1 serve, wait 60, 1 park, wait 60, 1 call A001, 1 serve")
    hall.play("wait 20000, close day")
    total = page(hall).total
    assert counts(total) == {"tickets": 1, "calls": 2, "served": 1, "servings": 1}
    assert (secs(total.serve), secs(total.total)) == ((1, 60), (0, None))


def test_after_midnight_it_is_still_the_day_before() -> None:
    hall = Days("2026-11-30 23:50")
    hall.play("day, issue ktp, wait 1200, 1 next, wait 30, 1 serve, wait 60, 1 finish")
    hall.play("at 2026-12-01 04:00, day, issue kk, wait 60, 1 next, wait 60, 1 serve")
    told = page(hall)
    assert [(r.key, r.tickets, r.wait.mean) for r in told.days] == [
        ("2026-11-30", 1, 1200), ("2026-12-01", 1, 60),
    ]  # fmt: skip
    assert [(r.key, r.tickets) for r in told.months] == [("2026-11", 1), ("2026-12", 1)]
    assert [(r.key, r.tickets) for r in told.weekdays] == [("0", 1), ("1", 1)]
    assert {r.key: r.calls for r in told.hours} == {"23": 0, "00": 1, "04": 1}
    assert told.heat.arrivals[0][23] == told.heat.arrivals[1][4] == 1
    one = overview(hall.book("2026-12-01", "2026-12-31"), Period("2026-12-01", "2026-12-31"))
    assert (one.period.days, one.period.open, one.total.tickets) == (1, True, 1)


def test_a_day_under_a_wrong_date_has_its_true_hours_and_times() -> None:
    hall = Days("2026-11-26 09:00")
    hall.wall -= 40 * 24 * 3_600_000 + 5 * 3_600_000  # 40 days and five hours behind
    hall.play("day, issue ktp, 1 open, wait 600, 1 next, wait 30, 1 serve, wait 60")
    hall.wall += 40 * 24 * 3_600_000 + 5 * 3_600_000
    hall.play("redate, wait 60, 1 finish, issue ktp, close day")
    told = page(hall)
    assert [r.key for r in told.days] == ["2026-11-26"]
    assert (told.total.wait.mean, told.total.serve.mean, told.total.total.mean) == (600, 120, 750)
    assert {r.key: (r.tickets, r.calls) for r in told.hours} == {"09": (2, 1)}
    (nine,) = told.load
    assert (nine.hour, nine.open) == (9, round(750 / 3600, 2))


def test_a_clock_that_jumps_changes_no_time() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, wait 300")
    hall.wall += 3 * 3_600_000
    hall.play("1 next, wait 10, 1 serve")
    hall.wall += 3_600_000
    hall.play("wait 100, 1 finish")
    total = page(hall).total
    assert (total.wait.mean, total.walk.mean, total.serve.mean, total.total.mean) == (
        300, 10, 100, 410,
    )  # fmt: skip


def test_counters_that_were_open_against_what_was_needed() -> None:
    hall = Days("2026-11-26 08:00")
    hall.play("day, 1 open, 2 open, at 09:00, 1 break 15, at 09:30, 1 open, at 10:00")
    hall.play("issue ktp, 1 next, wait 60, 1 serve, wait 840, 1 finish, at 11:00, close day")
    told = {r.hour: (r.arrivals, r.open, r.need) for r in page(hall).load}
    # one visit kept a counter for 900 s: a quarter of an hour's counter
    assert told == {8: (0, 2, 0), 9: (0, 1.5, 0), 10: (1, 2, 0.25)}


def test_what_the_voice_made_of_it() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, 1 next")
    first = hall.state.seq
    hall.play(f"wait 2, begin {first}-hall-a, wait 5, end {first}-hall-a, 1 recall")
    again = f"{hall.state.seq}-hall-a"
    hall.do(c.EndAnnouncement(announcement=again, zone="hall-a", result="heard", reason="short"))
    hall.play("close day")
    spoken = hall.book(kinds=("spoken",))
    rows = {r.zone: r for r in voices(spoken)}
    assert flat_voices(lambda: (spoken,)) == voices(spoken)
    twice = {r.zone: r for r in flat_voices(lambda: (spoken, spoken))}
    assert (twice["hall-a"].asked, twice["ballroom"].reasons[0].count) == (4, 4)
    assert (twice["hall-a"].lag.count, twice["hall-a"].lag.mean) == (2, 2)
    hall_a = rows["hall-a"]
    assert (hall_a.asked, hall_a.heard, hall_a.shortened, hall_a.dropped) == (2, 2, 1, 0)
    assert (hall_a.lag.count, hall_a.lag.longest) == (1, 2)
    ballroom = rows["ballroom"]
    assert (ballroom.asked, ballroom.dropped) == (2, 2)
    assert {(r.result, r.reason, r.count) for r in ballroom.reasons} == {("dropped", "day_over", 2)}
    assert ballroom.reasons[0].name.en == "the day was over"


def test_an_empty_month_says_so() -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, close day")
    told = overview(hall.book("2026-10-01", "2026-10-31"), Period("2026-10-01", "2026-10-31"))
    assert told.period.said is not None
    assert told.period.said.en == "There was no business day in this period."
    assert (told.total.tickets, told.total.wait, told.days) == (0, Times(), ())
    quiet = page(hall)
    assert quiet.period.said is not None
    assert quiet.period.said.en == "There were no visits in this period."
    assert quiet.heat.days == (0, 0, 0, 1, 0, 0, 0)


@pytest.mark.parametrize("closed", [False, True])
def test_a_day_counts_the_same_while_it_goes_on_and_after(closed: bool) -> None:
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp, wait 60, 1 next, wait 5, 1 serve, wait 70, 1 finish")
    if closed:
        hall.play("close day")
    total = page(hall).total
    assert counts(total) == {"tickets": 1, "calls": 1, "served": 1, "servings": 1}
    assert page(hall).period.open is not closed
