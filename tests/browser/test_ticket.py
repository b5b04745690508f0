"""A visitor's own page in a real Chromium, against a hall that plays its part."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from signage.web.policy import nonce_of
from tests.browser.fake_hall import AT, HOUSE, StrictPolicy, View, text, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

TOKEN = "0aB_cd-EfGhIjKlMnOpQrS"
OWN = f"ticket/{TOKEN}"
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 360, "height": 640}
TRUTH = """
  window.shaken = []; window.tones = 0;
  Object.defineProperty(Navigator.prototype, 'vibrate',
    {value: (pattern) => { window.shaken.push(pattern); return true; }, configurable: true});
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    window.tones += 1;
    return start.call(this, at);
  };
"""
"""What a page shook and sounded."""
BEYOND = """() => Array.from(document.querySelectorAll('body *'))
  .filter((node) => node.getClientRects().length && !node.closest('.spoken'))
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 ||
    node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline')
  .map((node) => node.tagName + '.' + node.className + ' ' + node.textContent.slice(0, 40))"""
"""What leaves the window or its own box."""

HALL_A = {"name": text("Hall A"), "direction": text("Lantai 1, kanan", "Ground floor, right")}
PLACE: View = {
    "counter": "3", "name": "3", "direction": text("sisi kiri", "left side"),
    "zone_name": text("Hall A"), "zone_direction": text("Lantai 1, kanan", "Ground floor, right"),
}  # fmt: skip


def ticket(**changes: Any) -> View:
    """B015 waits for its identity card behind four."""
    view = {
        "number": "B015", "state": "waiting", "mall": text("MPP Kota Metro"), "utc_offset": 420,
        "service": "ktp-el", "service_name": text("Perekaman KTP-el", "Identity card"),
        "agency_name": text("Disdukcapil"), "zone_names": [text("Hall A")],
        "zones": [{**HALL_A, "counters": True},
                  {"name": text("Ballroom"), "direction": None, "counters": False}],
        "line": "line/ktp-el", "ahead": 4, "again": False, "since": 3.0, "place": None,
        "call": None,
    }  # fmt: skip
    return {**view, **changes}


def called(seq: int = 60, recall: int = 0, age: float = 1.0, **changes: Any) -> View:
    """B015 is called to counter 3."""
    call = {"seq": seq, "first": 60, "recall": recall, "age": age, "number": "B015"}
    return ticket(state="called", ahead=0, call=call, place=PLACE, **changes)


def line(*order: tuple[str, int], **changes: Any) -> View:
    """The line of the identity card."""
    view = {
        "line": "ktp-el", "open": True, "why_shut": None, "counters": ["3", "4"],
        "waiting": sum(count for _, count in order), "order": [list(run) for run in order],
    }  # fmt: skip
    return {**view, **changes}


FOUR = line(("B009", 1), ("B011", 2), ("B014", 3))


@dataclass(slots=True)
class Hall:
    """What the page is told, and what it asked."""

    views: dict[str, View]
    seq: int = 50
    epoch: int = 7
    dead: bool = False
    refuse: int | None = None
    mute: bool = False
    cancels: list[str] = field(default_factory=list)
    answer: tuple[int, View] = (200, {"id": "t5", "number": "B015"})
    watched: list[list[str]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)
    asked: int = 0
    url: str = ""

    def message(self, topic: str) -> str:
        place = {"epoch": self.epoch, "seq": self.seq, "at": AT + self.seq}
        return json.dumps({"topic": topic, **place, "view": self.views[topic]})

    async def show(self, **views: View) -> None:
        """Newer views, `own` and `line` or any other topic, to every open page."""
        named = {"own": OWN, "line": "line/ktp-el"}
        self.seq += 1
        for name, view in views.items():
            self.views[named.get(name, name)] = view
        for live in list(self.sockets):
            for name in views:
                with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                    await live.send_text(self.message(named.get(name, name)))

    async def live(self, live: WebSocket) -> None:
        await live.accept()
        said = await live.receive_json()
        self.watched.append(said["watch"])
        self.secrets.append(said.get("secret"))
        if self.refuse or self.dead:
            await live.close(self.refuse or 4004)
            return
        for topic in said["watch"]:
            if not self.mute and topic in self.views:
                await live.send_text(self.message(topic))
        self.sockets.append(live)
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await live.receive_text()
        self.sockets.remove(live)

    async def drop(self) -> None:
        for live in list(self.sockets):
            with contextlib.suppress(RuntimeError):
                await live.close(1012)

    async def told(self, request: Request) -> Response:
        self.asked += 1
        if self.dead:
            return JSONResponse({"code": "link_unknown", "detail": "x"}, 404)
        return JSONResponse(self.views[OWN])

    async def cancelled(self, request: Request) -> Response:
        self.cancels.append(request.headers["idempotency-key"])
        status, body = self.answer
        if status == 200:
            self.views[OWN] = ticket(state="cancelled", ahead=0)
        return JSONResponse(body, status)


@contextlib.asynccontextmanager
async def served(hall: Hall) -> AsyncIterator[Hall]:
    from jinja2 import Environment, FileSystemLoader

    pages = Environment(loader=FileSystemLoader(HOUSE / "templates"), autoescape=True)

    async def page(request: Request) -> Response:
        name, often = ("ticket-dead", {"often": False}) if hall.dead else ("ticket", {})
        words = {"language": "id", "version": "1", "nonce": nonce_of(request), **often}
        html = pages.get_template(f"{name}.html").render(words)
        return HTMLResponse(html, 404 if hall.dead else 200)

    routes = [
        Route("/t/{token}", page),
        Route("/api/tickets/{token}", hall.told),
        Route("/api/tickets/{token}/cancel", hall.cancelled, methods=["POST"]),
        WebSocketRoute("/live", hall.live),
        Mount("/static", StaticFiles(directory=HOUSE / "static")),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(StrictPolicy)])
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="error", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    hall.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/t/{TOKEN}"
    try:
        yield hall
    finally:
        server.should_exit = server.force_exit = True
        await task


@contextlib.asynccontextmanager
async def phone(
    browser: Browser,
    own: View | None = None,
    *,
    size: ViewportSize = PHONE,
    clock: bool = False,
    **facts: Any,
) -> AsyncIterator[tuple[Hall, Page]]:
    """A phone with the page open, and its hall."""
    own = own or ticket()
    hall = Hall({OWN: own, "line/ktp-el": FOUR}, **facts)
    async with served(hall):
        page = await browser.new_page(viewport=size, has_touch=True)
        if clock:
            await page.clock.install()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: troubles.extend([said.text] * ("Content Security" in said.text)),
        )
        await page.add_init_script(TRUTH)
        await page.goto(hall.url)
        if not hall.dead and not hall.mute:
            await page.locator("#page main:not(.blank)").wait_for()
        yield hall, page
        await page.close()
        assert troubles == []


async def shaken(page: Page) -> int:
    count: int = await page.evaluate("window.shaken.length")
    return count


async def in_step(hall: Hall, page: Page) -> None:
    """The page has heard all that was sent before this."""
    hall.views[OWN] = {**hall.views[OWN]}
    await hall.show(own=hall.views[OWN])
    await asyncio.sleep(0.25)


# ---- waiting


async def test_a_number_and_how_many_are_ahead(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await expect(page.locator(".number")).to_have_text("B015")
        await expect(page.locator(".facts dd")).to_have_text("4")
        await expect(page.get_by_text("Disdukcapil · Perekaman KTP-el")).to_be_visible()
        await expect(page.get_by_text("Tunggu di Hall A atau Ballroom")).to_be_visible()
        await expect(page.get_by_text("Lantai 1, kanan · loketnya di sini")).to_be_visible()
        await expect(page.get_by_text("2 loket buka")).to_be_visible()
        await expect(page.locator(".live")).to_have_text("Langsung · 09.42")
        assert await page.title() == "(4) B015 · di depan Anda"
        assert (hall.watched, hall.secrets) == ([[OWN, "line/ktp-el"]], [None])


async def test_the_line_alone_moves_the_number_ahead(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await hall.show(line=line(("B011", 2), ("B014", 2), ("B020", 5)))
        await expect(page.locator(".facts dd")).to_have_text("3")
        await expect(page.get_by_text("Sebentar lagi giliran Anda")).to_be_visible()
        await expect(page.locator("#status")).to_have_text("3 orang di depan Anda.")
        await hall.show(line=line(("B015", 1)))
        await expect(page.get_by_text("Anda pertama dalam antrean ini").first).to_be_visible()
        assert await page.title() == "B015 · Anda berikutnya"


@pytest.mark.parametrize(
    ("order", "ahead"),
    [
        ([("B015", 1)], "0"), ([("B001", 20)], "14"), ([("B0015", 3), ("B015", 1)], "3"),
        ([("C015", 1), ("BB15", 1), ("B016", 1), ("B014", 2)], "4"), ([("B016", 9)], "7"),
        ([], "7"), ([("B010", 5), ("B016", 4), ("B015", 1)], "9"),
    ],
)  # fmt: skip
async def test_a_place_in_the_line(
    browser: Browser, order: list[tuple[str, int]], ahead: str
) -> None:
    """Where the number stands in no run, what its own ticket said last counts."""
    async with phone(browser, ticket(ahead=7)) as (hall, page):
        await hall.show(line=line(*order))
        await expect(page.locator(".facts dd")).to_have_text(ahead)


async def test_with_no_counter_open_no_turn_is_near(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await hall.show(line=line(("B014", 2)))
        await expect(page.get_by_text("Sebentar lagi giliran Anda")).to_be_visible()
        await hall.show(line=line(("B014", 2), counters=[]))
        await expect(page.get_by_text("Belum ada loket yang buka")).to_be_visible()
        await expect(page.get_by_text("Sebentar lagi giliran Anda")).to_have_count(0)


async def test_an_expected_wait_is_said_as_a_guess(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await expect(page.get_by_text("menit lagi")).to_have_count(0)
        await hall.show(line={**line(("B011", 9)), "expected_wait": 30})
        await expect(page.locator(".facts dd").nth(1)).to_have_text("± 15")
        await hall.show(line={**line(("B011", 9)), "expected_wait": 0})
        await expect(page.locator(".facts dd").nth(1)).to_have_text("< 5")


# ---- the call


async def test_a_call_takes_the_whole_page_and_shakes_once(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await hall.show(own=called(), line=line())
        await expect(page.get_by_role("heading", name="Giliran Anda")).to_be_visible()
        await expect(page.locator(".counter")).to_have_text("Loket 3")
        for words in ("Hall A", "sisi kiri", "Lantai 1, kanan", "dipanggil"):
            await expect(page.locator("main").get_by_text(words).first).to_be_visible()
        await expect(page.locator("#alarm")).to_have_text(
            "Giliran Anda. Nomor B015, silakan ke loket 3, Hall A."
        )
        assert await page.title() == "Giliran Anda · Loket 3"
        await in_step(hall, page)
        assert await shaken(page) == 1
        assert await page.evaluate("window.tones") == 0


async def test_an_emergency_stands_above_the_ticket_and_shakes_once(browser: Browser) -> None:
    real = {"emergency": "e9", "text": text("Keluar.", "Leave."), "since": 1.0, "drill": False}
    async with phone(browser) as (hall, page):
        bar = page.locator(".alarm-bar")
        await hall.show(line=line(("B009", 1), emergency={**real, "drill": True}))
        await expect(bar).to_contain_text("LATIHAN")
        assert await shaken(page) == 0
        await hall.show(line=line(("B009", 1), emergency={**real, "emergency": "e10"}))
        await expect(bar).to_contain_text("DARURAT")
        await hall.show(line=line(("B010", 1), emergency={**real, "emergency": "e10"}))
        assert await shaken(page) == 1
        await hall.show(own=called())
        await expect(bar).to_contain_text("Keluar.")
        await hall.show(line=line(("B010", 1), emergency=None))
        await expect(bar).to_have_count(0)


async def test_a_recall_shakes_again_and_says_so(browser: Browser) -> None:
    async with phone(browser, called()) as (hall, page):
        await until_shaken(page, 1)
        await hall.show(own=called(seq=66, recall=1))
        await until_shaken(page, 2)
        await expect(page.get_by_text("panggilan ke-2")).to_be_visible()


async def test_a_page_that_is_loaded_again_shakes_no_more(browser: Browser) -> None:
    async with phone(browser, called()) as (hall, page):
        await until_shaken(page, 1)
        await page.reload()
        await page.get_by_role("heading", name="Giliran Anda").wait_for()
        await in_step(hall, page)
        assert await shaken(page) == 0
        await hall.show(own=called(seq=70, recall=1))  # the control: a new one does
        await until_shaken(page, 1)


async def test_an_old_call_shakes_nobody(browser: Browser) -> None:
    async with phone(browser, called(age=121.0)) as (hall, page):
        await page.get_by_role("heading", name="Giliran Anda").wait_for()
        await in_step(hall, page)
        assert await shaken(page) == 0
        await expect(page.get_by_text("dipanggil 2 menit lalu")).to_be_visible()


async def test_it_sounds_only_where_it_was_allowed_to(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        button = page.get_by_role("button", name="Nyalakan suara")
        await button.click()
        on = page.get_by_role("button", name="Suara menyala")
        await expect(on).to_have_attribute("aria-pressed", "true")
        before: int = await page.evaluate("window.tones")
        await hall.show(own=called(), line=line())
        await until_shaken(page, 1)
        assert await page.evaluate("window.tones") > before


async def test_a_phone_that_cannot_shake_says_keep_this_open(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await page.add_init_script("delete Navigator.prototype.vibrate")
        await page.reload()
        await expect(page.get_by_text("Biarkan halaman ini terbuka.")).to_be_visible()
        await hall.show(own=called(), line=line())
        await expect(page.get_by_role("heading", name="Giliran Anda")).to_be_visible()


async def until_shaken(page: Page, count: int) -> None:
    await page.wait_for_function("(count) => window.shaken.length === count", arg=count)


# ---- what follows


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (ticket(state="serving", place=PLACE), "Anda sedang dilayani"),
        (ticket(state="served"), "Terima kasih"),
        (ticket(state="no_show", place=PLACE), "Datanglah sekarang ke loket 3 (Hall A)"),
        (ticket(state="no_show"), "Datanglah sekarang ke petugas Perekaman KTP-el"),
        (ticket(state="parked"), "Petugas akan memanggil nomor ini lagi"),
        (ticket(state="cancelled"), "Nomor dibatalkan"),
        (ticket(state="expired"), "Hari layanan sudah selesai"),
        (ticket(again=True), "Anda menunggu lagi, sekarang untuk Perekaman KTP-el"),
        (ticket(again=True, place=PLACE), "tunggu panggilan ke loket 3"),
    ],
)
async def test_every_state_says_what_to_do(browser: Browser, view: View, words: str) -> None:
    async with phone(browser, view) as (_, page):
        await expect(page.get_by_text(words).first).to_be_visible()
        assert await shaken(page) == 0
        await expect(page.get_by_role("link")).to_have_count(0)  # nothing leads nowhere


async def test_a_ticket_that_is_sent_on_watches_its_new_line(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        hall.views["line/@5"] = line(("B015", 1), line="@5", counters=["5"])
        place = {**PLACE, "counter": "5", "name": "5"}
        await hall.show(own=ticket(line="line/@5", again=True, ahead=0, place=place))
        await until(lambda: [OWN, "line/@5"] in hall.watched)
        await expect(page.get_by_text("1 loket buka")).to_be_visible()
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_text("1 counter open", exact=True)).to_be_visible()
        await page.get_by_role("button", name="Bahasa Indonesia").click()
        await until(lambda: len(hall.sockets) == 1)
        assert len(hall.watched) == 2  # one short message a socket keeps it lean


async def test_a_line_that_was_left_while_the_page_slept_is_asked_for(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        hall.views[OWN] = ticket(line="line/@5", again=True)
        hall.views["line/@5"] = line(("B015", 1), line="@5")
        hall.refuse = 4003
        await hall.drop()
        await until(lambda: len(hall.watched) >= 2)
        hall.refuse = None
        await until(lambda: [OWN, "line/@5"] in hall.watched)
        await expect(page.locator(".facts dd")).to_have_text("0", timeout=45_000)


# ---- cancelling


async def test_giving_up_is_asked_twice(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await page.get_by_role("button", name="Batalkan antrean").click()
        await expect(page.get_by_role("heading", name="Batalkan nomor B015?")).to_be_visible()
        await expect(page.get_by_role("button", name="Tidak, tetap mengantre")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Batalkan nomor")).to_have_count(0)
        assert hall.cancels == []
        await page.get_by_role("button", name="Batalkan antrean").click()
        await page.get_by_role("button", name="Ya, batalkan").click()
        await expect(page.get_by_role("heading", name="Nomor dibatalkan")).to_be_visible()
        assert len(hall.cancels) == 1


async def test_a_refusal_is_told_and_nothing_is_lost(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        hall.answer = 409, {"detail": "Nomor B015 sedang berada di loket 3.", "code": "x"}
        await page.get_by_role("button", name="Batalkan antrean").click()
        await page.get_by_role("button", name="Ya, batalkan").click()
        await expect(page.get_by_role("alert").get_by_text("sedang berada")).to_be_visible()
        await page.get_by_role("button", name="Tidak, tetap").click()
        await expect(page.locator(".number")).to_have_text("B015")


# ---- the server away, the phone in a pocket, the day over


async def test_a_server_that_is_away_is_said_and_what_is_known_stays(browser: Browser) -> None:
    async with phone(browser, clock=True) as (hall, page):
        hall.mute = True
        await hall.drop()
        await page.context.set_offline(True)
        await page.clock.run_for(40_000)
        await expect(page.get_by_text("Sambungan terputus sejak 09.42")).to_be_visible()
        await expect(page.locator(".number")).to_have_text("B015")
        await page.context.set_offline(False)
        hall.mute = False
        await page.evaluate("dispatchEvent(new Event('online'))")
        await page.clock.run_for(35_000)
        await expect(page.get_by_text("Sambungan terputus")).to_have_count(0)


async def test_without_sockets_the_page_asks(browser: Browser) -> None:
    async with phone(browser, clock=True) as (hall, page):
        hall.refuse = 1013
        await hall.drop()
        hall.views[OWN] = ticket(ahead=2)
        hall.views["line/ktp-el"] = line()
        before = hall.asked
        for _ in range(6):
            await page.clock.run_for(10_000)
            await asyncio.sleep(0.1)
        assert hall.asked > before
        hall.views[OWN] = called()
        for _ in range(4):
            await page.clock.run_for(10_000)
            await asyncio.sleep(0.1)
        await expect(page.get_by_role("heading", name="Giliran Anda")).to_be_visible()
        await expect(page.get_by_text("Sambungan terputus")).to_have_count(0)


async def test_a_phone_that_is_looked_at_again_connects_at_once(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        await until(lambda: len(hall.sockets) == 1)
        hall.views[OWN] = called()
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(page.get_by_role("heading", name="Giliran Anda")).to_be_visible()
        assert len(hall.watched) == 2
        await until(lambda: len(hall.sockets) == 1)


async def test_a_link_that_dies_while_it_is_open(browser: Browser) -> None:
    async with phone(browser) as (hall, page):
        hall.dead = True
        for live in list(hall.sockets):
            await live.close(4004)
        await expect(page.get_by_role("heading", name="tidak berlaku lagi")).to_be_visible()
        count = len(hall.watched)
        await asyncio.sleep(1.5)
        assert len(hall.watched) == count  # it asks no more
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_role("heading", name="not valid any more")).to_be_visible()


async def test_a_dead_link_opens_a_plain_page(browser: Browser) -> None:
    async with phone(browser, dead=True) as (hall, page):
        await expect(page.get_by_role("heading", name="Nomor ini tidak berlaku")).to_be_visible()
        await expect(page.get_by_text("A ticket and its link last for one day.")).to_be_visible()
        assert (hall.asked, hall.watched) == (0, [])


# ---- for everybody


async def test_in_english_and_back_again_after_a_reload(browser: Browser) -> None:
    async with phone(browser) as (_, page):
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_text("ahead of you").first).to_be_visible()
        await expect(page.locator(".live")).to_have_text("Live · 09:42")
        await expect(page.get_by_text("2 counters open")).to_be_visible()
        assert await page.locator("html").get_attribute("lang") == "en"
        await page.reload()
        await expect(page.get_by_text("Wait in Hall A or Ballroom.")).to_be_visible()


async def test_text_is_text(browser: Browser) -> None:
    wild = "<b onclick=x>KTP</b> & “e”"
    async with phone(browser, ticket(service_name=text(wild))) as (_, page):
        await expect(page.locator(".service")).to_contain_text(wild)
        assert await page.locator("#page b[onclick]").count() == 0


LONG: View = {
    "service_name": text("Penerbitan Persetujuan Kesesuaian Kegiatan Pemanfaatan Ruang Laut " * 2),
    "agency_name": text("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
    "mall": text("Mal Pelayanan Publik Kabupaten Pangkajene dan Kepulauan"),
    "number": "ABCDEF-123456",
}
PLACES = {**PLACE, "name": "Imigrasi 12", "zone_name": text("Ruang Pelayanan Keimigrasian Utara"),
          "direction": text("di belakang tangga menuju musala, sebelah kanan")}  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, SMALL])
@pytest.mark.parametrize(
    "view",
    [
        ticket(), called(), ticket(**LONG), {**called(**LONG), "place": PLACES},
        ticket(**LONG, state="no_show", place=PLACES), ticket(**LONG, state="parked"),
    ],
)  # fmt: skip
async def test_nothing_leaves_a_small_phone(
    browser: Browser, size: ViewportSize, view: View
) -> None:
    async with phone(browser, view, size=size) as (_, page):
        await page.emulate_media(reduced_motion="reduce")
        assert await page.evaluate(BEYOND) == []


@pytest.mark.parametrize(
    "view",
    [
        ticket(), ticket(ahead=0), called(), ticket(state="serving", place=PLACE),
        ticket(state="served"), ticket(state="no_show", place=PLACE), ticket(state="parked"),
        ticket(state="cancelled"), ticket(state="expired"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("asks", [False, True])
async def test_the_page_shuts_nobody_out(browser: Browser, view: View, asks: bool) -> None:
    async with phone(browser, view) as (_, page):
        button = page.get_by_role("button", name="Batalkan antrean")
        if asks:
            if await button.count() == 0:
                return
            await button.click()
        found = (await Axe().run(page)).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in grave] == []


async def test_the_dead_page_shuts_nobody_out(browser: Browser) -> None:
    async with phone(browser, dead=True) as (_, page):
        found = (await Axe().run(page)).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


async def test_who_wants_no_motion_gets_none(browser: Browser) -> None:
    async with phone(browser, called()) as (_, page):
        animation = "getComputedStyle(document.querySelector('.calls .place')).animationName"
        assert await page.evaluate(animation) == "calling"
        await page.emulate_media(reduced_motion="reduce")
        assert await page.evaluate(animation) == "none"
