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

Kind = Literal["call", "recall", "notice", "emergency"]
Brevity = Literal["whole", "short"]
Said = Mapping[str, str]

FIELDS: Final = frozenset({"ticket", "counter", "agency", "service", "text"})
TEMPLATES: Final = ("call", "recall", "short", "notice")
_FIELD: Final = re.compile(r"\{(\w*)\}")
_OPTION: Final = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The facts of one thing to be said in a zone. `agency`, `service` and `desk` are by language;
    `desk` is how the counter is said where its code alone would mislead."""

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


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence was made from, for a voice that has clips instead of an engine."""

    kind: str
    facts: Announcement
    style: Style


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

    def fill(self, kind: str, values: Mapping[str, Spoken]) -> Utterance:
        """The sentence of a kind with its fields filled in."""
        template = self.templates[kind]
        texts = {name: value.text for name, value in values.items()}
        text = _stopped(_filled(template, texts))
        caption = _filled(template, {name: value.caption for name, value in values.items()})
        halves = tuple(_filled(half, texts) for half in _halves(template))
        halves = (*halves[:-1], _stopped(halves[-1]))
        return Utterance(self.language, text, caption[:1].upper() + caption[1:], halves)


@dataclass(frozen=True, slots=True)
class Words:
    """All that the words of a hall need: phrases and lexicon by language."""

    phrases: Mapping[str, Phrases]
    lexicons: Mapping[str, Lexicon]

    def lexicon(self, language: str) -> Lexicon:
        """The language's lexicon, or an empty one."""
        return self.lexicons.get(language, Lexicon(language))

    def say(
        self, announcement: Announcement, settings: VoiceSettings, brevity: Brevity = "whole"
    ) -> tuple[Utterance, ...]:
        """The sentences of an announcement, one a language, in the settings' order."""
        if announcement.kind in ("notice", "emergency"):
            language = announcement.language or settings.languages[0]
            return (self._sentence(announcement, settings, language, "notice"),)
        kind = "short" if brevity == "short" else announcement.kind
        return tuple(
            self._sentence(announcement, settings, language, kind)
            for language in settings.languages
        )

    def _sentence(
        self, announcement: Announcement, settings: VoiceSettings, language: str, kind: str
    ) -> Utterance:
        phrases = self.phrases[language]
        style = settings.style(language, leading_zero=phrases.leading_zero)
        said = phrases.fill(kind, self._values(announcement, style))
        return replace(said, told=Told(kind, announcement, style))

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


def _phrases(language: str, table: object, file: str) -> Phrases:
    if not isinstance(table, dict):
        raise ConfigError("a language is a table of sentences", file=file, key=language)
    zero = table.pop("leading_zero", False)
    if not isinstance(zero, bool):
        raise ConfigError("true or false", file=file, key=f"{language}.leading_zero")
    for kind in TEMPLATES:
        if not isinstance(table.get(kind), str):
            raise ConfigError("this sentence is missing", file=file, key=f"{language}.{kind}")
    for kind, template in table.items():
        key = f"{language}.{kind}"
        if kind not in TEMPLATES:
            raise ConfigError(f"no such kind; one of {', '.join(TEMPLATES)}", file=file, key=key)
        unknown = set(_FIELD.findall(template)) - FIELDS
        if unknown or re.search(r"[{}]", _FIELD.sub("", template)):
            known = ", ".join(f"{{{name}}}" for name in sorted(FIELDS))
            raise ConfigError(f"braces hold one of {known}", file=file, key=key)
    return Phrases(language=language, templates=table, leading_zero=zero)


def _stopped(text: str) -> str:
    """With a full stop at its end: without one an engine may swallow the last word."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def _halves(template: str) -> tuple[str, ...]:
    """Parted at the first comma behind the ticket, where a reader breathes; else whole."""
    ticket = template.find("{ticket}")
    comma = template.find(",", ticket)
    if ticket < 0 or comma < 0 or template.count("[", 0, comma) > template.count("]", 0, comma):
        return (template,)
    return template[: comma + 1], template[comma + 1 :].lstrip()


def _filled(template: str, values: Mapping[str, str]) -> str:
    def option(match: re.Match[str]) -> str:
        wanted = _FIELD.findall(match.group(1))
        return match.group(1) if all(values[name] for name in wanted) else ""

    return _FIELD.sub(lambda match: values[match.group(1)], _OPTION.sub(option, template))
