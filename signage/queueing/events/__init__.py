"""What has happened: a closed union of resolved facts. The journal keeps these."""

from signage.queueing.events.calls import (
    ActionUndone,
    DirectStarted,
    Ending,
    ServingStarted,
    TicketCalled,
    TicketMissed,
    TicketRecalled,
    TicketServed,
    Why,
)
from signage.queueing.events.hall import (
    CounterClosed,
    CounterOpened,
    DayClosed,
    DayOpened,
    DayRedated,
    HallChanged,
    ShutBy,
)
from signage.queueing.events.standing import (
    Emergency,
    EmergencyEnded,
    EmergencyStarted,
    Takeover,
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
from signage.queueing.events.voices import (
    AnnouncementBegun,
    AnnouncementEnded,
    NoticeAnnounced,
    Said,
)

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

__all__ = [
    "ActionUndone",
    "AnnouncementBegun",
    "AnnouncementEnded",
    "CounterClosed",
    "CounterOpened",
    "DayClosed",
    "DayOpened",
    "DayRedated",
    "DirectStarted",
    "Emergency",
    "EmergencyEnded",
    "EmergencyStarted",
    "Ending",
    "Event",
    "HallChanged",
    "NoticeAnnounced",
    "NumbersAdopted",
    "Said",
    "ServiceAdded",
    "ServingStarted",
    "ShutBy",
    "Takeover",
    "TakeoverEnded",
    "TakeoverStarted",
    "TicketCalled",
    "TicketCancelled",
    "TicketExpired",
    "TicketIssued",
    "TicketMissed",
    "TicketParked",
    "TicketRecalled",
    "TicketReturned",
    "TicketServed",
    "TicketTransferred",
    "VisitNoted",
    "Why",
]
