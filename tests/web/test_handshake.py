"""What opens a socket, and what does not."""

from __future__ import annotations

import json

import pytest

from signage.web.handshake import BadOpening, accept, parse_head, same_origin
from signage.web.http import refusal
from tests.web.live import opening


def status(data: bytes) -> int:
    try:
        accept(parse_head(data))
    except BadOpening as bad:
        return bad.status
    return 101


def test_the_example_of_the_rfc_gets_the_answer_of_the_rfc() -> None:
    head = opening("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", without=["Sec-WebSocket-Key"])
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" in accept(parse_head(head))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (opening(), 101),
        (opening("Origin: http://127.0.0.1"), 101),
        (opening("Cookie: a=1", "Cookie: b=2"), 101),
        (opening(request="POST /live HTTP/1.1"), 405),
        (opening(request="GET /live HTTP/1.0"), 400),
        (opening(without=["Host"]), 400),
        (opening("Host: other"), 400),
        (opening(without=["Upgrade"]), 426),
        (opening("Upgrade: h2c", without=["Upgrade"]), 426),
        (opening(without=["Connection"]), 400),
        (opening(without=["Sec-WebSocket-Version"]), 426),
        (opening("Sec-WebSocket-Version: 8", without=["Sec-WebSocket-Version"]), 426),
        (opening(without=["Sec-WebSocket-Key"]), 400),
        (opening("Sec-WebSocket-Key: AAAA", without=["Sec-WebSocket-Key"]), 400),
        (opening("Sec-WebSocket-Key: \xff\xfe", without=["Sec-WebSocket-Key"]), 400),
        (opening("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="), 400),
        (opening("Origin: http://elsewhere"), 403),
        (opening("Origin: http://127.0.0.1", "Origin: http://elsewhere"), 400),
        (opening("no colon"), 400),
        (opening(": empty"), 400),
        (b"", 400),
        (b"\r\n\r\n", 400),
        (b"GET /live HTTP/1.1\r\nHost: a\r\n", 400),
    ],
)
def test_an_opening_is_judged(data: bytes, code: int) -> None:
    assert status(data) == code


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        (None, "hall:8000", True),
        ("http://hall:8000", "hall:8000", True),
        ("http://HALL:8000", "hall:8000", True),
        ("http://hall", "hall:80", True),
        ("https://hall", "hall", True),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("https://screens.example", "hall:8000", True),
        ("http://hall:8001", "hall:8000", False),
        ("http://hall", "hall:8000", False),
        ("http://evil", "hall:8000", False),
        ("http://hall.evil:8000", "hall:8000", False),
        ("http://hall:8000@evil", "hall:8000", False),
        ("http://evil#hall:8000", "hall:8000", False),
        ("null", "hall:8000", False),
        ("null", "null", False),
        ("", "hall:8000", False),
        ("", "", False),
        ("file://", "", False),
        ("file://hall:8000", "hall:8000", False),
        ("http://hall:port", "hall:8000", False),
        ("http://[", "hall:8000", False),
        ("http://", None, False),
    ],
)
def test_a_page_from_another_origin_is_told_apart(
    origin: str | None, host: str | None, same: bool
) -> None:
    assert same_origin(origin, host, {"https://screens.example"}) is same


@pytest.mark.parametrize("status", [400, 403, 405, 421, 426])
def test_a_refusal_is_a_problem_that_says_what_to_do(status: int) -> None:
    bad = BadOpening(status, "why")
    answer = refusal(bad.status, bad.code, bad.facts, headers=bad.headers)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status) and b"Connection: close" in head
    assert b"Content-Type: application/problem+json" in head
    assert (b"Sec-WebSocket-Version: 13" in head) is (status == 426)
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, bad.code)
    assert problem["detail"] and "{" not in problem["detail"]
