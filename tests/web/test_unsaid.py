"""What nobody may read afterwards: no secret, token, password or body is in a log or a refusal."""

from __future__ import annotations

import base64
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from signage.logs import JsonLines, Lines
from tests.web.asking import House, house
from tests.web.test_http import Served, client, serving

PASSWORD = "kuda-benar-baterai-7"
BODY = "isi-yang-tidak-boleh-dibaca"
WRONG = "nObOdYhAsThIsSeCrEt0123456789AbCd"
COOKIE = "sEsSiOnOfSomebodyElse0123456789AbCdEfGhIjKl"


@pytest.fixture(params=[Lines, JsonLines])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that is logged, of every logger, as the server writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(request.param(False))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # what another test's server may have set up in this process
    monkeypatch.setattr(logging.getLogger("uvicorn"), "propagate", True)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def asks(asked: House, token: str) -> Iterator[bytes]:
    """Secrets wherever a request can carry one, in requests that fail in every way."""
    admin = asked.secret("admin")
    basic = base64.b64encode(f"button:{WRONG}".encode()).decode()
    known = f"Authorization: Bearer {admin}"
    for who in (known, f"Authorization: Bearer {WRONG}", f"Authorization: Basic {basic}",
                f"Cookie: signage_session={COOKIE}", f"Authorization: {WRONG}"):  # fmt: skip
        yield f"GET /api/me HTTP/1.1\r\n{who}\r\n\r\n".encode()
        yield f"GET /api/nowhere HTTP/1.1\r\n{who}\r\n\r\n".encode()
        yield f"POST /api/counters/1/next HTTP/1.1\r\n{who}\r\nContent-Length: 0\r\n\r\n".encode()
    bodies: list[tuple[str, object]] = [
        ("/api/session", {"login": "siti", "password": PASSWORD}),
        ("/api/session", {"login": "siti", "password": [PASSWORD]}),
        ("/api/kiosk/unlock", {"code": PASSWORD}),
        ("/api/tickets", {"service": BODY}),
        ("/api/tickets", {BODY: 1}),
        ("/api/counters/1/note", {"text": BODY * 9}),
        ("/api/people/first", {"token": WRONG, "password": PASSWORD}),
    ]
    for path, body in bodies:
        text = json.dumps(body)
        size = len(text)
        yield (f"POST {path} HTTP/1.1\r\n{known}\r\nContent-Length: {size}\r\n\r\n{text}".encode())
        yield f"POST {path} HTTP/1.1\r\n{known}\r\nContent-Length: 9000\r\n\r\n{text}".encode()
    yield f"GET /t/{token} HTTP/1.1\r\nHost: evil.example\r\n\r\n".encode()
    yield f"GET /api/tickets/{token[:-1]}x HTTP/1.1\r\n\r\n".encode()
    yield f"GET /{WRONG} HTTP/1.1\r\nX: {'y' * 20_000}".encode()
    yield f"{WRONG} / HTTP/1.1\r\n\r\n".encode()


async def test_no_log_line_and_no_refusal_says_a_secret(
    tmp_path: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as asked, serving(asgi=asked.hall.app) as served:
        logging.getLogger("uvicorn.error").setLevel(logging.INFO)
        token = (await asked.ticket())["token"]
        before = len(log.getvalue())
        secrets = (asked.secret("admin"), token, WRONG, COOKIE, PASSWORD, BODY)

        async def broken(*_: object) -> None:
            raise RuntimeError(f"{token} of Bearer {WRONG} and {asked.secret('admin')}")

        monkeypatch.setattr(asked.hall.live, "submit", broken)
        told = [await _answer(served, ask) for ask in asks(asked, token)]
        logging.getLogger("uvicorn.error").info("an answer: %s", told[0][:20])
        assert "RuntimeError" in log.getvalue()[before:]  # the fault was logged, with its traceback
        for secret in secrets:
            assert secret not in log.getvalue()
    refusals = [text for text in told if "problem+json" in text]
    assert len(refusals) >= 20
    for secret in (*secrets, "Traceback", "RuntimeError"):
        assert not [text for text in refusals if secret in text and secret != BODY], secret


async def _answer(served: Served, ask: bytes) -> str:
    raw = await client(served, ask)
    head = await raw.head() if b" 9000\r\n" not in ask else ""
    if "content-length: " in head.lower():
        size = int(head.lower().partition("content-length: ")[2].split("\r\n")[0])
        while len(raw.rest) < size and await raw.more():
            pass
    raw.close()
    return head + "\r\n\r\n" + raw.rest.decode("utf-8", "replace")
