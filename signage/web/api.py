"""The HTTP interface under /api: a list of operations that one reads top to bottom."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from signage.errors import Forbidden, NotFound, Unauthorised
from signage.queueing import commands as c
from signage.queueing import shapes
from signage.queueing.views import elsewhere_view, outline_view
from signage.replies import (
    AdoptedReply,
    AnnouncedReply,
    Reply,
)  # fmt: skip
from signage.web import (
    assigning,
    audit,
    bodies,
    bookings,
    configuring,
    devices,
    emergencies,
    exports,
    figures,
    hear,
    history,
    kiosks,
    left,
    media,
    officers,
    paper,
    people,
    phone,
    plays,
    programmes,
    reports,
    screens,
    sessions,
    skm,
    surveys,
    takeovers,
)
from signage.web.actions import ACTIONS, BUTTONS, CounterAction
from signage.web.audited import noted
from signage.web.gate import MAY, Caller, Grade, Verb, is_staff, topics_of
from signage.web.house import House, house
from signage.web.links import Link, link, standing
from signage.web.operations import Operation, answer, asked, pressed, replied


class Me(msgspec.Struct, frozen=True):
    """The device or the person that asks, the topics that its page watches, and its verbs."""

    kind: Grade
    id: str
    place: str | None
    topics: tuple[str, ...]
    language: str
    may: tuple[Verb, ...] = ()


class Health(msgspec.Struct, frozen=True):
    """Whether presses are taken. `status` is ok or trouble; a doubtful clock keeps the day open.

    `backup` is the code of what is wrong with the nightly backup, `reports` with the scheduled
    reports, which keep no press;
    `certificate` says what is wrong with it, or that it ends soon.
    """

    status: str
    epoch: int
    seq: int
    day: str
    day_open: bool
    trouble: str | None
    clock_doubtful: bool
    backup: str | None = None
    reports: str | None = None
    certificate: str | None = None


# ---- tickets and counters


async def issue(request: Request) -> Response:
    """POST /api/tickets"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "issue", rooms.live.state.hall)
    rooms.tickets.take(device.id)
    raw = await bodies.read(request, rooms.body_limit)
    wanted = bodies.decode(raw, bodies.IssueBody)
    command = c.IssueTicket(
        service=wanted.service,
        priority=wanted.priority,
        origin=wanted.origin,
        channel="kiosk" if device.kind == "kiosk" else "desk",
    )
    reply = await pressed(request, command, device.id, raw)
    return paper.issued(request, device, wanted.printer, reply)


async def counter_action(request: Request, action: CounterAction) -> Response:
    """POST /api/counters/{counter}/…"""
    told = await asked(request, "press", "counter", action.body)
    officers.staffed(told.rooms, told.device, told.place)
    command = action.make(told.place, told.body, told.device)
    reply = await pressed(request, command, told.device.id, told.raw)
    await _noted_by_staff(request, told.device, command, told.place, reply)
    return replied(reply)


async def _noted_by_staff(
    request: Request, caller: Caller, command: c.Command, counter: str, reply: Reply
) -> None:
    if isinstance(command, c.OpenCounter | c.CloseCounter) and is_staff(caller):
        what = "counter.opened" if isinstance(command, c.OpenCounter) else "counter.closed"
        await noted(request, caller, what, counter, reply)


async def announce(request: Request) -> Response:
    """POST /api/zones/{zone}/announcements"""
    told = await asked(request, "announce", "zone", bodies.NoticeBody)
    language = told.body.language or told.rooms.live.state.hall.mall.languages[0]
    command = c.Announce(zone=told.place, text=told.body.text, language=language)
    reply = await pressed(request, command, told.device.id, told.raw)
    await noted(request, told.device, "notice.announced", told.place, reply, told.body.text)
    return replied(reply)


async def adopt(request: Request) -> Response:
    """POST /api/services/{service}/adopt"""
    told = await asked(request, "adopt", "service", bodies.AdoptBody)
    command = c.AdoptNumbers(
        service=told.place,
        first=told.body.first,
        last=told.body.last,
        waiting=told.body.waiting,
        minute=told.body.minute,
    )
    reply = await pressed(request, command, told.device.id, told.raw)
    numbers = {"from": told.body.first, "to": told.body.last}
    await noted(request, told.device, "numbers.adopted", told.place, reply, numbers)
    return replied(reply)


async def button(request: Request) -> Response:
    """GET /button/{counter}/{action}: for a Wi-Fi button, never for a browser."""
    if request.method != "GET":  # Starlette lets HEAD in where GET is, and a HEAD presses nothing
        raise HTTPException(405, headers={"Allow": "GET"})
    rooms = house(request)
    if "origin" in request.headers or "sec-fetch-site" in request.headers:
        raise Forbidden("browser_refused")
    if "authorization" not in request.headers:  # a GET must not press for who is signed in
        raise Unauthorised("secret_missing")
    device = rooms.device(request)
    counter, name = request.path_params["counter"], request.path_params["action"]
    rooms.gate.allow(device, "press", rooms.live.state.hall, counter)
    if name not in BUTTONS:
        raise NotFound("route_unknown")
    officers.staffed(rooms, device, counter)
    action = ACTIONS[name]
    command = action.make(counter, action.body(), device)
    reply = await pressed(request, command, device.id, b"")
    await _noted_by_staff(request, device, command, counter, reply)
    return replied(reply)


# ---- views


async def view(request: Request, verb: Verb, kind: str, parameter: str) -> Response:
    """GET of a view: the same that the sockets push."""
    rooms = house(request)
    device = rooms.device(request)
    name = request.path_params[parameter]
    rooms.gate.allow(device, verb, rooms.live.state.hall, name)
    return answer(rooms.live.view(f"{kind}/{name}"))


async def elsewhere(request: Request) -> Response:
    """GET /api/counters/{counter}/elsewhere"""
    rooms = house(request)
    device = rooms.device(request)
    counter = request.path_params["counter"]
    state = rooms.live.state
    rooms.gate.allow(device, "counter", state.hall, counter)
    return answer(elsewhere_view(state, counter))


async def kiosk(request: Request) -> Response:
    """GET /api/kiosk"""
    rooms = house(request)
    device = rooms.device(request)
    hall = rooms.live.state.hall
    rooms.gate.allow(device, "kiosk", hall, device.place)
    return answer(rooms.live.view(f"kiosk/{device.place or hall.zones[0].id}"))


async def me(request: Request) -> Response:
    """GET /api/me"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.pairings.fetched(device.id)
    hall = rooms.live.state.hall
    topics = topics_of(device, hall)
    may = tuple(verb for verb, who in MAY.items() if device.kind in who)
    return answer(Me(device.kind, device.id, device.place, topics, hall.mall.languages[0], may))


async def outline(request: Request) -> Response:
    """GET /api/hall"""
    rooms = house(request)
    hall = rooms.live.state.hall
    rooms.gate.allow(rooms.device(request), "outline", hall)
    return answer(outline_view(hall))


async def links(request: Request) -> Response:
    """GET /api/links"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "links", rooms.live.state.hall)
    hall = rooms.live.state.hall
    firsts = standing(rooms.links(), hall)
    return answer([link(first, hall) for first in firsts if first.kind != "feed"])


async def health(request: Request) -> Response:
    """GET /api/health"""
    rooms = house(request)
    live = rooms.live
    trouble = live.trouble.code if live.trouble else None
    state = live.state
    around = live.around()
    body = Health(
        "trouble" if trouble else "ok",
        live.epoch,
        state.seq,
        state.day,
        state.day_open,
        trouble,
        live.now().doubtful,
        _code(around.backup),
        _code(around.reports),
        _warning(rooms, request),
    )
    return answer(body, 503 if trouble else 200)


def _code(status: shapes.BackupStatus | shapes.ReportStatus | None) -> str | None:
    return status.trouble.code if status is not None and status.trouble is not None else None


def _warning(rooms: House, request: Request) -> str | None:
    """What is amiss with the certificate; strangers hear of no path of the machine."""
    warning = rooms.secured.keeper.standing.warning if rooms.secured else ""
    if not warning:
        return None
    return warning if rooms.known(request) else "the certificate has to be looked at; see the log"


def _views() -> list[Operation]:
    table: list[tuple[str, Verb, str, Any]] = [
        ("zones", "zone", "zone", shapes.ZoneView),
        ("counters", "counter", "counter", shapes.CounterView),
        ("services", "service", "service", shapes.QueueView),
    ]
    topics = {"zone": "zone", "counter": "counter", "service": "queue"}
    return [
        Operation(
            method="GET",
            path=f"/api/{plural}/{{{name}}}",
            summary=f"What the socket pushes of a {name}",
            verb=verb,
            reply=shape,
            handle=partial(view, verb=verb, kind=topics[name], parameter=name),
        )
        for plural, verb, name, shape in table
    ]


def _actions() -> list[Operation]:
    return [
        Operation(
            method="POST",
            path=f"/api/counters/{{counter}}/{name}",
            summary=action.summary,
            verb="press",
            body=action.body,
            reply=action.reply,
            handle=partial(counter_action, action=action),
        )
        for name, action in ACTIONS.items()
    ]


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/tickets", summary="Give a visitor a number", verb="issue",
        body=bodies.IssueBody, reply=paper.TicketReply, status=201, handle=issue,
    ),
    *phone.OPERATIONS,
    *paper.PAPER_OPERATIONS,
    *_actions(),
    *assigning.OPERATIONS,
    Operation(
        method="POST", path="/api/zones/{zone}/announcements", summary="Say a notice in a zone",
        verb="announce", body=bodies.NoticeBody, reply=AnnouncedReply, status=201,
        handle=announce,
    ),
    Operation(
        method="POST", path="/api/services/{service}/adopt",
        summary="Take in numbers that were given on paper", verb="adopt",
        body=bodies.AdoptBody, reply=AdoptedReply, status=201, handle=adopt,
    ),
    *_views(),
    Operation(
        method="GET", path="/api/counters/{counter}/elsewhere",
        summary="Where a visitor can be sent, as it stands now", verb="counter",
        reply=shapes.ElsewhereView, handle=elsewhere,
    ),
    *bookings.OPERATIONS,
    *emergencies.OPERATIONS,
    *takeovers.OPERATIONS,
    Operation(
        method="GET", path="/api/kiosk", summary="What a kiosk offers", verb="kiosk",
        reply=shapes.KioskView, handle=kiosk,
    ),
    Operation(
        method="GET", path="/api/me", summary="The device that asks", verb=None, secret=True,
        reply=Me, handle=me,
    ),
    Operation(
        method="GET", path="/api/hall", summary="What there is in the hall, by id and by name",
        verb="outline", reply=shapes.OutlineView, handle=outline,
    ),
    Operation(
        method="GET", path="/api/links", summary="Ready links of this hall", verb="links",
        reply=list[Link], handle=links,
    ),
    *devices.OPERATIONS,
    *hear.OPERATIONS,
    *configuring.OPERATIONS,
    *history.OPERATIONS,
    *kiosks.OPERATIONS,
    *media.OPERATIONS,
    *reports.OPERATIONS,
    *skm.OPERATIONS,
    *surveys.OPERATIONS,
    *figures.OPERATIONS,
    *exports.OPERATIONS,
    *left.OPERATIONS,
    *sessions.OPERATIONS,
    *people.OPERATIONS,
    *officers.OPERATIONS,
    *audit.OPERATIONS,
    *screens.OPERATIONS,
    *programmes.OPERATIONS,
    *plays.OPERATIONS,
    Operation(
        method="GET", path="/api/health", summary="Whether presses are taken", verb=None,
        reply=Health, handle=health,
    ),
)  # fmt: skip

ROUTES: list[Route] = [
    Route(operation.path, operation.handle, methods=[operation.method]) for operation in OPERATIONS
]
