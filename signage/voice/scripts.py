"""What a speaker reads aloud so that a pack can say all that a hall may call. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import msgspec

from signage.errors import SignageError
from signage.queueing.hall import Hall, Service
from signage.voice.codes import Style
from signage.voice.numerals import LARGEST, letter_word, number_words
from signage.voice.packs import GROUPS, USUAL, is_clip, slug
from signage.voice.packs_plan import own_phrases, own_steps, sentence_parts
from signage.voice.phrases import Announcement, Told

Sentences = Mapping[str, Sequence[str]]

# Whoever has the clips of these numbers has those of every number.
_SERIALS: Final = (*range(1112), *range(2000, LARGEST + 2, 1000), LARGEST + 2)
_LINE: Final = re.compile(r"\s*(\d+)\s+(.+?)\s+→\s+(\S+)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to read aloud, and the clip that it becomes."""

    number: int
    clip: str
    text: str


def reading(
    hall: Hall,
    style: Style,
    sentences: Sentences | None = None,
    clips: Container[str] = (),
    own: Sequence[str] = (),
) -> tuple[Line, ...]:
    """The lines for a hall, in the order that is easiest to read.

    `sentences` are a pack's own, `clips` those that it has: where one word can be two clips, the
    one that is there counts. `own` are the mall's own templates of calls.
    """
    steps = sentences or USUAL[style.language]
    # An engine says those that name a service: no pack has clips of services.
    sayable = [template for template in own if "{service}" not in template]
    names = {**_names(hall, style), **_phrases(sayable)}
    found: dict[str, str] = {}
    for told in _all_told(hall, style):
        wanted = [steps[kind] for kind in steps]
        wanted += [own_steps(template, told) for template in sayable]
        for each in wanted:
            for part in sentence_parts(each, told, clips):
                for clip in part:
                    if clip not in found:
                        found[clip] = text_of(clip, style, names)
    ordered = sorted(found, key=_place)
    return tuple(Line(index + 1, clip, found[clip]) for index, clip in enumerate(ordered))


def written(lines: Iterable[Line]) -> str:
    """The script for the one who reads; `parse_script` reads it again."""
    return "\n".join(f"{line.number:4}  {line.text:32} → {line.clip}" for line in lines)


def parse_script(text: str) -> tuple[Line, ...]:
    """A script as `signage voices script` printed it, as text or as JSON. Raises SignageError."""
    if text.lstrip().startswith("["):
        try:
            lines = msgspec.json.decode(text, type=tuple[Line, ...])
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise SignageError(f"the script is no list of lines: {error}") from error
    else:
        rows = (row for row in text.splitlines() if row.strip() and not row.startswith("#"))
        lines = tuple(_line(row) for row in rows)
    wrong = [line.clip for line in lines if not is_clip(line.clip)]
    if wrong or not lines:
        problem = f"{wrong[0]!r} is no clip" if wrong else "there is no line in it"
        raise SignageError(f"the script can't be used: {problem}")
    twice = {line.clip for line in lines if [one.clip for one in lines].count(line.clip) > 1}
    if twice:
        raise SignageError(f"the script can't be used: {min(twice)} is there twice")
    return lines


def _line(row: str) -> Line:
    match = _LINE.fullmatch(row)
    if match is None:
        raise SignageError(f"the script can't be used: {row.strip()!r} is no line of it")
    number, text, clip = match.groups()
    return Line(int(number), clip, text)


def _all_told(hall: Hall, style: Style) -> Iterator[Told]:
    """Announcements that need every clip that any may need, without the multitude of them."""
    seen: set[tuple[str, str, int]] = set()
    for service in hall.services:
        tail = re.search(r"\d*$", service.prefix)
        kind = (tail.group() if tail else "", service.separator, service.width)
        # Numbers of one form need the same clips: one service stands for all that print so.
        numbers = (1,) if kind in seen else _SERIALS
        seen.add(kind)
        for serial in numbers:
            yield _told(style, ticket=service.number(serial))
    for counter in hall.counters:
        for service in _agencies(hall, counter.services):
            spoken = hall.agency[service.agency].spoken
            agency = {"id": spoken.id, "en": spoken.en}
            yield _told(style, counter=counter.name, agency=agency)


def _agencies(hall: Hall, services: Sequence[str]) -> Iterable[Service]:
    return {hall.service[id].agency: hall.service[id] for id in services}.values()


def _told(
    style: Style, ticket: str = "", counter: str = "1", agency: Mapping[str, str] | None = None
) -> Told:
    facts = Announcement(
        id="", zone="", seq=0, kind="call", ticket=ticket or "A", counter=counter,
        agency=agency or {},
    )  # fmt: skip
    return Told("call", facts, style)


def _phrases(templates: Sequence[str]) -> Mapping[str, str]:
    return {clip: words for template in templates for clip, words in own_phrases(template).items()}


def _names(hall: Hall, style: Style) -> Mapping[str, str]:
    """What is read for a clip that is named after a counter or an agency."""
    agencies = (a.spoken.en if style.language == "en" else a.spoken.id for a in hall.agencies)
    return {f"agency/{slug(name)}": name for name in agencies} | {
        f"counter/{slug(counter.name)}": counter.name for counter in hall.counters
    }


def text_of(clip: str, style: Style, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """What is read aloud for a clip; `names` are those of counters and agencies."""
    group, _, name = clip.partition("/")
    match group:
        case "letter":
            return letter_word(name, style.language)
        case "digit" | "num":
            return style.zero_word if name == "0" else number_words(int(name), style.language)
        case "counter" | "agency" | "phrase":
            return names.get(clip, name.replace("-", " "))
        case _:
            return name.replace("-", " ")


def _place(clip: str) -> tuple[int, int, str]:
    group, _, name = clip.partition("/")
    return GROUPS.index(group), int(name) if name.isdecimal() else 0, name
