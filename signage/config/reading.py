"""From what tomllib gives to the tables of the file: unknown keys, missing keys, wrong types."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

import msgspec

from signage.config.faults import Faults, listed, nearest
from signage.config.lines import Path
from signage.config.tables import Table, Tables, hints, item_of

_KINDS = {
    "int": "a whole number",
    "float": "a number with a point",
    "str": 'a text in "quotes"',
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "a table in { }",
    "null": "nothing",
    "date": "a date",
    "datetime": "a date and time",
    "time": "a time",
}
_WRONG_TYPE = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_OUT_OF_RANGE = re.compile(r"Expected `(?:int|float)` (<=|>=) (-?\d+)")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"contains unknown field `([^`]+)`")
_PLACE = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[(\d+)\]")


def read(raw: dict[str, Any], faults: Faults) -> Tables:
    """The tables, or a ConfigError that names what does not fit."""
    _known((), raw, Tables, faults)
    for section, hint in hints(Tables).items():
        table = item_of(hint)
        if table is not None and section in raw:
            _section(section, raw[section], table, get_origin(hint) is tuple, faults)
    if "mall" not in raw:
        faults.add(("mall",), "this section is missing; add [mall] with id, name and time_zone.")
    faults.check()
    return msgspec.convert(raw, Tables)


def _section(name: str, raw: Any, table: type[Table], many: bool, faults: Faults) -> None:
    if not many:
        _table((name,), raw, table, f"[{name}]", faults)
    elif not isinstance(raw, list):
        faults.add((name,), f"this is a list of tables; write [[{name}]] above each.")
    else:
        for index, piece in enumerate(raw):
            _table((name, index), piece, table, f"[[{name}]]", faults)


def _table(path: Path, raw: Any, table: type[Table], header: str, faults: Faults) -> None:
    """At most one fault a table beside its unknown keys: the first often causes the next."""
    if not isinstance(raw, dict):
        faults.add(path, f"this is a table; write {header} above its keys.")
        return
    if not _known(path, raw, table, faults):
        return
    try:
        msgspec.convert(raw, table)
    except msgspec.ValidationError as error:
        _explain(path, raw, table, str(error), faults)


def _known(path: Path, raw: dict[str, Any], table: type[Table], faults: Faults) -> bool:
    known = hints(table)
    unknown = [key for key in raw if key not in known]
    for key in unknown:
        faults.add((*path, key), f"there is no such key here; {nearest(key, known)}")
    return not unknown


def _explain(
    path: Path, raw: dict[str, Any], table: type[Table], error: str, faults: Faults
) -> None:
    place = _PLACE.search(error)
    steps = _STEP.findall(place.group(1)) if place else []
    here: Path = (*path, *(name or int(index) for name, index in steps))
    if missing := _MISSING.search(error):
        faults.add((*here, missing[1]), f"this key is missing; add {missing[1]} = …")
    elif unknown := _UNKNOWN.search(error):
        faults.add((*here, unknown[1]), f"there is no such key here; use {_inner(here)}.")
    elif span := _OUT_OF_RANGE.search(error):
        word = "at most" if span[1] == "<=" else "at least"
        faults.add(here, f"this must be {word} {span[2]}.")
    elif wrong := _WRONG_TYPE.search(error):
        wanted = " or ".join(_KINDS.get(kind, kind) for kind in wrong[1].split(" | "))
        faults.add(here, f"this must be {wanted}, and is {_KINDS.get(wrong[2], wrong[2])}.")
    else:
        written: Any = raw
        for step in here[len(path) :]:
            written = written[step]
        keys = [str(step) for step in here[len(path) :] if isinstance(step, str)]
        faults.add(here, f"“{written}” is no choice here; use {_choices(table, keys)}.")


def _inner(path: Path) -> str:
    """The keys of the table at a path inside a section."""
    if path[0] == "playlists" and len(path) == 4:
        return "media, notice, slide, agency, seconds, fit and sound"
    return "date and name" if path[:2] == ("calendar", "add") and len(path) == 3 else "id and en"


def _choices(table: type[Table], keys: list[str]) -> str:
    hint = hints(table).get(keys[0])
    for key in keys[1:]:
        inner = item_of(hint)
        hint = hints(inner).get(key) if inner else hint
    choices = _literals(hint)
    return listed(choices) if choices else "what the documents name"


def _literals(hint: Any) -> tuple[str, ...]:
    """The words of the first Literal in a type."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for part in get_args(hint) if (found := _literals(part))), ())
