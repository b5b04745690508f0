"""What a kiosk asks beside tickets: its staff code, a test page, and what it is offered."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from signage.registry.staff_code import StaffCode
from tests.devices.printers.fake import fake_printer, until
from tests.halls import SMALL
from tests.web.asking import BOOKINGS, FREE, House, house, refused

CODE = "482913"
CLASSES = """
[[priorities]]
id = "old"
name = { id = "Lansia", en = "Elderly" }

[[priorities]]
id = "nursing"
name = { id = "Menyusui", en = "Nursing" }

[[origins]]
id = "metro"
name = "Kota Metro"
"""


async def unlock(asked: House, code: str | None, by: str = "kiosk-hall") -> httpx.Response:
    body = {} if code is None else {"code": code}
    return await asked.ask("POST", "/api/kiosk/unlock", by, json=body)


async def set_code(asked: House, code: Any, by: str = "admin") -> httpx.Response:
    return await asked.ask("POST", "/api/kiosk/code", by, json={"code": code})


async def test_without_a_code_nothing_opens_and_the_answer_says_how_to_set_one(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as asked:
        for code in (None, "000000", *(["482913"] * 9)):
            answer = await unlock(asked, code)
            refused(answer, 409, "staff_code_none")
            assert "signage kiosk code" in answer.json()["detail"]


async def test_the_right_code_opens_and_a_wrong_one_says_what_is_left(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        assert (await set_code(asked, CODE)).json() == {"set": True}
        assert (await unlock(asked, None)).json() == {"unlocked": False}
        answer = await unlock(asked, "482914")
        refused(answer, 403, "staff_code_wrong")
        assert answer.json()["detail"].endswith("4.")
        assert (await unlock(asked, CODE)).json() == {"unlocked": True}
        assert (await set_code(asked, None)).json() == {"set": False}
        refused(await unlock(asked, CODE), 409, "staff_code_none")


async def test_who_guesses_locks_the_settings_of_one_kiosk_and_no_tickets(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        await set_code(asked, CODE)
        wrong = await asyncio.gather(*(unlock(asked, f"90210{n}") for n in range(8)))
        codes = sorted(answer.json()["code"] for answer in wrong)
        assert codes == ["staff_code_locked"] * 3 + ["staff_code_wrong"] * 5
        answer = await unlock(asked, CODE)
        refused(answer, 429, "staff_code_locked")
        assert 0 < int(answer.headers["retry-after"]) <= 60
        assert (await asked.ticket())["number"] == "A001"
        assert (await unlock(asked, CODE, "kiosk-ballroom")).json() == {"unlocked": True}


async def test_a_code_from_the_command_line_holds_at_once(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        StaffCode(tmp_path).set(CODE)
        assert (await unlock(asked, CODE)).json() == {"unlocked": True}


@pytest.mark.parametrize("code", ["12", "111111", "abcdef", 482913, True, [], {}])
async def test_a_bad_new_code_is_refused(tmp_path: Path, code: Any) -> None:
    async with house(tmp_path) as asked:
        assert (await set_code(asked, code)).status_code == 422
        refused(await unlock(asked, None), 409, "staff_code_none")


async def test_only_an_administrator_sets_and_only_a_kiosk_tries(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        refused(await set_code(asked, CODE, "kiosk-hall"), 403, "not_allowed")
        refused(await unlock(asked, CODE, "counter-1"), 403, "not_allowed")


async def test_a_test_page_needs_the_code_and_a_printer(tmp_path: Path) -> None:
    async def trial(asked: House, code: str) -> httpx.Response:
        return await asked.ask("POST", "/api/kiosk/trial", "kiosk-hall", json={"code": code})

    async with fake_printer("well") as fake:
        printers = f'''
[[printers]]
id = "p"
kind = "network"
address = "{fake.address}"
paper = 58
zones = ["hall"]
'''
        async with house(tmp_path, SMALL + printers + FREE) as asked:
            await set_code(asked, CODE)
            refused(await trial(asked, "482914"), 403, "staff_code_wrong")
            assert (await trial(asked, CODE)).json() == {"printer": "p", "browser": False}
            await until(lambda: asked.hall.printers.statuses()[0].printed == 1)
            answer = await asked.ask(
                "POST", "/api/kiosk/trial", "kiosk-ballroom", json={"code": CODE}
            )
            refused(answer, 409, "printer_none")


async def offered(asked: House) -> dict[str, Any]:
    answer = await asked.ask("GET", "/api/kiosk", "kiosk-hall")
    view: dict[str, Any] = answer.json()
    return view


async def test_a_kiosk_hears_what_each_service_asks(tmp_path: Path) -> None:
    asks = 'prefix = "A"\npriorities = ["old"]\nasks_origin = true'
    text = SMALL.replace('prefix = "A"', asks) + CLASSES + FREE
    async with house(tmp_path, text) as asked:
        view = await offered(asked)
        card, birth = view["agencies"][0]["services"]
        assert (card["priorities"], card["asks_origin"]) == (["old"], True)
        assert (birth["priorities"], birth["asks_origin"]) == (["old", "nursing"], False)
        assert view["bookings"] is False
        body = {"service": "card", "priority": "nursing"}
        answer = await asked.ask("POST", "/api/tickets", "kiosk-hall", json=body)
        refused(answer, 409, "priority_not_here")
        detail = answer.json()["detail"]
        assert "Kartu" in detail and "Menyusui" in detail
        answer = await asked.ask(
            "POST", "/api/tickets", "kiosk-hall", json=body | {"priority": "old"}
        )
        assert answer.status_code == 201


async def test_a_kiosk_hears_whether_bookings_are_taken(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + FREE + BOOKINGS) as asked:
        assert (await offered(asked))["bookings"] is True
