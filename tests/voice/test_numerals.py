"""Numbers and letters as words: every number that a ticket can have, read back."""

from __future__ import annotations

import pytest

from signage.voice.numerals import LARGEST, letter_word, number_words

ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def read_indonesian(words: str) -> int:
    total, last = 0, 0
    for word in words.split():
        if word in ID:
            total, last = total + ID.index(word), ID.index(word)
        elif word in ("sepuluh", "sebelas"):
            total += 10 if word == "sepuluh" else 11
        elif word in ("seratus", "seribu"):
            total += 100 if word == "seratus" else 1000
        else:
            size = {"belas": 1, "puluh": 10, "ratus": 100, "ribu": 1000}[word]
            total += 10 if word == "belas" else last * size - last
    return total


def read_english(words: str) -> int:
    total, group = 0, 0
    for word in words.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = group * 1000, 0
        else:
            group += (TENS.index(word) + 2) * 10 if word in TENS else EN.index(word)
    return total + group


def test_every_number_is_read_back() -> None:
    for number in range(LARGEST + 1):
        assert read_indonesian(number_words(number, "id")) == number
        assert read_english(number_words(number, "en")) == number


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (12, "dua belas", "twelve"),
        (20, "dua puluh", "twenty"),
        (21, "dua puluh satu", "twenty-one"),
        (100, "seratus", "one hundred"),
        (105, "seratus lima", "one hundred and five"),
        (200, "dua ratus", "two hundred"),
        (1000, "seribu", "one thousand"),
        (1105, "seribu seratus lima", "one thousand one hundred and five"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan",
         "nine thousand nine hundred and ninety-nine"),
    ],
)  # fmt: skip
def test_words(number: int, indonesian: str, english: str) -> None:
    assert number_words(number, "id") == indonesian
    assert number_words(number, "en") == english


@pytest.mark.parametrize("number", [-1, 10_000])
def test_no_other_number(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        number_words(number, "id")


def test_letters() -> None:
    names = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet".split()
    assert [letter_word(letter, "id") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] == names
    assert letter_word("k", "en") == "K"
    assert letter_word("É", "id") == "é"
