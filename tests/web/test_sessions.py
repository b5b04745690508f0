"""Signing in and out over HTTP, what a session may, and that it ends with all that is open."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.app import running
from signage.registry.audit import Wanted
from signage.registry.people import Person
from signage.web.sessions import leave
from tests.web.asking import PASSWORD, House, house, refused, source_of
from tests.web.test_session import Viewer

pytestmark = pytest.mark.asyncio(loop_scope="module")

FIRST = {"name": "Sri Wahyuni", "login": "Sri", "password": PASSWORD}


@pytest_asyncio.fixture(loop_scope="module")
async def asked(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as made:
        yield made


def _cookies(answer: httpx.Response) -> dict[str, str]:
    found = {}
    for header in answer.headers.get_list("set-cookie"):
        name, _, rest = header.partition("=")
        found[name] = rest
        assert "HttpOnly" in rest
        assert "SameSite=strict" in rest
        assert "Path=/" in rest
    return {name: rest.partition(";")[0] for name, rest in found.items()}


def _browser(answer: httpx.Response) -> dict[str, str]:
    """The headers of the browser that got this answer."""
    cookies = "; ".join(f"{name}={value}" for name, value in _cookies(answer).items())
    return {"Cookie": cookies, "X-CSRF-Token": answer.json()["csrf"] or ""}


async def _ask(asked: House, method: str, path: str, headers: Any = None, **body: Any) -> Any:
    asked.client.cookies.clear()
    return await asked.ask(method, path, headers=headers, **body)


async def _first(asked: House) -> dict[str, str]:
    asked.client.cookies.clear()
    return _browser(await asked.ask("POST", "/api/people/first", "admin", json=FIRST))


async def _sign_in(asked: House, login: str, password: str = PASSWORD) -> httpx.Response:
    body = {"login": login, "password": password}
    made: httpx.Response = await _ask(asked, "POST", "/api/session", json=body)
    return made


async def test_the_link_makes_the_first_administrator_once(asked: House) -> None:
    assert (await _ask(asked, "GET", "/api/session")).json()["first"] is True
    refused(await _ask(asked, "POST", "/api/people/first", json=FIRST), 401, "secret_missing")
    makers = [
        asked.ask("POST", "/api/people/first", "admin", json={**FIRST, "login": f"sri{n}"})
        for n in range(3)
    ]
    answers = await asyncio.gather(*makers)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    (made,) = (answer for answer in answers if answer.status_code == 201)
    assert made.json()["person"]["role"] == "administrator"
    assert not made.json()["first"]
    who = await _ask(asked, "GET", "/api/me", _browser(made))
    assert (who.json()["kind"], "people" in who.json()["may"]) == ("administrator", True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "malformed"), ({**FIRST, "role": "x"}, "malformed"),
        ({**FIRST, "password": "kurang"}, "password_short"),
        ({**FIRST, "password": "sri-wahyuni-sri"}, "password_common"),
        ({**FIRST, "login": "s r i"}, "login_malformed"), ({**FIRST, "name": ""}, "person_name"),
    ],
)  # fmt: skip
async def test_a_first_that_can_not_be(asked: House, body: dict[str, str], code: str) -> None:
    refused(await asked.ask("POST", "/api/people/first", "admin", json=body), 422, code)
    assert asked.hall.people.every() == ()


async def test_a_session_signs_in_says_who_and_signs_out(asked: House) -> None:
    await _first(asked)
    wrong = await _sign_in(asked, "sri", "bukan kata sandinya")
    nobody = await _sign_in(asked, "nobody")
    refused(wrong, 401, "login_wrong")
    assert wrong.content == nobody.content
    browser = _browser(await _sign_in(asked, " SRI "))
    who = (await _ask(asked, "GET", "/api/session", browser)).json()
    assert (who["person"]["name"], who["csrf"]) == ("Sri Wahyuni", browser["X-CSRF-Token"])
    assert (await _ask(asked, "GET", "/api/links", browser)).status_code == 200
    assert (await _ask(asked, "DELETE", "/api/session", browser)).json()["person"] is None
    refused(await _ask(asked, "GET", "/api/links", browser), 401, "secret_missing")


async def test_a_session_is_new_after_each_sign_in(asked: House) -> None:
    before = await _first(asked)
    body = {"login": "sri", "password": PASSWORD}
    after = _browser(await _ask(asked, "POST", "/api/session", before, json=body))
    assert before["Cookie"] != after["Cookie"]
    refused(await _ask(asked, "GET", "/api/links", before), 401, "secret_missing")
    assert (await _ask(asked, "GET", "/api/links", after)).status_code == 200


async def test_under_tls_the_cookie_stays_there(asked: House) -> None:
    await _first(asked)
    body = {"login": "sri", "password": PASSWORD}
    for scheme, secure in (("http", False), ("https", True)):
        answer = await asked.client.post(f"{scheme}://hall.test/api/session", json=body)
        kept = answer.headers.get_list("set-cookie")
        assert [("Secure" in cookie) for cookie in kept] == [secure, secure]


async def test_a_change_needs_the_token_of_the_session(asked: House) -> None:
    browser = await _first(asked)
    other = _browser(await _sign_in(asked, "sri"))
    path, cookie = "/api/counters/1/open", {"Cookie": browser["Cookie"]}
    for said in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": b"\xff"},
                 {"X-CSRF-Token": other["X-CSRF-Token"]}):  # fmt: skip
        refused(await _ask(asked, "POST", path, {**cookie, **said}), 403, "csrf_missing")
        out = await _ask(asked, "DELETE", "/api/session", {**cookie, **said})
        refused(out, 403, "csrf_missing")
    assert (await _ask(asked, "GET", "/api/session", cookie)).json()["person"]
    assert (await _ask(asked, "POST", path, browser)).status_code == 200
    foreign = {**browser, "Origin": "http://elsewhere.test"}
    refused(await _ask(asked, "POST", path, foreign), 403, "origin_refused")


async def test_a_secret_goes_before_a_session(asked: House) -> None:
    browser = await _first(asked)
    both = {**browser, **asked.bearer("counter-1")}
    assert (await _ask(asked, "GET", "/api/me", both)).json()["kind"] == "counter"
    wrong = {**browser, "Authorization": "Bearer wrong"}
    refused(await _ask(asked, "GET", "/api/me", wrong), 401, "secret_missing")
    refused(await _ask(asked, "GET", "/button/1/next", browser), 401, "secret_missing")


async def test_an_id_of_a_command_is_the_persons_own(asked: House) -> None:
    keyed = {"Idempotency-Key": "once"}
    body = {"service": "card"}
    numbers = []
    for role in ("administrator", "manager", "administrator"):
        by = {**asked.signed_in(role), **keyed}
        numbers.append((await _ask(asked, "POST", "/api/tickets", by, json=body)).json()["number"])
    assert numbers[0] == numbers[2] != numbers[1]


async def test_one_chooses_a_password_of_ones_own(asked: House) -> None:
    person = asked.person("floor")
    asked.hall.people.give(person.id, PASSWORD, renew=True)
    old = await _sign_in(asked, person.login or "")
    assert old.json()["renew"] is True
    browser, path = _browser(old), "/api/session/password"
    refused(await _ask(asked, "GET", "/api/counters/1", browser), 403, "password_renew")
    cases = [
        ("bukan ini sandinya", "kuda batu jendela", 403, "password_wrong"),
        (PASSWORD, "pendek", 422, "password_short"), (PASSWORD, PASSWORD, 422, "password_same"),
    ]  # fmt: skip
    for before, after, status, code in cases:
        body = {"old": before, "new": after}
        refused(await _ask(asked, "POST", path, browser, json=body), status, code)
    body = {"old": PASSWORD, "new": "kuda batu jendela"}
    new = await _ask(asked, "POST", path, browser, json=body)
    assert new.json()["renew"] is False
    refused(await _ask(asked, "GET", "/api/counters/1", browser), 401, "secret_missing")
    assert (await _ask(asked, "GET", "/api/counters/1", _browser(new))).status_code == 200
    refused(await _sign_in(asked, person.login or ""), 401, "login_wrong")


async def test_all_ends_at_once_when_a_person_is_disabled(asked: House) -> None:
    floor = asked.person("floor")
    browsers = [_browser(await _sign_in(asked, floor.login or "")) for _ in range(2)]
    others = asked.signed_in("manager")
    room = asked.hall.room
    viewers = {}
    for name, headers in (("a", browsers[0]), ("b", browsers[1]), ("other", others)):
        viewers[name] = Viewer()
        session = room.session(viewers[name], headers={"cookie": headers["Cookie"]}, address="x")
        session.text(json.dumps({"watch": ["floor"]}))
        assert viewers[name].frames
    asked.hall.people.change(floor.id, disabled=True)
    await leave(asked.hall.house, floor.id)
    assert [viewer.closed for viewer in viewers.values()] == [4001, 4001, None]
    for browser in browsers:
        refused(await _ask(asked, "GET", "/api/counters/1", browser), 401, "secret_missing")
    late = Viewer()
    session = room.session(late, headers={"cookie": browsers[0]["Cookie"]}, address="x")
    session.text(json.dumps({"watch": ["floor"]}))
    assert (late.frames, late.closed) == ([], 4001)


async def test_signing_out_closes_what_this_browser_has_open(asked: House) -> None:
    await _first(asked)
    browsers = [_browser(await _sign_in(asked, "sri")) for _ in range(2)]
    viewers = [Viewer(), Viewer()]
    for viewer, browser in zip(viewers, browsers, strict=True):
        headers = {"cookie": browser["Cookie"]}
        session = asked.hall.room.session(viewer, headers=headers, address="x")
        session.text(json.dumps({"watch": ["floor", "counter/1"]}))
    await _ask(asked, "DELETE", "/api/session", browsers[0])
    assert [viewer.closed for viewer in viewers] == [4001, None]


async def test_what_signing_in_leaves_behind(
    asked: House, caplog: pytest.LogCaptureFixture
) -> None:
    """No password and no token is in a log, the audit, the journal or a file."""
    caplog.set_level(logging.DEBUG)
    browser = await _first(asked)
    await _sign_in(asked, "sri", "salah sekali ini")
    records = asked.hall.audit.read(Wanted())
    assert [record.action for record in records] == ["person.added"]
    assert records[0].who == "admin"
    await _sign_in(asked, "sri")
    assert asked.hall.audit.read(Wanted())[0].name == "Sri Wahyuni"
    session = browser["Cookie"].split("signage_session=")[1].split(";")[0]
    words = [PASSWORD, "salah sekali ini", session, browser["X-CSRF-Token"]]
    kept = b"".join(path.read_bytes() for path in asked.folder.iterdir() if path.is_file())
    for word in words:
        assert word not in caplog.text
        assert word.encode() not in kept


async def test_a_restart_keeps_who_is_signed_in(tmp_path: Path) -> None:
    async with house(tmp_path) as before:
        browser = await _first(before)
    source = source_of(tmp_path, (tmp_path / "hall.toml").read_text())
    async with running(source.read(), tmp_path) as hall:
        transport = httpx.ASGITransport(hall.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall.test") as client:
            assert (await client.get("/api/links", headers=browser)).status_code == 200


async def test_an_audit_that_can_not_be_written_holds_nothing_up(
    asked: House, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(asked.folder / "audit.db") as db:
        db.execute("DROP TABLE audit")
        db.execute("CREATE TABLE audit (x)")
    assert (await _first(asked))["X-CSRF-Token"]
    assert "in no audit (person.added)" in caplog.text


async def test_a_person_who_is_nobody_is_not_signed_in(asked: House) -> None:
    token, _ = asked.hall.sessions.begin("p-gone")
    headers = {"Cookie": f"signage_session={token}"}
    refused(await _ask(asked, "GET", "/api/me", headers), 401, "secret_missing")
    assert Person(id="x", name="x", login=None, role="reader").place is None


async def test_a_password_that_ends_meanwhile_opens_nothing(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = asked.person("floor")
    people, right = asked.hall.people, asked.hall.people.is_right

    def slow(id: str | None, secret: str) -> bool:
        found = right(id, secret)
        people.give(person.id, "kuda batu jendela", renew=False)
        return found

    monkeypatch.setattr(people, "is_right", slow)
    refused(await _sign_in(asked, person.login or ""), 401, "login_wrong")
    assert asked.hall.sessions.of(person.id) == 0


async def test_a_feed_ends_with_the_session(asked: House) -> None:
    browser = await _first(asked)
    before = asked.hall.room.sockets
    reading = asyncio.create_task(_ask(asked, "GET", "/api/events", browser))
    token = browser["Cookie"].split("signage_session=")[1].split(";")[0]
    found = asked.hall.sessions.known(token)
    assert found is not None
    for _ in range(500):
        if before.watched(found.id):
            break
        await asyncio.sleep(0.01)
    asked.hall.room.evict(found.id)
    assert (await asyncio.wait_for(reading, 45)).status_code == 200
