"""State before + events = state after, for every event; and an old state never changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from signage.queueing import events as e
from signage.queueing.fold import RECENT_KEPT, ROWS_KEPT, apply
from signage.queueing.model import Recorded, State
from tests.queueing.scene import HALL, NINE, Scene, both, mall, played

BUSY = (
    "issue ktp, issue ktp lansia, issue ktp, issue kk, issue paspor, 1 next, 2 next, 2 serve, "
    "1 park, 1 next, begin 8-hall-a"
)
"""B001 parked, B002 serving at 2, B003 called at 1; BK001 and 4K-01 wait."""

# An event of each kind, and what is different in the state after it.
CASES: list[tuple[e.Event, dict[str, object]]] = [
    (e.DayOpened(date="2026-11-27", hall=HALL), {
        "day": "2026-11-27", "day_open": True, "tickets": 0, "rows": 0, "said": 0, "desks": 0,
    }),
    (e.DayRedated(date="2026-11-27", was="2026-11-26"), {"day": "2026-11-27"}),
    (e.DayClosed(date="2026-11-26"), {
        "day_open": False, "tickets": 0, "rows": 0, "said": 0, "desks": 0,
    }),
    (e.HallChanged(hall=mall(undo=5)), {"undo_limit": 5}),
    (e.CounterOpened(counter="3"), {"3": "open", "desks": 3}),
    (e.CounterClosed(counter="3", by="hall"), {"3": "hall", "desks": 3}),
    (e.TicketIssued(
        ticket="t99", number="B004", serial=4, service="ktp", agency="dukcapil",
        service_name=both("KTP"), agency_name=both("Dukcapil"), priority=None, origin=None,
        channel="kiosk",
    ), {"t99": "waiting", "tickets": 6, "ktp": ("t99",), "serial": 4}),
    (e.NumbersAdopted(service="ktp", upto=40, waiting=0), {"serial": 40}),
    (e.NumbersAdopted(service="ktp", upto=2, waiting=0), {}),
    (e.TicketCalled(
        ticket="t5", number="BK001", counter="3", counter_name="3", zone="hall-b",
        zones=("hall-b", "ballroom"), service="kk", agency="dukcapil", service_name=both("KK"),
        agency_name=both("Dukcapil"), why=e.Why(rule="chosen", waited=7), waited=7,
        action="call", ended=None,
    ), {"t5": "called", "kk": (), "3": "t5", "rows": 4, "desks": 3}),
    (e.TicketRecalled(
        ticket="t4", number="B003", counter="1", zones=("hall-a", "ballroom"), first=13, recall=1,
    ), {"row": (0, 1), "said": 4}),
    (e.ServingStarted(ticket="t4", number="B003", counter="1", walked=5), {"t4": "serving"}),
    (e.DirectStarted(
        ticket="t99", counter="3", zone="hall-b", service="kk", agency="dukcapil",
        service_name=both("KK"), agency_name=both("Dukcapil"), ended=None,
    ), {"t99": "serving", "3": "t99", "tickets": 6, "desks": 3}),
    (e.TicketServed(
        ticket="t3", number="B002", counter="2", assumed=False, by="finish", lasted=5,
    ), {"t3": "served", "2": "open"}),
    (e.TicketMissed(
        ticket="t4", number="B003", counter="1", assumed=False, by="no-show",
    ), {"t4": "no_show", "1": "open"}),
    (e.TicketParked(ticket="t4", number="B003", counter="1"), {"t4": "parked", "1": "open"}),
    (e.TicketReturned(
        ticket="t2", number="B001", service="ktp", was="parked", place=(1_000_000, 2),
        where="place", counter="2", to_counter=None,
    ), {"t2": "waiting", "ktp": ("t2",)}),
    (e.ServiceAdded(
        ticket="t3", number="B002", counter="2", service="kk", agency="dukcapil",
        service_name=both("KK"), agency_name=both("Dukcapil"), before="ktp", lasted=5, here=True,
        place=None, where="",
    ), {"t3": "serving", "2": "t3"}),
    (e.ServiceAdded(
        ticket="t3", number="B002", counter="2", service="kk", agency="dukcapil",
        service_name=both("KK"), agency_name=both("Dukcapil"), before="ktp", lasted=5, here=False,
        place=(1_000_000, 3), where="place",
    ), {"t3": "waiting", "2": "open", "kk": ("t3", "t5")}),
    (e.VisitNoted(ticket="t4", number="B003", counter="1", text="bawa KK"), {"t4": "called"}),
    (e.TicketTransferred(
        ticket="t4", number="B003", counter="1", service="kk", agency="dukcapil",
        service_name=both("KK"), agency_name=both("Dukcapil"), to_counter=None,
    ), {"t4": "waiting", "1": "open", "kk": ("t4", "t5")}),
    (e.TicketTransferred(
        ticket="t4", number="B003", counter="1", service="ktp", agency="dukcapil",
        service_name=both("KTP"), agency_name=both("Dukcapil"), to_counter="2",
    ), {"t4": "waiting", "1": "open", "@2": ("t4",)}),
    (e.TicketCancelled(ticket="t5", number="BK001", service="kk"), {"t5": "cancelled", "kk": ()}),
    (e.TicketCancelled(ticket="t2", number="B001", service="ktp"), {"t2": "cancelled"}),
    (e.TicketExpired(ticket="t5", number="BK001", service="kk"), {"t5": "expired", "kk": ()}),
    (e.ActionUndone(
        counter="1", action="next", tickets=("t4",), zones=("hall-a", "ballroom"),
    ), {"t4": "waiting", "ktp": ("t4",), "1": "open", "rows": 2}),
    (e.NoticeAnnounced(zone="hall-a", text="Halo", language="id"), {"said": 4}),
    (e.EmergencyStarted(
        emergency="e15", zones=("hall-a", "hall-b"), text=both("Keluar"), languages=("id", "en"),
        drill=False,
    ), {"alarms": ("e15",), "said": 4}),
    (e.EmergencyEnded(emergency="e99"), {}),
    (e.TakeoverStarted(
        takeover="wisuda", zone="ballroom", name=both("Wisuda"), greeting=None, playlist="",
        programme=(), calls_to=("hall-a",), until=None, by="press", occasion="2026-11-26 10:00",
    ), {"taken": ("ballroom",), "had": "2026-11-26 10:00"}),
    (e.TakeoverEnded(
        takeover="wisuda", zone="ballroom", by="press", occasion="2026-11-26 24:00",
    ), {"had": "2026-11-26 24:00"}),
    (e.AnnouncementBegun(announcement="13-hall-a", zone="hall-a"), {"begun": 2}),
    (e.AnnouncementEnded(
        announcement="8-hall-a", zone="hall-a", result="heard", reason=None,
    ), {"unsaid": 2}),
]  # fmt: skip


def facts(state: State) -> dict[str, object]:
    """What people would see of a state."""
    rows = state.calls.get("ballroom", ())
    said = state.announcements.get("hall-a", ())
    waiting = {name: ids for name, ids in state.queues.items()}
    return {
        "day": state.day,
        "day_open": state.day_open,
        "undo_limit": state.hall.mall.undo,
        "tickets": len(state.tickets),
        "serial": state.serials.get("ktp", 0),
        **{id: ticket.state for id, ticket in state.tickets.items()},
        **{name: waiting.get(name, ()) for name in ("ktp", "kk", "paspor", "@2")},
        **{id: d.ticket or ("open" if d.open else d.shut_by) for id, d in state.desks.items()},
        "desks": len(state.desks),
        "rows": len(rows),
        "row": (sum(row.recall > 1 for row in rows), sum(row.recall for row in rows)),
        "said": len(said),
        "begun": sum(one.begun for one in said),
        "unsaid": sum(one.result is None for one in said),
        "alarms": tuple(one.id for one in state.emergencies),
        "taken": tuple(sorted(state.takeovers)),
        "had": state.occasions.get("wisuda"),
    }


def expected(before: dict[str, object], changes: dict[str, object]) -> dict[str, object]:
    after = {**before, **changes}
    if "said" in changes:
        count = changes["said"]
        after["unsaid"] = count
        after["begun"] = before["begun"] if count else 0
    if changes.get("tickets") == 0:
        gone = [id for id in after if id[0] == "t" and id[1:].isdigit()] + ["1", "2"]
        after = {k: v for k, v in after.items() if k not in gone}
        after |= {"ktp": (), "kk": (), "paspor": (), "@2": (), "serial": 0}
    return after


@pytest.mark.parametrize(
    ("event", "changes"), CASES, ids=[type(event).__name__ for event, _ in CASES]
)
def test_state_before_and_event_are_state_after(event: e.Event, changes: dict[str, object]) -> None:
    scene = played(BUSY)
    before, kept = scene.state, facts(scene.state)
    recorded = Recorded(epoch=1, seq=before.seq + 1, at=before.at + 9, tick=77, event=event)
    after = apply(before, recorded)
    assert facts(after) == expected(kept, changes)
    assert (after.epoch, after.seq, after.at, after.tick) == (1, before.seq + 1, before.at + 9, 77)
    assert facts(before) == kept
    assert apply(before, recorded) == after, "the same event makes the same state"


def test_every_kind_of_event_has_its_case() -> None:
    assert {type(event) for event, _ in CASES} == set(get_args(e.Event))


def kinds(scene: Scene) -> Iterator[str]:
    return (type(recorded.event).__name__ for recorded in scene.records)


def test_the_events_of_a_day_make_its_state_again() -> None:
    scene = played(BUSY + ", 1 recall, 1 serve, 1 finish, 1 undo, 2 transfer @3, 3 next, wait 9")
    state = State(hall=HALL)
    for recorded in scene.records:
        state = apply(state, recorded)
    assert state == scene.state


def test_a_day_starts_from_its_first_event_alone() -> None:
    scene = played(BUSY + ", close day")
    scene.now = NINE.__class__(
        at=NINE.at + 86_400_000, tick=NINE.tick + 86_400_000, date="2026-11-27", weekday=4,
        minute=540, business_date="2026-11-27",
    )  # fmt: skip
    scene.play("day")
    scene.play("issue ktp, 1 next")
    first = next(i for i, k in reversed([*enumerate(kinds(scene))]) if k == "DayOpened")
    state = State(hall=mall(undo=1))
    for recorded in scene.records[first:]:
        state = apply(state, recorded)
    assert state == scene.state


def test_a_zone_shows_ten_calls_and_every_call_of_two_minutes() -> None:
    scene = played(", ".join(["issue ktp"] * 16))
    scene.play(", ".join(["1 next"] * 12))
    assert len(scene.state.calls["hall-a"]) == 12
    scene.wait(120)
    scene.play("1 next")
    assert len(scene.state.calls["hall-a"]) == 13
    scene.wait(0.001)
    scene.play("1 next")
    assert len(scene.state.calls["hall-a"]) == ROWS_KEPT
    assert [row.number for row in scene.state.calls["hall-a"]][:2] == ["B014", "B013"]


def test_a_counter_remembers_its_last_visits_newest_first() -> None:
    scene = played(", ".join(["issue ktp"] * 12))
    scene.play(", ".join(["1 next"] * 12))
    recent = scene.state.desk("1").recent
    assert [past.number for past in recent] == [
        f"B{n:03d}" for n in range(11, 11 - RECENT_KEPT, -1)
    ]
    assert {past.state for past in recent} == {"served"}


def test_an_undone_visit_is_not_over_but_an_earlier_one_of_the_same_ticket_stays() -> None:
    scene = played("issue ktp, 1 next, 1 no-show, 1 call B001, 1 finish, 1 undo")
    assert [past.state for past in scene.state.desk("1").recent] == ["no_show"]
    scene = played("issue ktp, 1 next, 1 no-show, 1 call B001, 1 undo")
    assert [past.state for past in scene.state.desk("1").recent] == ["no_show"]


def test_a_ticket_that_comes_late_to_a_queue_stands_at_its_place() -> None:
    scene = played("issue ktp, issue ktp, issue kk, issue ktp, issue kk, issue ktp")
    scene.play("2 call B003, 2 transfer kk")
    numbers = [scene.state.tickets[id].number for id in scene.state.queue("kk")]
    assert numbers == ["BK001", "B003", "BK002"]


def test_an_old_journal_may_hold_what_todays_rules_refuse() -> None:
    scene = played("issue ktp, 1 open")
    for event in (
        e.TicketRecalled(ticket="t2", number="B001", counter="1", zones=(), first=1, recall=1),
        e.ActionUndone(counter="1", action="next", tickets=(), zones=()),
        e.AnnouncementBegun(announcement="1-hall-a", zone="hall-a"),
    ):
        recorded = Recorded(epoch=1, seq=9, at=scene.now.at, tick=scene.now.tick, event=event)
        after = apply(scene.state, recorded)
        assert after.tickets == scene.state.tickets
        assert after.desks == scene.state.desks
