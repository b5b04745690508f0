"""The whole hall, for the floor manager."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import SpeakerKind, Text
from signage.queueing.shapes.counter import BreakView
from signage.queueing.shapes.events import ComingRow, TakeoverRow
from signage.queueing.shapes.machines import (
    AlertRow,
    BackupStatus,
    PrinterStatus,
    ReportStatus,
    ScreenHealth,
)
from signage.queueing.shapes.parts import (
    EmergencyRow,
    ExpectedWait,
    OpensView,
    Trouble,
    VoiceStatus,
)


class Limit(msgspec.Struct, frozen=True):
    """From how many seconds on something wants a look, and from how many on it is an alarm."""

    warn: int
    alarm: int


class FloorCounter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter on the floor overview; `since` in seconds. `services` are ids of its queues,
    `aimed` how many wait for this counter alone, `officer` who is signed on there."""

    counter: str
    name: str
    zone: str
    services: tuple[str, ...]
    open: bool
    shut_by: Literal["officer", "hall"] | None
    on_break: BreakView | None
    state: Literal["free", "called", "serving"]
    number: str | None
    service: str | None
    since: float
    aimed: int
    officer: str | None = None


class FloorClass(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a priority class wait."""

    priority: str
    name: Text
    waiting: int


class FloorQueue(msgspec.Struct, frozen=True, kw_only=True):
    """A queue on the floor overview; `longest` wait in seconds, those included who were sent to one
    counter. `limit` is how long it may be; `open`, `shut`, `opens` and `quota_left` as an `Offer`
    has them."""

    service: str
    name: Text
    agency_name: Text
    waiting: int
    longest: int
    limit: Limit
    classes: tuple[FloorClass, ...]
    counters_open: int
    expected_wait: ExpectedWait | None
    open: bool
    shut: str | None
    why_shut: Text | None
    opens: OpensView | None
    quota_left: int | None


class FloorZone(msgspec.Struct, frozen=True, kw_only=True):
    """A zone on the floor overview."""

    zone: str
    name: Text
    speaker: SpeakerKind
    voice: VoiceStatus


class FloorView(msgspec.Struct, frozen=True, kw_only=True):
    """The whole hall for the floor manager. `serve_limit` is how long a visitor may keep a counter,
    `lag_limit` how long an announcement may wait, in seconds. `takeovers` have zones now, `coming`
    are those that wait or that their schedule begins soon."""

    mall: Text
    languages: tuple[str, ...]
    utc_offset: int
    day: str
    day_open: bool
    serve_limit: Limit
    lag_limit: Limit
    counters: tuple[FloorCounter, ...]
    queues: tuple[FloorQueue, ...]
    zones: tuple[FloorZone, ...]
    screens: tuple[ScreenHealth, ...]
    emergencies: tuple[EmergencyRow, ...]
    trouble: Trouble | None
    clock_doubtful: bool
    printers: tuple[PrinterStatus, ...] = ()
    backup: BackupStatus | None = None
    reports: ReportStatus | None = None
    alerts: tuple[AlertRow, ...] = ()
    takeovers: tuple[TakeoverRow, ...] = ()
    coming: tuple[ComingRow, ...] = ()
