"""What an announcement says: facts and templates in, sentences out. Pure; templates are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from signage.errors import ConfigError
from signage.voice.codes import Spoken, Style, is_code, say_counter, say_ticket
from signage.voice.lexicon import Lexicon, clean
from signage.voice.settings import VoiceSettings
from signage.voice.templates import (
    CALL_FIELDS,
    FIELD,
    KINDS,
    TEXT_FIELDS,
    TEXTS,
    filled,
    halves,
    stopped,
)  # fmt: skip

Kind = Literal["call", "recall", "transfer", "notice", "emergency"]
Brevity = Literal["whole", "short"]
Said = Mapping[str, str]

FIELDS: Final = frozenset((*CALL_FIELDS, *TEXT_FIELDS))
_STAND_INS: Final = {"transfer": "call", "emergency": "notice"}
"""A file of an older release has no sentence of these kinds: it says them as the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The facts of one thing to be said in a zone. `agency`, `service` and `desk` are by language;
    `desk` is how the counter is said where its code alone would mislead. `of` is the agency's id.

    A notice is said in its `language`; an emergency in each language of `texts`, or as a notice. A
    `drill` of one comes without its alarm.
    """

    id: str
    zone: str
    seq: int
    kind: Kind
    ticket: str = ""
    counter: str = ""
    agency: Said = field(default_factory=dict)
    service: Said = field(default_factory=dict)
    desk: Said = field(default_factory=dict)
    text: str = ""
    language: str = ""
    texts: Said = field(default_factory=dict)
    of: str = ""
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence was made from, for a voice that has clips instead of an engine.

    `own` is the mall's own template; empty where the product's sentence is said.
    """

    kind: str
    facts: Announcement
    style: Style
    own: str = ""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence of one language: `text` for the engine, `caption` for the eye.

    `halves` are the text in two, the ticket's and the counter's: what a slow engine makes ahead.
    """

    language: str
    text: str
    caption: str
    halves: tuple[str, ...] = field(default=(), compare=False)
    told: Told | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The templates of one language."""

    language: str
    templates: Mapping[str, str]
    leading_zero: bool = False

    def fill(self, kind: str, values: Mapping[str, Spoken], own: str = "") -> Utterance:
        """The sentence of a kind, or the mall's `own`, with its fields filled in."""
        template = own or self.templates[kind]
        texts = {name: value.text for name, value in values.items()}
        text = stopped(filled(template, texts))
        caption = filled(template, {name: value.caption for name, value in values.items()})
        parts = tuple(filled(half, texts) for half in halves(template))
        parts = (*parts[:-1], stopped(parts[-1]))
        return Utterance(self.language, text, caption[:1].upper() + caption[1:], parts)


@dataclass(frozen=True, slots=True)
class Words:
    """All that the words of a hall need: phrases and lexicon by language, as the product has them;
    what a mall says otherwise stands in its settings."""

    phrases: Mapping[str, Phrases]
    lexicons: Mapping[str, Lexicon]

    def lexicon(self, language: str) -> Lexicon:
        """The language's lexicon, or an empty one."""
        return self.lexicons.get(language, Lexicon(language))

    def of(self, settings: VoiceSettings) -> Words:
        """These words with the mall's own lexicon over the product's."""
        languages = {*self.lexicons, *settings.lexicon}
        lexicons = {
            language: self.lexicon(language).with_entries(settings.lexicon.get(language, {}))
            for language in sorted(languages)
        }
        return replace(self, lexicons=lexicons)

    def say(
        self, announcement: Announcement, settings: VoiceSettings, brevity: Brevity = "whole"
    ) -> tuple[Utterance, ...]:
        """The sentences of an announcement, one a language, in the settings' order."""
        kind = announcement.kind
        if kind in TEXTS:
            return tuple(
                self._sentence(replace(announcement, text=text), settings, language, kind)
                for language, text in _texts(announcement, settings)
            )
        said = "short" if brevity == "short" else kind
        return tuple(
            self._sentence(announcement, settings, language, said)
            for language in settings.languages
        )

    def _sentence(
        self, announcement: Announcement, settings: VoiceSettings, language: str, kind: str
    ) -> Utterance:
        phrases = self.phrases[language]
        style = settings.style(language, leading_zero=phrases.leading_zero)
        own = settings.own(language, kind, announcement.zone, announcement.of)
        said = phrases.fill(kind, self._values(announcement, style), own)
        return replace(said, told=Told(kind, announcement, style, own))

    def _values(self, facts: Announcement, style: Style) -> Mapping[str, Spoken]:
        lexicon = self.lexicon(style.language)

        def named(name: str) -> Spoken:
            return Spoken(lexicon.apply(name), clean(name))

        desk = facts.desk.get(style.language, "")
        coded = not desk and is_code(facts.counter)
        return {
            "ticket": say_ticket(facts.ticket, style),
            "counter": say_counter(facts.counter, style) if coded else named(desk or facts.counter),
            "agency": named(facts.agency.get(style.language, "")),
            "service": named(facts.service.get(style.language, "")),
            "text": named(facts.text),
        }


def parse_phrases(text: str, file: str) -> Mapping[str, Phrases]:
    """The phrases of every language from TOML; refuses what could not be filled in later."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(error), file=file) from error
    return {language: _phrases(language, table, file) for language, table in tables.items()}


def caption(utterances: Sequence[Utterance]) -> str:
    """What a screen shows beneath the voice: all sentences, in the order they are said."""
    return " ".join(utterance.caption for utterance in utterances)


def _texts(announcement: Announcement, settings: VoiceSettings) -> Sequence[tuple[str, str]]:
    """The languages in which a given text is said, the mall's order first, and the text in each."""
    if announcement.kind == "emergency" and announcement.texts and not announcement.language:
        order = dict.fromkeys((*settings.languages, *announcement.texts))
        return [(one, announcement.texts[one]) for one in order if announcement.texts.get(one)]
    language = announcement.language or settings.languages[0]
    return [(language, announcement.texts.get(language, announcement.text))]


def _phrases(language: str, table: object, file: str) -> Phrases:
    if not isinstance(table, dict):
        raise ConfigError("a language is a table of sentences", file=file, key=language)
    zero = table.pop("leading_zero", False)
    if not isinstance(zero, bool):
        raise ConfigError("true or false", file=file, key=f"{language}.leading_zero")
    for kind, other in _STAND_INS.items():
        if other in table:
            table.setdefault(kind, table[other])
    for kind in KINDS:
        if not isinstance(table.get(kind), str):
            raise ConfigError("this sentence is missing", file=file, key=f"{language}.{kind}")
    for kind, template in table.items():
        key = f"{language}.{kind}"
        if kind not in KINDS:
            raise ConfigError(f"no such kind; one of {', '.join(KINDS)}", file=file, key=key)
        unknown = set(FIELD.findall(template)) - FIELDS
        if unknown or re.search(r"[{}]", FIELD.sub("", template)):
            known = ", ".join(f"{{{name}}}" for name in sorted(FIELDS))
            raise ConfigError(f"braces hold one of {known}", file=file, key=key)
    return Phrases(language=language, templates=table, leading_zero=zero)
