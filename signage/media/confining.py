"""Bounds that a program sets itself before it opens what a stranger made; then another may run.

`python -m signage.media.confining MEMORY SECONDS BYTES PROGRAM …` bounds and becomes the program.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from signage.media.sealing import seal

_PARENT_DIED: Final = 1
GENTLE: Final = 15
GRACE: Final = 5
"""Seconds of processor after the bound: it is told so first, and does not just vanish."""
OPEN: Final = 64


def confine(memory: int, seconds: int, size: int) -> None:
    """Bounds this process for good: bytes of memory, seconds of processor, bytes of a file. It
    goes last, leaves no core, has no network, and ends with the server."""
    with suppress(OSError):
        os.nice(GENTLE)
    with suppress(OSError):  # where memory ends, this goes and not the hall
        Path("/proc/self/oom_score_adj").write_text("800", "ascii")
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_NOFILE, OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    most = seconds + GRACE if hard == resource.RLIM_INFINITY else min(seconds + GRACE, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, most), most))
    seal()
    # after all that changes rights, for that takes this wish back; elsewhere than on Linux the
    # program ends by its own bounds
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL, 0, 0, 0)


def main(given: list[str]) -> None:
    memory, seconds, size, program, *rest = given
    confine(int(memory), int(seconds), int(size))
    os.execv(program, [program, *rest])  # noqa: S606 - a whole path that the server found


if __name__ == "__main__":
    main(sys.argv[1:])
