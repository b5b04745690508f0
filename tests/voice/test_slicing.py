"""A take cut by its silences, in a quiet room and in a noisy one; and where it goes wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from signage.errors import SignageError
from signage.voice.scripts import Line
from signage.voice.slicing import Piece, cut, matched, pieces
from signage.voice.sound import Sound, joined, silence

RATE = 16_000
LINES = tuple(
    Line(number + 1, f"phrase/{text.replace(' ', '-')}", text)
    for number, text in enumerate(
        ("a", "nomor antrean", "dua", "silakan menuju loket", "be", "sembilan", "tiga", "ha")
    )
)


def word(text: str) -> Sound:
    """A voiced sound as long as the text is."""
    length = 0.12 + 0.07 * len(text)
    time = np.arange(round(length * RATE)) / RATE
    swell = np.sin(np.pi * time / length) ** 0.5
    return Sound((0.4 * swell * np.sin(2 * np.pi * 180 * time)).astype(np.float32), RATE)


def take(words: Sequence[str], pause: float = 1.0, hiss: float = 0.0) -> Sound:
    parts = [silence(pause, RATE)]
    for text in words:
        parts += [word(text), silence(pause, RATE)]
    whole = joined(parts)
    noise = np.random.default_rng(3).normal(0, hiss, len(whole.samples)) if hiss else 0.0
    return Sound((whole.samples + noise).astype(np.float32), RATE)


TEXTS = [line.text for line in LINES]


@pytest.mark.parametrize("hiss", [0.0, 0.001, 0.005])
@pytest.mark.parametrize("pause", [0.7, 2.0])
def test_each_line_is_a_piece(hiss: float, pause: float) -> None:
    found = pieces(take(TEXTS, pause, hiss))
    pairs = matched(found, LINES)
    assert [line for line, _ in pairs] == list(LINES)
    at = pause
    for line, piece in pairs:
        length = word(line.text).length
        assert piece.begin == pytest.approx(at, abs=0.06)
        assert piece.end == pytest.approx(at + length, abs=0.06)
        at += length + pause


def test_the_pieces_hold_the_words() -> None:
    whole = take(TEXTS, hiss=0.002)
    for line, sound in zip(LINES, cut(whole, pieces(whole)), strict=True):
        spoken = word(line.text)
        fit = np.correlate(sound.samples, spoken.samples, "valid")
        assert float(np.max(fit)) > 0.9 * float(np.sum(spoken.samples**2))


def test_a_take_that_begins_and_ends_at_once() -> None:
    tight = joined([word("dua"), silence(1.0, RATE), word("tiga")])
    assert len(cut(tight, pieces(tight))) == 2


def test_clicks_are_no_words() -> None:
    whole = take(TEXTS)
    whole.samples[RATE // 2 : RATE // 2 + 200] = 0.9
    assert len(pieces(whole)) == len(TEXTS)


def test_a_pause_inside_a_line_is_not_one_between_lines() -> None:
    halting = joined([silence(1.0, RATE), word("silakan"), silence(0.3, RATE), word("menuju"),
                      silence(1.0, RATE)])  # fmt: skip
    assert len(pieces(halting)) == 1
    assert len(pieces(halting, pause=0.2)) == 2


@pytest.mark.parametrize(
    "sound",
    [
        silence(3.0, RATE),
        silence(0.0, RATE),
        Sound(np.random.default_rng(1).normal(0, 0.2, 3 * RATE).astype(np.float32), RATE),
    ],
)
def test_a_take_without_silences_or_without_speech(sound: Sound) -> None:
    with pytest.raises(SignageError, match="no silences"):
        pieces(sound)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ([*TEXTS[:2], *TEXTS[3:]], "line 3 “dua” seems not to have been read"),
        (
            [*TEXTS[:5], "sembilantiga", TEXTS[7]],
            "line 6 “sembilan” and line 7 “tiga” seem to be one piece",
        ),
        ([*TEXTS[:3], "silakan", "menuju loket", *TEXTS[4:]], "line 4 “silakan menuju loket”"),
    ],
)
def test_where_lines_and_pieces_part_is_named(words: list[str], where: str) -> None:
    with pytest.raises(SignageError) as caught:
        matched(pieces(take(words)), LINES)
    assert where in str(caught.value)
    assert f"{len(words)} spoken pieces, and the script 8 lines" in str(caught.value)
    assert "Nothing was written" in str(caught.value)


def test_a_cough_is_named_with_its_time() -> None:
    with pytest.raises(SignageError, match=r"at 0:0[1-3]\.\d"):
        matched(pieces(take(["a", "hmmmmmmmm", "nomor antrean"])), LINES[:2])


def test_many_places_are_counted() -> None:
    with pytest.raises(SignageError, match="more places"):
        matched(pieces(take(TEXTS[:2])), LINES)


def test_two_hundred_lines_are_no_trouble() -> None:
    lines = [Line(n, f"phrase/x{n}", "tiga") for n in range(200)]
    found = [Piece(float(n), n + 0.4) for n in range(199)]
    with pytest.raises(SignageError, match="199 spoken pieces"):
        matched(found, lines)
