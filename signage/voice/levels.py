"""The installer's level test: the chime, noise at the voice's loudness, and the sentence. Pure."""

from __future__ import annotations

from typing import Final

import numpy as np

from signage.voice.chime import chime
from signage.voice.loudness import carrying
from signage.voice.sound import Sound, joined, silence

NOISE: Final = 5.0
"""Seconds of noise."""
_PAUSE: Final = 0.5
_SEED: Final = 1000  # the same noise every time: a meter must find what it found before
_LOWEST: Final = 100.0  # Hz


def noise(rate: int, seconds: float = NOISE) -> Sound:
    """Pink noise through the voice's own chain, so that it has the voice's loudness: −13 LUFS."""
    count = round(seconds * rate)
    chance = np.random.default_rng(_SEED)
    frequencies = np.fft.rfftfreq(count, 1 / rate)
    spectrum = chance.normal(size=len(frequencies)) + 1j * chance.normal(size=len(frequencies))
    spectrum *= (frequencies > _LOWEST) / np.sqrt(np.maximum(frequencies, _LOWEST))
    samples = np.fft.irfft(spectrum, count)
    samples *= np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.05 * rate))
    return carrying(Sound((0.2 * samples / np.max(np.abs(samples))).astype(np.float32), rate))


def level_test(announcement: Sound) -> Sound:
    """The chime, the noise, then the announcement as the hall hears it, chime and all."""
    rate = announcement.rate
    pause = silence(_PAUSE, rate)
    return joined([chime(rate), pause, noise(rate), pause, announcement])
