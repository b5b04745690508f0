"""Sums up periods: a question a line comes in, an answer a line goes out.

`python -m signage.reckoning RECORDS` is the process that sums up years (`summing.py`). It imports
no more than it needs, for somebody waits while it starts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import msgspec

from signage.errors import NotFound, SignageError
from signage.figures.book import Part
from signage.figures.overview import overview, service_report, view
from signage.figures.periods import Period
from signage.figures.shapes import By, Overview, ServiceReport, VoiceReport
from signage.figures.voices import voices
from signage.records.books import SERVICE, book
from signage.records.reading import Database, reading


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a period. `now` is Unix ms."""

    which: Literal["overview", "service", "voice"]
    period: Period
    part: Part
    now: int
    by: By = "day"


class Answer(msgspec.Struct, frozen=True):
    """The figures, or why there are none: a code, and the facts of its sentence."""

    figures: msgspec.Raw = msgspec.Raw(b"null")
    refused: str = ""
    facts: dict[str, str] = {}
    trouble: str = ""


def summed(db: Database, asked: Question) -> Overview | ServiceReport | VoiceReport:
    """The answer to a question. Raises NotFound."""
    period = asked.period
    if asked.which == "voice":
        spoken = book(db, period.first, period.last, asked.now, ("spoken",))
        return VoiceReport(period=view(spoken, period, None), zones=voices(spoken))
    read = book(db, period.first, period.last, asked.now, SERVICE)
    if asked.which == "overview":
        return overview(read, period, asked.part)
    return service_report(read, period, asked.by, asked.part)


def answered(records: Path, line: bytes) -> bytes:
    """One question, as a line, and its answer."""
    asked = msgspec.json.decode(line, type=Question)
    try:
        with reading(records) as db:
            figures = msgspec.Raw(msgspec.json.encode(summed(db, asked)))
        return msgspec.json.encode(Answer(figures))
    except NotFound as unknown:
        facts: dict[str, Any] = {name: str(fact) for name, fact in unknown.facts.items()}
        return msgspec.json.encode(Answer(refused=unknown.code, facts=facts))
    except SignageError as trouble:
        return msgspec.json.encode(Answer(trouble=str(trouble)))


def serve(records: Path, lines: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
    """Answer until there are no more questions."""
    while line := lines():
        write(answered(records, line) + b"\n")


if __name__ == "__main__":

    def _out(answer: bytes) -> None:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()

    serve(Path(sys.argv[1]), sys.stdin.buffer.readline, _out)
