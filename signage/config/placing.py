"""Where a fault of the file stands, as a page that edits it names things: section, id and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from signage.config.indonesian import told
from signage.errors import Fault
from signage.queueing.hall import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A fault at a key of a table: `id` and `at` name it in a list, `line` in the file."""

    section: str
    id: str | None
    at: int | None
    key: str
    line: int
    told: Text


def placed(faults: Iterable[Fault], read: Mapping[str, Any]) -> tuple[Placed, ...]:
    """The faults of a text whose tables these are."""
    return tuple(_placed(fault, read) for fault in faults)


def _placed(fault: Fault, read: Mapping[str, Any]) -> Placed:
    section = str(fault.path[0]) if fault.path else ""
    rest = fault.path[1:]
    at = rest[0] if rest and isinstance(rest[0], int) else None
    keys = rest if at is None else rest[1:]
    return Placed(
        section=section,
        id=None if at is None else _id(read.get(section), at),
        at=at,
        key=".".join(part for part in keys if isinstance(part, str)),
        line=fault.line,
        told=told(fault.problem),
    )


def _id(things: Any, at: int) -> str | None:
    if not isinstance(things, list) or at >= len(things) or not isinstance(things[at], dict):
        return None
    found = things[at].get("id")
    return found if isinstance(found, str) else None
