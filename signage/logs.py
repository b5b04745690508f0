"""The server's log: a line for people, or a JSON object a line for programs; never a secret."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Literal, TextIO, get_args

Kind = Literal["text", "json"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
VARIABLE: Final = "SIGNAGE_LOG"
"""Says which kind, where the command line does not."""

_PRIORITY: Final = {"CRITICAL": 2, "ERROR": 3, "WARNING": 4, "INFO": 6, "DEBUG": 7}
_ROOMS: Final = {"uvicorn": "web", "websockets": "web", "asyncio": "app", "root": "app"}
_HIDDEN: Final = "…"
_AFTER_WORD: Final = re.compile(
    r"(?i)\b(bearer|basic|signage_session=|secret[\"']?\s*[:=])\s*[\"']?[^\s\"',;]+"
)
_TOKEN: Final = re.compile(r"(?<![\w-])(?:[\w-]{22}|[\w-]{32}|[\w-]{43})(?![\w-])")


def kind_of(chosen: str | None, environ: Mapping[str, str]) -> Kind:
    """The kind that the command line, or else the environment, asks for."""
    asked = chosen or environ.get(VARIABLE, "")
    return "json" if asked == "json" else "text"


def set_up(kind: Kind, stream: TextIO, environ: Mapping[str, str]) -> None:
    """Log to a stream, which is the system's journal where the environment says so."""
    handler = logging.StreamHandler(stream)
    journal = in_journal(stream, environ)
    handler.setFormatter(JsonLines(journal) if kind == "json" else Lines(journal))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def in_journal(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether a stream leads into systemd's journal, which others may read."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"


def masked(text: str) -> str:
    """The text without what looks like a secret: what follows “Bearer”, and whatever is as long
    and as mixed as the secrets that the server makes."""
    hidden = _AFTER_WORD.sub(lambda found: f"{found[1]} {_HIDDEN}", text)
    return _TOKEN.sub(lambda found: _HIDDEN if _is_mixed(found[0]) else found[0], hidden)


def _is_mixed(word: str) -> bool:
    return any(c.islower() for c in word) and any(c.isupper() for c in word)


def room_of(logger: str) -> str:
    """The room of the product that says something."""
    first, _, rest = logger.partition(".")
    return (rest.partition(".")[0] or "app") if first == "signage" else _ROOMS.get(first, first)


class _Formatter(logging.Formatter):
    def __init__(self, journal: bool) -> None:
        super().__init__()
        self._journal = journal

    def prefix(self, record: logging.LogRecord) -> str:
        """What tells the journal how grave a line is."""
        return f"<{_PRIORITY.get(record.levelname, 6)}>" if self._journal else ""

    def trace(self, record: logging.LogRecord) -> str:
        """The traceback of a fault; empty when there is none."""
        told = self.formatException(record.exc_info) if record.exc_info else record.exc_text or ""
        return masked(told)


class Lines(_Formatter):
    """`ERROR signage.live: …`"""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and those of a traceback."""
        text = f"{record.levelname} {record.name}: {masked(record.getMessage())}"
        trace = self.trace(record)
        lines = f"{text}\n{trace}".splitlines() if trace else text.splitlines() or [text]
        return "\n".join(self.prefix(record) + line for line in lines)


class JsonLines(_Formatter):
    """`{"time": …, "level": …, "room": …, "event": …}`, and `facts` and `trace` where there are."""

    def format(self, record: logging.LogRecord) -> str:
        """One object on one line."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "room": room_of(record.name),
            "event": masked(record.getMessage()),
        }
        facts = getattr(record, "facts", None)
        if isinstance(facts, Mapping):
            told["facts"] = {str(name): _plain(value) for name, value in facts.items()}
        if trace := self.trace(record):
            told["trace"] = trace
        return self.prefix(record) + json.dumps(told, ensure_ascii=False)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return masked(str(value))
