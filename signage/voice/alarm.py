"""The tone before an emergency: two tones in turn, as nothing else in the hall sounds. Pure."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from signage.voice.loudness import CEILING, TARGET, loudness, true_peak
from signage.voice.sound import Sound

# Low enough for ears that have lost their high tones; not the three even pulses of ISO 8201, which
# mean "leave the building" and nothing else.
_TONES: Final = (523.25, 698.46)
_BEAT: Final = 0.24
_TURNS: Final = 3
_EDGE: Final = 0.012
_PARTIALS: Final = ((1.0, 1.0), (2.0, 0.45), (3.0, 0.3), (4.0, 0.12), (5.0, 0.1))


def alarm(rate: int) -> Sound:
    """The alarm at a rate, as loud as the speech that follows."""
    samples = np.concatenate([_beat(tone, rate) for tone in _TONES * _TURNS])
    raw = Sound(samples.astype(np.float32), rate)
    level = min(TARGET - loudness(raw), CEILING - 0.5 - true_peak(raw))
    return Sound((samples * 10 ** (level / 20)).astype(np.float32), rate)


def _beat(tone: float, rate: int) -> npt.NDArray[np.float64]:
    time = np.arange(round(_BEAT * rate)) / rate
    wave = sum(share * np.sin(2 * np.pi * tone * n * time) for n, share in _PARTIALS)
    beat: npt.NDArray[np.float64] = wave * np.clip(np.minimum(time, _BEAT - time) / _EDGE, 0, 1)
    return beat
