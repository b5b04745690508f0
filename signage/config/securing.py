"""[tls] and the proxies of [server]: how the server is reached, and by whom it is spoken for."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal

from signage.config.faults import Faults
from signage.config.tables import Tables

Mode = Literal["off", "own", "files"]
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsSettings:
    """`own`: by an authority that the server makes; `files`: `certificate` and `key`, as the file
    names them. `names` go into an own certificate, beside those that the server finds."""

    mode: Mode = "off"
    port: int = 8443
    certificate: str = ""
    key: str = ""
    names: tuple[str, ...] = ()


def tls(tables: Tables, faults: Faults) -> TlsSettings:
    """How connections are encrypted."""
    told = tables.tls
    for name in ("certificate", "key"):
        written = getattr(told, name)
        if told.mode == "files" and not written:
            faults.add(("tls", name), f'mode = "files" needs the {name}: the path of a PEM file.')
        if told.mode != "files" and written:
            faults.add(("tls", name), 'a file is used with mode = "files" only; write that too.')
    for index, name in enumerate(told.names):
        if not _NAME.fullmatch(name) and not _is_address(name):
            faults.add(
                ("tls", "names", index),
                f"“{name}” is no name of a server; write it like antrian.example.go.id or "
                "192.168.1.10, without https:// and port.",
            )
    return TlsSettings(
        mode=told.mode,
        port=told.port,
        certificate=told.certificate,
        key=told.key,
        names=told.names,
    )


def proxies(tables: Tables, faults: Faults) -> tuple[str, ...]:
    """The addresses whose word on a visitor's address is taken, as networks."""
    made = []
    for index, written in enumerate(tables.server.proxies):
        try:
            made.append(str(ipaddress.ip_network(written)))
        except ValueError:
            faults.add(
                ("server", "proxies", index),
                f"“{written}” is no address; write it like 127.0.0.1 or 10.0.0.0/24.",
            )
    return tuple(made)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
