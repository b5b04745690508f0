"""Runs the checks that no linter has, over the whole checkout: python -m scripts.checks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.checks.engines import DESKTOP, TELEVISION, Engine
from scripts.checks.markup import environment_faults, template_faults
from scripts.checks.scripts import script_faults
from scripts.checks.styles import style_faults
from scripts.checks.tracked import text_faults, tracked


def engine_of(file: Path) -> Engine:
    """Pages have folders of their own; all else may be on a television."""
    return DESKTOP if {"pages", "admin", "reports"} & set(file.parts) else TELEVISION


def file_faults(file: Path, source: str) -> Iterator[tuple[int, str]]:
    yield from text_faults(source)
    match file.parts[0], file.suffix:
        case "static", _ if "vendor" in file.parts:
            return
        case "static", ".js":
            yield from script_faults(source, engine_of(file))
        case "static", ".css":
            yield from style_faults(source, engine_of(file))
        case "templates", _:
            yield from template_faults(source, classic=file.name.startswith("screen"))
        case "signage", ".py":
            yield from environment_faults(source)


def faults(root: Path, files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        try:
            source = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        place = file.relative_to(root)
        for line, fault in sorted(set(file_faults(place, source))):
            yield f"{place}:{line}: {fault}"


def main() -> int:
    root = Path(__file__).parent.parent.parent
    found = list(faults(root, tracked(root)))
    print("\n".join(found) if found else "Templates, scripts and styles: no fault.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
