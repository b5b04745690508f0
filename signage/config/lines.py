"""On which line of a TOML text each key and list item stands; tomllib keeps no lines.

Takes only text that tomllib has accepted, and so judges nothing itself.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Keys, and the indexes of list items: `("zones", 2, "hears", 0)`."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]+")


def lines(text: str) -> Mapping[Path, int]:
    """Line numbers, from 1, of every table, key and list item of a valid TOML text."""
    reader = _Reader(text)
    reader.document()
    return reader.found


def line_of(found: Mapping[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest thing around it; 0 when there is none."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 0)


class _Reader:
    """One pass over the text."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._items: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        while self._skip() < len(self._text):
            if self._took("[["):
                table = self._next_item(self._key())
                self._close("]]")
            elif self._took("["):
                table = self._mark((), self._resolve(self._key()))
                self._close("]")
            else:
                self._pair(table)

    def _next_item(self, key: Path) -> Path:
        """Where the next `[[table]]` goes: its list, and its index in it."""
        name = (*self._resolve(key[:-1]), key[-1])
        index = self._items.get(name, 0)
        self._items[name] = index + 1
        return self._mark((), (*name, index))

    def _resolve(self, key: Path) -> Path:
        """The path that a header means: inside lists of tables, the latest item."""
        path: Path = ()
        for part in key:
            path = (*path, part)
            if path in self._items:
                path = (*path, self._items[path] - 1)
        return path

    def _mark(self, around: Path, path: Path) -> Path:
        line = bisect_left(self._breaks, self._at) + 1
        for length in range(len(around) + 1, len(path) + 1):
            self.found.setdefault(path[:length], line)
        return path

    def _pair(self, table: Path) -> None:
        path = self._mark(table, (*table, *self._key()))
        self._skip()
        self._took("=")
        self._skip()
        self._value(path)

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip()
            parts.append(self._key_part())
            after = self._at
            self._skip()
            if not self._took("."):
                self._at = after
                return tuple(parts)

    def _key_part(self) -> str:
        quoted = _STRING.match(self._text, self._at)
        if quoted is None:
            return self._read(_BARE)
        self._at = quoted.end()
        return str(tomllib.loads(f"key = {quoted.group()}")["key"])

    def _value(self, path: Path) -> None:
        if self._took("["):
            self._list(path)
        elif self._took("{"):
            self._table(path)
        elif _STRING.match(self._text, self._at):
            self._read(_STRING)
        else:
            self._read(_SCALAR)

    def _list(self, path: Path) -> None:
        index = 0
        self._skip()
        while not self._took("]"):
            self._value(self._mark(path, (*path, index)))
            index += 1
            self._skip()
            self._took(",")
            self._skip()

    def _table(self, path: Path) -> None:
        self._skip()
        while not self._took("}"):
            self._pair(path)
            self._skip()
            self._took(",")
            self._skip()

    def _close(self, sign: str) -> None:
        self._skip()
        self._took(sign)

    def _skip(self) -> int:
        self._read(_BLANK)
        return self._at

    def _took(self, sign: str) -> bool:
        taken = self._text.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken

    def _read(self, what: re.Pattern[str]) -> str:
        match = what.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not valid TOML at character {self._at}")
        self._at = match.end()
        return match.group()
