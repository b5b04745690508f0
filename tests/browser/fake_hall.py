"""A hall that plays its part by script, so that the pages can be tried without the server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from jinja2 import Environment, FileSystemLoader
from playwright.async_api import Browser, Playwright
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from signage.web.policy import NONCE, fresh_nonce, headers_of, nonce_of

View = dict[str, Any]

HOUSE = Path(__file__).parents[2]
SECRET = "open-sesame"
AT = 1_795_660_927_000  # 2026-11-26 09:42:07 in Jakarta


def text(indonesian: str, english: str | None = None) -> View:
    """A name in both languages."""
    return {"id": indonesian, "en": english or indonesian}


def refusal(status: int, code: str, detail: str) -> tuple[int, View]:
    """A problem document and its status."""
    kind = f"about:blank#{code}"
    return status, {"type": kind, "title": code, "status": status, "code": code, "detail": detail}


@dataclass(frozen=True, slots=True)
class Press:
    """One POST that reached the hall."""

    path: str
    key: str
    language: str
    body: View


@dataclass(slots=True, kw_only=True)
class FakeHall:
    """What the pages are told, and what they asked."""

    me: View
    view: View
    links: list[View] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    answers: list[tuple[int, View]] = field(default_factory=list)
    usual: tuple[int, View] = (200, {"call": {}})
    elsewhere: View = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    mute: bool = False
    seq: int = 41
    sockets: list[WebSocket] = field(default_factory=list)
    watched: list[View] = field(default_factory=list)
    opened: int = 0
    bookings: dict[str, View] = field(default_factory=dict)
    url: str = ""

    async def show(self, **changes: Any) -> None:
        """A newer view, to everyone who watches."""
        self.view = {**self.view, **changes}
        self.seq += 1
        for live in list(self.sockets):
            await live.send_text(self.envelope())

    def envelope(self) -> str:
        """The view as it goes over the socket."""
        topic = f"{self.me['kind']}/{self.me['place']}"
        place = {"epoch": 1, "seq": self.seq, "at": AT + self.seq}
        return json.dumps({"topic": topic, **place, "view": self.view})

    async def live(self, live: WebSocket) -> None:
        """`/live`: the view, then beats, until the page goes; nothing at all while mute."""
        await live.accept()
        self.opened += 1
        first = await live.receive_json()
        if first.get("secret") != SECRET:
            await live.close(4001, "no good secret")
            return
        self.watched.append(first)
        self.sockets.append(live)
        if not self.mute:
            await live.send_text(self.envelope())
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await live.receive_text()
        self.sockets.remove(live)

    async def pressed(self, request: Request) -> Response:
        """Any POST: noted, held while the gate is shut, answered by script."""
        raw = await request.body()
        headers = request.headers
        key = headers.get("idempotency-key", "")
        body = json.loads(raw) if raw else {}
        self.presses.append(Press(request.url.path, key, headers["accept-language"], body))
        await self.gate.wait()
        status, answer = self.answers.pop(0) if self.answers else self.usual
        return JSONResponse(answer, status)

    async def booked(self, request: Request) -> Response:
        """`/api/bookings/{code}`: one of the bookings, or the refusal for a code that is none."""
        code = request.path_params["code"]
        found = self.bookings.get(code.replace("-", ""))
        if found is None:
            status, problem = refusal(404, "booking_unknown", "Kode reservasi ini tidak ada.")
            return JSONResponse(problem, status)
        return JSONResponse(found)

    async def told(self, request: Request) -> Response:
        """`/api/me` and `/api/links`, for whoever has the secret."""
        if request.headers.get("authorization") != f"Bearer {SECRET}":
            status, problem = refusal(401, "unknown_secret", "Rahasia ini tidak dikenal.")
            return JSONResponse(problem, status)
        return JSONResponse(self.me if request.url.path == "/api/me" else self.links)

    async def there(self, request: Request) -> Response:
        """Where an officer may send a visitor; unknown unless a test says it."""
        return JSONResponse(self.elsewhere, 200 if self.elsewhere else 404)


class StrictPolicy:
    """The policies that the real server sends with every page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[NONCE] = fresh_nonce()
        host = Headers(scope=scope).get("host", "")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers_of(scope, host)]
            await send(message)

        await self.app(scope, receive, sent)


def fake_app(hall: FakeHall) -> Starlette:
    """The pages as the real server serves them, and the hall behind them."""
    pages = Environment(loader=FileSystemLoader(HOUSE / "templates"), autoescape=True)

    def page(name: str) -> Route:
        async def shown(request: Request) -> Response:
            language = request.query_params.get("language", "id")
            words = {"language": language, "version": "1", "nonce": nonce_of(request)}
            return HTMLResponse(pages.get_template(name).render(words))

        return Route("/" if name == "index.html" else f"/{name.removesuffix('.html')}", shown)

    return Starlette(
        routes=[
            *[page(name) for name in ("index.html", "counter.html", "kiosk.html", "floor.html")],
            Mount("/static", StaticFiles(directory=HOUSE / "static")),
            Route("/api/me", hall.told),
            Route("/api/links", hall.told),
            Route("/api/counters/3/elsewhere", hall.there),
            Route("/api/bookings/{code}", hall.booked, methods=["GET"]),
            Route("/api/{rest:path}", hall.pressed, methods=["POST"]),
            WebSocketRoute("/live", hall.live),
        ],
        middleware=[Middleware(StrictPolicy)],
    )


@contextlib.asynccontextmanager
async def running(hall: FakeHall) -> AsyncIterator[FakeHall]:
    """The hall on a free port of this machine."""
    hall.gate.set()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    hall.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    quiet = uvicorn.Config(
        fake_app(hall), log_level="error", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(quiet)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield hall
    finally:
        hall.gate.set()
        server.should_exit = server.force_exit = True
        await task
        listener.close()


async def until(happened: Callable[[], bool]) -> None:
    """Wait for what another part of the test's own loop brings about."""
    async with asyncio.timeout(45):  # a page may leave a server in peace for half a minute
        while not happened():  # noqa: ASYNC110 - the pages set no event
            await asyncio.sleep(0.02)


async def chromium_at(play: Playwright, path: str) -> Browser:
    """The Chromium that is installed, alone with this machine."""
    quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    more = "--disable-background-networking --disable-component-update"
    return await play.chromium.launch(executable_path=path, args=[*quiet.split(), *more.split()])


def call_of(number: str, seq: int) -> View:
    """A call at counter 3."""
    reason = text(
        "paling lama menunggu di layanan loket ini.", "longest wait among this counter's services."
    )
    why = {"rule": "longest_wait", "waited": 1320, "text": reason}
    return {
        "seq": seq, "first": seq, "number": number, "counter": "3", "zone": "hall-a",
        "zones": ["hall-a", "ballroom"], "service": "ktp-el", "agency": "disdukcapil",
        "recall": 0, "why": why,
    }  # fmt: skip


def waiting_row(place: int, number: str, service: str, waited: int, **more: Any) -> View:
    """One who waits for counter 3."""
    return {
        "ticket": f"t{place}", "number": number, "service": service.lower(),
        "service_name": text(service), "waited": waited, "priority": None, "priority_name": None,
        "note": "", "came": None, "booked": False, "booked_at": None, **more,
    }  # fmt: skip


def counter_view(**changes: Any) -> View:
    """Counter 3 of the sample hall, with a visitor called to it."""
    dukcapil = text("Dinas Kependudukan dan Pencatatan Sipil (Disdukcapil)", "Civil registry")
    names = {
        "ktp-el": text("Perekaman KTP-el", "ID card"), "kk": text("Kartu Keluarga", "Family card"),
        "akta-lahir": text("Akta kelahiran", "Birth certificate"),
        "ikd": text("Identitas Kependudukan Digital (IKD)", "Digital ID (IKD)"),
    }  # fmt: skip
    served = [
        {
            "service": service,
            "name": name,
            "agency_name": dukcapil,
            "prefix": "B",
            "count": count,
            "open": True,
            "shut": None,
            "why_shut": None,
            "opens": None,
            "quota_left": None,
            "counters_open": 2,
        }
        for (service, name), count in zip(names.items(), (9, 2, 1, 2), strict=True)
    ]
    view = {
        "counter": "3", "name": "3", "zone": "hall-a", "zone_name": text("Hall A"),
        "utc_offset": 420, "agencies": [dukcapil], "mall": text("MPP Kota Metro"),
        "open": True, "shut_by": None, "state": "called", "call": call_of("B012", 41),
        "ticket": {
            "id": "t38", "number": "B012", "service": "ktp-el", "service_name": names["ktp-el"],
            "waited": 1320, "since": 12.0, "direct": False, "note": "", "came": None,
            "priority_name": None, "earlier": [],
        },
        "services": served,
        "waiting": [
            waiting_row(39, "BK07", "Kartu Keluarga", 1860),
            waiting_row(40, "B014", "Perekaman KTP-el", 730, priority="lansia",
                        priority_name=text("Lansia", "Elderly")),
            waiting_row(41, "BD02", "Identitas Kependudukan Digital (IKD)", 700),
            waiting_row(42, "B015", "Perekaman KTP-el", 560),
            waiting_row(43, "BA05", "Akta kelahiran", 250),
            waiting_row(44, "B016", "Perekaman KTP-el", 20),
        ],
        "more": 8,
        "parked": [{"ticket": "t30", "number": "B009", "service_name": names["ktp-el"],
                    "since": 300, "note": ""}],
        "missed": [{"ticket": "t29", "number": "BK06", "service_name": names["kk"],
                    "since": 900, "note": ""}],
        "unserved": [], "last": [], "on_break": None,
        "comes_back": {"parked": text("ke tempat semula", "to the old place"),
                       "no_show": text("ke akhir antrean", "to the end"),
                       "transferred": text("sesuai lama menunggu", "by how long they waited")},
        "counters": [{"counter": str(n), "name": str(n), "zone_name": text("Hall A"),
                      "open": n != 5}
                     for n in (3, 4, 5, 11)],
        "all_services": [
            *[{k: one[k] for k in ("service", "name", "agency_name")} for one in served],
            {"service": "bpjs-daftar", "name": text("Pendaftaran peserta", "Registration"),
             "agency_name": text("BPJS Kesehatan")},
            {"service": "skck", "name": text("SKCK"), "agency_name": text("Polres Metro")},
        ],
        "proof": {"seq": 41, "shown": 3, "screens": 3, "said": "heard", "heard_at": AT,
                  "reason": None},
        "undo": {"action": "next", "left": 21.5},
        "recent": [{"ticket": "t28", "number": "B011", "state": "served", "at": AT - 400_000},
                   {"ticket": "t29", "number": "BK06", "state": "no_show", "at": AT - 900_000}],
        "voice": {"state": "ready", "reason": None}, "trouble": None,
    }  # fmt: skip
    return {**view, **changes}


VOICE_TODAY: View = {
    "state": "ready", "reason": None, "lag": 12.0, "longest": 48.2, "shortened": 7, "failed": 1,
    "dropped": [
        {"reason": "over", "text": text("sudah dilayani atau dibatalkan", "already served"),
         "count": 3},
        {"reason": "quiet", "text": text("waktu tenang; suara diam", "a quiet time"), "count": 12},
    ],
    "shortened_why": [
        {"reason": "short", "text": text("singkat: banyak panggilan menunggu"), "count": 7},
    ],
    "failed_why": [
        {"reason": "no_answer", "text": text("layar tidak melaporkan suaranya"), "count": 1},
    ],
    "quiet": None, "instead": None, "stand_ins": 0,
}  # fmt: skip

COUNTER: View = {
    "kind": "counter", "id": "counter-3", "place": "3", "topics": ["counter/3"], "language": "id",
}  # fmt: skip
KIOSK: View = {
    "kind": "kiosk", "id": "kiosk-1", "place": "hall-a", "topics": ["kiosk/hall-a"],
    "language": "id",
}  # fmt: skip


def service_of(name: str, waiting: int, **more: Any) -> View:
    """One service of a kiosk."""
    return {
        "service": name.lower().replace(" ", "-"), "name": text(name), "prefix": "B",
        "waiting": waiting, "open": True, "why_shut": None, "zone_names": [text("Hall A")], **more,
    }  # fmt: skip


def agency_of(short: str, name: str, *services: View) -> View:
    """One agency of a kiosk."""
    return {
        "agency": short.lower(), "name": text(name), "short": text(short),
        "services": list(services),
    }  # fmt: skip


def kiosk_view(**changes: Any) -> View:
    """The sample hall's ten agencies."""
    full = text("Kuota hari ini habis. Buka lagi Jumat 08.00", "Full today. Opens Friday 08:00")
    agencies = [
        agency_of("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil",
                  service_of("Perekaman KTP-el", 9), service_of("Kartu Keluarga", 2),
                  service_of("Akta kelahiran", 0),
                  service_of("Identitas Kependudukan Digital (IKD)", 3)),
        agency_of("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
                  service_of("Perizinan berusaha (OSS)", 6), service_of("Konsultasi perizinan", 0)),
        agency_of("Imigrasi", "Kantor Imigrasi Kelas II Non TPI Kotabumi",
                  service_of("Paspor baru", 0, open=False, why_shut=full),
                  service_of("Penggantian paspor", 0, open=False, why_shut=full)),
        agency_of("Polres Metro", "Kepolisian Resor Metro", service_of("SKCK", 2),
                  service_of("Perpanjangan SIM A dan C", 0)),
        agency_of("Samsat", "Badan Pendapatan Daerah – Samsat",
                  service_of("Pajak kendaraan bermotor (PKB)", 0)),
        agency_of("Pertanahan (BPN)", "Kantor Pertanahan (ATR/BPN)",
                  service_of("Informasi sertipikat", 1), service_of("Pengecekan sertipikat", 0)),
        agency_of("BPJS Kesehatan", "BPJS Kesehatan", service_of("Pendaftaran peserta", 3),
                  service_of("Perubahan data", 0, asks_origin=True)),
        agency_of("BPJS Ketenagakerjaan", "BPJS Ketenagakerjaan", service_of("Klaim JHT", 1),
                  service_of("Kepesertaan", 0)),
        agency_of("Pajak (KPP)", "KPP Pratama Metro", service_of("NPWP", 0),
                  service_of("Konsultasi SPT Tahunan", 0)),
        agency_of("Kejaksaan", "Kejaksaan Negeri Metro", service_of("Pengambilan tilang", 0),
                  service_of("Konsultasi hukum", 0)),
    ]  # fmt: skip
    view = {
        "mall": text("MPP Kota Metro"), "languages": ["id", "en"], "agencies": agencies,
        "priorities": [
            {"priority": "lansia", "name": text("Lansia", "Elderly")},
            {"priority": "disabilitas", "name": text("Penyandang disabilitas", "Disability")},
            {"priority": "hamil", "name": text("Ibu hamil", "Pregnant")},
            {"priority": "menyusui", "name": text("Ibu menyusui dan membawa balita",
                                                  "Nursing, or with a small child")},
        ],
        "origins": [{"origin": name.lower().replace(" ", "-"), "name": text(name)}
                    for name in ("Kota Metro", "Lampung Timur", "Lampung Tengah", "Lainnya")],
    }  # fmt: skip
    return {**view, **changes}
