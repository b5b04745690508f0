"""A hall with voices that play their part by script, for the voices page."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from signage.web.policy import nonce_of
from tests.browser.fake_hall import HOUSE, SECRET, StrictPolicy, View, refusal, text
from tests.browser.fakes import silence

ZONES = [("hall-a", "Hall Pelayanan A", "server"), ("hall-b", "Hall Pelayanan B", "server"),
         ("ballroom", "Ruang Tunggu Balai", "screen"), ("office", "Kantor", "none")]  # fmt: skip
OUTLINE: View = {
    "mall": text("MPP Kota Metro"), "languages": ["id", "en"],
    "zones": [{"zone": z, "name": text(name), "speaker": speaker,
               "hears": ["hall-a"] if z == "ballroom" else []}
              for z, name, speaker in ZONES],
    "agencies": [
        {"agency": "disdukcapil", "name": text("Dinas Kependudukan"), "short": text("Disdukcapil"),
         "spoken": text("Disdukcapil")},
        {"agency": "polres", "name": text("Kepolisian Resor Metro"), "short": text("Polres Metro"),
         "spoken": text("Polres Metro")},
    ],
    "services": [
        {"service": "ktp-el", "name": text("Perekaman KTP-el", "Identity card"),
         "agency": "disdukcapil", "sample": "A012"},
        {"service": "skck", "name": text("SKCK"), "agency": "polres", "sample": "P012"},
    ],
    "counters": [
        {"counter": "3", "name": "3", "zone": "hall-a", "services": ["ktp-el"]},
        {"counter": "b-7", "name": "4K-1", "zone": "hall-b", "services": ["skck"]},
    ],
}  # fmt: skip
PRODUCT = [("PDAM", "pe de a em"), ("SIM", "sim"), ("SKCK", "es ka ce ka"), ("OSS", "o es es")]


@dataclass(slots=True)
class FakeWords:
    """What the page is told of voices and words, and what it asked."""

    own: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"id": {"IKD": "i ka de"}, "en": {}}
    )
    revision: int = 1
    heard: list[View] = field(default_factory=list)
    asked: list[View] = field(default_factory=list)
    stand_in: set[str] = field(default_factory=set)
    mute: set[str] = field(default_factory=set)
    refuse_hearing: dict[str, tuple[int, View]] = field(default_factory=dict)
    refuse_words: list[tuple[int, View]] = field(default_factory=list)
    seconds: float = 0.3
    missing: bool = False
    hold: asyncio.Event | None = None
    url: str = ""

    async def hear(self, request: Request) -> Response:
        body = await request.json()
        self.heard.append(body)
        if self.hold is not None:
            await self.hold.wait()
        if body["zone"] in self.refuse_hearing:
            status, problem = self.refuse_hearing[body["zone"]]
            return JSONResponse(problem, status)
        languages = [body["language"]] if "language" in body else ["id", "en"]
        profile = None if body["zone"] in self.mute else "espeak-{}"
        said = body.get("text") or f"{body.get('ticket', 'A 012')}, loket {body.get('counter', 3)}"
        return JSONResponse({
            "zone": body["zone"], "url": f"/sounds/{body['zone']}.wav", "length": self.seconds,
            "sentences": [{"language": code, "text": f"{said}.", "caption": f"{code}: {said}"}
                          for code in languages],
            "voice": [{"language": code, "profile": profile and profile.format(code),
                       "instead": body["zone"] in self.stand_in} for code in languages],
            "reason": "espeak-id says it" if body["zone"] in self.stand_in else None,
        })  # fmt: skip

    async def lexicon(self, request: Request) -> Response:
        if self.missing:
            return JSONResponse(refusal(503, "config_unreadable", "Tidak terbaca.")[1], 503)
        if request.method == "POST":
            body = await request.json()
            self.asked.append(body)
            if self.refuse_words:
                status, problem = self.refuse_words.pop(0)
                return JSONResponse(problem, status)
            if body["revision"] != f"r{self.revision}":
                return JSONResponse(refusal(409, "config_changed", "Berkas berubah.")[1], 409)
            words = self.own[body["language"]]
            if body["said"] is None:
                words.pop(body["word"], None)
            else:
                words[body["word"]] = body["said"]
            self.revision += 1
        return JSONResponse({
            "revision": f"r{self.revision}",
            "languages": [{
                "language": code,
                "own": [{"word": w, "said": s} for w, s in sorted(self.own[code].items())],
                "product": [{"word": w, "said": s} for w, s in PRODUCT] if code == "id" else [],
            } for code in ("id", "en")],
        })  # fmt: skip


def known(request: Request) -> bool:
    return request.headers.get("authorization") == f"Bearer {SECRET}"


@contextlib.asynccontextmanager
async def speaking(words: FakeWords) -> AsyncIterator[FakeWords]:
    """The page and its words on a free port of this machine."""
    pages = Environment(loader=FileSystemLoader(HOUSE / "templates"), autoescape=True)

    async def page(request: Request) -> Response:
        words = {"language": "id", "version": "1", "nonce": nonce_of(request)}
        html = pages.get_template("voices.html").render(words)
        return HTMLResponse(html)

    async def told(request: Request) -> Response:
        if not known(request):
            return JSONResponse(refusal(401, "secret_missing", "Tidak dikenal.")[1], 401)
        answers: dict[str, Any] = {"hear": words.hear, "lexicon": words.lexicon}
        name = request.path_params["rest"].rpartition("/")[2]
        return await answers[name](request) if name in answers else JSONResponse(OUTLINE)

    async def sound(request: Request) -> Response:
        return Response(silence(words.seconds), media_type="audio/wav")

    listener = socket.create_server(("127.0.0.1", 0))
    words.url = f"http://127.0.0.1:{listener.getsockname()[1]}/voices"
    app = Starlette(
        routes=[
            Route("/voices", page),
            Route("/api/{rest:path}", told, methods=["GET", "POST"]),
            Route("/sounds/{name}", sound),
            Mount("/static", StaticFiles(directory=HOUSE / "static")),
        ],
        middleware=[Middleware(StrictPolicy)],
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield words
    finally:
        server.should_exit = server.force_exit = True
        await task
        listener.close()
