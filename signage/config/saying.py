"""The mall's own sentences and words of the file, as the voice keeps them: they must be sayable."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.tables import PhrasesTable, Tables
from signage.voice.lexicon import entry_fault
from signage.voice.templates import KINDS, Phrasing, fault

LONGEST_WORD, LONGEST_SAID, MOST_WORDS = 60, 200, 1000
LANGUAGES: Final = ("id", "en")


def phrases(tables: Tables, faults: Faults) -> tuple[Phrasing, ...]:
    """The mall's own sentences, in the order of the file."""
    return tuple(_phrasing(i, table, tables, faults) for i, table in enumerate(tables.phrases))


def lexicon(tables: Tables, faults: Faults) -> Mapping[str, Mapping[str, str]]:
    """The mall's own words by language; a language without any is not there."""
    words = {"id": tables.lexicon.id, "en": tables.lexicon.en}
    return {
        language: _words(language, entries, faults)
        for language, entries in words.items()
        if entries
    }


def word_fault(word: str, said: str) -> tuple[str, str]:
    """What is wrong with an entry of the lexicon: "word" or "said" and the code of a refusal."""
    for name, text, limit in (("word", word, LONGEST_WORD), ("said", said, LONGEST_SAID)):
        if not text.strip():
            return name, f"{name}_empty"
        if len(text) > limit:
            return name, f"{name}_too_long"
        if any(unicodedata.category(char)[0] == "C" for char in text):
            return name, f"{name}_unsayable"
    wrong = entry_fault(word, said)
    return (wrong, f"{wrong}_unsayable") if wrong else ("", "")


_SENTENCES: Final = {
    "word_empty": "a word is missing before the = sign; write what stands in the text.",
    "word_too_long": f"a word has at most {LONGEST_WORD} characters.",
    "word_unsayable": "this never stands in a text like that; leave out signs, line breaks and "
    "spaces that are too many.",
    "said_empty": "this is empty; write how the word is said.",
    "said_too_long": f"how a word is said has at most {LONGEST_SAID} characters.",
    "said_unsayable": "this can't be said like that; write plain words, without signs and line "
    "breaks.",
}


def _phrasing(index: int, table: PhrasesTable, tables: Tables, faults: Faults) -> Phrasing:
    path: Path = ("phrases", index)
    if table.language not in LANGUAGES:
        faults.add(
            (*path, "language"),
            f"“{table.language}” is no language here; {nearest(table.language, LANGUAGES)}",
        )
    _named(table.zones, [zone.id for zone in tables.zones], (*path, "zones"), "zone", faults)
    agencies = [agency.id for agency in tables.agencies]
    _named(table.agencies, agencies, (*path, "agencies"), "agency", faults)
    given = {kind: getattr(table, kind) for kind in KINDS}
    templates = {kind: said for kind, said in given.items() if said is not None}
    if not templates:
        faults.add(path, f"these phrases say nothing; add one of {', '.join(KINDS)}.")
    for kind, template in templates.items():
        if problem := fault(kind, template):
            faults.add((*path, kind), problem)
    return Phrasing(
        language=table.language,
        zones=table.zones,
        agencies=table.agencies,
        templates=templates,
    )


def _named(names: tuple[str, ...], known: list[str], path: Path, what: str, faults: Faults) -> None:
    for at, name in enumerate(names):
        if name not in known:
            faults.add((*path, at), f"there is no {what} “{name}”; {nearest(name, known)}")


def _words(language: str, entries: Mapping[str, Any], faults: Faults) -> Mapping[str, str]:
    table: Path = ("lexicon", language)
    if len(entries) > MOST_WORDS:
        faults.add(table, f"there are {len(entries)} words; at most {MOST_WORDS} are kept.")
    found: dict[str, str] = {}
    for word, said in entries.items():
        if not isinstance(said, str):
            faults.add((*table, word), 'how a word is said is a text in "quotes".')
            continue
        _, code = word_fault(word, said)
        if code:
            faults.add((*table, word), _SENTENCES[code])
        found[word] = said
    return found
