"""The interface to the reports of a day."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from signage.errors import JournalTrouble
from signage.queueing.fairness.shapes import FairnessReport
from signage.web.house import house
from signage.web.operations import Operation, answer


async def fairness(request: Request) -> Response:
    """GET /api/reports/fairness"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "report", rooms.live.state.hall)
    if rooms.reports is None:
        raise JournalTrouble("damaged")
    day = request.query_params.get("day") or None
    if day == rooms.live.state.day:  # the tables may not have heard of it yet
        day = None
    return answer(await rooms.reports.fairness(day))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/reports/fairness",
        summary="Who was passed over on a day, how often, by whom and why", verb="report",
        reply=FairnessReport, handle=fairness, query=("day",),
    ),
)  # fmt: skip
