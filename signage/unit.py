"""The text of a systemd unit for this checkout and user, with all shut that the hall needs not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOWEST_FREE_PORT: Final = 1024
# Not MemoryDenyWriteExecute: libsndfile calls back into Python, which makes code for that at run
# time, and the voice would be dumb. `capset` for the same: setpriv, which ties a voice's process to
# the server, calls it and gives up without; it gains nothing where there are no capabilities. Not
# ProcSubset=pid: the boot's id tells old calls from new.
SHUT: Final = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateMounts=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
KeyringMode=private
LockPersonality=yes
RemoveIPC=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallFilter=capset fchown
UMask=0077
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What the unit has to know: who runs it, what, on which files. `writable` are the folders
    that it may write to, beside the data folder and that of `config.toml`."""

    user: str
    uid: int
    python: Path
    checkout: Path
    config: Path
    data: Path
    host: str
    port: int
    writable: tuple[Path, ...] = ()


def text_of(unit: Unit) -> str:
    """The unit."""
    low = unit.port < LOWEST_FREE_PORT
    power = "CAP_NET_BIND_SERVICE" if low else ""
    serve = [
        *(unit.python, "-m", "signage", "serve", "--config", unit.config, "--data", unit.data),
        *("--host", unit.host, "--port", unit.port),
    ]
    folders = dict.fromkeys((unit.data, unit.config.parent, *unit.writable))
    return f"""\
# Made by: signage service show. It is for this machine, this checkout and this user.
[Unit]
Description=The voice and the screens of a public service hall
Documentation=file:{_plain(unit.checkout / "docs" / "operating.md")}
# No network is waited for: the hall works without one.
After=network.target sound.target time-sync.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
User={unit.user}
# Sound cards, and ticket printers on USB.
SupplementaryGroups=audio lp
WorkingDirectory={_plain(unit.checkout)}
Environment=PYTHONUNBUFFERED=1 XDG_RUNTIME_DIR=/run/user/{unit.uid}
ExecStart={_command(serve)}
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=1
TimeoutStartSec=300
TimeoutStopSec=10
# Without a word for so long the server hangs, or its disk, and is started anew.
WatchdogSec=60

LimitNOFILE=65536
TasksMax=512
MemoryHigh=1536M
MemoryMax=2560M
OOMPolicy=continue
OOMScoreAdjust=-500

# All that it may write.
ReadWritePaths={" ".join(f"-{_quoted(folder)}" for folder in folders)}
CapabilityBoundingSet={power}
AmbientCapabilities={power}
DevicePolicy=closed
DeviceAllow=char-alsa rw
DeviceAllow=char-usb rw
DeviceAllow=char-lp rw
{SHUT}
[Install]
WantedBy=multi-user.target
"""


def _command(words: Iterable[object]) -> str:
    return " ".join(_quoted(word) for word in words)


def _quoted(word: object) -> str:
    """A word as systemd reads it: `%`, `$`, quotes and spaces mean themselves."""
    told = _plain(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{told}"' if any(c in told for c in " \t\\\"';") else told


def _plain(word: object) -> str:
    return str(word).replace("%", "%%")
