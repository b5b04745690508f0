"""Brings `config.toml` and its pictures back, beside what is there now unless that may go."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import Final

from signage.whole import write_whole

RESTORED: Final = ".restored"
BEFORE: Final = ".before-restore"


def bring_settings(
    kept: Path, name: str, target: Path, *, replace: bool, instead: Path
) -> tuple[Path | None, Path | None]:
    """(where the settings of the backup are now, where those are that they replaced).

    Settings that differ from the file that is there lie beside it, unless they may replace it;
    where its folder can't be written they go to `instead`.
    """
    if not name:
        return None, None
    try:
        for path in sorted(kept.rglob("*")):
            picture = target.parent / path.relative_to(kept)
            if path.is_file() and path.name != name and not picture.exists():
                picture.parent.mkdir(parents=True, exist_ok=True)
                write_whole(picture, path.read_bytes(), 0o644)
        return _bring(kept / name, target, replace=replace)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT):
            raise
    write_whole(instead / f"{target.name}{RESTORED}", (kept / name).read_bytes())
    return instead / f"{target.name}{RESTORED}", None


def _bring(source: Path, target: Path, *, replace: bool) -> tuple[Path, Path | None]:
    content = source.read_bytes()
    if not target.exists():
        write_whole(target, content, 0o644)
        return target, None
    before = target.read_bytes()
    if before == content:
        return target, None
    mode = stat.S_IMODE(target.stat().st_mode)
    if not replace:
        beside = target.with_name(target.name + RESTORED)
        write_whole(beside, content, mode)
        return beside, None
    old = target.with_name(target.name + BEFORE)
    write_whole(old, before, mode)
    write_whole(target.resolve(), content, mode)
    return target, old
