"""A counter moved to other services: an edit of `config.toml` that applies at once."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.config.editing import Document, Edit, put, thing
from signage.errors import Malformed, NotFound, Refused
from signage.queueing.model import State
from signage.queueing.views import unserved
from signage.web.configuring import applied, file_of
from signage.web.consequences import EffectRow
from signage.web.operations import Operation, answer, asked


class AssignBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The services that the counter serves from now on. `anyway`: also when people wait for one
    that no open counter would serve any more. `revision` is that of the file, if it is known."""

    services: tuple[str, ...]
    anyway: bool = False
    revision: str | None = None


class AssignedReply(msgspec.Struct, frozen=True):
    """What the counter serves now, what it served before, the file's new revision, and what the
    change did to people, in sentences."""

    counter: str
    services: tuple[str, ...]
    before: tuple[str, ...]
    revision: str
    effects: tuple[EffectRow, ...]


async def assign(request: Request) -> Response:
    """POST /api/counters/{counter}/services"""
    told = await asked(request, "assign", "counter", AssignBody)
    counter, state, rooms = told.place, told.rooms.live.state, told.rooms
    before = state.hall.counter[counter].services
    services = tuple(dict.fromkeys(told.body.services))
    check(state, counter, services, anyway=told.body.anyway)
    revision = told.body.revision or (await file_of(rooms).read()).revision
    edit = serving(counter, services)
    made = await applied(request, rooms, told.device, edit, revision, "page")
    return answer(AssignedReply(counter, services, before, made.revision, made.effects))


def check(state: State, counter: str, services: tuple[str, ...], *, anyway: bool) -> None:
    """Raises Refused for what can't be served so, or would leave people waiting for nobody."""
    hall = state.hall
    name = hall.counter[counter].name
    if not services:
        raise Malformed("assign_empty", counter=name)
    for id in services:
        if id not in hall.service:
            raise NotFound("service_unknown", service=id[:40])
    for id in hall.counter[counter].services:
        others = set(hall.serving[id]) - hall.closed_counters - {counter}
        if id not in services and not others and id not in hall.closed_services:
            raise Refused("assign_last", counter=name, service=hall.service[id].name)
    for row in () if anyway else unserved(state, counter, without=counter):
        if row.service not in services:
            raise Refused("assign_waiting", count=row.count, service=row.name, counter=name)


def serving(counter: str, services: tuple[str, ...]) -> Edit:
    """The edit; weights of services that the counter serves no more go with them."""

    def edit(document: Document) -> None:
        weights = thing(document, "counters", counter).unwrap().get("weights", {})
        kept = {id: weight for id, weight in weights.items() if id in services}
        values: dict[str, object] = {"services": list(services)}
        if kept != weights:
            values["weights"] = kept or None
        put(document, "counters", counter, values)

    return edit


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/counters/{counter}/services",
        summary="Move the counter to other services", verb="assign", body=AssignBody,
        reply=AssignedReply, handle=assign,
    ),
)  # fmt: skip
