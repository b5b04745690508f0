"""Piper, a neural voice out of a local file: an optional part, in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from signage.voice.system_voice import SystemVoice, system_voice

PIPER_WORKER: Final = (sys.executable, "-m", "signage.voice.piper_worker")
PATIENCE: Final = 20.0
"""Seconds for a short sentence: the first one has the model to load."""


def piper_voice(
    worker: Sequence[str] = PIPER_WORKER, *, behind: bool = False, patience: float = PATIENCE
) -> SystemVoice:
    """The engine `piper`. `behind`: the one that works ahead, and leaves the processor to all."""
    return system_voice(worker, behind=behind, patience=patience)
