"""The secret of a ticket's page, made from ticket and key: no feed and no journal holds it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from signage.errors import RegistryTrouble
from signage.queueing.model import Ticket
from signage.whole import write_whole

KEY_BYTES = 32
TOKEN_BYTES = 16


class TicketTokens:
    """128-bit tokens: without the key nobody can tell one from noise."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, ticket: Ticket) -> str:
        """The token of a ticket: 22 letters that fit a URL.

        The id is a place in the journal, which no later day has again. The date is not in it: a
        clock that is put right in the middle of a day must not end the links in people's hands.
        """
        named = f"ticket/{ticket.id}/{ticket.issued}/{ticket.number}".encode()
        digest = hmac.new(self._key, named, hashlib.sha256).digest()[:TOKEN_BYTES]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def open_key(folder: Path) -> bytes:
    """The key of this data folder, made at the first start, for its owner only."""
    path = folder / "ticket.key"
    try:
        if not path.exists():
            write_whole(path, secrets.token_bytes(KEY_BYTES))
        key = path.read_bytes()
    except OSError as error:
        raise RegistryTrouble(f"{path} can't be used ({error.strerror})") from error
    if len(key) != KEY_BYTES:  # with less of a key anybody could make a ticket's token
        raise RegistryTrouble(
            f"{path} is damaged; put its backup there, or move it away: today's ticket links end"
        )
    return key


def open_tokens(folder: Path) -> TicketTokens:
    """The tokens of this data folder. Raises RegistryTrouble."""
    return TicketTokens(open_key(folder))
