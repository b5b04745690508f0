"""What `signage service` does: show the systemd unit of this checkout, or install it."""

from __future__ import annotations

import argparse
import getpass
import os
import pwd
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from signage import assets
from signage.config import Config
from signage.errors import ConfigError, SignageError
from signage.unit import Unit, text_of
from signage.verbs import Options, Told, actions_of
from signage.whole import write_whole

PLACE: Final = Path("/etc/systemd/system/signage.service")
NAME: Final = "signage.service"
Run = Callable[[Sequence[str]], str]


def add_actions(service: argparse.ArgumentParser) -> None:
    """The actions of `signage service`."""
    action = actions_of(service, required=True)
    for name, text in (
        ("show", "Print the systemd unit that runs this checkout's hall."),
        ("install", "Write that unit, and have the hall start with the machine; needs root."),
    ):
        made = action(name, text)
        made.add_argument("--user", help="who runs the hall; default: whoever asks")
        made.add_argument("--host", default="0.0.0.0", help="default: every address")  # noqa: S104
        made.add_argument("--port", type=int, default=8000, help="default: 8000")


def run(options: Options, config: Callable[[], Config], file: Path) -> Told:
    """One action of `signage service`."""
    unit = _unit(options, config, file)
    text = text_of(unit)
    if options.action == "show":
        return Told({"unit": text}, text.rstrip("\n"))
    return install(text, unit, PLACE, _run)


def install(text: str, unit: Unit, place: Path, run: Run) -> Told:
    """Write the unit, and have systemd start it now and with the machine. Raises SignageError."""
    if unit.uid == 0:
        raise SignageError(
            "the hall does not run as root; name its user with --user, or make one: "
            "useradd --system --home-dir /nonexistent --groups audio,lp signage"
        )
    try:
        write_whole(place, text.encode(), 0o644)
        if not unit.data.exists():  # the server itself may not make it where all else is shut
            unit.data.mkdir(mode=0o700, parents=True)
            os.chown(unit.data, unit.uid, -1)
    except OSError as error:
        what = error.filename or place
        raise SignageError(
            f"{what} can't be written ({error.strerror}); run this as root, with sudo"
        ) from error
    for words in (("daemon-reload",), ("enable", "--now", NAME)):
        if problem := run(("systemctl", *words)):
            raise SignageError(
                f"{place} is written, and systemctl {' '.join(words)} failed: {problem}"
            )
    told = f"{place} is written; the hall runs, and starts with the machine.\n"
    return Told({"unit": str(place)}, told + f"How it is: systemctl status {NAME}")


def _unit(options: Options, config: Callable[[], Config], file: Path) -> Unit:
    name = options.user or os.environ.get("SUDO_USER") or getpass.getuser()
    try:
        uid = pwd.getpwnam(name).pw_uid
    except KeyError as error:
        raise SignageError(
            f"there is no user {name}; make one: "
            f"useradd --system --home-dir /nonexistent --groups audio,lp {name}"
        ) from error
    try:
        read = config()
        folders = (read.backup.folder, read.reports.folder)
    except ConfigError:
        folders = ("", "")  # it is said at the start
    return Unit(
        user=name, uid=uid, python=Path(sys.executable), checkout=assets.sample_config().parent,
        config=file.resolve(), data=options.data.resolve(), host=options.host, port=options.port,
        writable=tuple(Path(folder) for folder in dict.fromkeys(folders) if folder),
    )  # fmt: skip


def _run(words: Sequence[str]) -> str:
    """What went wrong, in one line; empty when nothing did."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        return str(error)
    return (done.stderr.strip().splitlines() or ["no reason given"])[-1] if done.returncode else ""
