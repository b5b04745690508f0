"""What was changed, by whom, from where, and how it was before: for the hall's own managers.

A file of its own, apart from the journal: it has names, and it forgets. It keeps the newest
`MOST` records of at most two years; a text of `LONGEST` bytes is cut.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from signage.registry.opening import opened

FILE: Final = "audit.db"
MOST: Final = 50_000
OLDEST: Final = 2 * 366 * 86_400_000
"""In ms."""
LONGEST: Final = 8_000
SWEEP: Final = 200
"""After so many records the old ones are looked for."""
PAGE: Final = 50
SECRET: Final = frozenset(
    "secret password pin code token hash csrf old_password new_password".split()
)
"""Keys whose values are never written, whoever asks for it."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    device TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT
"""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One change. `at` in Unix ms; `device` is what it was done on; `before` and `after` are JSON,
    null for nothing."""

    id: int = 0
    at: int
    who: str
    kind: str
    name: str
    device: str
    address: str
    action: str
    subject: str
    before: msgspec.Raw | None = None
    after: msgspec.Raw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records: before that id, of that person, whose action begins so, between two times in
    Unix ms, with these words in them."""

    upto: int | None = None
    who: str = ""
    action: str = ""
    since: int | None = None
    until: int | None = None
    words: str = ""


class Audit:
    """Written and read beside the event loop. Raises RegistryTrouble. `wall` gives Unix ms."""

    def __init__(self, folder: Path, wall: Callable[[], int]) -> None:
        self._path = folder / FILE
        self._wall = wall
        self._writing = threading.Lock()
        with opened(self._path, SCHEMA, "CREATE INDEX IF NOT EXISTS audit_at ON audit (at)"):
            pass

    def write(
        self,
        *,
        who: str,
        kind: str,
        name: str,
        device: str,
        address: str,
        action: str,
        subject: str,
        before: Any = None,
        after: Any = None,
    ) -> None:
        """Add a record."""
        row = (
            self._wall(), who, kind, name, device[:200], address, action, subject[:200],
            _text(before), _text(after),
        )  # fmt: skip
        with self._writing, opened(self._path, SCHEMA) as db:
            added = db.execute(
                "INSERT INTO audit (at, who, kind, name, device, address, action, subject, before,"
                " after) VALUES (?,?,?,?,?,?,?,?,?,?)",
                row,
            ).lastrowid
            if (added or 0) % SWEEP == 0:
                self._forget(db, added or 0)

    def read(self, wanted: Wanted, count: int = PAGE) -> tuple[Record, ...]:
        """The newest first."""
        where, values = _where(wanted)
        with opened(self._path, SCHEMA) as db:
            rows = db.execute(
                f"SELECT * FROM audit{where} ORDER BY id DESC LIMIT ?",  # noqa: S608 - own words
                (*values, count),
            ).fetchall()
        return tuple(_record(row) for row in rows)

    def actors(self) -> tuple[tuple[str, str], ...]:
        """Everybody who changed something: id and the name last used."""
        with opened(self._path, SCHEMA) as db:
            rows = db.execute("SELECT who, name, max(id) FROM audit GROUP BY who ORDER BY name")
            return tuple((who, name) for who, name, _ in rows.fetchall())

    def actions(self) -> tuple[str, ...]:
        """What was done, ever."""
        with opened(self._path, SCHEMA) as db:
            rows = db.execute("SELECT DISTINCT action FROM audit ORDER BY action").fetchall()
        return tuple(row[0] for row in rows)

    def _forget(self, db: sqlite3.Connection, newest: int) -> None:
        db.execute(
            "DELETE FROM audit WHERE id <= ? OR at < ?", (newest - MOST, self._wall() - OLDEST)
        )


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    parts: list[tuple[str, object]] = []
    if wanted.upto is not None:
        parts.append(("id < ?", wanted.upto))
    if wanted.who:
        parts.append(("who = ?", wanted.who))
    if wanted.action:
        parts.append(("(action = ? OR action LIKE ? ESCAPE '\\')", wanted.action))
    if wanted.since is not None:
        parts.append(("at >= ?", wanted.since))
    if wanted.until is not None:
        parts.append(("at < ?", wanted.until))
    values: list[object] = []
    for text, value in parts:
        values.append(value)
        if "LIKE" in text:
            values.append(f"{_plain(str(value))}.%")
    texts = [text for text, _ in parts]
    for word in wanted.words.split()[:8]:
        columns = ("name", "subject", "action", "before", "after", "address", "device")
        texts.append("(" + " OR ".join(f"{c} LIKE ? ESCAPE '\\'" for c in columns) + ")")
        values += [f"%{_plain(word)}%"] * len(columns)
    return (" WHERE " + " AND ".join(texts) if texts else ""), values


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _record(row: tuple[Any, ...]) -> Record:
    *plain, before, after = row
    names = ("id", "at", "who", "kind", "name", "device", "address", "action", "subject")
    return Record(
        **dict(zip(names, plain, strict=True)),
        before=None if before is None else msgspec.Raw(before.encode()),
        after=None if after is None else msgspec.Raw(after.encode()),
    )


def _text(value: Any) -> str | None:
    """JSON without secrets, bounded. What is too long is kept as the beginning of its text."""
    if value is None:
        return None
    # letters as they are, so that a search finds them
    text = json.dumps(clean(msgspec.to_builtins(value, str_keys=True)), ensure_ascii=False)
    if len(text.encode()) <= LONGEST:
        return text
    return json.dumps({"cut": text[: LONGEST // 4]}, ensure_ascii=False)


def clean(value: Any) -> Any:
    """The same without the values of keys that name a secret."""
    if isinstance(value, Mapping):
        return {
            str(key): "…" if str(key).lower() in SECRET else clean(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    return value
