"""The log: lines for people, JSON for programs, priorities for the journal, secrets for nobody."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from signage.logs import JsonLines, Lines, in_journal, kind_of, masked, room_of

TOKEN = "PxO08pxyLufqW3yRzdw9_Wr082OMxftw"
TICKET = "Xqeen4ycHSpZNaXiEhujzQ"


def record(message: str, *words: object, level: int = logging.INFO, **more: Any) -> Any:
    made = logging.LogRecord("signage.live", level, "x.py", 1, message, words, None)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def test_lines_for_people() -> None:
    assert Lines(False).format(record("the day %s", "opens")) == "INFO signage.live: the day opens"
    assert Lines(True).format(record("a\nb", level=logging.ERROR)) == (
        "<3>ERROR signage.live: a\n<3>b"
    )
    assert Lines(True).format(record("x", level=logging.WARNING)).startswith("<4>")


def test_an_object_a_line_for_programs() -> None:
    try:
        raise ValueError(f"Bearer {TOKEN}")
    except ValueError:
        fault = sys.exc_info()
    line = JsonLines(False).format(
        record(
            "the backup is\n%s", "here", facts={"bytes": 5, "by": TICKET, "none": None},
            exc_info=fault, created=1_795_669_200.5,
        )
    )  # fmt: skip
    assert "\n" not in line and TOKEN not in line
    told = json.loads(line)
    trace = told.pop("trace")
    assert "ValueError: Bearer …" in trace
    assert told == {
        "time": "2026-11-26T05:00:00.500+00:00", "level": "info", "room": "live",
        "event": "the backup is\nhere", "facts": {"bytes": 5, "by": "…", "none": None},
    }  # fmt: skip
    assert JsonLines(True).format(record("x")).startswith('<6>{"time"')


@pytest.mark.parametrize(
    "text",
    [f"Authorization: Bearer {TOKEN}", f"/t/{TICKET}?x=1", f"/counter#{TOKEN}", f"Basic {TOKEN}==",
     f"signage_session={TOKEN}; Path=/", '{"secret": "hunter2-short"}', f"key {TOKEN}xyzABC12345"],
)  # fmt: skip
def test_secrets_are_masked(text: str) -> None:
    assert "…" in masked(text)
    assert not any(secret in masked(text) for secret in (TOKEN, TICKET, "hunter2"))


def test_what_is_no_secret_is_left() -> None:
    for text in ("d41d8cd98f00b204e9800998ecf8427e", "/api/counters/3/next",
                 "event 12 is not what was written", "signage-metro-2026-11-26-0200.tar.gz",
                 "123e4567-e89b-12d3-a456-426614174000"):  # fmt: skip
        assert masked(text) == text


def test_rooms_kinds_and_the_journal(tmp_path: Path) -> None:
    assert [room_of(n) for n in ("signage", "signage.web.api", "uvicorn.error", "root")] == [
        "app", "web", "web", "app",
    ]  # fmt: skip
    assert kind_of("json", {}) == kind_of(None, {"SIGNAGE_LOG": "json"}) == "json"
    assert kind_of("text", {"SIGNAGE_LOG": "json"}) == kind_of(None, {}) == "text"
    with (tmp_path / "log").open("w") as stream:
        found = os.fstat(stream.fileno())
        assert in_journal(stream, {"JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}"})
        assert not in_journal(stream, {"JOURNAL_STREAM": "1:1"})
        assert not in_journal(stream, {})
