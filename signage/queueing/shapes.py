"""The shapes of what a client may see. The pages, the sockets and the OpenAPI read these types."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import SpeakerKind, Text
from signage.queueing.model import TicketState

SaidState = Literal["waiting", "speaking", "heard", "blocked", "failed", "skipped", "none"]
VoiceState = Literal["ready", "screen", "silent", "failed"]


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Why presses are refused now."""

    code: str
    text: Text


class ReasonRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many announcements went so today, for one reason."""

    reason: str
    text: Text
    count: int


class QuietNow(msgspec.Struct, frozen=True, kw_only=True):
    """A quiet time that holds: how it is called, the time at which it ends, what the voice is."""

    name: Text
    until: str
    voice: Literal["silent", "soft"]


class VoiceStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a zone speaks: `ready` (sound card), `screen`, `silent` by choice, or `failed`.

    `lag` is how many seconds the oldest announcement waits now, `longest` the most that one waited
    today until it was begun or too old. Today's figures: `shortened` were said, but less than with
    room, `failed` were not heard though they were tried, `dropped` were not said; with the reasons.
    `instead` is the voice that stands in for the mall's choice now, `stand_ins` how often one did
    since the server started.
    """

    state: VoiceState = "silent"
    reason: Text | None = None
    lag: float = 0.0
    longest: float = 0.0
    shortened: int = 0
    failed: int = 0
    shortened_why: tuple[ReasonRow, ...] = ()
    failed_why: tuple[ReasonRow, ...] = ()
    dropped: tuple[ReasonRow, ...] = ()
    quiet: QuietNow | None = None
    instead: str | None = None
    stand_ins: int = 0


class WhyView(msgspec.Struct, frozen=True, kw_only=True):
    """Why this ticket: the rule, the wait in seconds, the services looked at, and it in words.

    `passed` is how many with an earlier place were passed over; `share` such as "1:1" when it was a
    lane's turn, `limit` the minutes after which nobody is passed over (0: none), `weight` what a
    minute of this service counts at the counter.
    """

    rule: str
    waited: int
    among: tuple[str, ...]
    text: Text
    priority: str | None = None
    passed: int = 0
    share: str | None = None
    limit: int = 0
    weight: int = 1


class OpensView(msgspec.Struct, frozen=True, kw_only=True):
    """When tickets are given again: a date of the mall's calendar and a minute of it; in words."""

    date: str
    minute: int
    text: Text


class ExpectedWait(msgspec.Struct, frozen=True, kw_only=True):
    """How long one who comes now, or who waits, is expected to wait: steps of 5, and in words."""

    minutes: int
    text: Text


class ZonePlace(msgspec.Struct, frozen=True, kw_only=True):
    """A zone where a visitor may wait; `counters` when one of it may call them."""

    name: Text
    direction: Text | None
    counters: bool


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A service as it stands: may a ticket be issued, why not (`shut` is the code), when again.

    `quota_left` is null without a quota; `no_counter` says that nobody calls for those who wait.
    """

    service: str
    name: Text
    agency: str
    agency_name: Text
    open: bool
    shut: str | None
    why_shut: Text | None
    opens: OpensView | None
    quota_left: int | None
    waiting: int
    counters_open: int
    no_counter: Text | None
    expected_wait: ExpectedWait | None


class WaitingRow(Offer, frozen=True, kw_only=True):
    """A service of a zone; `count` is how many wait for it, as `waiting`."""

    count: int


class CallView(msgspec.Struct, frozen=True, kw_only=True):
    """A counter's current call, as every action answers it."""

    seq: int
    first: int
    number: str
    counter: str
    zone: str
    zones: tuple[str, ...]
    service: str
    agency: str
    recall: int
    why: WhyView
    ticket: str


class CallRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a zone's board. `age` is seconds at the message's `at`."""

    seq: int
    first: int
    number: str
    counter: str
    counter_name: str
    agency: str
    agency_name: Text
    service: str
    service_name: Text
    zone: str
    zone_name: Text
    direction: Text | None
    recall: int
    age: float
    state: Literal["called", "serving", "over"]
    said: SaidState


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


class EmergencyView(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above all else; `since` in seconds. A drill is shown as one."""

    emergency: str
    text: Text
    since: float
    drill: bool


class EmergencyRow(msgspec.Struct, frozen=True, kw_only=True):
    """An emergency that stands, for who may end it: where, and in which languages it is said."""

    emergency: str
    text: Text
    since: float
    drill: bool
    zones: tuple[str, ...]
    zone_names: tuple[Text, ...]
    languages: tuple[str, ...]


class ProgrammeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A point of an event's programme: a time such as 09:00, and what there is then."""

    at: str
    text: Text


class ZoneName(msgspec.Struct, frozen=True, kw_only=True):
    """A zone, and what people call it."""

    zone: str
    name: Text


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


class QueuedTicket(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a service's line: the number and its class, nothing more."""

    number: str
    priority: str | None


class QueueView(Offer, frozen=True, kw_only=True):
    """The line of a service; `longest` wait in seconds."""

    zone_names: tuple[Text, ...]
    places: tuple[ZonePlace, ...]
    longest: int
    tickets: tuple[QueuedTicket, ...]
    calls: tuple[CallRow, ...]


class KioskService(Offer, frozen=True, kw_only=True):
    """A service on the kiosk, its classes, and what a visitor has to bring (`papers`). `waits_at`
    says where to wait while an event has the usual zone."""

    prefix: str
    zone_names: tuple[Text, ...]
    places: tuple[ZonePlace, ...]
    papers: tuple[Text, ...]
    priorities: tuple[str, ...]
    asks_origin: bool
    waits_at: Text | None = None


class KioskAgency(msgspec.Struct, frozen=True, kw_only=True):
    """An agency on the kiosk."""

    agency: str
    name: Text
    short: Text
    services: tuple[KioskService, ...]


class PriorityChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A priority class to choose."""

    priority: str
    name: Text


class OriginChoice(msgspec.Struct, frozen=True, kw_only=True):
    """An origin to choose."""

    origin: str
    name: Text


PrinterState = Literal["ready", "paper_out", "cover_open", "offline", "slow", "unknown", "browser"]


class KioskPrinter(msgspec.Struct, frozen=True, kw_only=True):
    """A printer that a kiosk prints on; `text` is for the visitor, `paper` its width in mm."""

    printer: str
    state: PrinterState
    text: Text
    paper: int
    footer: Text | None


class KioskView(msgspec.Struct, frozen=True, kw_only=True):
    """What a kiosk offers."""

    mall: Text
    languages: tuple[str, ...]
    agencies: tuple[KioskAgency, ...]
    priorities: tuple[PriorityChoice, ...]
    origins: tuple[OriginChoice, ...]
    emergency: EmergencyView | None
    trouble: Trouble | None
    printers: tuple[KioskPrinter, ...] = ()
    bookings: bool = False


class CounterPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A counter to go to: where it is in its zone, and where that is in the building."""

    counter: str
    name: str
    direction: Text | None
    zone_name: Text
    zone_direction: Text | None


class TicketView(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor's phone shows of its own ticket; drawn anew only when that ticket moves.

    `ahead` counts those called before, if nobody else comes, when this was drawn; `line` names the
    topic that tells it ever after. `place` is the counter that calls, waits for, or last called the
    ticket. `again`: it was called before, and waits once more. `since` is seconds in this state.
    """

    number: str
    state: TicketState
    mall: Text
    utc_offset: int
    service: str
    service_name: Text
    agency_name: Text
    zone_names: tuple[Text, ...]
    zones: tuple[ZonePlace, ...]
    line: str
    ahead: int
    again: bool
    since: float
    place: CounterPlace | None
    call: CallRow | None


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """A line as all phones in it share it: who stands in it, in order, and nothing else of them.

    `order` has the numbers, `["B012", 4]` for B012 and the three that follow it. `counters` are
    the names of the open counters that call from this line. `expected_wait` is the minutes that one
    who came now would wait, in steps of 5; null while nobody can tell. `waits_at` says where to
    wait while an event has the usual zone; `emergency` is one that stands where they may be.
    """

    line: str
    open: bool
    why_shut: Text | None
    waiting: int
    order: tuple[tuple[str, int], ...]
    counters: tuple[str, ...]
    expected_wait: int | None
    waits_at: Text | None = None
    emergency: EmergencyView | None = None


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


DeviceState = Literal["well", "muted", "hung", "trouble", "silent", "never", "revoked"]
"""How a device is. `hung`: its socket is open, but it paints nothing new. `silent`: it was there
before and gives no sign now. `trouble`: it says itself what is wrong."""


class ScreenHealth(msgspec.Struct, frozen=True, kw_only=True):
    """A screen as it reported itself: s since its last beat, the last seq that it painted."""

    screen: str
    zone: str
    shown: int
    sound: str
    age: float | None
    name: str = ""
    state: DeviceState = "well"


class AlertRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something is wrong with a device, in opening hours and for longer than a moment.

    `since` is when it began, `at` when it was told, `ended` when it was well again: Unix ms.
    """

    alert: int
    device: str
    kind: str
    title: Text
    place: str | None
    what: DeviceState
    text: Text
    since: int
    at: int
    ended: int | None = None


class PairingView(msgspec.Struct, frozen=True, kw_only=True):
    """What a page that waits to be paired may see; once it is, its secret."""

    state: Literal["waiting", "paired", "expired"]
    code: str | None
    seconds: int = 0
    kind: str | None = None
    secret: str | None = None
    place: str | None = None


class PrinterStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A printer, for those who mend it: how it is, papers that wait, and since the start how many
    were printed or not (`missed`), the latest of the latter and why. `error` is the system's."""

    printer: str
    name: Text
    zones: tuple[str, ...]
    kind: Literal["network", "usb", "file", "browser"]
    state: PrinterState
    text: Text
    error: str
    waiting: int
    printed: int
    missed: int
    last_missed: str | None
    last_missed_why: Text | None


class BackupStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The newest backup: its age in s and its bytes, null when there is none; whether one is made
    just now; `trouble` when the last try failed, or the newest is too old."""

    age: float | None = None
    bytes: int | None = None
    making: bool = False
    trouble: Trouble | None = None


class ReportStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that are left in a folder: at which minute of the day; the last files, when they were
    made (the mall's time, and s ago) and where they lie; whether some are made just now. `trouble`
    when the last try failed, `failed` is the file that could not be made."""

    minute: int
    at: str | None = None
    age: float | None = None
    folder: str = ""
    files: tuple[str, ...] = ()
    making: bool = False
    failed: str | None = None
    trouble: Trouble | None = None


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


class SoundView(msgspec.Struct, frozen=True, kw_only=True):
    """The one current announcement of a zone; `length` in seconds, `gain` in dB, 0 or below."""

    id: str
    seq: int
    url: str
    lease: str
    length: float
    gain: float = 0.0


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
