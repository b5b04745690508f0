"""Bookings over HTTP: from the public page's question to the ticket, and every way to go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.errors import RegistryTrouble
from signage.queueing.slots import Slot
from signage.web.codes import drawn
from tests.halls import SMALL
from tests.web.asking import BOOKINGS, FREE, HOST, House, house, refused

BOOKED = SMALL + FREE + BOOKINGS


@pytest_asyncio.fixture
async def asked(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, BOOKED) as made:
        yield made


def _today(asked: House) -> date:
    return date.fromisoformat(asked.hall.live.now().date)


async def _book(asked: House, **facts: Any) -> httpx.Response:
    tomorrow = (_today(asked) + timedelta(days=1)).isoformat()
    body = {"service": "card", "date": tomorrow, "start": "08:00", **facts}
    return await asked.ask("POST", "/api/bookings", json=body)


async def _booked_for_now(asked: House) -> str:
    """A booking whose slot is now, put into the table by hand: the public can't book the past."""
    now = asked.hall.live.now()
    slot = Slot(
        service="card", date=now.date, start=max(0, now.minute - 1), end=now.minute + 1, bookable=9
    )
    return (await asked.hall.bookings.book(slot, now.at)).code


async def test_the_public_sees_what_can_be_booked(asked: House) -> None:
    view = (await asked.ask("GET", "/api/bookings/services")).json()
    assert view["open"] and [s["service"] for s in view["services"]] == ["card"]
    days = (await asked.ask("GET", "/api/bookings/slots/card")).json()["days"]
    tomorrow = next(d for d in days if d["date"] == (_today(asked) + timedelta(days=1)).isoformat())
    assert [(s["start"], s["end"], s["left"]) for s in tomorrow["slots"]] == [
        ("00:00", "08:00", 3), ("08:00", "16:00", 3), ("16:00", "24:00", 3),
    ]  # fmt: skip
    assert len(days) in (3, 4)


async def test_a_booking_needs_no_name_and_is_full_at_its_bound(asked: House) -> None:
    codes = set()
    for _ in range(3):
        answer = await _book(asked)
        assert answer.status_code == 201, answer.text
        codes.add(answer.json()["code"])
    assert len(codes) == 3
    refused(await _book(asked), 409, "booking_full")
    code = codes.pop()
    look = (await asked.ask("GET", f"/api/bookings/{code.lower()}")).json()
    assert (look["state"], look["start"], look["begins"]) == ("made", "08:00", "04:00")
    cancelled = await asked.ask("POST", f"/api/bookings/{code}/cancel")
    assert cancelled.json()["state"] == "cancelled"
    assert (await _book(asked)).status_code == 201


async def test_the_same_key_books_once(asked: House) -> None:
    tomorrow = (_today(asked) + timedelta(days=1)).isoformat()
    body = {"service": "card", "date": tomorrow, "start": "08:00"}
    answers = [
        await asked.ask("POST", "/api/bookings", json=body, headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()


async def test_two_check_ins_at_once_make_one_ticket(asked: House) -> None:
    code = await _booked_for_now(asked)
    answers = await asyncio.gather(
        *(
            asked.ask("POST", "/api/bookings/check-in", by, json={"code": code})
            for by in ("kiosk-hall", "kiosk-ballroom") * 5
        )
    )
    made = [answer for answer in answers if answer.status_code == 201]
    assert len(made) == 1 and len(asked.hall.live.state.tickets) == 1
    number = made[0].json()["number"]
    for answer in answers:
        if answer not in made:
            refused(answer, 409, "booking_used")
            assert number in answer.json()["detail"]
    assert (await asked.ask("GET", f"/api/bookings/{code}")).json()["number"] == number
    day = await asked.ask("GET", f"/api/bookings/days/{_today(asked)}", "admin")
    assert [(s["made"], s["used"], s["expired"]) for s in day.json()["slots"]] == [(1, 1, 0)]


async def test_a_lost_answer_is_given_again(asked: House) -> None:
    code = await _booked_for_now(asked)
    answers = [
        await asked.ask(
            "POST", "/api/bookings/check-in", "kiosk-hall", json={"code": code},
            headers={"Idempotency-Key": "tap"},
        )
        for _ in range(2)
    ]  # fmt: skip
    assert answers[0].status_code == 201 and answers[0].json() == answers[1].json()


async def test_a_used_booking_is_used_after_a_crash_before_it_was_noted(asked: House) -> None:
    code = await _booked_for_now(asked)
    first = await asked.ask("POST", "/api/bookings/check-in", "kiosk-hall", json={"code": code})
    assert first.status_code == 201
    booking = await asked.hall.bookings.find(code)
    await asked.hall.bookings._db.execute("UPDATE bookings SET state = 'made', number = NULL")
    again = await asked.ask("POST", "/api/bookings/check-in", "kiosk-hall", json={"code": code})
    refused(again, 409, "booking_used")
    refused(await asked.ask("POST", f"/api/bookings/{code}/cancel"), 409, "booking_used")
    assert booking.number == first.json()["number"]


async def test_a_disk_that_fails_after_the_ticket_takes_no_ticket_back(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(id: int, number: str) -> None:
        raise RegistryTrouble("the disk is full")

    code = await _booked_for_now(asked)
    monkeypatch.setattr(asked.hall.bookings, "used", fail)
    answer = await asked.ask("POST", "/api/bookings/check-in", "kiosk-hall", json={"code": code})
    assert answer.status_code == 201 and answer.json()["number"] == "A001"
    again = await asked.ask("POST", "/api/bookings/check-in", "kiosk-hall", json={"code": code})
    refused(again, 409, "booking_used")


async def test_check_in_on_the_wrong_day_and_with_a_wrong_code(asked: House) -> None:
    code = (await _book(asked)).json()["code"]
    answer = await asked.ask("POST", "/api/bookings/check-in", "kiosk-hall", json={"code": code})
    refused(answer, 409, "booking_other_day")
    answer = await asked.ask("POST", "/api/bookings/check-in", "kiosk-hall", json={"code": "7" * 8})
    refused(answer, 404, "booking_unknown")
    answer = await asked.ask("POST", "/api/bookings/check-in", "counter-1", json={"code": code})
    refused(answer, 403, "not_allowed")
    assert not asked.hall.live.state.tickets


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"service": "birth"}, 404, "booking_service"),
        ({"date": "2020-01-01"}, 409, "booking_day"),
        ({"date": "x"}, 422, "date_malformed"),
        ({"start": "08:15"}, 409, "booking_slot"),
        ({"start": "8"}, 422, "time_malformed"),
        ({"name": "somebody"}, 422, "malformed"),
    ],
)
async def test_a_wrong_booking_is_refused(
    asked: House, facts: dict[str, str], status: int, code: str
) -> None:
    refused(await _book(asked, **facts), status, code)


async def test_a_stranger_books_a_few_times_only(tmp_path: Path) -> None:
    text = BOOKED.replace("per_hour = 100", "per_hour = 2")
    async with house(tmp_path, text) as asked:
        for _ in range(2):
            assert (await _book(asked)).status_code == 201
        refused(await _book(asked), 429, "too_often")


async def test_codes_can_not_be_guessed_at_speed(tmp_path: Path) -> None:
    text = BOOKED.replace("per_hour = 100", "per_hour = 5")
    async with house(tmp_path, text) as asked:
        told = [await asked.ask("GET", f"/api/bookings/GUESS{n:03}") for n in range(8)]
        assert [answer.status_code for answer in told] == [404] * 5 + [429] * 3


async def test_a_file_comes_in_and_one_of_100_000_lines_is_refused(asked: House) -> None:
    tomorrow = (_today(asked) + timedelta(days=1)).isoformat()
    head = "code,service,date,start\n"
    good = head + "".join(f"MPP-{n:05},card,{tomorrow},08:00\n" for n in range(500))
    answer = await asked.ask("POST", "/api/bookings/file", "admin", content=good.encode())
    assert (answer.status_code, answer.json()) == (201, {"bookings": 500})
    refused(await _book(asked), 409, "booking_full")
    again = await asked.ask("POST", "/api/bookings/file", "admin", content=good.encode())
    refused(again, 409, "code_twice")
    long = head + "".join(f"MPX-{n:06},card,{tomorrow},08:00\n" for n in range(100_000))
    refused(
        await asked.ask("POST", "/api/bookings/file", "admin", content=long.encode()),
        422, "file_too_long",
    )  # fmt: skip
    wrong = head + f"MPX-1234,card,{tomorrow},08:15\n"
    answer = await asked.ask("POST", "/api/bookings/file", "admin", content=wrong.encode())
    refused(answer, 422, "file_line")
    refused(
        await asked.ask("POST", "/api/bookings/file", "kiosk-hall", content=b""), 403, "not_allowed"
    )


async def test_a_mall_without_bookings_has_none(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        assert (await asked.ask("GET", "/api/bookings/services")).json()["open"] is False
        refused(await _book(asked), 404, "booking_off")
        await asked.ticket()


async def test_a_bookings_code_can_be_read_by_a_scanner(asked: House) -> None:
    code = (await _book(asked)).json()["code"]
    for typed in (code, code.lower().replace("-", "")):
        answer = await asked.ask("GET", f"/api/bookings/{typed}/qr.svg")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.content == drawn(f"http://{HOST}/booking#{code}").body
    refused(await asked.ask("GET", "/api/bookings/ZZZZ-ZZZZ/qr.svg"), 404, "booking_unknown")


@pytest.mark.parametrize("at", ["25:00", "9:40", "", "09:60", "pagi", "09:40:00", "٠٩:٤٠"])
async def test_numbers_on_paper_with_no_time_are_refused_in_words(asked: House, at: str) -> None:
    body = {"from": 50, "to": 52, "at": at}
    refused(
        await asked.ask("POST", "/api/services/card/adopt", "admin", json=body),
        422, "time_malformed",
    )  # fmt: skip
