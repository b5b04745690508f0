"""Refusals: one form, a stable code, a sentence in the language that was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from starlette.exceptions import HTTPException
from starlette.requests import Request

from signage import errors
from signage.errors import JournalTrouble, Refused, SignageError
from signage.queueing.refusals import SENTENCES
from signage.web import problems
from tests.web.asking import House, house, refused

ROOT = Path(__file__).parents[2]
CODE = re.compile(
    r"(?:Refused|Malformed|NotFound|Forbidden|Unauthorised|JournalTrouble)\(\s*\"(\w+)\""
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


def _request(language: str = "", path: str = "/api/x") -> Request:
    headers = [(b"accept-language", language.encode("latin-1"))] if language else []
    return Request({"type": "http", "method": "GET", "path": path, "headers": headers})


@pytest.mark.parametrize(
    ("asked_for", "language"),
    [("", "id"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("id", "id"), ("nl", "id"),
     ("fr, en;q=0.5, id;q=0.1", "en"), ("ID-id", "id"), (",;,", "id"), ("*", "id"),
     ("\xff", "id"), ("e" * 9000, "id")],
)  # fmt: skip
def test_the_language_is_the_first_that_we_speak(asked_for: str, language: str) -> None:
    assert problems.language_of(_request(asked_for)) == language


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.Malformed("malformed", problem="x"), 422, "malformed"),
        (errors.Malformed("too_large", limit=1), 413, "too_large"),
        (errors.NotFound("route_unknown"), 404, "route_unknown"),
        (errors.Unauthorised("secret_missing"), 401, "secret_missing"),
        (errors.Forbidden("not_allowed"), 403, "not_allowed"),
        (Refused("nothing_at_counter", counter="1"), 409, "nothing_at_counter"),
        (Refused("too_often", after=7), 429, "too_often"),
        (JournalTrouble("disk_full", "/var/lib/secret"), 503, "disk_full"),
        (JournalTrouble("stopping"), 503, "stopping"),
        (JournalTrouble("never heard of"), 503, "never heard of"),
        (errors.ConfigError("inside"), 500, "internal"),
        (SignageError("inside"), 500, "internal"),
    ],
)
def test_every_branch_of_the_error_tree_has_its_answer(
    error: SignageError, status: int, code: str
) -> None:
    texts = {}
    for language in ("id", "en"):
        answer = problems.from_error(_request(language), error)
        body = json.loads(bytes(answer.body))
        assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
        assert body["title"] == problems.TITLES[status]
        assert answer.media_type == "application/problem+json"
        assert "inside" not in body["detail"] and "/var" not in body["detail"]
        texts[language] = body["detail"]
    assert texts["id"] != texts["en"]


def test_who_must_wait_is_told_how_long() -> None:
    often = problems.from_error(_request(), Refused("too_often", after=7))
    assert often.headers["retry-after"] == "7"
    disk = problems.from_error(_request(), JournalTrouble("disk_full"))
    assert disk.headers["retry-after"] == "5"


def test_every_code_that_is_raised_has_a_sentence() -> None:
    raised = {
        code
        for path in (ROOT / "signage").rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert {"not_allowed", "malformed", "stopping"} <= raised
    # the hub's own word for a topic that is not there never reaches a person
    assert raised - set(SENTENCES) <= {"unknown_topic"}


def test_every_code_is_in_the_protocol() -> None:
    text = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)` \| ", text, re.MULTILINE))
    assert set(SENTENCES) <= told


@pytest.mark.asyncio(loop_scope="module")
async def test_no_route_and_no_method(asked: House) -> None:
    for path in (
        "/nowhere",
        "/api",
        "/api/",
        "/api/me/",
        "/static",
        "/static/../app.py",
        "/live/x",
    ):
        refused(await asked.ask("GET", path), 404, "route_unknown")
    for method, path in (
        ("GET", "/api/tickets"), ("DELETE", "/api/counters/1/next"), ("OPTIONS", "/api/tickets"),
        ("POST", "/api/me"), ("PUT", "/"), ("POST", "/static/screen/screen.css"),
        ("POST", "/metrics"), ("PATCH", "/button/1/next"),
    ):  # fmt: skip
        answer = await asked.ask(method, path)
        refused(answer, 405, "method_unknown")
        assert answer.headers["allow"] and answer.headers["allow"] in answer.json()["detail"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_head_is_answered_like_a_get(asked: House) -> None:
    for path, status in (("/api/health", 200), ("/nowhere", 404), ("/", 200), ("/api/me", 401)):
        assert (await asked.ask("HEAD", path)).status_code == status


@pytest.mark.asyncio(loop_scope="module")
async def test_a_name_is_told_back_as_text(asked: House) -> None:
    for name in ("<script>alert(1)</script>", "x" * 9000, "‮evil", "😀", "%00", "{0.__class__}"):
        answer = await asked.ask("GET", f"/api/zones/{name}".replace("/s", "%2fs"), "admin")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(answer.content) < 1000
        body = {"service": name}
        answer = await asked.ask("POST", "/api/tickets", "admin", json=body)
        assert answer.status_code == 404 and answer.json()["code"] == "service_unknown"
        assert len(answer.content) < 1500


async def test_an_error_of_the_framework_keeps_its_status() -> None:
    answer = await problems.on_http_error(_request(), HTTPException(400, "odd"))
    assert json.loads(bytes(answer.body))["code"] == "refused"
    answer = await problems.on_http_error(_request(), HTTPException(405))
    assert answer.headers["allow"] == "GET, HEAD"
