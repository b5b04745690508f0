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
