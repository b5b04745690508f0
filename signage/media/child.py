"""The child that opens what a stranger made, within bounds: `python -m signage.media.child`.

It is asked in one argument of JSON and answers in one line of it: what it made or found, or the
code of a refusal with its facts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import msgspec

from signage.errors import Malformed
from signage.media import boxes, outlines, segments
from signage.media.boxes import Film
from signage.media.confining import confine

_EDGE: Final = 128 * 1024
"""Bytes at both ends of a video in which something else would hide."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What to do: with which file, of which kind, where to put what is made."""

    file: str
    kind: str
    folder: str
    long: int
    short: int
    memory: int
    seconds: int
    size: int


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of it: a picture's file and size, a video's table, or `refused`."""

    refused: str = ""
    facts: dict[str, int] = {}
    file: str = ""
    type: str = ""
    small: str = ""
    width: int = 0
    height: int = 0
    length: float = 0.0
    codecs: tuple[str, ...] = ()
    apart: bool = False


def answer(task: Task) -> Answer:
    """Does it, or says why not."""
    try:
        return _film(task) if task.kind in ("mp4", "webm") else _picture(task)
    except Malformed as refused:
        facts = {key: value for key, value in refused.facts.items() if isinstance(value, int)}
        return Answer(refused=refused.code, facts=facts)
    except MemoryError:
        return Answer(refused="media_heavy")


def _picture(task: Task) -> Answer:
    from signage.media import drawing  # Pillow is read here alone, within the bounds

    data = Path(task.file).read_bytes()
    outlines.inspect(task.kind, data)
    made = drawing.draw(data, task.kind, Path(task.folder), task.long, task.short)
    return Answer(
        file=made.file, type=made.type, small=made.small, width=made.width, height=made.height
    )


def _film(task: Task) -> Answer:
    path = Path(task.file)
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_EDGE)
        file.seek(max(0, size - _EDGE))
        tail = file.read()
        if outlines.hides(head) or outlines.hides(tail):
            raise Malformed("media_polyglot")
        film = boxes.film(file, size) if task.kind == "mp4" else segments.film(file, size)
    _forget_places(path, film)
    return Answer(
        width=film.width, height=film.height, length=film.length, codecs=film.codecs,
        apart=film.apart,
    )  # fmt: skip


def _forget_places(path: Path, film: Film) -> None:
    """Blanks what a camera wrote of itself and of where it was; the frames keep their places."""
    with path.open("r+b") as file:
        for start, end in film.private:
            file.seek(start)
            if end - start <= boxes.TABLE and int.from_bytes(file.read(4), "big") != 1:
                file.write(b"free" + bytes(end - start - 8))


def main(given: str) -> None:
    task = msgspec.json.decode(given, type=Task)
    confine(task.memory, task.seconds, task.size)
    sys.stdout.buffer.write(msgspec.json.encode(answer(task)) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
