"""A server that does not exist: serves the pages, and pushes whatever views a test hands it."""

import asyncio
import io
import json
import socket
import wave
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from signage.web.policy import NONCE, fresh_nonce, headers_of

ROOT = Path(__file__).parents[2]
EPOCH = 1_764_140_000
AT = 1_795_660_920_000  # 2026-11-26 02:42 UTC, 09:42 in Jakarta
SECRET = "a-good-secret"
JSON = dict[str, Any]


@dataclass(slots=True)
class FakeHall:
    """What the pages are told; change it while they look."""

    me: JSON
    answers: dict[str, JSON] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    fetched: list[tuple[str, str]] = field(default_factory=list)
    away: bool = False
    views: dict[str, JSON] = field(default_factory=dict)
    heard: list[JSON] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)
    opened: int = 0
    asked: int = 0
    refuse: int | None = None
    mute: bool = False
    secrets: set[str] = field(default_factory=lambda: {SECRET})
    code: str = ""
    origins: list[str | None] = field(default_factory=list)
    url: str = ""

    async def show(self, topic: str, view: Mapping[str, Any] | None, **envelope: int) -> None:
        """Pushes a view; seq, epoch and at go on from the last one unless they are given."""
        last = self.views.get(topic, {"seq": 0, "epoch": EPOCH, "at": AT})
        ahead = {"seq": last["seq"] + 1, "epoch": last["epoch"], "at": last["at"] + 1} | envelope
        message = {"topic": topic, **ahead, "view": view}
        self.views[topic] = message
        await self.say(message)

    async def say(self, message: JSON | str) -> None:
        """Sends any message as it is to every open socket."""
        text = message if isinstance(message, str) else json.dumps(message)
        for live in list(self.sockets):
            with suppress(RuntimeError, WebSocketDisconnect):
                await live.send_text(text)

    async def drop(self, code: int = 1012) -> None:
        """Cuts every socket, as a server that goes away does."""
        for live in list(self.sockets):
            with suppress(RuntimeError):
                await live.close(code)

    def said(self, key: str) -> list[Any]:
        """What pages have sent upwards under this key."""
        return [message[key] for message in self.heard if key in message]

    def heard_of(self, announcement: str) -> list[str]:
        """How screens say that an announcement ended, each time that they say it."""
        return [word["result"] for word in self.heard if word.get("heard") == announcement]


@asynccontextmanager
async def serving(hall: FakeHall, templates: Path = ROOT / "templates") -> AsyncIterator[FakeHall]:
    """Runs the server on a free port of this machine; `hall.url` is its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    hall.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        _app(hall, templates), log_level="error", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield hall
    finally:
        server.should_exit = server.force_exit = True
        await task
        listener.close()


def _app(hall: FakeHall, templates: Path) -> Starlette:
    pages = Environment(loader=FileSystemLoader(templates), autoescape=True)

    async def page(request: Request) -> Response:
        name = request.path_params.get("page", "screen")
        if name == "favicon.ico":
            return Response(status_code=404)
        request.scope[NONCE] = nonce = fresh_nonce()
        words = {"language": "id", "version": "test", "nonce": nonce}
        shown = HTMLResponse(pages.get_template(f"{name}.html").render(words))
        shown.raw_headers.extend(headers_of(request.scope, request.headers["host"]))
        return shown

    async def me(request: Request) -> Response:
        hall.asked += 1
        secret = request.headers.get("authorization", "").removeprefix("Bearer ")
        if secret not in hall.secrets:
            return JSONResponse({"code": "no_secret"}, status_code=401)
        return JSONResponse(hall.me)

    async def answer(request: Request) -> Response:
        found = hall.answers.get(request.url.path)
        return JSONResponse(found, status_code=200 if found is not None else 404)

    async def pairing(request: Request) -> Response:
        hall.origins.append(request.headers.get("origin"))
        if not hall.code:
            return JSONResponse({"code": "pairing_crowd"}, status_code=409)
        return JSONResponse({"code": hall.code, "token": "t", "seconds": 600}, status_code=201)

    async def sound(request: Request) -> Response:
        found = hall.sounds.get(request.path_params["name"])
        return Response(found or b"", status_code=200 if found else 404, media_type="audio/wav")

    async def media(request: Request) -> Response:
        name, part = request.path_params["name"], request.headers.get("range", "")
        hall.fetched.append((name, part))
        secret = request.headers.get("authorization", "").removeprefix("Bearer ")
        if hall.away or secret not in hall.secrets or name not in hall.media:
            return Response(status_code=503 if hall.away else 403)
        whole = hall.media[name]
        if not part:
            return Response(whole)
        begin, end = (int(side) for side in part.removeprefix("bytes=").split("-"))
        return Response(whole[begin : end + 1], status_code=206)

    return Starlette(
        routes=[
            Route("/media/{name}", media),
            Route("/api/me", me),
            Route("/api/pairings", pairing, methods=["POST"]),
            Route("/api/{rest:path}", answer, methods=["GET", "POST"]),
            Route("/sounds/{name}", sound),
            WebSocketRoute("/live", lambda live: _live(hall, live)),
            Mount("/static", StaticFiles(directory=ROOT / "static")),
            Route("/screen/preview", page),
            Route("/{page}", page),
        ]
    )


async def _live(hall: FakeHall, live: WebSocket) -> None:
    await live.accept()
    hall.opened += 1
    try:
        watch = json.loads(await live.receive_text())
        hall.heard.append(watch)
        stranger = watch["watch"] == ["pairing/t"]
        if hall.refuse is not None or not (stranger or watch.get("secret") in hall.secrets):
            await live.close(hall.refuse or 4001, "secret")
            return
        if not hall.mute:
            for topic in watch["watch"]:
                if topic in hall.views:
                    await live.send_text(json.dumps(hall.views[topic]))
            hall.sockets.append(live)
        while True:
            hall.heard.append(json.loads(await live.receive_text()))
    except WebSocketDisconnect:
        pass
    finally:
        if live in hall.sockets:
            hall.sockets.remove(live)


def silence(seconds: float) -> bytes:
    """A WAV in which nothing sounds."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * int(8000 * seconds))
    return out.getvalue()


def text(indonesian: str, english: str | None = None) -> JSON:
    return {"id": indonesian, "en": english or indonesian}


def call_row(seq: int, number: str, counter: str, **changes: Any) -> JSON:
    """One call as a zone's view lists it: new, at a counter of Disdukcapil, nothing said."""
    row = {
        "seq": seq,
        "first": seq,
        "number": number,
        "counter": counter,
        "counter_name": counter,
        "agency": "disdukcapil",
        "agency_name": text("Disdukcapil", "Civil Registry"),
        "service": "ktp-el",
        "service_name": text("Perekaman KTP-el", "Identity card"),
        "zone": "hall-a",
        "direction": None,
        "recall": 0,
        "age": 1.0,
        "state": "called",
        "said": "none",
    }
    return row | changes


def zone_view(*calls: JSON, **changes: Any) -> JSON:
    """A zone's view with these calls, newest first."""
    view = {
        "zone": "hall-a",
        "name": text("Hall A"),
        "mall": text("MPP Kota Metro"),
        "day": "2026-11-26",
        "time_zone": "Asia/Jakarta",
        "utc_offset": 420,
        "open": True,
        "calls": list(calls),
        "serving": [
            {"counter": "5", "counter_name": "5", "zone": "hall-a", "number": "B007"},
        ],
        "waiting": [
            {"service": "ktp-el", "name": text("Perekaman KTP-el"), "count": 14},
            {"service": "kk", "name": text("Kartu Keluarga"), "count": 0},
        ],
        "speaking": None,
        "voice": {"state": "ready", "reason": None},
        "trouble": None,
    }
    return view | changes
