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
MACHINE: Final = re.compile(r"(?<![\w.:}/\]*-])/(?:work|root)(?=[/\s\"'`),;]|$)", re.MULTILINE)


def tracked(root: Path) -> list[Path]:
    """The files that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        root / name for name in sorted(set(listed.stdout.split("\0"))) if (root / name).is_file()
    ]


def text_faults(source: str) -> Iterator[tuple[int, str]]:
    for pattern, what in ((REGISTRIES, "a package registry"), (MACHINE, "a path of one machine")):
        for match in pattern.finditer(source):
            line = source.count("\n", 0, match.start()) + 1
            yield line, f"names {what}: {match.group()}"
