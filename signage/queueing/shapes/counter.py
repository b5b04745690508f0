"""What an officer sees at a counter."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text
from signage.queueing.model import TicketState
from signage.queueing.shapes.events import WithheldRow
from signage.queueing.shapes.parts import (
    CallView,
    EmergencyView,
    OpensView,
    SaidState,
    Trouble,
    VoiceStatus,
    ZoneName,
)


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket at a counter: `waited` s before its first call, `since` s in its present state;
    an officer's note, in words how it came back into the line, and the services that the visit had
    before this one."""

    id: str
    number: str
    service: str
    service_name: Text
    waited: int
    since: float
    direct: bool
    note: str = ""
    came: Text | None = None
    priority_name: Text | None = None
    earlier: tuple[Text, ...] = ()


class ServiceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A service that a counter serves, how many wait for it, and whether tickets are given."""

    service: str
    name: Text
    agency_name: Text
    prefix: str
    count: int
    open: bool
    shut: str | None
    why_shut: Text | None
    opens: OpensView | None
    quota_left: int | None
    counters_open: int


class UnservedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A service that people wait for while no counter of it is open, and that in words."""

    service: str
    name: Text
    count: int
    text: Text


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One who waits for a counter, in the order of calling; `waited` in seconds, an officer's note,
    and in words how it came back into the line and where to. Of a booking that stands at its time,
    `booked_at` is that time in Unix ms."""

    ticket: str
    number: str
    service: str
    service_name: Text
    waited: int
    priority: str | None
    priority_name: Text | None
    note: str = ""
    came: Text | None = None
    booked: bool = False
    booked_at: int | None = None


class ParkedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One who was put aside, or did not come; `since` in seconds."""

    ticket: str
    number: str
    service_name: Text
    since: int
    note: str = ""


class BreakView(msgspec.Struct, frozen=True, kw_only=True):
    """An officer's break: for how many seconds it has been, and how many are left, if known."""

    since: int
    left: int | None


class ComesBack(msgspec.Struct, frozen=True, kw_only=True):
    """Where one who was parked, missed or sent on would stand, in words, as the mall has set."""

    parked: Text
    no_show: Text
    transferred: Text


class CounterRow(msgspec.Struct, frozen=True, kw_only=True):
    """A counter to send someone to."""

    counter: str
    name: str
    zone_name: Text
    open: bool


class ServiceName(msgspec.Struct, frozen=True, kw_only=True):
    """A service to send someone to."""

    service: str
    name: Text
    agency_name: Text


class PastRow(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that the counter is done with; `at` in Unix ms."""

    ticket: str
    number: str
    state: TicketState
    at: int


class ZoneProof(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the call in one zone: screens that painted it, and its sound."""

    zone: str
    shown: int
    screens: int
    said: SaidState
    heard_at: int | None
    reason: Text | None


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That the hall saw and heard the call: sums over zones, its own zone's sound."""

    seq: int
    shown: int
    screens: int
    said: SaidState
    heard_at: int | None
    reason: Text | None
    zones: tuple[ZoneProof, ...]


class UndoView(msgspec.Struct, frozen=True, kw_only=True):
    """What can be taken back, and for how many seconds more."""

    action: str
    left: float


class OfficerView(msgspec.Struct, frozen=True, kw_only=True):
    """The officer who is signed on at a counter; `rule` says whether one may or must be."""

    rule: Literal["off", "optional", "required"] = "off"
    name: str | None = None


class CounterView(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer sees.

    `unserved` are services of this counter that wait for any counter to open; `last` those that
    would, if this one closed now. `called_in` are the zones in which its calls are seen and heard
    now, `withheld` the events for which they are not in others.
    """

    counter: str
    name: str
    zone: str
    zone_name: Text
    agencies: tuple[Text, ...]
    mall: Text
    open: bool
    shut_by: Literal["officer", "hall"] | None
    state: Literal["free", "called", "serving"]
    call: CallView | None
    ticket: Visitor | None
    services: tuple[ServiceRow, ...]
    unserved: tuple[UnservedRow, ...]
    last: tuple[UnservedRow, ...]
    waiting: tuple[QueueRow, ...]
    more: int
    parked: tuple[ParkedRow, ...]
    missed: tuple[ParkedRow, ...]
    on_break: BreakView | None
    comes_back: ComesBack
    counters: tuple[CounterRow, ...]
    all_services: tuple[ServiceName, ...]
    proof: Proof | None
    undo: UndoView | None
    recent: tuple[PastRow, ...]
    day_open: bool
    utc_offset: int
    emergency: EmergencyView | None
    voice: VoiceStatus
    trouble: Trouble | None
    clock_doubtful: bool
    officer: OfficerView = OfficerView()
    called_in: tuple[ZoneName, ...] = ()
    withheld: tuple[WithheldRow, ...] = ()


class CounterElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Another counter as it stands now: how many wait for it, those included who wait for all."""

    counter: str
    open: bool
    on_break: bool
    waiting: int


class ServiceElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A service as it stands now: how many wait for it, and how many counters call for it."""

    service: str
    waiting: int
    counters_open: int


class ElsewhereView(msgspec.Struct, frozen=True, kw_only=True):
    """Where an officer may send a visitor, as it stands now. It is asked for, never pushed."""

    services: tuple[ServiceElsewhere, ...]
    counters: tuple[CounterElsewhere, ...]
