"""Followers: history, then live, with no gap and nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path

import pytest

from signage.journal import journal as module
from signage.journal.journal import RECENT, Journal
from signage.queueing.model import Recorded
from tests.journal.days import Pen


async def take(followed: AsyncIterator[Recorded], count: int) -> list[int]:
    found: list[int] = []
    async for recorded in followed:
        found.append(recorded.seq)
        if len(found) == count:
            break
    return found


async def test_followers_from_anywhere_see_each_event_once(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.tickets(1500))
        followers = [
            asyncio.ensure_future(take(journal.follow(after), 2000 - after))
            for after in (0, 1, 700, 1499, 1500, 1800)
        ]
        while pen.seq < 2000:
            await journal.append(pen.tickets(5))
            await asyncio.sleep(0)
        for after, follower in zip((0, 1, 700, 1499, 1500, 1800), followers, strict=True):
            assert await follower == list(range(after + 1, 2001))


async def test_a_follower_joins_between_two_events(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.tickets(RECENT + 300))
        joined = []
        for _ in range(60):
            joined.append(asyncio.ensure_future(take(journal.follow(journal.seq - 3), 10)))
            await journal.append(pen.tickets(1))
        await journal.append(pen.tickets(10))
        for found in await asyncio.gather(*joined):
            assert found == list(range(found[0], found[0] + 10))


async def test_a_slow_follower_costs_no_memory_and_loses_nothing(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        slow = journal.follow(0)
        await journal.append(pen.tickets(1))
        assert (await anext(slow)).seq == 1
        for _ in range(6):
            await journal.append(pen.tickets(1000))
        assert len(journal._recent) == RECENT
        assert await take(slow, 6000) == list(range(2, 6002))


async def test_following_ends_with_the_journal(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        await journal.append(Pen(journal.epoch).tickets(3))
        follower = asyncio.ensure_future(take(journal.follow(0), 9))
        await asyncio.sleep(0.05)
        assert not follower.done()
    assert await asyncio.wait_for(follower, 45) == [1, 2, 3]


async def test_pages_hold_what_is_there_at_once(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        await journal.append(Pen(journal.epoch).tickets(2500))
        sizes = []
        async for page in journal.follow_pages(0):
            sizes.append(len(page))
            if page[-1].seq == 2500:
                break
        assert sum(sizes) == 2500
        assert max(sizes) <= max(module.PAGE, RECENT)


@pytest.mark.parametrize("after", range(6))
async def test_memory_and_disk_tell_the_same(tmp_path: Path, after: int) -> None:
    async with Journal.open(tmp_path) as journal:
        await journal.append(Pen(journal.epoch).tickets(6))
        kept = journal._kept(after)
        assert kept[0] == [recorded async for recorded in journal.read(after)]
        journal._recent.clear()
        journal._recent.extend(islice([r async for r in journal.read()], 4, None))
        assert bool(journal._kept(after)) == (after >= 4)
