"""Bookings over HTTP: for the public without a name, for the kiosk's check-in, for a file."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import replace
from datetime import date
from functools import cache

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.config.settings import Reservations
from signage.errors import NotFound, Refused, RegistryTrouble
from signage.queueing import commands as c
from signage.queueing import slots as rules
from signage.queueing.hall import Hall, Text
from signage.queueing.hours import Moment
from signage.registry import booking_file
from signage.registry.codes import shown
from signage.web import bodies, paper
from signage.web.codes import address, drawn
from signage.web.house import House, house
from signage.web.operations import Operation, answer, pressed

log = logging.getLogger("signage.web")


class SlotRow(msgspec.Struct, frozen=True):
    """A slot of a day, `08:00` to `08:30`, and how many places it still has."""

    start: str
    end: str
    left: int


class DayRow(msgspec.Struct, frozen=True):
    """A day on which a service can be booked."""

    date: str
    slots: tuple[SlotRow, ...]


class BookableService(msgspec.Struct, frozen=True):
    """A service that can be booked."""

    service: str
    name: Text
    agency: str
    agency_name: Text


class BookableView(msgspec.Struct, frozen=True):
    """What can be booked here; `open` is false where the mall takes no bookings."""

    open: bool
    mall: Text
    today: str
    days_ahead: int
    services: tuple[BookableService, ...]


class SlotsView(msgspec.Struct, frozen=True):
    """The days and slots of one service; a day without slots is left out."""

    service: str
    days: tuple[DayRow, ...]


class BookingBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A slot to book: its service, date and start, `2026-12-31` and `08:30`."""

    service: str
    date: str
    start: str


class CheckInBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A booking's code, as it was typed or read; and the visitor's class, if they have one."""

    code: str
    priority: str | None = None
    origin: str | None = None
    printer: str | None = None


class BookingReply(msgspec.Struct, frozen=True, kw_only=True):
    """A booking as its holder sees it: check-in is possible from `begins` until `ends`."""

    code: str
    state: str
    service: str
    service_name: Text
    agency_name: Text
    date: str
    start: str
    end: str
    begins: str
    ends: str
    number: str | None


class ImportedReply(msgspec.Struct, frozen=True):
    """How many bookings were taken in."""

    bookings: int


class BookedRow(msgspec.Struct, frozen=True):
    """How many bookings of a slot stand how: `expired` ones were neither used nor cancelled."""

    service: str
    start: str
    end: str
    made: int
    used: int
    cancelled: int
    expired: int


class BookedView(msgspec.Struct, frozen=True):
    """The bookings of a date, slot by slot."""

    date: str
    slots: tuple[BookedRow, ...]


async def services(request: Request) -> Response:
    """GET /api/bookings/services"""
    rooms = house(request)
    _visit(request, rooms)
    hall, taken = rooms.live.state.hall, rooms.reservations()
    names = taken.rules.services if taken else ()
    offered = [hall.service[name] for name in names if name in hall.service]
    return answer(
        BookableView(
            open=taken is not None,
            mall=hall.mall.name,
            today=rooms.live.now().date,
            days_ahead=taken.rules.days_ahead if taken else 0,
            services=tuple(
                BookableService(s.id, s.name, s.agency, hall.agency[s.agency].short)
                for s in offered
            ),
        )
    )


async def slots(request: Request) -> Response:
    """GET /api/bookings/slots/{service}"""
    rooms = house(request)
    _visit(request, rooms)
    taken, hall, now = _open(rooms), rooms.live.state.hall, rooms.live.now()
    service = request.path_params["service"]
    days = [
        (day, rules.slots(taken.rules, hall, service, day, now))
        for day in rules.days(taken.rules, now)
    ]
    every = [slot for _, of_day in days for slot in of_day]
    left = iter(await rooms.bookings.left(every))
    rows = [
        DayRow(
            day.isoformat(),
            tuple(SlotRow(_time(s.start), _time(s.end), next(left)) for s in of_day),
        )
        for day, of_day in days
        if of_day
    ]
    return answer(SlotsView(service, tuple(rows)))


async def book(request: Request) -> Response:
    """POST /api/bookings"""
    rooms = house(request)
    taken, hall, now = _open(rooms), rooms.live.state.hall, rooms.live.now()
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, BookingBody)
    rules.must_be_bookable(taken.rules, hall, asked.service)
    slot = rules.slot_at(
        taken.rules, hall, asked.service, rules.day_of(asked.date), rules.minute(asked.start), now
    )
    _visit(request, rooms)
    if rooms.known(request) is None:  # a paired device is known; a stranger books a few times
        rooms.bookers.take(request.client.host if request.client else "")
    key = request.headers.get("idempotency-key")
    named = hashlib.sha256(f"{key}\0".encode() + raw).digest() if key else None
    made = await rooms.bookings.book(slot, now.at, named)
    return answer(_told(rooms, taken, made.booking, made.code), 201)


async def look(request: Request) -> Response:
    """GET /api/bookings/{code}"""
    rooms = house(request)
    _visit(request, rooms)
    taken, code = _open(rooms), request.path_params["code"]
    return answer(_told(rooms, taken, await _find(rooms, request, code), code))


async def picture(request: Request) -> Response:
    """GET /api/bookings/{code}/qr.svg: what a kiosk's scanner reads from the holder's phone."""
    rooms = house(request)
    _visit(request, rooms)
    _open(rooms)
    code = request.path_params["code"]
    await _find(rooms, request, code)
    return drawn(address(request, f"/booking#{shown(code)}"))


async def cancel(request: Request) -> Response:
    """POST /api/bookings/{code}/cancel"""
    rooms = house(request)
    _visit(request, rooms)
    taken, code = _open(rooms), request.path_params["code"]
    found = await _find(rooms, request, code)
    if found.state == "used":
        raise Refused("booking_used", number=found.number or "")
    return answer(_told(rooms, taken, await rooms.bookings.cancel(code), code))


async def check_in(request: Request) -> Response:
    """POST /api/bookings/check-in: a booking becomes a ticket, once."""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "issue", rooms.live.state.hall)
    rooms.tickets.take(device.id)
    taken = _open(rooms)
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, CheckInBody)
    booking = await rooms.bookings.find(asked.code)
    # The same asking again has the same answer, and another one is refused by the hall's rules.
    if str(booking.id) not in rooms.live.state.booked:
        rules.check_in(booking, taken.rules, rooms.live.now())
    command = c.IssueTicket(
        service=booking.service,
        priority=asked.priority,
        origin=asked.origin,
        channel="booking",
        booking=str(booking.id),
        slot=booking.start if taken.rules.turn == "slot" else None,
    )
    reply = await pressed(request, command, device.id, raw)
    number = rooms.live.state.booked.get(str(booking.id), "")
    try:
        await rooms.bookings.used(booking.id, number)
    except RegistryTrouble as trouble:  # the ticket stands, and the hall knows of the booking
        log.warning("booking %d is not marked as used: %s", booking.id, trouble)
    return paper.issued(request, device, asked.printer, reply)


async def take_in(request: Request) -> Response:
    """POST /api/bookings/file: a CSV of another system, all of it or nothing."""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "bookings", rooms.live.state.hall)
    taken, hall, now = _open(rooms), rooms.live.state.hall, rooms.live.now()
    content = await bodies.read(request, booking_file.BYTES)
    rows = await asyncio.to_thread(booking_file.read, content, _slot_of(taken, hall, now))
    return answer(ImportedReply(await rooms.bookings.take_in(rows, now.at)), 201)


async def counts(request: Request) -> Response:
    """GET /api/bookings/days/{date}: how the slots of a day were used."""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "bookings", rooms.live.state.hall)
    today = rooms.live.now().date
    asked = rules.day_of(request.path_params["date"]).isoformat()
    over = asked < today
    found: dict[tuple[str, int, int], dict[str, int]] = {}
    for service, start, end, state, count in await rooms.bookings.counts(asked):
        found.setdefault((service, start, end), {})[state] = count
    rows = [
        BookedRow(
            service,
            _time(start),
            _time(end),
            made=sum(of.values()),
            used=of.get("used", 0),
            cancelled=of.get("cancelled", 0),
            expired=of.get("made", 0) if over else 0,
        )
        for (service, start, end), of in found.items()
    ]
    return answer(BookedView(asked, tuple(rows)))


def _open(rooms: House) -> Reservations:
    taken = rooms.reservations()
    if taken is None:
        raise NotFound("booking_off")
    return taken


def _visit(request: Request, rooms: House) -> None:
    """Strangers may look, at the strangers' pace."""
    if rooms.known(request) is None:
        rooms.strangers.take(request.client.host if request.client else "")


async def _find(rooms: House, request: Request, code: str) -> rules.Booking:
    """The booking; whoever guesses codes is slowed down as one who guesses secrets."""
    try:
        booking = await rooms.bookings.find(code)
    except Refused:
        if rooms.known(request) is None:
            rooms.bookers.take(request.client.host if request.client else "")
        raise
    number = rooms.live.state.booked.get(str(booking.id))
    if number is None or booking.state == "used":
        return booking
    return replace(booking, state="used", number=number)


def _told(rooms: House, taken: Reservations, booking: rules.Booking, code: str) -> BookingReply:
    hall = rooms.live.state.hall
    service = hall.service.get(booking.service)
    agency = hall.agency.get(service.agency) if service else None
    unnamed = Text(booking.service, booking.service)
    expired = booking.state == "made" and booking.date < rooms.live.now().date
    return BookingReply(
        code=shown(code),
        state="expired" if expired else booking.state,
        service=booking.service,
        service_name=service.name if service else unnamed,
        agency_name=agency.short if agency else Text("", ""),
        date=booking.date,
        start=_time(booking.start),
        end=_time(booking.end),
        begins=_time(max(0, booking.start - taken.rules.early)),
        ends=_time(min(1440, booking.end + taken.rules.late)),
        number=booking.number,
    )


def _slot_of(taken: Reservations, hall: Hall, now: Moment) -> booking_file.SlotOf:
    @cache
    def of_day(service: str, day: date) -> dict[int, rules.Slot]:
        return {s.start: s for s in rules.slots(taken.rules, hall, service, day, now)}

    def slot_of(service: str, day: str, start: int) -> rules.Slot:
        found = of_day(service, rules.day_of(day)).get(start)
        if found is None:  # says why, in a sentence
            return rules.slot_at(taken.rules, hall, service, rules.day_of(day), start, now)
        return found

    return slot_of


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/bookings/services", summary="What can be booked", verb=None,
        reply=BookableView, handle=services,
    ),
    Operation(
        method="GET", path="/api/bookings/slots/{service}",
        summary="The days and slots of a service", verb=None, reply=SlotsView, handle=slots,
    ),
    Operation(
        method="POST", path="/api/bookings", summary="Book a slot, without a name", verb=None,
        body=BookingBody, reply=BookingReply, status=201, handle=book,
    ),
    Operation(
        method="POST", path="/api/bookings/check-in", summary="A booking becomes a ticket",
        verb="issue", body=CheckInBody, reply=paper.TicketReply, status=201, handle=check_in,
    ),
    Operation(
        method="POST", path="/api/bookings/file", summary="Take in another system's bookings",
        verb="bookings", reply=ImportedReply, status=201, handle=take_in,
    ),
    Operation(
        method="GET", path="/api/bookings/days/{date}", summary="How the slots of a day were used",
        verb="bookings", reply=BookedView, handle=counts,
    ),
    Operation(
        method="GET", path="/api/bookings/{code}", summary="A booking, by its code", verb=None,
        reply=BookingReply, handle=look,
    ),
    Operation(
        method="POST", path="/api/bookings/{code}/cancel", summary="Give a booking up", verb=None,
        reply=BookingReply, handle=cancel,
    ),
)  # fmt: skip
