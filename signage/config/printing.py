"""From the tables to printers: where each is reached, whose kiosks print on it."""

from __future__ import annotations

import re
from dataclasses import replace

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.tables import PrinterTable, Tables
from signage.config.words import ids, text
from signage.devices.printers.settings import PrinterSettings
from signage.queueing.hall import Text

PORT = 9100
"""Where network printers listen, when the address names no port."""

_HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?")
_USB = re.compile(r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}")
_LOGO = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,90}\.png", re.IGNORECASE)
_WAYS = {
    "network": "a network printer is reached at an address such as 192.168.1.50:9100.",
    "usb": "a USB printer is named by maker and model, such as 04b8:0e15 (see `lsusb`).",
    "file": "a file is named by its whole path, such as /dev/usb/lp0.",
    "browser": "a browser prints on the kiosk's own printer; take the address out.",
}


def printers(tables: Tables, faults: Faults) -> tuple[PrinterSettings, ...]:
    """The printers of these tables; what does not fit is noted. Logos are not read here."""
    ids("printers", tuple(table.id for table in tables.printers), faults)
    made: list[PrinterSettings] = []
    zones = [zone.id for zone in tables.zones]
    for index, table in enumerate(tables.printers):
        path: Path = ("printers", index)
        _zones(table, zones, path, faults)
        printer = _printer(table, path, faults)
        same = next((p for p in made if p.address and p.address == printer.address), None)
        if same is not None:
            faults.add(
                (*path, "address"),
                f"printer “{same.id}” is at this address already; name both zones in one printer.",
            )
        made.append(printer)
    return tuple(made)


def _printer(table: PrinterTable, path: Path, faults: Faults) -> PrinterSettings:
    name = Text(table.id, table.id) if table.name is None else text(table.name, path, faults)
    if table.logo and _LOGO.fullmatch(table.logo) is None:
        faults.add(
            (*path, "logo"),
            f"“{table.logo}” is no PNG beside this file; write a name such as logo.png.",
        )
    footer = None if table.footer is None else text(table.footer, (*path, "footer"), faults)
    made = PrinterSettings(
        id=table.id,
        name=name,
        kind=table.kind,
        zones=table.zones,
        paper=table.paper,
        profile=table.profile,
        code_page=table.code_page.upper(),
        logo=table.logo,
        cut=table.cut,
        copies=table.copies,
        footer=footer,
    )
    return replace(made, address=_address(table, path, faults))


def _zones(table: PrinterTable, known: list[str], path: Path, faults: Faults) -> None:
    for at, zone in enumerate(table.zones):
        if zone not in known:
            faults.add((*path, "zones", at), f"there is no zone “{zone}”; {nearest(zone, known)}")


def _address(table: PrinterTable, path: Path, faults: Faults) -> str:
    """The address in its one form, so that two printers at one place are found."""
    written = table.address.strip()
    found = ""
    match table.kind:
        case "network" if fits := _HOST.fullmatch(written):
            port = int(fits[2] or PORT)
            found = f"{fits[1].lower()}:{port}" if 0 < port < 65_536 else ""
        case "usb" if _USB.fullmatch(written):
            found = written.lower()
        case "file" if written.startswith("/") and written.isprintable():
            found = written
        case "browser" if not written:
            return ""
    if not found:
        faults.add((*path, "address"), f"“{table.address}” is no address here: {_WAYS[table.kind]}")
    return found
