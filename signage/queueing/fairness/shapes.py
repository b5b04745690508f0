"""The shapes of the fairness report, for JSON and the page."""

from __future__ import annotations

import msgspec

from signage.queueing.hall import Text


class PassedByRow(msgspec.Struct, frozen=True, kw_only=True):
    """How often those of one class passed somebody over, by one rule; the rule in words."""

    priority: str
    name: Text
    rule: str
    rule_name: Text
    count: int


class ClassRow(msgspec.Struct, frozen=True, kw_only=True):
    """One priority class, "" for those of none. Waits in seconds, from the number to the first
    call, or to now for one who was never called; `passed` counts times, `passed_tickets` tickets.
    """

    priority: str
    name: Text
    shares: bool
    tickets: int
    called: int
    waiting: int
    passed: int
    passed_tickets: int
    most_passed: int
    by: tuple[PassedByRow, ...]
    longest: int
    longest_number: str | None
    mean: int


class PassedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of those who were passed over most; the wait in seconds."""

    number: str
    service: str
    service_name: Text
    priority: str
    name: Text
    passed: int
    waited: int
    by: tuple[PassedByRow, ...]


class LineRow(msgspec.Struct, frozen=True, kw_only=True):
    """How one line of counters kept its share, over its busy windows: runs of turns in which both
    lanes waited. `kept` of them never gave a lane a round more than its due."""

    services: tuple[str, ...]
    names: tuple[Text, ...]
    share: str
    windows: int
    kept: int
    priority: int
    ordinary: int


class RuleRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many calls one rule made."""

    rule: str
    name: Text
    count: int


class FairnessReport(msgspec.Struct, frozen=True, kw_only=True):
    """The fairness of a day, as of event `seq`. `late` counts turns that passed over somebody past
    the age (the policy makes none), `late_chosen` such choices of officers; `said` is it in words.
    """

    day: str
    seq: int
    closed: bool
    share: str | None
    limit: int
    tickets: int
    called: int
    passed: int
    late: int
    late_chosen: int
    classes: tuple[ClassRow, ...]
    most: tuple[PassedRow, ...]
    lines: tuple[LineRow, ...]
    rules: tuple[RuleRow, ...]
    said: tuple[Text, ...]
