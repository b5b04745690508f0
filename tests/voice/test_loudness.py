"""Loudness against another's meter, peaks against oversampling by spectrum."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

from signage.voice.loudness import CEILING, TARGET, carrying, loudness, true_peak
from signage.voice.sound import Samples, Sound, silence

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pyloudnorm


def speechlike(seconds: float, level: float = 0.2, rate: int = 22_050) -> Sound:
    """Noise in syllables over a voice's harmonics: about speech's spectrum and crest."""
    chance = np.random.default_rng(7)
    time = np.arange(round(seconds * rate)) / rate
    voiced = sum(np.sin(2 * np.pi * 120 * n * time + n * n) / n for n in range(1, 40))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time), 0, 1) ** 0.5
    samples = syllables * (voiced + 0.3 * chance.standard_normal(len(time)))
    return Sound((level * samples / np.max(np.abs(samples))).astype(np.float32), rate)


def metered(sound: Sound) -> float:
    block = min(0.4, sound.length * 0.999)
    meter = pyloudnorm.Meter(sound.rate, block_size=block)
    return float(meter.integrated_loudness(sound.samples.astype(np.float64)))


def oversampled_peak(samples: Samples) -> float:
    spectrum = np.fft.rfft(np.pad(samples.astype(np.float64), 500))
    peaks = np.fft.irfft(spectrum, 4 * (len(samples) + 1000)) * 4
    return 20 * math.log10(float(np.max(np.abs(peaks))))


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
@pytest.mark.parametrize("level", [0.02, 0.2, 1.0])
def test_carrying_speech_has_the_target_and_keeps_the_ceiling(rate: int, level: float) -> None:
    sound = carrying(speechlike(3.0, level, rate))
    assert metered(sound) == pytest.approx(TARGET, abs=0.5)
    assert oversampled_peak(sound.samples) <= CEILING


def test_the_more_is_limited_the_more_it_is_driven() -> None:
    sound = speechlike(3.0)
    clicks = sound.samples.copy()
    clicks[::2000] = 1.0
    carried = carrying(Sound((0.3 * clicks).astype(np.float32), sound.rate))
    assert metered(carried) == pytest.approx(TARGET, abs=0.5)
    assert oversampled_peak(carried.samples) <= CEILING


def test_control_without_the_limiter_the_ceiling_breaks() -> None:
    sound = speechlike(3.0)
    louder = sound.samples * np.float32(10 ** ((TARGET - loudness(sound)) / 20))
    assert oversampled_peak(louder) > CEILING


def test_loudness_agrees_with_another_meter() -> None:
    for seconds in (0.5, 1.0, 4.0):
        sound = speechlike(seconds)
        assert loudness(sound) == pytest.approx(metered(sound), abs=0.3)


def test_true_peak_is_found_between_samples() -> None:
    time = np.arange(2000)
    quarter = np.sin(np.pi / 2 * time + np.pi / 4).astype(np.float32)
    assert np.max(np.abs(quarter)) < 0.71
    assert true_peak(Sound(quarter, 22_050)) == pytest.approx(0.0, abs=0.2)
    assert true_peak(Sound(quarter[:0], 22_050)) == -math.inf


@pytest.mark.parametrize("seconds", [0.01, 0.1, 0.3])
def test_a_very_short_sound_is_no_trouble(seconds: float) -> None:
    sound = carrying(speechlike(seconds))
    assert np.all(np.isfinite(sound.samples))
    assert sound.length == pytest.approx(seconds, abs=0.001)
    assert oversampled_peak(sound.samples) <= CEILING


def test_silence_stays_silence() -> None:
    assert not np.any(carrying(silence(1.0, 22_050)).samples)
    assert loudness(silence(1.0, 22_050)) == -math.inf
    assert loudness(silence(0.0, 22_050)) == -math.inf
    assert carrying(silence(0.0, 22_050)).length == 0


def test_a_whisper_is_not_torn_up_without_end() -> None:
    whisper = carrying(speechlike(1.0, level=1e-5))
    assert metered(whisper) < TARGET - 10


def test_a_voices_own_gain_is_on_top() -> None:
    assert metered(carrying(speechlike(3.0), gain=-6.0)) == pytest.approx(TARGET - 6, abs=0.5)


def test_rumble_goes_and_presence_comes() -> None:
    rate = 22_050
    time = np.arange(rate) / rate
    both = np.sin(2 * np.pi * 50 * time) + np.sin(2 * np.pi * 2800 * time)
    spectrum = np.abs(np.fft.rfft(carrying(Sound((0.1 * both).astype(np.float32), rate)).samples))
    assert spectrum[2800] > 10 * spectrum[50]


def test_a_target_out_of_reach_keeps_the_ceiling() -> None:
    for level, gain in ((0.2, 14.0), (1.0, 4.0)):
        assert oversampled_peak(carrying(speechlike(2.0, level), gain).samples) <= CEILING
