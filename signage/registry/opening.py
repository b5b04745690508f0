"""A file of the registry: opened for one piece of work, readable by its owner only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from signage.errors import RegistryTrouble


@contextmanager
def opened(path: Path, *schema: str) -> Iterator[sqlite3.Connection]:
    """The database of a file, made where it is not there; one transaction. Raises RegistryTrouble.

    It works on the disk, so call it beside the event loop.
    """
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("PRAGMA synchronous=FULL")
            for table in schema:
                db.execute(table)
            yield db
    except (sqlite3.Error, OSError) as error:
        raise RegistryTrouble(f"{path} can't be used ({error})") from error
