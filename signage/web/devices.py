"""The devices of the hall over HTTP: pairing, the list, replacing, revoking, alerts."""

from __future__ import annotations

import asyncio
import functools
import unicodedata
from collections.abc import Callable
from typing import Final, Literal, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.devices.naming import is_taken, own_name
from signage.devices.pairing import LASTS, Waiting
from signage.devices.roster import DeviceRow
from signage.errors import Malformed, NotFound, Refused
from signage.queueing.hall import Hall
from signage.queueing.shapes import AlertRow
from signage.registry.devices import Device, Enrolled, NewSecret
from signage.registry.people import Person
from signage.web import bodies
from signage.web.audited import audited
from signage.web.gate import Caller
from signage.web.house import House, address_of, house
from signage.web.links import without_page
from signage.web.operations import Operation, answer

NAME: Final = 60
"""Characters of a device's name."""
SHOWN: Final = ("screen", "counter", "kiosk", "survey")
"""Kinds that show a code."""

T = TypeVar("T")
PairedKind = Literal["screen", "counter", "kiosk", "survey", "button", "feed"]


class PairingBody(bodies.Nothing, frozen=True, forbid_unknown_fields=True):
    """Which page asks, for the manager to see; it may become another."""

    opened: Literal["", "screen", "counter", "kiosk", "survey"] = ""


class PairingReply(msgspec.Struct, frozen=True):
    """What the page shows, the name of its topic, and for how many seconds the code is good."""

    code: str
    token: str
    seconds: int


class EnrolBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new device: what it is, where it stands, and the code that it shows, if it shows one."""

    kind: PairedKind
    place: str | None = None
    name: str = ""
    code: str | None = None


class CodeOnly(bodies.Nothing, frozen=True, forbid_unknown_fields=True):
    """The code that the new machine shows, if it shows one."""

    code: str | None = None


class NameBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another name; empty for none."""

    name: str


class RetireBody(bodies.Nothing, frozen=True, forbid_unknown_fields=True):
    """Which first secrets end: those whose place has a paired device, or all of them, for good."""

    which: Literal["replaced", "all"] = "replaced"


class EnrolReply(msgspec.Struct, frozen=True):
    """A device, and where it shows no code the secret that nobody can ask for again."""

    device: str
    secret: str | None = None
    url: str | None = None


class RevokeReply(msgspec.Struct, frozen=True):
    """The device that was revoked."""

    device: str


class RetireReply(msgspec.Struct, frozen=True):
    """The first secrets that ended, those that are left, and whether new places get none."""

    retired: tuple[str, ...]
    left: tuple[str, ...]
    over: bool


class WaitingRow(msgspec.Struct, frozen=True):
    """A page that shows a code now; the code itself is to be read off its screen."""

    opened: str
    address: str
    seconds: int


class DevicesReply(msgspec.Struct, frozen=True):
    """Every device, and the pages that wait to be paired. `first_over`: the server makes no
    secrets of its own any more. `at` is now, in Unix ms."""

    devices: tuple[DeviceRow, ...]
    waiting: tuple[WaitingRow, ...]
    first_over: bool
    at: int


class AlertsReply(msgspec.Struct, frozen=True):
    """The latest alerts, newest first."""

    alerts: tuple[AlertRow, ...]


async def ask_code(request: Request) -> Response:
    """POST /api/pairings"""
    rooms, address = house(request), address_of(request)
    rooms.strangers.take(address)
    raw = await bodies.read(request, rooms.body_limit)
    waiting = rooms.pairings.ask(address, bodies.decode(raw, PairingBody).opened)
    return answer(PairingReply(waiting.code, waiting.token, LASTS), 201)


async def listed(request: Request) -> Response:
    """GET /api/devices"""
    rooms, _ = _allowed(request)
    now = rooms.pairings.now()
    waiting = tuple(
        WaitingRow(one.opened, one.address, (one.ends - now) // 1000)
        for one in rooms.pairings.waiting()
    )
    rows, over = rooms.oversight.rows(), rooms.devices.firsts_over
    return answer(DevicesReply(rows, waiting, over, rooms.live.now().at))


async def enrol(request: Request) -> Response:
    """POST /api/devices"""
    rooms, caller = _allowed(request)
    body = await _body(request, EnrolBody)
    _check_place(body, rooms.live.state.hall)
    name, at = _named(rooms, body.kind, body.place, body.name), rooms.live.now().at
    by = caller.name if isinstance(caller, Person) else caller.id
    add = functools.partial(rooms.devices.add, body.kind, body.place, name=name, by=by, at=at)
    new = await _with_code(rooms, caller, body.kind, body.code, add)
    after = {"kind": body.kind, "place": body.place, "name": name}
    await audited(request, caller, "device.paired", new.device.id, None, after)
    return answer(_told(new), 201)


async def replace(request: Request) -> Response:
    """POST /api/devices/{device}/replace"""
    rooms, caller = _allowed(request)
    body = await _body(request, CodeOnly)
    row = _other(request, rooms, caller)
    change = functools.partial(rooms.devices.replace, row.device.id)
    new = await _with_code(rooms, caller, row.device.kind, body.code, change)
    rooms.oversight.forget(new.device.id)
    rooms.sockets.evict(new.device.id)
    await audited(request, caller, "device.replaced", new.device.id)
    return answer(_told(new))


async def rename(request: Request) -> Response:
    """POST /api/devices/{device}/rename"""
    rooms, caller = _allowed(request)
    wanted = (await _body(request, NameBody)).name
    row = rooms.devices.one(request.path_params["device"])
    id = row.device.id
    name = _named(rooms, row.device.kind, row.device.place, wanted, but=id)
    await asyncio.to_thread(rooms.devices.rename, id, name)
    await audited(request, caller, "device.renamed", id, {"name": row.name}, {"name": name})
    return answer(EnrolReply(id))


async def revoke(request: Request) -> Response:
    """POST /api/devices/{device}/revoke"""
    rooms, caller = _allowed(request)
    await _body(request, bodies.Nothing)
    row = _other(request, rooms, caller)
    await asyncio.to_thread(rooms.devices.revoke, (row.device.id,), rooms.live.now().at)
    rooms.sockets.evict(row.device.id)
    before = {"kind": row.device.kind, "place": row.device.place, "name": row.name}
    await audited(request, caller, "device.revoked", row.device.id, before)
    return answer(RevokeReply(row.device.id))


async def retire_first(request: Request) -> Response:
    """POST /api/devices/first/retire"""
    rooms, caller = _allowed(request)
    body = await _body(request, RetireBody)
    firsts = [one.device for one in rooms.devices.enrolled() if one.first and one.revoked is None]
    ending = tuple(device.id for device in firsts if _ends(device, body.which, rooms))
    over, at = body.which == "all", rooms.live.now().at
    await asyncio.to_thread(rooms.devices.retire, ending, at, over=over)
    for id in ending:
        rooms.sockets.evict(id)
    await audited(request, caller, "devices.retired", body.which, list(ending))
    left = tuple(device.id for device in firsts if device.id not in ending)
    return answer(RetireReply(ending, left, rooms.devices.firsts_over))


async def alerts(request: Request) -> Response:
    """GET /api/alerts"""
    rooms, _ = _allowed(request)
    return answer(AlertsReply(rooms.oversight.alerts.latest()))


def _allowed(request: Request) -> tuple[House, Caller]:
    rooms = house(request)
    caller = rooms.device(request)
    rooms.gate.allow(caller, "devices", rooms.live.state.hall)
    return rooms, caller


async def _body(request: Request, kind: type[T]) -> T:
    return bodies.decode(await bodies.read(request, house(request).body_limit), kind)  # type: ignore[type-var]


def _other(request: Request, rooms: House, caller: Caller) -> Enrolled:
    """The device that the path names: not the one that asks, which would shut itself out."""
    row = rooms.devices.one(request.path_params["device"])
    if row.device.id == caller.id:
        raise Refused("device_self")
    return row


async def _with_code(
    rooms: House, caller: Caller, kind: str, code: str | None, change: Callable[[], NewSecret]
) -> NewSecret:
    """Make the secret; where a page shows a code, hand it over to that page alone."""
    if kind not in SHOWN:
        if code is not None:
            raise Malformed("pairing_not_for")
        return await asyncio.to_thread(change)
    if code is None:
        raise Malformed("pairing_needed")
    claimed: Waiting = rooms.pairings.claim(code, caller.id)
    try:
        new = await asyncio.to_thread(change)
    except BaseException:
        rooms.pairings.release(claimed)
        raise
    device = new.device
    rooms.pairings.pair(
        claimed, kind=device.kind, place=device.place, device=device.id, secret=new.secret
    )
    rooms.hub.changed((f"pairing/{claimed.token}",))
    return new


def _told(new: NewSecret) -> EnrolReply:
    device = new.device
    if device.kind in SHOWN:
        return EnrolReply(device.id)
    return EnrolReply(device.id, new.secret, without_page(device.kind, device.place))


def _check_place(body: EnrolBody, hall: Hall) -> None:
    if body.kind != "survey" and (body.place is None) != (body.kind == "feed"):
        raise Malformed("device_place")
    if body.place is None or (body.kind == "survey" and body.place in hall.counter):
        return
    if body.kind in ("counter", "button"):
        if body.place not in hall.counter:
            raise NotFound("counter_unknown", counter=body.place[:40])
    elif body.place not in hall.zone:
        raise NotFound("zone_unknown", zone=body.place[:40])


def _name(text: str) -> str:
    name = text.strip()
    if len(name) > NAME or any(unicodedata.category(sign)[0] == "C" for sign in name):
        raise Malformed("device_name", limit=NAME)
    return name


def _named(rooms: House, kind: str, place: str | None, wanted: str, but: str = "") -> str:
    """The name that was wanted, or one that tells it from the others. Raises Malformed, or Refused
    for a second screen of a name by which the programme knows one."""
    name, hall, enrolled = _name(wanted), rooms.live.state.hall, rooms.devices.enrolled()
    if not name:
        return own_name(kind, place, hall, enrolled, but)
    rules = rooms.config().rules
    places = [one.where for one in rules.schedules] + [one.where for one in rules.tickers]
    by_name = {word for place in places for word in place.screens}
    if kind == "screen" and name in by_name and is_taken(name, hall, enrolled, but):
        raise Refused("device_name_taken", name=name)
    return name


def _ends(device: Device, which: str, rooms: House) -> bool:
    """The administrator's stays as long as nobody could sign in instead."""
    if device.kind == "admin":
        return which == "all" and rooms.people.has_first()
    if which == "all":
        return True
    return any(
        not one.first
        and one.revoked is None
        and (one.device.kind, one.device.place) == (device.kind, device.place)
        for one in rooms.devices.enrolled()
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/pairings", summary="A new page wants a code to show",
        verb=None, body=PairingBody, reply=PairingReply, status=201, handle=ask_code,
    ),
    Operation(
        method="GET", path="/api/devices", summary="Every device, and how it is", verb="devices",
        reply=DevicesReply, handle=listed,
    ),
    Operation(
        method="POST", path="/api/devices", summary="Pair the page that shows a code, or make a "
        "secret for a button or a feed", verb="devices", body=EnrolBody, reply=EnrolReply,
        status=201, handle=enrol,
    ),
    Operation(
        method="POST", path="/api/devices/first/retire",
        summary="End the secrets that the server made itself", verb="devices", body=RetireBody,
        reply=RetireReply, handle=retire_first,
    ),
    Operation(
        method="POST", path="/api/devices/{device}/replace",
        summary="Another machine takes a device's place", verb="devices", body=CodeOnly,
        reply=EnrolReply, handle=replace,
    ),
    Operation(
        method="POST", path="/api/devices/{device}/rename", summary="Name a device",
        verb="devices", body=NameBody, reply=EnrolReply, handle=rename,
    ),
    Operation(
        method="POST", path="/api/devices/{device}/revoke",
        summary="End a device's secret, for good", verb="devices", body=bodies.Nothing,
        reply=RevokeReply, handle=revoke,
    ),
    Operation(
        method="GET", path="/api/alerts", summary="The latest alerts", verb="devices",
        reply=AlertsReply, handle=alerts,
    ),
)  # fmt: skip
