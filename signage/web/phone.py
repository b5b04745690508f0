"""A visitor's ticket on a phone: its page, its view, its cancelling. The token is its secret."""

from __future__ import annotations

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing import shapes
from signage.replies import CancelledReply
from signage.web import bodies
from signage.web.house import house
from signage.web.operations import Operation, answer, press
from signage.web.policy import nonce_of

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
"""For an address that is a secret: kept nowhere, found by nobody."""


async def view(request: Request) -> Response:
    """GET /api/tickets/{token}"""
    rooms = house(request)
    rooms.ticket(request)
    return answer(rooms.live.view(f"ticket/{request.path_params['token']}"))


async def cancel(request: Request) -> Response:
    """POST /api/tickets/{token}/cancel: who asks again has the same answer."""
    rooms = house(request)
    ticket = rooms.ticket(request)
    raw = await bodies.read(request, rooms.body_limit)
    bodies.decode(raw, bodies.Nothing)
    try:
        return await press(request, c.CancelTicket(ticket=ticket.id), f"ticket-{ticket.id}", raw)
    except Refused:
        now = rooms.live.state.tickets.get(ticket.id)
        if now is None or now.state != "cancelled":
            raise
        return answer(CancelledReply(now.id, now.number))


def page_route(environment: Environment, version: str) -> Route:
    """The page of a ticket; a plain one for a link that is dead, or never was one."""
    living, dead = (environment.get_template(f"{name}.html") for name in ("ticket", "ticket-dead"))

    async def show(request: Request) -> Response:
        rooms = house(request)
        spoken = rooms.live.state.hall.mall.languages
        asked = request.query_params.get("lang", "")
        language = asked if asked in ("id", "en") else spoken[0]
        words = {"language": language, "version": version, "nonce": nonce_of(request)}
        try:
            rooms.ticket(request)
        except Refused as refused:
            often = refused.code == "too_often"
            after = {"Retry-After": str(refused.facts.get("after", 1))} if often else {}
            body = dead.render(often=often, **words)
            return HTMLResponse(body, 429 if often else 404, {**PRIVATE, **after})
        return HTMLResponse(living.render(**words), headers=PRIVATE)

    return Route("/t/{token}", show, methods=["GET"], name="ticket")


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/tickets/{token}", summary="What a visitor's phone shows",
        verb=None, reply=shapes.TicketView, handle=view,
    ),
    Operation(
        method="POST", path="/api/tickets/{token}/cancel",
        summary="The visitor gives the turn up", verb=None,
        body=bodies.Nothing, reply=CancelledReply, handle=cancel,
    ),
)  # fmt: skip
