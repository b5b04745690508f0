"""The live hall: decided in order, committed together, shown only when it is on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from signage.errors import JournalTrouble, Refused, SignageError
from signage.journal.journal import Answer
from signage.live import Live
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing import shapes
from signage.queueing.model import Recorded, State
from tests.halls import NOON, SMALL, Hands, live_hall, small

DAY = 86_400_000


async def number(live: Live, service: str = "card") -> str:
    reply = await live.submit(c.IssueTicket(service=service))
    found: str = msgspec.json.decode(reply.body)["number"]
    return found


def zone(live: Live) -> shapes.ZoneView:
    view = live.view("zone/hall")
    assert isinstance(view, shapes.ZoneView)
    return view


async def test_presses_that_come_together_are_one_transaction(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        appends: list[int] = []
        append = journal.append

        async def counted(records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
            appends.append(len(records))
            await append(records, answers)

        journal.append = counted  # type: ignore[method-assign]
        numbers = await asyncio.gather(*(number(live) for _ in range(100)))
        assert numbers == [f"A{n:03d}" for n in range(1, 101)]
        assert appends == [100]


async def test_nothing_is_shown_before_it_is_on_the_disk(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        await number(live)
        told: list[str] = []
        live.changed = told.extend
        held = asyncio.Event()
        append = journal.append

        async def slow(records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
            await held.wait()
            await append(records, answers)

        journal.append = slow  # type: ignore[method-assign]
        press = asyncio.create_task(live.submit(c.CallNext(counter="1")))
        await asyncio.sleep(0.05)
        assert zone(live).calls == ()
        assert (told, press.done()) == ([], False)
        held.set()
        await press
        assert [row.number for row in zone(live).calls] == ["A001"]
        assert {"zone/hall", "zone/ballroom", "counter/1", "counter/2", "queue/card"} <= set(told)


async def test_a_disk_that_says_no_changes_nothing_and_is_said(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        await number(live)
        before, append = live.state, journal.append

        async def full(records: Sequence[Recorded], answers: Sequence[Answer] = ()) -> None:
            raise JournalTrouble("disk_full")

        journal.append = full  # type: ignore[method-assign]
        with pytest.raises(JournalTrouble, match="disk_full"):
            await live.submit(c.CallNext(counter="1"))
        assert live.state is before
        trouble = zone(live).trouble
        assert trouble is not None
        assert (trouble.code, "penuh" in trouble.text.id) == ("disk_full", True)
        journal.append = append  # type: ignore[method-assign]
        await live.submit(c.CallNext(counter="1"))
        assert zone(live).trouble is None


async def test_a_refusal_among_others_harms_nobody(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        asked = (
            live.submit(c.IssueTicket(service="card")),
            live.submit(c.Recall(counter="1")),
            live.submit(c.CallNext(counter="1")),
        )
        first, refused, called = await asyncio.gather(*asked, return_exceptions=True)
        assert not isinstance(first, BaseException)
        assert isinstance(refused, Refused)
        assert not isinstance(called, BaseException)
        assert msgspec.json.decode(called.body)["call"]["number"] == "A001"


async def test_a_fault_in_a_rule_ends_one_press_and_not_the_hall(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):

        def faulty(state: State, counter: str, tick: int) -> None:
            raise ZeroDivisionError

        live._policy = faulty
        await number(live)
        with pytest.raises(SignageError, match="internal"):
            await live.submit(c.CallNext(counter="1"))
        assert await number(live) == "A002"


async def test_a_restart_stands_where_it_stood(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        for service in ("card", "card", "birth"):
            await number(live, service)
        await live.submit(c.CallNext(counter="1"))
        await live.submit(c.Serve(counter="1"))
        before = live.state
        token = next(iter(live._tickets_by_token))
    async with live_hall(tmp_path) as (live, _):
        assert live.state == before
        assert live.ticket(token) is not None
        assert await number(live) == "A003"


async def test_the_day_turns_and_numbers_begin_again(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, journal):
        await number(live)
        token = next(iter(live._tickets_by_token))
        hands.pass_(DAY)
        await live.turn()
        assert live.state.day == "2026-11-27"
        assert live.ticket(token) is None
        assert await number(live) == "A001"
        kinds = [type(r.event) async for r in journal.read()]
        assert kinds[1:4] == [e.TicketIssued, e.TicketExpired, e.DayClosed]


async def test_a_clock_that_is_put_right_keeps_the_day(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, _):
        await number(live)
        hands.at += 3 * DAY
        await live.turn()
        assert live.state.day == "2026-11-29"
        assert await number(live) == "A002"


async def test_an_old_hall_is_kept_when_those_who_wait_need_it(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        await number(live, "birth")
        smaller = SMALL.replace('["card", "birth"]', '["card"]')
        start = smaller.index('[[services]]\nid = "birth"')
        end = smaller.index("[[counters]]")
        with pytest.raises(Refused, match="hall_service_in_use"):
            await live.adopt(small(smaller[:start] + smaller[end:]).hall)
        assert "birth" in live.state.hall.service


async def test_after_stop_a_press_is_refused(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        live.stop()
        with pytest.raises(JournalTrouble, match="stopping"):
            await number(live)


async def test_an_unknown_topic_has_no_message(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        for topic in ("zone/none", "counter/9", "queue/x", "ticket/guess", "nothing", "kiosk/x"):
            assert live.message(topic) is None
        for topic in ("zone/hall", "counter/1", "queue/card", "kiosk/hall", "floor"):
            message = msgspec.json.decode(live.message(topic) or b"")
            assert message["topic"] == topic
            assert {"epoch", "seq", "at", "view"} <= set(message)


async def test_topics_that_are_no_more_are_named_once_again(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, _):
        await number(live)
        phone = f"ticket/{next(iter(live._tickets_by_token))}"
        assert live.message(phone) is not None
        told: list[str] = []
        live.changed = told.extend
        hands.pass_(DAY)
        await live.turn()
        assert phone in told
        assert live._tickets_by_token == {}
        told.clear()
        without = SMALL.replace('[[counters]]\nid = "2"\nzone = "hall"\nservices = ["card"]\n', "")
        await live.adopt(small(without).hall)
        assert "counter/2" in told
        assert live.message("counter/2") is None


async def test_what_is_written_is_shown_even_where_nobody_can_tell_what_it_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live_hall(tmp_path) as (live, _):
        told: list[str] = []
        live.changed = told.extend

        def faulty(*_: object) -> set[str]:
            raise KeyError("a fault")

        monkeypatch.setattr("signage.live.touched", faulty)
        assert await number(live) == "A001"
        assert live.topics.every <= set(told)


HOURS = SMALL.replace('"always"', '{ thu = "08:00-12:01", fri = "08:00-15:30" }')


async def test_pages_turn_at_the_minute_and_only_those_that_change(tmp_path: Path) -> None:
    hands = Hands(wall=NOON)  # the hands' clock is in UTC: 05:00
    morning = HOURS.replace('prefix = "B"', 'prefix = "B"\nhours = { thu = "08:00-11:00" }')
    text = morning.replace("08:00-12:01", "03:00-05:01").replace("08:00-11:00", "03:00-04:00")
    async with live_hall(tmp_path, hands, small(text)) as (live, _):
        told: list[str] = []
        live.changed = told.extend
        live.look()
        assert told == [], "the first look has nothing to compare"
        hands.pass_(59_000)
        live.look()
        assert told == []
        hands.pass_(1_000)
        live.look()
        assert {"kiosk/hall", "zone/hall", "queue/card", "counter/1", "counter/2"} <= set(told)
        assert zone(live).waiting[0].shut == "service_shut"
        told.clear()
        hands.pass_(60_000)
        live.look()
        assert told == [], "another minute of the same is no news"


async def test_a_clock_that_is_set_before_anybody_came_turns_the_day(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, _):
        await number(live)
    hands.tick += 1_000
    hands.at = 86_400_000  # the machine was off for a night, and its clock begins in 1970
    async with live_hall(tmp_path, hands) as (live, _):
        assert (live.state.day, live.now().doubtful) == ("2026-11-26", True)
        hands.at = NOON + DAY
        await live.turn()
        assert live.state.day == "2026-11-27"
        assert await number(live) == "A001"


async def test_a_clock_that_is_set_while_the_disk_is_full_keeps_the_day(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, _):
        await number(live)
        live.fail(JournalTrouble("disk_full"))
        hands.at += 3 * DAY
        await live.turn()
        assert live.state.day == "2026-11-26"

        async def well() -> None:
            return None

        await live.recover(well)
        await live.turn()
        assert live.state.day == "2026-11-29"
        assert await number(live) == "A002"


async def test_only_the_tickets_that_move_are_told(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        for _ in range(5):
            await number(live)
        told: list[str] = []
        live.changed = told.extend
        await live.submit(c.CallNext(counter="1"))
        await live.submit(c.CallNext(counter="1"))
        phones = {topic for topic in told if topic.startswith("ticket/")}
        assert len(phones) == 2
        numbers = {view.number for topic in phones if (view := live.ticket(topic[7:]))}
        assert numbers == {"A001", "A002"}


async def test_a_clock_that_is_put_right_keeps_the_links_in_hand(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, _):
        await number(live)
        (token,) = live._tickets_by_token
        hands.at += DAY
        await live.turn()
        assert live.state.day == "2026-11-27"
        ticket = live.ticket(token)
        assert ticket is not None and ticket.number == "A001"
    async with live_hall(tmp_path, hands) as (live, _):
        assert live.ticket(token) is not None


async def test_a_line_is_a_tokens_own(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        await number(live)
        (token,) = live._tickets_by_token
        assert (live.line_of(token), live.line_of("guess")) == ("line/card", None)
        await live.submit(c.CallNext(counter="1"))
        await live.submit(c.Transfer(counter="1", to_counter="2"))
        assert live.line_of(token) == "line/@2"
        for topic in ("line/card", "line/@2"):
            assert topic in live.topics.every and live.view(topic) is not None
        for topic in ("line/", "line/nowhere", "line/@", "line/@nowhere"):
            assert live.view(topic) is None


async def test_all_phones_are_told_of_a_changed_hall(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        await number(live)
        (token,) = live._tickets_by_token
        told: list[str] = []
        live.changed = told.extend
        await live.adopt(small(SMALL.replace("Mal Kecil", "Mal Besar")).hall)
        assert f"ticket/{token}" in told


async def test_no_link_of_one_day_comes_again_on_another(tmp_path: Path) -> None:
    hands, tokens = Hands(), set[str]()
    async with live_hall(tmp_path, hands) as (live, _):
        for _ in range(3):
            assert await number(live) == "A001"
            (token,) = live._tickets_by_token
            assert token not in tokens
            tokens.add(token)
            hands.pass_(DAY)
            await live.turn()
            assert live.ticket(token) is None and live.view(f"ticket/{token}") is None
