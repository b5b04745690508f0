"""Programs that must not outlive the server: one that goes on talking would talk over the next."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from asyncio.subprocess import Process
from collections.abc import Sequence
from typing import Any, Final

# util-linux; there on every Debian. The kernel kills the program when its parent dies.
_TIED: Final = ("setpriv", "--pdeathsig", "KILL", "--")


async def start(command: Sequence[str], **options: Any) -> Process:
    """Start a program that dies with this process, in a session that no Ctrl-C reaches."""
    tie = _TIED if shutil.which(_TIED[0]) else ()
    return await asyncio.create_subprocess_exec(*tie, *command, start_new_session=True, **options)


async def end(process: Process) -> None:
    """Kill a program that we started, and see it gone."""
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
