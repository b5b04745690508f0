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


def quotas_and_places(document: Any) -> None:
    """A quota, and places of its own for those who come back."""
    next(s for s in document["services"] if s["id"] == "kk")["quota"] = 3
    document["calling"]["parked"] = "after 1"


STOOD = (
    "zone/hall-a", "zone/ballroom", "kiosk/hall-a", "counter/3", "counter/4", "counter/5",
    "queue/ktp-el", "queue/kk", "line/ktp-el", "line/@5", "floor",
)  # fmt: skip


async def a_morning(hall: Hall) -> None:
    """Visitors parked, returned, sent on, passed over; a break, a full quota, two emergencies."""
    await hall.tickets("ktp-el", "ktp-el", "ktp-el", "kk", "kk", "kk")
    for of_class in ("lansia", "hamil"):
        assert (await hall.ticket("ktp-el", priority=of_class)).status == 201
    assert (await hall.ticket("kk")).code == "quota_reached"
    presses: list[tuple[str, str, dict[str, Any]]] = [
        ("3", "next", {}), ("3", "serve", {}), ("3", "note", {"text": "bawa KK asli"}),
        ("3", "park", {"note": "fotokopi"}), ("4", "next", {}), ("4", "no-show", {}),
        ("3", "next", {}), ("3", "park", {}), ("3", "return", {}),
        ("4", "next", {}), ("4", "transfer", {"counter": "5"}), ("4", "next", {}),
        ("4", "recall", {}), ("3", "next", {}), ("3", "serve", {}),
        ("3", "also", {"service": "kk"}), ("5", "open", {}), ("5", "break", {"minutes": 30}),
    ]  # fmt: skip
    for counter, action, body in presses:
        if action == "return":
            body = {"ticket": (await hall.view("counters/3"))["parked"][0]["ticket"]}
        answer = await hall.press(counter, action, body)
        assert answer.status == 200, (counter, action, answer)
    for drill in (False, True):
        body = {"text": {"id": "Keluar", "en": "Leave"}, "drill": drill}
        said = await hall.ask("POST", "/api/emergencies", hall.secret("admin"), json=body)
        assert said.status == 201, said


async def test_what_was_aside_stands_as_it_stood(tmp_path: Path) -> None:
    """Parked, missed, returned, sent on, noted, on a break, in an emergency: no page changes."""
    async with hall_of(tmp_path, quotas_and_places) as hall:
        await a_morning(hall)
        first, again = await _stood(hall), await _stood(hall)
        assert first == again, "what moves by itself would be no proof"
        hall.kill9()
        await hall.start()
        after = await _stood(hall)
        for page, view in first.items():
            assert after[page] == view, page
        desk, away, idle = (after[f"counter/{counter}"] for counter in ("3", "4", "5"))
        assert [row["note"] for row in desk["parked"]] and away["missed"]
        assert idle["on_break"] is not None and idle["waiting"][0]["came"]
        assert desk["ticket"]["note"] or desk["waiting"]
        assert len(after["zone/hall-a"]["emergencies"]) == 2
        assert after["queue/kk"]["shut"] == "quota_reached"
        assert (await hall.press("5", "open")).status == 200
        assert (await hall.press("5", "next")).number == idle["waiting"][0]["number"]


async def _stood(hall: Hall) -> dict[str, Any]:
    """Every page as it stands, and the reports, but for what only counts seconds."""
    async with watching(hall.url, hall.secret("admin"), *STOOD) as watcher:
        await until(lambda: set(STOOD) <= set(watcher.newest), "not every page comes")
        pages = {topic: still(watcher.view(topic)) for topic in STOOD}
    report = await hall.view("reports/fairness")
    classes = [{k: row[k] for k in ("priority", "tickets", "called", "passed", "by")}
               for row in report["classes"]]  # fmt: skip
    pages |= {"fairness": classes, "emergencies": still(await hall.view("emergencies"))}
    return pages


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
