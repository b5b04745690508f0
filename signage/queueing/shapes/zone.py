"""What the screens of a zone show, and what its voice says."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text
from signage.queueing.shapes.events import GuestView, TakeoverView
from signage.queueing.shapes.parts import (
    CallRow,
    EmergencyView,
    Offer,
    SaidState,
    Trouble,
    VoiceStatus,
)


class WaitingRow(Offer, frozen=True, kw_only=True):
    """A service of a zone; `count` is how many wait for it, as `waiting`."""

    count: int


class ServingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A counter and the number that is at it."""

    counter: str
    counter_name: str
    zone: str
    zone_name: Text
    agency_name: Text
    number: str
    state: Literal["called", "serving"]


class Speaking(msgspec.Struct, frozen=True, kw_only=True):
    """What the zone's voice says just now, in words; `seq` is its call's, null for a notice."""

    announcement: str
    seq: int | None
    caption: str | None


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A spoken notice, to be read as well; `age` in seconds."""

    announcement: str
    text: str
    language: str
    age: float
    said: SaidState


class ZoneView(msgspec.Struct, frozen=True, kw_only=True):
    """What the screens of a zone show. `emergency` is the first of its `emergencies`; `takeover`
    is an event that has the zone, `guests` are zones whose calls it makes for such a reason."""

    zone: str
    name: Text
    mall: Text
    day: str
    time_zone: str
    utc_offset: int
    open: bool
    calls: tuple[CallRow, ...]
    serving: tuple[ServingRow, ...]
    waiting: tuple[WaitingRow, ...]
    speaking: Speaking | None
    notice: Notice | None
    emergency: EmergencyView | None
    emergencies: tuple[EmergencyView, ...]
    voice: VoiceStatus
    trouble: Trouble | None
    clock_doubtful: bool
    takeover: TakeoverView | None = None
    guests: tuple[GuestView, ...] = ()


class SoundView(msgspec.Struct, frozen=True, kw_only=True):
    """The one current announcement of a zone; `length` in seconds, `gain` in dB, 0 or below."""

    id: str
    seq: int
    url: str
    lease: str
    length: float
    gain: float = 0.0
