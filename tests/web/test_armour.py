"""No page of another origin changes anything, and every answer says what may be loaded."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from signage.web.api import OPERATIONS
from tests.halls import SMALL
from tests.web.asking import FREE, HOST, House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALLOWED = "https://screens.example"
FOREIGN = (
    "http://evil.example",
    "null",
    "http://hall.test",  # the same host, another port
    "http://hall.test:8001",
    "http://hall.test:8000.evil.example",
    "http://evil.example:8000",
    "https://screens.example.evil.example",
    "file://",
    "http://[",
    "",
)
PATHS = ("/api/tickets", "/api/counters/1/next", "/api/zones/hall/announcements", "/", "/nowhere")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    text = SMALL + FREE + f'\n[server]\nallowed_origins = ["{ALLOWED}"]\n'
    async with house(tmp_path_factory.mktemp("hall"), text) as made:
        yield made


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_page_changes_nothing(asked: House, origin: str) -> None:
    before = asked.hall.live.state.seq
    for path in PATHS:
        for method in ("POST", "PUT", "PATCH", "DELETE", "PURGE"):
            answer = await asked.ask(method, path, "admin", headers={"Origin": origin})
            refused(answer, 403, "origin_refused")
    assert asked.hall.live.state.seq == before


async def test_every_unsafe_operation_looks_at_the_origin(asked: House) -> None:
    for operation in OPERATIONS:
        if operation.method == "GET":
            continue
        path = re.sub(r"\{\w+\}", "1", operation.path)
        headers = {"Origin": "http://evil.example"}
        refused(await asked.ask(operation.method, path, headers=headers), 403, "origin_refused")


@pytest.mark.parametrize(
    "origin", [f"http://{HOST}", f"https://{HOST}", ALLOWED, "https://SCREENS.example", None]
)
async def test_our_own_pages_and_those_that_are_named_press(
    asked: House, origin: str | None
) -> None:
    headers = {"Origin": origin} if origin else {}
    path = "/api/counters/1/next"
    assert (await asked.ask("POST", path, "counter-1", headers=headers)).status_code == 200


async def test_reading_needs_no_origin(asked: House) -> None:
    headers = {"Origin": "http://evil.example"}
    answer = await asked.ask("GET", "/api/me", "admin", headers=headers)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


async def test_every_answer_is_armoured(asked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(asked.hall.live, "submit", broken)
    asks = [
        ("GET", "/", 200), ("GET", "/screen", 200), ("GET", "/api/health", 200),
        ("GET", "/api/me", 401), ("GET", "/nowhere", 404), ("PUT", "/api/tickets", 405),
        ("GET", "/static/screen/screen.css", 200), ("GET", "/static/nothing", 404),
        ("GET", "/sounds/nothing.wav", 404), ("POST", "/api/counters/1/next", 500),
    ]  # fmt: skip
    for method, path, status in asks:
        by = "counter-1" if status == 500 else None
        answer = await asked.ask(method, path, by)
        assert answer.status_code == status, path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and f"ws://{HOST}" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil; script-src *", "a b", "[", "x" * 300, "a,b"])
async def test_a_host_writes_no_policy(asked: House, host: str) -> None:
    answer = await asked.ask("GET", "/", headers={"Host": host})
    assert host not in answer.headers["content-security-policy"] or host == "["
    assert "ws://" not in answer.headers["content-security-policy"] or host == "["
