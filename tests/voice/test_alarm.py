"""The tone before an emergency: as loud as speech, within its peak, and no call's chime."""

from __future__ import annotations

import numpy as np
import pytest

from signage.voice.alarm import alarm
from signage.voice.chime import chime
from signage.voice.loudness import CEILING, TARGET, loudness, true_peak


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_it_is_as_loud_as_speech_and_no_peak_is_too_high(rate: int) -> None:
    sound = alarm(rate)
    assert sound.rate == rate
    assert TARGET - 2.0 <= loudness(sound) <= TARGET + 0.2
    assert true_peak(sound) <= CEILING
    assert 1.0 < sound.length < 2.0


def test_it_begins_and_ends_without_a_click() -> None:
    samples = alarm(22_050).samples
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.05


def test_it_is_not_the_chime() -> None:
    one, other = chime(22_050).samples, alarm(22_050).samples
    size = 1 << (len(one) + len(other)).bit_length()
    match = np.fft.irfft(np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size)))
    energy = float(np.sqrt(np.sum(one.astype(float) ** 2) * np.sum(other.astype(float) ** 2)))
    assert float(np.max(np.abs(match))) / energy < 0.3
