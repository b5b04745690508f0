"""The chime: two falling tones, softer than speech."""

from __future__ import annotations

import numpy as np
import pytest

from signage.voice.chime import chime
from signage.voice.loudness import CEILING, TARGET, loudness, true_peak


@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_about_a_second_and_no_louder_than_speech(rate: int) -> None:
    sound = chime(rate)
    assert 0.8 <= sound.length <= 1.3
    assert loudness(sound) <= TARGET
    assert true_peak(sound) <= CEILING


def test_the_tones_fall() -> None:
    rate = 22_050
    samples = chime(rate).samples
    first, second = samples[: rate // 3], samples[rate // 2 : rate]
    heights = [
        np.argmax(np.abs(np.fft.rfft(part, rate))) for part in (first, second)
    ]  # a bin a hertz
    assert heights[0] == pytest.approx(784, abs=3)
    assert heights[1] == pytest.approx(587, abs=3)
    assert abs(samples[-1]) < 0.001
