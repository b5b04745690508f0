"""Who keeps the hall's certificate, whether its files are good, and what `signage trust` tells."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from signage.config import Config
from signage.errors import ConfigError, SignageError, TlsTrouble
from signage.tls.authority import ROOT, read_root
from signage.tls.keeper import FOLDER, FileKeeper, Keeper, OwnKeeper
from signage.tls.names import names_of
from signage.tls.pairs import SOON_DAYS, read_pair
from signage.verbs import Options, Told


def keeper_of(
    config: Config, file: Path, data: Path, now: Callable[[], float] = time.time
) -> Keeper | None:
    """Who looks after the certificate, by this file; nobody when nothing is encrypted."""
    told = config.machine.tls
    if told.mode == "off":
        return None
    if told.mode == "files":
        return FileKeeper(*_paths(config, file), now)
    written = config.machine.hosts
    return OwnKeeper(
        data / FOLDER,
        config.hall.mall.name.id,
        lambda: names_of(socket.gethostname(), (*told.names, *written)),
        now,
    )


def faults(config: Config, file: Path, now: Callable[[], float] = time.time) -> list[str]:
    """Warnings for the certificate that the file names. Raises ConfigError when it is no good."""
    if config.machine.tls.mode != "files":
        return []
    today = datetime.fromtimestamp(now(), UTC)
    try:
        pair = read_pair(*_paths(config, file))
        if fault := pair.fault(today):
            raise TlsTrouble(fault)
    except TlsTrouble as trouble:
        raise ConfigError(str(trouble), file=str(file), key="tls.certificate") from trouble
    left = pair.days_left(today)
    return [f"the certificate ends in {left} days; get a new one"] if left <= SOON_DAYS else []


def run(options: Options, config: Callable[[], Config]) -> Told:
    """What `signage trust` says: how a device comes to trust this hall. Raises SignageError."""
    told = config().machine.tls
    if told.mode == "off":
        text = 'Nothing is encrypted: [tls] of the file has mode = "off".'
        return Told({"mode": "off"}, text)
    if told.mode == "files":
        return Told({"mode": "files"}, "The certificate is your own; devices need nothing.")
    folder: Path = options.data / FOLDER
    if not (folder / ROOT).exists():
        raise SignageError(f"there is no root in {folder} yet; start the hall once: signage serve")
    root = read_root(folder)
    value: dict[str, Any] = {
        "mode": "own",
        "root": str(folder / ROOT),
        "fingerprint": root,
        "port": told.port,
    }
    lines = [
        "Open http://<this machine>:<port>/trust on a device; it says what to do there.",
        "Compare this fingerprint (SHA-256) before you install the root:",
        *split(root),
    ]
    return Told(value, "\n".join(lines))


def split(fingerprint: str) -> tuple[str, str]:
    """A fingerprint on two lines of sixteen bytes, for eyes that compare."""
    return fingerprint[:47], fingerprint[48:]


def _paths(config: Config, file: Path) -> tuple[Path, Path]:
    """The two files; a relative path is seen from the folder of the mall's file."""
    told = config.machine.tls
    return file.parent / told.certificate, file.parent / told.key
