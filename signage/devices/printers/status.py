"""What an ESC/POS printer says of itself. Pure: bytes to a state."""

from __future__ import annotations

from typing import Final

from signage.queueing.shapes import PrinterState

ASK_PRINTER: Final = b"\x10\x04\x01"
"""DLE EOT 1, answered at once, even offline: the printer's own status."""
ASK_CAUSE: Final = b"\x10\x04\x02"
"""DLE EOT 2: why it is offline."""
ASK_PAPER: Final = b"\x10\x04\x04"
"""DLE EOT 4: the roll."""
ASK_DONE: Final = b"\x1dr\x01"
"""GS r 1, answered in its turn: when the answer comes, all that was sent before it is printed."""

_OFFLINE, _COVER, _PAPER_STOP, _ERROR, _ROLL_END = 0x08, 0x04, 0x20, 0x40, 0x60


def is_prompt(byte: int) -> bool:
    """Whether a byte answers one of DLE EOT: bits 1 and 4 are set, 0 and 7 are not."""
    return byte & 0x93 == 0x12


def is_done(byte: int) -> bool:
    """Whether a byte answers GS r: bits 4 and 7 are not set."""
    return byte & 0x90 == 0


def state_of(printer: int, cause: int | None, paper: int | None) -> PrinterState:
    """The state that the answers mean; None for one that was not given."""
    if cause is not None and cause & _COVER:
        return "cover_open"
    if (paper is not None and paper & _ROLL_END) or (cause is not None and cause & _PAPER_STOP):
        return "paper_out"
    if printer & _OFFLINE or (cause is not None and cause & _ERROR):
        return "offline"
    return "ready"
