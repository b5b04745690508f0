"""What several views show: a call and why, an offer, a voice, a trouble, an emergency."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text

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


class ZoneName(msgspec.Struct, frozen=True, kw_only=True):
    """A zone, and what people call it."""

    zone: str
    name: Text
