"""Chime, gap and sentences joined to one sound, so that no gap can open between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from signage.voice.chime import chime
from signage.voice.sound import Sound, joined, silence, trimmed

RATE: Final = 22_050


def assembled(
    sentences: Sequence[Sound], gap: float, *, times: int = 1, chimed: bool = True
) -> Sound:
    """The chime, then each sentence after a gap of seconds, and a gap to what comes next.

    All of them `times` over. Without the chime where an announcement follows another; but where
    there is no sentence, it is the chime alone.
    """
    rate = max((sentence.rate for sentence in sentences), default=RATE)
    said = [part for one in sentences for part in (silence(gap, rate), trimmed(one))] * times
    parts = [chime(rate), *said] if chimed or not said else said[1:]
    return joined([*parts, silence(gap, rate)])
