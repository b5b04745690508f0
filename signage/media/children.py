"""Runs a child for one file: a group of its own, a clean environment, an end in any case."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.errors import Malformed

MEBIBYTE: Final = 1024 * 1024
ANSWER: Final = 256 * 1024
"""Bytes that a child may say."""
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
_BOUNDS: Final = (-signal.SIGXCPU, -signal.SIGXFSZ)
_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended, and what it said."""

    code: int
    said: bytes


class Died(Exception):
    """A child was ended by a signal that is none of its bounds: the kernel's, for want of memory,
    or its own fault."""


def fate(ended: Ended) -> Ended:
    """It as it ended. Raises Died, and Malformed where it came to its bounds."""
    if ended.code in _BOUNDS:
        raise Malformed("media_heavy")
    if ended.code < 0:
        raise Died(signal.Signals(-ended.code).name)
    return ended


def own(module: str, *given: str) -> list[str]:
    """The command of a module of this product."""
    return [sys.executable, "-P", "-c", _START, str(_ROOT), module, *given]


_START: Final = (
    "import runpy, sys; sys.path.append(sys.argv[1]); sys.argv = sys.argv[2:]; "
    "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)
"""From wherever the package lies, and nothing from the folder that it happens to be started in."""


def bounded(program: str, given: Sequence[str], memory: int, seconds: int, size: int) -> list[str]:
    """The command of a program of the system, within bounds."""
    bounds = (str(memory), str(seconds), str(size))
    return own("signage.media.confining", *bounds, program, *given)


async def run(
    command: Sequence[str],
    folder: Path,
    seconds: float,
    heard: Callable[[bytes], None] | None = None,
) -> Ended:
    """Runs it to its end. `heard` gets each line that it says. Raises Malformed("media_heavy") when
    it takes longer; whatever happens, nothing of it is left running."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=folder,
        env=_ENVIRONMENT,
        start_new_session=True,
    )
    said = bytearray()
    try:
        async with asyncio.timeout(seconds):
            assert process.stdout is not None  # noqa: S101
            while piece := await process.stdout.readline():
                if heard is not None:
                    heard(piece)
                elif len(said) < ANSWER:
                    said += piece
            code = await process.wait()
    except (TimeoutError, ValueError):  # too long, or a line without an end
        raise Malformed("media_heavy") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.returncode is None:
            await asyncio.shield(process.wait())
    return Ended(code=code, said=bytes(said))


@dataclass(frozen=True, slots=True)
class Tools:
    """ffmpeg and ffprobe by their whole paths."""

    ffmpeg: str
    ffprobe: str


def find_tools(which: Callable[[str], str | None] = shutil.which) -> Tools | None:
    """Where they are, if they are here."""
    ffmpeg, ffprobe = which("ffmpeg"), which("ffprobe")
    return Tools(ffmpeg, ffprobe) if ffmpeg and ffprobe else None
