"""Speech that carries in a noisy hall: high-pass, presence, and a soft limiter to −13 LUFS. Pure.

Loudness is ITU-R BS.1770-4, mono; a true peak is the peak of the sound oversampled four times.
A call waits for this, so all of it works on blocks that stay in the processor's cache.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Final, Literal, Self

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided

from signage.voice.sound import Samples, Sound

TARGET: Final = -13.0  # LUFS
CEILING: Final = -1.0  # dBTP
_LIMIT: Final = -1.2  # dBTP; the ceiling and room for what a moving gain adds
_SPARE: Final = 0.1  # dB; 16 bits and another meter's filter may round up
_MOST_GAIN: Final = 40.0  # dB; more would only lift noise
_SOFTNESS: Final = 0.0005  # seconds to each side of a peak
_CELL: Final = 4  # samples that share a ceiling of gain
_CLOSE: Final = 0.05  # LU
_HOP: Final = 0.1  # seconds; a block of BS.1770 is four of them
_AUDIBLE: Final = 10 ** ((-70 + 0.691) / 10)
_MEMORY: Final = 0.05  # seconds after which the filters have forgotten
_GUARD: Final = 128  # samples at a block's end whose in-between points lean on the next block
_ROWS: Final = 4  # blocks that are worked on at a time
_FINE: Final = 2  # points for each sample where it is limited
_FINER: Final = 4  # and where its peaks are judged

_Section = tuple[float, float, float, float, float, float]
_Bins = npt.NDArray[np.complex64]
_Curve = Literal["flat", "carrying", "weighted", "both"]


def carrying(sound: Sound, gain: float = 0.0, target: float = TARGET) -> Sound:
    """The sound made to carry: filtered, at `target` LUFS, no peak above −1 dBTP.

    `gain` is the voice's own, in dB, on top of the target. Silence stays silence.
    """
    if not np.any(sound.samples):
        return sound
    limited = _limited(sound, target + gain)
    over = max(0.0, true_peak(limited) - CEILING + _SPARE)
    return limited.at(-over) if over else limited


def loudness(sound: Sound) -> float:
    """Integrated loudness in LUFS; −inf for silence. A sound shorter than a block is one block."""
    if not np.any(sound.samples):
        return -math.inf
    blocks = _Blocks.of(sound)
    energies = [_energies(blocks.samples(bins, "weighted")) for bins in blocks.spectra()]
    return _integrated(np.concatenate(energies)[: blocks.cells], blocks.count, sound.rate)


def true_peak(sound: Sound) -> float:
    """The highest peak in dBTP, between samples too; −inf for silence."""
    if not np.any(sound.samples):
        return -math.inf
    blocks = _Blocks.of(sound, _FINER)
    points = (blocks.points(bins, "flat") for bins in blocks.spectra())
    return 20 * math.log10(max(max(float(p.max()), -float(p.min())) for p in points))


# ---- the limiter: each cell of samples has a ceiling of gain, which no peak near it exceeds


def _limited(sound: Sound, target: float) -> Sound:
    """Filtered, and into the limiter with as much gain as the target takes.

    From cell to cell the gain moves in a line, softly down before a peak and up after it.
    """
    blocks = _Blocks.of(sound, _FINE)
    parts = [_voiced(blocks, bins) for bins in blocks.spectra()]
    voiced, energies, peaks = (np.concatenate(part) for part in zip(*parts, strict=True))
    reach = max(1, round(_SOFTNESS * sound.rate / _CELL))
    highest = np.maximum(peaks[: blocks.cells], np.float32(1e-12))
    ceilings = _lowest(np.float32(10 ** (_LIMIT / 20)) / highest, reach)
    size = (blocks.count, sound.rate)
    drive = _drive(energies[: blocks.cells], ceilings, size, target)
    gains = _softened(np.minimum(ceilings, np.float32(10 ** (drive / 20))), reach)
    steps = np.arange(_CELL, dtype=np.float32) / np.float32(_CELL)
    lines = np.diff(gains)[:, None] * steps
    lines += gains[:-1, None]
    limited = lines.ravel()[: blocks.count]
    limited *= voiced[: blocks.count]
    return Sound(limited, sound.rate)


def _voiced(blocks: _Blocks, bins: _Bins) -> tuple[Samples, Samples, Samples]:
    """Some blocks filtered: their samples, and the energy and the highest point of each cell."""
    points = blocks.points(bins, "carrying")
    np.abs(points, out=points)
    while points.shape[1] > blocks.step // _CELL:  # by halves: faster than cell by cell
        points = np.maximum(points[:, ::2], points[:, 1::2])
    energies = _energies(blocks.samples(bins, "both"))
    return blocks.samples(bins, "carrying").ravel(), energies, points.ravel()


def _drive(energies: Samples, ceilings: Samples, size: tuple[int, int], target: float) -> float:
    """The gain in dB that makes the limited whole as loud as the target, if any does.

    The weighting remembers less than a gain takes to move, so a gain can be put on after it.
    """
    edges = np.minimum(ceilings[:-1], ceilings[1:])

    def missing(drive: float) -> float:
        gains = np.minimum(edges, np.float32(10 ** (drive / 20)))
        return target - _integrated(energies * gains * gains, *size)

    low = min(target - _integrated(energies, *size), _MOST_GAIN)
    high = low if missing(low) < _CLOSE else _MOST_GAIN
    while high - low > _CLOSE:
        middle = (low + high) / 2
        low, high = (middle, high) if missing(middle) > 0 else (low, middle)
    return high


def _lowest(ceilings: Samples, reach: int) -> Samples:
    """For each edge of a cell the lowest ceiling of the cells near it."""
    edges = len(ceilings) + 1
    wide = np.pad(ceilings, reach + 1, constant_values=np.inf)
    return reduce(np.minimum, (wide[at : at + edges] for at in range(2 * reach + 2)))


def _softened(gains: Samples, reach: int) -> Samples:
    window = np.hanning(2 * reach + 3)[1:-1].astype(np.float32)
    softened: Samples = np.convolve(
        np.pad(gains, reach, mode="edge"), window / window.sum(), "valid"
    )
    return softened


# ---- the meters


def _energies(weighted: Samples) -> Samples:
    """The energy of each cell, of rows that are whole cells."""
    cells = weighted.reshape(-1, _CELL)
    energies: Samples = np.einsum("ij,ij->i", cells, cells)
    return energies


def _integrated(energies: Samples, count: int, rate: int) -> float:
    """BS.1770's gated loudness of `count` samples, from the energy of each of their cells."""
    hop = round(_HOP * rate / _CELL)
    hops = len(energies) // hop
    if hops < 4:
        blocks = np.asarray([energies.sum(dtype=np.float64) / count])
    else:
        sums = energies[: hops * hop].reshape(hops, hop).sum(1, dtype=np.float64)
        blocks = np.convolve(sums, np.ones(4), "valid") / (4 * hop * _CELL)
    loud = blocks[blocks > _AUDIBLE]
    if not len(loud):
        return -math.inf
    gated = loud[loud > loud.mean() / 10]
    return -0.691 + 10 * math.log10(float(gated.mean()))


# ---- the filters, as frequency responses on overlapping blocks


@dataclass(frozen=True, slots=True, eq=False)
class _Blocks:
    """`count` samples as overlapping blocks of `size`, of which `step` samples are a block's own.

    What stands before those is for the filters to remember; it is whole cells, as they are.
    """

    windows: Samples
    finer: _Bins
    fine: Samples
    count: int
    rate: int
    memory: int
    times: int

    @classmethod
    def of(cls, sound: Sound, times: int = 1) -> Self:
        count, memory = len(sound.samples), round(_MEMORY * sound.rate / _CELL) * _CELL
        size = 1 << (3 * memory).bit_length()
        step = size - memory - _GUARD
        rows = -(-count // step)
        padded = np.zeros(rows * step + memory + _GUARD, dtype=np.float32)
        padded[memory : memory + count] = sound.samples
        strides = (step * padded.itemsize, padded.itemsize)
        windows = as_strided(padded, (rows, size), strides, writeable=False)
        finer = np.zeros((_ROWS, size * times // 2 + 1), dtype=np.complex64)
        fine = np.empty((_ROWS, size * times), dtype=np.float32)
        return cls(windows, finer, fine, count, sound.rate, memory, times)

    @property
    def size(self) -> int:
        return int(self.windows.shape[1])

    @property
    def step(self) -> int:
        return self.size - self.memory - _GUARD

    @property
    def cells(self) -> int:
        return -(-self.count // _CELL)

    def spectra(self) -> Iterator[_Bins]:
        """The spectra of some blocks a time."""
        for at in range(0, len(self.windows), _ROWS):
            yield np.fft.rfft(self.windows[at : at + _ROWS], axis=1).astype(
                np.complex64, copy=False
            )

    def samples(self, bins: _Bins, curve: _Curve) -> Samples:
        """The blocks' own samples through a filter, a row each."""
        filtered = np.empty((len(bins), self.size), dtype=np.float32)
        response = _response(curve, self.rate, self.size)
        _drawn(bins * response, filtered)
        return filtered[:, self.memory : self.memory + self.step]

    def points(self, bins: _Bins, curve: _Curve) -> Samples:
        """The same, `times` as fine; good until the next are asked for."""
        finer, points = self.finer[: len(bins)], self.fine[: len(bins)]
        response = _response(curve, self.rate, self.size) * np.float32(self.times)
        np.multiply(bins, response, out=finer[:, : bins.shape[1]])
        _drawn(finer, points)
        return points[:, self.memory * self.times : (self.memory + self.step) * self.times]


def _drawn(bins: _Bins, into: Samples) -> None:
    # Single precision in and out, and half as slow for it; numpy's types know double only.
    np.fft.irfft(bins, into.shape[1], axis=1, out=into)  # type: ignore[arg-type]


@lru_cache(maxsize=32)
def _response(curve: _Curve, rate: int, size: int) -> _Bins:
    voicing, weighting = (_high_pass(rate), _presence(rate)), (_shelf(rate), _low_cut(rate))
    sections: Mapping[_Curve, Sequence[_Section]] = {
        "flat": (), "carrying": voicing, "weighted": weighting, "both": (*voicing, *weighting),
    }  # fmt: skip
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(z), dtype=np.complex128)
    for b0, b1, b2, a0, a1, a2 in sections[curve]:
        response *= (b0 + z * (b1 + z * b2)) / (a0 + z * (a1 + z * a2))
    return response.astype(np.complex64)


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
