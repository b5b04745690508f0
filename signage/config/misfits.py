"""What does not fit into a type, from the words of the library that found it, in ours.

The library names the first thing that is wrong, in English and by its own names of types. Here
that becomes a place and a sentence that says what is expected, with a pair in `indonesian`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import msgspec

from signage.config.faults import listed
from signage.config.indonesian import told
from signage.config.lines import Path
from signage.config.tables import hints
from signage.queueing.hall import Text

KINDS: Final[Mapping[str, str]] = {
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
IN_JSON: Final = {**KINDS, "str": "a text", "array": "a list", "object": "an object"}
"""The same for whoever writes JSON."""
ECHOED: Final = 60
"""Characters of what somebody wrote that a sentence repeats."""
ANY: Final = "..."
"""How the library writes a key that somebody chose."""
_LENGTH: Final = re.compile(r"Expected `(str|array|object)` of length (<=|>=)? ?(\d+)")
_RANGE: Final = re.compile(r"Expected `(?:int|float)` (<=|>=|<|>) (-?[\d.]+)")
_WRONG_TYPE: Final = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_MISSING: Final = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `([\s\S]+?)`(?: - at `|$)")
_CHOICE: Final = re.compile(r"Invalid enum value '?([\s\S]*?)'?(?: - at `|$)")
_PLACE: Final = re.compile(r" - at (?:`key` in )?`\$([^`]*)`$")
_STEP: Final = re.compile(r"\.([A-Za-z_]\w*)|\[(\d+)\]|\[(\.\.\.)\]")
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_UNFIT: Final = "this can't be read here."

Reason = Literal["missing", "unknown", "other"]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where something does not fit: keys and indexes of lists; why, and a sentence in English."""

    path: Path
    reason: Reason
    problem: str


def misfit(error: str, kind: Any, kinds: Mapping[str, str] = KINDS) -> Misfit:
    """What an error of the library's means for a value that was to be of this type."""
    place = _PLACE.search(error)
    steps = tuple(_steps(place[1])) if place else ()
    here = tuple(step for step in steps if step != ANY)
    if missing := _MISSING.match(error):
        return Misfit((*here, missing[1]), "missing", "this is missing; send it too.")
    if unknown := _UNKNOWN.match(error):
        known = _keys(kind, steps)
        way = f"use {listed(known)}." if known else "take it out."
        return Misfit((*here, unknown[1]), "unknown", f"there is no such key here; {way}")
    return Misfit(here, "other", _problem(error, kind, steps, kinds))


def in_words(error: Exception, kind: Any) -> Text:
    """The same for whoever sent a JSON text, with the place in front, in both languages."""
    if isinstance(error, RecursionError):
        return told("lists or tables are nested too deep; three levels are enough.")
    if isinstance(error, UnicodeError):
        return told("this is not UTF-8 text; send it as UTF-8.")
    if not isinstance(error, msgspec.ValidationError):
        at = _BYTE.search(str(error))
        return told(f"this is no JSON at byte {at[1]}." if at else "this JSON has no end.")
    found = misfit(str(error), kind, IN_JSON)
    said, where = told(found.problem), _named(found.path)
    if not where:
        return said
    return Text(f"“{where}”: {_lower(said.id)}", f"“{where}”: {_lower(said.en)}")


def _problem(error: str, kind: Any, steps: Path, kinds: Mapping[str, str]) -> str:
    if length := _LENGTH.search(error):
        return _of_length(*length.groups())
    if span := _RANGE.search(error):
        word = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}[span[1]]
        return f"this must be {word} {span[2].removesuffix('.0')}."
    if wrong := _WRONG_TYPE.search(error):
        wanted = " or ".join(kinds.get(one, one) for one in wrong[1].split(" | "))
        return f"this must be {wanted}, and is {kinds.get(wrong[2], wrong[2])}."
    if choice := _CHOICE.match(error):
        choices = _choices(_at(kind, steps))
        written = choice[1][:ECHOED]
        way = f"use {listed(choices)}." if choices else "see the documents."
        return f"“{written}” is no choice here; {way}"
    if "out of range" in error:
        return "this number is too large."
    return _UNFIT


def _of_length(kind: str, bound: str | None, number: str) -> str:
    if kind == "str":
        if bound == ">=":
            return f"this is too short; write at least {number} characters."
        return f"this is too long; write at most {number} characters."
    if bound is None:
        return f"this list must have {number} entries."
    if bound == ">=":
        return f"this has too few entries; at least {number} are needed."
    return f"this has too many entries; at most {number} are taken."


def _steps(place: str) -> Iterator[str | int]:
    for name, index, any_key in _STEP.findall(place):
        yield name or any_key or int(index)


def _named(path: Path) -> str:
    """A place as programs write it: changes[0].section; of a key that is endless, its beginning."""
    found = ""
    for step in path:
        found += f"[{step}]" if isinstance(step, int) else f".{step[:ECHOED]}"
    return found.removeprefix(".")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


# ---- what the types expect at a place


def _at(kind: Any, steps: Path) -> tuple[Any, ...]:
    """The types that a value at this place may have."""
    found = tuple(_flat(kind))
    for step in steps:
        inner = (each for one in found for each in _inside(one, step))
        found = tuple(flat for one in inner for flat in _flat(one))
    return found


def _flat(hint: Any) -> Iterator[Any]:
    """Each of a union, without its bounds."""
    origin = get_origin(hint)
    if origin is Annotated:
        yield from _flat(get_args(hint)[0])
    elif origin is Union or origin is UnionType:
        for each in get_args(hint):
            yield from _flat(each)
    else:
        yield hint


def _inside(hint: Any, step: str | int) -> Iterator[Any]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        found = hints(hint).get(str(step))
        yield from () if found is None else (found,)
        return
    origin, parts = get_origin(hint), get_args(hint)
    if origin is dict:
        yield parts[1]
    elif origin is list or (origin is tuple and parts[-1] is Ellipsis):
        yield parts[0]
    elif origin is tuple and isinstance(step, int):
        yield parts[step]


def _keys(kind: Any, steps: Path) -> tuple[str, ...]:
    every = _at(kind, steps)
    structs = (one for one in every if isinstance(one, type) and issubclass(one, msgspec.Struct))
    return tuple(key for one in structs for key in hints(one))


def _choices(types: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(
        str(value) for one in types if get_origin(one) is Literal for value in get_args(one)
    )
