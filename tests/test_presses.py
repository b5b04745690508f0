"""The same id has the same answer, whatever happened in between; a bouncing finger presses once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from signage.errors import Malformed, Refused
from signage.presses import Press, Presses
from signage.queueing import commands as c
from signage.queueing import events as e
from tests.halls import Hands, live_hall

ISSUE = c.IssueTicket(service="card")


def press(
    command: c.Command, key: str | None = None, body: bytes = b"", device: str = "d"
) -> Press:
    route = f"POST /{type(command).__name__}"
    return Press(command=command, device=device, route=route, key=key, body=body)


async def test_one_id_one_answer_now_later_and_after_a_restart(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        together = await asyncio.gather(*(presses.press(press(ISSUE, "k")) for _ in range(5)))
        later = await presses.press(press(ISSUE, "k"))
        assert {reply.body for reply in (*together, later)} == {later.body}
        assert len(live.state.tickets) == 1
    async with live_hall(tmp_path) as (live, journal):
        again = await Presses(live, journal, Hands().steady).press(press(ISSUE, "k"))
        assert (again.status, again.body) == (201, later.body)


async def test_midnight_changes_no_answer(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands) as (live, journal):
        presses = Presses(live, journal, hands.steady)
        before = await presses.press(press(ISSUE, "k"))
        hands.pass_(86_400_000)
        await live.turn()
        assert (await presses.press(press(ISSUE, "k"))).body == before.body


async def test_the_scope_is_device_and_route(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        one = await presses.press(press(ISSUE, "k"))
        other = await presses.press(press(ISSUE, "k", device="other"))
        assert one.body != other.body


async def test_another_body_under_one_id_is_refused(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        await presses.press(press(ISSUE, "k", b"one"))
        with pytest.raises(Malformed, match="key_reused"):
            await presses.press(press(ISSUE, "k", b"two"))


async def test_what_changed_nothing_is_decided_anew(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        await live.submit(c.OpenCounter(counter="1"))
        nobody = await presses.press(press(c.CallNext(counter="1"), "k"))
        assert nobody.body == b'{"call":null}'
        await live.submit(ISSUE)
        assert b"A001" in (await presses.press(press(c.CallNext(counter="1"), "k"))).body


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb"])
async def test_a_key_must_be_visible(tmp_path: Path, key: str) -> None:
    async with live_hall(tmp_path) as (live, journal):
        with pytest.raises(Malformed, match="key_malformed"):
            await Presses(live, journal, Hands().steady).press(press(ISSUE, key))


@pytest.mark.parametrize(("passed", "calls"), [(0, 1), (699, 1), (700, 2)])
async def test_a_bouncing_finger(tmp_path: Path, passed: int, calls: int) -> None:
    hands = Hands()
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, hands.steady)
        for _ in range(2):
            await live.submit(ISSUE)
        first = await presses.press(press(c.CallNext(counter="1")))
        hands.pass_(passed)
        second = await presses.press(press(c.CallNext(counter="1")))
        called = [r async for r in journal.read() if isinstance(r.event, e.TicketCalled)]
        assert len(called) == calls
        assert (first.body == second.body) == (calls == 1)


async def test_a_press_after_one_in_vain_is_a_new_one(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        with pytest.raises(Refused, match="counter_shut"):
            await presses.press(press(c.Recall(counter="1")))
        nobody = await presses.press(press(c.CallNext(counter="1")))
        assert nobody.body == b'{"call":null}'
        await live.submit(ISSUE)
        assert b"A001" in (await presses.press(press(c.CallNext(counter="1")))).body
        assert b"A001" in (await presses.press(press(c.Recall(counter="1")))).body


async def test_a_refusal_is_refused_again_and_tickets_do_not_bounce(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        for _ in range(2):
            with pytest.raises(Refused, match="counter_shut"):
                await presses.press(press(c.Recall(counter="1")))
        one, two = [await presses.press(press(ISSUE)) for _ in range(2)]
        assert one.body != two.body


async def test_another_press_in_between_ends_the_bounce(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        await live.submit(ISSUE)
        called = await presses.press(press(c.CallNext(counter="1")))
        undone = await presses.press(press(c.Undo(counter="1"), device="other"))
        again = await presses.press(press(c.CallNext(counter="1")))
        assert (b"A001" in called.body, undone.body, b"A001" in again.body) == (
            True, b'{"call":null}', True,
        )  # fmt: skip
        assert live.state.desk("1").ticket is not None


async def test_a_press_with_an_id_in_between_ends_the_bounce_too(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        presses = Presses(live, journal, Hands().steady)
        await live.submit(ISSUE)
        await presses.press(press(c.CallNext(counter="1")))
        await presses.press(press(c.Undo(counter="1"), "k"))
        await presses.press(press(c.CallNext(counter="1")))
        assert live.state.desk("1").ticket is not None
