"""Signing in and out, and the first administrator, over HTTP."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Forbidden, Malformed, Unauthorised
from signage.registry.passwords import check_password
from signage.registry.people import Person, Role
from signage.registry.sessions import AGE, csrf_of
from signage.web import bodies
from signage.web.audited import audited
from signage.web.gate import COOKIE, SignedIn, cookie_of
from signage.web.house import House, address_of, house
from signage.web.operations import Operation, answer
from signage.web.signing import KNOWN, KNOWN_LASTS


class LoginBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs in."""

    login: str
    password: str


class RenewBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own password: as it is, and as it shall be."""

    old: str
    new: str


class FirstBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first administrator."""

    name: str
    login: str
    password: str


class Myself(msgspec.Struct, frozen=True):
    """The person who is signed in."""

    id: str
    name: str
    role: Role


class SessionReply(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in here, if anybody; `csrf` goes into `X-CSRF-Token` of each change. `renew`:
    choose a password of your own before all else. `first`: there is no administrator yet."""

    person: Myself | None = None
    csrf: str | None = None
    renew: bool = False
    first: bool
    language: str


async def session(request: Request) -> Response:
    """GET /api/session"""
    rooms = house(request)
    return answer(_reply(rooms, rooms.signed_in(request)))


async def sign_in(request: Request) -> Response:
    """POST /api/session"""
    rooms = house(request)
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, LoginBody)
    person = rooms.people.by_login(asked.login)
    id = person.id if person else None
    mark = rooms.people.mark(id or "")
    browser = rooms.signing.browser(cookie_of(request.headers, f"{KNOWN}_{id}"), id)
    tried = rooms.signing.take(asked.login, address_of(request), browser, id)
    right = await rooms.signing.slowly(rooms.people.is_right, id, asked.password)
    person = rooms.people.known(id) if id else None  # it may have been disabled meanwhile
    if not right or person is None:
        raise Unauthorised("login_wrong")
    rooms.signing.right(tried)
    await _end_here(request, rooms)
    made = await _begin(request, rooms, person, mark)
    await audited(request, person, "session.begun", person.id)
    return made


async def sign_out(request: Request) -> Response:
    """DELETE /api/session"""
    rooms = house(request)
    found = rooms.signed_in(request)
    await _end_here(request, rooms)
    if found is not None:
        await audited(request, found.person, "session.ended", found.person.id)
    made = answer(_reply(rooms, None))
    made.delete_cookie(COOKIE, path="/")
    return made


async def renew(request: Request) -> Response:
    """POST /api/session/password"""
    rooms = house(request)
    found = rooms.signed_in(request)
    if found is None:
        rooms.device(request)  # a stranger is told so first
        raise Forbidden("not_allowed")
    person = found.person
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, RenewBody)
    check_password(asked.new, about=(person.name, person.login or ""))
    if asked.new == asked.old:
        raise Malformed("password_same")
    tried = rooms.signing.take("", "", found.session.id, person.id)
    if not await rooms.signing.slowly(rooms.people.is_right, person.id, asked.old):
        raise Forbidden("password_wrong")
    rooms.signing.right(tried)
    person = await rooms.signing.slowly(rooms.people.give, person.id, asked.new, renew=False)
    mark = rooms.people.mark(person.id)
    await leave(rooms, person.id)
    made = await _begin(request, rooms, person, mark)
    await audited(request, person, "person.password", person.id)
    return made


async def first(request: Request) -> Response:
    """POST /api/people/first"""
    rooms = house(request)
    device = rooms.device(request)
    if device.kind != "admin":
        raise Forbidden("not_allowed")
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, FirstBody)
    login = asked.login.strip().lower()
    check_password(asked.password, about=(asked.name, login))
    wanted = Person(id="", name=asked.name.strip(), login=login, role="administrator")
    person = await rooms.signing.slowly(rooms.people.add, wanted, asked.password, first=True)
    await audited(request, device, "person.added", person.id, None, shown(person))
    return await _begin(request, rooms, person, rooms.people.mark(person.id), 201)


async def leave(rooms: House, person: str) -> None:
    """End all sessions of a person, and all that is open in them, now."""
    rooms.sockets.evict(person)
    await asyncio.to_thread(rooms.sessions.end_of, person)
    rooms.sockets.evict(person)  # what came in by a session that was just ending


def shown(person: Person) -> dict[str, object]:
    """A person as the audit has it."""
    return {
        "name": person.name,
        "login": person.login,
        "role": person.role,
        "disabled": person.disabled,
        "agencies": person.agencies,
        "counters": person.counters,
    }


async def _begin(
    request: Request, rooms: House, person: Person, mark: str, status: int = 200
) -> Response:
    """A new session, unless the password that opened it has ended while it was looked at."""
    token, begun = await asyncio.to_thread(rooms.sessions.begin, person.id)
    if rooms.people.known(person.id) is None or rooms.people.mark(person.id) != mark:
        await asyncio.to_thread(rooms.sessions.end, begun.id)
        raise Unauthorised("login_wrong")
    made = answer(_reply(rooms, SignedIn(person, begun, token)), status)
    _keep(request, made, COOKIE, token, AGE // 1000)
    _keep(request, made, f"{KNOWN}_{person.id}", rooms.signing.remember(person.id), KNOWN_LASTS)
    return made


async def _end_here(request: Request, rooms: House) -> None:
    found = rooms.gate.signed_in(cookie_of(request.headers))
    if found is not None:
        rooms.sockets.evict(found.session.id)
        await asyncio.to_thread(rooms.sessions.end, found.session.id)
        rooms.sockets.evict(found.session.id)


def _keep(request: Request, made: Response, name: str, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    made.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="strict", secure=secure
    )


def _reply(rooms: House, found: SignedIn | None) -> SessionReply:
    first = not rooms.people.has_first()
    language = rooms.live.state.hall.mall.languages[0]
    if found is None:
        return SessionReply(first=first, language=language)
    person = found.person
    myself = Myself(person.id, person.name, person.role)
    return SessionReply(
        person=myself, csrf=csrf_of(found.token), renew=person.renew, first=first,
        language=language,
    )  # fmt: skip


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/session", summary="Who is signed in here", verb=None,
        reply=SessionReply, handle=session,
    ),
    Operation(
        method="POST", path="/api/session", summary="Sign in", verb=None, body=LoginBody,
        reply=SessionReply, handle=sign_in,
    ),
    Operation(
        method="DELETE", path="/api/session", summary="Sign out", verb=None,
        reply=SessionReply, handle=sign_out,
    ),
    Operation(
        method="POST", path="/api/session/password", summary="Choose a password of one's own",
        verb=None, secret=True, body=RenewBody, reply=SessionReply, handle=renew,
    ),
    Operation(
        method="POST", path="/api/people/first", summary="Make the first administrator",
        verb=None, secret=True, body=FirstBody, reply=SessionReply, status=201, handle=first,
    ),
)  # fmt: skip
