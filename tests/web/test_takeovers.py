"""Events over HTTP: who may, what is refused, where calls go, and what a running hall begins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from signage import watching
from signage.queueing import commands as c
from tests.halls import SMALL, small
from tests.web.asking import SPOKEN, House
from tests.web.asking import house as asking

EVENTS = """
[[takeovers]]
id = "wisuda"
zone = "ballroom"
name = { id = "Wisuda", en = "Graduation" }

[[takeovers]]
id = "pameran"
zone = "hall"
name = "Pameran"
calls_to = ["ballroom"]
dates = "2026-11-26"
hours = "12:30-13:00"
"""


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds; a test ends when it never does."""
    async with asyncio.timeout(45):
        while not holds():  # noqa: ASYNC110 - a state is no event
            await asyncio.sleep(0.01)


async def start(house: House, zone: str, by: str = "admin", **body: Any) -> Any:
    return await house.ask("POST", f"/api/zones/{zone}/takeover", by, json=body)


async def test_one_is_started_seen_and_ended(tmp_path: Path) -> None:
    async with asking(tmp_path, SPOKEN + EVENTS) as house:
        until = house.hall.live.now().at + 3_600_000
        answer = await start(house, "ballroom", "floor", takeover="wisuda", until=until)
        told = {"takeover": "wisuda", "zone": "ballroom", "until": until}
        assert (answer.status_code, answer.json()) == (201, told)
        taken = (await house.ask("GET", "/api/zones/ballroom", "admin")).json()["takeover"]
        assert (taken["id"], taken["name"]["en"], taken["until"]) == ("wisuda", "Graduation", until)
        beside = (await house.ask("GET", "/api/zones/hall", "screen-hall")).json()
        assert [one["zone"] for one in beside["guests"]] == ["ballroom"]
        listed = (await house.ask("GET", "/api/takeovers", "floor")).json()
        assert [one["takeover"] for one in listed["takeovers"]] == ["wisuda"]
        wisuda, pameran = listed["plans"]
        assert "sudah berlangsung" in wisuda["hindrance"]["id"] and wisuda["next"] is None
        assert pameran["hindrance"]["id"].startswith("Kalau Pameran")
        await house.ticket()
        called = (await house.press("1", "next")).json()["call"]
        assert called["zones"] == ["hall"]
        ended = await house.ask("POST", "/api/zones/ballroom/takeover/end", "admin")
        assert (ended.status_code, ended.json()["takeover"]) == (200, "wisuda")
        assert (await house.press("1", "recall")).json()["call"]["zones"] == ["hall", "ballroom"]
        audit = (await house.ask("GET", "/api/audit", "admin")).json()["records"]
        kinds = [one["action"] for one in audit if one["action"].startswith("takeover")]
        assert kinds == ["takeover.ended", "takeover.started"]


REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    ("ballroom", {}, 422, "malformed"),
    ("ballroom", {"takeover": "wisuda", "until": "noon"}, 422, "malformed"),
    ("ballroom", {"takeover": "wisuda", "until": 1}, 422, "takeover_past"),
    ("ballroom", {"takeover": "pesta"}, 404, "takeover_unknown"),
    ("hall", {"takeover": "wisuda"}, 409, "takeover_elsewhere"),
    ("lobby", {"takeover": "wisuda"}, 404, "zone_unknown"),
]


async def test_who_may_not_and_what_is_refused(tmp_path: Path) -> None:
    async with asking(tmp_path, SMALL + EVENTS) as house:
        for kind in ("screen-hall", "counter-1", "kiosk-hall", "feed", None):
            for method, path in (
                ("POST", "/api/zones/hall/takeover"), ("POST", "/api/zones/hall/takeover/end"),
                ("GET", "/api/takeovers"),
            ):  # fmt: skip
                answer = await house.ask(method, path, kind)
                assert answer.status_code == (403 if kind else 401), (kind, path)
        for zone, body, status, code in REFUSED:
            answer = await start(house, zone, **body)
            assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
        ended = await house.ask("POST", "/api/zones/ballroom/takeover/end", "admin")
        assert (ended.status_code, ended.json()["code"]) == (409, "takeover_over")


async def test_the_same_key_is_one_press(tmp_path: Path) -> None:
    async with asking(tmp_path, SMALL + EVENTS) as house:
        answers = [
            await house.ask(
                "POST", "/api/zones/ballroom/takeover", "admin", json={"takeover": "wisuda"},
                headers={"Idempotency-Key": "one"},
            )
            for _ in range(2)
        ]  # fmt: skip
        assert {answer.status_code for answer in answers} == {201}
        assert (await start(house, "ballroom", takeover="wisuda")).json()["code"] == (
            "takeover_stands"
        )


async def test_it_stands_over_a_restart_and_the_table_has_the_reason(tmp_path: Path) -> None:
    async with asking(tmp_path, SPOKEN + EVENTS) as house:
        await house.ticket()
        await house.press("1", "next")
        assert (await start(house, "ballroom", takeover="wisuda")).status_code == 201
        (said,) = house.hall.live.state.announcements["ballroom"]
        assert (said.result, said.reason) == ("skipped", "takeover")
    async with asking(tmp_path, SPOKEN + EVENTS) as house:
        live = house.hall.live
        assert live.state.takeovers["ballroom"].id == "wisuda"
        await live.submit(c.TurnTakeovers())
        assert live.state.takeovers["ballroom"].id == "wisuda"
        await live.adopt(replace(small(SPOKEN).hall, zones=live.state.hall.zones[:1], takeovers=()))
        assert not live.state.takeovers


async def test_the_schedule_begins_it_once_also_over_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK", 0.01)
    daily = 'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\nhours = "00:00-24:00"\n'
    always = SMALL + EVENTS.replace('name = { id = "Wisuda"', daily + 'name = { id = "Wisuda"')
    async with asking(tmp_path, always) as house:
        live = house.hall.live
        await until(lambda: "ballroom" in live.state.takeovers)
        ended = await house.ask("POST", "/api/zones/ballroom/takeover/end", "admin")
        assert ended.status_code == 200
        await asyncio.sleep(0.05)
        assert not live.state.takeovers
    async with asking(tmp_path, always) as house:
        await asyncio.sleep(0.05)
        assert not house.hall.live.state.takeovers
        assert (await start(house, "ballroom", takeover="wisuda")).status_code == 201
