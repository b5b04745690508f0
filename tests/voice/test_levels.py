"""The level test: the same noise every time, as loud as the voice."""

from __future__ import annotations

import numpy as np
import pytest

from signage.voice.chime import chime
from signage.voice.levels import NOISE, level_test, noise
from signage.voice.loudness import CEILING, TARGET
from signage.voice.sound import Sound
from tests.voice.test_loudness import metered, oversampled_peak, speechlike


@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_noise_has_the_voices_loudness(rate: int) -> None:
    sound = noise(rate)
    assert sound.length == pytest.approx(NOISE)
    assert metered(sound) == pytest.approx(TARGET, abs=0.5)
    assert oversampled_peak(sound.samples) <= CEILING
    assert np.array_equal(sound.samples, noise(rate).samples)


def test_noise_is_pinkish() -> None:
    """As much in each octave, but for what the voice's chain does."""
    sound = noise(22_050)
    power = np.abs(np.fft.rfft(sound.samples)) ** 2
    frequencies = np.fft.rfftfreq(len(sound.samples), 1 / sound.rate)

    def octave(low: float) -> float:
        return 10 * float(np.log10(power[(frequencies >= low) & (frequencies < 2 * low)].sum()))

    assert octave(400) == pytest.approx(octave(800), abs=3)
    assert octave(30) < octave(400) - 15


def test_chime_noise_announcement() -> None:
    announcement = speechlike(2.0)
    whole = level_test(announcement)
    rate = announcement.rate
    assert whole.length == pytest.approx(chime(rate).length + 0.5 + NOISE + 0.5 + 2.0, abs=0.01)
    end = Sound(whole.samples[-len(announcement.samples) :], rate)
    assert np.allclose(end.samples, announcement.samples)
