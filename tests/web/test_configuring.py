"""The file over the interface: read as written, changed whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.config.editing import revision_of
from signage.registry.audit import Wanted
from tests.web.asking import House, house
from tests.web.filed import TEXT, as_it_was, file_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SERVICE = {"id": "tax", "agency": "civil", "name": {"id": "Pajak", "en": "Tax"}, "prefix": "T"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), TEXT) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def asked(shared: House) -> House:
    return await as_it_was(shared)


async def post(asked: House, path: str, *, language: str = "id", **body: Any) -> httpx.Response:
    body.setdefault("revision", revision_of(text_of(asked)))
    return await asked.ask(
        "POST", path, "admin", json=body, headers={"Accept-Language": language}
    )  # fmt: skip


async def change(asked: House, *changes: dict[str, Any], **more: Any) -> httpx.Response:
    return await post(asked, "/api/config", changes=list(changes), **more)


async def check(asked: House, *changes: dict[str, Any], **more: Any) -> Any:
    answer = await post(asked, "/api/config/check", changes=list(changes), **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def against(answer: httpx.Response, status: int, code: str) -> Any:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.json()["detail"] and "{" not in answer.json()["detail"]
    return answer.json()


# ---- reading


async def test_the_tables_are_as_they_are_written(asked: House) -> None:
    answer = (await asked.ask("GET", "/api/config", "admin")).json()
    assert answer["revision"] == revision_of(TEXT) and answer["faults"] == []
    sections = answer["sections"]
    assert sections["services"][0] == {
        "id": "card", "agency": "civil", "name": {"id": "Kartu", "en": "Card"}, "prefix": "A",
    }  # fmt: skip
    assert sections["buttons"] == {"debounce_ms": 0}
    assert (sections["printers"], sections["calling"], sections["bookings"]) == ([], {}, None)


async def test_a_file_that_a_hand_made_wrong_is_read_with_its_faults(asked: House) -> None:
    file_of(asked).write_text(TEXT.replace('prefix = "B"', 'prefix = "b"'))
    answer = (await asked.ask("GET", "/api/config", "admin")).json()
    (fault,) = answer["faults"]
    assert (fault["section"], fault["id"], fault["key"]) == ("services", "birth", "prefix")
    mended = await change(
        asked, {"section": "services", "id": "birth", "values": {"prefix": "B"}}
    )  # fmt: skip
    assert mended.status_code == 200
    file_of(asked).write_text("[mall\n")
    against(await asked.ask("GET", "/api/config", "admin"), 422, "config_refused")


# ---- changing


async def test_a_service_is_changed_added_and_taken_out_again(asked: House) -> None:
    added = await change(
        asked,
        {"section": "services", "values": SERVICE},
        {"section": "counters", "id": "2", "values": {"services": ["card", "tax"]}},
        {"section": "services", "id": "birth", "values": {"quota": 40, "prefix": "BK"}},
    )
    assert added.status_code == 200, added.text
    assert added.json()["revision"] == revision_of(text_of(asked))
    assert text_of(asked).startswith("# by hand\n") and "# " in text_of(asked)
    hall = asked.hall.live.state.hall
    assert hall.service["tax"].name.en == "Tax" and hall.service["birth"].quota is not None
    gone = await change(
        asked,
        {"section": "counters", "id": "2", "values": {"services": ["card"]}},
        {"section": "services", "id": "tax", "values": None},
        {"section": "services", "id": "birth", "values": {"quota": None, "prefix": "B"}},
    )
    assert gone.status_code == 200, gone.text
    assert text_of(asked) == TEXT


async def test_tables_without_ids_are_named_by_their_place(asked: House) -> None:
    days = [
        {"dates": "2030-12-24", "name": "Satu"}, {"dates": ["2030-12-25"], "name": "Dua"},
    ]  # fmt: skip
    made = await change(asked, *({"section": "days", "values": day} for day in days))
    assert made.status_code == 200, made.text
    made = await change(
        asked,
        {"section": "days", "at": 0, "values": None},
        {"section": "days", "at": 1, "values": {"name": {"id": "Tiga", "en": "Three"}}},
    )
    assert made.status_code == 200, made.text
    (day,) = (await asked.ask("GET", "/api/config", "admin")).json()["sections"]["days"]
    assert day == {"dates": ["2030-12-25"], "name": {"id": "Tiga", "en": "Three"}}
    against(await change(asked, {"section": "days", "at": 7, "values": None}), 404, "thing_unknown")


async def test_single_tables_are_made_changed_and_taken_out(asked: House) -> None:
    made = await change(
        asked,
        {"section": "calling", "values": {"share": "2:1"}},
        {"section": "calendar", "values": {"add": [{"date": "2030-12-09", "name": "Pilkada"}]}},
        {"section": "lexicon", "values": {"id": {"SPPT": "es pe pe te"}}},
        {"section": "mall", "values": {"hours": {"mon": "08:00-15:00", "fri": ["08:00-11:00"]}}},
    )
    assert made.status_code == 200, made.text
    assert 'SPPT = "es pe pe te"' in text_of(asked)
    assert asked.hall.live.state.hall.calling.share.priority == 2
    made = await change(
        asked,
        {"section": "calling", "values": None},
        {"section": "calendar", "values": None},
        {"section": "lexicon", "values": {"id": {"SPPT": None}}},
        {"section": "mall", "values": {"hours": "always"}},
    )
    assert made.status_code == 200, made.text
    assert text_of(asked) == TEXT


@pytest.mark.parametrize(
    ("change_", "where", "id", "en"),
    [
        ({"section": "services", "id": "card", "values": {"name": " "}},
         ("services", "card", "name"), "Ini kosong", "This is empty"),
        ({"section": "services", "values": SERVICE | {"id": "card", "prefix": "X"}},
         ("services", "card", "id"), "“card” sudah ada", "“card” is there already"),
        ({"section": "services", "id": "card", "values": {"id": "kartu"}},
         ("services", "card", "id"), "kode “card” tetap".capitalize(), "The id of “card” stays"),
        ({"section": "services", "id": "card", "values": {"agency": "civiI"}},
         ("services", "card", "agency"), "maksudnya “civil”?", "did you mean “civil”?"),
        ({"section": "services", "id": "card", "values": {"prefix": "B"}},
         ("services", "birth", "prefix"), "sudah dipakai “card”", "prefix of “card” already"),
        ({"section": "services", "id": "card", "values": {"hours": {"mon": "8-3"}}},
         ("services", "card", "hours.mon"), "bukan rentang jam", "is no span of hours"),
        ({"section": "services", "id": "card", "values": {"width": 9}},
         ("services", "card", "width"), "paling besar 6", "at most 6"),
        ({"section": "services", "id": "card", "values": {"width": "3"}},
         ("services", "card", "width"), "harus bilangan bulat, bukan teks", "a whole number"),
        ({"section": "services", "id": "card", "values": {"colour": "red"}},
         ("services", "card", "colour"), "Kunci ini tidak ada", "no such key"),
        ({"section": "counters", "id": "2", "values": {"services": []}},
         ("counters", "2", "services"), "tidak melayani apa pun", "serves nothing"),
        ({"section": "counters", "id": "1", "values": {"zone": None}},
         ("counters", "1", "zone"), "belum punya zona", "stands in no zone"),
        ({"section": "zone", "values": {"id": "x"}},
         ("zone", None, ""), "Kunci ini tidak ada", "no such key"),
        ({"section": "mall", "values": None}, ("mall", None, ""), "belum ada", "is missing"),
        ({"section": "mall", "values": {"name": "a\u0000b"}},
         ("mall", None, "name"), "tanda kendali", "control character"),
        ({"section": "mall", "values": {"languages": [None]}},
         ("", None, ""), "susunan berkas", "laid out"),
    ],
)  # fmt: skip
async def test_a_fault_is_named_in_both_languages(
    asked: House, change_: dict[str, Any], where: tuple[str, str | None, str], id: str, en: str
) -> None:
    for language, said in (("id", id), ("en", en)):
        answer = await check(asked, change_, language=language)
        fault = answer["faults"][0]
        assert (fault["section"], fault["id"], fault["key"]) == where
        assert said.casefold() in fault["detail"].casefold()
        assert answer["effects"] == []
    told = against(await change(asked, change_), 422, "config_refused")
    assert told["faults"][0]["key"] == told.get("key", "") == where[2]
    assert id.casefold() in told["detail"].casefold()
    assert text_of(asked) == TEXT


async def test_of_two_managers_the_second_is_told_and_nothing_is_lost(asked: House) -> None:
    old = revision_of(TEXT)
    one = {"section": "mall", "values": {"undo": 40}}
    assert (await change(asked, one, revision=old)).status_code == 200
    after = text_of(asked)
    other = {"section": "mall", "values": {"undo": 50}}
    against(await change(asked, other, revision=old), 409, "config_changed")
    against(
        await post(asked, "/api/config/check", changes=[other], revision=old), 409, "config_changed"
    )
    assert text_of(asked) == after and "undo = 40" in after


async def test_a_body_that_makes_no_sense(asked: House) -> None:
    for body in ({}, {"revision": 1, "changes": []}, {"revision": "x", "changes": [{}]}):
        answer = await asked.ask("POST", "/api/config", "admin", json=body)
        against(answer, 422, "malformed")


# ---- what is closed and what is taken out


async def test_what_was_used_is_closed_and_not_taken_out(asked: House) -> None:
    await asked.ticket("birth")
    called = (await asked.press("1", "call", json={"ticket": "B001"})).json()
    assert called["call"]["number"] == "B001"
    await asked.press("1", "finish")
    gone = (
        {"section": "services", "id": "birth", "values": None},
        {"section": "counters", "id": "1", "values": None},
    )
    told = against(await change(asked, *gone, language="en"), 409, "thing_in_use")
    assert "service “birth”" in told["detail"].casefold() and "Close it" in told["detail"]
    faults = (await check(asked, *gone))["faults"]
    assert [(one["section"], one["id"]) for one in faults] == [
        ("services", "birth"), ("counters", "1"),
    ]  # fmt: skip
    assert text_of(asked) == TEXT
    closing = {"section": "services", "id": "birth", "values": {"closed": True}}
    (effect,) = (await check(asked, closing))["effects"]
    assert effect["kind"] == "service_closed"
    assert (await change(asked, closing)).status_code == 200
    refused = await asked.ask("POST", "/api/tickets", "kiosk-hall", json={"service": "birth"})
    against(refused, 409, "service_closed")


# ---- what a page may not name


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/dev/usb/lp0", True), ("/dev/ttyUSB0", True), ("/dev/serial/by-id/usb-A_b-if00", True),
        ("/etc/passwd", False), ("/dev/sda", False), ("/dev/shm/x", False),
        ("/dev/serial/by-id/../../sda", False), ("/dev/usb/lp0/../../sda", False),
        (" /etc/cron.d/x", False),
    ],
)  # fmt: skip
async def test_a_page_names_no_file_of_the_machine(asked: House, address: str, right: bool) -> None:
    printer = {"section": "printers", "values": {"id": "p", "kind": "file", "address": address}}
    found = (await check(asked, printer))["faults"]
    assert [one["id"] for one in found] == ([] if right else ["p"])
    if not right:
        against(await change(asked, printer), 409, "path_by_hand")
        assert text_of(asked) == TEXT
    table = f'\n[[printers]]\nid = "p"\nkind = "file"\naddress = "{address}"\n'
    file_of(asked).write_text(TEXT + table)
    own = {"section": "printers", "id": "p", "values": {"copies": 2}}
    assert (await check(asked, own))["faults"] == []  # by hand it stays


async def test_what_waits_for_a_restart_is_said(asked: House) -> None:
    changes = (
        {"section": "server", "values": {"address": "http://192.0.2.7:8000"}},
        {"section": "limits", "values": {"topics": 70}},
        {"section": "buttons", "values": {"debounce_ms": 500}},
    )
    found = (await check(asked, *changes, language="en"))["effects"]
    assert [(one["kind"], one["section"]) for one in found] == [
        ("restart", "server"), ("restart", "limits"), ("restart", "buttons"),
    ]  # fmt: skip
    assert "next start" in found[0]["detail"]


async def test_a_change_is_in_the_audit_as_the_tables_that_changed(asked: House) -> None:
    changes = (
        {"section": "services", "id": "card", "values": {"quota": 900}},
        {"section": "mall", "values": {"undo": 44}},
    )
    assert (await change(asked, *changes)).status_code == 200
    found = asked.hall.house.audit.read(Wanted(action="config.changed"))
    rows = {row.subject: row for row in found[:2]}
    assert set(rows) == {"services/card", "mall"}
    row = rows["services/card"]
    assert row.who == "admin" and b"900" in bytes(row.after or b"")
    assert b"900" not in bytes(row.before or b"")
