"""The staff code of the mall's kiosks: kept as a hash, set by an administrator, tried slowly."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from signage.errors import Malformed, Refused, RegistryTrouble
from signage.registry.devices import REGISTRY

FREE_TRIES: Final = 5
FIRST_LOCK, LONGEST_LOCK = 60, 3600
"""Seconds."""
SCHEMA: Final = "CREATE TABLE IF NOT EXISTS staff_code (hash TEXT NOT NULL) STRICT"
_RISING: Final = "01234567890123456789"


def check_form(code: str) -> None:
    """Raises Malformed for what is no code, or one that anybody tries first."""
    if not re.fullmatch(r"[0-9]{6}", code):
        raise Malformed("staff_code_malformed")
    if len(set(code)) < 3 or code in _RISING or code in _RISING[::-1] or code[:3] == code[3:]:
        raise Malformed("staff_code_plain", digits=code)


class StaffCode:
    """Looks into the file each time: the command line may set the code while the server runs.

    Hashing is slow on purpose, so call it beside the event loop. Raises RegistryTrouble.
    """

    def __init__(self, folder: Path, hasher: PasswordHasher | None = None) -> None:
        self._path = folder / REGISTRY
        self._hasher = hasher or PasswordHasher()

    def set(self, code: str | None) -> None:
        """From now on this code, or none. Raises Malformed."""
        if code is not None:
            check_form(code)
        with self._open() as db:
            db.execute("DELETE FROM staff_code")
            if code is not None:
                db.execute("INSERT INTO staff_code VALUES (?)", (self._hasher.hash(code),))

    def known(self) -> bool:
        """Whether a code is set."""
        return self._hash() is not None

    def is_right(self, code: str) -> bool:
        """Whether this is the code. Raises Refused("staff_code_none")."""
        kept = self._hash()
        if kept is None:
            raise Refused("staff_code_none")
        try:
            return self._hasher.verify(kept, code)
        except (VerificationError, InvalidHashError):
            return False

    def _hash(self) -> str | None:
        with self._open() as db:
            row = db.execute("SELECT hash FROM staff_code").fetchone()
        return None if row is None else str(row[0])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            os.close(os.open(self._path, os.O_RDONLY | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(self._path)) as db, db:
                db.execute("PRAGMA synchronous=FULL")
                db.execute(SCHEMA)
                yield db
        except (sqlite3.Error, OSError) as error:
            raise RegistryTrouble(f"{self._path} can't be used ({error})") from error


class Tries:
    """How often each kiosk may still try. `steady` in ms."""

    def __init__(self, steady: Callable[[], int]) -> None:
        self._steady = steady
        self._wrong: dict[str, tuple[int, int]] = {}

    def take(self, kiosk: str) -> int:
        """One try, counted as wrong until `clear`; gives those that are left before a lock.

        Raises Refused("staff_code_locked").
        """
        now = self._steady()
        wrong, until = self._wrong.get(kiosk, (0, 0))
        if now < until:
            raise Refused("staff_code_locked", after=-(-(until - now) // 1000))
        wrong += 1
        over = wrong - FREE_TRIES
        lock = 0 if over < 0 else min(LONGEST_LOCK, FIRST_LOCK * 2 ** min(over, 16))
        self._wrong[kiosk] = (wrong, now + lock * 1000)
        return max(0, -over)

    def clear(self, kiosk: str) -> None:
        """The code was right."""
        self._wrong.pop(kiosk, None)
