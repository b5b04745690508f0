"""What the floor manager sees of counters, queues and limits."""

from __future__ import annotations

from dataclasses import replace

from signage.queueing import commands as c
from signage.queueing import shapes as s
from signage.queueing.views import Around, FloorLimits, floor_view
from tests.queueing.scene import HALL, Scene, both, played

LIMITS = FloorLimits(waits={"kk": s.Limit(60, 120)})


def floor(scene: Scene, limits: FloorLimits = LIMITS) -> s.FloorView:
    return floor_view(scene.state, scene.now, Around(utc_offset=420, limits=limits))


def counter(scene: Scene, id: str = "1") -> s.FloorCounter:
    return next(row for row in floor(scene).counters if row.counter == id)


def queue(scene: Scene, id: str = "ktp") -> s.FloorQueue:
    return next(row for row in floor(scene).queues if row.service == id)


def test_a_counter_says_who_shut_it_and_what_it_serves() -> None:
    scene = played("1 open")
    assert counter(scene).services == HALL.counter["1"].services
    assert (counter(scene).open, counter(scene).shut_by) == (True, None)
    scene.press(c.CloseCounter(counter="1", by="hall"))
    assert (counter(scene).open, counter(scene).shut_by) == (False, "hall")


def test_a_break_counts_down() -> None:
    scene = played("1 open")
    scene.press(c.TakeBreak(counter="1", minutes=10))
    scene.wait(90)
    rest = counter(scene).on_break
    assert rest == s.BreakView(since=90, left=510)


def test_the_number_at_a_counter_has_its_service() -> None:
    scene = played("issue ktp, 1 next, wait 5")
    here = counter(scene)
    assert (here.number, here.service, here.state, here.since) == ("B001", "ktp", "called", 5.0)
    scene.play("1 finish")
    assert (counter(scene).number, counter(scene).service, counter(scene).since) == (None, None, 0)


def test_who_was_sent_to_a_counter_waits_there_and_for_the_service() -> None:
    scene = played("issue ktp, wait 60, 1 next, 1 transfer @2, issue ktp, wait 5")
    assert (counter(scene, "2").aimed, counter(scene, "1").aimed) == (1, 0)
    assert (queue(scene).waiting, queue(scene).longest) == (2, 65)


def test_the_longest_wait_is_not_always_the_first_in_line() -> None:
    """One who is parked and comes back to the end has waited longest."""
    hall = replace(HALL, calling=replace(HALL.calling, parked="end"))
    scene = played("issue ktp, wait 100, issue ktp, 1 next, 1 park")
    scene.press(c.ChangeHall(hall=hall))
    scene.play("1 return B001, wait 10")
    first, last = (scene.state.tickets[id] for id in scene.state.queue("ktp"))
    assert (first.number, last.number) == ("B002", "B001")
    assert queue(scene).longest == 110


def test_classes_that_wait_are_counted() -> None:
    scene = played("issue ktp lansia, issue ktp, issue ktp lansia")
    assert queue(scene).classes == (
        s.FloorClass(priority="lansia", name=both("Lansia"), waiting=2),
    )
    assert queue(scene, "kk").classes == ()


def test_each_queue_has_its_limit_and_the_hall_the_others() -> None:
    scene = Scene()
    assert queue(scene).limit == s.Limit(1200, 2400)
    assert queue(scene, "kk").limit == s.Limit(60, 120)
    assert (floor(scene).serve_limit, floor(scene).lag_limit) == (LIMITS.serve, LIMITS.lag)


def test_a_queue_says_whether_tickets_are_given_and_who_calls() -> None:
    scene = played("1 open")
    assert (queue(scene).open, queue(scene).shut, queue(scene).counters_open) == (True, None, 1)
    shut = queue(Scene(opened=False))
    assert (shut.open, shut.shut, shut.counters_open) == (False, "day_shut", 0)
    assert shut.why_shut is not None
    assert queue(scene).expected_wait is None and queue(scene).quota_left is None


def test_what_is_closed_for_good_is_shown_while_somebody_is_in_it() -> None:
    scene = played("issue ktp, 1 next, issue paspor")
    closed = replace(
        HALL,
        services=tuple(replace(x, closed=x.id in ("kk", "paspor")) for x in HALL.services),
        counters=tuple(replace(x, closed=x.id == "3") for x in HALL.counters),
    )
    scene.press(c.ChangeHall(hall=closed))
    view = floor(scene)
    assert [row.counter for row in view.counters] == ["1", "2"]
    assert [row.service for row in view.queues] == ["ktp", "paspor"]


def test_who_is_signed_on_is_named() -> None:
    around = Around(officer=lambda counter: s.OfficerView(name="Sri" if counter == "1" else None))
    scene = Scene()
    rows = floor_view(scene.state, scene.now, around).counters
    assert [row.officer for row in rows] == ["Sri", None, None]
