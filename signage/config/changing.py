"""Changes of `config.toml` as a page asks for them: a section, a thing in it, and new values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_origin

from tomlkit.items import Table

from signage.config import editing
from signage.config.editing import Document, Edit
from signage.config.faults import nearest
from signage.config.ordering import move
from signage.config.tables import Tables, hints, item_of
from signage.errors import ConfigError, Fault, NotFound

SECTIONS: Final = tuple(hints(Tables))
"""The sections that the file may have, in order."""
LISTS: Final = frozenset(name for name, hint in hints(Tables).items() if get_origin(hint) is tuple)
"""Those that are lists of tables."""
NAMED: Final = frozenset(
    name
    for name, hint in hints(Tables).items()
    if name in LISTS and (table := item_of(hint)) is not None and "id" in hints(table)
)
"""Those whose tables have ids."""
OPTIONAL: Final = frozenset(
    name for name, hint in hints(Tables).items() if name not in LISTS and get_origin(hint)
)
"""Tables that mean something else when they are there and empty than when they are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New values of one table; None takes a key out, no values at all the whole table.

    A thing of a list is named by its `id`, or by its place `at` where it has none; with neither
    one is added. One that goes to another place of its list has that place in `to`.
    """

    section: str
    values: Mapping[str, Any] | None
    id: str | None = None
    at: int | None = None
    to: int | None = None


def all_of(changes: Sequence[Change]) -> Edit:
    """These changes as one edit. Places are those of the file as it is before any of them."""

    def edit(document: Document) -> None:
        gone: list[Table] = []
        for change, table in [(change, _found(document, change)) for change in changes]:
            if any(table is one for one in gone):
                name = str(change.id if change.id is not None else change.at)
                raise NotFound("thing_unknown", section=change.section, id=name[:40])
            if change.section == "lexicon":
                _words(document, change.values)
            elif change.section not in LISTS:
                _single(document, change)
            elif table is None:
                editing.add(document, change.section, _kept(change.values or {}))
            elif change.values is None:
                editing.take_off(document, change.section, table)
                gone.append(table)
            else:
                editing.fill(table, change.values)
                if change.to is not None:
                    move(document, change.section, table, change.to)

    return edit


def _found(document: Document, change: Change) -> Table | None:
    """The table that a change names. Raises NotFound, or ConfigError for a change without sense."""
    section = change.section
    if section not in SECTIONS:
        raise _fault((section,), f"there is no such key here; {nearest(section, SECTIONS)}")
    moves = change.to is not None
    if moves and (change.values is None or (change.id is None and change.at is None)):
        raise _fault((section, "to"), "only a thing of a list that stays has a place to go to.")
    if section not in LISTS:
        return None
    if change.id is None and change.at is None:
        return None
    if change.id is None:
        return editing.thing_at(document, section, change.at or 0)
    if section not in NAMED:
        raise _fault((section, "id"), f"there is no such key here; {nearest('id', ('at',))}")
    renamed = (change.values or {}).get("id", change.id)
    if renamed != change.id:
        at = _place(document, section, change.id)
        raise _fault(
            (section, at, "id"),
            f"the id of “{change.id}” stays as it is, because tickets and reports name it; give it "
            "another name, or add a new one and close this.",
        )
    return editing.thing(document, section, change.id)


def _place(document: Document, section: str, id: str) -> int:
    found = editing.thing(document, section, id)
    return next(i for i, one in enumerate(editing.things(document, section).body) if one is found)


def _single(document: Document, change: Change) -> None:
    if change.values is not None:
        editing.fill(editing.section(document, change.section), change.values)
    elif change.section in document:
        editing.take_away(document, change.section)


def _words(document: Document, languages: Mapping[str, Any] | None) -> None:
    """The lexicon has a table a language: a word with None is taken out."""
    for language, words in (languages or {}).items():
        if not isinstance(words, Mapping):
            raise _fault(
                ("lexicon", language), "this is a table; write [lexicon.id] above its keys."
            )
        editing.fill(editing.section(document, "lexicon", language), words)
        editing.clear(document, "lexicon", language)
    if languages is None and "lexicon" in document:
        editing.take_away(document, "lexicon")


def _kept(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A new table has no keys that are to be taken out."""
    return {key: value for key, value in values.items() if value is not None}


def _fault(path: tuple[str | int, ...], problem: str) -> ConfigError:
    key = ".".join(part for part in path if isinstance(part, str))
    return ConfigError(problem, key=key, faults=(Fault(0, key, problem, path),))
