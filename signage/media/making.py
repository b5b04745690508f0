"""From a file that has come to media on the shelf: pictures by Pillow, videos by ffmpeg, each in a
child with bounds; without ffmpeg, videos that browsers play, as they are."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from signage.config.settings import MediaRules
from signage.errors import Malformed
from signage.media import boxes, children, filming, segments
from signage.media.child import Answer, Task
from signage.media.children import MEBIBYTE, Tools
from signage.media.kinds import Kind
from signage.media.receiving import Received
from signage.media.shelf import Shelf
from signage.registry.media import Media

PICTURE: Final = (768 * MEBIBYTE, 40, 256 * MEBIBYTE)
"""Memory, seconds of processor, bytes of a file: of the child that makes a picture."""
FILM_MEMORY: Final = 1536 * MEBIBYTE
FILM_SECONDS: Final = 3 * 3600
LOOK_SECONDS: Final = 60
SLACK: Final = 1.0
"""Seconds that a video may lack at its end."""
_PLAYED: Final = {"mp4": {"avc1", "avc3", "mp4a"}, "webm": {
    "V_VP8", "V_VP9", "A_OPUS", "A_VORBIS",
}}  # fmt: skip
_NAMES: Final = {"hvc1": "HEVC", "hev1": "HEVC", "av01": "AV1", "V_AV1": "AV1", "mp4v": "MPEG-4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file that has come, what it is, and who calls it what."""

    got: Received
    kind: Kind
    name: str
    by: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a child made of it."""

    file: Path
    ending: str
    type: str
    width: int
    height: int
    length: float | None = None
    poster: Path | None = None

    def shelved(self, wanted: Wanted, shelf: Shelf) -> tuple[Media, dict[str, Path]]:
        """It as it will stand on the list, and where each of its files is now. Reads the disk."""
        main = shelf.take(self.file, self.ending)
        files = {main.file: self.file}
        poster = None
        if self.poster is not None:
            poster = shelf.take(self.poster, "jpg")
            files[poster.file] = self.poster
        media = Media(
            id=main.file.partition(".")[0],
            main=main,
            kind=wanted.kind.family,
            type=self.type,
            width=self.width,
            height=self.height,
            length=self.length,
            poster=poster,
            name=wanted.name,
            at=wanted.at,
            by=wanted.by,
            source=wanted.got.source,
        )
        return media, files


async def make(
    wanted: Wanted,
    rules: MediaRules,
    tools: Tools | None,
    told: Callable[[float], None],
    most: int,
) -> Made:
    """Makes what screens show of it. `told` hears how far it is, from 0 to 1; `most` are the bytes
    for which the disk has room. Raises Malformed for what can't be used."""
    work = wanted.got.path.parent
    if wanted.kind.family == "image":
        return await _picture(wanted, work, rules)
    if tools is not None:
        return await _film(wanted, work, rules, tools, told, min(most, 2 * rules.video_bytes))
    return await _as_it_is(wanted, work)


async def _asked(wanted: Wanted, work: Path, rules: MediaRules) -> Answer:
    memory, seconds, size = PICTURE
    task = Task(
        file=str(wanted.got.path), kind=wanted.kind.id, folder=str(work),
        long=rules.width, short=rules.height, memory=memory, seconds=seconds,
        size=max(size, wanted.got.size),
    )  # fmt: skip
    command = children.own("signage.media.child", msgspec.json.encode(task).decode())
    ended = children.fate(await children.run(command, work, LOOK_SECONDS))
    try:
        answer = msgspec.json.decode(ended.said, type=Answer)
    except msgspec.DecodeError:  # it was ended by its bounds
        raise Malformed("media_heavy") from None
    if answer.refused:
        raise Malformed(answer.refused, **answer.facts)
    return answer


async def _picture(wanted: Wanted, work: Path, rules: MediaRules) -> Made:
    answer = await _asked(wanted, work, rules)
    return Made(
        file=work / Path(answer.file).name,
        ending="png" if answer.type == "image/png" else "jpg",
        type=answer.type,
        width=answer.width,
        height=answer.height,
        poster=work / Path(answer.small).name if answer.small else None,
    )


async def _as_it_is(wanted: Wanted, work: Path) -> Made:
    answer = await _asked(wanted, work, MediaRules())
    other = [code for code in answer.codecs if code not in _PLAYED[wanted.kind.id]]
    if other or answer.apart:
        what = _NAMES.get(other[0], other[0][:12]) if other else "fMP4"
        raise Malformed("media_unplayable", what=what)
    if not answer.width or not answer.height:
        raise Malformed("media_no_picture")
    filming.bounded(answer.length)
    kept = work / f"made.{wanted.kind.id}"
    await asyncio.to_thread(_second, wanted.got.path, kept)
    return Made(
        file=kept,
        ending=wanted.kind.id,
        type=wanted.kind.type,
        width=answer.width,
        height=answer.height,
        length=round(answer.length, 3),
    )


def _second(file: Path, name: Path) -> None:
    """A second name: the file as it came stays until the list has it."""
    try:
        os.link(file, name)
    except OSError:  # a disk that has no second names
        shutil.copyfile(file, name)


async def _film(
    wanted: Wanted,
    work: Path,
    rules: MediaRules,
    tools: Tools,
    told: Callable[[float], None],
    most: int,
) -> Made:
    await _asked(wanted, work, rules)
    form = filming.FORMS[rules.codec]
    sent, poster = str(wanted.got.path), work / "poster.jpg"
    out = work / f"made.{form.ending}"
    bounds = (FILM_MEMORY, FILM_SECONDS, most)
    probe = children.bounded(tools.ffprobe, filming.probing(wanted.kind, sent), *bounds)
    ended = children.fate(await children.run(probe, work, LOOK_SECONDS))
    if ended.code:
        raise Malformed("media_damaged")
    film = filming.probed(ended.said)
    filming.bounded(film.length)

    def heard(line: bytes) -> None:
        at = filming.seconds_of(line)
        if at is not None:
            told(min(0.99, at / film.length))

    listing = children.bounded(tools.ffmpeg, ["-hide_banner", "-v", "error", "-encoders"], *bounds)
    if not filming.able(form, (await children.run(listing, work, LOOK_SECONDS)).said):
        raise Malformed("media_encoder", what=form.said)
    command = filming.making(wanted.kind, sent, film, str(out), form)
    ended = children.fate(
        await children.run(
            children.bounded(tools.ffmpeg, command, *bounds), work, FILM_SECONDS, heard
        )
    )
    if ended.code or not out.is_file():
        raise Malformed("media_damaged")
    length = await _length(out, form, film.length)
    command = filming.picturing(str(out), length, str(poster), form)
    command = children.bounded(tools.ffmpeg, command, *bounds)
    ended = children.fate(await children.run(command, work, LOOK_SECONDS))
    if ended.code or not poster.is_file():
        raise Malformed("media_damaged")
    width, height = filming.fitted(film.width, film.height)
    return Made(
        file=out,
        ending=form.ending,
        type=form.type,
        width=width,
        height=height,
        length=round(length, 3),
        poster=poster,
    )


async def _length(out: Path, form: filming.Form, wanted: float) -> float:
    """How long the new video is. Raises Malformed where it lacks the end of the old one."""

    def read() -> float:
        with out.open("rb") as file:
            read = boxes.film if form.ending == "mp4" else segments.film
            return read(file, out.stat().st_size).length

    length = await asyncio.to_thread(read)
    if length < wanted * 0.95 - SLACK:
        raise Malformed("media_cut")
    return length
