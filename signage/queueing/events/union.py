"""All that can have happened."""

from __future__ import annotations

from signage.queueing.events.calls import (
    ActionUndone,
    DirectStarted,
    ServingStarted,
    TicketCalled,
    TicketMissed,
    TicketRecalled,
    TicketServed,
)
from signage.queueing.events.hall import (
    CounterClosed,
    CounterOpened,
    DayClosed,
    DayOpened,
    DayRedated,
    HallChanged,
)
from signage.queueing.events.standing import (
    EmergencyEnded,
    EmergencyStarted,
    TakeoverEnded,
    TakeoverStarted,
)
from signage.queueing.events.tickets import (
    NumbersAdopted,
    ServiceAdded,
    TicketCancelled,
    TicketExpired,
    TicketIssued,
    TicketParked,
    TicketReturned,
    TicketTransferred,
    VisitNoted,
)
from signage.queueing.events.voices import AnnouncementBegun, AnnouncementEnded, NoticeAnnounced

Event = (
    DayOpened
    | DayRedated
    | DayClosed
    | HallChanged
    | CounterOpened
    | CounterClosed
    | TicketIssued
    | NumbersAdopted
    | TicketCalled
    | TicketRecalled
    | ServingStarted
    | DirectStarted
    | TicketServed
    | TicketMissed
    | TicketParked
    | TicketReturned
    | TicketTransferred
    | ServiceAdded
    | VisitNoted
    | TicketCancelled
    | TicketExpired
    | ActionUndone
    | NoticeAnnounced
    | EmergencyStarted
    | EmergencyEnded
    | TakeoverStarted
    | TakeoverEnded
    | AnnouncementBegun
    | AnnouncementEnded
)
