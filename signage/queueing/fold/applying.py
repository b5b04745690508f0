"""Which event does what."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from immutables import Map

from signage.queueing import events as e
from signage.queueing.fold.calls import called, recalled, undone
from signage.queueing.fold.desks import direct, paces_of, shut, visit_ended
from signage.queueing.fold.placing import desk_with, ticket_moved, ticket_with
from signage.queueing.fold.standing import alarmed, emergency_started, had, housed, taken
from signage.queueing.fold.tickets import (
    issued,
    quota_counted,
    returned,
    sent_on,
    serial_upto,
    service_added,
    ticket_left,
    transferred,
    visit_noted,
)
from signage.queueing.fold.voices import announce, announcement_said, notice_of, voice_counted
from signage.queueing.model import Recorded, State


def apply(state: State, recorded: Recorded) -> State:
    """The state after one recorded event; the state before is left as it was."""
    moved = _apply(state, recorded, recorded.event)
    return replace(
        moved, epoch=recorded.epoch, seq=recorded.seq, at=recorded.at, tick=recorded.tick
    )


def _apply(state: State, now: Recorded, event: e.Event) -> State:
    match event:
        case e.DayOpened():
            opened = State(
                hall=event.hall, day=event.date, day_open=True, paces=paces_of(event.paces),
                takeovers=Map((one.zone, one) for one in event.takeovers),
                occasions=Map(event.occasions),
            )  # fmt: skip
            return alarmed(replace(opened, emergencies=event.emergencies))
        case e.DayRedated():
            return replace(state, day=event.date)
        case e.DayClosed():
            closed = State(
                hall=state.hall, day=state.day, paces=state.paces, takeovers=state.takeovers,
                occasions=state.occasions,
            )  # fmt: skip
            return alarmed(replace(closed, emergencies=state.emergencies))
        case e.HallChanged():
            return alarmed(housed(replace(state, hall=event.hall)))
        case e.CounterOpened():
            return desk_with(state, event.counter, open=True, shut_by=None, on_break=None)
        case e.CounterClosed():
            return shut(state, now, event)
        case e.TicketIssued():
            return issued(state, now, event)
        case e.NumbersAdopted():
            return serial_upto(state, event.service, event.upto)
        case e.TicketCalled():
            return called(state, now, event)
        case e.TicketRecalled():
            return recalled(state, now, event)
        case e.ServingStarted():
            moved = ticket_with(state, event.ticket, now, state="serving")
            return desk_with(moved, event.counter, undo=None)
        case e.DirectStarted():
            return direct(state, now, event)
        case e.TicketServed():
            return visit_ended(state, now, event.counter, event.ticket, "served", event.by)
        case e.TicketMissed():
            return visit_ended(state, now, event.counter, event.ticket, "no_show", event.by)
        case e.TicketParked():
            note = event.note or state.tickets[event.ticket].note
            aside = ticket_moved(state, event.ticket, now, state="parked", counter=None, note=note)
            return sent_on(state, now, event.counter, "park", aside)
        case e.TicketReturned():
            return returned(state, now, event)
        case e.TicketTransferred():
            return transferred(state, now, event)
        case e.ServiceAdded():
            return service_added(state, now, event)
        case e.VisitNoted():
            return visit_noted(state, event)
        case e.TicketCancelled():
            uncounted = quota_counted(state, state.tickets[event.ticket], -1)
            return ticket_left(uncounted, now, event.ticket, "cancelled")
        case e.TicketExpired():
            return ticket_left(state, now, event.ticket, "expired")
        case e.ActionUndone():
            return undone(state, event)
        case e.NoticeAnnounced():
            return announce(state, notice_of(now, event))
        case e.EmergencyStarted():
            return alarmed(emergency_started(state, now, event))
        case e.EmergencyEnded():
            left = tuple(one for one in state.emergencies if one.id != event.emergency)
            return replace(state, emergencies=left)
        case e.TakeoverStarted():
            return taken(state, now, event)
        case e.TakeoverEnded():
            others = ((zone, one) for zone, one in state.takeovers.items() if zone != event.zone)
            return had(replace(state, takeovers=Map(others)), event.takeover, event.occasion)
        case e.AnnouncementBegun():
            counted = voice_counted(state, now, event.zone, event.announcement, None)
            return announcement_said(counted, event.zone, event.announcement, None)
        case e.AnnouncementEnded():
            counted = voice_counted(state, now, event.zone, event.announcement, event)
            return announcement_said(counted, event.zone, event.announcement, (event, now.at))
        case _ as never:
            assert_never(never)
