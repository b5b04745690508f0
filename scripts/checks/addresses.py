"""Addresses of other hosts: no page, script or style names one; the hall has no internet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Names of XML vocabularies are never fetched.
FOREIGN: Final = re.compile(
    r"(?:https?|wss?|ftp):/{2}(?!www\.w3\.org/)(?=[\w\[])[^\s\"'`)<>]*", re.IGNORECASE
)


def foreign(text: str) -> Iterator[tuple[int, str]]:
    """The line and the address of each."""
    for match in FOREIGN.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match.group()


def leads_away(address: str) -> bool:
    """Whether a link's or a style's address leaves this server."""
    return address.strip().startswith("//") or FOREIGN.match(address.strip()) is not None
