"""The staff code of kiosks over HTTP, and what stands behind it. Tickets need none of this."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.devices.printers.paper import trial_page
from signage.errors import Forbidden, Refused
from signage.web import bodies
from signage.web.audited import audited
from signage.web.codes import address
from signage.web.gate import Caller
from signage.web.house import House, house
from signage.web.operations import Operation, answer


class CodeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new staff code, null for none."""

    code: str | None


class UnlockBody(bodies.Nothing, frozen=True, forbid_unknown_fields=True):
    """The staff code as it was typed; without one it is only asked whether there is any."""

    code: str | None = None


class TrialBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A test page, on the printer that stands beside the kiosk if the kiosk names one."""

    code: str
    printer: str | None = None


class CodeReply(msgspec.Struct, frozen=True):
    """Whether a staff code is set now."""

    set: bool


class UnlockReply(msgspec.Struct, frozen=True):
    """Whether the code was right; false when none was tried."""

    unlocked: bool


class TrialReply(msgspec.Struct, frozen=True):
    """Where the test page went; `browser` means that the kiosk's page prints it."""

    printer: str
    browser: bool


async def set_code(request: Request) -> Response:
    """POST /api/kiosk/code"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "configure", rooms.live.state.hall)
    raw = await bodies.read(request, rooms.body_limit)
    code = bodies.decode(raw, CodeBody).code
    await asyncio.to_thread(rooms.staff_code.set, code)
    await audited(request, device, "kiosk.code", "kiosks", None, {"set": code is not None})
    return answer(CodeReply(set=code is not None))


async def unlock(request: Request) -> Response:
    """POST /api/kiosk/unlock"""
    rooms = house(request)
    device = _kiosk(request, rooms)
    raw = await bodies.read(request, rooms.body_limit)
    code = bodies.decode(raw, UnlockBody).code
    if code is not None:
        await _try(rooms, device, code)
    elif not await asyncio.to_thread(rooms.staff_code.known):
        raise Refused("staff_code_none")
    return answer(UnlockReply(unlocked=code is not None))


async def trial(request: Request) -> Response:
    """POST /api/kiosk/trial"""
    rooms = house(request)
    device = _kiosk(request, rooms)
    raw = await bodies.read(request, rooms.body_limit)
    asked = bodies.decode(raw, TrialBody)
    await _try(rooms, device, asked.code)
    printer = rooms.papers.printers.at(device.place, asked.printer)
    if printer is None:
        raise Refused("printer_none")
    settings = printer.settings
    browser = settings.kind == "browser"
    if not browser:
        page = trial_page(settings.name, (f"{settings.paper} mm",), address(request, "/"))
        printer.print(rooms.papers.printers.job("trial", "–", page))
    return answer(TrialReply(printer=settings.id, browser=browser))


def _kiosk(request: Request, rooms: House) -> Caller:
    device = rooms.device(request)
    rooms.gate.allow(device, "unlock", rooms.live.state.hall)
    return device


async def _try(rooms: House, device: Caller, code: str) -> None:
    """Counted before it is looked at, so that many at once are no more than one by one."""
    left = rooms.tries.take(device.id)
    try:
        right = await asyncio.to_thread(rooms.staff_code.is_right, code)
    except Refused:  # there is none: nothing was guessed
        rooms.tries.clear(device.id)
        raise
    if not right:
        raise Forbidden("staff_code_wrong", left=left)
    rooms.tries.clear(device.id)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/kiosk/code", summary="Set the staff code of the kiosks",
        verb="configure", body=CodeBody, reply=CodeReply, handle=set_code,
    ),
    Operation(
        method="POST", path="/api/kiosk/unlock", summary="Try the staff code", verb="unlock",
        body=UnlockBody, reply=UnlockReply, handle=unlock,
    ),
    Operation(
        method="POST", path="/api/kiosk/trial", summary="Print a test page at a kiosk",
        verb="unlock", body=TrialBody, reply=TrialReply, handle=trial,
    ),
)  # fmt: skip
