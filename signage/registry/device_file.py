"""The rows of devices in `registry.db`, of this release and older ones; hashes of their secrets."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from signage.errors import RegistryTrouble
from signage.screens.settings import Facts, Hanging

Kind = Literal["admin", "screen", "counter", "kiosk", "button", "feed", "survey"]

REGISTRY = "registry.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS devices (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    place TEXT,
    secret_hash BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS old_secrets (hash BLOB PRIMARY KEY, device TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS first_secrets_over (at INTEGER NOT NULL) STRICT;
"""
COLUMNS = {
    "name": "TEXT NOT NULL DEFAULT ''",
    "is_first": "INTEGER NOT NULL DEFAULT 1",
    "created": "INTEGER",
    "created_by": "TEXT",
    "revoked": "INTEGER",
    "seen": "INTEGER",
    "address": "TEXT NOT NULL DEFAULT ''",
    "layout": "TEXT",
    "theme": "TEXT",
    "orientation": "TEXT",
    "diagonal": "REAL",
    "distance": "REAL",
}
"""What a registry of an older release lacks. All its devices had secrets of the server's own."""
FACTS = "layout, theme, orientation, diagonal, distance"
ROW = (
    "id, kind, place, secret_hash, name, is_first, created, created_by, revoked, seen, address, "
    + FACTS
)
READ = f"SELECT {ROW} FROM devices"  # noqa: S608 - names of our own
RETIRED = "SELECT count(*) FROM devices WHERE is_first = 1 AND revoked IS NOT NULL"
WRITE = f"INSERT OR REPLACE INTO devices ({ROW}) VALUES (?{', ?' * 15})"  # noqa: S608 - likewise


@dataclass(frozen=True, slots=True)
class Device:
    """Something that presses or watches. `place` is a zone or a counter (of a survey
    tablet the one or the other), None for the mall."""

    id: str
    kind: Kind
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A device as the registry keeps it. Times are Unix ms; None: never, or before it was noted.

    `first`: its secret is one of those that the server made itself. `created_by` is who paired it.
    """

    device: Device
    name: str = ""
    first: bool = False
    created: int | None = None
    created_by: str | None = None
    revoked: int | None = None
    seen: int | None = None
    address: str = ""
    facts: Facts = field(default_factory=Facts)


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file, changed whole or not at all. Raises RegistryTrouble."""
    path = folder / REGISTRY
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("PRAGMA synchronous=FULL")
            yield db
    except (sqlite3.Error, OSError) as error:
        raise RegistryTrouble(
            f"{path} can't be used ({error}); if it is damaged move it away, and the next "
            "start makes it again"
        ) from error


def prepare(db: sqlite3.Connection) -> None:
    """Make what is missing, also in a file of an older release."""
    db.executescript(SCHEMA)
    there = {row[1] for row in db.execute("PRAGMA table_info(devices)")}
    for name, form in COLUMNS.items():
        if name not in there:
            db.execute(f"ALTER TABLE devices ADD COLUMN {name} {form}")


def rows(db: sqlite3.Connection) -> Iterator[tuple[bytes, Enrolled]]:
    """Every device, with the hash of its secret."""
    for row in db.execute(READ):
        id, kind, place, hashed, name, first, created, by, revoked, seen, address, *facts = row
        layout, theme, orientation, diagonal, distance = facts
        yield (
            hashed,
            Enrolled(
                device=Device(id, cast(Kind, kind), place),
                name=name,
                first=bool(first),
                created=created,
                created_by=by,
                revoked=revoked,
                seen=seen,
                address=address,
                facts=Facts(
                    layout=layout,
                    theme=theme,
                    orientation=cast(Hanging | None, orientation),
                    diagonal=diagonal,
                    distance=distance,
                ),
            ),
        )


def hash_of(secret: str) -> bytes:
    """What is kept of a secret."""
    # 192 random bits need no slow hash; people's passwords will
    return hashlib.sha256(secret.encode()).digest()


def insert(db: sqlite3.Connection, row: Enrolled, secret: str) -> None:
    """A device with this secret."""
    device, facts = row.device, row.facts
    db.execute(
        WRITE,
        (
            device.id, device.kind, device.place, hash_of(secret), row.name, row.first, row.created,
            row.created_by, row.revoked, row.seen, row.address, facts.layout, facts.theme,
            facts.orientation, facts.diagonal, facts.distance,
        ),
    )  # fmt: skip


def end(db: sqlite3.Connection, id: str) -> None:
    """Its present secret is remembered as one that was good, so that a page can say so."""
    db.execute(
        "INSERT OR IGNORE INTO old_secrets SELECT secret_hash, id FROM devices WHERE id = ?", (id,)
    )
