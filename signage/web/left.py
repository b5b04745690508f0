"""Reports that the server leaves in a folder: how the last ones went, for who may have them."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.queueing.shapes import ReportStatus
from signage.web.house import house
from signage.web.operations import Operation, answer


class ScheduledReply(msgspec.Struct, frozen=True):
    """How the scheduled reports stand; null where none are left in a folder."""

    reports: ReportStatus | None


async def scheduled(request: Request) -> Response:
    """GET /api/reports/scheduled"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "report", rooms.live.state.hall)
    return answer(ScheduledReply(rooms.live.around().reports))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/reports/scheduled", verb="report", reply=ScheduledReply,
        handle=scheduled, summary="When reports were left in their folder, and what failed",
    ),
)  # fmt: skip
