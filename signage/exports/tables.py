"""What goes into a file: named tables with typed columns, whose rows come one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from signage.queueing.hall import Text

Language = Literal["id", "en"]
Kind = Literal["text", "whole", "number", "precise", "share", "date", "moment", "time"]
"""A `number` has two decimals, a `precise` one three; a `date` is `2026-11-26`, a `moment` the
mall's time without a zone, a `time` seconds that something took, a `share` from 0 to 1."""
Cell = str | int | float | datetime | Text | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for programs, its title, what its cells are, and its width in signs."""

    key: str
    title: Text
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `rows` is gone through once."""

    name: Text
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def words(text: Text, language: Language) -> str:
    """The text in one language."""
    return text.en if language == "en" else text.id


def plain(cell: Cell, language: Language) -> str | int | float | datetime | None:
    """The cell without a choice of languages."""
    return words(cell, language) if isinstance(cell, Text) else cell
