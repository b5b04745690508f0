"""The interface to what `config.toml` was, and to the file as a whole: restore, import."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.config.differing import in_words
from signage.config.editing import revision_of
from signage.errors import Malformed, NotFound
from signage.queueing.hall import Text
from signage.versions import How, Kept, Note
from signage.web import bodies
from signage.web.configuring import (
    LARGEST_BODY,
    applied,
    checked,
    file_of,
    who_configures,
)
from signage.web.consequences import EffectRow
from signage.web.house import House
from signage.web.operations import Operation, answer
from signage.web.problems import FaultRow, in_language

Mark = Literal[" ", "+", "-"]


class VersionRow(msgspec.Struct, frozen=True):
    """A version of the file. `at` is when it was made, Unix ms; `who` is empty for a hand at the
    file itself, and null where nobody noted it."""

    number: int
    at: int
    revision: str
    who: str | None
    what: str


class LineRow(msgspec.Struct, frozen=True):
    """A line of two texts: in both, only in the other one (`+`), or only in this version (`-`)."""

    mark: Mark
    text: str


class VersionReply(msgspec.Struct, frozen=True):
    """The text of a version, and its lines beside those of the file as it is now, or of another."""

    number: int
    text: str
    lines: tuple[LineRow, ...]


class RestoreBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file that has this revision is to be as it was. `check`: only say what that would do."""

    revision: str
    check: bool = False


class ImportBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """This text instead of the file that has this revision. `check`: only say what that does."""

    text: str
    revision: str
    check: bool = False


class ReplacedReply(msgspec.Struct, frozen=True):
    """What is wrong with a text, and what it does; `revision` is the file's after it, null when
    nothing was written."""

    revision: str | None
    faults: tuple[FaultRow, ...]
    effects: tuple[EffectRow, ...]


async def versions(request: Request) -> Response:
    """GET /api/config/versions"""
    rooms, _ = who_configures(request)
    return answer([_row(request, kept) for kept in await file_of(rooms).history()])


async def version(request: Request) -> Response:
    """GET /api/config/versions/{number}"""
    rooms, _ = who_configures(request)
    number = _number(request.path_params["number"])
    text = await file_of(rooms).past(number)
    beside = request.query_params.get("with")
    other = await file_of(rooms).text() if beside is None else await _text(rooms, beside)
    lines = await asyncio.to_thread(lambda: tuple(compared(text, other)))
    return answer(VersionReply(number, text, lines))


async def restore(request: Request) -> Response:
    """POST /api/config/versions/{number}/restore"""
    rooms, _ = who_configures(request)
    asked = bodies.decode(await bodies.read(request, rooms.body_limit), RestoreBody)
    number = _number(request.path_params["number"])
    text = await file_of(rooms).past(number)
    return await _replaced(request, text, asked.revision, asked.check, "restore", number)


async def bring_in(request: Request) -> Response:
    """POST /api/config/import"""
    who_configures(request)
    raw = await bodies.read(request, LARGEST_BODY)
    try:
        raw.decode()
    except UnicodeDecodeError:
        raise Malformed("file_no_text") from None
    asked = bodies.decode(raw, ImportBody)
    if "\ufffd" in asked.text or not _is_text(asked.text):
        raise Malformed("file_no_text")
    return await _replaced(request, asked.text, asked.revision, asked.check, "import", None)


async def download(request: Request) -> Response:
    """GET /api/config/file: the file as it is, to be kept or brought to another hall."""
    rooms, _ = who_configures(request)
    text = await file_of(rooms).text()
    name = f"{rooms.live.state.hall.mall.id}.toml"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Revision": revision_of(text),
    }
    return Response(text.encode(), 200, headers, "application/toml")


def compared(one: str, other: str) -> Iterator[LineRow]:
    """The lines of two texts, those of the first before those of the other where they differ."""
    ours, theirs = one.splitlines(), other.splitlines()
    for tag, start, end, from_, to in SequenceMatcher(None, ours, theirs).get_opcodes():
        if tag == "equal":
            yield from (LineRow(" ", line) for line in ours[start:end])
            continue
        yield from (LineRow("-", line) for line in ours[start:end])
        yield from (LineRow("+", line) for line in theirs[from_:to])


async def _replaced(
    request: Request, text: str, revision: str, check: bool, how: How, of: int | None
) -> Response:
    rooms, caller = who_configures(request)
    if check:
        found = await checked(request, rooms, text, revision)
        return answer(ReplacedReply(None, found.faults, found.effects))
    made = await applied(request, rooms, caller, text, revision, how, of)
    return answer(ReplacedReply(made.revision, (), made.effects))


async def _text(rooms: House, number: str) -> str:
    return await file_of(rooms).past(_number(number))


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise NotFound("version_unknown", number=written[:20])
    return int(written)


def _is_text(text: str) -> bool:
    """Whether it can be written: JSON can carry half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _row(request: Request, kept: Kept) -> VersionRow:
    return VersionRow(
        number=kept.number,
        at=int(kept.at.timestamp() * 1000),
        revision=kept.revision,
        who=None if kept.note is None else kept.note.who,
        what="" if kept.note is None else in_language(request, _told(kept.note)),
    )


_HOW: Final = {
    "page": Text("{what}", "{what}"),
    "import": Text("Berkas diimpor: {what}", "A file was imported: {what}"),
    "restore": Text("Versi {of} dipulihkan: {what}", "Version {of} was restored: {what}"),
    "hand": Text("Berkas diubah langsung: {what}", "The file was edited by hand: {what}"),
}
_FIRST: Final = Text("Berkas seperti adanya", "The file as it was")


def _told(note: Note) -> Text:
    """What made the version different, in a line."""
    if note.how == "hand" and note.first:
        return _FIRST
    how, what = _HOW[note.how], in_words(note.what, note.count)
    told = Text(
        how.id.format(what=what.id, of=note.of), how.en.format(what=what.en, of=note.of)
    )  # fmt: skip
    return Text(told.id[:1].upper() + told.id[1:], told.en[:1].upper() + told.en[1:])


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/config/versions", summary="What the file was",
        verb="configure", reply=list[VersionRow], handle=versions,
    ),
    Operation(
        method="GET", path="/api/config/versions/{number}", summary="A version, compared",
        verb="configure", reply=VersionReply, handle=version, query=("with",), one=True,
    ),
    Operation(
        method="POST", path="/api/config/versions/{number}/restore",
        summary="Make the file what it was", verb="configure", body=RestoreBody,
        reply=ReplacedReply, handle=restore,
    ),
    Operation(
        method="POST", path="/api/config/import", summary="Run by another file",
        verb="configure", body=ImportBody, reply=ReplacedReply, handle=bring_in,
    ),
)  # fmt: skip
