"""The business day, the hall's settings, and counters that open and close."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from signage.queueing.events.standing import Emergency, Takeover
from signage.queueing.hall import Hall

ShutBy = Literal["officer", "hall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A business day began; carries all that survives the night.

    `paces` has, by service, how many ms the last visits kept a counter, the newest last;
    `occasions` the last time of its schedule that each takeover has had.
    """

    date: str
    hall: Hall
    doubtful: bool = False
    emergencies: tuple[Emergency, ...] = ()
    paces: dict[str, tuple[int, ...]] = field(default_factory=dict)
    takeovers: tuple[Takeover, ...] = ()
    occasions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRedated:
    """The clock was put right in the middle of a day: the same day under its true date."""

    date: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The business day is over; nobody waits any more. What became of its tickets, counted.

    `direct` counts visits without a ticket; the others count tickets.
    """

    date: str
    issued: int = 0
    served: int = 0
    no_show: int = 0
    cancelled: int = 0
    expired: int = 0
    direct: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HallChanged:
    """The hall's settings from now on, whole."""

    hall: Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened:
    """A counter calls from now on."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    """A counter calls no more; `by` says who may open it again.

    `reason` is "break" for an officer's break, `until` the tick at which that is to end.
    """

    counter: str
    by: ShutBy
    reason: Literal["", "break"] = ""
    until: int | None = None
