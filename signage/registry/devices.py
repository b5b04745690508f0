"""The devices of a hall and their secrets: hashed, and the first ones for their owner to read."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import msgspec

from signage.errors import RegistryTrouble
from signage.queueing.hall import Hall
from signage.whole import write_whole

Kind = Literal["admin", "screen", "counter", "kiosk", "button", "feed"]

REGISTRY = "registry.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS devices (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    place TEXT,
    secret_hash BLOB NOT NULL UNIQUE
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Device:
    """Something that presses or watches. `place` is a zone or a counter, None for the mall."""

    id: str
    kind: Kind
    place: str | None


class FirstSecret(msgspec.Struct, frozen=True):
    """A secret that the server made itself, kept to be printed until it is retired."""

    id: str
    kind: Kind
    place: str | None
    secret: str


class Devices:
    """Who may press and watch, by secret. Opened once; `settle` adds what the hall newly needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_hash: dict[bytes, Device] = {}
        with self._open() as db:
            db.execute(SCHEMA)
            for id, kind, place, hashed in db.execute("SELECT * FROM devices"):
                self._by_hash[hashed] = Device(id, cast(Kind, kind), place)

    def known(self, secret: str) -> Device | None:
        """The device with this secret; None when nobody has it."""
        return self._by_hash.get(_hash(secret))

    def settle(self, hall: Hall) -> None:
        """Make a device for every place of the hall that has none yet. Raises RegistryTrouble."""
        present = {device.id for device in self._by_hash.values()}
        new = [d for d in _wanted(hall) if d.id not in present]
        if not new:
            return
        # a start that was cut off may have written the file and not the rows
        kept = {first.id: first for first in first_secrets(self._folder)}
        for d in new:
            made_now = FirstSecret(d.id, d.kind, d.place, secrets.token_urlsafe(24))
            kept.setdefault(d.id, made_now)
        made = [kept[d.id] for d in new]
        self._print(list(kept.values()))
        with self._open() as db:
            rows = [(d.id, d.kind, d.place, _hash(d.secret)) for d in made]
            db.executemany("INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?)", rows)
        for device, first in zip(new, made, strict=True):
            self._by_hash[_hash(first.secret)] = device

    def of_kind(self, kind: Kind) -> Iterator[Device]:
        """All devices of one kind."""
        return (device for device in self._by_hash.values() if device.kind == kind)

    def _print(self, firsts: list[FirstSecret]) -> None:
        path = _first(self._folder)
        try:
            write_whole(path, msgspec.json.format(msgspec.json.encode(firsts)))
        except OSError as error:
            raise RegistryTrouble(f"{path} can't be written ({error.strerror})") from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self._folder / REGISTRY
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


def first_secrets(folder: Path) -> tuple[FirstSecret, ...]:
    """The secrets that the server made itself and that nobody has retired yet.

    Raises RegistryTrouble when their file can't be read.
    """
    path = _first(folder)
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[FirstSecret, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RegistryTrouble(
            f"{path} can't be read ({error}); put its backup there, or move it and registry.db "
            "away, and the next start makes new secrets"
        ) from error


def _first(folder: Path) -> Path:
    return folder / "first-secrets.json"


def _hash(secret: str) -> bytes:
    # 192 random bits need no slow hash; people's passwords will
    return hashlib.sha256(secret.encode()).digest()


def _wanted(hall: Hall) -> Iterable[Device]:
    yield Device("admin", "admin", None)
    for zone in hall.zones:
        yield Device(f"screen-{zone.id}", "screen", zone.id)
        yield Device(f"kiosk-{zone.id}", "kiosk", zone.id)
    for counter in hall.counters:
        yield Device(f"counter-{counter.id}", "counter", counter.id)
        yield Device(f"button-{counter.id}", "button", counter.id)
    yield Device("feed", "feed", None)
