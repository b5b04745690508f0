"""The people of a hall over HTTP: who may make and change whom, and what each change ends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Forbidden, Malformed, Refused
from signage.queueing.hall import Hall
from signage.registry.passwords import check_password, make_password, make_pin
from signage.registry.people import ROLES, Person, Role, check
from signage.web import bodies
from signage.web.audited import audited
from signage.web.gate import Caller
from signage.web.house import House, house
from signage.web.officers import send_off
from signage.web.operations import Operation, answer
from signage.web.sessions import leave, shown

BELOW: frozenset[Role] = frozenset({"officer", "floor", "reader"})
"""Whom a manager may make and change; an administrator may everybody."""
T = TypeVar("T", bound=msgspec.Struct)


class PersonBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody new. Without a password one is made; a PIN is always made."""

    name: str
    role: Role
    login: str | None = None
    password: str | None = None
    agencies: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


class ChangeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be otherwise; what is left out stays."""

    name: str | None = None
    role: Role | None = None
    login: str | None = None
    agencies: tuple[str, ...] | None = None
    counters: tuple[str, ...] | None = None


class SecretBody(bodies.Nothing, frozen=True, forbid_unknown_fields=True):
    """A new password; without one it is made, as a PIN always is."""

    password: str | None = None


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person. `at` is the counter where an officer is now, `sessions` how many browsers."""

    id: str
    name: str
    login: str | None
    role: Role
    disabled: bool
    renew: bool
    agencies: tuple[str, ...]
    counters: tuple[str, ...]
    since: int
    sessions: int
    at: str | None
    mine: bool


class PeopleReply(msgspec.Struct, frozen=True):
    """Everybody, and the roles that whoever asks may give."""

    people: tuple[PersonRow, ...]
    roles: tuple[Role, ...]


class PersonReply(msgspec.Struct, frozen=True):
    """The person as it is now; `secret` is a password or PIN that was made, and is told once."""

    person: PersonRow
    secret: str | None = None


async def every(request: Request) -> Response:
    """GET /api/people"""
    rooms, caller = _allowed(request)
    found = sorted(rooms.people.every(), key=lambda person: person.name.casefold())
    rows = tuple(_row(rooms, person, caller) for person in found)
    return answer(PeopleReply(rows, _roles(caller)))


async def add(request: Request) -> Response:
    """POST /api/people"""
    rooms, caller = _allowed(request)
    asked = await _body(request, rooms, PersonBody)
    _may(caller, asked.role)
    login = asked.login.strip().lower() if asked.login and asked.role != "officer" else None
    person = Person(
        id="",
        name=asked.name.strip(),
        login=login,
        role=asked.role,
        renew=asked.role != "officer",
        agencies=asked.agencies,
        counters=asked.counters,
    )
    check(person)
    _places(person, rooms.live.state.hall)
    secret = _secret(person, asked.password)
    person = await rooms.signing.slowly(rooms.people.add, person, secret)
    rooms.grants.give(person.id)
    await audited(request, caller, "person.added", person.id, None, shown(person))
    told = None if asked.password and asked.role != "officer" else secret
    return answer(PersonReply(_row(rooms, person, caller), told), 201)


async def change(request: Request) -> Response:
    """POST /api/people/{person}/change"""
    rooms, caller, person, asked = await _of(request, ChangeBody)
    told = msgspec.structs.asdict(asked)
    given = {name: value for name, value in told.items() if value is not None}
    for text in ("name", "login"):
        if text in given:
            given[text] = given[text].strip()
    if "login" in given:
        given["login"] = given["login"].lower()
    role = given.get("role", person.role)
    _may(caller, role)
    if role == "officer":
        given |= {"login": None, "renew": False}
    if role != person.role and person.id == caller.id:
        raise Refused("person_self")
    _places(replace(person, **given), rooms.live.state.hall)
    before, after = await asyncio.to_thread(rooms.people.change, person.id, **given)
    if before.role != after.role:
        await _end(rooms, person.id)
    elif (before.agencies, before.counters) != (after.agencies, after.counters):
        await send_off(rooms, person.id)
    await audited(request, caller, "person.changed", person.id, shown(before), shown(after))
    return answer(PersonReply(_row(rooms, after, caller)))


async def disable(request: Request) -> Response:
    """POST /api/people/{person}/disable"""
    return await _switch(request, disabled=True)


async def enable(request: Request) -> Response:
    """POST /api/people/{person}/enable"""
    return await _switch(request, disabled=False)


async def _switch(request: Request, *, disabled: bool) -> Response:
    rooms, caller, person, _ = await _of(request, bodies.Nothing)
    if person.id == caller.id:
        raise Refused("person_self")
    before, after = await asyncio.to_thread(rooms.people.change, person.id, disabled=disabled)
    if disabled:
        await _end(rooms, person.id)
    if before.disabled != disabled:
        word = "person.disabled" if disabled else "person.enabled"
        await audited(request, caller, word, person.id, shown(before), shown(after))
    return answer(PersonReply(_row(rooms, after, caller)))


async def secret(request: Request) -> Response:
    """POST /api/people/{person}/secret"""
    rooms, caller, person, asked = await _of(request, SecretBody)
    if person.id == caller.id:
        raise Refused("person_self")
    made = _secret(person, asked.password)
    renew = person.role != "officer"
    person = await rooms.signing.slowly(rooms.people.give, person.id, made, renew=renew)
    await _end(rooms, person.id)
    rooms.grants.give(person.id)  # whoever gets a new one is not held up by old guesses
    word = "person.password" if renew else "person.pin"
    await audited(request, caller, word, person.id, None, {"name": person.name})
    told = None if asked.password and renew else made
    return answer(PersonReply(_row(rooms, person, caller), told))


async def clear(request: Request) -> Response:
    """POST /api/people/{person}/clear"""
    rooms, caller, person, _ = await _of(request, bodies.Nothing)
    rooms.grants.give(person.id)
    await audited(request, caller, "person.cleared", person.id, None, {"name": person.name})
    return answer(PersonReply(_row(rooms, person, caller)))


async def remove(request: Request) -> Response:
    """POST /api/people/{person}/remove"""
    rooms, caller, person, _ = await _of(request, bodies.Nothing)
    if person.id == caller.id:
        raise Refused("person_self")
    await asyncio.to_thread(rooms.people.remove, person.id)
    await _end(rooms, person.id)
    await asyncio.to_thread(rooms.officers.forget, person.id)
    await audited(request, caller, "person.removed", person.id, shown(person), None)
    return answer(PersonReply(_row(rooms, person, caller)))


async def _end(rooms: House, person: str) -> None:
    """All that is open under a person's name ends now."""
    await leave(rooms, person)
    await send_off(rooms, person)


def _secret(person: Person, password: str | None) -> str:
    if person.role == "officer":
        return make_pin()
    if not password:
        return make_password()
    check_password(password, about=(person.name, person.login or ""))
    return password


def _roles(caller: Caller) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if caller.kind == "administrator" or role in BELOW)


def _may(caller: Caller, role: Role) -> None:
    if role not in _roles(caller):
        raise Forbidden("role_above")


def _places(person: Person, hall: Hall) -> None:
    for kind, ids, known in (
        ("agency", person.agencies, hall.agency),
        ("counter", person.counters, hall.counter),
    ):
        for id in ids:
            if id not in known:
                raise Malformed("person_place", kind=kind, id=id[:40])


def _allowed(request: Request) -> tuple[House, Caller]:
    rooms = house(request)
    caller = rooms.device(request)
    rooms.gate.allow(caller, "people", rooms.live.state.hall)
    return rooms, caller


def _of_path(request: Request) -> tuple[House, Caller, Person]:
    rooms, caller = _allowed(request)
    person = rooms.people.person(request.path_params["person"])
    _may(caller, person.role)
    return rooms, caller, person


async def _of(request: Request, kind: type[T]) -> tuple[House, Caller, Person, T]:
    """Who is meant, and how: looked at again behind the body, for their roles may have changed."""
    rooms, _, _ = _of_path(request)
    body = await _body(request, rooms, kind)
    return *_of_path(request), body


async def _body(request: Request, rooms: House, kind: type[T]) -> T:
    return bodies.decode(await bodies.read(request, rooms.body_limit), kind)


def _row(rooms: House, person: Person, caller: Caller) -> PersonRow:
    places: Iterable[tuple[str, str]] = (
        (counter, one.person) for counter, one in rooms.officers.every(rooms.live.state.day).items()
    )
    return PersonRow(
        id=person.id,
        name=person.name,
        login=person.login,
        role=person.role,
        disabled=person.disabled,
        renew=person.renew,
        agencies=person.agencies,
        counters=person.counters,
        since=person.since,
        sessions=rooms.sessions.of(person.id),
        at=next((counter for counter, who in places if who == person.id), None),
        mine=person.id == caller.id,
    )


def _operation(verb: str, summary: str, handle: object, **more: object) -> Operation:
    path = f"/api/people/{{person}}/{verb}"
    body = more.get("body", bodies.Nothing)
    return Operation(
        method="POST", path=path, summary=summary, verb="people", reply=PersonReply,
        body=body, handle=handle,  # type: ignore[arg-type]
    )  # fmt: skip


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/people", summary="Everybody", verb="people", reply=PeopleReply,
        handle=every,
    ),
    Operation(
        method="POST", path="/api/people", summary="Somebody new", verb="people", body=PersonBody,
        reply=PersonReply, status=201, handle=add,
    ),
    _operation("change", "Change a person", change, body=ChangeBody),
    _operation("disable", "End all that a person may, until enabled again", disable),
    _operation("enable", "Let a person in again", enable),
    _operation("secret", "A new password or PIN", secret, body=SecretBody),
    _operation("clear", "Let somebody in who is held up by wrong tries", clear),
    _operation("remove", "Take a person out for good", remove),
)  # fmt: skip
