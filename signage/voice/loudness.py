"""Speech that carries in a noisy hall: high-pass, presence, and a soft limiter to −13 LUFS. Pure.

Loudness is ITU-R BS.1770-4, mono; a true peak is the peak of the sound oversampled four times.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from signage.voice.sound import Samples, Sound

TARGET: Final = -13.0  # LUFS
CEILING: Final = -1.0  # dBTP
_LIMIT: Final = -1.2  # dBTP; the ceiling and room for what a moving gain adds
_MOST_GAIN: Final = 40.0  # dB; more would only lift noise
_SOFTNESS: Final = 0.0005  # seconds to each side of a peak
_CLOSE: Final = 0.2  # LU
_FIRST_SLOPE: Final = 0.6  # how much of more gain becomes more loudness, about
_BLOCK: Final = 0.4
_ROUNDS: Final = 6

_Floats = npt.NDArray[np.float64]
_Section = tuple[float, float, float, float, float, float]


def carrying(sound: Sound, gain: float = 0.0, target: float = TARGET) -> Sound:
    """The sound made to carry: filtered, at `target` LUFS, no peak above −1 dBTP.

    `gain` is the voice's own, in dB, on top of the target. Silence stays silence.
    """
    if not np.any(sound.samples):
        return sound
    count, rate = len(sound.samples), sound.rate
    voiced = _Filter.of(count, rate, _high_pass(rate), _presence(rate)).through(sound.samples)
    return Sound(_driven(voiced, rate, target + gain).astype(np.float32), rate)


def loudness(sound: Sound) -> float:
    """Integrated loudness in LUFS; −inf for silence. A sound shorter than a block is one block."""
    if not len(sound.samples):
        return -math.inf
    return _Meter.of(len(sound.samples), sound.rate).loudness(sound.samples)


def true_peak(samples: Samples | _Floats) -> float:
    """The highest peak in dBTP; −inf for silence."""
    if not np.any(samples):
        return -math.inf
    return 20 * math.log10(float(np.max(_peaks(samples))))


def _driven(samples: _Floats, rate: int, target: float) -> _Floats:
    """Into the limiter with as much gain as the target takes; limiting lowers, so in rounds."""
    meter = _Meter.of(len(samples), rate)
    peaks = _peaks(samples)
    drive = min(target - meter.loudness(samples), _MOST_GAIN)
    slope = _FIRST_SLOPE
    limited = samples
    before: tuple[float, float] | None = None
    for _ in range(_ROUNDS):
        limited = _limited(samples, peaks, 10 ** (drive / 20), rate)
        got = meter.loudness(limited)
        if abs(target - got) < _CLOSE or drive >= _MOST_GAIN:
            break
        if before is not None:
            slope = min(1.0, max(0.15, (got - before[1]) / (drive - before[0])))
        before = (drive, got)
        drive = min(drive + (target - got) / slope, _MOST_GAIN)
    # A hair below the ceiling, because 16 bits and another meter's filter may round up.
    over = max(0.0, true_peak(limited) - CEILING + 0.1)
    return limited * 10 ** (-over / 20)


def _limited(samples: _Floats, peaks: _Floats, drive: float, rate: int) -> _Floats:
    """Gain that falls softly before a peak and rises after it, and is low enough at the peak."""
    half = max(1, round(_SOFTNESS * rate))
    needed = np.minimum(drive, 10 ** (_LIMIT / 20) / np.maximum(peaks, 1e-12))
    window = np.hanning(2 * half + 3)[1:-1]
    lowest = np.pad(_sliding_min(needed, half), half, mode="edge")
    limited: _Floats = samples * np.convolve(lowest, window / window.sum(), "valid")
    return limited


def _sliding_min(values: _Floats, half: int) -> _Floats:
    """The minimum over `half` neighbours to each side, in two running passes over blocks."""
    width, count = 2 * half + 1, len(values)
    blocks = -(-(count + 2 * half) // width)
    padded = np.full(blocks * width, np.inf)
    padded[half : half + count] = values
    table = padded.reshape(blocks, width)
    forward = np.minimum.accumulate(table, axis=1).ravel()
    backward = np.minimum.accumulate(table[:, ::-1], axis=1)[:, ::-1].ravel()
    lowest: _Floats = np.minimum(forward[width - 1 : width - 1 + count], backward[:count])
    return lowest


def _peaks(samples: Samples | _Floats) -> _Floats:
    """The highest of each sample and the three points up to the next, oversampled four times."""
    size = _fast(len(samples) + 256)
    points = np.fft.irfft(np.fft.rfft(samples.astype(np.float64), size), size * 4) * 4
    np.abs(points, out=points)
    peaks: _Floats = np.maximum.reduce([points[phase::4] for phase in range(4)])
    # What rings after the last sample belongs to it.
    peaks[len(samples) - 1] = peaks[len(samples) - 1 : len(samples) + 64].max()
    return peaks[: len(samples)]


@dataclass(frozen=True, slots=True, eq=False)
class _Filter:
    """Biquads as one frequency response, with a tenth of a second of room to ring out."""

    size: int
    response: npt.NDArray[np.complex128]

    @classmethod
    def of(cls, count: int, rate: int, *sections: _Section) -> Self:
        size = _fast(count + rate // 10)
        z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
        response = np.ones(len(z), dtype=np.complex128)
        for b0, b1, b2, a0, a1, a2 in sections:
            response *= (b0 + z * (b1 + z * b2)) / (a0 + z * (a1 + z * a2))
        return cls(size, response)

    def through(self, samples: Samples | _Floats) -> _Floats:
        spectrum = np.fft.rfft(samples.astype(np.float64), self.size) * self.response
        return np.fft.irfft(spectrum, self.size)[: len(samples)]


@dataclass(frozen=True, slots=True, eq=False)
class _Meter:
    """BS.1770 for sounds of one length."""

    weighting: _Filter
    block: int
    step: int

    @classmethod
    def of(cls, count: int, rate: int) -> Self:
        weighting = _Filter.of(count, rate, _shelf(rate), _low_cut(rate))
        return cls(weighting, min(count, round(_BLOCK * rate)), max(1, round(_BLOCK * rate / 4)))

    def loudness(self, samples: Samples | _Floats) -> float:
        weighted = self.weighting.through(samples)
        sums = np.concatenate(([0.0], np.cumsum(weighted**2)))
        starts = np.arange(0, len(weighted) - self.block + 1, self.step)
        powers = (sums[starts + self.block] - sums[starts]) / self.block
        loud = powers[powers > 10 ** ((-70 + 0.691) / 10)]
        if not len(loud):
            return -math.inf
        gated = loud[loud > loud.mean() / 10]
        return -0.691 + 10 * math.log10(float(gated.mean()))


def _fast(size: int) -> int:
    """A transform's size, at least `size`, that is a power of two times 8, 9, 10, 12 or 15."""
    power = 1 << max(4, (size - 1).bit_length() - 4)
    return min(power * part for part in (8, 9, 10, 12, 15, 16) if power * part >= size)


# The four sections: Audio EQ Cookbook forms, BS.1770's pair with its constants for any rate.


def _high_pass(rate: int) -> _Section:
    return _cut(160.0, 0.707, rate)


def _low_cut(rate: int) -> _Section:
    return _cut(38.13547087602444, 0.5003270373238773, rate)


def _cut(frequency: float, quality: float, rate: int) -> _Section:
    cos, alpha = _angle(frequency, quality, rate)
    return ((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha)


def _presence(rate: int, frequency: float = 2800.0, lift: float = 6.0) -> _Section:
    frequency = min(frequency, rate * 0.4)
    cos, alpha = _angle(frequency, 0.8, rate)
    gain = 10 ** (lift / 40)
    return (
        1 + alpha * gain,
        -2 * cos,
        1 - alpha * gain,
        1 + alpha / gain,
        -2 * cos,
        1 - alpha / gain,
    )


def _shelf(rate: int) -> _Section:
    cos, alpha = _angle(1681.974450955533, 0.7071752369554196, rate)
    gain = 10 ** (3.999843853973347 / 40)
    root = 2 * math.sqrt(gain) * alpha
    return (
        gain * ((gain + 1) + (gain - 1) * cos + root),
        -2 * gain * ((gain - 1) + (gain + 1) * cos),
        gain * ((gain + 1) + (gain - 1) * cos - root),
        (gain + 1) - (gain - 1) * cos + root,
        2 * ((gain - 1) - (gain + 1) * cos),
        (gain + 1) - (gain - 1) * cos - root,
    )


def _angle(frequency: float, quality: float, rate: int) -> tuple[float, float]:
    omega = 2 * math.pi * frequency / rate
    return math.cos(omega), math.sin(omega) / (2 * quality)
