"""What the parser of TOML could not read, in our words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from signage.errors import ConfigError

_PLACE: Final = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_WORDS: Final[Mapping[str, str]] = {
    "Expected newline or end of document": "there is something behind the value; begin a new line",
    "Invalid statement": "this line is no key, table or remark",
    "Invalid initial character": "a key is missing",
    "Expected '=' after a key": "the = behind the key is missing",
    "Expected ']]'": "the ]] behind the name is missing",
    "Expected ']'": "the ] behind the name is missing",
    "Unclosed array": "the ] of a list is missing",
    "Unclosed inline table": "the } of a table is missing",
    "Invalid value": 'the value can\'t be read; a text stands in "quotes"',
    "Cannot overwrite a value": "this key stands here twice",
    "Cannot declare": "this table stands here twice",
    "Cannot mutate immutable": "this table is closed already",
    "Cannot redefine": "this table is closed already",
    "Duplicate inline table key": "this key stands here twice",
    "Unterminated string": 'the closing " of a text is missing',
    "Unescaped": "a \\ in a text is written \\\\",
    "Invalid hex value": "a \\u has 4 hexadecimal digits behind it",
    "Escaped character": "a \\u names no sign",
    "Illegal character": "there is a control character or a line break in a text",
    "Found invalid character": "there is a control character",
    "Invalid date or datetime": "there is no such date or time",
    "Expected ": "a sign is missing",
}
"""By how the parser's sentence begins; the first that fits."""


def parsed(text: str, file: str) -> dict[str, Any]:
    """The tables of a text. Raises ConfigError with the line and the column."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise broken(str(error), text, file) from error


def broken(error: str, text: str, file: str = "") -> ConfigError:
    """The error for what the parser said of a text."""
    told = _PLACE.fullmatch(error)
    what, line, column = told.groups() if told else (error, None, None)
    where = f" at column {column}" if column else " at the end of the file"
    said = next((ours for theirs, ours in _WORDS.items() if what.startswith(theirs)), None)
    return ConfigError(
        f"{said or 'this can not be read'}{where}; a line reads key = value, with texts in "
        '"quotes" and lists in [ ].',
        file=file,
        line=int(line) if line else text.count("\n") + 1,
    )
