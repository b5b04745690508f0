"""What a browser may do with an answer: the security headers, with a nonce of its own each.

Two policies that both hold. The first binds everything to this server. The second runs a script
only when its tag has the nonce of this very answer, so that markup which slipped into a page can
start nothing, not even a file of ours. `strict-dynamic` lets modules with the nonce import their
parts; browsers that don't know it (before 2022 on iPhones) fall back to 'self'. A television's
Chromium 53 knows both. Trusted types, where they are known, refuse text as markup altogether.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from starlette.requests import Request
from starlette.types import Scope

NONCE: Final = "signage.nonce"
"""Where an answer's nonce lies in its scope."""
TELEVISION: Final = "/screen"
"""An engine that knows no trusted types says so in its console at each start."""
PREVIEW: Final = "/screen/preview"
"""The one page that a page of this server may show in a frame; it has no secret."""
AROUND: Final = "/admin"
"""The one page that shows it."""
_HOST: Final = re.compile(r"[A-Za-z0-9.\-:\[\]]{1,255}")
_OFF: Final = """
accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment
serial usb
""".split()
PERMISSIONS: Final = ", ".join(f"{name}=()" for name in _OFF)
FIXED: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", PERMISSIONS.encode()),
    (b"x-permitted-cross-domain-policies", b"none"),
)


def fresh_nonce() -> str:
    """128 random bits that nobody can foresee."""
    return secrets.token_urlsafe(16)


def nonce_of(request: Request) -> str:
    """The nonce that this answer's policy will name, for the scripts of its page."""
    nonce: str = request.scope[NONCE]
    return nonce


def policies(
    host: str, nonce: str, *, secure: bool = False, types: bool = True, path: str = ""
) -> tuple[str, str]:
    """The two Content-Security-Policies of an answer; `types` for browsers that may know them.

    Old engines don't count a WebSocket to the same host as 'self', so it is named.
    """
    typed = "; require-trusted-types-for 'script'; trusted-types 'none'" if types else ""
    framed = "'self'" if path == PREVIEW else "'none'"
    frames = "'self'" if path == AROUND else "'none'"
    sockets = ""
    if _HOST.fullmatch(host):
        sockets = f" wss://{host}" if secure else f" ws://{host} wss://{host}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        f"font-src 'self'; media-src 'self' blob: data:; connect-src 'self'{sockets}; "
        f"object-src 'none'; base-uri 'none'; form-action 'none'; frame-src {frames}; "
        f"frame-ancestors {framed}{typed}",
        f"script-src 'nonce-{nonce}' 'strict-dynamic' 'self'; object-src 'none'; base-uri 'none'",
    )


def headers_of(scope: Scope, host: str) -> list[tuple[bytes, bytes]]:
    """All security headers of the answer to this request."""
    secure, types = scope["scheme"] in ("https", "wss"), scope["path"] != TELEVISION
    named = policies(host, scope[NONCE], secure=secure, types=types, path=scope["path"])
    return [*((b"content-security-policy", one.encode()) for one in named), *FIXED]
