"""What a code page lacks, said with letters that it has; and lines broken at words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

LACKING: Final = "?"
_INSTEAD: Final = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("‘’‚ʼ`´", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("•·‣●", "*"),
    "…": "...", "×": "x", "÷": "/", "→": "->", "←": "<-", "≤": "<=", "≥": ">=",
    "€": "EUR", "©": "(c)", "®": "(R)", "™": "(TM)", "№": "No.", "ß": "ss",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "ł": "l",
}  # fmt: skip


def readable(text: str, has: Callable[[str], bool]) -> str:
    """The text in characters that the printer has; no control character ever gets through.

    A letter loses its accent before it is lost itself; of what has no likeness a “?” is left.
    """
    return "".join(_readable(unicodedata.normalize("NFC", text), has))


def _readable(text: str, has: Callable[[str], bool]) -> Iterator[str]:
    for char in text:
        kind = unicodedata.category(char)
        if kind in ("Zs", "Zl", "Zp") or char in "\t\n":
            yield " "
        elif kind in ("Cc", "Cf", "Cs", "Mn", "Me"):
            continue
        elif has(char):
            yield char
        else:
            yield _likeness(char)


def _likeness(char: str) -> str:
    if char in _INSTEAD:
        return _INSTEAD[char]
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return plain or LACKING


def broken(text: str, columns: int, lines: int) -> tuple[str, ...]:
    """The text in lines of at most so many characters; the last one ends in “...” when cut."""
    made = [""]
    for word in text.split():
        joined = f"{made[-1]} {word}".strip()
        if len(joined) <= columns:
            made[-1] = joined
            continue
        rest = word if made[-1] == "" else _opened(made, word)
        while len(rest) > columns:
            made[-1], rest = rest[:columns], rest[columns:]
            made.append("")
        made[-1] = rest
    if len(made) > lines:
        made = made[:lines]
        made[-1] = made[-1][: columns - 3].rstrip() + "..."
    return tuple(line for line in made if line)


def _opened(lines: list[str], word: str) -> str:
    lines.append("")
    return word
