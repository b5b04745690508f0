"""The one file of a backup: a packed tar whose first part says what all others must be."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final, cast

import msgspec

from signage import RELEASE
from signage.backups.contents import stays
from signage.backups.copying import Pause, go_on, keep, nowhere, pour
from signage.backups.manifest import CONFIG, FORMAT, HALL, NAME, Entry, Format, Manifest, newer
from signage.backups.pool import Pool, fits
from signage.errors import BackupTrouble

LARGEST_MANIFEST: Final = 16 << 20
DAMAGE: Final = (tarfile.TarError, zlib.error, EOFError, UnicodeDecodeError, ValueError)

Place = Callable[[Entry], BinaryIO]


class _Resting(io.RawIOBase):
    """Reads on, with a pause after each piece."""

    def __init__(self, content: BinaryIO, pause: Pause) -> None:
        self._content = content
        self._pause = pause

    def read(self, size: int = -1) -> bytes:
        self._pause()
        return self._content.read(size)


def put(
    tar: tarfile.TarFile, name: str, content: BinaryIO, size: int, pause: Pause = go_on
) -> None:
    """One file into the archive."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, cast(Any, _Resting(content, pause)))


def check(file: Path, draft: BinaryIO | None = None, pause: Pause = go_on) -> Manifest:
    """Read a whole backup. Raises BackupTrouble when anything in it is not what was put in.

    `draft` is the file while it has not got its name yet.
    """
    return _read(file, draft, lambda entry: nowhere(), pause)


def verify(file: Path) -> Manifest:
    """Read a whole backup and the media that it shares with others. Raises BackupTrouble when
    anything is not what was put in."""
    manifest = check(file)
    pool = Pool(file.parent)
    lost = pool.lacking(manifest.shared)
    if lost:
        raise BackupTrouble(f"{file} itself is whole, but {pool.told(lost)}")
    return manifest


def unpack(file: Path, folder: Path) -> Manifest:
    """Put all files of a backup's own into an empty folder. Raises BackupTrouble or OSError."""

    def place(entry: Entry) -> BinaryIO:
        path = folder / entry.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(0o600, exist_ok=False)
        return path.open("wb")

    manifest = _read(file, None, place, go_on)
    for entry in manifest.files:
        keep(folder / entry.name)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says about itself. Raises BackupTrouble."""
    with _opened(file) as tar:
        return _manifest(file, tar)


def _read(file: Path, draft: BinaryIO | None, place: Place, pause: Pause) -> Manifest:
    with _opened(file, draft) as tar:
        manifest = _manifest(file, tar)
        expected = iter(manifest.files)
        while (info := tar.next()) is not None:
            entry = next(expected, None)
            content = tar.extractfile(info) if info.isreg() else None
            if entry is None or content is None or info.name != entry.name:
                raise tarfile.ReadError(f"{info.name} does not belong here")
            if info.size != entry.bytes:
                raise tarfile.ReadError(f"{entry.name} is of another size")
            with place(entry) as target:
                if pour(cast(BinaryIO, content), target, info.size, pause) != entry.sha256:
                    raise tarfile.ReadError(f"{entry.name} is not what was written")
        if (lacking := next(expected, None)) is not None:
            raise EOFError(f"{lacking.name} is missing")
        _to_the_end(tar)
    return manifest


def _to_the_end(tar: tarfile.TarFile) -> None:
    """Read what fills the tar, for the checksum of the packing stands behind it."""
    packed = cast(BinaryIO, tar.fileobj)
    while packed.read(1 << 16):
        pass


@contextmanager
def _opened(file: Path, draft: BinaryIO | None = None) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, "r:gz", fileobj=draft) as tar:
            yield tar
    except FileNotFoundError as error:
        raise BackupTrouble(f"there is no file {file}") from error
    except DAMAGE as error:
        raise BackupTrouble(
            f"{file} is damaged, or no backup ({error}); take another backup"
        ) from error
    except OSError as error:
        # the packing's own checksum fails as an OSError without a number
        if error.errno is None:
            raise BackupTrouble(f"{file} is damaged ({error}); take another backup") from error
        raise


def _manifest(file: Path, tar: tarfile.TarFile) -> Manifest:
    info = tar.next()
    if info is None or info.name != NAME or info.size > LARGEST_MANIFEST:
        raise tarfile.ReadError(f"it does not begin with {NAME}")
    content = tar.extractfile(info)
    told = content.read() if content is not None else b""
    found = msgspec.json.decode(told, type=Format)
    if found.format > FORMAT or newer(found.product, RELEASE):
        raise BackupTrouble(
            f"{file} was made by release {found.product}, which is newer than this one "
            f"({RELEASE}); update this server first"
        )
    manifest = msgspec.json.decode(told, type=Manifest)
    for entry in manifest.files:
        _must_fit(entry.name, manifest.config)
    for entry in manifest.shared:
        if not fits(entry):
            raise tarfile.ReadError(f"{entry.name} does not belong into a backup")
    if manifest.config and manifest.config not in {entry.name for entry in manifest.files}:
        raise tarfile.ReadError(f"{manifest.config} is not in it")
    return manifest


def _must_fit(name: str, config: str) -> None:
    """Files of the data folder, the settings, and pictures beside them: nothing else is written."""
    path = PurePosixPath(name)
    inside = name.startswith((HALL, CONFIG)) and ".." not in path.parts and str(path) == name
    beside = name.startswith(CONFIG) and name != config
    # in the folder itself they stay as they are, and would be in the way of what comes back
    own = name.startswith(HALL) and stays(path.parts[1] if path.parts[1:] else "")
    if (
        own
        or not inside
        or (beside and (path.suffix.lower() != ".png" or path.name.startswith(".")))
    ):
        raise tarfile.ReadError(f"{name} does not belong into a backup")
