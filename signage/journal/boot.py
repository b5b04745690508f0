"""Which run of the machine this is; a steady clock starts anew with each."""

from __future__ import annotations

from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id(source: Path = BOOT_ID) -> str:
    """The kernel's id of this boot; empty where it can't be told."""
    try:
        return source.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
