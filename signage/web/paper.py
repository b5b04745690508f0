"""A ticket's paper, link and code: what a kiosk is told beside the number."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import NotFound
from signage.papers import Asked, PaperReply
from signage.queueing.model import Ticket
from signage.queueing.tickets import find
from signage.replies import IssuedReply, Reply
from signage.web import bodies
from signage.web.codes import address, drawn
from signage.web.gate import Caller, is_staff
from signage.web.house import House, house
from signage.web.operations import Operation, answer
from signage.web.problems import language_of


class TicketReply(IssuedReply, frozen=True, kw_only=True):
    """A ticket as its holder gets it, the link of its page, and what happens with its paper."""

    url: str
    paper: PaperReply


class PrintedReply(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that is printed again."""

    id: str
    number: str
    url: str
    paper: PaperReply


def issued(request: Request, device: Caller, printer: str | None, reply: Reply) -> Response:
    """The answer to a ticket that is on the disk; its paper is asked for, and not waited for."""
    rooms = house(request)
    ticket = msgspec.json.decode(reply.body, type=IssuedReply)
    url = link(request, ticket.token)
    wants = device.kind == "kiosk" or printer is not None
    asked = _asked(request, device, printer, url, ticket.ahead) if wants else None
    paper = rooms.papers.first(ticket.id, asked, kept=reply.kept)
    whole = {**msgspec.json.decode(reply.body), "url": url, "paper": paper}
    return answer(whole, reply.status)


async def print_again(request: Request) -> Response:
    """POST /api/tickets/{token}/print"""
    rooms = house(request)
    device = rooms.device(request)
    rooms.gate.allow(device, "print", rooms.live.state.hall)
    rooms.tickets.take(device.id)
    raw = await bodies.read(request, rooms.body_limit)
    body = bodies.decode(raw, bodies.PrintBody)
    named = request.path_params["token"]
    ticket = _ticket(rooms, device, named)
    url = link(request, rooms.live.token(ticket))
    key = request.headers.get("idempotency-key")
    paper = rooms.papers.again(
        ticket,
        _asked(request, device, body.printer, url),
        f"{device.id} {named} {key}" if key else None,
        limited=device.kind == "kiosk",
    )
    return answer(PrintedReply(id=ticket.id, number=ticket.number, url=url, paper=paper))


async def code(request: Request) -> Response:
    """GET /api/tickets/{token}/qr.svg: for whoever holds the ticket's token."""
    ticket = house(request).ticket(request)
    return drawn(link(request, house(request).live.token(ticket)))


def link(request: Request, token: str) -> str:
    """The address of a ticket's page."""
    return address(request, f"/t/{token}")


def _asked(
    request: Request, device: Caller, printer: str | None, url: str, ahead: int | None = None
) -> Asked:
    language = language_of(request)
    return Asked(zone=device.place, printer=printer, language=language, url=url, ahead=ahead)


def _ticket(rooms: House, device: Caller, named: str) -> Ticket:
    """By its token; an administrator may also name its number or its id. Raises NotFound."""
    found = rooms.live.ticket(named)
    if found is None and is_staff(device):
        found = find(rooms.live.state, named)
    if found is None or found.direct:
        raise NotFound("ticket_unknown", ticket=named[:12] if is_staff(device) else "…")
    return found


PAPER_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/tickets/{token}/print",
        summary="Print a ticket again, with the same number", verb="print",
        body=bodies.PrintBody, reply=PrintedReply, handle=print_again,
    ),
)  # fmt: skip
