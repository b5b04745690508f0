"""The interface to the service figures of a period."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import JournalTrouble
from signage.figures.book import Part
from signage.figures.shapes import (
    Choices,
    Overview,
    ScreensReport,
    ServiceReport,
    VoiceReport,
)
from signage.figuring import Figures
from signage.web import bodies
from signage.web.house import house
from signage.web.operations import Operation, answer

LOOK: Final = 0.5
"""Seconds between two looks whether somebody still waits."""
GONE: Final = 499
"""A status that nobody reads: who asked has gone."""
T = TypeVar("T")


async def choices(request: Request) -> Response:
    """GET /api/reports/choices"""
    figures = figures_of(request)

    async def named() -> Choices:
        mall = house(request).live.state.hall.mall.name
        return msgspec.structs.replace(await figures.choices(), mall=mall)

    return await _answered(request, named())


async def overview(request: Request) -> Response:
    """GET /api/reports/overview"""
    figures = figures_of(request)
    period = figures.period(*_ends(request))
    return await _answered(request, figures.overview(period, part_of(request)))


async def service(request: Request) -> Response:
    """GET /api/reports/service"""
    figures = figures_of(request)
    period, by = figures.period(*_ends(request)), request.query_params.get("by") or "day"
    return await _answered(request, figures.service(period, by, part_of(request)))


async def voice(request: Request) -> Response:
    """GET /api/reports/voice"""
    figures = figures_of(request)
    return await _answered(request, figures.voice(figures.period(*_ends(request))))


async def screens(request: Request) -> Response:
    """GET /api/reports/screens"""
    figures = figures_of(request)
    return await _answered(request, figures.screens(figures.period(*_ends(request))))


def figures_of(request: Request) -> Figures:
    """The figures, for who may have them. Raises Unauthorised, Forbidden, JournalTrouble."""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "report", rooms.live.state.hall)
    if rooms.figures is None:
        raise JournalTrouble("damaged")
    return rooms.figures


def part_of(request: Request) -> Part:
    """The part of the mall that the query names."""
    query = request.query_params
    named = (query.get(kind) or None for kind in ("agency", "service", "counter"))
    return Part(*named)


def _ends(request: Request) -> tuple[str | None, str | None]:
    return request.query_params.get("from") or None, request.query_params.get("until") or None


async def _answered(request: Request, work: Coroutine[Any, Any, T]) -> Response:
    """The answer, unless nobody waits for it any more: then the work ends."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait([task], timeout=LOOK))[0]:
            if house(request).stopping.is_set() or await request.is_disconnected():
                return Response(status_code=GONE)
        bodies.still(request)
        return answer(task.result())
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])


ENDS: Final = ("from", "until")
PART: Final = ("agency", "service", "counter")
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/reports/choices", verb="report", reply=Choices, handle=choices,
        summary="What reports can be of: the days on record, and all that the mall ever had",
    ),
    Operation(
        method="GET", path="/api/reports/overview", verb="report", reply=Overview,
        handle=overview, query=(*ENDS, *PART), summary="The service figures of a period, whole",
    ),
    Operation(
        method="GET", path="/api/reports/service", verb="report", reply=ServiceReport,
        handle=service, query=(*ENDS, "by", *PART), summary="The service figures by one thing",
    ),
    Operation(
        method="GET", path="/api/reports/voice", verb="report", reply=VoiceReport, handle=voice,
        query=ENDS, summary="How the voices kept up in a period",
    ),
    Operation(
        method="GET", path="/api/reports/screens", verb="report", reply=ScreensReport,
        handle=screens, query=ENDS, summary="For how long screens were there in a period",
    ),
)  # fmt: skip
