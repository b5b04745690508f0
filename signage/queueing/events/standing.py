"""What stands over days: emergencies, and events that take a zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signage.queueing.hall import ProgrammePoint, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """An emergency that stands. `seq`, `at` and `tick` are of its start, `languages` those in which
    it is said, in order; a `drill` is no emergency, and says so."""

    id: str
    zones: tuple[str, ...]
    text: Text
    languages: tuple[str, ...]
    drill: bool
    seq: int
    at: int
    tick: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """An event that has taken a zone. `since` and `until` are Unix ms; it stands until it is ended
    where `until` is None. What the zone called is called in `calls_to`."""

    id: str
    zone: str
    name: Text
    greeting: Text | None
    playlist: str
    programme: tuple[ProgrammePoint, ...]
    calls_to: tuple[str, ...]
    since: int
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyStarted:
    """Above all else in its zones, seen and heard, until it is ended."""

    emergency: str
    zones: tuple[str, ...]
    text: Text
    languages: tuple[str, ...]
    drill: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyEnded:
    """It is over: by hand, or because its last zone was taken out of the hall."""

    emergency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverStarted:
    """An event has taken a zone. `until` is Unix ms, None until somebody ends it; `calls_to` are
    the zones that call what the zone called; `occasion` is the time of its schedule that this is,
    so that it comes once."""

    takeover: str
    zone: str
    name: Text
    greeting: Text | None
    playlist: str
    programme: tuple[ProgrammePoint, ...]
    calls_to: tuple[str, ...]
    until: int | None
    by: Literal["press", "schedule"]
    occasion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverEnded:
    """The zone is the hall's again; by `hall` when it was taken out of it. What of the schedule is
    up to `occasion` is not begun any more."""

    takeover: str
    zone: str
    by: Literal["press", "schedule", "hall"]
    occasion: str = ""
