"""Sound as a value: mono samples at a rate; to and from WAV, cut, joined, resampled. Pure."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono samples from −1 to 1, `rate` of them a second."""

    samples: Samples
    rate: int

    @property
    def length(self) -> float:
        """Seconds."""
        return len(self.samples) / self.rate

    def resampled(self, rate: int) -> Sound:
        """The same sound at another rate, by its spectrum; what is above half the rate goes."""
        if rate == self.rate or not len(self.samples):
            return Sound(self.samples, rate)
        count = round(len(self.samples) * rate / self.rate)
        spectrum = np.fft.rfft(self.samples)
        wanted = np.zeros(count // 2 + 1, dtype=spectrum.dtype)
        shared = min(len(wanted), len(spectrum))
        wanted[:shared] = spectrum[:shared]
        samples = np.fft.irfft(wanted, count) * (count / len(self.samples))
        return Sound(samples.astype(np.float32), rate)

    def at(self, gain: float) -> Sound:
        """The same sound, louder or softer by so many dB."""
        return Sound((self.samples * 10 ** (gain / 20)).astype(np.float32), self.rate)

    def wav(self) -> bytes:
        """16-bit WAV."""
        whole = np.clip(np.rint(self.samples * 32767.0), -32768, 32767).astype("<i2")
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(whole.tobytes())
        return buffer.getvalue()


def read_wav(wav: bytes) -> Sound | None:
    """A sound that `wav` gave; None when these bytes are not one."""
    try:
        with wave.open(io.BytesIO(wav), "rb") as file:
            raw, rate = file.readframes(file.getnframes()), file.getframerate()
    except (EOFError, wave.Error):
        return None
    return Sound((np.frombuffer(raw, dtype="<i2") / 32767.0).astype(np.float32), rate)


def silence(seconds: float, rate: int) -> Sound:
    """Nothing, for a while."""
    return Sound(np.zeros(round(seconds * rate), dtype=np.float32), rate)


def joined(sounds: Sequence[Sound]) -> Sound:
    """One after the other, at the highest of their rates."""
    rate = max(sound.rate for sound in sounds)
    return Sound(np.concatenate([sound.resampled(rate).samples for sound in sounds]), rate)


def trimmed(sound: Sound, floor: float = 0.003, edge: float = 0.02) -> Sound:
    """Without the silence at both ends; `edge` seconds of it stay."""
    loud = np.flatnonzero(np.abs(sound.samples) > floor)
    if not len(loud):
        return Sound(sound.samples[:0], sound.rate)
    margin = round(edge * sound.rate)
    begin, end = max(0, int(loud[0]) - margin), int(loud[-1]) + margin
    return Sound(sound.samples[begin:end], sound.rate)
