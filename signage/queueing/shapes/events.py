"""Events that have a zone, as screens, counters and the floor show them."""

from __future__ import annotations

import msgspec

from signage.queueing.hall import Text
from signage.queueing.shapes.parts import ZoneName


class ProgrammeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A point of an event's programme: a time such as 09:00, and what there is then."""

    at: str
    text: Text


class TakeoverView(msgspec.Struct, frozen=True, kw_only=True):
    """An event that has taken the zone: its screens show it and nothing else. `since` and `until`
    are Unix ms, the latter null until somebody ends it; `note` says where calls are made."""

    id: str
    name: Text
    greeting: Text
    playlist: str | None
    programme: tuple[ProgrammeRow, ...]
    since: int
    until: int | None
    calls_to: tuple[ZoneName, ...]
    note: Text


class GuestView(msgspec.Struct, frozen=True, kw_only=True):
    """A zone that an event has taken, and whose calls are made in this one; in words as well."""

    zone: str
    name: Text
    note: Text


class TakeoverRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that has a zone, for who may end it: since and until when, in Unix ms, and where
    the zone's calls are made. `speaking`: the sentence that ran when it began is still said."""

    takeover: str
    zone: str
    zone_name: Text
    name: Text
    since: int
    until: int | None
    calls_to: tuple[Text, ...]
    speaking: bool = False


class ComingRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that its schedule begins within the next 12 hours, or should have begun: then it
    waits, and `hindrance` says why. Unix ms."""

    takeover: str
    zone: str
    zone_name: Text
    name: Text
    begins: int
    ends: int
    hindrance: Text | None = None


class WithheldRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that has a zone in which a counter would else be called; since and until when, in
    Unix ms, the latter null until somebody ends it."""

    takeover: str
    name: Text
    zone: str
    zone_name: Text
    since: int
    until: int | None
