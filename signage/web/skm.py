"""The survey's results over HTTP: for reports, for the public, and what people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Malformed
from signage.queueing.hall import Agency, Service, Text
from signage.registry.answer_shapes import Scope
from signage.survey.periods import Period, day, month_of, period
from signage.survey.shapes import By, SkmPublic, SkmReport
from signage.surveying import Unit
from signage.web import bodies
from signage.web.audited import audited
from signage.web.house import House, address_of, house
from signage.web.operations import Operation, answer

UNIT: Final = ("agency", "service", "counter")
MOST: Final = 500
"""Suggestions, and respondents, of one answer."""


class SuggestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote: the day, the service, and the words as they were written."""

    suggestion: str
    date: str
    service: str
    service_name: Text
    agency_name: Text
    complaint: bool
    language: str
    text: str


class SuggestionsView(msgspec.Struct, frozen=True, kw_only=True):
    """The latest ones of a period; `more`: there are others."""

    rows: tuple[SuggestionRow, ...]
    more: bool


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One respondent: which day, which service, and the value of each element that was answered."""

    at: str
    service: str
    values: dict[str, int]


class SheetView(msgspec.Struct, frozen=True, kw_only=True):
    """The processing sheet of a period: its first rows, and how many there are."""

    rows: tuple[SheetRow, ...]
    all: int


async def sheet(request: Request) -> Response:
    """GET /api/skm/answers"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "suggestions", rooms.live.state.hall)
    scope = await _scope(request, rooms)
    groups = await rooms.surveys.answers.groups("mall", scope)
    rows: list[SheetRow] = []
    async for one in rooms.surveys.answers.sheets(scope):
        rows.append(SheetRow(at=one.date, service=one.service, values=one.values))
        if len(rows) == MOST:
            break
    every = sum(group.respondents for group in groups.values())
    return answer(SheetView(rows=tuple(rows), all=every))


class RemovedReply(msgspec.Struct, frozen=True):
    """The suggestion that is gone."""

    removed: str


async def report(request: Request) -> Response:
    """GET /api/skm"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "report", rooms.live.state.hall)
    asked = request.query_params
    by = asked.get("by", "mall")
    if by not in get_args(By):
        raise Malformed("by_unknown", by=by[:40])
    return answer(await rooms.surveys.report(_period(request, rooms), by, _unit(request)))  # type: ignore[arg-type]


async def suggestions(request: Request) -> Response:
    """GET /api/surveys/suggestions"""
    rooms = house(request)
    hall = rooms.live.state.hall
    rooms.gate.allow(rooms.device(request), "suggestions", hall)
    rows = await rooms.surveys.answers.suggestions(await _scope(request, rooms), MOST + 1)
    return answer(
        SuggestionsView(
            rows=tuple(
                SuggestionRow(
                    suggestion=row.id,
                    date=row.date,
                    service=row.service,
                    service_name=_name(hall.service, row.service),
                    agency_name=_name(hall.agency, row.agency),
                    complaint=row.complaint,
                    language=row.language,
                    text=row.text,
                )
                for row in rows[:MOST]
            ),
            more=len(rows) > MOST,
        )
    )


async def remove(request: Request) -> Response:
    """POST /api/surveys/suggestions/{suggestion}/remove"""
    rooms = house(request)
    caller = rooms.device(request)
    rooms.gate.allow(caller, "configure", rooms.live.state.hall)
    id = request.path_params["suggestion"]
    raw = await bodies.read(request, rooms.body_limit)
    bodies.decode(raw, bodies.Nothing)
    date, service = await rooms.surveys.answers.remove(id)
    # what it said is gone from the audit too
    before = {"date": date, "service": service}
    await audited(request, caller, "suggestion.removed", service, before)
    return answer(RemovedReply(removed=id))


async def public(request: Request) -> Response:
    """GET /api/skm/public"""
    rooms = house(request)
    if rooms.known(request) is None:
        rooms.strangers.take(address_of(request))
    month = request.query_params.get("month")
    return answer(await rooms.surveys.public(_month(month) if month else None))


def _month(written: str) -> date:
    """A month such as 2026-11. Raises Malformed."""
    try:
        return day(f"{written}-01")
    except Malformed:
        raise Malformed("month_malformed", month=written[:20]) from None


def _unit(request: Request) -> Unit:
    """The unit that is named, if one is."""
    asked = request.query_params
    return Unit(**{kind: asked.get(kind) or None for kind in UNIT})


async def _scope(request: Request, rooms: House) -> Scope:
    """The answers that are asked for. Raises NotFound, Malformed."""
    found, unit = _period(request, rooms), _unit(request)
    await rooms.surveys.named(unit)
    first, last = found.first.isoformat(), found.last.isoformat()
    return Scope(
        first=first, last=last, agency=unit.agency, service=unit.service, counter=unit.counter
    )


def _period(request: Request, rooms: House) -> Period:
    """What is asked for; without dates the month that runs."""
    today = date.fromisoformat(rooms.live.now().business_date)
    month = month_of(today)
    asked = request.query_params
    first = asked.get("from") or month.first.isoformat()
    until = (
        asked.get("until")
        or (month_of(day(first)).last if asked.get("from") else month.last).isoformat()
    )
    return period(first, until)


def _name(known: Mapping[str, Service] | Mapping[str, Agency], id: str) -> Text:
    thing = known.get(id)
    return thing.name if thing is not None else Text(id, id)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/skm", summary="The survey's results of a period", verb="report",
        reply=SkmReport, handle=report,
        query=("from", "until", "by", "agency", "service", "counter"),
    ),
    Operation(
        method="GET", path="/api/skm/answers", summary="The survey's processing sheet",
        verb="suggestions", reply=SheetView, handle=sheet,
        query=("from", "until", "agency", "service", "counter"),
    ),
    Operation(
        method="GET", path="/api/skm/public", summary="What the mall publishes of its survey",
        verb=None, reply=SkmPublic, handle=public, query=("month",),
    ),
    Operation(
        method="GET", path="/api/surveys/suggestions", summary="What visitors wrote",
        verb="suggestions", reply=SuggestionsView, handle=suggestions,
        query=("from", "until", "agency", "service"),
    ),
    Operation(
        method="POST", path="/api/surveys/suggestions/{suggestion}/remove",
        summary="Take out what a visitor wrote, for good", verb="configure", body=bodies.Nothing,
        reply=RemovedReply, handle=remove,
    ),
)  # fmt: skip
