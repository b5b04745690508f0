"""The printers that `config.toml` names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signage.queueing.hall import Text

PrinterKind = Literal["network", "usb", "file", "browser"]
PaperWidth = Literal[58, 80]


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A black-and-white picture: rows of whole bytes, the first pixel highest, 1 is black."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSettings:
    """One printer. `zones` are those whose kiosks print on it; empty means all of them.

    `logo` is a file's name beside `config.toml`, `picture` what was read of it.
    """

    id: str
    name: Text
    kind: PrinterKind
    zones: tuple[str, ...] = ()
    address: str = ""
    paper: PaperWidth = 80
    profile: str = "default"
    code_page: str = "CP437"
    logo: str = ""
    picture: Bitmap | None = None
    cut: bool = True
    copies: int = 1
    footer: Text | None = None

    def serves(self, zone: str) -> bool:
        """Whether the kiosks of a zone print on it."""
        return not self.zones or zone in self.zones
