"""Which clips say a sentence, in which order, and which of them a pack lacks. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from signage.voice.codes import Spoken, Style, is_code, say_counter, say_ticket
from signage.voice.numerals import LARGEST
from signage.voice.packs import Pack, slug
from signage.voice.phrases import Told
from signage.voice.templates import FIELD, chosen

Part = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The clips of a sentence in parts (a phrase, the ticket, the counter); what is `missing`."""

    parts: tuple[Part, ...]
    missing: tuple[str, ...]


def planned(pack: Pack, told: Told) -> Plan:
    """How a pack says a sentence. It can't say a notice, nor numbers in another style."""
    style = told.style
    if told.kind not in pack.sentences:
        return Plan((), (f"sentence/{told.kind}",))
    if not pack.says_numbers(style.numbers):
        return Plan((), (f"number style {style.numbers}",))
    if style.language != pack.language:
        return Plan((), (f"language {style.language}",))
    parts = sentence_parts(_steps(pack, told), told, pack.clips)
    names = [name for part in parts for name in part]
    missing = [name for name in dict.fromkeys(names) if name not in pack.clips]
    if style.zero_word != pack.zero and "digit/0" in names:
        missing.append(f"zero as {style.zero_word}")
    return Plan(parts, tuple(missing))


def own_steps(template: str, told: Told) -> tuple[str, ...]:
    """A mall's own template as clips and fields: a clip for each run of words in it."""
    language, facts = told.style.language, told.facts
    given = {
        "ticket": facts.ticket,
        "counter": facts.counter,
        "agency": facts.agency.get(language, ""),
        "service": facts.service.get(language, ""),
    }
    steps: list[str] = []
    rest = 0
    whole = chosen(template, given)
    for match in FIELD.finditer(whole):
        steps += [*_phrase(whole[rest : match.start()]), match.group()]
        rest = match.end()
    return (*steps, *_phrase(whole[rest:]))


def own_phrases(template: str) -> Mapping[str, str]:
    """What is read aloud for each clip of a mall's own template that no product sentence has."""
    words = (_words(part) for part in re.split(r"\{\w*\}|[\[\]]", template))
    return {f"phrase/{slug(part)}": part for part in words if part}


def sentence_parts(steps: Sequence[str], told: Told, clips: Container[str]) -> tuple[Part, ...]:
    """The clips of each step; `clips` are those that are there, where there is a choice."""
    parts = (_part(step, told, clips) for step in steps)
    return tuple(part for part in parts if part)


def number_clips(number: int, language: str, clips: Container[str] = ()) -> Part:
    """A number from 0 to 9999 in clips, word for word as `number_words` has it."""
    if number == 0:
        return ("digit/0",)
    return tuple(_indonesian(number, clips) if language == "id" else _english(number, clips))


def _steps(pack: Pack, told: Told) -> Sequence[str]:
    """The pack's own sentence, or the mall's. A pack that was recorded before there was one for a
    transfer says that as a call."""
    if told.own:
        return own_steps(told.own, told)
    steps = pack.sentences[told.kind]
    phrases = (step for step in steps if not step.startswith(("{", "[")))
    if told.kind == "transfer" and any(step not in pack.clips for step in phrases):
        return pack.sentences["call"]
    return steps


def _phrase(text: str) -> tuple[str, ...]:
    words = _words(text)
    return (f"phrase/{slug(words)}",) if words else ()


def _words(text: str) -> str:
    """The words of a piece of a template, without the marks around them."""
    return " ".join(text.split()).strip(" .,;:!?…-–—") if any(map(str.isalnum, text)) else ""


def _part(step: str, told: Told, clips: Container[str]) -> Part:
    facts, style = told.facts, told.style
    match step:
        case "{ticket}":
            return _code_clips(say_ticket(facts.ticket, style), style, clips)
        case "{counter}":
            return _counter(told, clips)
        case "{agency}" | "[{agency}]":
            name = facts.agency.get(style.language, "")
            return (f"agency/{slug(name)}",) if name or step == "{agency}" else ()
        case _:
            return (step,)


def _counter(told: Told, clips: Container[str]) -> Part:
    """A clip of the whole counter where there is one; else its letters and numbers."""
    desk = told.facts.desk.get(told.style.language, "")
    name = desk or told.facts.counter
    whole = f"counter/{slug(name)}"
    if desk or not is_code(name) or whole in clips:
        return (whole,)
    return _code_clips(say_counter(name, told.style), told.style, clips)


def _code_clips(spoken: Spoken, style: Style, clips: Container[str]) -> Part:
    """The clips of what an engine would be given: letters and numerals between commas."""
    found: list[str] = []
    for word in spoken.text.split(", "):
        if word == style.zero_numeral:
            found.append("digit/0")
        elif not word.isdecimal():
            found.append(f"letter/{slug(word)}")
        elif len(word) == 1:
            found.append(f"digit/{word}")
        elif int(word) <= LARGEST:
            found += number_clips(int(word), style.language, clips)
    return tuple(found)


def _unit(number: int, clips: Container[str]) -> str:
    """A digit inside a number: its own clip where there is one, for another melody."""
    return f"num/{number}" if f"num/{number}" in clips else f"digit/{number}"


def _indonesian(number: int, clips: Container[str]) -> list[str]:
    if number < 10:
        return [_unit(number, clips)]
    if number in (10, 11, 100, 1000):
        return [f"num/{number}"]
    if number < 20:
        return [_unit(number - 10, clips), "unit/belas"]
    sizes = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))
    size, unit = next(row for row in sizes if number >= row[0])
    count, rest = divmod(number, size)
    one = count == 1 and size > 10
    head = [f"num/{size}"] if one else [_unit(count, clips), f"unit/{unit}"]
    return head + (_indonesian(rest, clips) if rest else [])


def _english(number: int, clips: Container[str]) -> list[str]:
    if number < 10:
        return [_unit(number, clips)]
    if number < 20:
        return [f"num/{number}"]
    if number < 100:
        rest = number % 10
        return [f"num/{number - rest}", *([_unit(rest, clips)] if rest else [])]
    size, unit = (1000, "unit/thousand") if number >= 1000 else (100, "unit/hundred")
    count, rest = divmod(number, size)
    joint = ["unit/and"] if 0 < rest < 100 else []
    return [
        _unit(count, clips),
        unit,
        *joint,
        *(_english(rest, clips) if rest else []),
    ]
