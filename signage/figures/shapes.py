"""The shapes of the service figures, for JSON, tables and pages. Times are seconds."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text

By = Literal[
    "hour", "day", "weekday", "month", "agency", "service", "counter", "group", "origin",
    "priority", "channel",
]  # fmt: skip


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """How long something took, in seconds. `p90` is the shortest time that nine in ten did not
    exceed; all but `count` are null when there is nothing to tell."""

    count: int = 0
    mean: float | None = None
    median: float | None = None
    p90: float | None = None
    longest: float | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """How many of those with a standard kept it, by the standard of their day."""

    of: int = 0
    kept: int = 0


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one hour, day, service and so on; `key` is "" for those of none.

    Each figure counts where it happened: tickets and waits where the number was given and first
    called, calls and walks at the call, servings at their counter, what became of a ticket where
    it ended. `direct` counts visits without a ticket, `open` tickets that have no end yet; `served`
    and the others are of tickets. By hour, tickets, waits and ends count at the hour of the
    number, calls and servings at the hour in which they began.
    """

    key: str
    name: Text
    tickets: int
    direct: int
    calls: int
    recalls: int
    transfers: int
    served: int
    no_show: int
    cancelled: int
    expired: int
    open: int
    servings: int
    wait: Times
    walk: Times
    serve: Times
    total: Times
    wait_kept: Kept
    serve_kept: Kept


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The part of the mall that figures are of, with its name; all null for all of it."""

    agency: str | None = None
    agency_name: Text | None = None
    service: str | None = None
    service_name: Text | None = None
    counter: str | None = None
    counter_name: Text | None = None


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a report. `days` counts business days in it, `open` says that one of them goes
    on; `said` is a sentence for a period without a visit, else null."""

    first: str
    last: str
    days: int
    open: bool
    said: Text | None


class HeatMap(msgspec.Struct, frozen=True, kw_only=True):
    """Arrivals: visits by weekday (0 is Monday) and hour; `days` counts the business days of each
    weekday, for the mean."""

    days: tuple[int, ...]
    arrivals: tuple[tuple[int, ...], ...]


class LoadRow(msgspec.Struct, frozen=True, kw_only=True):
    """One hour of a mean day: visits that came, counters that were open, and counters that would
    be at work without a pause to keep up with those who came (`need`, null without a time)."""

    hour: int
    arrivals: float
    open: float
    need: float | None


class RuleFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Calls by one rule, how many of them passed somebody over, and whom in all."""

    rule: str
    name: Text
    calls: int
    passing: int
    passed: int


class ClassFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One priority class, "" for those of none: its waits, and how often its calls passed others
    over."""

    priority: str
    name: Text
    tickets: int
    calls: int
    passing: int
    passed: int
    wait: Times


class Fairness(msgspec.Struct, frozen=True, kw_only=True):
    """The fairness of a period. `priority` and `ordinary` count turns while both lanes waited."""

    calls: int
    passing: int
    passed: int
    priority: int
    ordinary: int
    rules: tuple[RuleFigures, ...]
    classes: tuple[ClassFigures, ...]


class ReasonRow(msgspec.Struct, frozen=True, kw_only=True):
    """Announcements that were not said whole, or not at all: `result` shortened, dropped or
    failed, and why."""

    result: Literal["shortened", "dropped", "failed"]
    reason: str
    name: Text
    count: int


class VoiceRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a zone's voice made of what it was asked to say; `lag` is from asked to begun. `heard`
    has those that were shortened with it."""

    zone: str
    name: Text
    asked: int
    heard: int
    shortened: int
    dropped: int
    failed: int
    pending: int
    lag: Times
    reasons: tuple[ReasonRow, ...]


class ScreenRow(msgspec.Struct, frozen=True, kw_only=True):
    """A screen's seconds in which it was there, of those in which the server looked while the day
    was open; `share` is null when it never looked."""

    screen: str
    name: str
    zone: str
    up: int
    watched: int
    share: float | None


class ServiceReport(msgspec.Struct, frozen=True, kw_only=True):
    """The service figures of a period by one thing."""

    period: PeriodView
    chosen: Chosen
    by: By
    total: FigureRow
    rows: tuple[FigureRow, ...]


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """All that a page of service figures shows of a period."""

    period: PeriodView
    chosen: Chosen
    total: FigureRow
    hours: tuple[FigureRow, ...]
    days: tuple[FigureRow, ...]
    weekdays: tuple[FigureRow, ...]
    months: tuple[FigureRow, ...]
    agencies: tuple[FigureRow, ...]
    services: tuple[FigureRow, ...]
    counters: tuple[FigureRow, ...]
    groups: tuple[FigureRow, ...]
    origins: tuple[FigureRow, ...]
    priorities: tuple[FigureRow, ...]
    channels: tuple[FigureRow, ...]
    heat: HeatMap
    load: tuple[LoadRow, ...]
    fairness: Fairness


class VoiceReport(msgspec.Struct, frozen=True, kw_only=True):
    """The voices of a period, a row a zone."""

    period: PeriodView
    zones: tuple[VoiceRow, ...]


class ScreensReport(msgspec.Struct, frozen=True, kw_only=True):
    """The screens of a period, a row each."""

    period: PeriodView
    screens: tuple[ScreenRow, ...]


class ThingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that reports can be of; `of` is a service's agency or a counter's group."""

    id: str
    name: Text
    of: str


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What reports can be of: the days on record, and all that the mall ever had."""

    mall: Text = Text("", "")
    first: str | None
    last: str | None
    today: str
    agencies: tuple[ThingRow, ...]
    services: tuple[ThingRow, ...]
    counters: tuple[ThingRow, ...]
