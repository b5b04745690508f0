"""A change of the read tables: one statement and its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fact = str | int | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """One statement, and the facts that it names."""

    sql: str
    facts: Mapping[str, Fact]


Strokes = tuple[Stroke, ...]
