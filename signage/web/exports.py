"""The interface to the files of reports: asked for, looked after, fetched."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from signage.errors import JournalTrouble, Refused
from signage.exporting import Exports, Job, State, Wish
from signage.exports.making import format_of, which_of
from signage.exports.tables import Language
from signage.figures.book import Part
from signage.figures.files import Format, Which
from signage.queueing.hall import Text
from signage.queueing.refusals import say
from signage.web import bodies
from signage.web.figures import GONE, LOOK, figures_of, part_of
from signage.web.house import house
from signage.web.operations import Operation, answer

MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


class ExportBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file that is wanted: which report, as what, of which days and part of the mall."""

    which: Which
    format: Format = "xlsx"
    first: str | None = msgspec.field(default=None, name="from")
    last: str | None = msgspec.field(default=None, name="until")
    agency: str | None = None
    service: str | None = None
    counter: str | None = None
    language: Language = "id"
    bom: bool = False


class ExportReply(msgspec.Struct, frozen=True):
    """How far a file is: `done` of `of` steps, 0 of 0 before it is begun; `said` is a sentence when
    it failed."""

    export: str
    state: State
    done: int
    of: int
    rows: int
    name: str
    said: Text | None


async def begin(request: Request) -> Response:
    """POST /api/exports"""
    figures, exports = figures_of(request), _exports(request)
    rooms = house(request)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), ExportBody)
    _may(request, asked.which)
    wish = Wish(
        which=asked.which, format=asked.format, period=figures.period(asked.first, asked.last),
        part=await figures.known(Part(asked.agency, asked.service, asked.counter)),
        language=asked.language, bom=asked.bom,
    )  # fmt: skip
    return answer(_reply(exports.begin(wish)), 202)


async def state(request: Request) -> Response:
    """GET /api/exports/{export}"""
    figures_of(request)
    return answer(_reply(_job(request)))


async def fetch(request: Request) -> Response:
    """GET /api/exports/{export}/file"""
    figures_of(request)
    job = _job(request)
    if job.state == "failed":
        raise Refused("export_failed")
    if job.state != "ready":
        raise Refused("export_unready")
    return _file(job)


async def direct(request: Request) -> Response:
    """GET /api/reports/{which}.{format}: the file in one answer, made while somebody waits."""
    figures, exports, query = figures_of(request), _exports(request), request.query_params
    ends = figures.period(query.get("from") or None, query.get("until") or None)
    which = which_of(request.path_params["which"])
    _may(request, which)
    wish = Wish(
        which=which,
        format=format_of(request.path_params["format"]), period=ends,
        part=await figures.known(part_of(request)),
        language="en" if query.get("language") == "en" else "id",
        bom=query.get("bom") in ("1", "true"),
    )  # fmt: skip
    job = exports.begin(wish)
    waiting = asyncio.ensure_future(job.over.wait())
    try:
        while not (await asyncio.wait([waiting], timeout=LOOK))[0]:
            exports.job(job.id)
            if house(request).stopping.is_set() or await request.is_disconnected():
                await exports.drop(job.id)
                return Response(status_code=GONE)
    finally:
        waiting.cancel()
    if job.state != "ready":
        await exports.drop(job.id)
        raise Refused("export_failed")
    bodies.still(request)
    return _file(job, BackgroundTask(exports.drop, job.id))


def _may(request: Request, which: Which) -> None:
    """Raises Forbidden for the sheet of respondents, which not everybody may read who may have
    reports."""
    if which == "skm":
        rooms = house(request)
        rooms.gate.allow(rooms.device(request), "suggestions", rooms.live.state.hall)


def _job(request: Request) -> Job:
    job = _exports(request).job(request.path_params["export"])
    _may(request, job.wish.which)
    return job


def _exports(request: Request) -> Exports:
    exports = house(request).exports
    if exports is None:
        raise JournalTrouble("damaged")
    return exports


def _file(job: Job, after: BackgroundTask | None = None) -> Response:
    return FileResponse(
        job.file, headers={"Cache-Control": "no-store"}, media_type=MEDIA[job.wish.format],
        filename=job.name, background=after,
    )  # fmt: skip


def _reply(job: Job) -> ExportReply:
    said = say("export_failed") if job.state == "failed" else None
    return ExportReply(job.id, job.state, job.done, job.of, job.rows, job.name, said)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path="/api/exports", summary="Have a report's file made", verb="report",
        body=ExportBody, reply=ExportReply, status=202, handle=begin,
    ),
    Operation(
        method="GET", path="/api/exports/{export}", summary="How far a report's file is",
        verb="report", reply=ExportReply, handle=state, one=True,
    ),
)  # fmt: skip
FILES: Final = (
    Route("/api/exports/{export}/file", fetch, methods=["GET"]),
    Route("/api/reports/{which}.{format}", direct, methods=["GET"]),
)
