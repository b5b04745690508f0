"""A refusal as a page, for a person whose browser went to an address; programs get their JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jinja2 import Environment
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from signage.queueing.hall import Text
from signage.web.policy import nonce_of
from signage.web.problems import Problem, language_of

TITLES: Final[Mapping[int, Text]] = {
    401: Text("Belum dikenal", "Not known"),
    403: Text("Tidak diizinkan", "Not allowed"),
    404: Text("Halaman ini tidak ada", "There is no such page"),
    405: Text("Halaman ini tidak ada", "There is no such page"),
    421: Text("Server ini tidak bernama demikian", "This server has another name"),
    429: Text("Tunggu sebentar", "One moment, please"),
    500: Text("Server sedang bermasalah", "The server has a problem"),
    503: Text("Server sedang bermasalah", "The server has a problem"),
}
OTHER: Final = Text("Ini tidak dapat dibuka", "This can't be opened")


def wants_page(scope: Scope) -> bool:
    """Whether a person looks: a browser that goes to an address, not a script that asks."""
    if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/api/"):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


class RefusalPage:
    """Draws the page of a problem, in the language that the browser asks for, with the other one
    under it."""

    def __init__(self, environment: Environment, version: str) -> None:
        self._template = environment.get_template("refused.html")
        self._version = version

    def render(self, scope: Scope, problem: Problem) -> bytes:
        """The page, as bytes."""
        request = Request(scope)
        language = language_of(request)
        title = TITLES.get(problem.status, OTHER)
        return self._template.render(
            language=language,
            version=self._version,
            nonce=nonce_of(request),
            title=title.en if language == "en" else title.id,
            other=title.id if language == "en" else title.en,
            detail=problem.detail,
            lost=problem.status in (404, 405),
        ).encode()
