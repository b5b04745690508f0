"""Every file that is kept: none names a package registry, or a path of one machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

REGISTRIES: Final = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|npmjs|pythonhosted|debian|ubuntu|crates|jsdelivr|unpkg|googleapis)\.(?:org|com|io|net)\b",
    re.IGNORECASE,
)
LEFT: Final = frozenset(
    ".git .venv __pycache__ .hypothesis .mypy_cache .pytest_cache .ruff_cache".split()
)
MACHINE: Final = re.compile(r"(?<![\w.:}/\]*-])/(?:work|root)(?=[/\s\"'`),;]|$)", re.MULTILINE)


def tracked(root: Path) -> list[Path]:
    """The files that git keeps or would keep; where git can't tell, all but what tools leave."""
    command = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(
            ["git", "-C", str(root), *command], capture_output=True, text=True, check=True
        ).stdout.split("\0")
    except (FileNotFoundError, subprocess.CalledProcessError):
        listed = [
            str(file.relative_to(root)) for file in root.rglob("*") if not is_left(file, root)
        ]
    return [root / name for name in sorted(set(listed)) if (root / name).is_file()]


def is_left(file: Path, root: Path) -> bool:
    """Whether a tool, a build or a running hall left the file."""
    parts = file.relative_to(root).parts
    return bool(LEFT.intersection(parts)) or parts[0] in {"data", "build", "dist"}


def text_faults(source: str) -> Iterator[tuple[int, str]]:
    for pattern, what in ((REGISTRIES, "a package registry"), (MACHINE, "a path of one machine")):
        for match in pattern.finditer(source):
            line = source.count("\n", 0, match.start()) + 1
            yield line, f"names {what}: {match.group()}"
