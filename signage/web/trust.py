"""How a device comes to trust the hall's own certificate: its root, and the page that says how."""

from __future__ import annotations

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from signage.errors import NotFound
from signage.web.house import House, house
from signage.web.policy import nonce_of
from signage.web.problems import language_of

ROOT = "/ca.crt"
NO_CACHE = {"Cache-Control": "no-cache"}


def trust_routes(environment: Environment, version: str) -> list[BaseRoute]:
    """The root and its page; everybody may have both, for a root is no secret."""
    template = environment.get_template("trust.html")

    async def show(request: Request) -> Response:
        rooms = house(request)
        asked = request.query_params.get("lang", "")
        language = asked if asked in ("id", "en") else language_of(request)
        secured = rooms.secured
        standing = secured.keeper.standing if secured else None
        name = rooms.live.state.hall.mall.name
        body = template.render(
            language=language,
            version=version,
            nonce=nonce_of(request),
            mall=name.en if language == "en" else name.id,
            state="off" if standing is None else "own" if standing.root else "files",
            fingerprint=_groups(standing.fingerprint) if standing else [],
            root=ROOT,
            address=_address(request, rooms),
            secure=request.url.scheme == "https",
        )
        return HTMLResponse(body, headers=NO_CACHE)

    return [
        Route("/trust", show, methods=["GET"], name="trust"),
        Route(ROOT, root, methods=["GET"]),
    ]


async def root(request: Request) -> Response:
    """GET /ca.crt: the root as phones, computers and televisions install it."""
    secured = house(request).secured
    standing = secured.keeper.standing if secured else None
    if standing is None or not standing.root:
        raise NotFound("root_none")
    headers = {**NO_CACHE, "Content-Disposition": 'inline; filename="ca.crt"'}
    return Response(standing.root, headers=headers, media_type="application/x-x509-ca-cert")


def _address(request: Request, rooms: House) -> str:
    """Where this visitor reaches the server encrypted, by the name that they used."""
    if rooms.secured is None:
        return ""
    host = request.headers.get("host", "")
    name = host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host
    return f"https://{name}:{rooms.secured.port}/"


def _groups(fingerprint: str) -> list[str]:
    """Eight bytes each, as one compares them."""
    parts = fingerprint.split(":")
    return [" ".join(parts[start : start + 8]) for start in range(0, len(parts), 8)]
