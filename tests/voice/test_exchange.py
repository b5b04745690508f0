"""Requests line by line; nonsense and failures are answers too."""

from __future__ import annotations

import io
import json
from typing import Any

from signage.errors import VoiceTrouble
from signage.voice.exchange import serve


class Echo:
    """Answers with the text, or fails as it is told."""

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
        if request["do"] == "trouble":
            raise VoiceTrouble("voice_unknown", "siti")
        if request["do"] == "fail":
            raise ZeroDivisionError("oh")
        return {"done": True}, request["text"].encode()


def asked(*lines: bytes) -> tuple[list[dict[str, Any]], bytes]:
    answers = io.BytesIO()
    serve(io.BytesIO(b"\n".join(lines) + b"\n"), answers, Echo())
    raw = answers.getvalue()
    headers = []
    sound = b""
    while raw:
        header, _, raw = raw.partition(b"\n")
        headers.append(json.loads(header))
        size = headers[-1]["bytes"]
        sound += raw[:size]
        raw = raw[size:]
    return headers, sound


def test_sound_follows_its_header() -> None:
    headers, sound = asked(b'{"do": "speak", "text": "a\\nb"}', b'{"do": "speak", "text": "c"}')
    assert headers == [{"done": True, "bytes": 3}, {"done": True, "bytes": 1}]
    assert sound == b"a\nbc"


def test_failures_are_answers() -> None:
    headers, _ = asked(b"nonsense", b'{"do": "trouble"}', b'{"do": "fail"}', b'{"do": "x"}')
    assert [(one["trouble"], one["bytes"]) for one in headers] == [
        ("engine_failed", 0),
        ("voice_unknown", 0),
        ("engine_failed", 0),
        ("engine_failed", 0),
    ]
    assert headers[1]["detail"] == "siti"
