"""Sessions of people who are signed in: kept on the server, under hashed ids, for a while.

Looking one up is a matter of memory; beginning and ending one writes, so call that beside the
event loop.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.registry.devices import REGISTRY
from signage.registry.opening import opened

AGE: Final = 12 * 3_600_000
"""A working day, in ms: after it one signs in again."""
IDLE: Final = 2 * 3_600_000
"""Without a request and without an open page, in ms."""
MOST: Final = 10
"""Of one person; one more ends the oldest."""
NOTED: Final = 60_000
"""How far the file may lag behind in who was last seen, in ms."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS sessions (
    hash BLOB PRIMARY KEY,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    begun INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT
"""


@dataclass(slots=True, kw_only=True)
class Session:
    """One browser in which one person is signed in. `id` is no secret. Times of the steady clock,
    in ms."""

    id: str
    person: str
    begun: int
    seen: int


class Sessions:
    """All of them. `steady` counts ms; `wall` are Unix ms, and only bridge a restart."""

    def __init__(self, folder: Path, steady: Callable[[], int], wall: Callable[[], int]) -> None:
        self._path = folder / REGISTRY
        self._steady = steady
        self._wall = wall
        self._writing = threading.Lock()
        self._by_hash: dict[bytes, Session] = {}
        self._noted = steady()
        ahead = wall() - steady()
        with opened(self._path, SCHEMA) as db:
            for hashed, id, person, begun, seen in db.execute("SELECT * FROM sessions"):
                session = Session(id=id, person=person, begun=begun - ahead, seen=seen - ahead)
                self._by_hash[hashed] = session

    def begin(self, person: str) -> tuple[str, Session]:
        """A new session, and the token that its browser keeps."""
        token, now = secrets.token_urlsafe(24), self._steady()
        session = Session(id=f"s-{secrets.token_hex(6)}", person=person, begun=now, seen=now)
        with self._writing:
            mine = sorted(
                (s.begun, hashed) for hashed, s in self._by_hash.items() if s.person == person
            )
            self._drop([hashed for _, hashed in mine[: max(0, len(mine) + 1 - MOST)]])
            row = (_hash(token), session.id, person, self._wall(), self._wall())
            with opened(self._path, SCHEMA) as db:
                db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", row)
            self._by_hash[_hash(token)] = session
        return token, session

    def known(self, token: str) -> Session | None:
        """The session of this token, which is seen now; None when it is over or never was."""
        session = self._by_hash.get(_hash(token))
        if session is None or not self._lasts(session):
            return None
        session.seen = self._steady()
        return session

    def end(self, id: str) -> None:
        """This one is over."""
        with self._writing:
            self._drop([hashed for hashed, s in self._by_hash.items() if s.id == id])

    def end_of(self, person: str) -> None:
        """All of this person are over."""
        with self._writing:
            self._drop([hashed for hashed, s in self._by_hash.items() if s.person == person])

    def of(self, person: str) -> int:
        """How many this person has."""
        return sum(s.person == person and self._lasts(s) for s in tuple(self._by_hash.values()))

    def over(self, watched: Callable[[str], bool]) -> tuple[str, ...]:
        """The ids of those whose time is up. Who has a page open, by `watched`, is not idle."""
        now = self._steady()
        for session in tuple(self._by_hash.values()):
            if watched(session.id):
                session.seen = now
        return tuple(s.id for s in tuple(self._by_hash.values()) if not self._lasts(s))

    def lags(self) -> bool:
        """Whether it is time to note who was seen."""
        return bool(self._by_hash) and self._steady() - self._noted >= NOTED

    def tidy(self, over: Iterable[str]) -> None:
        """Forget those that are over, and note who was seen, so that a restart knows."""
        ended = set(over)
        with self._writing:
            self._drop([hashed for hashed, s in self._by_hash.items() if s.id in ended])
            if not self.lags():
                return
            self._noted = self._steady()
            ahead = self._wall() - self._noted
            with opened(self._path, SCHEMA) as db:
                rows = [(s.seen + ahead, hashed) for hashed, s in self._by_hash.items()]
                db.executemany("UPDATE sessions SET seen = ? WHERE hash = ?", rows)

    def _lasts(self, session: Session) -> bool:
        # a wall clock that was put back over a restart would make one younger than it is
        now = self._steady()
        return 0 <= now - session.begun < AGE and 0 <= now - session.seen < IDLE

    def _drop(self, hashes: list[bytes]) -> None:
        """In memory first: it is over even where the disk fails."""
        for hashed in hashes:
            self._by_hash.pop(hashed, None)
        if hashes:
            with opened(self._path, SCHEMA) as db:
                db.executemany("DELETE FROM sessions WHERE hash = ?", [(h,) for h in hashes])


def csrf_of(token: str) -> str:
    """What a page of this session says with each change; tells nothing about the token."""
    digest = hmac.new(token.encode(), b"csrf", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()


def _hash(token: str) -> bytes:
    # 192 random bits need no slow hash
    return hashlib.sha256(token.encode()).digest()
