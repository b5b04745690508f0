"""How names and abbreviations sound: whole words replaced, abbreviations spelled. Pure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from signage.errors import ConfigError
from signage.voice.numerals import letter_word
from signage.voice.templates import speakable

LONGEST: Final = 1000
_VOWELS: Final = frozenset("AEIOU")
_WORD: Final = re.compile(r"[^\W_]+")
_ABBREVIATION: Final = re.compile(r"(?<![^\W_])[A-Z]{2,}(?![^\W_])")


def clean(text: str) -> str:
    """Text that can be spoken: no controls, no emoji, no markup, one space between words."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(c if speakable(c) else " " for c in composed)
    return " ".join(kept.split())[:LONGEST].rstrip()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language and how they are said. An entry in capitals matches only capitals."""

    language: str
    entries: Mapping[str, str] = field(default_factory=dict)
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", _pattern(self.entries))

    def apply(self, text: str) -> str:
        """The text as the engine should have it; longest entries first, each word replaced once."""
        tidy = clean(text)
        shouted = _shouted(tidy)
        said = []
        rest = 0
        for match in self._pattern.finditer(tidy):
            said.append(self._spelled(tidy[rest : match.start()], shouted=shouted))
            said.append(self._entry(match.group()))
            rest = match.end()
        said.append(self._spelled(tidy[rest:], shouted=shouted))
        return "".join(said)

    def with_entries(self, entries: Mapping[str, str]) -> Lexicon:
        """The same lexicon with a hall's own entries over it: one that matches however a word is
        written stands before all that are written so."""
        if not entries:
            return self
        wide = {word.lower() for word in entries if not word.isupper()}
        kept = {word: said for word, said in self.entries.items() if word.lower() not in wide}
        return Lexicon(self.language, {**kept, **entries})

    def _entry(self, word: str) -> str:
        if word in self.entries:
            return self.entries[word]
        return next(said for key, said in self.entries.items() if key.lower() == word.lower())

    def _spelled(self, text: str, *, shouted: bool) -> str:
        def spell(match: re.Match[str]) -> str:
            word = match.group()
            if shouted and _VOWELS & set(word):
                return word.lower()
            names = [letter_word(letter, self.language) for letter in word]
            # English letters are capitals, which run together to a word unless they are parted.
            return (" " if self.language == "id" else ", ").join(names)

        return _ABBREVIATION.sub(spell, text)


def entry_fault(word: str, said: str) -> str:
    """Which of the two could never be found or said: "word", "said", or empty for neither."""
    if not _WORD.search(word) or clean(word) != word:
        return "word"
    return "said" if not _WORD.search(said) or clean(said) != said else ""


def _pattern(entries: Mapping[str, str]) -> re.Pattern[str]:
    if not entries:
        return re.compile(r"(?!)")
    words = sorted(entries, key=len, reverse=True)
    choices = "|".join(
        re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})" for word in words
    )
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")


def parse_lexicon(text: str, file: str) -> Mapping[str, Lexicon]:
    """A lexicon a language from TOML: a table a language, `word = "how it is said"`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(error), file=file) from error
    return {language: _lexicon(language, table, file) for language, table in tables.items()}


def _lexicon(language: str, table: object, file: str) -> Lexicon:
    if not isinstance(table, dict):
        raise ConfigError("a language is a table of words", file=file, key=language)
    for word, said in table.items():
        if not isinstance(said, str) or not _WORD.search(said):
            raise ConfigError("how a word is said is text", file=file, key=f"{language}.{word}")
    return Lexicon(language, table)


def _shouted(text: str) -> bool:
    """Several words and no small letter: capitals for emphasis, not abbreviations."""
    return text.isupper() and len(_WORD.findall(text)) > 2
