"""Files of the machine that a page may not name: who edits in a browser has no shell there."""

from __future__ import annotations

import re
from typing import Any, Final

from signage.config.differing import Tables, differences, table_of

PRINTING: Final = re.compile(
    r"/dev/(?:usb/lp|lp|ttyUSB|ttyACM|ttyS|serial/by-id/|serial/by-path/)[A-Za-z0-9_:+.-]*"
)
"""Where a printer is a device. Anywhere else a paper would be written into somebody's file."""


def by_hand(before: Tables, after: Tables) -> tuple[str, ...]:
    """The printers that would newly write into a file which is no printer's device."""
    changed = (one for one in differences(before, after) if one.section == "printers")
    return tuple(
        one.id
        for one in changed
        if one.id is not None and _writes(table_of(after, one)) and not _kept(before, after, one.id)
    )


def _writes(printer: Any) -> bool:
    if not isinstance(printer, dict) or printer.get("kind") != "file":
        return False
    address = str(printer.get("address", "")).strip()
    return PRINTING.fullmatch(address) is None or ".." in address


def _kept(before: Tables, after: Tables, id: str) -> bool:
    """Whether it writes there already: then a technician has chosen the file."""
    return _address(before, id) == _address(after, id)


def _address(read: Tables, id: str) -> tuple[Any, Any] | None:
    found = (one for one in read.get("printers", ()) if one.get("id") == id)
    return next(((one.get("kind"), one.get("address")) for one in found), None)
