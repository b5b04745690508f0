"""Chime, gaps and sentences joined to one sound, so that no gap can open between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from signage.voice.alarm import alarm
from signage.voice.chime import chime
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound, joined, silence, trimmed

RATE: Final = 22_050


@dataclass(frozen=True, slots=True)
class Gaps:
    """Seconds of silence: after the chime and at the end, between two languages, before all is
    said once more."""

    around: float
    languages: float
    repeat: float


def gaps_of(settings: VoiceSettings) -> Gaps:
    """The gaps as a mall sets them."""
    gap, between, again = settings.gap, settings.language_gap, settings.repeat_gap
    return Gaps(gap, gap if between is None else between, gap if again is None else again)


def assembled(
    sentences: Sequence[Sound],
    gaps: Gaps,
    *,
    times: int = 1,
    chimed: bool = True,
    alarmed: bool = False,
) -> Sound:
    """The chime, then each sentence, all of them `times` over, and a gap to what comes next.

    Without the chime where an announcement follows another; but where there is no sentence, it is
    the chime alone. An emergency has its alarm instead of the chime.
    """
    rate = max((sentence.rate for sentence in sentences), default=RATE)
    tone = alarm if alarmed else chime
    parts = [] if sentences and not chimed else [tone(rate)]
    for time in range(times):
        for place, sentence in enumerate(sentences):
            if parts:
                before = gaps.languages if place else (gaps.repeat if time else gaps.around)
                parts.append(silence(before, rate))
            parts.append(trimmed(sentence))
    return joined([*parts, silence(gaps.around, rate)])
