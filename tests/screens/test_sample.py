"""What a preview shows: the hall's own counters on a lively morning, whatever goes on in it."""

from __future__ import annotations

from signage.queueing.hours import Moment
from signage.queueing.model import State
from signage.queueing.views import Around, zone_view
from signage.screens.sample import lively
from tests.halls import NOON, small

HALL = small().hall


def test_a_preview_is_lively_in_an_empty_hall() -> None:
    moment = Moment(
        at=NOON, tick=0, date="2026-11-26", minute=720, weekday=3,
        business_date="2026-11-26",
    )  # fmt: skip
    for zone in ("hall", "ballroom"):
        empty = zone_view(State(hall=HALL), zone, moment, Around())
        view = lively(empty, HALL)
        assert [call.counter for call in view.calls] == ["1", "2"]
        assert [call.seq for call in view.calls] == sorted(
            (call.seq for call in view.calls), reverse=True
        )
        assert {row.number for row in view.serving} == {call.number for call in view.calls}
        assert len({call.number for call in view.calls}) == 2
        assert all(row.open and row.count == row.waiting for row in view.waiting)
        assert any(row.expected_wait for row in view.waiting)
        assert view.open and not empty.open
