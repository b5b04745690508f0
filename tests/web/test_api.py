"""The interface: ids, bodies, refusals. Who may what is in test_table."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx
import pytest
import pytest_asyncio

from signage.errors import SignageError
from signage.queueing import commands as c
from signage.web.actions import ACTIONS, BUTTONS
from signage.web.api import OPERATIONS
from signage.web.operations import Operation
from tests.web.asking import FREE, SPOKEN, House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

HALL: Final = (
    SPOKEN.replace('speaker = "screen"', 'speaker = "none"')
    + """
[[services]]
id = "tax"
agency = "civil"
name = { id = "Pajak", en = "Tax" }
prefix = "T"

[[counters]]
id = "9"
zone = "ballroom"
services = ["tax"]
"""
    + FREE
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), HALL) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def asked(shared: House) -> House:
    """The house of this file with its counters open, whatever the test before did to them."""
    for counter in ("1", "2"):
        await shared.ask("POST", f"/api/counters/{counter}/open", "admin")
    return shared


async def test_basic_is_as_good_as_bearer(asked: House) -> None:
    secret = asked.secret("button-1")
    for scheme in (f"Bearer {secret}", f"bearer  {secret} "):
        answer = await asked.ask("GET", "/api/me", headers={"Authorization": scheme})
        assert answer.json()["id"] == "button-1"
    for user in ("", "anybody", "käthe"):
        auth = httpx.BasicAuth(user, secret)
        answer = await asked.client.get("/button/1/next", auth=auth)
        assert answer.status_code == 200
    for bad in (
        "Basic",
        "Basic !",
        "Basic " + "QQ==",
        "Bearer",
        f"Token {secret}",
        f"Basic {secret}",
    ):
        answer = await asked.ask("GET", "/api/me", headers={"Authorization": bad})
        refused(answer, 401, "secret_missing")


async def test_a_password_is_asked_of_buttons_alone(asked: House) -> None:
    """A browser would put a dialogue before the people in front of a screen."""
    page = await asked.ask("GET", "/api/me")
    assert page.headers["www-authenticate"] == "Bearer"
    button = await asked.ask("GET", "/button/1/next")
    assert button.headers["www-authenticate"].startswith("Basic realm=")


async def test_every_operation_has_a_name_of_its_own() -> None:
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)
    assert _named("post_counters_no_show").path == "/api/counters/{counter}/no-show"


def _named(name: str) -> Operation:
    return next(operation for operation in OPERATIONS if operation.name == name)


# ---- buttons


@pytest.mark.parametrize("header", ["Origin", "Sec-Fetch-Site"])
async def test_a_browser_presses_no_button(asked: House, header: str) -> None:
    for value in ("http://hall.test:8000", "none", "same-origin", ""):
        answer = await asked.ask("GET", "/button/1/next", "button-1", headers={header: value})
        refused(answer, 403, "browser_refused")


async def test_a_button_presses_what_needs_no_body(asked: House) -> None:
    assert set(ACTIONS) - BUTTONS == {
        "call", "transfer", "direct", "also", "note", "return", "cancel",
    }  # fmt: skip
    await _free(asked)
    ticket = await asked.ticket()
    called = await asked.ask("GET", "/button/1/next", "button-1")
    assert called.json()["call"]["ticket"] == ticket["id"]
    refused(await asked.ask("GET", "/button/1/call", "button-1"), 404, "route_unknown")
    refused(await asked.ask("GET", "/button/1/dance", "button-1"), 404, "route_unknown")
    await _free(asked)


async def test_a_head_presses_nothing(asked: House) -> None:
    before = asked.hall.live.state.seq
    answer = await asked.ask("HEAD", "/button/1/next", "button-1")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert asked.hall.live.state.seq == before


# ---- command ids


async def test_one_id_has_one_answer(asked: House) -> None:
    await _free(asked)
    await asked.ticket()
    first = await asked.press("1", "next", "key-1")
    again = await asked.press("1", "next", "key-1")
    assert first.json()["call"] and first.content == again.content
    refused(await asked.press("1", "next", "key-1", json={"a": 1}), 422, "key_reused")
    refused(await asked.press("1", "serve", "x" * 201), 422, "key_malformed")
    served = await asked.press("1", "serve", "key-1")  # another path is another scope
    assert served.status_code == 200
    await _free(asked)


async def test_presses_of_one_id_that_come_together_are_one(asked: House) -> None:
    asks = [
        asked.ask("POST", "/api/tickets", "kiosk-hall", json={"service": "card"},
                  headers={"Idempotency-Key": "together"})
        for _ in range(10)
    ]  # fmt: skip
    answers = await asyncio.gather(*asks)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1
    await _free(asked)


@pytest.mark.parametrize(
    ("key", "status"),
    [(b"", 422), (b"\xff", 200), (b"\xc3\xa9", 200), (b"\x85", 422), (b"a\tb", 422),
     (b"a" * 200, 200)],
)  # fmt: skip
async def test_a_key_has_visible_characters(asked: House, key: bytes, status: int) -> None:
    path, headers = "/api/counters/1/next", {"Idempotency-Key": key}
    answer = await asked.ask("POST", path, "counter-1", headers=headers)
    assert answer.status_code == status, answer.text
    if status == 422:
        refused(answer, 422, "key_malformed")


async def test_a_refusal_and_a_null_may_be_decided_anew(asked: House) -> None:
    await _free(asked)
    refused(await asked.press("2", "recall", "again"), 409, "nothing_at_counter")
    assert (await asked.press("2", "next", "null")).json() == {"call": None}
    await asked.ticket()
    assert (await asked.press("2", "next", "null")).json()["call"]["counter"] == "2"
    assert (await asked.press("2", "recall", "again")).status_code == 200
    await _free(asked)


async def test_a_bouncing_finger_presses_once(tmp_path: Path) -> None:
    async with house(tmp_path, HALL.replace("debounce_ms = 0", "debounce_ms = 10000")) as bounced:
        for _ in range(4):
            await bounced.ticket()
        twice = await asyncio.gather(*(bounced.press("1", "next") for _ in range(2)))
        assert {answer.json()["call"]["number"] for answer in twice} == {"A001"}
        ids = await asyncio.gather(*(bounced.press("1", "next", key) for key in ("a", "b")))
        assert {answer.json()["call"]["number"] for answer in ids} == {"A002", "A003"}
        button = await bounced.ask("GET", "/button/1/next", "button-1")  # another device
        assert button.json()["call"]["number"] == "A004"


# ---- what answers say


async def test_a_day_at_a_counter(asked: House) -> None:
    await _free(asked)
    a, b = await asked.ticket(), await asked.ticket("birth")
    assert set(a) == {"id", "number", "token", "service", "ahead", "url", "paper"}
    for action, code in (("serve", 200), ("park", 200), ("recall", 409)):
        if action == "serve":
            call = (await asked.press("1", "next")).json()["call"]
            assert call["number"] == a["number"]
        assert (await asked.press("1", action)).status_code == code
    call = (await asked.press("1", "call", json={"ticket": a["number"]})).json()["call"]
    assert (call["why"]["rule"], call["zones"], call["recall"]) == (
        "chosen", ["hall", "ballroom"], 0,
    )  # fmt: skip
    assert (await asked.press("1", "recall")).json()["call"]["recall"] == 1
    moved = await asked.press("1", "transfer", json={"counter": "2"})
    assert moved.json() == {"call": None}
    await asked.press("1", "next")
    for body in ({}, {"service": "card", "counter": "2"}):
        refused(await asked.press("1", "transfer", json=body), 422, "transfer_where")
    cancelled = await asked.press("2", "cancel", json={"ticket": a["id"]})
    assert cancelled.json() == {"id": a["id"], "number": a["number"]}
    assert (await asked.press("1", "no-show")).status_code == 200
    assert (await asked.press("1", "undo")).json()["call"]["number"] == b["number"]
    assert (await asked.press("1", "finish")).json() == {"call": None}
    direct = await asked.press("1", "direct", json={"service": "birth"})
    assert direct.json() == {"call": None}
    assert (await asked.press("1", "close")).status_code == 200
    refused(await asked.press("1", "finish"), 409, "counter_shut")
    assert (await asked.press("1", "open")).status_code == 200


async def test_what_the_hall_shut_an_officer_does_not_open(asked: House) -> None:
    await asked.ask("POST", "/api/counters/2/close", "admin")
    for action in ("open", "next"):
        refused(await asked.press("2", action), 409, "counter_shut_by_hall")
    assert (await asked.ask("POST", "/api/counters/2/open", "admin")).status_code == 200
    assert (await asked.press("2", "next")).status_code == 200


async def test_views_are_those_of_the_socket(asked: House) -> None:
    for path, device, topic in (
        ("/api/zones/hall", "screen-hall", "zone/hall"),
        ("/api/counters/1", "counter-1", "counter/1"),
        ("/api/services/card", "button-1", "queue/card"),
        ("/api/kiosk", "kiosk-hall", "kiosk/hall"),
    ):
        answer = await asked.ask("GET", path, device)
        pushed = json.loads(asked.hall.message(topic) or b"")["view"]
        assert set(answer.json()) == set(pushed)
        assert answer.headers["cache-control"] == "no-store"
    admins = await asked.ask("GET", "/api/kiosk", "admin")
    assert admins.json()["agencies"]


async def test_a_device_learns_who_it_is(asked: House) -> None:
    me = (await asked.ask("GET", "/api/me", "screen-hall")).json()
    assert me == {
        "kind": "screen", "id": "screen-hall", "place": "hall", "language": "id",
        "topics": ["zone/hall", "screen/screen-hall", "sound/hall"], "may": ["zone"],
    }  # fmt: skip


async def test_the_administrator_reads_the_links(asked: House) -> None:
    links = (await asked.ask("GET", "/api/links", "admin")).json()
    assert {link["kind"] for link in links} == {"admin", "screen", "counter", "kiosk", "button"}
    screen = next(link for link in links if link["place"] == "ballroom")
    assert screen["url"] == f"/screen#{asked.secret('screen-ballroom')}"


async def test_a_notice_needs_a_voice(asked: House, tmp_path: Path) -> None:
    path = "/api/zones/hall/announcements"
    refused(await asked.ask("POST", path, "admin", json={"text": "Halo"}), 409, "zone_silent")
    refused(await asked.ask("POST", path, "admin", json={"text": " \x00 "}), 422, "text_empty")
    long = {"text": "x" * 5000}
    refused(await asked.ask("POST", path, "admin", json=long), 422, "text_too_long")
    odd = {"text": "x", "language": "nl"}
    refused(await asked.ask("POST", path, "admin", json=odd), 422, "language_unknown")


async def test_a_fault_is_told_without_its_inside(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(command: c.Command, keyed: object = None) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(asked.hall.live, "submit", broken)
    answer = await asked.press("1", "next", "fault")
    refused(answer, 500, "internal")
    assert "inside" not in answer.text and "Zero" not in answer.text

    async def foreseen(command: c.Command, keyed: object = None) -> None:
        raise SignageError("internal: secret inside")

    monkeypatch.setattr(asked.hall.live, "submit", foreseen)
    answer = await asked.press("1", "next", "fault")
    refused(answer, 500, "internal")
    assert "inside" not in answer.text


@pytest.mark.parametrize("action", ["call", "cancel"])
async def test_a_counter_names_only_tickets_that_are_its_own(asked: House, action: str) -> None:
    await _free(asked)
    foreign = await asked.ticket("birth")
    for name in (foreign["id"], foreign["number"]):
        refused(await asked.press("2", action, json={"ticket": name}), 409, "ticket_not_here")
    own = await asked.press("1", action, json={"ticket": foreign["id"]})
    assert own.status_code == 200
    await _free(asked)


async def _free(asked: House) -> None:
    """Nobody waits and nobody stands at a counter."""
    for counter in ("1", "2"):
        while True:
            answer = await asked.press(counter, "next")
            assert answer.status_code == 200, answer.text
            if answer.json()["call"] is None:
                break


# ---- what goes on after a call


async def test_a_visit_is_parked_noted_and_comes_back(asked: House) -> None:
    await _free(asked)
    ticket = await asked.ticket()
    await asked.press("1", "call", json={"ticket": ticket["id"]})
    parked = await asked.press("1", "park", json={"note": "menunggu fotokopi"})
    assert parked.json() == {"call": None}
    back = await asked.press("1", "return", json={"ticket": ticket["number"]})
    assert back.status_code == 200
    assert (back.json()["number"], back.json()["came"]["en"]) == (
        ticket["number"], "back after being parked, to the old place",
    )  # fmt: skip
    refused(await asked.press("1", "return", json={"ticket": ticket["id"]}), 409, "ticket_waits")
    await asked.press("1", "call", json={"ticket": ticket["id"]})
    view = (await asked.ask("GET", "/api/counters/1", "counter-1")).json()
    assert view["ticket"]["note"] == "menunggu fotokopi"
    long = await asked.press("1", "note", json={"text": "x" * 81})
    refused(long, 422, "text_too_long")
    await asked.press("1", "finish")


async def test_a_second_service_and_a_break(asked: House) -> None:
    await _free(asked)
    ticket = await asked.ticket()
    await asked.press("1", "call", json={"ticket": ticket["id"]})
    also = await asked.press("1", "also", json={"service": "birth"})
    assert also.json()["call"]["number"] == ticket["number"]
    again = await asked.press("1", "also", json={"service": "birth"})
    refused(again, 409, "same_service")
    refused(await asked.press("1", "break", json={"minutes": 999}), 422, "break_minutes")
    await asked.press("1", "break", json={"minutes": 15})
    view = (await asked.ask("GET", "/api/counters/1", "counter-1")).json()
    assert (view["open"], view["on_break"]["left"] > 890) == (False, True)
    await asked.press("1", "open")
    view = (await asked.ask("GET", "/api/counters/1", "counter-1")).json()
    assert (view["open"], view["on_break"]) == (True, None)
    await _free(asked)


async def test_the_fairness_of_the_day(asked: House) -> None:
    await _free(asked)
    first, second = await asked.ticket(), await asked.ticket()
    await asked.press("1", "call", json={"ticket": second["id"]})
    today = (await asked.ask("GET", "/api/reports/fairness", "feed")).json()
    assert today["closed"] is False
    assert first["number"] in {row["number"] for row in today["most"]}
    named = await asked.ask("GET", f"/api/reports/fairness?day={today['day']}", "admin")
    assert named.json() == today
    gone = await asked.ask("GET", "/api/reports/fairness?day=1999-01-01", "admin")
    refused(gone, 404, "day_unknown")
    await _free(asked)
