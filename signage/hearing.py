"""What a zone would say, made to be tried: never written down, and never in a call's way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Final, Literal
from unicodedata import category

from signage.errors import Malformed, NotFound, Refused, VoiceTrouble
from signage.queueing.announcements import one_line, sayable
from signage.queueing.hall import Counter, Hall, Service
from signage.queueing.wording import voice_reason
from signage.voice.clips import Clip
from signage.voice.maker import ClipMaker
from signage.voice.phrases import Announcement, Brevity, Utterance
from signage.voice.settings import VoiceSettings
from signage.voice.templates import KINDS, TEXTS

Kind = Literal["call", "recall", "transfer", "short", "notice", "emergency"]

LONGEST_CODE: Final = 12
LONGEST_COUNTER: Final = 40
EXAMPLE: Final = 12
"""The serial of a ticket that nobody named."""
AT_ONCE: Final = 4
"""Trials that wait for their turn; one is made at a time."""
PATIENCE: Final = 5.0
"""Seconds that a trial waits for a moment without calls."""
_CODE: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9]+(?:[-./ ][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What somebody wants to hear. `counter` and `service` are ids of the hall, or `counter` any
    name; what is empty is an example of the zone's."""

    zone: str
    kind: str
    ticket: str = ""
    counter: str = ""
    service: str = ""
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a trial: `profile` is the voice that says it, `instead` of another. Without
    a profile no voice can."""

    said: Utterance
    profile: str | None
    instead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A trial that was made. `reason` is why it is not as it should be; None if it is."""

    zone: str
    sentences: tuple[Sentence, ...]
    clip: Clip
    reason: str | None


@dataclass(slots=True, kw_only=True)
class Hearing:
    """Makes trials, one at a time, while no call's sentence is being made.

    `calls` is the maker that calls wait for, `maker` the one apart from it.
    """

    calls: ClipMaker
    maker: ClipMaker
    hall: Callable[[], Hall]
    settings: Callable[[], VoiceSettings]
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: int = 0

    async def hear(self, trial: Trial) -> Heard:
        """The trial as the zone would say it now. Raises Refused in one of its kinds."""
        facts, brevity = tried(self.hall(), trial)
        if self._waiting >= AT_ONCE:
            raise Refused("too_often", after=2)
        self._waiting += 1
        try:
            async with self._turn:
                await self.calls.idle(PATIENCE)
                return await self._made(facts, brevity, trial)
        finally:
            self._waiting -= 1

    async def _made(self, facts: Announcement, brevity: Brevity, trial: Trial) -> Heard:
        settings = self.settings()
        repeated = brevity == "whole" and facts.kind not in TEXTS
        times = settings.times if repeated else 1  # as the agenda has it, with room
        languages = (trial.language,) if trial.language and not facts.language else ()
        try:
            clip = await self.maker.make(facts, brevity, times=times, languages=languages)
        except VoiceTrouble as trouble:
            raise Refused("voice_failed", problem=voice_reason(trouble.code)) from trouble
        said = self.maker.words(facts, brevity, languages)
        voices = clip.voices or (None,) * len(said)
        return Heard(
            zone=trial.zone,
            sentences=tuple(
                Sentence(
                    said=one,
                    profile=voice,
                    instead=voice is not None and voice != settings.profiles.get(one.language),
                )
                for one, voice in zip(said, voices, strict=True)
            ),
            clip=clip,
            reason=clip.instead or clip.reason or None,
        )


def tried(hall: Hall, trial: Trial) -> tuple[Announcement, Brevity]:
    """The announcement of a trial, and how briefly the zone would say it."""
    if trial.zone not in hall.zone:
        raise NotFound("zone_unknown", zone=_echo(trial.zone))
    if trial.kind not in KINDS:
        raise Malformed("kind_unknown", kind=_echo(trial.kind), known=", ".join(KINDS))
    if trial.language and trial.language not in hall.mall.languages:
        raise Malformed("language_unknown", language=_echo(trial.language))
    if trial.kind in TEXTS:
        return _text(hall, trial), "whole"
    return _call(hall, trial)


def _text(hall: Hall, trial: Trial) -> Announcement:
    text = one_line(trial.text)
    if not sayable(text):
        raise Malformed("text_empty")
    return Announcement(
        id="trial",
        zone=trial.zone,
        seq=0,
        kind="emergency" if trial.kind == "emergency" else "notice",
        text=text,
        language=trial.language or hall.mall.languages[0],
    )


def _call(hall: Hall, trial: Trial) -> tuple[Announcement, Brevity]:
    if trial.service and trial.service not in hall.service:
        raise NotFound("service_unknown", service=_echo(trial.service))
    if trial.ticket and not is_ticket(trial.ticket):
        raise Malformed("ticket_implausible", ticket=_echo(trial.ticket), limit=LONGEST_CODE)
    counter = _counter(hall, trial)
    service = _service(hall, trial, counter)
    name = counter.name if counter else trial.counter.strip()
    heard = counter is not None and counter.zone != trial.zone
    facts = Announcement(
        id="trial",
        zone=trial.zone,
        seq=0,
        kind=_KINDS[trial.kind],
        ticket=trial.ticket or (service.number(EXAMPLE) if service else "A012"),
        counter=name,
        agency=asdict(hall.agency[service.agency].spoken) if service else {},
        service=asdict(service.name) if service else {},
        of=service.agency if service else "",
    )
    return facts, "short" if trial.kind == "short" or heard else "whole"


_KINDS: Final[dict[str, Literal["call", "recall", "transfer"]]] = {
    "call": "call",
    "short": "call",
    "recall": "recall",
    "transfer": "transfer",
}


def is_ticket(code: str) -> bool:
    """Whether it could stand on a ticket: letters and digits, at least one digit, signs between."""
    return len(code) <= LONGEST_CODE and _CODE.fullmatch(code) is not None


def _counter(hall: Hall, trial: Trial) -> Counter | None:
    """The counter of this id, or of this name; None for a name that no counter has."""
    if not trial.counter:
        return _example(hall, trial)
    if trial.counter in hall.counter:
        return hall.counter[trial.counter]
    name = trial.counter.strip()
    named = next((one for one in hall.counters if one.name == name), None)
    if named is None and not _is_name(name):
        raise NotFound("counter_unknown", counter=_echo(trial.counter))
    return named


def _is_name(name: str) -> bool:
    plain = all(category(char)[0] != "C" for char in name)
    return plain and len(name) <= LONGEST_COUNTER and any(char.isalnum() for char in name)


def _example(hall: Hall, trial: Trial) -> Counter:
    """A counter of this zone, or that it hears, for the service if one is named."""
    near = sorted(hall.counters_in(trial.zone), key=lambda one: one.zone != trial.zone)
    service = trial.service or (found.id if (found := _printed(hall, trial.ticket)) else "")
    every = [*near, *hall.counters]
    return next((one for one in every if service in one.services), every[0])


def _service(hall: Hall, trial: Trial, counter: Counter | None) -> Service | None:
    """Whose ticket it is: as named, or as its number says where the counter serves that, or of the
    first that the counter serves."""
    if trial.service:
        return hall.service[trial.service]
    found = _printed(hall, trial.ticket)
    if counter is None or (found is not None and found.id in counter.services):
        return found
    return hall.service[counter.services[0]]


def _printed(hall: Hall, ticket: str) -> Service | None:
    """The service that prints this number."""
    for service in hall.services:
        head = service.prefix + service.separator
        serial = ticket.removeprefix(head)
        if serial != ticket and serial.isdecimal() and service.number(int(serial)) == ticket:
            return service
    return None


def _echo(asked: str) -> str:
    return asked[:40]
