"""One long take cut into the clips of a script, by its silences. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from signage.errors import SignageError
from signage.voice.scripts import Line
from signage.voice.sound import Sound

PAUSE: Final = 0.45
"""Seconds of silence that part two lines; the pauses inside a phrase are shorter."""
_FRAME: Final = 0.01
_SHORTEST: Final = 0.07  # seconds; less is a click or a smack of the lips
_MARGIN: Final = 0.08  # seconds of each side that stay: soft consonants hide there
_QUIET: Final = -75.0  # dB; a digital silence is no quieter
_LEAST_RANGE: Final = 15.0  # dB between speech and silence
_SHARE: Final = 0.3  # of that range, above the silence, is where speech begins
_ODD: Final = 1.0  # what a line or a piece too many costs, beside a length off by its e-th part
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a take that is not silent; seconds from its begin."""

    begin: float
    end: float

    @property
    def at(self) -> str:
        """Where to listen, as a player shows it."""
        return f"{int(self.begin // 60)}:{self.begin % 60:04.1f}"


def pieces(take: Sound, pause: float = PAUSE) -> tuple[Piece, ...]:
    """The spoken parts, between silences of at least `pause` seconds. Raises SignageError."""
    levels = _levels(take)
    quiet, speech = np.percentile(levels, (10, 97)) if len(levels) else (0.0, 0.0)
    if speech - quiet < _LEAST_RANGE:
        raise SignageError(
            "the take has no silences to cut it by: speech is only "
            f"{speech - quiet:.0f} dB above them; record in a quiet room, with a pause of "
            "one second after each line"
        )
    spoken = np.flatnonzero(levels > quiet + _SHARE * (speech - quiet))
    breaks = np.flatnonzero(np.diff(spoken) > pause / _FRAME)
    begins, ends = spoken[np.r_[0, breaks + 1]], spoken[np.r_[breaks, len(spoken) - 1]] + 1
    found = (Piece(b * _FRAME, e * _FRAME) for b, e in zip(begins, ends, strict=True))
    return tuple(piece for piece in found if piece.end - piece.begin >= _SHORTEST)


def cut(take: Sound, found: Sequence[Piece]) -> list[Sound]:
    """Each piece as a sound of its own, with a little of the silence around it."""
    return [
        Sound(
            take.samples[
                max(0, round((one.begin - _MARGIN) * take.rate)) : round(
                    (one.end + _MARGIN) * take.rate
                )
            ],
            take.rate,
        )
        for one in found
    ]


def matched(found: Sequence[Piece], lines: Sequence[Line]) -> list[tuple[Line, Piece]]:
    """Each line and its piece. Raises SignageError, and says where, when they don't pair up."""
    if len(found) == len(lines):
        return list(zip(lines, found, strict=True))
    where = _oddities(found, lines)
    more = f"; and {len(where) - _NAMED} more places" if len(where) > _NAMED else ""
    raise SignageError(
        f"the take has {len(found)} spoken pieces, and the script {len(lines)} lines: "
        + "; ".join(where[:_NAMED])
        + more
        + ". Nothing was written. Mend the take, or try another --pause."
    )


def _levels(take: Sound) -> npt.NDArray[np.float64]:
    """Decibels of each hundredth of a second."""
    size = round(_FRAME * take.rate)
    whole = take.samples[: len(take.samples) // size * size].astype(np.float64)
    power = (whole.reshape(-1, size) ** 2).mean(axis=1)
    levels: npt.NDArray[np.float64] = np.maximum(10 * np.log10(np.maximum(power, 1e-12)), _QUIET)
    return levels


def _oddities(found: Sequence[Piece], lines: Sequence[Line]) -> list[str]:
    """Where pieces and lines part company: the cheapest way to lay one along the other."""
    lengths = [piece.end - piece.begin for piece in found]
    weights = [2.0 + len(line.text) for line in lines]
    pace = sum(lengths) / sum(weights) if lines and found else 1.0

    def off(seconds: float, weight: float) -> float:
        return abs(math.log(max(seconds, 0.01) / (weight * pace)))

    @cache
    def best(piece: int, line: int) -> tuple[float, str]:
        """The cost up to here, and the last step: pieces and lines taken."""
        if piece == line == 0:
            return 0.0, ""
        ways = []
        for step, (taken, read) in _STEPS.items():
            before = (piece - taken, line - read)
            if min(before) < 0:
                continue
            cost = _ODD if step != "11" else 0.0
            if taken and read:
                cost += off(sum(lengths[before[0] : piece]), sum(weights[before[1] : line]))
            ways.append((best(*before)[0] + cost, step))
        return min(ways)

    # From the front, so that no step waits for a thousand others below it.
    for piece in range(len(found) + 1):
        for line in range(len(lines) + 1):
            best(piece, line)
    told: list[str] = []
    piece, line = len(found), len(lines)
    while piece or line:
        step = best(piece, line)[1]
        taken, read = _STEPS[step]
        piece, line = piece - taken, line - read
        if step != "11":
            told.append(_odd(step, found[piece : piece + taken], lines[line : line + read]))
    return told[::-1]


_STEPS: Final = {"11": (1, 1), "12": (1, 2), "21": (2, 1), "10": (1, 0), "01": (0, 1)}


def _odd(step: str, found: Sequence[Piece], lines: Sequence[Line]) -> str:
    named = " and ".join(f"line {line.number} “{line.text}”" for line in lines)
    match step:
        case "12":
            return f"at {found[0].at} {named} seem to be one piece, without a pause"
        case "21":
            return f"at {found[0].at} {named} seems to be in two pieces"
        case "10":
            return f"at {found[0].at} something is said, or sounds, that is on no line"
        case _:
            return f"{named} seems not to have been read"
