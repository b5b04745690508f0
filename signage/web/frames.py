"""The few WebSocket frames that a lean socket reads and writes itself (RFC 6455, section 5)."""

from __future__ import annotations

from typing import Final

from websockets.frames import Close, Opcode
from websockets.utils import apply_mask

PING: Final = b"\x89\x00"
# The first message is short; a longer one is for a full protocol.
_SHORT: Final = 4096


def short_frame(data: bytes) -> tuple[int, bytes, int] | None:
    """Opcode, payload and length of the masked, whole, short text or pong at the head of `data`.

    Length 0: more bytes must come. None: it is something else, and for a full protocol.
    """
    if data[0] not in (0x80 | Opcode.TEXT, 0x80 | Opcode.PONG):
        return None
    opcode = data[0] & 0x0F
    if len(data) < 2:
        return opcode, b"", 0
    if not data[1] & 0x80:
        return None
    size, start = data[1] & 0x7F, 2
    if size == 126 and opcode == Opcode.TEXT:
        size, start = int.from_bytes(data[2:4], "big"), 4
    elif size > 125:
        return None
    if size > _SHORT:
        return None
    end = start + 4 + size
    if len(data) < end:
        return opcode, b"", 0
    return opcode, apply_mask(data[start + 4 : end], data[start : start + 4]), end


def close_frame(code: int, reason: str) -> bytes:
    """A close; its reason is cut to the 123 bytes that have room."""
    fitting = reason.encode()[:123].decode(errors="ignore")
    payload = Close(code, fitting).serialize()
    return bytes((0x80 | Opcode.CLOSE, len(payload))) + payload


def ends_with_close(data: bytes) -> bool:
    """Whether the last thing that a client sent looks like its close frame."""
    last = len(data) - 6
    return any(
        data[last - size] == 0x80 | Opcode.CLOSE and data[last - size + 1] == 0x80 | size
        for size in range(min(126, last + 1))
    )
