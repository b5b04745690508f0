"""The interface to pictures and videos: send one in, see what there is, rename, take away."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any, Final

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from signage.config.differing import NOUNS, tables
from signage.config.settings import Config
from signage.errors import ConfigError, Malformed, Refused, SignageError
from signage.media.desk import Job, State
from signage.media.kinds import KINDS
from signage.media.shelf import Shelf, url_of
from signage.queueing.hall import Text
from signage.queueing.refusals import sentence
from signage.registry.media import Media
from signage.web import bodies
from signage.web.audited import audited, called
from signage.web.bodies import Nothing
from signage.web.gate import RUNS, Caller, Gate, cookie_of, secret_of
from signage.web.house import House, house
from signage.web.operations import Operation, answer
from signage.web.problems import in_language

PATH: Final = "/api/media"
POSTER_BYTES: Final = 2_000_000
LOOK: Final = 0.25
"""Seconds between two looks whether the sender is still there."""
SOON: Final = 4.0
"""Seconds for which an answer waits for a file to be made, before it names the job."""
_NAMES: Final = re.compile(r"[0-9a-f]{12,64}")
_SHOWN: Final = 5


class PosterRow(msgspec.Struct, frozen=True):
    """The picture that stands for a video, or in lists for a large picture."""

    url: str
    size: int
    crc32: str


class UseRow(msgspec.Struct, frozen=True):
    """Where the settings name a file: a section, and which thing of it."""

    section: str
    id: str
    name: str


class MediaRow(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or a video. `id` is the SHA-256 of its file, `length` in seconds, `at` Unix ms,
    `used` the playlists that name it, `uses` all places of the settings that do."""

    id: str
    url: str
    kind: str
    type: str
    width: int
    height: int
    length: float | None
    size: int
    crc32: str
    poster: PosterRow | None
    name: str
    at: int
    by: str
    used: tuple[str, ...] = ()
    uses: tuple[UseRow, ...] = ()


class WhyRow(msgspec.Struct, frozen=True):
    """Why a file was refused: a stable code and a sentence."""

    code: str
    detail: str


class JobReply(msgspec.Struct, frozen=True, kw_only=True):
    """How far a file is: waiting, working, done or refused; `progress` from 0 to 1."""

    job: str
    name: str
    state: State
    progress: float
    media: MediaRow | None = None
    refused: WhyRow | None = None


class ShelfReply(msgspec.Struct, frozen=True, kw_only=True):
    """All media, the newest first; the room that they take and may take, in bytes; what is taken
    in, by the endings of names; whether videos are, and whether ffmpeg is here to make them; and
    the files that are not ready yet."""

    media: tuple[MediaRow, ...]
    bytes: int
    total_bytes: int
    image_bytes: int
    video_bytes: int
    endings: tuple[str, ...]
    video: bool
    ffmpeg: bool
    jobs: tuple[JobReply, ...] = ()


class RenameBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people call it."""

    name: str


# ---- the calls


async def add(request: Request) -> Response:
    """POST /api/media"""
    rooms, caller = _who(request)
    job = await rooms.desk.take(
        _chunks(request),
        request.query_params.get("name", ""),
        called(caller),
        lambda: bodies.still(request),
    )
    await _awaited(request, rooms, job)
    if job.refused is not None:
        raise job.refused
    if not job.known:
        noted = _noted(job.media) if job.media is not None else {"job": job.id}
        await audited(request, caller, "media.added", job.name, None, noted)
    if job.media is None:
        return answer(await _job(request, rooms, job), 202)
    return answer(_row(job.media, await _uses(rooms)), 201)


async def every(request: Request) -> Response:
    """GET /api/media"""
    rooms, _ = _who(request)
    uses, rules, tools = await _uses(rooms), rooms.desk.rules(), rooms.desk.tools()
    shelf = rooms.desk.shelf
    families = ("image", "video") if rules.video else ("image",)
    endings = [end for kind in KINDS.values() if kind.family in families for end in kind.endings]
    return answer(
        ShelfReply(
            media=tuple(_row(one, uses) for one in shelf.every.values()),
            bytes=shelf.size,
            total_bytes=rules.total_bytes,
            image_bytes=rules.image_bytes,
            video_bytes=rules.video_bytes,
            endings=tuple(endings),
            video=rules.video,
            ffmpeg=tools is not None,
            jobs=tuple([await _job(request, rooms, job) for job in rooms.desk.unfinished]),
        )
    )


async def rename(request: Request) -> Response:
    """POST /api/media/{media}"""
    rooms, caller = _who(request)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), RenameBody)
    before = rooms.desk.shelf.of(request.path_params["media"])
    after = await rooms.desk.rename(before.id, asked.name)
    await audited(request, caller, "media.renamed", after.name, before.name, after.name)
    return answer(_row(after, await _uses(rooms)))


async def picture(request: Request) -> Response:
    """POST /api/media/{media}/poster"""
    rooms, caller = _who(request)
    before = rooms.desk.shelf.of(request.path_params["media"])
    after = await rooms.desk.picture(before.id, await bodies.read(request, POSTER_BYTES))
    if after.poster != before.poster:
        await audited(request, caller, "media.pictured", after.name, None, _noted(after))
        rooms.desk.shelf.told()
    return answer(_row(after, await _uses(rooms)))


async def remove(request: Request) -> Response:
    """POST /api/media/{media}/remove"""
    rooms, caller = _who(request)
    bodies.decode(await bodies.read(request, rooms.body_limit), Nothing)
    media = rooms.desk.shelf.of(request.path_params["media"])
    uses = _uses_of(media.id, await _uses(rooms))
    if uses:
        raise Refused("media_used", name=media.name, where=_where(uses))
    await rooms.desk.remove(media.id)
    await audited(request, caller, "media.removed", media.name, _noted(media), None)
    rooms.desk.shelf.told()
    return answer(_row(media, ()))


async def progress(request: Request) -> Response:
    """GET /api/media/jobs/{job}"""
    rooms, _ = _who(request)
    return answer(await _job(request, rooms, rooms.desk.job(request.path_params["job"])))


async def cancel(request: Request) -> Response:
    """POST /api/media/jobs/{job}/cancel"""
    rooms, caller = _who(request)
    bodies.decode(await bodies.read(request, rooms.body_limit), Nothing)
    was = rooms.desk.job(request.path_params["job"])
    if not was.ended.is_set():
        await rooms.desk.cancel(was.id)
        if was.unwanted:
            await audited(request, caller, "media.cancelled", was.name, None, {"job": was.id})
    return answer(await _job(request, rooms, was))


async def send(request: Request) -> Response:
    """GET /media/{file}: to any device and any person."""
    rooms = house(request)
    rooms.device(request)
    return rooms.sender.answer(request, request.path_params["file"])


# ---- what they share


def _who(request: Request) -> tuple[House, Caller]:
    rooms = house(request)
    caller = rooms.device(request)
    rooms.gate.allow(caller, "media", rooms.live.state.hall)
    return rooms, caller


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise Malformed("malformed", problem=bodies.CUT_OFF) from None


async def _awaited(request: Request, rooms: House, job: Job) -> None:
    """Waits a little for it; a sender who goes away meanwhile has taken it back."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SOON):
            while not job.ended.is_set():
                if await request.is_disconnected():
                    await rooms.desk.cancel(job.id)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK):
                        await job.ended.wait()


async def _job(request: Request, rooms: House, job: Job) -> JobReply:
    return JobReply(
        job=job.id,
        name=job.name,
        state=job.state,
        progress=round(job.progress, 3),
        media=_row(job.media, await _uses(rooms)) if job.media is not None else None,
        refused=_why(request, job.refused) if job.refused is not None else None,
    )


def _why(request: Request, error: SignageError) -> WhyRow:
    refused = error if isinstance(error, Refused) else Refused("registry_failed")
    return WhyRow(refused.code, in_language(request, sentence(refused)))


def _noted(media: Media) -> dict[str, Any]:
    return {"id": media.id[:12], "kind": media.kind, "size": media.size}


def _row(media: Media, uses: tuple[tuple[str, UseRow], ...]) -> MediaRow:
    poster = media.poster
    found = _uses_of(media.id, uses)
    return MediaRow(
        id=media.id,
        url=url_of(media.main),
        kind=media.kind,
        type=media.type,
        width=media.width,
        height=media.height,
        length=media.length,
        size=media.main.size,
        crc32=media.main.crc32,
        poster=None if poster is None else PosterRow(url_of(poster), poster.size, poster.crc32),
        name=media.name,
        at=media.at,
        by=media.by,
        used=tuple(use.id for use in found if use.section == "playlists"),
        uses=found,
    )


# ---- where the settings name them


async def _uses(rooms: House) -> tuple[tuple[str, UseRow], ...]:
    """What of the file is called like a file of the shelf, and where it stands."""
    if rooms.edits is None:
        return ()
    try:
        read = tables(await rooms.edits.text())
    except ConfigError:
        return ()
    return tuple(uses_in(read))


def uses_in(read: Mapping[str, Any]) -> Iterator[tuple[str, UseRow]]:
    """(the beginning of an id, where it stands) for each text of the tables that can be one."""
    for section, content in read.items():
        for thing in content if isinstance(content, list) else [content]:
            told = thing if isinstance(thing, dict) else {}
            id = str(told.get("id", ""))
            name = told.get("name", id)
            called = str(name.get("id", id)) if isinstance(name, dict) else str(name)
            for text in dict.fromkeys(_texts(thing)):
                yield text, UseRow(section, id, called)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if _NAMES.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _uses_of(id: str, uses: tuple[tuple[str, UseRow], ...]) -> tuple[UseRow, ...]:
    return tuple(dict.fromkeys(use for text, use in uses if id.startswith(text)))


def _where(uses: tuple[UseRow, ...]) -> Text:
    nouns = [NOUNS.get(use.section, Text(use.section, use.section)) for use in uses[:_SHOWN]]
    names = [f" “{use.name}”" if use.name else "" for use in uses[:_SHOWN]]
    more = f", … (+{len(uses) - _SHOWN})" if len(uses) > _SHOWN else ""
    return Text(
        ", ".join(f"{noun.id}{name}" for noun, name in zip(nouns, names, strict=True)) + more,
        ", ".join(f"{noun.en}{name}" for noun, name in zip(nouns, names, strict=True)) + more,
    )


# ---- the one call whose body may be large


def allowance(
    gate: Gate, config: Callable[[], Config], shelf: Shelf
) -> Callable[[bytes, bytes, Mapping[str, str]], int]:
    """Gives the bytes that a request may send by its method, address and headers, 0 for what all
    may: only who runs the hall sends files, and only there."""

    def granted(method: bytes, url: bytes, headers: Mapping[str, str]) -> int:
        if method != b"POST" or url.partition(b"?")[0] != PATH.encode():
            return 0
        caller: Caller | None
        if "authorization" in headers:
            caller = gate.known(secret_of(headers))
        else:
            found = gate.signed_in(cookie_of(headers))
            caller = found.person if found else None
        if caller is None or caller.kind not in RUNS:
            return 0
        rules = config().media
        return max(rules.image_bytes, rules.video_bytes)

    return granted


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST", path=PATH, summary="Send in a picture or a video", verb="media",
        reply=MediaRow, status=201, query=("name",), raw="application/octet-stream", handle=add,
    ),
    Operation(
        method="GET", path=PATH, summary="All pictures and videos", verb="media",
        reply=ShelfReply, handle=every,
    ),
    Operation(
        method="GET", path=f"{PATH}/jobs/{{job}}", summary="How far a file is", verb="media",
        reply=JobReply, handle=progress,
    ),
    Operation(
        method="POST", path=f"{PATH}/jobs/{{job}}/cancel", summary="Give up a file not yet ready",
        verb="media", body=Nothing, reply=JobReply, handle=cancel,
    ),
    Operation(
        method="POST", path=f"{PATH}/{{media}}", summary="Call a picture or a video otherwise",
        verb="media", body=RenameBody, reply=MediaRow, one=True, handle=rename,
    ),
    Operation(
        method="POST", path=f"{PATH}/{{media}}/poster", verb="media",
        summary="Give a video the picture that stands for it", reply=MediaRow, raw="image/jpeg",
        handle=picture,
    ),
    Operation(
        method="POST", path=f"{PATH}/{{media}}/remove", summary="Take a picture or a video away",
        verb="media", body=Nothing, reply=MediaRow, handle=remove,
    ),
)  # fmt: skip
