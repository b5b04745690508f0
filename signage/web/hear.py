"""The interface to the mall's words: hear what a zone would say, and keep its own lexicon."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.config.editing import word_said
from signage.config.saying import LONGEST_SAID, LONGEST_WORD, word_fault
from signage.edits import Edits, Version
from signage.errors import Malformed, Refused
from signage.hearing import Heard, Trial
from signage.versions import Note
from signage.web import bodies
from signage.web.audited import audited, called
from signage.web.house import House, house
from signage.web.operations import Operation, answer


class HearBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to hear, and in which zone. `kind` is one of call, recall, transfer, short, notice,
    emergency; `counter` an id, or any name; what is left out is an example."""

    zone: str
    kind: str
    ticket: str | None = None
    counter: str | None = None
    service: str | None = None
    text: str | None = None
    language: str | None = None


class LexiconBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word of the mall's own; `said` null takes it out. `revision` is of the file as read."""

    revision: str
    language: str
    word: str
    said: str | None


class SentenceRow(msgspec.Struct, frozen=True):
    """A sentence as the engine gets it, and as people read it."""

    language: str
    text: str
    caption: str


class VoiceRow(msgspec.Struct, frozen=True):
    """The voice of a sentence; null when none can say it. `instead`: not the mall's choice."""

    language: str
    profile: str | None
    instead: bool


class HeardReply(msgspec.Struct, frozen=True):
    """What the zone would say, and the WAV of it; `length` is seconds, `reason` what is amiss."""

    zone: str
    sentences: tuple[SentenceRow, ...]
    url: str
    length: float
    voice: tuple[VoiceRow, ...]
    reason: str | None


class WordRow(msgspec.Struct, frozen=True):
    """A word, and how it is said."""

    word: str
    said: str


class LanguageWords(msgspec.Struct, frozen=True):
    """The words of a language: the mall's own, and those of the product beneath them."""

    language: str
    own: tuple[WordRow, ...]
    product: tuple[WordRow, ...]


class LexiconReply(msgspec.Struct, frozen=True):
    """The lexicon of the file that has this revision."""

    revision: str
    languages: tuple[LanguageWords, ...]


async def hear(request: Request) -> Response:
    """POST /api/voice/hear"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "hear", rooms.live.state.hall)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), HearBody)
    rooms.trials.take(device.id)
    given = {name: value for name, value in msgspec.structs.asdict(asked).items() if value}
    trial = Trial(**{"zone": "", "kind": "", **given})
    return answer(_heard(await rooms.hearing.hear(trial)))


async def lexicon(request: Request) -> Response:
    """GET /api/voice/lexicon"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "configure", rooms.live.state.hall)
    return answer(_lexicon(rooms, await _edits(rooms).read()))


async def set_word(request: Request) -> Response:
    """POST /api/voice/lexicon"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "configure", rooms.live.state.hall)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), LexiconBody)
    if asked.language not in rooms.live.state.hall.mall.languages:
        raise Malformed("language_unknown", language=asked.language[:40])
    if asked.said is not None:
        _, code = word_fault(asked.word, asked.said)
        if code:
            limit = LONGEST_SAID if code.startswith("said") else LONGEST_WORD
            raise Malformed(code, limit=limit)
    edit = word_said(asked.language, asked.word, asked.said)
    made = await _edits(rooms).make(edit, asked.revision, Note(who=called(device)))
    after = {"language": asked.language, "word": asked.word, "said": asked.said}
    await audited(request, device, "config.changed", "lexicon", None, after)
    return answer(_lexicon(rooms, made))


def _edits(rooms: House) -> Edits:
    if rooms.edits is None:
        raise Refused("config_unwritable", problem="")
    return rooms.edits


def _heard(heard: Heard) -> HeardReply:
    return HeardReply(
        zone=heard.zone,
        sentences=tuple(
            SentenceRow(one.said.language, one.said.text, one.said.caption)
            for one in heard.sentences
        ),
        url=heard.clip.url,
        length=round(heard.clip.length, 3),
        voice=tuple(
            VoiceRow(one.said.language, one.profile, one.instead) for one in heard.sentences
        ),
        reason=heard.reason,
    )


def _lexicon(rooms: House, version: Version) -> LexiconReply:
    own, product = version.config.voice.lexicon, rooms.product_words
    return LexiconReply(
        revision=version.revision,
        languages=tuple(
            LanguageWords(language, _rows(own.get(language, {})), _rows(product.get(language, {})))
            for language in version.config.hall.mall.languages
        ),
    )


def _rows(words: Mapping[str, str]) -> tuple[WordRow, ...]:
    ordered = sorted(words.items(), key=lambda row: (row[0].casefold(), row[0]))
    return tuple(WordRow(word, said) for word, said in ordered)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/voice/hear", summary="Hear what a zone would say", verb="hear",
        body=HearBody, reply=HeardReply, handle=hear,
    ),
    Operation(
        method="GET", path="/api/voice/lexicon", summary="How words are said",
        verb="configure", reply=LexiconReply, handle=lexicon,
    ),
    Operation(
        method="POST", path="/api/voice/lexicon", summary="Set or take out a word of the mall's",
        verb="configure", body=LexiconBody, reply=LexiconReply, handle=set_word,
    ),
)  # fmt: skip
