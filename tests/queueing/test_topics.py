"""Whose view an event touches: no view changes that is not told of, whatever is pressed."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import settings

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing.hours import Moment
from signage.queueing.model import Recorded, State, Ticket
from signage.queueing.rules import decide
from signage.queueing.topics import Topics, services_touched, touched
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
from tests.queueing.lines import shared
from tests.queueing.scene import HALL, Scene, played
from tests.queueing.test_laws import PACES, Presses

AROUND = Around()


def view(state: State, topic: str, now: Moment) -> msgspec.Struct:
    kind, _, name = topic.partition("/")
    match kind:
        case "zone":
            return zone_view(state, name, now, AROUND)
        case "counter":
            return counter_view(state, name, now, AROUND)
        case "queue":
            return queue_view(state, name, now)
        case "line":
            # its guess of the wait is as of its drawing: the end of a visit tells no phone
            return msgspec.structs.replace(line_view(state, name, now), expected_wait=None)
        case "kiosk":
            return kiosk_view(state, name, now, AROUND)
        case _:
            return floor_view(state, now, AROUND)


def told(before: State, after: State, records: list[Recorded]) -> set[str]:
    """The topics that are told of a batch, as the live hall finds them out."""
    if after.hall is not before.hall or after.day != before.day:
        return set(Topics(after.hall).every)
    topics = Topics(before.hall)
    return {t for r in records for t in touched(topics, r.event, before, after)}


def check(before: State, after: State, records: list[Recorded], now: Moment) -> None:
    known = told(before, after, records)
    for topic in sorted(Topics(after.hall).every & Topics(before.hall).every - known):
        assert view(before, topic, now) == view(after, topic, now), topic
    if after.day != before.day or after.hall is not before.hall:
        return  # all phones are told
    moved = {getattr(r.event, "ticket", None) for r in records}
    moved |= {id for r in records for id in getattr(r.event, "tickets", ())}
    for id, ticket in after.tickets.items():
        if id in before.tickets and id not in moved:
            assert phone(before, before.tickets[id], now) == phone(after, ticket, now), id


def phone(state: State, ticket: Ticket, now: Moment) -> msgspec.Struct:
    """What a phone shows of its own ticket, but for what it knows better from its line, for how the
    call was said, and for the counter that called in vain, which remembers its last few alone."""
    view = ticket_view(state, ticket, now)
    call = msgspec.structs.replace(view.call, said="none") if view.call else None
    place = None if view.state == "no_show" else view.place
    return msgspec.structs.replace(view, ahead=0, call=call, place=place)


class Watched(Presses):
    """The presses of the laws; after each, and after a batch of them, all views are compared."""

    def __init__(self) -> None:
        super().__init__()
        self.batch_from = self.state
        self.batch: list[Recorded] = []

    def press(self, command: c.Command) -> None:
        before = self.state
        try:
            count = len(decide(before, command, self.now))
        except Refused:
            count = 0
        super().press(command)
        made = self.records[len(self.records) - count :] if count <= len(self.records) else []
        check(before, self.state, made, self.now)
        self.batch += made
        check(self.batch_from, self.state, self.batch, self.now)
        if len(self.batch) > 12:
            self.batch_from, self.batch = self.state, []


TestWatched = Watched.TestCase
TestWatched.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize(
    ("given", "when", "topics"),
    [
        ("issue ktp", "1 next", {"zone/hall-a", "zone/ballroom", "counter/1", "counter/2",
                                 "queue/ktp", "floor"}),
        ("issue ktp", "3 open", {"counter/1", "counter/2", "counter/3", "floor"}),
        ("3 open", "say ballroom Halo", {"zone/ballroom"}),
    ],
)  # fmt: skip
def test_who_is_told(given: str, when: str, topics: set[str]) -> None:
    scene = played(given)
    before, count = scene.state, len(scene.records)
    scene.play(when)
    found = told(before, scene.state, scene.records[count:])
    assert topics <= found
    assert found <= Topics(HALL).every


@pytest.mark.parametrize(
    "batch",
    [
        "issue ktp, 1 next, 1 transfer kk",
        "issue ktp, 1 next, 1 transfer @3",
        "issue ktp, 1 next, 1 park",
        "issue ktp, 1 next, 1 undo",
        "issue ktp, 1 next, 1 park, close day",
        "issue ktp, 1 next, 1 transfer kk, close day",
        "issue ktp, 1 next, 1 undo, close day",
    ],
)
def test_a_ticket_may_come_and_go_within_one_batch(batch: str) -> None:
    scene = played("issue kk")
    before, count = scene.state, len(scene.records)
    scene.play(batch)
    records = scene.records[count:]
    check(before, scene.state, records, scene.now)
    for recorded in records:
        touched(Topics(HALL), recorded.event, before, scene.state)
        services_touched(recorded.event, before, scene.state)


@pytest.mark.parametrize(
    ("given", "when", "lines"),
    [
        ("issue ktp, issue ktp", "1 next", {"line/ktp", "line/kk", "line/@1"}),  # it opens, too
        ("1 open, issue ktp, issue ktp", "1 next", {"line/ktp"}),
        ("1 open, issue ktp", "issue kk", {"line/kk"}),
        ("issue ktp, 1 next", "1 recall", set()),
        ("issue ktp, 1 next", "1 serve", set()),
        ("issue ktp, 1 next", "1 transfer @3", {"line/@3", "line/ktp"}),
        ("issue ktp, 1 next, 1 transfer @3, 3 open", "3 next", {"line/@3", "line/ktp"}),
        ("1 open", "2 open", {"line/ktp", "line/@2"}),
    ],
)
def test_a_press_is_told_to_the_lines_that_it_moves(given: str, when: str, lines: set[str]) -> None:
    """10,000 phones wait in the other lines: they must not hear of it."""
    scene = played(given)
    before, count = scene.state, len(scene.records)
    scene.play(when)
    found = told(before, scene.state, scene.records[count:])
    assert {topic for topic in found if topic.startswith("line/")} == lines
    assert not any(topic.startswith("ticket/") for topic in found)


def test_a_turn_that_is_counted_is_told_to_the_other_lines_of_those_counters() -> None:
    scene = Scene(shared())
    scene.play("1 open, issue ktp lansia, issue kk, issue kk lansia")
    before, count = scene.state, len(scene.records)
    scene.play("1 next")
    found = told(before, scene.state, scene.records[count:])
    assert view(before, "line/kk", scene.now) != view(scene.state, "line/kk", scene.now)
    assert {"line/kk", "line/ktp", "queue/kk"} <= found
    check(before, scene.state, scene.records[count:], scene.now)


def test_a_counter_that_is_free_again_is_told_where_its_other_line_waits() -> None:
    """The visit was in the way of all whom this counter calls, also of another service's."""
    scene = played("1 open, issue kk, 1 next, issue ktp, issue ktp")
    scene.state = replace(scene.state, paces=PACES)
    before, count = scene.state, len(scene.records)
    scene.play("1 finish")
    found = told(before, scene.state, scene.records[count:])
    assert view(before, "queue/ktp", scene.now) != view(scene.state, "queue/ktp", scene.now)
    assert {"queue/ktp", "kiosk/hall-a", "zone/hall-a"} <= found
