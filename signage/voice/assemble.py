"""Chime, gap and sentences joined to one sound, so that no gap can open between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from signage.voice.chime import chime
from signage.voice.sound import Sound, joined, silence, trimmed

RATE: Final = 22_050


def assembled(sentences: Sequence[Sound], gap: float) -> Sound:
    """The chime, then each sentence after a gap of seconds, and a gap to what comes next.

    No sentence: the chime alone.
    """
    rate = max((sentence.rate for sentence in sentences), default=RATE)
    parts = [chime(rate)]
    for sentence in sentences:
        parts += [silence(gap, rate), trimmed(sentence)]
    return joined([*parts, silence(gap, rate)])
