"""`kill -9` under load (promises P1, P2, P3, P5): nothing answered is lost, nothing is doubled."""

from __future__ import annotations

import asyncio
import copy
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ledger import Kind, Ledger, bustle, settle
from tests.e2e.pages import Pages, flashed, tiles
from tests.e2e.running import ROOT, Hall, hall_of, until, write_config
from tests.e2e.watching import still, watching

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

KILLS = 40
PLACES: list[tuple[Kind, str]] = [
    *(("call", counter) for counter in ("1", "3", "4", "5", "6")),
    *(("ticket", service) for service in ("ktp-el", "kk", "ktp-el", "oss", "paspor-baru", "oss")),
]
TOPICS = ("zone/hall-a", "zone/ballroom", "counter/3", "queue/ktp-el")


async def one_life(hall: Hall, ledger: Ledger, seconds: float) -> None:
    """Load on a running server, and its death in the midst of it."""
    load = asyncio.create_task(bustle(hall, ledger, PLACES))
    await asyncio.sleep(seconds)
    hall.kill9()
    await load


async def test_forty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    ledger, chance = Ledger(), random.Random()
    async with (
        hall_of(tmp_path) as hall,
        watching(hall.url, hall.secret("admin"), *TOPICS) as watcher,
    ):
        answered = 0
        for kill in range(KILLS):
            await one_life(hall, ledger, chance.uniform(0.1, 0.5))
            assert ledger.wrong == [], f"after kill {kill + 1}"
            await hall.start()
        await settle(hall, ledger)
        events = await hall.events()
        assert ledger.faults(events) == []
        answered = len(ledger.tickets()) + len(ledger.calls())
        assert answered > 5 * KILLS, "too little load to prove anything"

        end = (await hall.health()).body["seq"]
        await until(
            lambda: all(watcher.seq(topic) == end for topic in TOPICS),
            "the watcher does not see the end",
        )
        for topic in TOPICS:
            kind, _, place = topic.partition("/")
            kind = {"zone": "zones", "counter": "counters", "queue": "services"}[kind]
            assert still(watcher.view(topic)) == still(await hall.view(f"{kind}/{place}")), topic
        assert watcher.sockets > KILLS // 2
        hall.stop()
        verified = hall.run("verify", "--json")
        assert verified.returncode == 0, verified.stderr
        assert '"whole": true' in verified.stdout
        ledger_finds_what_was_broken(ledger, events)


def ledger_finds_what_was_broken(ledger: Ledger, events: list[dict[str, Any]]) -> None:
    """The control: each kind of fault in the journal would have been found."""
    tickets = [i for i, event in enumerate(events) if event["kind"] == "TicketIssued"]
    calls = [i for i, event in enumerate(events) if event["kind"] == "TicketCalled"]

    def broken(at: int, **changes: object) -> list[str]:
        changed = copy.deepcopy(events)
        changed[at]["event"].update(changes)
        return ledger.faults(changed)

    assert ledger.faults(events[: tickets[-1]])
    assert ledger.faults(events[: calls[-1]] + events[calls[-1] + 1 :])
    assert broken(tickets[3], number=events[tickets[2]]["event"]["number"])
    assert broken(calls[1], number=events[calls[0]]["event"]["number"])
    assert broken(calls[0], counter="99")


async def test_a_hall_that_answers_before_the_disk_has_it_is_found_out(tmp_path: Path) -> None:
    """The control: the very same test goes red on a server that breaks the promise."""
    ledger = Ledger()
    async with hall_of(tmp_path, module="tests.e2e.hasty") as hall:
        for _ in range(10):
            await one_life(hall, ledger, 0.3)
            await hall.start()
            if ledger.wrong:
                break
            await settle(hall, ledger)
            if ledger.faults(await hall.events()):
                break
        else:
            raise AssertionError("nothing was lost: this test finds no loss")


@pytest.mark.parametrize("files", range(0, 10, 3))
async def test_a_first_start_that_is_cut_off_is_begun_again(tmp_path: Path, files: int) -> None:
    """Killed as soon as the data folder holds so many files, and again; then all is there."""
    hall = Hall(write_config(tmp_path / "config.toml"), tmp_path / "data")
    for _ in range(2):
        with subprocess.Popen(
            hall.command("serve", "--host", "127.0.0.1", "--port", str(hall.port)),
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as first:  # fmt: skip
            await until(lambda: len(list(hall.data.glob("*"))) >= files, "it makes no files")
            first.kill()
    async with hall:
        assert len(hall.links()) == len({link["secret"] for link in hall.links()})
        (number,) = await hall.tickets("oss")
        assert (await hall.press("1")).number == number


@pytest.mark.browser
async def test_the_next_call_is_on_the_screen_without_a_reload(
    pages: Pages, tmp_path: Path
) -> None:
    async with hall_of(tmp_path) as hall:
        screen = await pages.open(hall.page("screen", "hall-a"))
        await screen.evaluate("window.neverReloaded = true")
        first, second, third = await hall.tickets("ktp-el", "ktp-el", "ktp-el")
        for number, kill in ((first, True), (second, True), (third, False)):
            assert (await hall.press("3")).number == number
            await until(lambda number=number: _shows(tiles(screen), number), f"{number} not shown")
            if kill:
                hall.kill9()
                await hall.start()
        assert await screen.evaluate("window.neverReloaded")
        assert sorted(await flashed(screen)) == [f"{n}×1" for n in (first, second, third)]
        await until(lambda: _proven(hall), "the screen's own proof does not come")


async def _shows(shown: Any, number: str) -> bool:
    return any(tile.startswith(number) for tile in await shown)


async def _proven(hall: Hall) -> bool:
    proof = (await hall.view("counters/3"))["proof"]
    return (proof["shown"], proof["screens"]) == (1, 1)
