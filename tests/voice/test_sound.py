"""Sound as a value."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from signage.voice.sound import Sound, joined, read_wav, silence, trimmed


def tone(seconds: float, rate: int = 22_050, height: float = 440.0) -> Sound:
    time = np.arange(round(seconds * rate)) / rate
    return Sound((0.5 * np.sin(2 * np.pi * height * time)).astype(np.float32), rate)


def test_wav_is_16_bit_mono_and_never_wraps() -> None:
    loud = Sound(np.array([0.0, 0.5, 2.0, -2.0], dtype=np.float32), 8000)
    with wave.open(io.BytesIO(loud.wav())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8000)
        samples = np.frombuffer(file.readframes(4), "<i2")
    assert samples.tolist() == [0, 16384, 32767, -32768]


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
def test_resampling_keeps_length_and_pitch(rate: int) -> None:
    again = tone(1.0).resampled(rate)
    assert again.rate == rate
    assert again.length == pytest.approx(1.0, abs=1e-4)
    spectrum = np.abs(np.fft.rfft(again.samples))
    assert np.argmax(spectrum) * rate / len(again.samples) == pytest.approx(440, abs=1)
    assert np.max(np.abs(again.samples)) == pytest.approx(0.5, abs=0.05)


def test_joined_at_the_highest_rate() -> None:
    whole = joined([tone(0.5, 16_000), silence(0.25, 22_050)])
    assert (whole.rate, round(whole.length, 2)) == (22_050, 0.75)


def test_trimmed_keeps_a_little_edge() -> None:
    padded = joined([silence(0.5, 22_050), tone(0.5), silence(0.5, 22_050)])
    assert trimmed(padded).length == pytest.approx(0.54, abs=0.01)
    assert not len(trimmed(silence(1.0, 22_050)).samples)


def test_a_wav_is_read_again() -> None:
    sound = tone(0.1)
    again = read_wav(sound.wav())
    assert again is not None
    assert again.rate == sound.rate
    assert np.allclose(again.samples, sound.samples, atol=1e-4)
    assert read_wav(b"") is None
    assert read_wav(b"no sound at all, but some bytes") is None
