"""Makes a backup beside a running hall: one file, checked, whole or not there at all."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import shutil
import stat
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from signage import RELEASE
from signage.backups.archive import check, put
from signage.backups.contents import STAGE, STILL, Found, beside, hall_files
from signage.backups.copying import Pause, copy_database, digest_of, go_on, reread
from signage.backups.journals import Examined, examine
from signage.backups.manifest import CONFIG, FORMAT, HALL, NAME, WHOLE, Entry, Manifest, name_of
from signage.backups.pool import Kept, Pool, digest_in
from signage.errors import BackupTrouble, JournalTrouble
from signage.journal.journal import FILE as JOURNAL
from signage.whole import drafted

SPARE: Final = 64 << 20
"""Bytes that a backup leaves free: a full disk would stop the presses."""
STALE: Final = 6 * 3600.0
"""A folder in the making that is older than this, in seconds, was cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to back up, and where to. `to` is the file, or the folder for one with a usual name;
    the files of the folders `served` go to everybody, so that none may lie there. `share`: media
    lie beside the file, once for all backups of the folder."""

    data: Path
    config: Path
    to: Path
    named: bool
    served: tuple[Path, ...] = ()
    share: bool = False
    pause: Pause = go_on
    now: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and checked. Of the media that it shares, `renewed` were damaged
    beside the file and are whole again, `damaged` are so in the hall and in no backup."""

    file: Path
    bytes: int
    manifest: Manifest
    private: bool
    renewed: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shared:
    """A file for the pool: as it stands in the manifest, and where it is now."""

    entry: Entry
    path: Path


def make(order: Order) -> Backup:
    """Write a backup and check it. Raises BackupTrouble, and then there is none."""
    if not (order.data / JOURNAL).is_file():
        raise BackupTrouble(f"there is no journal in {order.data}; name the folder with --data")
    folder = order.to.parent if order.named else order.to
    if not folder.is_dir():
        raise BackupTrouble(
            f"the folder {folder} is not there; plug the stick in, or make the folder",
            "backup_folder",
        )
    if any(folder.resolve().is_relative_to(served.resolve()) for served in order.served):
        raise BackupTrouble(
            f"the server gives the files of {folder} to everybody; choose another folder",
            "backup_unwritable",
        )
    if order.share and Pool(folder).is_a_halls:
        raise BackupTrouble(
            f"{folder} holds the media of a hall itself, and a backup there would be no copy of "
            "them; choose another folder",
            "backup_unwritable",
        )
    try:
        with _stage(order, folder) as stage:
            return _make(order, folder, stage)
    except OSError as error:
        reason = error.strerror or str(error)
        code = "backup_room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "backup_unwritable"
        raise BackupTrouble(f"the backup can't be written to {folder} ({reason})", code) from error


def _make(order: Order, folder: Path, stage: Path) -> Backup:
    found = hall_files(order.data)
    alone = [one for one in found if not (order.share and digest_in(one.name))]
    shared = [*_still(found, stage)] if order.share else []
    staged = [*_hall(order, alone, stage), *_config(order, stage)]
    journal = _examined(stage / HALL)
    entries = tuple(Entry(name, path.stat().st_size, digest_of(path)) for name, path in staged)
    made = datetime.fromtimestamp(order.now(), ZoneInfo(journal.hall.mall.time_zone))
    file = order.to if order.named else folder / name_of(journal.hall.mall.id, made)
    still = sum(one.bytes for one in entries if one.name.startswith(HALL + STILL))
    # the rest is packed to a third or less
    packed = still + (sum(one.bytes for one in entries) - still) // 2
    with _pool(folder, shared) as pool:
        room(folder, packed + sum(one.entry.bytes for one in shared if pool.lacks(one.entry)))
        kept = {one.entry: pool.keep(one.entry, one.path, order.pause) for one in shared}
        manifest = _manifest(order, journal, made, entries, kept)
        private = _write(file, manifest, staged, order.pause)
    return Backup(
        file, file.stat().st_size, manifest, private,
        renewed=tuple(entry.name for entry, how in kept.items() if how == "renewed"),
        damaged=tuple(entry.name for entry, how in kept.items() if how == "damaged"),
    )  # fmt: skip


def _manifest(
    order: Order,
    journal: Examined,
    made: datetime,
    entries: tuple[Entry, ...],
    kept: Mapping[Entry, Kept],
) -> Manifest:
    shared = tuple(entry for entry, how in kept.items() if how != "damaged")
    return Manifest(
        format=FORMAT if shared else WHOLE, product=RELEASE,
        made=made.isoformat(timespec="seconds"),
        mall=journal.hall.mall.id, epoch=journal.epoch, seq=journal.seq, day=journal.day,
        config=_kept_as(order, entries), files=entries, shared=shared,
    )  # fmt: skip


@contextmanager
def _pool(folder: Path, shared: Sequence[_Shared]) -> Iterator[Pool]:
    """The media beside the backups, held while there are some to share."""
    pool = Pool(folder)
    if not shared:
        yield pool
        return
    with pool.filling():
        yield pool


def _still(found: Sequence[Found], stage: Path) -> Iterator[_Shared]:
    """The media that backups share. Where the disk has second names they stay while this runs."""
    for one in found:
        digest, path = digest_in(one.name), stage / HALL / one.name
        size = _size(one.path)
        if not digest or not size:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(one.path, path)
        except FileNotFoundError:  # it went meanwhile
            continue
        except OSError:  # another disk
            path = one.path
        yield _Shared(Entry(HALL + one.name, size, digest), path)


def _hall(order: Order, found: Sequence[Found], stage: Path) -> Iterator[tuple[str, Path]]:
    shared = stage.stat().st_dev == order.data.stat().st_dev
    room(stage, sum(_size(one.path) for one in found if not (shared and one.is_still)))
    for one in found:
        target = stage / HALL / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if _copied(one, target, order.pause):
            yield HALL + one.name, target


def _copied(one: Found, target: Path, pause: Pause) -> bool:
    if one.is_database:
        copy_database(one.path, target, pause)
        return True
    try:
        if one.is_still:
            with suppress(OSError):  # another disk, or one that has no second names
                os.link(one.path, target)
                return True
        shutil.copyfile(one.path, target)
    except FileNotFoundError:  # an old version of the settings, or a picture, that went meanwhile
        return False
    return True


def _config(order: Order, stage: Path) -> Iterator[tuple[str, Path]]:
    for path in beside(order.config):
        name = CONFIG + path.resolve().relative_to(order.config.parent.resolve()).as_posix()
        if path == order.config:
            name = CONFIG + path.name
        target = stage / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        yield name, target


def _kept_as(order: Order, entries: tuple[Entry, ...]) -> str:
    name = CONFIG + order.config.name
    return name if any(entry.name == name for entry in entries) else ""


def _examined(folder: Path) -> Examined:
    try:
        return asyncio.run(examine(folder))
    except JournalTrouble as trouble:
        raise BackupTrouble(
            f"the journal can't be backed up, for it is damaged ({trouble}); keep the last good "
            "backup, and see: signage verify",
            "backup_damaged",
        ) from trouble


def _write(file: Path, manifest: Manifest, staged: list[tuple[str, Path]], pause: Pause) -> bool:
    """The whole file; gives whether its owner alone can read it, as far as its disk keeps that."""
    with drafted(file) as draft:
        with tarfile.open(fileobj=draft, mode="w:gz", compresslevel=6) as tar:
            told = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
            put(tar, NAME, io.BytesIO(told), len(told))
            for (name, path), entry in zip(staged, manifest.files, strict=True):
                with path.open("rb") as content:
                    put(tar, name, content, entry.bytes, pause)
        reread(draft)
        check(file, draft, pause)
        return not stat.S_IMODE(os.fstat(draft.fileno()).st_mode) & 0o077


def room(folder: Path, needed: int) -> None:
    """Raises BackupTrouble where so many bytes would not leave the hall some to spare."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise BackupTrouble(
            f"there is not room enough in {folder}: {megabytes(needed + SPARE)} are needed and "
            f"{megabytes(free)} are free; make room, or choose another folder",
            "backup_room",
        )


@contextmanager
def _stage(order: Order, folder: Path) -> Iterator[Path]:
    """A folder for the copies, on the hall's own disk where that can be written."""
    made = _made_in(order.data, order) or _made_in(folder, order)
    if made is None:
        raise BackupTrouble(
            f"neither {order.data} nor {folder} can be written to", "backup_unwritable"
        )
    with made:
        yield Path(made.name)


def _made_in(place: Path, order: Order) -> tempfile.TemporaryDirectory[str] | None:
    try:
        _sweep(place, order.now())
        return tempfile.TemporaryDirectory(prefix=STAGE, dir=place)
    except OSError:
        return None


def _sweep(folder: Path, now: float) -> None:
    for left in folder.glob(f"{STAGE}*"):
        if now - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def megabytes(count: int) -> str:
    """A size for people."""
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"
