"""The people of a hall: who they are, what they may, and a hash of their password or PIN.

All are kept in memory, since every request asks for one. What writes or hashes is slow: call it
beside the event loop. Raises RegistryTrouble where the file can't be used.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from signage.errors import Malformed, NotFound, Refused
from signage.registry.devices import REGISTRY
from signage.registry.opening import opened

Role = Literal["officer", "floor", "manager", "administrator", "reader"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
NAME_LIMIT, MOST = 60, 2000
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    login TEXT UNIQUE,
    role TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    renew INTEGER NOT NULL,
    agencies TEXT NOT NULL,
    counters TEXT NOT NULL,
    since INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT
"""
_LOGIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])")
_NOBODY: Final = "*"
"""No hash: no password fits it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a role. An officer has a PIN and no login; `agencies` and `counters` are where
    an officer may sign in, everywhere when both are empty. `renew`: the password came from
    somebody else and has to be chosen anew. `since` in Unix ms."""

    id: str
    name: str
    login: str | None
    role: Role
    disabled: bool = False
    renew: bool = False
    agencies: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    since: int = 0

    @property
    def kind(self) -> Role:
        """What the gate asks of everybody."""
        return self.role

    @property
    def place(self) -> None:
        """A person stands at no place of the hall."""
        return


def check(person: Person) -> None:
    """Raises Malformed for a name, login or role that can't be."""
    if not person.name.strip() or len(person.name) > NAME_LIMIT or not person.name.isprintable():
        raise Malformed("person_name", limit=NAME_LIMIT)
    if person.role not in ROLES:
        raise Malformed("role_unknown", role=str(person.role)[:40], known=", ".join(ROLES))
    if person.role == "officer":
        if person.login is not None:
            raise Malformed("officer_login")
    elif person.login is None or not _LOGIN.fullmatch(person.login):
        raise Malformed("login_malformed")


class People:
    """Everybody. `wall` gives Unix milliseconds."""

    def __init__(
        self, folder: Path, wall: Callable[[], int], hasher: PasswordHasher | None = None
    ) -> None:
        self._path = folder / REGISTRY
        self._wall = wall
        self._hasher = hasher or PasswordHasher()
        self._writing = threading.Lock()
        self._people: dict[str, Person] = {}
        self._hashes: dict[str, str] = {}
        with opened(self._path, SCHEMA) as db:
            for row in db.execute("SELECT * FROM people ORDER BY since, id"):
                person = _person(row)
                self._people[person.id], self._hashes[person.id] = person, row[9]
        self._nobodys = ""

    def every(self) -> tuple[Person, ...]:
        """All, also those who are disabled."""
        return tuple(self._people.values())

    def known(self, id: str) -> Person | None:
        """Somebody by id; None when there is nobody, or somebody who is disabled."""
        person = self._people.get(id)
        return None if person is None or person.disabled else person

    def person(self, id: str) -> Person:
        """Somebody by id, disabled or not. Raises NotFound."""
        person = self._people.get(id)
        if person is None:
            raise NotFound("person_unknown")
        return person

    def by_login(self, login: str) -> Person | None:
        """Who signs in by this name, disabled or not."""
        login = login.strip().lower()
        found = (p for p in self._people.values() if p.login is not None and p.login == login)
        return next(found, None)

    def has_first(self) -> bool:
        """Whether there is an administrator who can sign in."""
        return any(p.role == "administrator" and not p.disabled for p in self._people.values())

    def is_right(self, id: str | None, secret: str) -> bool:
        """Whether this is the password or PIN of a person who is not disabled.

        Takes as long for nobody as for somebody, so that nobody learns which names there are.
        """
        if not self._nobodys:  # made when it is first needed: a start should not wait for it
            self._nobodys = self._hasher.hash(secrets.token_hex(8))
        kept = self._hashes.get(id or "", _NOBODY)
        known = kept != _NOBODY and self.known(id or "") is not None
        try:
            self._hasher.verify(kept if known else self._nobodys, secret)
        except (VerificationError, InvalidHashError):
            return False
        return known

    def mark(self, id: str) -> str:
        """Another one after each new password or PIN; the hash itself, so keep it here."""
        return self._hashes.get(id, _NOBODY)

    def add(self, person: Person, secret: str, *, first: bool = False) -> Person:
        """Somebody new, with an id of their own. Raises Malformed, or Refused for a login that
        is taken; with `first` also when there is an administrator already."""
        check(person)
        hashed = self._hasher.hash(secret)
        with self._writing:
            if first and self.has_first():
                raise Refused("first_done")
            if len(self._people) >= MOST:
                raise Refused("people_full", limit=MOST)
            made = replace(person, id=f"p-{secrets.token_hex(6)}", since=self._wall())
            self._free(made)
            self._write(made, hashed)
        return made

    def change(self, id: str, **given: Any) -> tuple[Person, Person]:
        """The same person with these fields; gives who it was and who it is. Two who change one
        person at once undo nothing of each other. Raises Malformed, NotFound or Refused."""
        with self._writing:
            before = self.person(id)
            person = replace(before, **given)
            check(person)
            self._free(person)
            self._not_the_last(before, person)
            hashed = self._hashes[person.id]
            if (before.role == "officer") != (person.role == "officer"):
                hashed = _NOBODY  # a PIN is no password, nor the other way round
            self._write(person, hashed)
        return before, person

    def give(self, id: str, secret: str, *, renew: bool) -> Person:
        """A new password or PIN; `renew` when somebody else chose it. Raises NotFound."""
        hashed = self._hasher.hash(secret)
        with self._writing:
            person = replace(self.person(id), renew=renew)
            self._write(person, hashed)
        return person

    def remove(self, id: str) -> Person:
        """Take somebody out for good; nobody gets this id again. Raises NotFound or Refused."""
        with self._writing:
            person = self.person(id)
            self._not_the_last(person, None)
            with opened(self._path, SCHEMA) as db:
                db.execute("DELETE FROM people WHERE id = ?", (id,))
            del self._people[id], self._hashes[id]
        return person

    def _free(self, person: Person) -> None:
        if person.login is None:
            return
        holder = self.by_login(person.login)
        if holder is not None and holder.id != person.id:
            raise Refused("login_taken", login=person.login)

    def _not_the_last(self, before: Person, after: Person | None) -> None:
        """Somebody must be left who can make others."""
        stays = after is not None and after.role == "administrator" and not after.disabled
        others = (p for p in self._people.values() if p.id != before.id and not p.disabled)
        if before.role != "administrator" or before.disabled or stays:
            return
        if not any(p.role == "administrator" for p in others):
            raise Refused("last_administrator")

    def _write(self, person: Person, hashed: str) -> None:
        row = (
            person.id, person.name, person.login, person.role, int(person.disabled),
            int(person.renew), json.dumps(person.agencies), json.dumps(person.counters),
            person.since, hashed,
        )  # fmt: skip
        with opened(self._path, SCHEMA) as db:
            db.execute("INSERT OR REPLACE INTO people VALUES (?,?,?,?,?,?,?,?,?,?)", row)
        self._people[person.id], self._hashes[person.id] = person, hashed


def _person(row: tuple[object, ...]) -> Person:
    id, name, login, role, disabled, renew, agencies, counters, since, _ = row
    return Person(
        id=str(id),
        name=str(name),
        login=None if login is None else str(login),
        role=cast(Role, role),
        disabled=bool(disabled),
        renew=bool(renew),
        agencies=tuple(json.loads(str(agencies))),
        counters=tuple(json.loads(str(counters))),
        since=int(str(since)),
    )
