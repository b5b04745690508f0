"""Whether a visit or a call of any day names a service, an agency or a counter."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from typing import Final

from signage.records.records import Records

log = logging.getLogger("signage.records")

ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "services": (
        "SELECT 1 FROM visits WHERE service = ? LIMIT 1",
        "SELECT 1 FROM calls WHERE service = ? LIMIT 1",
    ),
    "agencies": (
        "SELECT 1 FROM visits WHERE agency = ? LIMIT 1",
        "SELECT 1 FROM calls WHERE agency = ? LIMIT 1",
    ),
    "counters": (
        "SELECT 1 FROM visits WHERE counter = ? LIMIT 1",
        "SELECT 1 FROM calls WHERE counter = ? LIMIT 1",
    ),
}
"""What is asked of a thing, by the section of the file that it is in."""


async def names(records: Records, section: str, id: str) -> bool:
    """Whether they name it; also when they can't be read, for then nobody can say."""
    try:
        return any([await records.rows(question, id) for question in ASKED[section]])
    except sqlite3.Error as error:
        log.warning("the records can't say what was used: %s", error)
        return True
