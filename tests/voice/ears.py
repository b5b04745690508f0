"""Ears: which sentences a recording holds, when, and what is wrong with that.

A recorder loses 20 to 80 ms now and then, so a sentence is looked for as a whole first, and then
held against the recording piece by piece. Nothing is known beforehand of when it was said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from signage.voice.sound import Samples, Sound
from tests.voice.pulse import RATE, islands

_COARSE: Final = 4000  # samples a second are enough to know a sentence by
_LIKELY: Final = 0.3
_SURE: Final = 0.7
_PIECE: Final = 0.4  # seconds
_LOSS: Final = 0.15  # seconds by which a piece may be off
_TOUCH: Final = 0.12  # seconds that two announcements seem to share, for the same reason
_BELL: Final = 2.2  # seconds before a sentence in which its chime sounds


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that a recording holds: its name, its seconds, and how sure this is, up to 1."""

    name: str
    begin: float
    end: float
    sure: float


Sentences = Mapping[str, Sequence[Samples]]
"""Each sentence's makings: no two are alike, because a voice never says a thing twice the same."""


def hear(recording: Samples, sentences: Sentences) -> list[Heard]:
    """Every saying of every sentence, in order; of several that fit one place the surest."""
    room = _Room(_coarse(recording))
    found = [
        heard
        for name, makings in sentences.items()
        for sentence in makings
        for heard in _sayings(room, name, _coarse(sentence))
    ]
    kept: list[Heard] = []
    for heard in sorted(found, key=lambda one: -one.sure):
        if all(_shared(heard, other) < 0.6 * (heard.end - heard.begin) for other in kept):
            kept.append(heard)
    return sorted(kept, key=lambda one: one.begin)


def faults(
    recordings: Mapping[str, Samples],
    sentences: Sentences,
    due: Mapping[str, Sequence[str]],
) -> list[str]:
    """What is wrong with a hall's recordings by zone, where `due` names each zone's sentences in
    their order: what is missing, doubled, stray, over another or out of order, and any sound that
    is none of these."""
    return [
        fault
        for zone, recording in recordings.items()
        for fault in _zone_faults(zone, recording, hear(recording, sentences), due[zone])
    ]


def _zone_faults(
    zone: str, recording: Samples, heard: Sequence[Heard], due: Sequence[str]
) -> list[str]:
    names = [one.name for one in heard]
    told = [f"{zone}: missing {name}" for name in due if name not in names]
    told += [f"{zone}: doubled {name}" for name in sorted(set(names)) if names.count(name) > 1]
    told += [f"{zone}: stray {name}" for name in names if name not in due]
    told += [
        f"{zone}: {other.name} begins over {one.name}"
        for one, other in pairwise(heard)
        if other.begin < one.end - _TOUCH
    ]
    places = [due.index(name) for name in names if name in due]
    told += [f"{zone}: {due[b]} after {due[a]}" for a, b in pairwise(places) if b < a]
    told += [
        f"{zone}: an unknown sound at {begin:.1f} s"
        for begin, end in islands(recording, quiet=0.3)
        if not any(one.begin - _BELL < end and begin < one.end + 0.2 for one in heard)
    ]
    return told


class _Room:
    """A recording, ready to be searched: its spectrum is reckoned once."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self._size = 1 << (len(samples) - 1).bit_length()
        self._spectrum = np.fft.rfft(samples, self._size)
        self._sums = np.concatenate(([0.0], np.cumsum(samples.astype(np.float64) ** 2)))

    def score(self, sentence: Samples) -> Samples:
        """For each place how well a sentence lines up with what is there; 1 is exactly."""
        if len(self.samples) < len(sentence):
            return np.zeros(1, dtype=np.float32)
        product = self._spectrum * np.conj(np.fft.rfft(sentence, self._size))
        match = np.fft.irfft(product, self._size)[: len(self.samples) - len(sentence) + 1]
        energy = self._sums[len(sentence) :] - self._sums[: len(match)]
        own = float(np.sum(sentence.astype(np.float64) ** 2))
        # Where there is next to nothing, nothing lines up.
        scale = np.sqrt(np.maximum(energy, 0.05 * own) * own)
        return np.asarray(match / scale, dtype=np.float32)


def _sayings(room: _Room, name: str, sentence: Samples) -> list[Heard]:
    found = []
    for at in _likely(room, sentence):
        sure = _sure(room.samples, sentence, at)
        if sure > _SURE:
            begin = at / _COARSE
            found.append(Heard(name, begin, begin + len(sentence) / _COARSE, sure))
    return found


def _likely(room: _Room, sentence: Samples) -> list[int]:
    """Where the whole sentence lines up better than anywhere near."""
    score = room.score(sentence)
    apart = _COARSE // 2
    places: list[int] = []
    while True:
        best = int(np.argmax(score))
        if score[best] < _LIKELY:
            return places
        places.append(best)
        score[max(0, best - apart) : best + apart] = 0


def _sure(recording: Samples, sentence: Samples, at: int) -> float:
    """How well its pieces are found, each near its place; each counts by its energy."""
    length, slack = round(_PIECE * _COARSE), round(_LOSS * _COARSE)
    total = weight = 0.0
    for begin in range(0, len(sentence) - length // 2, length):
        piece = sentence[begin : begin + length]
        energy = float(np.sum(piece.astype(float) ** 2))
        first = max(0, at + begin - slack)
        near = recording[first : at + begin + len(piece) + slack]
        if len(near) >= len(piece):
            total += energy * float(np.max(_Room(near).score(piece)))
        weight += energy
    return total / weight


def _shared(one: Heard, other: Heard) -> float:
    return min(one.end, other.end) - max(one.begin, other.begin)


def _coarse(samples: Samples) -> Samples:
    return Sound(samples, RATE).resampled(_COARSE).samples
