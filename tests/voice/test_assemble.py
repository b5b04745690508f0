"""Chime, gap, sentences: one sound."""

from __future__ import annotations

import numpy as np
import pytest

from signage.voice.assemble import assembled
from signage.voice.chime import chime
from tests.voice.test_sound import tone


def test_chime_then_each_sentence_after_its_gap() -> None:
    whole = assembled([tone(1.0), tone(0.5, 16_000)], gap=0.4)
    bell = chime(22_050)
    assert np.array_equal(whole.samples[: len(bell.samples)], bell.samples)
    assert whole.length == pytest.approx(bell.length + 1.5 + 3 * 0.4, abs=0.06)
    gap = whole.samples[len(bell.samples) : len(bell.samples) + round(0.39 * 22_050)]
    assert not np.any(gap)


def test_no_sentence_is_the_chime_alone() -> None:
    assert assembled([], gap=0.4).length == pytest.approx(chime(22_050).length + 0.4, abs=0.01)


def test_said_twice_it_is_one_sound_with_one_chime() -> None:
    once = assembled([tone(1.0), tone(0.5)], gap=0.4)
    twice = assembled([tone(1.0), tone(0.5)], gap=0.4, times=2)
    assert twice.length == pytest.approx(once.length + 1.5 + 2 * 0.4, abs=0.06)
    bell = chime(22_050)
    assert np.array_equal(twice.samples[: len(bell.samples)], bell.samples)


def test_without_its_chime_it_begins_with_the_sentence() -> None:
    bare = assembled([tone(1.0)], gap=0.4, chimed=False)
    assert bare.length == pytest.approx(1.0 + 0.4, abs=0.06)
    assert np.any(bare.samples[: round(0.1 * 22_050)])
    assert assembled([], gap=0.4, chimed=False).length > 0.4
