"""The pages: templates without data, and the files that they load."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from signage.errors import NotFound
from signage.web import phone, surveys
from signage.web.house import house
from signage.web.policy import nonce_of

LANGUAGES = ("id", "en")
PAGES = (
    "index", "screen", "screen/preview", "counter", "kiosk", "booking", "voices", "emergency",
    "fairness", "floor", "admin", "login", "survey", "skm", "reports", "print",
)  # fmt: skip
TEMPLATES = {"screen/preview": "screen"}
"""Where a page shows another one's template."""


def environment_of(templates: Path) -> Environment:
    """The templates of a folder: they escape whatever a file is called, and know every name."""
    return Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined
    )


def page_routes(environment: Environment, static: Path, version: str) -> list[BaseRoute]:
    """The routes of all pages and of what they load."""

    def page(name: str) -> Route:
        template = environment.get_template(f"{TEMPLATES.get(name, name)}.html")
        path = "/" if name == "index" else f"/{name}"

        async def show(request: Request) -> Response:
            language = request.query_params.get("lang", "")
            if language not in LANGUAGES:
                language = house(request).live.state.hall.mall.languages[0]
            body = template.render(
                language=language,
                version=version,
                nonce=nonce_of(request),
                utc_offset=house(request).live.utc_offset,
            )
            return HTMLResponse(body, headers={"Cache-Control": "no-cache"})

        return Route(path, show, methods=["GET"], name=name)

    return [
        *(page(name) for name in PAGES),
        phone.page_route(environment, version),
        surveys.page_route(environment, version),
        Route("/sounds/{name}", sound, methods=["GET"]),
        Mount("/static", Versioned(directory=static, version=version), name="static"),
    ]


async def sound(request: Request) -> Response:
    """GET /sounds/{name}: what a zone's voice says; the name is a hash that nobody guesses."""
    wav = house(request).sound(request.path_params["name"])
    if wav is None:
        raise NotFound("sound_unknown")
    headers = {"Cache-Control": "private, max-age=3600"}
    # for players, which don't mind; a tab that goes here keeps a file, and shows nothing
    return FileResponse(wav, headers=headers, media_type="audio/wav", filename=wav.name)


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
