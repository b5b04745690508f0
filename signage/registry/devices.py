"""The devices of a hall and their secrets: hashed, and the first ones for their owner to read."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from signage.errors import NotFound, Refused, RegistryTrouble
from signage.queueing.hall import Hall
from signage.registry.device_file import REGISTRY as REGISTRY
from signage.registry.device_file import RETIRED, end, hash_of, insert, opened, prepare, rows
from signage.registry.device_file import Device as Device
from signage.registry.device_file import Enrolled as Enrolled
from signage.registry.device_file import Kind as Kind
from signage.screens.settings import Facts
from signage.whole import write_whole

log = logging.getLogger("signage.registry")


class FirstSecret(msgspec.Struct, frozen=True):
    """A secret that the server made itself, kept to be printed until it is retired."""

    id: str
    kind: Kind
    place: str | None
    secret: str


class NewSecret(NamedTuple):
    """A secret that is told once, and the device that it is for."""

    device: Device
    secret: str


class Devices:
    """Who may press and watch, by secret. Opened once; `settle` adds what the hall newly needs.

    Reading never waits. Writing waits for the disk, so do it beside the event loop; a write that
    fails raises RegistryTrouble and changes nothing.
    """

    def __init__(
        self, folder: Path, new_secret: Callable[[], str] = lambda: secrets.token_urlsafe(24)
    ) -> None:
        self._folder = folder
        self._new_secret = new_secret
        self._writing = threading.Lock()
        # never changed in place: the event loop reads them while another thread writes
        self._rows: Mapping[str, Enrolled] = {}
        self._by_hash: Mapping[bytes, str] = {}
        self._old: Mapping[bytes, str] = {}
        self._over = False
        with opened(self._folder) as db:
            prepare(db)
            self._read(db)

    # ---- reading

    def known(self, secret: str) -> Device | None:
        """The device with this secret; None when nobody has it."""
        id = self._by_hash.get(hash_of(secret))
        return None if id is None else self._rows[id].device

    def was_known(self, secret: str) -> bool:
        """Whether this was the secret of a device that was revoked or replaced."""
        return hash_of(secret) in self._old

    def of_kind(self, kind: Kind) -> Iterator[Device]:
        """All devices of one kind that may do anything."""
        rows = self._rows.values()
        return (row.device for row in rows if row.device.kind == kind and row.revoked is None)

    def enrolled(self) -> Collection[Enrolled]:
        """Every device, the revoked ones too."""
        return self._rows.values()

    def one(self, id: str) -> Enrolled:
        """The device of this id. Raises NotFound, and Refused for one that was revoked."""
        row = self._rows.get(id)
        if row is None:
            raise NotFound("device_unknown", device=id[:40])
        if row.revoked is not None:
            raise Refused("device_revoked", device=row.name or id)
        return row

    @property
    def firsts_over(self) -> bool:
        """Whether the server makes no secrets of its own any more."""
        return self._over

    # ---- writing

    def settle(self, hall: Hall) -> None:
        """Make a device for every place of the hall that never had one of the server's own.

        Does nothing once all first secrets were retired. Raises RegistryTrouble.
        """
        with self._writing:
            self._tidy()
            new = [] if self._over else [d for d in _wanted(hall) if d.id not in self._rows]
            if not new:
                return
            # a start that was cut off may have written the file and not the rows
            kept = {first.id: first for first in first_secrets(self._folder)}
            for d in new:
                made_now = FirstSecret(d.id, d.kind, d.place, self._new_secret())
                kept.setdefault(d.id, made_now)
            self._print(list(kept.values()))
            with self._change() as db:
                for d in new:
                    insert(db, Enrolled(device=d, first=True), kept[d.id].secret)

    def add(self, kind: Kind, place: str | None, *, name: str, by: str, at: int) -> NewSecret:
        """A new device with a secret that is kept nowhere. `by` is who adds it."""
        with self._writing:
            id = f"{kind}-{secrets.token_hex(3)}"
            while id in self._rows:
                id = f"{kind}-{secrets.token_hex(3)}"
            device, secret = Device(id, kind, place), self._new_secret()
            row = Enrolled(device=device, name=name, created=at, created_by=by)
            with self._change() as db:
                insert(db, row, secret)
            return NewSecret(device, secret)

    def replace(self, id: str) -> NewSecret:
        """A new secret for a device: the old one ends. Raises NotFound or Refused."""
        with self._writing:
            device, secret = self.one(id).device, self._new_secret()
            with self._change() as db:
                end(db, id)
                db.execute(
                    "UPDATE devices SET secret_hash = ?, is_first = 0, seen = NULL WHERE id = ?",
                    (hash_of(secret), id),
                )
            self._tidy()
            return NewSecret(device, secret)

    def rename(self, id: str, name: str) -> None:
        """Another name. Raises NotFound or Refused."""
        with self._writing:
            self.one(id)
            with self._change() as db:
                db.execute("UPDATE devices SET name = ? WHERE id = ?", (name, id))

    def furnish(self, id: str, facts: Facts) -> None:
        """What is said of one screen, as a whole. Raises NotFound or Refused."""
        with self._writing:
            self.one(id)
            with self._change() as db:
                db.execute(
                    "UPDATE devices SET layout = ?, theme = ?, orientation = ?, diagonal = ?, "
                    "distance = ? WHERE id = ?",
                    (facts.layout, facts.theme, facts.orientation, facts.diagonal, facts.distance,
                     id),
                )  # fmt: skip

    def revoke(self, ids: Collection[str], at: int) -> None:
        """Their secrets end, for good. Raises NotFound or Refused."""
        with self._writing:
            self._revoke(ids, at)

    def retire(self, ids: Collection[str], at: int, *, over: bool) -> None:
        """End first secrets; with `over` the server makes none any more, for new places neither."""
        with self._writing:
            self._revoke(ids, at, over=over)

    def note(self, seen: Mapping[str, tuple[int, str]]) -> None:
        """When devices were seen last, and at which address."""
        with self._writing, self._change() as db:
            db.executemany(
                "UPDATE devices SET seen = ?, address = ? WHERE id = ?",
                [(at, address, id) for id, (at, address) in seen.items()],
            )

    # ---- inside

    def _revoke(self, ids: Collection[str], at: int, *, over: bool = False) -> None:
        for id in ids:
            self.one(id)
        with self._change() as db:
            for id in ids:
                end(db, id)
                db.execute("UPDATE devices SET revoked = ? WHERE id = ?", (at, id))
            if over:
                db.execute("INSERT INTO first_secrets_over VALUES (?)", (at,))
        self._tidy()

    def _tidy(self) -> None:
        """Take what is no first secret any more out of the file, also after a cut."""
        rows, live = self._rows, self._by_hash
        try:
            firsts = first_secrets(self._folder)
            left = [f for f in firsts if f.id not in rows or live.get(hash_of(f.secret)) == f.id]
            if len(left) < len(firsts):
                self._print(left)
        except RegistryTrouble as trouble:  # what the registry says holds, whatever is printed
            log.warning("a secret that ended may still be printed: %s", trouble)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with opened(self._folder) as db:
            yield db
            db.commit()
            self._read(db)

    def _read(self, db: sqlite3.Connection) -> None:
        every, by_hash, old = {}, {}, {}
        for hashed, row in rows(db):
            every[row.device.id] = row
            if row.revoked is None:
                by_hash[hashed] = row.device.id
        for hashed, id in db.execute("SELECT hash, device FROM old_secrets"):
            old[hashed] = id
        self._over = db.execute("SELECT 1 FROM first_secrets_over").fetchone() is not None
        self._rows, self._by_hash, self._old = every, by_hash, old

    def _print(self, firsts: list[FirstSecret]) -> None:
        path = _first(self._folder)
        try:
            write_whole(path, msgspec.json.format(msgspec.json.encode(firsts)))
        except OSError as error:
            raise RegistryTrouble(f"{path} can't be written ({error.strerror})") from error


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


def retired_firsts(folder: Path) -> int:
    """How many of the secrets that the server made itself were retired. Changes nothing, so it may
    be asked while a server runs; 0 where nothing can be read."""
    try:
        uri = (folder / REGISTRY).absolute().as_uri() + "?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            return int(db.execute(RETIRED).fetchone()[0])
    except (sqlite3.Error, OSError):  # none yet, or of a release that retired nothing
        return 0


def _first(folder: Path) -> Path:
    return folder / "first-secrets.json"


def _wanted(hall: Hall) -> Iterable[Device]:
    yield Device("admin", "admin", None)
    for zone in hall.zones:
        yield Device(f"screen-{zone.id}", "screen", zone.id)
        yield Device(f"kiosk-{zone.id}", "kiosk", zone.id)
    for counter in hall.counters:
        yield Device(f"counter-{counter.id}", "counter", counter.id)
        yield Device(f"button-{counter.id}", "button", counter.id)
    yield Device("feed", "feed", None)
