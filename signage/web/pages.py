"""The pages: templates without data; strict about what they may load."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from signage.errors import NotFound
from signage.web import phone
from signage.web.house import house

LANGUAGES = ("id", "en")
PAGES = (
    "index", "screen", "counter", "kiosk", "booking", "voices", "emergency", "fairness", "floor",
    "admin",
)  # fmt: skip
_HOST = re.compile(r"[A-Za-z0-9.\-:\[\]]{1,255}")


def page_routes(templates: Path, static: Path) -> list[BaseRoute]:
    """The routes of all pages and of what they load."""
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined
    )
    version = version_of(static)

    def page(name: str) -> Route:
        template = environment.get_template(f"{name}.html")
        path = "/" if name == "index" else f"/{name}"

        async def show(request: Request) -> Response:
            language = request.query_params.get("lang", "")
            if language not in LANGUAGES:
                language = house(request).live.state.hall.mall.languages[0]
            body = template.render(language=language, version=version)
            return HTMLResponse(body, headers={"Cache-Control": "no-cache"})

        return Route(path, show, methods=["GET"], name=name)

    return [
        *(page(name) for name in PAGES),
        phone.page_route(environment, version),
        Route("/sounds/{name}", sound, methods=["GET"]),
        Mount("/static", Versioned(directory=static, version=version), name="static"),
    ]


async def sound(request: Request) -> Response:
    """GET /sounds/{name}: what a zone's voice says; the name is a hash that nobody guesses."""
    wav = house(request).sound(request.path_params["name"])
    if wav is None:
        raise NotFound("sound_unknown")
    headers = {"Cache-Control": "private, max-age=3600"}
    return FileResponse(wav, headers=headers, media_type="audio/wav")


def version_of(folder: Path) -> str:
    """A short name for all that lies in a folder: another one when any file changes."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Versioned(StaticFiles):
    """Static files: kept for a year under the present version, asked for again under any other."""

    def __init__(self, *, directory: Path, version: str) -> None:
        super().__init__(directory=directory)
        self._query = f"v={version}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lasting = scope.get("query_string") == self._query
        control = b"public, max-age=31536000, immutable" if lasting else b"no-cache"

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"cache-control", control)]
            await send(message)

        await super().__call__(scope, receive, sent)


def policy(headers: Headers) -> str:
    """The Content-Security-Policy of every answer: this server only, and nothing inline.

    Old engines don't count a WebSocket to the same host as 'self', so it is named.
    """
    host = headers.get("host", "")
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; media-src 'self' blob: data:; connect-src 'self'{sockets}; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
