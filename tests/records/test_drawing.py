"""What each event draws: the tables before, and the events, give the tables after."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any, get_args

import pytest

from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.model import Recorded, State
from signage.records import schema
from signage.records.drawing import draw
from tests.journal.days import HALL, START, Pen, Played, issued, played, text


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.executescript(schema.CREATE)
        yield db


def add(db: sqlite3.Connection, records: list[Recorded]) -> None:
    for recorded in records:
        for stroke in draw(recorded):
            db.execute(stroke.sql, stroke.facts)


def one(db: sqlite3.Connection, question: str, *facts: object) -> dict[str, Any]:
    rows = [dict(row) for row in db.execute(question, facts)]
    assert len(rows) == 1, rows
    return rows[0]


def visit(db: sqlite3.Connection, ticket: str) -> dict[str, Any]:
    return one(db, "SELECT * FROM visits WHERE ticket = ?", ticket)


def opened(db: sqlite3.Connection) -> Played:
    """A hall whose day is open, with one ticket waiting: t2, A001."""
    hall = Played()
    hall.do(c.OpenDay())
    hall.do(c.IssueTicket(service="ktp", priority=None, channel="kiosk"))
    add(db, hall.records)
    return hall


def test_a_ticket_is_a_visit(db: sqlite3.Connection) -> None:
    opened(db)
    row = visit(db, "t2")
    assert row["day"] == "2026-11-26"
    assert (row["number"], row["service"], row["agency"]) == ("A001", "ktp", "dukcapil")
    assert (row["service_name"], row["service_name_en"]) == ("KTP é", "KTP é (en)")
    assert (row["agency_name"], row["agency_name_en"]) == ("Dk", "Dk (en)")
    assert (row["state"], row["direct"], row["channel"], row["seq"]) == ("waiting", 0, "kiosk", 2)
    assert row["issued_at"] == START + 6_000
    assert row["first_called_at"] is row["waited"] is row["counter"] is row["total"] is None


def test_a_visit_from_call_to_finish(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1"), after=60_000))
    row = visit(db, "t2")
    assert (row["state"], row["counter"], row["waited"], row["calls"]) == ("called", "1", 60_000, 1)
    assert row["call"] == hall.state.desk("1").call.seq  # type: ignore[union-attr]
    assert row["first_called_at"] == row["called_at"] == hall.state.at
    add(db, hall.do(c.Recall(counter="1"), after=10_000))
    add(db, hall.do(c.Serve(counter="1"), after=5_000))
    row = visit(db, "t2")
    assert (row["state"], row["walked"], row["recalls"]) == ("serving", 15_000, 1)
    assert row["serving_at"] == hall.state.at
    add(db, hall.do(c.Finish(counter="1"), after=180_000))
    row = visit(db, "t2")
    assert (row["state"], row["lasted"], row["total"]) == ("served", 180_000, 255_000)
    assert (row["assumed"], row["ended_by"], row["call"]) == (0, "finish", None)
    assert (row["counter"], row["ended_at"]) == ("1", hall.state.at)


def test_a_call_keeps_why_and_counts_its_recalls(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1"), after=60_000))
    add(db, hall.do(c.Recall(counter="1")))
    add(db, hall.do(c.Recall(counter="1")))
    row = one(db, "SELECT * FROM calls")
    assert (row["number"], row["ticket"], row["counter"], row["zone"]) == (
        "A001", "t2", "1", "hall-a",
    )  # fmt: skip
    assert row["zones"] == '["hall-a","ballroom"]'
    assert (row["rule"], row["waited"]) == ("longest_wait", 60_000)
    assert (row["recalls"], row["seq"], row["undone_at"]) == (2, hall.state.seq, None)
    assert row["at"] < row["latest_at"] == hall.state.at


def test_a_call_nobody_came_to(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.MarkNoShow(counter="1")))
    row = visit(db, "t2")
    assert (row["state"], row["ended_by"], row["assumed"]) == ("no_show", "no-show", 0)
    assert row["lasted"] is None
    add(db, hall.do(c.CallTicket(counter="2", ticket="A001")))
    row = visit(db, "t2")
    assert (row["state"], row["counter"], row["calls"]) == ("called", "2", 2)
    assert row["ended_at"] is row["ended_by"] is row["total"] is None
    assert row["first_called_at"] < row["called_at"]


def test_parked_transferred_cancelled_expired(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.Park(counter="1")))
    assert visit(db, "t2")["state"] == "parked"
    assert visit(db, "t2")["parks"] == 1
    add(db, hall.do(c.CallTicket(counter="1", ticket="A001")))
    add(db, hall.do(c.Transfer(counter="1", service="kk")))
    row = visit(db, "t2")
    assert (row["state"], row["service"], row["service_name"]) == ("waiting", "kk", "KK")
    assert (row["number"], row["counter"], row["transfers"]) == ("A001", None, 1)
    add(db, hall.do(c.CancelTicket(ticket="A001")))
    row = visit(db, "t2")
    assert (row["state"], row["ended_by"]) == ("cancelled", "cancel")
    issued = hall.do(c.IssueTicket(service="ktp"))
    add(db, issued)
    add(db, hall.do(c.CloseDay()))
    row = visit(db, f"t{issued[0].seq}")
    assert (row["state"], row["ended_by"]) == ("expired", "day")


def test_one_visit_for_two_services_has_the_time_of_each(db: sqlite3.Connection) -> None:
    hall = opened(db)
    for command, after in (
        (c.CallNext(counter="1"), 1_000),
        (c.Serve(counter="1"), 1_000),
        (c.AddService(counter="1", service="kk"), 60_000),
        (c.AddService(counter="1", service="ktp"), 5_000),
        (c.Undo(counter="1"), 1_000),
        (c.Finish(counter="1"), 30_000),
    ):
        add(db, hall.do(command, after=after))
    row = visit(db, "t2")
    assert (row["service"], row["lasted"]) == ("kk", 36_000)
    parts = [(p["service"], p["counter"], p["lasted"]) for p in json.loads(row["servings"])]
    assert parts == [("ktp", "1", 60_000), ("kk", "1", 36_000)]
    add(db, hall.do(c.Undo(counter="1")))
    assert len(json.loads(visit(db, "t2")["servings"])) == 1


def test_one_who_comes_back_is_over_no_more(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.MarkNoShow(counter="1")))
    add(db, hall.do(c.Return(ticket="A001")))
    row = visit(db, "t2")
    assert (row["state"], row["returns"], row["ended_at"], row["ended_by"]) == (
        "waiting", 1, None, None,
    )  # fmt: skip


def test_an_undone_park_stands_as_before(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.Park(counter="1")))
    add(db, hall.do(c.Undo(counter="1")))
    row = visit(db, "t2")
    assert (row["state"], row["counter"], row["parks"]) == ("called", "1", 0)
    assert one(db, "SELECT undone_at FROM calls")["undone_at"] is None


def test_a_visit_without_a_ticket(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.OpenCounter(counter="1")))
    started = hall.do(c.ServeDirect(counter="1", service="ktp"))
    add(db, started)
    add(db, hall.do(c.Finish(counter="1"), after=9_000))
    row = visit(db, f"t{started[-1].seq}")
    assert (row["direct"], row["channel"], row["number"], row["state"]) == (
        1, "direct", "", "served",
    )  # fmt: skip
    assert (row["waited"], row["walked"], row["lasted"], row["total"]) == (0, 0, 9_000, 9_000)


def test_an_undone_call_leaves_the_visit_as_it_was(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.IssueTicket(service="ktp")))
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.Serve(counter="1")))
    before = [visit(db, "t2"), visit(db, "t3")]
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.Recall(counter="1")))
    assert [visit(db, "t2")["state"], visit(db, "t3")["state"]] == ["served", "called"]
    add(db, hall.do(c.Undo(counter="1")))
    after = [visit(db, "t2"), visit(db, "t3")]
    for row in (*before, *after):
        del row["before"]
    assert after == before
    rows = [dict(row) for row in db.execute("SELECT * FROM calls ORDER BY first")]
    assert [row["undone_at"] for row in rows] == [None, hall.state.at]
    assert rows[1]["recalls"] == 1  # it was heard, and the records say so


def test_the_call_after_a_transfer_is_kept_as_one(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1")))
    add(db, hall.do(c.Transfer(counter="1", service=None, to_counter="2")))
    add(db, hall.do(c.CallNext(counter="2")))
    rows = db.execute("SELECT kind FROM announcements WHERE zone = 'ballroom' ORDER BY seq")
    assert [row["kind"] for row in rows] == ["call", "transfer"]


def test_announcements_from_asked_to_heard(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="1")))
    seq = hall.state.seq
    rows = {row["zone"]: dict(row) for row in db.execute("SELECT * FROM announcements")}
    assert set(rows) == {"hall-a", "ballroom"}
    assert rows["hall-a"]["id"] == f"{seq}-hall-a"
    assert (rows["hall-a"]["kind"], rows["hall-a"]["first"]) == ("call", seq)
    begun, zone = f"{seq}-hall-a", "hall-a"
    add(db, hall.do(c.BeginAnnouncement(announcement=begun, zone=zone)))
    at = hall.state.at
    add(db, hall.do(c.BeginAnnouncement(announcement=begun, zone=zone)))  # after a crash
    end = c.EndAnnouncement(announcement=begun, zone=zone, result="blocked", reason="muted")
    add(db, hall.do(end))
    row = one(db, "SELECT * FROM announcements WHERE id = ?", begun)
    assert (row["begun_at"], row["begun"]) == (at, 2)
    assert (row["ended_at"], row["result"], row["reason"]) == (hall.state.at, "blocked", "muted")
    add(db, hall.do(c.CloseDay()))
    row = one(db, "SELECT * FROM announcements WHERE zone = 'ballroom'")
    assert (row["result"], row["reason"]) == ("skipped", "day_over")


def test_a_zone_without_a_voice_has_its_reason(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.CallNext(counter="2")))
    row = one(db, "SELECT * FROM announcements WHERE zone = 'hall-b'")
    assert (row["result"], row["reason"]) == ("skipped", "no_speaker")
    assert row["ended_at"] == row["asked_at"]


def test_a_notice_keeps_its_words(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.Announce(zone="hall-a", text="Mobil menghalangi", language="id")))
    row = one(db, "SELECT * FROM announcements")
    assert (row["kind"], row["text"], row["language"]) == ("notice", "Mobil menghalangi", "id")
    assert (row["first"], row["day"]) == (None, "2026-11-26")


def test_an_emergency_is_asked_for_in_each_zone_and_has_its_end(db: sqlite3.Connection) -> None:
    hall = opened(db)
    add(db, hall.do(c.StartEmergency(text=text("Keluar"))))
    (alarm,) = hall.state.emergencies
    add(db, hall.do(c.BeginAnnouncement(announcement=f"{alarm.seq}-hall-a", zone="hall-a")))
    add(db, hall.do(c.EndEmergency(emergency=alarm.id)))
    ended = c.EndAnnouncement(
        announcement=f"{alarm.seq}-hall-a", zone="hall-a", result="heard", reason=None
    )
    add(db, hall.do(ended))
    rows = db.execute("SELECT * FROM announcements WHERE kind = 'emergency' ORDER BY zone")
    told = [(row["zone"], row["text"], row["language"], row["result"]) for row in rows]
    assert told == [
        ("ballroom", "Keluar", "id", None), ("hall-a", "Keluar", "id", "heard"),
        ("hall-b", "Keluar", "id", "skipped"),
    ]  # fmt: skip


def test_a_day_that_is_put_right_takes_its_rows_along(db: sqlite3.Connection) -> None:
    pen = Pen(epoch=1)
    add(db, pen.day("2026-11-25", 2))
    add(db, pen.day("1970-01-01", 2))
    add(db, pen.write(e.DayRedated(date="2026-11-26", was="1970-01-01")))
    add(db, pen.tickets(1))
    days = [row["day"] for row in db.execute("SELECT day FROM visits ORDER BY seq")]
    assert days == ["2026-11-25"] * 2 + ["2026-11-26"] * 3


def test_a_day_that_closes_leaves_its_counts(db: sqlite3.Connection) -> None:
    pen = Pen(epoch=1)
    add(db, pen.day("2026-11-26", 3))
    closed = pen.write(e.DayClosed(date="2026-11-26", issued=3, served=1, expired=2, direct=4))
    add(db, closed)
    (row,) = db.execute("SELECT * FROM days")
    assert dict(row) == {
        "day": "2026-11-26", "opened": 1, "opened_at": START + 7, "opened_tick": 5,
        "time_zone": "UTC", "closed_at": closed[0].at, "issued": 3,
        "served": 1, "no_show": 0, "cancelled": 0, "expired": 2, "direct": 4,
    }  # fmt: skip


def test_a_number_from_paper_was_issued_when_it_was_given(db: sqlite3.Connection) -> None:
    pen = Pen(epoch=1)
    add(db, pen.day("2026-11-26", 0))
    (ticket,) = pen.write(replace(issued(9), earlier=60_000, channel="paper"))
    add(db, [ticket])
    (row,) = db.execute("SELECT * FROM visits")
    assert (row["issued_at"], row["channel"]) == (ticket.at - 60_000, "paper")


def test_events_that_no_table_tells_of_draw_nothing() -> None:
    for event in (
        e.NumbersAdopted(service="ktp", upto=9, waiting=0),
        e.VisitNoted(ticket="t2", number="A001", counter="1", text="bawa KK"),
    ):
        assert draw(Pen(epoch=1).write(event)[0]) == ()


@pytest.mark.parametrize("seed", range(12))
def test_the_tables_keep_step_with_the_hall(db: sqlite3.Connection, seed: int) -> None:
    """After every event the tables say of visits, calls and speech what the fold says."""
    from signage.queueing.fold import apply

    state = State(hall=HALL, epoch=1)
    seen: set[type] = set()
    for recorded in played(seed, presses=250, days=2).records:
        seen.add(type(recorded.event))
        state = apply(state, recorded)
        add(db, [recorded])
        visits = {
            row["ticket"]: (
                row["state"],
                row["number"],
                row["service"],
                row["aimed"],
                row["waited"],
            )
            for row in db.execute("SELECT * FROM visits WHERE seq >= ?", (_opening(state),))
        }
        assert visits.items() >= {
            (t.id, (t.state, t.number, t.service, t.aimed, t.waited))
            for t in state.tickets.values()
        }
        at_counter = {
            row["ticket"]: row["counter"]
            for row in db.execute("SELECT * FROM visits WHERE state IN ('called', 'serving')")
        }
        assert at_counter == {t.id: t.counter for t in state.tickets.values() if t.counter}
        calls = {
            (row["first"], row["seq"], row["recalls"], row["counter"])
            for row in db.execute("SELECT * FROM calls WHERE undone_at IS NULL")
        }
        # A zone that an event has keeps the row of a call that is recalled meanwhile as it was.
        rows = sorted({row for rows in state.calls.values() for row in rows}, key=lambda r: r.seq)
        shown = {row.first: row for row in rows}.values()
        assert calls >= {(row.first, row.seq, row.recall, row.counter) for row in shown}
        said = {
            row["id"]: (row["kind"], row["begun"], row["result"], row["reason"], row["ended_at"])
            for row in db.execute("SELECT * FROM announcements")
        }
        assert said.items() >= {
            (a.id, (a.kind, a.begun, a.result, a.reason, a.ended_at))
            for every in state.announcements.values()
            for a in every
            if a.kind != "emergency"  # begun anew each day, while it stands
        }
    assert len(seen) > 15


def test_the_days_of_these_tests_hold_every_event_but_a_redating() -> None:
    seen = {type(r.event) for seed in range(12) for r in played(seed, 250, days=2).records}
    assert seen == set(get_args(e.Event)) - {e.DayRedated}


def _opening(state: State) -> int:
    return min((int(id[1:]) for id in state.tickets), default=0)
