"""What makes no sense is refused with a sentence; what is only odd is shown as text."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.e2e.pages import BEYOND, Pages, tiles
from tests.e2e.running import Answer, Hall, far_from_the_turn, hall_of, until

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

TEN_MEGABYTES = 10 << 20
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def one_service_shut(document: Any) -> None:
    """The service `kk` opens on one day only, and that is not today."""
    day = datetime.now(ZoneInfo(far_from_the_turn())) + timedelta(days=3)
    for service in document["services"]:
        if service["id"] == "kk":
            service["hours"] = {DAYS[day.weekday()]: "08:00-09:00"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall"), one_service_shut) as hall:
        yield hall


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def unharmed(hall: Hall) -> AsyncIterator[None]:
    """Whatever a test sends, the hall goes on, and its log holds no fault."""
    said = len(hall.log)
    yield
    assert (await hall.health()).status == 200
    assert "Traceback" not in hall.log[said:]
    assert "ERROR" not in hall.log[said:]


# ---- requests

KIOSK, DESK, SCREEN, NOBODY = ("kiosk", "hall-a"), ("counter", "3"), ("screen", "hall-a"), None
TICKETS = "/api/tickets"
NEXT = "/api/counters/3/next"

REFUSED: dict[str, tuple[Any, str, str, bytes, int, str]] = {
    "shut service": (KIOSK, "POST", TICKETS, b'{"service": "kk"}', 409, "not_today"),
    "unknown service": (KIOSK, "POST", TICKETS, b'{"service": "x"}', 404, "service_unknown"),
    "unknown counter": (DESK, "POST", "/api/counters/99/next", b"", 404, "counter_unknown"),
    "unknown zone": (SCREEN, "GET", "/api/zones/nowhere", b"", 404, "zone_unknown"),
    "unknown address": (NOBODY, "GET", "/api/nothing", b"", 404, "route_unknown"),
    "wrong method": (DESK, "GET", NEXT, b"", 405, "method_unknown"),
    "no secret": (NOBODY, "POST", NEXT, b"", 401, "secret_missing"),
    "another's counter": (DESK, "POST", "/api/counters/4/next", b"", 403, "not_allowed"),
    "a screen that presses": (SCREEN, "POST", NEXT, b"", 403, "not_allowed"),
    "a shut counter": (DESK, "POST", "/api/counters/3/finish", b"", 409, "counter_shut"),
    "unknown ticket": (
        DESK, "POST", "/api/counters/3/call", b'{"ticket": "Z999"}', 404, "ticket_unknown",
    ),
    "ten megabytes": (KIOSK, "POST", TICKETS, b" " * TEN_MEGABYTES, 413, "too_large"),
    "broken JSON": (KIOSK, "POST", TICKETS, b'{"service": ', 422, "malformed"),
    "no UTF-8": (KIOSK, "POST", TICKETS, b'{"service": "\xff\xfe"}', 422, "malformed"),
    "a list": (KIOSK, "POST", TICKETS, b'["ktp-el"]', 422, "malformed"),
    "a number": (KIOSK, "POST", TICKETS, b'{"service": 1}', 422, "malformed"),
    "an unknown key": (
        KIOSK, "POST", TICKETS, b'{"service": "kk", "vip": true}', 422, "malformed",
    ),
    "a deep nest": (KIOSK, "POST", TICKETS, b"[" * 60_000, 422, "malformed"),
    "markup": (
        KIOSK, "POST", TICKETS, b'{"service": "<script>alert(1)</script>"}', 404, "service_unknown",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
async def test_a_refusal_is_a_problem_with_a_code_and_a_sentence(hall: Hall, what: str) -> None:
    who, method, path, body, status, code = REFUSED[what]
    secret = hall.secret(*who) if who else None
    said = {}
    for language in ("id", "en"):
        headers = {"Accept-Language": language, "Content-Type": "application/json"}
        answer = await hall.ask(method, path, secret, content=body, headers=headers)
        assert (answer.status, answer.code) == (status, code)
        assert is_problem(answer)
        said[language] = answer.body["detail"]
    assert said["id"] != said["en"]


async def test_a_body_without_a_length_is_cut_off_at_the_limit(hall: Hall) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < TEN_MEGABYTES:
            sent += 65_536
            yield b" " * 65_536

    answer = await hall.ask("POST", TICKETS, hall.secret(*KIOSK), content=endless())
    assert (answer.status, answer.code) == (413, "too_large")
    assert is_problem(answer)


async def test_a_key_that_was_used_for_another_request_is_refused(hall: Hall) -> None:
    first = await hall.ticket("ktp-el", "the-same-key")
    again = await hall.ticket("ktp-el", "the-same-key")
    other = await hall.ticket("oss", "the-same-key")
    assert (first.status, again.body) == (201, first.body)
    assert (other.status, other.code) == (422, "key_reused")
    for key in ("", "x" * 201, "a\tb"):
        answer = await hall.ask(
            "POST", TICKETS, hall.secret(*KIOSK), json={"service": "ktp-el"},
            headers={"Idempotency-Key": key},
        )  # fmt: skip
        assert (answer.status, answer.code) == (422, "key_malformed"), repr(key)


def is_problem(answer: Answer) -> bool:
    body = answer.body
    return (
        answer.headers["content-type"] == "application/problem+json"
        and body["status"] == answer.status
        and {"type", "title", "code", "detail"} <= set(body)
        and len(body["detail"]) > 10
    )


# ---- the socket


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("this is no JSON", 4000),
        ("[]", 4000),
        ('{"watch": "zone/hall-a"}', 4000),
        ('{"watch": []}', 4000),
        (b"\x00\x01", 4000),
        ('{"watch": ["zone/hall-a"]}', 4001),
        ('{"watch": ["zone/hall-a"], "secret": "wrong"}', 4001),
        ('{"watch": ["zone/hall-b"], "secret": "{screen}"}', 4003),
        ('{"watch": ["zone/hall-a", "floor"], "secret": "{screen}"}', 4003),
        ('{"watch": ["zone/nowhere"], "secret": "{admin}"}', 4004),
        ('{"watch": ["<script>"], "secret": "{admin}"}', 4004),
        ('{"watch": ["ticket/nobody-has-this-token"]}', 4004),
        (json.dumps({"watch": [f"zone/{n}" for n in range(1000)], "secret": "{admin}"}), 4009),
        (json.dumps({"watch": ["zone/hall-a"], "secret": "x" * 1_000_000}), 4009),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_socket_that_makes_no_sense_is_closed_with_a_code(
    hall: Hall, said: str | bytes, code: int
) -> None:
    if isinstance(said, str):
        said = said.replace("{screen}", hall.secret("screen", "hall-a"))
        said = said.replace("{admin}", hall.secret("admin"))
    async with connect(hall.url.replace("http", "ws") + "/live", proxy=None) as socket:
        assert await closed_with(socket, said) == code


async def test_a_client_that_watches_and_then_talks_nonsense_is_closed(hall: Hall) -> None:
    hello = {"watch": ["zone/hall-a"], "secret": hall.secret("screen", "hall-a")}
    async with connect(hall.url.replace("http", "ws") + "/live", proxy=None) as socket:
        await socket.send(json.dumps(hello))
        assert json.loads(await socket.recv())["topic"] == "zone/hall-a"
        assert await closed_with(socket, '{"shown": "everything"}') == 4000


async def closed_with(socket: ClientConnection, said: str | bytes) -> int | None:
    """The code that the server closes with, once it has heard this."""
    try:
        await socket.send(said)
        while True:
            await socket.recv()
    except ConnectionClosed as closed:
        assert closed.rcvd is not None
        assert closed.rcvd.reason
        return closed.rcvd.code


# ---- names

SCRIPT = "<script>window.hacked = true</script><img src=x onerror='window.hacked = true'>"
EMOJI = "Layanan 🏛️👩🏽‍💼 & kawan-kawan"
BACKWARDS = "Loket עברית terbalik ערבית"
LONG = "Pelayananterpadusatupintu" * 8  # 200 characters without a place to break
WORDS = "Pelayanan terpadu satu pintu Kota Metro " * 5


def odd_names(document: Any) -> None:
    document["mall"]["name"] = SCRIPT
    zones, agencies, services = document["zones"], document["agencies"], document["services"]
    zones[1]["name"] = {"id": EMOJI + LONG[:100], "en": BACKWARDS}
    for agency, name in zip(agencies, (SCRIPT, LONG, WORDS, EMOJI, BACKWARDS), strict=False):
        agency["name"], agency["short"] = name, name
    for service, name in zip(services, (SCRIPT, LONG, EMOJI, BACKWARDS, WORDS), strict=False):
        service["name"] = name
    for counter, name in zip(document["counters"], (SCRIPT, LONG, EMOJI, BACKWARDS), strict=False):
        counter["name"], counter["direction"] = name, name


@pytest.mark.browser
async def test_odd_names_are_text_and_the_layout_holds(
    pages: Pages, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with hall_of(tmp_path_factory.mktemp("odd"), odd_names) as hall:
        await hall.tickets("oss", "konsultasi-izin", "ktp-el", "kk", "oss", "ktp-el")
        for counter in ("1", "2", "3", "4"):
            assert (await hall.press(counter)).status == 200
        for size in ((1920, 1080), (1080, 1920)):
            screen = await pages.open(hall.page("screen", "hall-a"), size)
            await until(lambda screen=screen: _all_four(screen), "not all calls are shown")
            await expect(screen.locator("#mall")).to_have_text(SCRIPT)
            await text_only(screen)
        for counter in ("1", "2", "3"):
            desk = await pages.open(hall.page("counter", counter))
            await expect(desk.locator(".number")).to_be_visible(timeout=60_000)
            await text_only(desk)
        kiosk = await pages.open(hall.page("kiosk", "hall-a"), (1080, 1920))
        await expect(kiosk.locator(".choice").first).to_be_visible(timeout=60_000)
        await text_only(kiosk)
        await kiosk.locator(".choice").first.click()
        await expect(kiosk.locator("#question")).to_be_visible()
        await text_only(kiosk)


async def text_only(page: Page) -> None:
    assert await page.evaluate("window.hacked === undefined")
    assert await page.locator("#page script, main script, main img[src=x]").count() == 0
    assert await page.evaluate(BEYOND) == []


async def _all_four(screen: Page) -> bool:
    return len(await tiles(screen)) == 4
