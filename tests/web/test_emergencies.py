"""Emergencies over HTTP: who may, what is refused, what an id is good for, who sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from signage.queueing.hall import Text
from tests.web.asking import House
from tests.web.asking import house as asking

TEXT = {"id": "Keluar lewat pintu timur.", "en": "Leave by the east door."}


async def started(house: House, **body: Any) -> str:
    answer = await house.ask("POST", "/api/emergencies", "admin", json={"text": TEXT, **body})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["emergency"])


async def listed(house: House) -> list[dict[str, Any]]:
    answer = await house.ask("GET", "/api/emergencies", "admin")
    return list(answer.json()["emergencies"])


async def test_one_is_started_seen_and_ended(tmp_path: Path) -> None:
    async with asking(tmp_path) as house:
        id = await started(house, zones=["hall"])
        (row,) = await listed(house)
        assert (row["emergency"], row["zones"], row["drill"]) == (id, ["hall"], False)
        assert (row["text"], row["languages"]) == (TEXT, ["id", "en"])
        for path, kind in (
            ("/api/zones/hall", "screen-hall"), ("/api/counters/1", "counter-1"),
            ("/api/kiosk", "kiosk-hall"),
        ):  # fmt: skip
            shown = (await house.ask("GET", path, kind)).json()["emergency"]
            assert shown["emergency"] == id, path
        other = (await house.ask("GET", "/api/zones/ballroom", "admin")).json()
        assert other["emergency"] is None
        ended = await house.ask("POST", f"/api/emergencies/{id}/end", "admin")
        assert (ended.status_code, ended.json()) == (200, {"emergency": id})
        assert await listed(house) == []


async def test_what_one_needs_to_start_one(tmp_path: Path) -> None:
    async with asking(tmp_path) as house:
        answer = (await house.ask("GET", "/api/emergencies", "admin")).json()
    assert [zone["zone"] for zone in answer["zones"]] == ["hall", "ballroom"]
    assert {zone["voice"] for zone in answer["zones"]} == {"silent"}
    ready = [text["id"] for text in answer["texts"]]
    assert ready == ["evacuation", "fire", "earthquake", "medical"]
    assert (answer["languages"], answer["limit"]) == (["id", "en"], 400)


@pytest.mark.parametrize(
    "kind", ["screen-hall", "counter-1", "kiosk-hall", "button-1", "feed", None]
)
async def test_only_an_administrator_may(tmp_path: Path, kind: str | None) -> None:
    async with asking(tmp_path) as house:
        id = await started(house)
        for method, path in (
            ("POST", "/api/emergencies"), ("POST", f"/api/emergencies/{id}/end"),
            ("GET", "/api/emergencies"),
        ):  # fmt: skip
            answer = await house.ask(method, path, kind, json={} if method == "POST" else None)
            assert answer.status_code == (403 if kind else 401), path
        assert len(await listed(house)) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "malformed"),
        ({"text": 5}, 422, "malformed"),
        ({"text": {"id": "Keluar", "de": "Raus"}}, 422, "malformed"),
        ({"text": "Keluar", "zone": "hall"}, 422, "malformed"),
        ({"text": "Keluar", "drill": "yes"}, 422, "malformed"),
        ({"text": ""}, 422, "text_empty"),
        ({"text": " \n\t\u0007"}, 422, "text_empty"),
        ({"text": {}}, 422, "text_empty"),
        ({"text": "k" * 401}, 422, "text_too_long"),
        ({"text": {"id": "k", "en": "k" * 401}}, 422, "text_too_long"),
        ({"text": "Keluar", "zones": []}, 422, "zones_empty"),
        ({"text": "Keluar", "zones": ["hall", "hall"]}, 422, "zone_twice"),
        ({"text": "Keluar", "zones": ["<b>"]}, 404, "zone_unknown"),
        ({"text": "Keluar", "zones": ["hall"] * 3000}, 422, "zone_twice"),
    ],
)
async def test_what_is_refused_starts_nothing(
    tmp_path: Path, body: dict[str, Any], status: int, code: str
) -> None:
    async with asking(tmp_path) as house:
        answer = await house.ask("POST", "/api/emergencies", "admin", content=json.dumps(body))
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert await listed(house) == []


async def test_markup_and_emoji_are_words(tmp_path: Path) -> None:
    words = "<script>alert(1)</script> & 🚨"
    async with asking(tmp_path) as house:
        await started(house, text=f"{words} \u202e")  # what turns the writing is taken out
        (row,) = await listed(house)
    assert row["text"] == {"id": words, "en": words}
    assert row["languages"] == ["id"]


async def test_one_that_is_over_or_never_was_can_not_be_ended(tmp_path: Path) -> None:
    async with asking(tmp_path) as house:
        id = await started(house)
        assert (await house.ask("POST", f"/api/emergencies/{id}/end", "admin")).status_code == 200
        again = await house.ask("POST", f"/api/emergencies/{id}/end", "admin")
        assert (again.status_code, again.json()["code"]) == (409, "emergency_over")
        for never in ("e99999", "x", "%3Cb%3E", "e-1"):
            answer = await house.ask("POST", f"/api/emergencies/{never}/end", "admin")
            assert (answer.status_code, answer.json()["code"]) == (404, "emergency_unknown")


async def test_the_same_id_is_the_same_press_and_the_same_words_the_same_emergency(
    tmp_path: Path,
) -> None:
    async with asking(tmp_path) as house:
        key = {"Idempotency-Key": "press-1"}
        answers = [
            await house.ask("POST", "/api/emergencies", "admin", json={"text": TEXT}, headers=key)
            for _ in range(2)
        ]
        assert answers[0].json() == answers[1].json()
        other = await house.ask("POST", "/api/emergencies", "admin", json={"text": TEXT})
        assert other.json() == answers[0].json()
        wrong = await house.ask(
            "POST", "/api/emergencies", "admin", json={"text": "Lain"}, headers=key
        )
        assert wrong.json()["code"] == "key_reused"
        assert len(await listed(house)) == 1
        id = answers[0].json()["emergency"]
        key = {"Idempotency-Key": "press-2"}
        for _ in range(2):
            ended = await house.ask("POST", f"/api/emergencies/{id}/end", "admin", headers=key)
            assert ended.status_code == 200


async def test_five_stand_and_a_sixth_is_refused(tmp_path: Path) -> None:
    async with asking(tmp_path) as house:
        for n in range(5):
            await started(house, text=f"Nomor {n}")
        answer = await house.ask("POST", "/api/emergencies", "admin", json={"text": "Lagi"})
        assert (answer.status_code, answer.json()["code"]) == (409, "emergencies_full")


async def test_it_stands_after_a_restart(tmp_path: Path) -> None:
    async with asking(tmp_path) as house:
        id = await started(house, drill=True)
    async with asking(tmp_path) as house:
        (row,) = await listed(house)
        assert (row["emergency"], row["drill"]) == (id, True)
        view = (await house.ask("GET", "/api/zones/hall", "screen-hall")).json()
        assert view["emergency"]["drill"] is True
        assert house.hall.live.state.emergencies[0].text == Text(**TEXT)
