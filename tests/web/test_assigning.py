"""A counter is moved to other services: what is written, what applies, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.config.editing import revision_of
from signage.registry.audit import Audit, Wanted
from tests.halls import SMALL, small
from tests.web.asking import FREE, House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

MORE = """
[[counters]]
id = "3"  # by the door
zone = "hall"
services = ["birth", "card"]
weights = { birth = 2, card = 3 }
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), SMALL + MORE + FREE) as made:
        yield made


async def assign(asked: House, counter: str, body: Any, by: str | None = "admin") -> httpx.Response:
    return await asked.ask("POST", f"/api/counters/{counter}/services", by, json=body)


def file(asked: House) -> str:
    return (asked.folder / "hall.toml").read_text()


def serves(asked: House, counter: str) -> tuple[str, ...]:
    return asked.hall.live.state.hall.counter[counter].services


async def test_it_is_written_and_applies_at_once(asked: House) -> None:
    answer = await assign(asked, "2", {"services": ["birth", "card", "birth"]})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "counter": "2", "services": ["birth", "card"], "before": ["card"],
        "revision": revision_of(file(asked)), "effects": [],
    }  # fmt: skip
    assert serves(asked, "2") == ("birth", "card")
    before = file(asked)
    again = await assign(asked, "2", {"services": ["birth", "card"]})
    assert (again.status_code, file(asked)) == (200, before)
    back = await assign(asked, "2", {"services": ["card"], "revision": revision_of(before)})
    assert (back.status_code, serves(asked, "2")) == (200, ("card",))


async def test_remarks_stay_and_weights_of_what_is_gone_go(asked: House) -> None:
    assert (await assign(asked, "3", {"services": ["card"]})).status_code == 200
    assert 'id = "3"  # by the door' in file(asked)
    assert dict(asked.hall.live.state.hall.counter["3"].weights) == {"card": 3}
    assert (await assign(asked, "3", {"services": ["birth"]})).status_code == 200
    assert "weights" not in file(asked)
    await assign(asked, "3", {"services": ["birth", "card"]})


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"services": []}, 422, "assign_empty"),
        ({"services": ["nothing"]}, 404, "service_unknown"),
        ({"services": ["x" * 5000]}, 404, "service_unknown"),
        ({"services": ["card"], "revision": "0" * 16}, 409, "config_changed"),
        ({}, 422, "malformed"),
        ({"services": "card"}, 422, "malformed"),
        ({"services": [1]}, 422, "malformed"),
        ({"services": None}, 422, "malformed"),
        ({"services": ["card"], "anyway": "yes"}, 422, "malformed"),
        ({"services": ["card"], "more": 1}, 422, "malformed"),
        ([], 422, "malformed"),
        ({"services": ["a"] * 40_000}, 413, "too_large"),
    ],
)
async def test_a_bad_body_is_refused_and_changes_nothing(
    asked: House, body: Any, status: int, code: str
) -> None:
    before = file(asked)
    refused(await assign(asked, "1", body), status, code)
    assert file(asked) == before


async def test_nobody_else_may_and_no_other_counter_is_there(asked: House) -> None:
    body = {"services": ["card"]}
    refused(await assign(asked, "1", body, None), 401, "secret_missing")
    for by in ("counter-1", "screen-hall", "kiosk-hall", "button-1", "feed"):
        refused(await assign(asked, "1", body, by), 403, "not_allowed")
    refused(await assign(asked, "nowhere", body), 404, "counter_unknown")


async def test_the_last_counter_of_a_service_keeps_it(asked: House) -> None:
    await assign(asked, "3", {"services": ["card"]})
    refused(await assign(asked, "1", {"services": ["card"], "anyway": True}), 409, "assign_last")
    await assign(asked, "3", {"services": ["birth", "card"]})


async def test_who_waits_is_left_alone_only_on_purpose(asked: House) -> None:
    await asked.ticket("birth")
    only_card: dict[str, Any] = {"services": ["card"]}
    await asked.press("1", "open")
    refused(await assign(asked, "1", only_card), 409, "assign_waiting")
    assert serves(asked, "1") == ("card", "birth")
    await asked.press("3", "open")
    assert (await assign(asked, "1", only_card)).status_code == 200
    await assign(asked, "1", {"services": ["card", "birth"]})
    await asked.press("3", "close")
    anyway = await assign(asked, "1", {**only_card, "anyway": True})
    assert (anyway.status_code, serves(asked, "1")) == (200, ("card",))


async def test_the_visit_at_the_counter_goes_on(asked: House) -> None:
    await assign(asked, "1", {"services": ["card", "birth"]})
    call = (await asked.press("1", "next")).json()["call"]
    assert call["service"] == "birth"
    assert (await assign(asked, "1", {"services": ["card"]})).status_code == 200
    assert (await asked.press("1", "serve")).json()["call"]["number"] == call["number"]
    assert (await asked.press("1", "finish")).status_code == 200


async def test_a_hall_without_a_file_says_so(tmp_path: Path) -> None:
    async with house(tmp_path, config=small(SMALL + FREE)) as made:
        refused(await assign(made, "2", {"services": ["card"]}), 503, "config_unwritable")


async def test_limits_of_an_edited_file_apply_at_once(asked: House) -> None:
    path = asked.folder / "hall.toml"
    path.write_text(file(asked) + "\n[floor]\nlag_warn = 7\n")
    assert asked.hall.edits is not None
    await asked.hall.edits.reload()
    floor: Any = asked.hall.live.view("floor")
    assert floor.lag_limit.warn == 7


def audited(asked: House) -> list[tuple[str, str, str]]:
    rows = Audit(asked.folder, lambda: 0).read(Wanted(), 500)
    return [(row.kind, row.action, row.subject) for row in reversed(rows)]


async def test_what_the_hall_changes_is_in_the_audit_once(asked: House) -> None:
    before = len(audited(asked))
    await assign(asked, "2", {"services": ["card", "birth"]})
    await assign(asked, "2", {"services": ["card", "birth"]})
    await assign(asked, "2", {"services": []})
    path, key = "/api/counters/2/close", {"Idempotency-Key": "once"}
    for _ in range(2):
        answer = await asked.ask("POST", path, "admin", headers=key)
        assert answer.status_code == 200
    await asked.ask("POST", "/api/counters/2/open", "admin")
    await asked.press("2", "close")
    text = {"text": {"id": "Keluar", "en": ""}, "drill": True}
    started = (await asked.ask("POST", "/api/emergencies", "admin", json=text)).json()["emergency"]
    await asked.ask("POST", f"/api/emergencies/{started}/end", "admin")
    refused(await asked.ask("POST", "/api/emergencies/none/end", "admin"), 404, "emergency_unknown")
    assert audited(asked)[before:] == [
        ("admin", "config.changed", "counters/2"),
        ("admin", "counter.closed", "2"),
        ("admin", "counter.opened", "2"),
        ("admin", "emergency.started", started),
        ("admin", "emergency.ended", started),
    ]
