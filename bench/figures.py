"""Options of a run, the figures that come out, and the table of them."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """`quick` asks for a smoke test: every path, few sockets, figures that mean nothing."""

    quick: bool = False
    sockets: tuple[int, ...] = ()
    # How long what can be short or long is to be; 0 is its own length.
    seconds: float = 0.0
    minutes: float = 0.0
    cache: Path = field(default_factory=lambda: cache_folder(os.environ))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line: what was measured, what it came to, and what it was to be."""

    what: str
    figure: float
    unit: str
    # The figure it is compared with, and what the ratio may be at most (or at least).
    against: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Figures:
    """The figures of one bench, and what was left out and why."""

    name: str
    # Of a smoke test nothing is said to be met or missed.
    judged: bool = True
    lines: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, figure: float, unit: str) -> None:
        """A figure that stands for itself."""
        self.lines.append(Figure(what=what, figure=figure, unit=unit))

    def at_most(self, what: str, figure: float, unit: str, *, limit: float) -> None:
        met = figure <= limit if self.judged else None
        target = f"≤ {limit:g} {unit}".rstrip()
        self.lines.append(Figure(what=what, figure=figure, unit=unit, target=target, met=met))

    def compare(
        self,
        what: str,
        figure: float,
        unit: str,
        *,
        against: str,
        base: float,
        most: float | None = None,
        least: float | None = None,
    ) -> None:
        """A figure as a ratio to another of the same run; `most` and `least` bound the ratio."""
        ratio = figure / base if base else float("inf")
        bound = most if most is not None else least
        met = None if bound is None else (ratio <= bound if most is not None else ratio >= bound)
        sign = "≤" if most is not None else "≥"
        self.lines.append(
            Figure(
                what=what,
                figure=figure,
                unit=unit,
                against=against,
                ratio=ratio,
                target="" if bound is None else f"{sign} {bound:g} ×",
                met=met if self.judged else None,
            )
        )

    def as_json(self) -> str:
        rows: dict[str, Any] = {
            "bench": self.name,
            "figures": [asdict(line) for line in self.lines],
        }
        return json.dumps(rows | {"notes": self.notes}, indent=2, ensure_ascii=False)

    def table(self) -> str:
        head = ("what", "figure", "", "ratio", "target", "")
        rows = [head, *(_row(line) for line in self.lines)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
        shown = [
            "  ".join(
                cell.rjust(width) if i in (1, 3) else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in rows
        ]
        return "\n".join([f"{self.name}:", *shown, *(f"note: {note}" for note in self.notes)])


def cache_folder(environment: Any) -> Path:
    """Where programs that were compiled or fetched for a bench stay; never in the checkout."""
    root = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "signage-bench"


def _row(line: Figure) -> tuple[str, ...]:
    ratio = "" if line.ratio is None else f"{line.ratio:.2f} × {line.against}"
    met = "" if line.met is None else ("met" if line.met else "MISSED")
    return line.what, f"{line.figure:.4g}", line.unit, ratio, line.target, met
