"""The nightly backup, as the file has it."""

from __future__ import annotations

import re
from typing import Final

from signage.config.faults import Faults
from signage.config.settings import BackupPlan
from signage.config.tables import Tables

OFF: Final = "off"
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def plan(tables: Tables, faults: Faults) -> BackupPlan:
    """When, where and how many."""
    written = tables.backup
    minute = minute_of(written.at)
    if minute is None and written.at != OFF:
        faults.add(("backup", "at"), f'“{written.at}” is no time; write it like "02:00", or "off".')
    if written.folder and not written.folder.startswith("/"):
        faults.add(
            ("backup", "folder"),
            f"“{written.folder}” is no whole path; write it from the first /, such as "
            "/media/stick/signage.",
        )
    return BackupPlan(minute, written.keep, written.folder)


def minute_of(written: str) -> int | None:
    """The minute of the day; None for what is no time."""
    found = _TIME.fullmatch(written)
    return int(found[1]) * 60 + int(found[2]) if found else None
