"""The audit over HTTP: who changed what, newest first, searched and by pages."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Malformed
from signage.queueing.hall import Text
from signage.registry.audit import PAGE, Record, Wanted
from signage.web.house import house
from signage.web.operations import Operation, answer

QUERY = ("before", "who", "action", "since", "until", "words")


class Actor(msgspec.Struct, frozen=True):
    """Somebody who changed something: a person, or a device by its id."""

    id: str
    name: str


class AuditReply(msgspec.Struct, frozen=True, kw_only=True):
    """A page of records; `next` goes into `before` for the one after it, null at the end. The
    people and actions to choose from stand on the first page alone."""

    records: tuple[Record, ...]
    next: int | None
    people: tuple[Actor, ...] = ()
    actions: tuple[str, ...] = ()


async def audit(request: Request) -> Response:
    """GET /api/audit"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "audit", rooms.live.state.hall)
    asked = request.query_params
    wanted = Wanted(
        upto=_number(asked.get("before")),
        who=asked.get("who", "")[:80],
        action=asked.get("action", "")[:80],
        since=_number(asked.get("since")),
        until=_number(asked.get("until")),
        words=asked.get("words", "")[:200],
    )
    found = await asyncio.to_thread(rooms.audit.read, wanted, PAGE + 1)
    records, more = found[:PAGE], len(found) > PAGE
    next = records[-1].id if more else None
    if wanted.upto is not None:
        return answer(AuditReply(records=records, next=next))
    actors = await asyncio.to_thread(rooms.audit.actors)
    actions = await asyncio.to_thread(rooms.audit.actions)
    people = tuple(Actor(id, name) for id, name in actors)
    return answer(AuditReply(records=records, next=next, people=people, actions=actions))


_NUMBERS: Final = Text(
    "before, since dan until: bilangan bulat.", "before, since and until are whole numbers."
)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise Malformed("malformed", problem=_NUMBERS)
    return int(text)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/audit", summary="What was changed, by whom", verb="audit",
        reply=AuditReply, handle=audit, query=QUERY,
    ),
)  # fmt: skip
