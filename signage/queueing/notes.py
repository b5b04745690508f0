"""Notes on a visit: one plain line, for the next officer. No names of people belong in them."""

from __future__ import annotations

from unicodedata import category

from signage.errors import Malformed

LONGEST = 80
"""Characters of a note."""
_DUMB = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def note(text: str) -> str:
    """The text as one plain line; empty is no note. Raises Malformed when it is too long."""
    heard = (char for char in text if char.isspace() or category(char) not in _DUMB)
    line = " ".join("".join(heard).split())
    if len(line) > LONGEST:
        raise Malformed("text_too_long", limit=LONGEST)
    return line
