"""Officers at a paired counter: who may sign on there, by a PIN, and who is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Forbidden, Refused
from signage.queueing.hall import Hall
from signage.registry.people import Person
from signage.web import bodies
from signage.web.audited import audited
from signage.web.gate import Caller, Verb, is_staff
from signage.web.house import House, house
from signage.web.operations import Operation, answer

PIN_LIMIT = 32


class SignOnBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An officer, by id, and the PIN."""

    person: str
    pin: str


class OfficerName(msgspec.Struct, frozen=True):
    """An officer to choose."""

    id: str
    name: str


class OfficersReply(msgspec.Struct, frozen=True):
    """Who may sign on at this counter, by name."""

    officers: tuple[OfficerName, ...]


class OfficerReply(msgspec.Struct, frozen=True):
    """Who is signed on now."""

    officer: OfficerName | None


async def choices(request: Request) -> Response:
    """GET /api/counters/{counter}/officers"""
    rooms, _, counter = _counter(request, "press")
    hall = rooms.live.state.hall
    found = (OfficerName(p.id, p.name) for p in officers_of(rooms.people.every(), counter, hall))
    return answer(OfficersReply(tuple(sorted(found, key=lambda one: one.name.casefold()))))


async def sign_on(request: Request) -> Response:
    """POST /api/counters/{counter}/officer"""
    rooms, device, counter = _counter(request, "sign_on")
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), SignOnBody)
    if rooms.officer_rule() == "off":
        raise Refused("officers_off")
    person = rooms.people.known(asked.person)
    state = rooms.live.state
    if person is None or person not in officers_of((person,), counter, state.hall):
        raise Refused("officer_elsewhere")
    tried = rooms.pins.take(counter, person.id, known=rooms.officers.is_known(counter, person.id))
    pin, mark = asked.pin[:PIN_LIMIT], rooms.people.mark(person.id)
    right = await rooms.signing.slowly(rooms.people.is_right, person.id, pin)
    if not right:
        raise Forbidden("pin_wrong")
    rooms.pins.right(tried)
    changed = await asyncio.to_thread(rooms.officers.sign_on, counter, person.id, state.day)
    # changed while the PIN was looked at
    if (rooms.people.known(person.id), rooms.people.mark(person.id)) != (person, mark):
        await asyncio.to_thread(rooms.officers.sign_off, counter)
        raise Refused("officer_elsewhere")
    _tell(rooms, changed)
    await audited(request, device, "officer.on", counter, None, {"officer": person.name})
    return answer(OfficerReply(OfficerName(person.id, person.name)))


async def sign_off(request: Request) -> Response:
    """DELETE /api/counters/{counter}/officer"""
    rooms, device, counter = _counter(request, "sign_off")
    before = rooms.officers.at(counter, rooms.live.state.day)
    await asyncio.to_thread(rooms.officers.sign_off, counter)
    _tell(rooms, (counter,))
    if before is not None:
        gone = rooms.people.known(before.person)
        name = gone.name if gone else before.person
        await audited(request, device, "officer.off", counter, {"officer": name}, None)
    return answer(OfficerReply(None))


def staffed(rooms: House, device: Caller, counter: str) -> None:
    """Raises Refused("officer_missing") where a press needs an officer who is signed on."""
    if rooms.officer_rule() != "required" or is_staff(device):
        return
    found = rooms.officers.at(counter, rooms.live.state.day)
    if found is None or rooms.people.known(found.person) is None:
        raise Refused("officer_missing", counter=rooms.live.state.hall.counter[counter].name)


async def send_off(rooms: House, person: str) -> None:
    """This person is at no counter any more."""
    _tell(rooms, await asyncio.to_thread(rooms.officers.sign_off_everywhere, person))


def officers_of(people: Iterable[Person], counter: str, hall: Hall) -> list[Person]:
    """Those who may sign on at a counter: named with it, or with an agency that it serves."""
    agencies = {hall.service[id].agency for id in hall.counter[counter].services}
    return [
        person
        for person in people
        if person.role == "officer"
        and not person.disabled
        and (
            not (person.agencies or person.counters)
            or counter in person.counters
            or not agencies.isdisjoint(person.agencies)
        )
    ]


def _counter(request: Request, verb: Verb) -> tuple[House, Caller, str]:
    rooms = house(request)
    device = rooms.device(request)
    counter = request.path_params["counter"]
    rooms.gate.allow(device, verb, rooms.live.state.hall, counter)
    return rooms, device, counter


def _tell(rooms: House, counters: Iterable[str]) -> None:
    rooms.hub.changed((*(f"counter/{counter}" for counter in counters), "floor"))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/counters/{counter}/officers",
        summary="Who may sign on at a counter", verb="press", reply=OfficersReply, handle=choices,
    ),
    Operation(
        method="POST", path="/api/counters/{counter}/officer", summary="An officer signs on",
        verb="sign_on", body=SignOnBody, reply=OfficerReply, handle=sign_on,
    ),
    Operation(
        method="DELETE", path="/api/counters/{counter}/officer", summary="The officer signs off",
        verb="sign_off", reply=OfficerReply, handle=sign_off,
    ),
)  # fmt: skip
