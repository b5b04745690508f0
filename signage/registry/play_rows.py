"""The sums of proof of play, read beside the server by a process that can't write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from signage.errors import RegistryTrouble
from signage.registry.plays import FILE, PlayRow

_ROWS: Final = (
    "SELECT day, s.name, p.name, i.name, count, whole, ms, first, last FROM days"
    " JOIN names s ON s.id = screen JOIN names p ON p.id = playlist JOIN names i ON i.id = item"
    " WHERE day BETWEEN ? AND ? ORDER BY day, s.name, p.name, i.name"
)


def play_rows(data: Path, first: str, last: str) -> Iterator[PlayRow]:
    """The sums of these days, the oldest first; none where nothing was shown. Raises
    RegistryTrouble."""
    path = data / FILE
    if not path.exists():
        return
    names = PlayRow.__struct_fields__
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            for row in db.execute(_ROWS, (first, last)):
                yield PlayRow(**dict(zip(names, row, strict=True)))
    except sqlite3.Error as error:
        raise RegistryTrouble(f"{path} can't be read ({error})") from error
