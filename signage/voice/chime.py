"""The chime before a sentence: two falling tones in about one second. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from signage.voice.loudness import CEILING, loudness, true_peak
from signage.voice.sound import Sound

_TONES: Final = (784.0, 587.33)  # G5 and D5, a fourth down
_STARTS: Final = (0.0, 0.38)
_LENGTH: Final = 1.1
_PARTIALS: Final = ((1.0, 1.0), (2.0, 0.28), (3.0, 0.08))
_LEVEL: Final = -15.0  # LUFS, two below the speech that follows


@lru_cache(maxsize=8)
def chime(rate: int) -> Sound:
    """The chime at a rate, softer than speech."""
    time = np.arange(round(_LENGTH * rate)) / rate
    samples = np.zeros(len(time))
    for tone, start in zip(_TONES, _STARTS, strict=True):
        since = time - start
        attack = np.clip(since / 0.006, 0.0, 1.0)
        struck = attack * np.exp(-np.maximum(since, 0.0) * 4.2)
        for multiple, share in _PARTIALS:
            samples += share * struck * np.sin(2 * np.pi * tone * multiple * since)
    samples *= np.clip((_LENGTH - time) / 0.08, 0.0, 1.0)
    level = _LEVEL - loudness(Sound(samples.astype(np.float32), rate))
    level = min(level, CEILING - 3.0 - true_peak(Sound(samples.astype(np.float32), rate)))
    return Sound((samples * 10 ** (level / 20)).astype(np.float32), rate)
