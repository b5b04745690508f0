"""Calls and visits at a counter, and why it was this ticket's turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signage.queueing.hall import Text

Ending = Literal["finish", "next", "call", "close", "day", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why this ticket and no other. `waited` is ms, `among` the services looked at.

    `passed` counts those with an earlier place who were passed over. `turn` is whose turn it was
    while both lanes waited, and is counted for `line`; `share` is (priority, ordinary), `limit` the
    age in minutes after which nobody is passed over, `came` and `where` how and where to a ticket
    came back into the line.
    """

    rule: str
    waited: int
    among: tuple[str, ...] = ()
    priority: str | None = None
    priority_name: Text | None = None
    turn: Literal["", "priority", "ordinary"] = ""
    line: str = ""
    share: tuple[int, int] | None = None
    limit: int = 0
    weight: int = 1
    passed: int = 0
    came: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """A ticket was summoned to a counter.

    `waited` is ms from issue to its first call, `ended` the id of the visit that this call ended.
    `transferred` marks the first call after the ticket was sent on. `withheld` are the zones that
    call it not, because an event has taken them.
    """

    ticket: str
    number: str
    counter: str
    counter_name: str
    zone: str
    zones: tuple[str, ...]
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    why: Why
    waited: int
    action: Literal["next", "call"]
    ended: str | None
    transferred: bool = False
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    """The same call made heard again. `first` is its first seq, `recall` counts from 1; `withheld`
    as in a call."""

    ticket: str
    number: str
    counter: str
    zones: tuple[str, ...]
    first: int
    recall: int
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingStarted:
    """The visitor stands at the counter. `walked` is ms since the call."""

    ticket: str
    number: str
    counter: str
    walked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectStarted:
    """A visitor without a ticket is served."""

    ticket: str
    counter: str
    zone: str
    service: str
    agency: str
    service_name: Text
    agency_name: Text
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketServed:
    """A visit ended. `assumed` when nobody pressed finish; `lasted` is ms of serving."""

    ticket: str
    number: str
    counter: str
    assumed: bool
    by: Ending
    lasted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed:
    """Nobody came to the call. `assumed` when the mall counts a forgotten call so."""

    ticket: str
    number: str
    counter: str
    assumed: bool
    by: Literal["no-show", "finish", "next", "call", "close", "day", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUndone:
    """A mistaken action at a counter was taken back; `tickets` stand again as before it."""

    counter: str
    action: str
    tickets: tuple[str, ...]
    zones: tuple[str, ...]
