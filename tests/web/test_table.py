"""The whole table of who may what, held against the app: what is new has a row, or fails."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from typing import Final

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from signage.web import gate
from signage.web.api import OPERATIONS
from signage.web.describe import TOPICS as DESCRIBED
from tests.web import table
from tests.web.table import EVERYWHERE, NOBODY, NOWHERE, OWN, Place

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADVICE: Final = "read what changed, then: python -m tests.web.table"
UNKNOWN: Final = {
    "counter": "counter_unknown", "zone": "zone_unknown", "service": "service_unknown",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def at(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    async with table.place(tmp_path_factory.mktemp("table")) as made:
        await table.ask_every_route(made)
        await table.ask_every_topic(made)
        await table.ask_every_report(made)
        yield made


def _written() -> str:
    return table.written(table.DOCUMENT.read_text(encoding="utf-8"))


async def test_the_document_says_who_may_what(at: Place) -> None:
    wanted, found = _written().splitlines(), table.markdown(at.rows).splitlines()
    assert set(found) - set(wanted) == set(), ADVICE
    assert set(wanted) - set(found) == set(), ADVICE
    assert found == wanted, ADVICE


async def test_a_new_route_has_no_row(at: Place) -> None:
    async def secret(request: Request) -> Response:
        return Response("secret")

    app = Starlette(routes=[Route("/api/secret", secret)])
    new = [f"{method} {path}" for method, path in table.routes(app)]
    assert new == ["GET /api/secret"] and not set(new) & set(at.rows)
    with pytest.raises(AssertionError, match=r"what \{secret\} of"):
        table.named(at, "/api/{secret}", 0)


async def test_a_gate_that_is_open_too_wide_is_found(
    at: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with one kind too many, or one place too many, the table is another one."""
    monkeypatch.setattr(gate, "MAY", {**gate.MAY, "links": frozenset({"admin", "feed"})})
    assert await _row(at, "GET", "/api/links") != at.rows["GET /api/links"]
    monkeypatch.undo()
    monkeypatch.setattr(gate, "_own", lambda *given: True)
    path = "/api/counters/{counter}/next"
    assert (await _row(at, "POST", path))["counter"] == EVERYWHERE != OWN
    assert at.rows[f"POST {path}"]["counter"] == OWN


async def _row(at: Place, method: str, path: str) -> Mapping[str, str]:
    return {
        caller: await table.reach(at, method, path, at.headers(caller)) for caller in table.CALLERS
    }


async def test_a_wrong_secret_is_a_stranger(at: Place) -> None:
    wrong = {"Authorization": "Bearer " + "x" * 32}
    for name, row in at.rows.items():
        method, path = name.split(" ", 1)
        if method in ("watch", "say"):
            continue
        assert await table.reach(at, method, path, wrong) == row[NOBODY], name
    assert not await table.watches(at, "ticket/" + at.objects["token"][0], wrong)


async def test_a_stranger_changes_nothing_but_what_is_a_visitors(at: Place) -> None:
    changing = {
        name for name, row in at.rows.items() if row[NOBODY] != NOWHERE and name[:4] == "POST"
    }
    assert changing == {
        "POST /api/bookings",
        "POST /api/bookings/{code}/cancel",
        "POST /api/pairings",
        "POST /api/session",
        "POST /api/surveys/{token}",
        "POST /api/tickets/{token}/cancel",
    }


async def test_without_the_pages_token_a_cookie_changes_nothing(at: Place) -> None:
    """What another site's page could send in somebody's name does no more than a stranger."""
    for name, row in at.rows.items():
        method, path = name.split(" ", 1)
        if method not in ("POST", "PUT", "PATCH", "DELETE"):
            continue
        for role in table.PEOPLE:
            cookie = {"Cookie": at.headers(role)["Cookie"]}
            reached = await table.reach(at, method, path, cookie)
            assert reached in (row[NOBODY], NOWHERE), (name, role)


OWN_FILES = ("POST /api/session/password", "POST /api/exports")
"""What a reader may ask for that is no reading: a password of one's own, and a file to read."""


async def test_a_reader_only_reads(at: Place) -> None:
    for name, row in at.rows.items():
        if row["reader"] != row[NOBODY]:
            assert name.startswith("GET ") or name in OWN_FILES, name


async def test_only_the_named_reach_another_place(at: Place) -> None:
    """A screen, a counter and a button nowhere; a kiosk where it may send a visitor."""
    named = re.compile(r"\{(counter|zone|screen)\}")
    for name, row in at.rows.items():
        if named.search(name):
            wide = {who for who, reach in row.items() if reach == EVERYWHERE}
            assert not wide & {"screen", "kiosk", "counter", "button", "feed", NOBODY}, name


async def test_the_table_of_the_gate_is_the_table_of_the_app(at: Place) -> None:
    for operation in OPERATIONS:
        row = at.rows[f"{operation.method} {operation.path}"]
        if operation.verb is None:
            continue
        may = {who for who in table.CALLERS if row[who] != NOWHERE}
        assert may == gate.MAY[operation.verb] & {*table.CALLERS}, operation.path


async def test_who_may_not_learns_not_what_is_there(at: Place) -> None:
    """An unknown counter is 404 for those who might press it, and 403 for the others."""
    for name, row in at.rows.items():
        found = re.search(r"\{(\w+)\}", name)
        if found is None or found[1] not in UNKNOWN or row[NOBODY] != NOWHERE:
            continue
        method, path = name.split(" ", 1)
        if method in ("watch", "say"):
            continue
        there = table.named(at, path.replace(found[0], "nowhere"), 0)
        for caller in table.CALLERS:
            answer = await at.house.client.request(
                method, there, headers=at.headers(caller), content=b"" if method == "GET" else b"{"
            )
            if caller == NOBODY:
                assert answer.status_code == 401, name
            elif row[caller] == NOWHERE:
                unasked = path.startswith("/button/") and caller in table.PEOPLE  # not a browser
                assert answer.status_code == (401 if unasked else 403), (name, caller)
            else:
                assert (answer.status_code, answer.json()["code"]) == (404, UNKNOWN[found[1]])


async def test_every_topic_and_every_word_upwards_is_asked_for(at: Place) -> None:
    assert {topic.partition("/")[0] for topic in DESCRIBED} <= {
        topic.partition("/")[0] for topic in table.TOPICS
    }
    assert set(table.REPORTS) == table.SPOKEN


async def test_nothing_was_changed_by_asking(at: Place) -> None:
    """The bodies can't be read, so that who may do something does nothing."""
    state = at.house.hall.live.state
    assert len(state.tickets) == 1 and len(state.emergencies) == 2
    assert [ticket.state for ticket in state.tickets.values()] == ["waiting"]
