"""What only a look at the machine can tell of printers' settings: logos, profiles, code pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from signage.devices.printers.drawing import ProfileTrouble, escpos_bytes
from signage.devices.printers.pictures import LogoTrouble, logo
from signage.devices.printers.settings import Bitmap, PrinterSettings
from signage.errors import ConfigError


def with_pictures(printers: Iterable[PrinterSettings], file: Path) -> tuple[PrinterSettings, ...]:
    """The printers with their logos, which lie beside the file. Raises ConfigError."""
    return tuple(_whole(printer, file) for printer in printers)


def _whole(printer: PrinterSettings, file: Path) -> PrinterSettings:
    def wrong(key: str, problem: str) -> ConfigError:
        told = f"printer “{printer.id}”: {problem}"
        return ConfigError(told, file=str(file), key=f"printers.{key}")

    try:
        if printer.kind != "browser":
            escpos_bytes((), printer)
        picture = _logo(printer, file.parent) if printer.logo else None
    except ProfileTrouble as trouble:
        raise wrong(trouble.key, f"{trouble}.") from trouble
    except LogoTrouble as trouble:
        raise wrong("logo", f"“{printer.logo}” can't be printed: {trouble}") from trouble
    except OSError as trouble:
        raise wrong(
            "logo",
            f"“{printer.logo}” can't be read ({trouble.strerror}); put it beside {file.name}.",
        ) from trouble
    return replace(printer, picture=picture)


def _logo(printer: PrinterSettings, folder: Path) -> Bitmap:
    with (folder / printer.logo).open("rb") as opened:
        return logo(opened.read(2_000_001), printer.paper)
