"""A ticket's link: what it opens, how it ends, what becomes of who guesses; and it is secret."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from signage.queueing import commands as c
from tests.halls import SMALL
from tests.web.asking import FREE, House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOBODYS = "x" * 22


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


async def link(asked: House, service: str = "birth") -> tuple[str, str]:
    """A new ticket's token and number."""
    ticket = await asked.ticket(service)
    return str(ticket["token"]), str(ticket["number"])


async def seen(asked: House, token: str) -> dict[str, Any]:
    answer = await asked.ask("GET", f"/api/tickets/{token}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    view: dict[str, Any] = answer.json()
    return view


# ---- what it opens


async def test_a_link_shows_its_ticket_and_no_token(asked: House) -> None:
    token, number = await link(asked)
    view = await seen(asked, token)
    assert (view["number"], view["state"], view["line"]) == (number, "waiting", "line/birth")
    assert token not in json.dumps(view)
    live = json.loads(asked.hall.message(f"ticket/{token}") or b"null")["view"]
    assert {**live, "since": 0} == {**view, "since": 0}


async def test_the_page_is_a_secret_address(asked: House) -> None:
    token, _ = await link(asked)
    for path, language in ((f"/t/{token}", "id"), (f"/t/{token}?lang=en", "en")):
        page = await asked.ask("GET", path)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-robots-tag"] == "noindex"
        assert 'content="noindex"' in page.text and f'lang="{language}"' in page.text
        assert token not in page.text


@pytest.mark.parametrize("token", [NOBODYS, "x", "A001", "t2", "%20", "%00", "😀", "x" * 3000, "-"])
async def test_a_link_that_is_nobodys(asked: House, token: str) -> None:
    page = await asked.ask("GET", f"/t/{token}")
    assert (page.status_code, page.headers["cache-control"]) == (404, "no-store")
    assert "tidak berlaku lagi" in page.text and "<script" not in page.text
    assert "not valid any more" in (await asked.ask("GET", f"/t/{token}?lang=en")).text
    refused(await asked.ask("GET", f"/api/tickets/{token}"), 404, "link_unknown")
    refused(await asked.ask("POST", f"/api/tickets/{token}/cancel"), 404, "link_unknown")


async def test_there_is_nothing_beside_a_link(asked: House) -> None:
    token, _ = await link(asked)
    for path in ("/t", "/t/", f"/t/{token}/", f"/t/{token}/x", f"/api/tickets/{token}/next"):
        assert (await asked.ask("GET", path)).status_code == 404


# ---- cancelling


async def test_a_visitor_gives_the_turn_up_once_and_is_answered_as_often_as_asked(
    asked: House,
) -> None:
    token, number = await link(asked)
    before = asked.hall.live.state.seq
    answers = [await asked.ask("POST", f"/api/tickets/{token}/cancel") for _ in range(3)]
    keyed = [
        await asked.ask("POST", f"/api/tickets/{token}/cancel", headers={"Idempotency-Key": "a"})
        for _ in range(2)
    ]
    assert {answer.status_code for answer in answers + keyed} == {200}
    assert {answer.text for answer in answers + keyed} == {answers[0].text}
    assert answers[0].json()["number"] == number
    assert asked.hall.live.state.seq == before + 1
    assert (await seen(asked, token))["state"] == "cancelled"


@pytest.mark.parametrize(
    ("presses", "code", "words"),
    [
        (("next",), "ticket_at_counter", "loket 1"),
        (("next", "serve"), "ticket_at_counter", "loket 1"),
        (("next", "serve", "finish"), "ticket_over", "selesai"),
        (("next", "no-show"), "ticket_over", "tidak hadir"),
    ],
)
async def test_who_is_called_is_told_whom_to_ask(
    tmp_path: Path, presses: tuple[str, ...], code: str, words: str
) -> None:
    async with house(tmp_path) as asked:
        token, _ = await link(asked)
        for action in presses:
            assert (await asked.press("1", action)).status_code == 200
        answer = await asked.ask("POST", f"/api/tickets/{token}/cancel")
        refused(answer, 409, code)
        assert words in answer.json()["detail"]


async def test_a_parked_ticket_may_be_given_up(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        token, _ = await link(asked)
        for action in ("next", "park"):
            await asked.press("1", action)
        answer = await asked.ask("POST", f"/api/tickets/{token}/cancel")
        assert answer.status_code == 200


@pytest.mark.parametrize("body", [b"[", b"[]", b"null", b'"x"', b"1" * 70_000])
async def test_a_body_that_makes_no_sense_cancels_nothing(asked: House, body: bytes) -> None:
    token, _ = await link(asked)
    answer = await asked.ask("POST", f"/api/tickets/{token}/cancel", content=body)
    assert answer.status_code in (413, 422)
    assert (await seen(asked, token))["state"] == "waiting"


async def test_another_sites_page_cancels_nothing(asked: House) -> None:
    token, _ = await link(asked)
    headers = {"Origin": "http://elsewhere.example"}
    answer = await asked.ask("POST", f"/api/tickets/{token}/cancel", headers=headers)
    refused(answer, 403, "origin_refused")
    assert (await seen(asked, token))["state"] == "waiting"


# ---- how often


SPARING = SMALL + "[limits]\nrequests_per_minute = 5\nrequests_per_ticket = 4\n"


async def test_who_guesses_is_slowed_and_a_good_link_opens_all_the_same(tmp_path: Path) -> None:
    async with house(tmp_path, SPARING) as asked:
        token, _ = await link(asked)
        for n in range(5):
            refused(await asked.ask("GET", f"/api/tickets/guess{n}"), 404, "link_unknown")
        answer = await asked.ask("GET", "/api/tickets/guess")
        refused(answer, 429, "too_often")
        assert int(answer.headers["retry-after"]) > 0
        page = await asked.ask("GET", "/t/guess")
        assert (page.status_code, int(page.headers["retry-after"]) > 0) == (429, True)
        assert "Tunggu sebentar" in page.text
        refused(await asked.ask("GET", "/api/me", headers={"Authorization": "x"}), 429, "too_often")
        assert (await asked.ask("GET", f"/t/{token}")).status_code == 200


async def test_one_link_may_ask_so_often_and_another_is_not_bound_by_it(tmp_path: Path) -> None:
    async with house(tmp_path, SPARING) as asked:
        token, _ = await link(asked)
        other, _ = await link(asked)
        statuses = [
            (await asked.ask("POST", f"/api/tickets/{token}/cancel")).status_code for _ in range(6)
        ]
        assert statuses == [200] * 4 + [429] * 2
        assert (await asked.ask("GET", f"/api/tickets/{other}")).status_code == 200


# ---- it is secret, and ends


async def test_a_dead_link_is_like_one_that_never_was(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        tokens = {(await link(asked))[0] for _ in range(3)}
        await asked.hall.live.submit(c.CloseDay())
        for token in tokens:
            dead = await asked.ask("GET", f"/api/tickets/{token}")
            never = await asked.ask("GET", f"/api/tickets/{NOBODYS}")
            assert (dead.status_code, dead.content) == (404, never.content)
            assert asked.hall.message(f"ticket/{token}") is None
            page = await asked.ask("GET", f"/t/{token}")
            assert page.content == (await asked.ask("GET", f"/t/{NOBODYS}")).content


async def test_no_log_keeps_a_link(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    async with house(tmp_path) as asked:
        token, _ = await link(asked)
        guess = "secret-guess-of-a-link"
        for name in (token, guess):
            await asked.ask("GET", f"/t/{name}")
            await asked.ask("GET", f"/api/tickets/{name}")
            await asked.ask("POST", f"/api/tickets/{name}/cancel")

        def faulty(*_: object) -> None:
            raise RuntimeError("a view that can't be drawn")

        monkeypatch.setattr("signage.queueing.views.ticket_view", faulty)
        fault = await asked.ask("GET", f"/api/tickets/{token}")
        assert fault.status_code == 500 and token not in fault.text
        told = "".join(
            f"{record.getMessage()} {record.exc_text}"
            for record in caplog.records
            if not record.name.startswith("http")  # the test's own client
        )
        assert token not in told and guess not in told


async def test_the_feed_names_no_link(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + FREE) as asked:
        token, _ = await link(asked)
        await asked.ask("POST", f"/api/tickets/{token}/cancel", headers={"Idempotency-Key": token})
        assert asked.hall.journal is not None
        events = [repr(recorded) async for recorded in asked.hall.journal.read()]
        assert len(events) >= 3
        assert not any(token in event for event in events)
        assert token.encode() not in (tmp_path / "journal.db").read_bytes()
