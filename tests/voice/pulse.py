"""A PulseAudio of one's own: null sinks to play to, and what they sounded, as samples.

with PulseServer(tmp_path) as pulse:
    pulse.sink("hall_a")
    with pulse.record("hall_a") as recording:
        ...                      # play with the environment pulse.environment
    recording.samples            # float32 mono at RATE
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

RATE: Final = 22_050
Samples = npt.NDArray[np.float32]


@dataclass
class Recording:
    """What a sink sounded; `samples` are there once the recording has ended."""

    file: Path
    samples: Samples = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    def so_far(self) -> Samples:
        """What it has sounded until now, for a test that waits for a sound."""
        raw = self.file.read_bytes()
        heard = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")
        return (heard / 32768).astype(np.float32)


class PulseServer:
    """One daemon on a socket in `folder`: no D-Bus, no sound card, works as root."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._daemon: subprocess.Popen[bytes] | None = None
        server = f"unix:{folder / 'native'}"
        self.environment: Mapping[str, str] = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "PULSE_SERVER": server,
        }

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        socket = f"module-native-protocol-unix socket={self._folder / 'native'} auth-anonymous=1"
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--realtime=no",
                   "--exit-idle-time=-1", "--disallow-exit", "-L", socket]  # fmt: skip
        # A daemon needs no server to be a client of.
        own = {k: v for k, v in self.environment.items() if k != "PULSE_SERVER"}
        self._daemon = subprocess.Popen(command, env=own, stderr=subprocess.DEVNULL)
        self._until(lambda: self._pactl("info").returncode == 0, "PulseAudio does not answer")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the daemon, as a sound card that is unplugged."""
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.wait(10)
            self._daemon = None

    def sink(self, name: str) -> str:
        """Make a null sink; gives its name, which is the device to play to."""
        made = self._pactl(
            "load-module", "module-null-sink", f"sink_name={name}", f"rate={RATE}", "channels=1"
        )
        assert made.returncode == 0, made.stderr
        return name

    def unplug(self, name: str) -> None:
        """Take a sink out, as a cable that is pulled."""
        rows = self._pactl("list", "short", "modules").stdout.splitlines()
        (module,) = [row.split("\t")[0] for row in rows if f"sink_name={name}" in row]
        assert self._pactl("unload-module", module).returncode == 0

    def playing(self) -> int:
        """How many streams sound now."""
        found = self._pactl("list", "short", "sink-inputs")
        return len(found.stdout.splitlines())

    @contextmanager
    def record(self, name: str) -> Iterator[Recording]:
        """Record a sink from now on until the end of the block."""
        file = self._folder / f"{name}-{time.monotonic_ns()}.raw"
        command = ["parec", f"--device={name}.monitor", "--format=s16le", f"--rate={RATE}",
                   "--channels=1", "--raw", "--latency-msec=20"]  # fmt: skip
        recording = Recording(file)
        with file.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, env=self.environment)
            try:
                self._until(lambda: file.stat().st_size > 0, f"{name} is not recorded")
                yield recording
                time.sleep(0.3)
            finally:
                process.terminate()
                process.wait(10)
        recording.samples = recording.so_far()

    def _pactl(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *words], env=self.environment, capture_output=True, text=True, check=False
        )

    @staticmethod
    def _until(done: object, complaint: str, seconds: float = 15.0) -> None:
        assert callable(done)
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, complaint
            time.sleep(0.05)


def islands(
    samples: Samples, quiet: float = 0.2, floor: float = 0.004
) -> list[tuple[float, float]]:
    """Begin and end in seconds of every stretch of sound, parted by `quiet` seconds or more."""
    loud = np.flatnonzero(np.abs(samples) > floor)
    if not len(loud):
        return []
    breaks = np.flatnonzero(np.diff(loud) > quiet * RATE)
    begins = [loud[0], *loud[breaks + 1]]
    ends = [*loud[breaks], loud[-1]]
    return [(int(b) / RATE, int(e) / RATE) for b, e in zip(begins, ends, strict=True)]


def place(sent: Samples, heard: Samples) -> tuple[float, float]:
    """Where in `heard` a sound is, in seconds, and how sure: 1.0 is exactly this sound.

    The head of the sound alone is looked for: a recorder loses 20 to 80 ms now and then, and what
    comes after the loss no longer lines up.
    """
    size = 1 << (len(heard) + len(sent) - 1).bit_length()
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sent, size))
    match = np.fft.irfft(product, size)[: max(1, len(heard) - len(sent) + 1)]
    sums = np.concatenate(([0.0], np.cumsum(heard.astype(np.float64) ** 2)))
    energy = sums[len(sent) :][: len(match)] - sums[: len(match)]
    score = match / np.sqrt(np.maximum(energy, 1e-3) * float(np.sum(sent.astype(float) ** 2)))
    best = int(np.argmax(score))
    return best / RATE, float(score[best])


def best_part(sent: Samples, heard: Samples, begin: float, length: float = 0.5) -> Sequence[float]:
    """Where a part of a sent sound, from `begin` seconds, is heard, and how sure."""
    first = round(begin * RATE)
    return place(sent[first : first + round(length * RATE)], heard)
