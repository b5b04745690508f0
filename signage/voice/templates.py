"""The sentences that a hall says, as templates: what one may hold, and a mall's own. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

CALLS: Final = ("call", "recall", "transfer", "short")
"""Kinds of sentence that summon a ticket."""
TEXTS: Final = ("notice", "emergency")
"""Kinds of sentence that say a given text."""
KINDS: Final = (*CALLS, *TEXTS)
CALL_FIELDS: Final = ("ticket", "counter", "agency", "service")
TEXT_FIELDS: Final = ("text",)
LONGEST: Final = 200

FIELD: Final = re.compile(r"\{(\w*)\}")
_OPTION: Final = re.compile(r"\[([^\[\]]*)\]")
# Characters that an engine reads aloud by name, or takes for markup.
UNSPOKEN: Final = frozenset('<>[]{}\\|*_~^`#"“”«»')


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """A mall's own sentences of one language, by kind; empty `zones` or `agencies`: all of them."""

    language: str
    zones: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)

    def fits(self, zone: str, agency: str) -> bool:
        """Whether it is for this zone, and for this agency where it names any."""
        return (not self.zones or zone in self.zones) and (
            not self.agencies or agency in self.agencies
        )


def fields_of(kind: str) -> tuple[str, ...]:
    """What the braces of such a sentence may name."""
    return CALL_FIELDS if kind in CALLS else TEXT_FIELDS


def fault(kind: str, template: str) -> str:
    """Why a template could not be said, with the way out; empty when it can."""
    if len(template) > LONGEST:
        return f"this has {len(template)} characters; a sentence has at most {LONGEST}."
    known = fields_of(kind)
    listed = ", ".join(f"{{{name}}}" for name in known)
    if set(FIELD.findall(template)) - set(known):
        return f"in this sentence braces hold one of {listed}."
    needed = known[0]
    if needed not in FIELD.findall(template):
        return f"the sentence does not say its {needed}; put {{{needed}}} where it belongs."
    bare = FIELD.sub("", template)
    if any(f"{{{needed}}}" in option for option in _OPTION.findall(template)):
        return f"{{{needed}}} is always said; take it out of the square brackets."
    if any(not FIELD.search(option) for option in _OPTION.findall(template)):
        return "a part in [ ] is left out when what it names is empty; name something in it."
    unspoken = [char for char in _OPTION.sub(r"\1", bare) if not speakable(char) and char != " "]
    if unspoken:
        shown = f"“{unspoken[0]}”" if unspoken[0].isprintable() else "a control character"
        return f"{shown} can't be said here; write words, and braces around one of {listed}."
    return ""


def speakable(character: str) -> bool:
    """Whether it may reach an engine as it is; a space does not count."""
    return character not in UNSPOKEN and unicodedata.category(character)[0] not in "CSZ"


def chosen(template: str, given: Mapping[str, object]) -> str:
    """The template without its square brackets: a part is kept where all that it names is given."""

    def option(match: re.Match[str]) -> str:
        wanted = FIELD.findall(match.group(1))
        return match.group(1) if all(given.get(name) for name in wanted) else ""

    return _OPTION.sub(option, template)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its fields filled in."""
    return FIELD.sub(lambda match: values[match.group(1)], chosen(template, values))


def halves(template: str) -> tuple[str, ...]:
    """Parted at the first comma behind the ticket, where a reader breathes; else whole."""
    ticket = template.find("{ticket}")
    comma = template.find(",", ticket)
    if ticket < 0 or comma < 0 or template.count("[", 0, comma) > template.count("]", 0, comma):
        return (template,)
    return template[: comma + 1], template[comma + 1 :].lstrip()


def stopped(text: str) -> str:
    """With a full stop at its end: without one an engine may swallow the last word."""
    return text if not text or text[-1] in ".!?" else f"{text}."
