"""People over HTTP: who makes and changes whom, what each change ends, what the audit says."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.registry.audit import Wanted
from signage.registry.people import ROLES, Role
from signage.registry.sessions import csrf_of
from tests.web.asking import PASSWORD, House, house, refused
from tests.web.test_session import Viewer

pytestmark = pytest.mark.asyncio(loop_scope="module")

HIGH: tuple[Role, ...] = ("manager", "administrator")
LOW: tuple[Role, ...] = ("officer", "floor", "reader")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


async def _add(asked: House, role: str, by: str = "administrator", **more: Any) -> httpx.Response:
    count = len(asked.hall.people.every())
    login = {} if role == "officer" else {"login": f"p{count}"}
    body = {"name": f"Budi {count}", "role": role, **login, **more}
    return await asked.ask("POST", "/api/people", by, json=body)


async def _do(asked: House, id: str, verb: str, by: str = "administrator", **body: Any) -> Any:
    path = f"/api/people/{id}/{verb}"
    return await asked.ask("POST", path, by, json=body)


async def test_who_may_make_and_change_whom(asked: House) -> None:
    for by, mine in (("administrator", ROLES), ("manager", LOW)):
        assert (await asked.ask("GET", "/api/people", by)).json()["roles"] == list(mine)
        for role in ROLES:
            answer = await _add(asked, role, by)
            if role not in mine:
                refused(answer, 403, "role_above")
                continue
            assert answer.status_code == 201, answer.text
            made = answer.json()
            assert made["person"]["role"] == role
            assert made["secret"].isdigit() == (role == "officer")
    for role in HIGH:
        other = (await _add(asked, role)).json()["person"]["id"]
        for verb in ("change", "disable", "enable", "secret", "clear", "remove"):
            refused(await _do(asked, other, verb, "manager"), 403, "role_above")
        low = (await _add(asked, "floor")).json()["person"]["id"]
        refused(await _do(asked, low, "change", "manager", role=role), 403, "role_above")
    for by in ("floor", "reader", "admin", "counter-1"):
        refused(await asked.ask("GET", "/api/people", by), 403, "not_allowed")


async def test_a_made_password_opens_once_one_of_ones_own_is_chosen(asked: House) -> None:
    made = (await _add(asked, "floor")).json()
    body = {"login": made["person"]["login"], "password": made["secret"]}
    asked.client.cookies.clear()
    inside = await asked.client.post("/api/session", json=body)
    assert inside.json()["renew"] is True
    asked.client.cookies.clear()
    given = (await _add(asked, "reader", password=PASSWORD)).json()
    assert given["secret"] is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "malformed"), ({"name": "B", "role": "king"}, "malformed"),
        ({"name": "", "role": "officer"}, "person_name"),
        ({"name": "B", "role": "floor"}, "login_malformed"),
        ({"name": "B", "role": "floor", "login": "b b"}, "login_malformed"),
        ({"name": "B", "role": "floor", "login": "bb", "password": "kurang"}, "password_short"),
        ({"name": "B", "role": "officer", "agencies": ["nowhere"]}, "person_place"),
        ({"name": "B", "role": "officer", "counters": ["99"]}, "person_place"),
    ],
)  # fmt: skip
async def test_what_can_not_be_is_refused(asked: House, body: dict[str, Any], code: str) -> None:
    refused(await asked.ask("POST", "/api/people", "administrator", json=body), 422, code)


async def test_nobody_shuts_themselves_out(asked: House) -> None:
    people = (await asked.ask("GET", "/api/people", "administrator")).json()["people"]
    (me,) = (person for person in people if person["mine"])
    for verb in ("disable", "enable", "secret", "remove"):
        refused(await _do(asked, me["id"], verb), 409, "person_self")
    refused(await _do(asked, me["id"], "change", role="reader"), 409, "person_self")
    assert (await _do(asked, me["id"], "change", name="Sri W.")).json()["person"][
        "name"
    ] == "Sri W."
    refused(await _do(asked, "p-nobody", "disable"), 404, "person_unknown")
    refused(await _add(asked, "floor", login=me["login"]), 409, "login_taken")


@pytest.mark.parametrize("deed", ["disable", "remove", "secret", "role"])
async def test_a_change_ends_what_is_open(asked: House, deed: str) -> None:
    person = asked.person("floor")
    token, _ = asked.hall.sessions.begin(person.id)
    viewer = Viewer()
    cookie = f"signage_session={token}"
    session = asked.hall.room.session(viewer, headers={"cookie": cookie}, address="x")
    session.text(json.dumps({"watch": ["floor"]}))
    body = {"role": "manager"} if deed == "role" else {}
    answer = await _do(asked, person.id, "change" if deed == "role" else deed, **body)
    assert answer.status_code == 200, answer.text
    assert viewer.closed == 4001
    asked.client.cookies.clear()
    refused(await asked.ask("GET", "/api/me", headers={"Cookie": cookie}), 401, "secret_missing")


def _slowly(body: bytes, meanwhile: Callable[[], Awaitable[Any]]) -> AsyncIterator[bytes]:
    """A body that comes in two halves, with something done in between."""

    async def parts() -> AsyncIterator[bytes]:
        yield body[:5]
        await meanwhile()
        yield body[5:]

    return parts()


async def test_who_is_sent_away_while_the_body_comes_does_nothing(asked: House) -> None:
    person = asked.person("manager")
    token, _ = asked.hall.sessions.begin(person.id)
    headers = {"Cookie": f"signage_session={token}", "X-CSRF-Token": csrf_of(token)}
    body = json.dumps({"name": "Hantu", "login": "hantu", "role": "floor"}).encode()
    content = _slowly(body, lambda: _do(asked, person.id, "disable"))
    refused(
        await asked.client.post("/api/people", headers=headers, content=content),
        401, "secret_missing",
    )  # fmt: skip
    assert "hantu" not in {one.login for one in asked.hall.people.every()}


async def test_who_rises_while_the_body_comes_is_out_of_reach(asked: House) -> None:
    low = (await _add(asked, "floor")).json()["person"]["id"]
    body = json.dumps({"password": "kelinci-sawah-hijau-81"}).encode()
    content = _slowly(body, lambda: _do(asked, low, "change", role="administrator"))
    path, headers = f"/api/people/{low}/secret", asked.bearer("manager")
    refused(await asked.client.post(path, headers=headers, content=content), 403, "role_above")


async def test_each_change_is_in_the_audit_and_no_secret_is(
    asked: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = (await _add(asked, "officer")).json()
    id = made["person"]["id"]
    secrets = [made["secret"]]
    await _do(asked, id, "change", name="Budi Baru", counters=["1"])
    await _do(asked, id, "disable")
    await _do(asked, id, "disable")
    await _do(asked, id, "enable")
    secrets.append((await _do(asked, id, "secret")).json()["secret"])
    await _do(asked, id, "clear")
    await _do(asked, id, "remove")
    answer = await asked.ask("GET", "/api/audit?words=" + id, "manager")
    records = answer.json()["records"]
    assert [record["action"].removeprefix("person.") for record in records] == [
        "removed", "cleared", "pin", "enabled", "disabled", "changed", "added",
    ]  # fmt: skip
    changed = records[5]
    assert (changed["before"]["name"], changed["after"]["name"]) == (
        made["person"]["name"], "Budi Baru",
    )  # fmt: skip
    assert changed["name"].startswith("Sri")
    assert {actor["name"] for actor in answer.json()["people"]} >= {changed["name"]}
    kept = [path for path in asked.folder.iterdir() if path.is_file()]
    for secret in secrets:
        assert secret not in caplog.text
        for path in kept:
            if path.name.startswith(("audit", "journal", "records")):
                assert secret.encode() not in path.read_bytes(), path


async def test_the_audit_is_read_by_pages(asked: House) -> None:
    for n in range(60):
        asked.hall.audit.write(
            who="x",
            kind="admin",
            name="",
            device="",
            address="",
            action="test.page",
            subject=f"{n}",
        )
    path = "/api/audit?action=test"
    first = (await asked.ask("GET", path, "administrator")).json()
    rest = (await asked.ask("GET", f"{path}&before={first['next']}", "administrator")).json()
    subjects = [record["subject"] for record in [*first["records"], *rest["records"]]]
    assert subjects == [str(n) for n in reversed(range(60))]
    assert (rest["next"], rest["people"]) == (None, [])
    for query in ("before=x", "since=-1", "until=1e9", "before=" + "9" * 20):
        refused(await asked.ask("GET", f"/api/audit?{query}", "manager"), 422, "malformed")


async def test_what_was_there_before_is_audited_too(asked: House) -> None:
    await asked.ask("POST", "/api/kiosk/code", "manager", json={"code": "271828"})
    (record,) = asked.hall.audit.read(Wanted(action="kiosk.code"))
    assert record.after and b"271828" not in bytes(record.after)
    body = {"from": 90, "to": 91}
    for _ in range(2):
        headers = {"Idempotency-Key": "adopted"}
        path = "/api/services/card/adopt"
        answer = await asked.ask("POST", path, "manager", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
    assert len(asked.hall.audit.read(Wanted(action="numbers.adopted"))) == 1


async def test_a_counter_that_the_hall_opens_by_its_button_is_audited(asked: House) -> None:
    for action in ("close", "open"):
        answer = await asked.ask("GET", f"/button/1/{action}", "admin")
        assert answer.status_code == 200, answer.text
    for action in ("counter.closed", "counter.opened"):
        assert [one.subject for one in asked.hall.audit.read(Wanted(action=action))] == ["1"]
