"""Chime, gap, sentences: one sound."""

from __future__ import annotations

import numpy as np
import pytest

from signage.voice.assemble import Gaps, assembled, gaps_of
from signage.voice.chime import chime
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound
from tests.voice.test_sound import tone

GAPS = Gaps(0.4, 0.4, 0.4)


def test_chime_then_each_sentence_after_its_gap() -> None:
    whole = assembled([tone(1.0), tone(0.5, 16_000)], GAPS)
    bell = chime(22_050)
    assert np.array_equal(whole.samples[: len(bell.samples)], bell.samples)
    assert whole.length == pytest.approx(bell.length + 1.5 + 3 * 0.4, abs=0.06)
    gap = whole.samples[len(bell.samples) : len(bell.samples) + round(0.39 * 22_050)]
    assert not np.any(gap)


def test_no_sentence_is_the_chime_alone() -> None:
    assert assembled([], GAPS).length == pytest.approx(chime(22_050).length + 0.4, abs=0.01)


def test_said_twice_it_is_one_sound_with_one_chime() -> None:
    once = assembled([tone(1.0), tone(0.5)], GAPS)
    twice = assembled([tone(1.0), tone(0.5)], GAPS, times=2)
    assert twice.length == pytest.approx(once.length + 1.5 + 2 * 0.4, abs=0.06)
    bell = chime(22_050)
    assert np.array_equal(twice.samples[: len(bell.samples)], bell.samples)


def test_without_its_chime_it_begins_with_the_sentence() -> None:
    bare = assembled([tone(1.0)], GAPS, chimed=False)
    assert bare.length == pytest.approx(1.0 + 0.4, abs=0.06)
    assert np.any(bare.samples[: round(0.1 * 22_050)])
    assert assembled([], GAPS, chimed=False).length > 0.4


def test_the_gap_between_languages_and_before_a_repeat_are_the_malls_own() -> None:
    told = [tone(1.0), tone(0.5)]
    once = assembled(told, Gaps(0.4, 0.9, 2.0))
    twice = assembled(told, Gaps(0.4, 0.9, 2.0), times=2)
    bell = chime(22_050).length
    assert once.length == pytest.approx(bell + 1.5 + 0.4 + 0.9 + 0.4, abs=0.06)
    assert silences(once)[-2:] == pytest.approx([0.9, 0.4], abs=0.06)
    assert silences(twice)[-4:] == pytest.approx([0.9, 2.0, 0.9, 0.4], abs=0.06)
    bare = assembled(told, Gaps(0.4, 0.9, 2.0), times=2, chimed=False)
    assert silences(bare) == pytest.approx([0.9, 2.0, 0.9, 0.4], abs=0.06)


def test_gaps_that_a_mall_leaves_out_are_the_one_gap() -> None:
    assert gaps_of(VoiceSettings(gap=0.5)) == Gaps(0.5, 0.5, 0.5)
    own = VoiceSettings(gap=0.5, language_gap=0.0, repeat_gap=1.0)
    assert gaps_of(own) == Gaps(0.5, 0.0, 1.0)


def silences(sound: Sound) -> list[float]:
    """The seconds of every silence of more than 0.2 s, in order."""
    loud = np.flatnonzero(np.abs(sound.samples) > 1e-4)
    edges = np.append(loud, len(sound.samples))
    found = np.diff(edges) / sound.rate
    return [float(length) for length in found if length > 0.2]
