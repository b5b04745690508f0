"""Brings a backup back into a data folder: whole, as another journal, and nothing is deleted."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from signage.backups.archive import read_manifest, unpack
from signage.backups.contents import ASIDE, RESTORING, STAGE, stays
from signage.backups.journals import Begun, Clocks, begin, examine
from signage.backups.making import room
from signage.backups.manifest import CONFIG, HALL, Manifest
from signage.backups.pool import Pool
from signage.backups.settings import bring_settings
from signage.clock import Clock
from signage.errors import BackupTrouble, JournalTrouble
from signage.journal.journal import FILE as JOURNAL
from signage.journal.lock import hold
from signage.journal.renewing import epoch_of, renew
from signage.queueing.hall import Hall
from signage.registry.devices import REGISTRY
from signage.whole import keep_names, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to bring back. `after` has the last number that was printed, by prefix or service;
    `nothing_printed` says that no number was given since the backup; `without_media` that media
    which are gone or damaged beside it may stay away."""

    file: Path
    data: Path
    config: Path
    after: Mapping[str, int]
    nothing_printed: bool = False
    force: bool = False
    without_media: bool = False
    replace_config: bool = False
    now: Callable[[], float] = time.time
    clocks: Clocks = Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was brought back; `aside` is where the folder's old files are, `config` where the
    settings are and `old_config` where those that they replaced; `lost` are media that it lacks."""

    manifest: Manifest
    begun: Begun
    aside: Path | None
    config: Path | None
    old_config: Path | None
    lost: tuple[str, ...] = ()


def restore(wish: Wish) -> Restored:
    """Bring a backup back. Raises BackupTrouble or FolderBusy, and then the folder is as it was."""
    try:
        manifest = read_manifest(wish.file)
        with hold(wish.data):
            if _present(wish.data) and not wish.force and not (wish.data / RESTORING).exists():
                raise BackupTrouble(
                    f"{wish.data} is not empty; name another folder with --data, or add --force: "
                    "what is there now is then moved aside and kept"
                )
            room(wish.data, manifest.size)
            with tempfile.TemporaryDirectory(prefix=STAGE, dir=wish.data) as made:
                stage = Path(made)
                unpack(wish.file, stage)
                lost = Pool(wish.file.parent).bring(
                    manifest.shared, stage, without=wish.without_media
                )
                begun = asyncio.run(_begun(wish, stage / HALL))
                aside = _move(wish, stage / HALL)
                config, old_config = bring_settings(
                    stage / CONFIG, manifest.config.removeprefix(CONFIG), wish.config,
                    replace=wish.replace_config, instead=wish.data,
                )  # fmt: skip
            (wish.data / RESTORING).unlink()
    except JournalTrouble as trouble:
        raise BackupTrouble(f"the journal in {wish.file} can't be trusted ({trouble})") from trouble
    except OSError as error:
        reason = f"{error.strerror or error}: {error.filename or wish.data}"
        raise BackupTrouble(f"the backup can't be brought back ({reason})") from error
    return Restored(
        manifest=manifest, begun=begun, aside=aside, config=config, old_config=old_config,
        lost=lost,
    )  # fmt: skip


def _present(data: Path) -> list[Path]:
    """What stands in the folder and has to go aside."""
    return sorted(path for path in data.iterdir() if not stays(path.name))


async def _begun(wish: Wish, hall: Path) -> Begun:
    journal = hall / JOURNAL
    if not journal.is_file():
        raise BackupTrouble(f"there is no journal in {wish.file}")
    await examine(hall)
    _end_sessions(hall / REGISTRY)
    renew(journal, wish.now(), above=epoch_of(wish.data / JOURNAL))
    return await begin(hall, lambda mall: _printed(wish, mall), wish.clocks)


def _end_sessions(registry: Path) -> None:
    """Who was signed in then signs in anew: a session that was ended since must stay so."""
    if not registry.is_file():
        return
    try:
        with closing(sqlite3.connect(registry)) as db, db:
            if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sessions'").fetchone():
                db.execute("DELETE FROM sessions")
    except sqlite3.Error as error:
        raise BackupTrouble(f"{registry.name} can't be used ({error})") from error


def _printed(wish: Wish, hall: Hall) -> dict[str, int]:
    """The last printed numbers that somebody told, by service."""
    named = {s.prefix: s.id for s in hall.services} | {s.id: s.id for s in hall.services}
    printed = {s.id: 0 for s in hall.services} if wish.nothing_printed else {}
    for name, number in wish.after.items():
        service = named.get(name) or named.get(name.upper())
        if service is None:
            known = ", ".join(sorted(s.prefix for s in hall.services))
            raise BackupTrouble(f"no service has the prefix {name}; there are {known}")
        printed[service] = number
    return printed


def _move(wish: Wish, hall: Path) -> Path | None:
    """The old files aside, the new ones in. The journal comes last: without it nothing starts."""
    write_whole(wish.data / RESTORING, f"{wish.file}\n".encode())
    aside = None
    if old := _present(wish.data):
        at = datetime.fromtimestamp(wish.now(), UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = _free_name(wish.data / f"{ASIDE}{at}")
        aside.mkdir(mode=0o700)
        for path in old:
            path.rename(aside / path.name)
    for path in sorted(hall.iterdir(), key=lambda path: path.name == JOURNAL):
        path.rename(wish.data / path.name)
    keep_names(wish.data)
    return aside


def _free_name(path: Path) -> Path:
    names = (path, *(path.with_name(f"{path.name}-{count}") for count in range(2, 100)))
    return next(name for name in names if not name.exists())
