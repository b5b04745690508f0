"""Codes of links, for the cameras of phones and the scanners of kiosks."""

from __future__ import annotations

import io
import re

import segno
from starlette.requests import Request
from starlette.responses import Response

from signage.web.house import house

_HOST = re.compile(r"[A-Za-z0-9.\-:\[\]]{1,255}")


def address(request: Request, path: str) -> str:
    """The whole address of a page: under the one that the mall's file names, else under the one
    that this request came to."""
    base = house(request).address
    host = request.headers.get("host", "")
    if not base and _HOST.fullmatch(host):
        base = f"{request.url.scheme}://{host}"
    return f"{base}{path}"


def drawn(link: str) -> Response:
    """The QR code of a link, as a picture of any size."""
    held = io.BytesIO()
    segno.make_qr(link, error="m").save(held, kind="svg", border=4, omitsize=True)
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(held.getvalue(), headers=headers, media_type="image/svg+xml")
