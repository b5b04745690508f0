"""Ids and the texts people read: what they may be made of."""

from __future__ import annotations

import re
import unicodedata

from signage.config.faults import Faults
from signage.config.lines import Path
from signage.config.tables import Words
from signage.queueing.announcements import turns
from signage.queueing.hall import Text

LONGEST = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def ids(section: str, every: tuple[str, ...], faults: Faults) -> None:
    """Notes ids that are malformed or that stand twice in a section."""
    seen: set[str] = set()
    for index, id in enumerate(every):
        path = (section, index, "id")
        one_id(id, path, faults)
        if id in seen:
            faults.add(path, f"“{id}” is there already; ids are unique, choose another.")
        seen.add(id)


def one_id(id: str, path: Path, faults: Faults) -> None:
    """Notes an id that is malformed."""
    if not well_formed(id):
        faults.add(
            path,
            f"“{id}” is no id; use 1 to 40 letters, digits and hyphens (A-Z a-z 0-9 -), "
            "beginning with a letter or digit.",
        )


def well_formed(id: str) -> bool:
    """Whether it may be an id: it goes into addresses, topics and file names."""
    return _ID.fullmatch(id) is not None


def text(words: Words, path: Path, faults: Faults, longest: int = LONGEST) -> Text:
    """The text in both languages."""
    if isinstance(words, str):
        return Text(line(words, path, faults, longest), words)
    return Text(
        line(words.id, (*path, "id"), faults, longest),
        line(words.en, (*path, "en"), faults, longest),
    )


def maybe(words: Words | None, path: Path, faults: Faults) -> Text | None:
    """The text, where there is one."""
    return None if words is None else text(words, path, faults)


def once(names: tuple[str, ...], at: int, path: Path, faults: Faults) -> None:
    """Notes a name that stands in its list already."""
    if names[at] in names[:at]:
        faults.add((*path, at), f"“{names[at]}” stands here twice; take one out.")


def line(words: str, path: Path, faults: Faults, longest: int = LONGEST) -> str:
    """One line of text as it was written; emoji, signs and every script are fine."""
    if not any(_seen(char) for char in words):
        faults.add(path, "this is empty; write what people are to read.")
    elif len(words) > longest:
        faults.add(path, f"this has {len(words)} characters; at most {longest} are shown.")
    elif any(unicodedata.category(char) in _CONTROLS for char in words):
        faults.add(path, "this has a line break, tab or control character; write one plain line.")
    elif any(turns(char) for char in words):
        faults.add(path, "this has a sign that turns the direction of writing; take it out.")
    return words


def _seen(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) != "Cf"
