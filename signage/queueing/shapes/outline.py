"""What there is in the hall, by id and by name."""

from __future__ import annotations

import msgspec

from signage.queueing.hall import SpeakerKind, Text


class OutlineZone(msgspec.Struct, frozen=True, kw_only=True):
    """A zone of the hall: who voices it, and whose calls it hears."""

    zone: str
    name: Text
    speaker: SpeakerKind
    hears: tuple[str, ...]


class OutlineAgency(msgspec.Struct, frozen=True, kw_only=True):
    """An agency of the hall; `spoken` is how the voice names it."""

    agency: str
    name: Text
    short: Text
    spoken: Text


class OutlineService(msgspec.Struct, frozen=True, kw_only=True):
    """A service of the hall; `sample` is how its numbers look."""

    service: str
    name: Text
    agency: str
    sample: str


class OutlineCounter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter of the hall."""

    counter: str
    name: str
    zone: str
    services: tuple[str, ...]


class OutlineView(msgspec.Struct, frozen=True, kw_only=True):
    """What there is in the hall, by id and by name: the settings that pages choose from."""

    mall: Text
    languages: tuple[str, ...]
    zones: tuple[OutlineZone, ...]
    agencies: tuple[OutlineAgency, ...]
    services: tuple[OutlineService, ...]
    counters: tuple[OutlineCounter, ...]
