"""A journal that was brought back: the same history, and another journal from here on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from signage.errors import JournalTrouble
from signage.journal import schema
from signage.journal.chain import Head, next_epoch, seal
from signage.journal.trouble import FAULTS, trouble_of

BEGIN: Final = "UPDATE head SET epoch = ?, boot = '', seal = ?"


def renew(path: Path, seconds: float, above: int = 0) -> int:
    """Give a journal that nobody has open an epoch of its own, above its last one and `above`.

    It counts as one of another boot: its calls are old, and none flashes or is said again.
    Raises JournalTrouble.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            before, seq, hash, _, _ = db.execute(schema.HEAD).fetchone()
            epoch = next_epoch(max(before, above), seconds)
            sealed = seal(epoch, Head(seq=seq, hash=hash.encode()), "").decode()
            db.execute("PRAGMA synchronous = FULL")
            db.execute(BEGIN, (epoch, sealed))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except FAULTS as error:
        raise trouble_of(error, path.parent) from error
    except (TypeError, AttributeError) as error:
        raise JournalTrouble("damaged", "the note of the journal's end is gone") from error
    return int(epoch)


def epoch_of(path: Path) -> int:
    """The epoch of a journal, whatever its state; 0 when it can't be told."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute(schema.HEAD).fetchone()[0])
    except (*FAULTS, TypeError, ValueError, AttributeError):
        return 0
