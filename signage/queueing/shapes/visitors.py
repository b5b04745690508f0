"""What visitors see: the line of a service, the kiosk, their own phone."""

from __future__ import annotations

import msgspec

from signage.queueing.hall import Text
from signage.queueing.model import TicketState
from signage.queueing.shapes.machines import KioskPrinter
from signage.queueing.shapes.parts import CallRow, EmergencyView, Offer, Trouble, ZonePlace


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
