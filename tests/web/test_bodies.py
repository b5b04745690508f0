"""Bodies: within their bound, and of their type, or a sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
import pytest_asyncio
from starlette.requests import Request
from starlette.types import Message

from signage.errors import Malformed
from signage.web import bodies
from tests.web.asking import House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

BAD: dict[str, bytes] = {
    "broken": b'{"service": "card"',
    "no JSON": b"service=card",
    "two": b'{"service":"card"}{}',
    "list": b"[]",
    "null": b"null",
    "number": b"1",
    "empty object": b"{}",
    "empty": b"",
    "wrong type": b'{"service": 1}',
    "no text": b'{"service": null}',
    "unknown field": b'{"service":"card","colour":"red"}',
    "bad UTF-8": b'{"service":"\xff"}',
    "half a pair": b'{"service":"\\ud800"}',
    "deep list": b'{"service":' + b"[" * 30_000,
    "deep": b'{"x":' * 10_000,
    "NaN": b'{"service": NaN}',
    "infinite": b'{"service": 1e999}',
    "huge": b'{"service": ' + b"9" * 5000 + b"}",
    "byte order mark": b'\xef\xbb\xbf{"service":"card"}',
    "UTF-16": '{"service":"card"}'.encode("utf-16"),
}
DEEP = b'{"a":' + b"[" * 30_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
async def test_what_makes_no_sense_is_refused(asked: House, body: bytes) -> None:
    before = asked.hall.live.state.seq
    answer = await asked.ask("POST", "/api/tickets", "kiosk-hall", content=body)
    refused(answer, 422, "malformed")
    for word in ("msgspec", "Traceback", "signage.", "IssueBody", "`", "Expected", "$", "JSON is"):
        assert word not in answer.text
    assert asked.hall.live.state.seq == before


@pytest.mark.parametrize("body", [b"", b"{}", b'{"battery": 3.1}', b'{"a": 1e400}'])
async def test_a_press_needs_no_body_and_minds_none(asked: House, body: bytes) -> None:
    """Wi-Fi buttons send what they like to tell of themselves."""
    assert (await asked.press("1", "next", content=body)).status_code == 200


@pytest.mark.parametrize("body", [DEEP, b"[]", b"x", b"\xff", b'{"a": NaN}', b"nul"])
async def test_a_press_with_a_body_that_is_none_is_refused(asked: House, body: bytes) -> None:
    refused(await asked.press("1", "next", content=body), 422, "malformed")


async def test_a_large_body_is_refused(asked: House) -> None:
    answer = await asked.press("1", "call", content=b"x" * 65_537)
    refused(answer, 413, "too_large")
    assert "65536" in answer.json()["detail"]
    answer = await asked.press("1", "call", content=b" " * 65_535 + b"x")
    refused(answer, 422, "malformed")  # the control: what fits is read


async def test_a_stream_is_not_read_beyond_its_bound(asked: House) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1024
            yield b" " * 1024

    refused(await asked.press("1", "call", content=endless()), 413, "too_large")
    # httpx's ASGI transport hands one piece over after the other, as it is asked for
    assert sent <= 65_536 + 2 * 1024


@pytest.mark.parametrize(
    ("length", "code"),
    [("11", "too_large"), ("9" * 5000, "too_large"), ("10", ""), ("-1", ""), ("²", ""), ("", "")],
)
async def test_a_length_is_believed_when_it_says_too_much(length: str, code: str) -> None:
    request = _request([b"0123456789"], length)
    if not code:
        assert await bodies.read(request, 10) == b"0123456789"
        return
    with pytest.raises(Malformed, match=code):
        await bodies.read(request, 10)
    assert not request.scope["read"]


async def test_a_length_that_lies_helps_nobody() -> None:
    with pytest.raises(Malformed, match="too_large"):
        await bodies.read(_request([b"01234", b"56789", b"0"], "3"), 10)


async def test_a_body_that_is_cut_off_is_refused() -> None:
    with pytest.raises(Malformed, match="malformed"):
        await bodies.read(_request([b"0123"], "10", cut=True), 10)


async def test_a_deep_body_is_refused_whatever_its_type() -> None:
    for kind in (bodies.Nothing, bodies.TransferBody, bodies.NoticeBody):
        with pytest.raises(Malformed):
            bodies.decode(DEEP, kind)
    with pytest.raises(RecursionError):  # the control: the parser alone gives up so
        msgspec.json.decode(DEEP, type=bodies.Nothing)


def _request(chunks: list[bytes], length: str, *, cut: bool = False) -> Request:
    messages: list[Message] = [
        {"type": "http.request", "body": chunk, "more_body": cut or i < len(chunks) - 1}
        for i, chunk in enumerate(chunks)
    ]
    if cut:
        messages.append({"type": "http.disconnect"})
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "headers": [(b"content-length", length.encode("latin-1"))],
        "read": [],
    }

    async def receive() -> Message:
        scope["read"].append(len(messages))
        return messages.pop(0)

    return Request(scope, receive)
