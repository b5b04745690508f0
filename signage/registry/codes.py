"""The codes of bookings: made from a booking and a key, so that the table holds none."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misread or misheard."""
LENGTH: Final = 8
SHOWN_IN: Final = 4
_MISREAD: Final = str.maketrans("ILO", "110", " -–\t")


class BookingCodes:
    """Codes of 40 bits. `key` is the data folder's, of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def code(self, id: int, made: int, attempt: int = 0) -> str:
        """The code of a booking: its row, and the Unix ms at which it was made."""
        named = f"booking/{id}/{made}/{attempt}".encode()
        bits = int.from_bytes(hmac.new(self._key, named, hashlib.sha256).digest()[:5], "big")
        return "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))


def tidy(code: str) -> str:
    """A code as it was typed or read, as it is kept: what is often misread is put right."""
    return code.upper().translate(_MISREAD)


def shown(code: str) -> str:
    """A code for people, one of ours in groups: `7F3K-9QXD`; another system's as it was typed."""
    if len(tidy(code)) != LENGTH:
        return code.strip().upper()
    code = tidy(code)
    return "-".join(code[i : i + SHOWN_IN] for i in range(0, len(code), SHOWN_IN))


def digest(code: str) -> bytes:
    """What is kept of a code."""
    return hashlib.sha256(tidy(code).encode()).digest()
