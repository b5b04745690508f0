"""What `signage backup` and `signage restore` do, and what they say about it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from signage import assets
from signage.backups.archive import verify
from signage.backups.contents import FOLDER
from signage.backups.copying import go_on, rest
from signage.backups.making import Backup, Order, make, megabytes
from signage.backups.manifest import HALL, Manifest
from signage.backups.restoring import Restored, Wish, restore
from signage.config import Config
from signage.errors import ConfigError
from signage.journal.journal import FILE as JOURNAL
from signage.verbs import Options, Told

LARGEST: Final = 999_999
_AFTER: Final = re.compile(r"([A-Za-z0-9-]{1,40})=([0-9]{1,6})")
GENTLE: Final = 19


def add_backup(verb: argparse.ArgumentParser) -> None:
    """The options of `signage backup`."""
    where = verb.add_mutually_exclusive_group()
    where.add_argument("--out", type=Path, help="the file")
    where.add_argument("--into", type=Path, help="a folder, for a file with a usual name")
    verb.add_argument(
        "--share-media", action="store_true",
        help="media lie beside the file, once for all backups of the folder",
    )  # fmt: skip
    verb.add_argument("--gentle", action="store_true", help="slowly, beside a hall that presses")


def add_restore(verb: argparse.ArgumentParser) -> None:
    """The options of `signage restore`."""
    verb.add_argument("file", type=Path, metavar="FILE", help="the backup")
    verb.add_argument(
        "--after", nargs="+", action="extend", type=_printed, default=[], metavar="B=123",
        help="the last number that was printed, by prefix; of all others 100 to 200 are left out",
    )  # fmt: skip
    verb.add_argument(
        "--nothing-printed", action="store_true", help="no number was given since the backup"
    )
    verb.add_argument(
        "--force", action="store_true", help="move aside and keep what the folder holds now"
    )
    verb.add_argument(
        "--without-media", action="store_true",
        help="go on where media beside the backup are missing or damaged",
    )  # fmt: skip
    verb.add_argument(
        "--replace-config", action="store_true", help="also put back config.toml; the old is kept"
    )


def _printed(text: str) -> tuple[str, int]:
    found = _AFTER.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r}: write it as prefix=number, such as B=123")
    return found[1], int(found[2])


def add_verify(verb: argparse.ArgumentParser) -> None:
    """The options of `signage verify`."""
    verb.add_argument(
        "--backup", type=Path, metavar="FILE", help="check this backup instead, with its media"
    )


def verify_backup(options: Options) -> Told:
    """Read a whole backup, and the media beside it that it names."""
    manifest = verify(options.backup)
    text = (
        f"{options.backup} is whole: {len(manifest.files) + len(manifest.shared)} files, "
        f"{megabytes(manifest.size)}, to event {manifest.seq} of {manifest.day}."
    )
    return Told({"file": str(options.backup), "whole": True, **_value(manifest)}, text)


def backup(options: Options, config: Callable[[], Config], file: Path) -> Told:
    """Make a backup beside the running hall."""
    if options.gentle:
        with suppress(OSError):
            os.nice(GENTLE)
    to, named = _place(options, config)
    order = Order(
        data=options.data,
        config=file,
        to=to,
        named=named,
        served=(assets.folder("static"),),
        share=options.share_media and not named,
        pause=rest if options.gentle else go_on,
    )
    made = make(order)
    value = {
        "file": str(made.file),
        "bytes": made.bytes,
        "renewed": [*made.renewed],
        "damaged": [*made.damaged],
        **_value(made.manifest),
    }
    return Told(value, _written(made))


def _place(options: Options, config: Callable[[], Config]) -> tuple[Path, bool]:
    """(where to, whether that is the file itself)."""
    if options.into is not None:
        return options.into, False
    if options.out is not None:
        out: Path = options.out
        return out, not out.is_dir()
    folder = ""
    with suppress(ConfigError):  # a file that is wrong just now is backed up all the same
        folder = config().backup.folder
    data: Path = options.data
    if folder:
        return Path(folder), False
    if (data / JOURNAL).exists():
        (data / FOLDER).mkdir(mode=0o700, exist_ok=True)
    return data / FOLDER, False


def bring_back(options: Options, file: Path) -> Told:
    """Restore a backup."""
    done = restore(
        Wish(
            file=options.file,
            data=options.data,
            config=file,
            after=dict(options.after),
            nothing_printed=options.nothing_printed,
            force=options.force,
            without_media=options.without_media,
            replace_config=options.replace_config,
        )
    )
    value = {
        "data": str(options.data),
        **_value(done.manifest),
        "epoch": done.begun.epoch,
        "seq": done.begun.seq,
        "day": done.begun.day,
        "numbers": dict(done.begun.numbers),
        "lost": [*done.lost],
        "aside": _named(done.aside),
        "config": _named(done.config),
        "old_config": _named(done.old_config),
    }
    return Told(value, _brought(done, options.data, file))


def _value(manifest: Manifest) -> dict[str, Any]:
    return {
        "made": manifest.made,
        "mall": manifest.mall,
        "release": manifest.product,
        "epoch": manifest.epoch,
        "seq": manifest.seq,
        "day": manifest.day,
        "files": [{"name": entry.name, "bytes": entry.bytes} for entry in manifest.files],
        "shared": [{"name": entry.name, "bytes": entry.bytes} for entry in manifest.shared],
    }


def _named(path: Path | None) -> str | None:
    return str(path) if path is not None else None


def _written(made: Backup) -> str:
    manifest = made.manifest
    lines = [
        f"{made.file} is written and checked: {megabytes(made.bytes)}.",
        f"It holds {megabytes(manifest.size)} in {len(manifest.files) + len(manifest.shared)} "
        "files:",
        *(f"  {megabytes(size):>12}  {name}" for name, size in _parts(manifest).items()),
        f"The journal goes to event {manifest.seq}, business day {manifest.day}.",
        *_media(made),
        "It holds the hall's secrets: whoever has the file can press and call. Lock it away.",
    ]
    if not made.private:
        lines.append(
            "The disk that it is on keeps no rights of files: everybody there can read it."
        )
    return "\n".join(lines)


def _media(made: Backup) -> list[str]:
    lines = []
    if made.manifest.shared:
        lines.append(
            f"Its media lie in {made.file.parent / 'media'}, once for all backups of this folder: "
            "the file alone does not hold them. signage backup --out FILE makes one that does."
        )
    for name in made.renewed:
        lines.append(f"{name} beside the backups was damaged, and is whole again.")
    for name in made.damaged:
        lines.append(f"{name} of the hall is damaged, and in no backup: upload it anew.")
    return lines


def _parts(manifest: Manifest) -> dict[str, int]:
    """Bytes by what a person looks for: files at the top, folders as one."""
    parts = dict[str, int]()
    for entry in (*manifest.files, *manifest.shared):
        top, slash, _ = entry.name.removeprefix(HALL).partition("/")
        parts[top + slash] = parts.get(top + slash, 0) + entry.bytes
    return parts


def _brought(done: Restored, data: Path, file: Path) -> str:
    lines = [
        f"The backup of {done.manifest.made} is back in {data}: {done.manifest.seq} events, "
        f"checked. The journal goes on as epoch {done.begun.epoch}.",
        *_numbers(done.begun.numbers),
    ]
    if done.lost:
        lines.append(
            f"{len(done.lost)} media were missing or damaged beside the backup: the log of the "
            "next start names them; upload them anew."
        )
    if done.aside is not None:
        lines.append(f"What was in the folder is kept in {done.aside}.")
    if done.old_config is not None:
        lines.append(f"{done.config} is the backup's; the one before is {done.old_config}.")
    elif done.config is not None and done.config != file:
        lines.append(
            f"{file} stays as it is, and differs from the backup's, which is {done.config}: "
            "compare them, or restore with --replace-config."
        )
    lines.append(f"Start the hall: signage serve --config {file} --data {data}")
    return "\n".join(lines)


def _numbers(numbers: Mapping[str, str]) -> list[str]:
    if not numbers:
        return ["No business day is open; the next one begins with new numbers."]
    return ["The next numbers are: " + ", ".join(f"{number}" for number in numbers.values()) + "."]
