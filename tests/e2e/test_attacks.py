"""A siege: every attack on the wire at once, against the hall and against uvicorn as it comes.

The limits are lowered, so that what takes ten seconds takes two. The control must hold on to
everybody, grow, and not end when it is told to; otherwise the attacks were none.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from bench.foes import ATTACKS, Target, attack
from tests.e2e.running import PATIENCE, ROOT, Answer, Hall, hall_of, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

MIB: Final = 1 << 20
FEW: Final = 12
"""Attackers of each kind: fewer than one address may have connections, sixteen here."""
POURED: Final = 12 * MIB
"""What an attacker without end sends at most, so that the test itself has an end."""
LET_GO: Final = (
    "slow heads", "silence", "endless heads", "slow bodies", "endless bodies", "unread pages",
    "ping floods", "endless messages",
)  # fmt: skip
"""Those whom the hall lets go within the two seconds that it gives them here."""
STAYS: Final = ("slow heads", "slow bodies", "endless heads", "unread pages", "ping floods")
"""Those whom the control keeps, whatever they do."""
CROWD: Final = "a crowd of one address"
ATTACKERS: Final = {
    "endless heads": 2, "endless bodies": 2, "endless messages": 2, "ping floods": 2, CROWD: 2 * FEW
}  # fmt: skip
"""How many, where that is not FEW."""


@dataclass(slots=True)
class Besieged:
    """One server, and what it came to."""

    port: int
    process: subprocess.Popen[Any]
    secret: str = ""
    began: int = 0
    peak: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    ended_after: float | None = None

    def look(self) -> None:
        """How large it is, and whom it still holds."""
        self.peak = max(self.peak, memory(self.process.pid))

    def count(self) -> None:
        self.kept = {name: held(self.port, at.source) for name, at in self.targets.items()}


@dataclass(slots=True)
class Siege:
    """Both servers, and what the hall did meanwhile."""

    ours: Besieged
    stock: Besieged
    health: list[Answer] = field(default_factory=list)
    presses: list[Answer] = field(default_factory=list)


def memory(pid: int) -> int:
    """Bytes that a process holds."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def held(port: int, source: str) -> int:
    """Connections to a port, from one address, that a process still has in its hands."""
    near = f"0100007F:{port:04X}"
    far = "".join(f"{int(part):02X}" for part in reversed(source.split(".")))
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return sum(r[1] == near and r[2].startswith(f"{far}:") and r[9] != "0" for r in rows)


@contextmanager
def stock() -> Iterator[Besieged]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.stock"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield Besieged(int(process.stdout.readline().split()[1]), process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@asynccontextmanager
async def besieging(server: Besieged, names: tuple[str, ...], first: int) -> AsyncIterator[None]:
    """All these attacks, each from an address of its own."""
    tasks = []
    for number, name in enumerate(names, first):
        target = Target(
            port=server.port, source=f"127.0.0.{number}", secret=server.secret, pace=0.01,
            most=POURED,
        )  # fmt: skip
        server.targets[name] = target
        one = replace(ATTACKS[name], again=False, count=ATTACKERS.get(name, FEW))
        tasks.append(asyncio.create_task(attack(one, target)))
    try:
        await until(lambda: all(_there(server, name) for name in names), "not all came in")
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _there(server: Besieged, name: str) -> bool:
    return server.targets[name].tally.begun >= ATTACKERS.get(name, FEW)


def lowered(document: Any) -> None:
    limits = document["limits"]
    limits["connections_per_address"] = 16
    limits["head_seconds"] = limits["body_seconds"] = limits["answer_seconds"] = 2


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def siege(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Siege]:
    folder = tmp_path_factory.mktemp("siege")
    with stock() as other:
        async with hall_of(folder, lowered) as hall:
            assert hall.process is not None
            ours = Besieged(hall.port, hall.process, hall.secret("admin"))
            found = Siege(ours, other)
            await hall.press("3")
            await _besiege(found, hall)
            await _end(found, hall)
        yield found


async def _besiege(siege: Siege, hall: Hall) -> None:
    both = (siege.ours, siege.stock)
    for server in both:
        server.began = memory(server.process.pid)
    names = (*LET_GO, CROWD, "half-open sockets")
    async with besieging(siege.ours, names, 10), besieging(siege.stock, names, 40):
        begun = time.monotonic()
        while time.monotonic() < begun + 2 or (_keeps(siege.ours) and _patience(begun)):
            siege.health.append(await hall.health())
            await hall.ticket("ktp-el")
            siege.presses.append(await hall.press("3"))
            for server in both:
                server.look()
            await asyncio.sleep(0.1)
        for server in both:
            server.count()


def _keeps(server: Besieged) -> bool:
    """Whether it holds any of those whom it lets go, or some have not read yet that it does not."""
    server.count()
    for name in LET_GO:
        tally = server.targets[name].tally
        if server.kept[name] or not (ATTACKS[name].deaf or tally.ended >= tally.begun):
            return True
    return False


def _patience(begun: float) -> bool:
    return time.monotonic() < begun + PATIENCE


async def _end(siege: Siege, hall: Hall) -> None:
    """SIGTERM, while all of them hang on to it."""
    names = (*LET_GO, CROWD, "half-open sockets", "unread feeds")
    ours, stock = (replace(server, targets={}) for server in (siege.ours, siege.stock))
    async with besieging(ours, names, 70), besieging(stock, names, 100):
        begun = time.monotonic()
        siege.stock.process.terminate()
        await asyncio.to_thread(hall.stop)
        siege.ours.ended_after = time.monotonic() - begun
        if siege.stock.process.poll() is not None:
            siege.stock.ended_after = time.monotonic() - begun


# ── what came of it ──


@pytest.mark.parametrize("name", LET_GO)
async def test_the_hall_lets_go_of_them(siege: Siege, name: str) -> None:
    assert siege.ours.kept[name] == 0


@pytest.mark.parametrize("name", STAYS)
async def test_control_the_stock_server_keeps_them(siege: Siege, name: str) -> None:
    assert siege.stock.kept[name] >= ATTACKERS.get(name, FEW)


@pytest.mark.parametrize(
    ("name", "status"),
    [("slow heads", "408"), ("slow bodies", "408"), ("endless heads", "431"),
     ("endless bodies", "413"), (CROWD, "503")],
)  # fmt: skip
async def test_they_are_told_why(siege: Siege, name: str, status: str) -> None:
    assert siege.ours.targets[name].tally.told[status] >= 1


async def test_who_is_one_too_many_goes_and_the_others_stay(siege: Siege) -> None:
    assert siege.ours.targets[CROWD].tally.told["503"] == 2 * FEW - 16
    assert siege.stock.kept[CROWD] == 2 * FEW


async def test_the_hall_goes_on(siege: Siege) -> None:
    assert len(siege.presses) >= 3
    assert {answer.status for answer in siege.health} == {200}
    assert {answer.status for answer in siege.presses} == {200}
    assert all(answer.number for answer in siege.presses)


async def test_its_memory_is_bounded_and_the_controls_is_not(siege: Siege) -> None:
    assert siege.ours.peak - siege.ours.began <= 10 * MIB  # of all of them together
    assert siege.stock.peak - siege.stock.began >= 30 * MIB


async def test_it_ends_when_it_is_told_to_and_the_control_does_not(siege: Siege) -> None:
    assert siege.ours.ended_after is not None
    assert siege.ours.ended_after <= 3.0
    assert siege.stock.ended_after is None
