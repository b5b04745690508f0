"""The interface to what plays on the screens: at a moment, for some hours, and where rules meet."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.errors import Malformed, NotFound
from signage.queueing.hall import Text
from signage.screens import markdown
from signage.screens.overlaps import named, overlaps, why_told
from signage.screens.pieces import Block
from signage.screens.programme import Playing, Rules, next_change, program, spans
from signage.screens.schedules import ScreenPlace, clock, moment
from signage.web import bodies
from signage.web.configuring import who_configures
from signage.web.house import House
from signage.web.operations import Operation, answer
from signage.web.problems import in_language

HOURS: Final = 24
MOST_HOURS: Final = 7 * 24


class PlayingRow(msgspec.Struct, frozen=True, kw_only=True):
    """What plays, by which schedule, and why: `why` is one word, `told` a sentence. `over` are the
    schedules that would play without it, the strongest first."""

    playlist: str | None
    name: str | None
    schedule: str | None
    schedule_name: str | None
    why: str
    told: str
    over: tuple[str, ...]


class SpanRow(PlayingRow, frozen=True, kw_only=True):
    """What plays from a moment until before another, in Unix ms and by the mall's clock."""

    since: int = msgspec.field(name="from")
    until: int | None
    begins: str
    ends: str | None


class ScreenNow(msgspec.Struct, frozen=True, kw_only=True):
    """What plays on a screen at a moment; `next` is when that changes, Unix ms, null for never."""

    screen: str
    name: str
    zone: str
    zone_name: str
    layout: str
    playing: PlayingRow
    next: int | None


class ScreensReply(msgspec.Struct, frozen=True, kw_only=True):
    """Every screen at a moment: in Unix ms, and by the mall's clock."""

    at: int
    local: str
    screens: tuple[ScreenNow, ...]


class ProgrammeReply(ScreenNow, frozen=True, kw_only=True):
    """What plays on a screen at a moment, and from it on, without a gap."""

    at: int
    local: str
    spans: tuple[SpanRow, ...]


class ScreenName(msgspec.Struct, frozen=True):
    """A screen by its id and name."""

    id: str
    name: str


class OverlapRow(msgspec.Struct, frozen=True, kw_only=True):
    """Two schedules that meet: which wins, why, on which screens, the first time, and in words.
    Where `why` is "event" the winner is an event of the hall."""

    winner: str
    winner_name: str
    loser: str
    loser_name: str
    why: str
    screens: tuple[ScreenName, ...]
    since: int = msgspec.field(name="from")
    until: int | None
    told: str


class NoticeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A notice's Markdown."""

    text: str


class NoticeReply(msgspec.Struct, frozen=True):
    """What a notice's Markdown says; nothing where it can't be shown. The check of the file says
    why."""

    blocks: tuple[Block, ...]


async def notice(request: Request) -> Response:
    """POST /api/programme/notice"""
    rooms, _ = who_configures(request)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), NoticeBody)
    read = markdown.read(asked.text)
    return answer(NoticeReply(() if read.problem in markdown.NEVER else read.blocks))


async def programme(request: Request) -> Response:
    """GET /api/screens/{device}/programme"""
    rooms, rules, at = _asked(request)
    hours = _hours(request.query_params.get("hours"))
    device = request.path_params["device"]
    place = next((place for place in rooms.screens() if place.id == device), None)
    if place is None:
        raise NotFound("device_unknown", device=device[:40])
    now = await asyncio.to_thread(_now, request, rooms, rules, place, at)
    found = await asyncio.to_thread(spans, place, rules, at, hours)
    rows = tuple(
        SpanRow(
            since=span.since,
            until=span.until,
            begins=_local(span.since, rules),
            ends=None if span.until is None else _local(span.until, rules),
            **msgspec.structs.asdict(_playing(request, rules, span.playing)),
        )
        for span in found
    )
    told = msgspec.structs.asdict(now)
    return answer(ProgrammeReply(at=at, local=_local(at, rules), spans=rows, **told))


async def every_screen(request: Request) -> Response:
    """GET /api/programme"""
    rooms, rules, at = _asked(request)
    places = rooms.screens()
    rows = await asyncio.to_thread(
        lambda: tuple(_now(request, rooms, rules, place, at) for place in places)
    )
    return answer(ScreensReply(at=at, local=_local(at, rules), screens=rows))


async def meetings(request: Request) -> Response:
    """GET /api/programme/overlaps"""
    rooms, rules, at = _asked(request)
    by_id = {schedule.id: schedule for schedule in rules.schedules}
    hall = rooms.live.state.hall
    events = hall.takeovers
    found = await asyncio.to_thread(overlaps, rooms.screens(), rules, at, None, events)
    return answer(
        [
            OverlapRow(
                winner=one.winner,
                winner_name=in_language(
                    request,
                    hall.takeover[one.winner].name
                    if one.why == "event"
                    else named(by_id[one.winner]),
                ),
                loser=one.loser,
                loser_name=in_language(request, named(by_id[one.loser])),
                why=one.why,
                screens=tuple(ScreenName(place.id, place.name) for place in one.screens),
                since=one.since,
                until=one.until,
                told=in_language(request, one.told),
            )
            for one in found
        ]
    )


def _asked(request: Request) -> tuple[House, Rules, int]:
    """Who asks, by which rules, and about which moment."""
    rooms, _ = who_configures(request)
    rules = rooms.config().rules
    written = request.query_params.get("at")
    at = rooms.live.now().at if not written else moment(_wall(written), rules.zone)
    return rooms, rules, at


def _wall(written: str) -> datetime:
    try:
        wall = datetime.fromisoformat(written)
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None or not 2000 <= wall.year < 2200:
        raise Malformed("time_unreadable", at=written[:40])
    return wall


_SPAN: Final = Text(
    f"hours: bilangan bulat dari 1 sampai {MOST_HOURS}.",
    f"hours is a whole number from 1 to {MOST_HOURS}.",
)


def _hours(written: str | None) -> int:
    if not written:
        return HOURS
    whole = written.isascii() and written.isdecimal() and len(written) <= 3
    if not (whole and 1 <= int(written) <= MOST_HOURS):
        raise Malformed("malformed", problem=_SPAN)
    return int(written)


def _now(request: Request, rooms: House, rules: Rules, place: ScreenPlace, at: int) -> ScreenNow:
    zone = rooms.live.state.hall.zone[place.zone]
    return ScreenNow(
        screen=place.id,
        name=place.name,
        zone=place.zone,
        zone_name=in_language(request, zone.name),
        layout=place.layout,
        playing=_playing(request, rules, program(place, rules, at)),
        next=next_change(place, rules, at),
    )


def _playing(request: Request, rules: Rules, playing: Playing) -> PlayingRow:
    playlist = rules.playlists.get(playing.playlist or "")
    names = {schedule.id: named(schedule) for schedule in rules.schedules}
    return PlayingRow(
        playlist=playing.playlist,
        name=_said(request, playlist.name if playlist else None),
        schedule=playing.schedule,
        schedule_name=_said(request, names.get(playing.schedule or "")),
        why=playing.why,
        told=in_language(request, why_told(playing, rules)),
        over=playing.over,
    )


def _said(request: Request, text: Text | None) -> str | None:
    return None if text is None else in_language(request, text)


def _local(at: int, rules: Rules) -> str:
    return clock(at, rules.zone).isoformat(timespec="minutes")


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/programme", summary="What plays on every screen at a moment",
        verb="configure", reply=ScreensReply, handle=every_screen, query=("at",),
    ),
    Operation(
        method="GET", path="/api/programme/overlaps", summary="Which schedules meet, which wins",
        verb="configure", reply=list[OverlapRow], handle=meetings, query=("at",),
    ),
    Operation(
        method="POST", path="/api/programme/notice", summary="A notice's Markdown as blocks",
        verb="configure", body=NoticeBody, reply=NoticeReply, handle=notice,
    ),
    Operation(
        method="GET", path="/api/screens/{device}/programme",
        summary="What plays on a screen at a moment and from it on", verb="configure",
        reply=ProgrammeReply, handle=programme, query=("at", "hours"),
    ),
)  # fmt: skip
