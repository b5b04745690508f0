"""How a process that speaks is asked, and how it answers; what makes its sound is passed in.

A request is a JSON line; an answer is a JSON line and the bytes of sound that it counts.
They travel over descriptors of their own: engines print on stdout, and read stdin.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from signage.errors import VoiceTrouble


class Answers(Protocol):
    """What makes the sound of this process."""

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
        """What a request is answered: a header, and sound where there is any."""
        ...


def serve(requests: BinaryIO, answers: BinaryIO, engines: Answers) -> None:
    """Answer until the other side hangs up."""
    for line in requests:
        try:
            header, sound = engines.answer(json.loads(line))
        except VoiceTrouble as trouble:
            header, sound = {"trouble": trouble.code, "detail": trouble.detail}, b""
        except Exception as error:  # the supervisor of foreign code: any failure is an answer
            detail = f"{type(error).__name__}: {error}"
            header, sound = {"trouble": "engine_failed", "detail": detail}, b""
        answers.write(json.dumps({**header, "bytes": len(sound)}).encode() + b"\n" + sound)
        answers.flush()


def main(engines: Callable[[Path], Answers]) -> None:
    """Keep the two descriptors we were given, and give engines harmless ones in their place.

    The argument of the command is a folder for what engines write.
    """
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    made = engines(Path(sys.argv[1]))
    with os.fdopen(requests, "rb") as reader, os.fdopen(answers, "wb") as writer:
        serve(reader, writer, made)
