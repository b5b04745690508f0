"""Numbers and letters as words, Indonesian and English. Knows no ticket and no engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LARGEST: Final = 9999

_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": tuple("nol satu dua tiga empat lima enam tujuh delapan sembilan".split()),
    "en": tuple("zero one two three four five six seven eight nine".split()),
}
_SIZES_ID: Final = ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "", "puluh"))
_TEENS: Final = tuple(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)
_TENS: Final = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
_LETTERS_ID: Final[Mapping[str, str]] = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet"  # KBBI
        ).split(),
        strict=True,
    )
)


def digit_word(digit: int, language: str) -> str:
    """The word of one digit."""
    return _UNITS[language][digit]


def number_words(number: int, language: str) -> str:
    """A number from 0 to 9999 in words, a single space between them."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is outside 0 to {LARGEST}")
    return _indonesian(number) if language == "id" else _english(number)


def letter_word(letter: str, language: str) -> str:
    """The name of a letter: in English the letter itself, which every reader and engine knows."""
    if language == "id":
        return _LETTERS_ID.get(letter.lower(), letter.lower())
    return letter.upper()


def _indonesian(number: int) -> str:
    units = _UNITS["id"]
    if number < 10:
        return units[number]
    if number < 20:
        rest = number - 10
        return ("sepuluh", "sebelas")[rest] if rest < 2 else f"{units[rest]} belas"
    size, one, many = next(row for row in _SIZES_ID if number >= row[0])
    count, rest = divmod(number, size)
    head = one if count == 1 else f"{units[count]} {many}"
    return f"{head} {_indonesian(rest)}" if rest else head


def _english(number: int) -> str:
    units = _UNITS["en"]
    if number < 10:
        return units[number]
    if number < 20:
        return _TEENS[number - 10]
    if number < 100:
        count, rest = divmod(number, 10)
        return f"{_TENS[count - 2]}-{units[rest]}" if rest else _TENS[count - 2]
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    count, rest = divmod(number, size)
    joint = " and " if rest < 100 else " "
    return f"{units[count]} {name}{joint}{_english(rest)}" if rest else f"{units[count]} {name}"
