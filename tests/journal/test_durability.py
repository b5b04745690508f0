"""An answered press survives `kill -9` at any instant (promise P1)."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from signage.journal.journal import Journal

ROOT = Path(__file__).parent.parent.parent
KILLS = 15


def press_until_killed(folder: Path, after: float, *how: str) -> int:
    """The last press that was answered, 0 if none was."""
    command = [sys.executable, "-m", "tests.journal.pressing", str(folder), *how]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(after)
        child.kill()
        lines = [line for line in child.stdout.read().splitlines(keepends=True) if "\n" in line]
    return int(lines[-1]) if lines else 0


async def missing(folder: Path, answered: int) -> int:
    """How many answered presses are not in the journal, which must be whole in any case."""
    async with Journal.open(folder) as journal:
        assert await journal.verify() == journal.seq
        if answered and journal.seq >= answered:
            assert journal.known(f"{answered}".encode())
        return max(0, answered - journal.seq)


@pytest.mark.slow
async def test_no_answered_press_is_lost(tmp_path: Path) -> None:
    chance = random.Random()
    answered = 0
    for _ in range(KILLS):
        wait = chance.uniform(0, 0.15)
        now = await asyncio.to_thread(press_until_killed, tmp_path, wait)
        assert now == 0 or now > answered
        answered = max(answered, now)
        assert await missing(tmp_path, answered) == 0
    assert answered > KILLS


async def test_answering_before_the_disk_does_would_be_found(tmp_path: Path) -> None:
    chance = random.Random()
    for _ in range(3 * KILLS):
        wait = chance.uniform(0, 0.15)
        answered = await asyncio.to_thread(press_until_killed, tmp_path, wait, "early")
        if await missing(tmp_path, answered):
            return
    raise AssertionError("a writer that answers too early lost nothing: this test finds no loss")
