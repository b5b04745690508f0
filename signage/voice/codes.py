"""How the code of a ticket or a counter is said: A012, 4K-10, Z1-03, B1000.

An engine is given numerals with commas ("A, 0, 1, 2"): it says those right, and words not always.
A caption has the words ("A nol satu dua").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from signage.voice.numerals import LARGEST, digit_word, letter_word, number_words

Numbers = Literal["digits", "number"]

_PIECES: Final = re.compile(r"[0-9]+|[^\W\d_]")
# A letter, a figure, and the desk behind them: the place where a counter stands is not said.
_PLACED: Final = re.compile(r"[A-Za-z]+[0-9]+[-./ ]([0-9]+)")
_LONGEST_PREFIX: Final = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to say: `text` for the engine, `caption` for the eye."""

    text: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one language says numbers. `leading_zero` says a padded number's zero, once."""

    language: str
    numbers: Numbers = "digits"
    zero: str = ""
    leading_zero: bool = False

    @property
    def zero_word(self) -> str:
        """The mall's word for zero, or the language's own."""
        return self.zero or digit_word(0, self.language)

    @property
    def zero_numeral(self) -> str:
        """What the engine is given for zero: a numeral, unless the mall wants another word."""
        own = digit_word(0, self.language)
        return "0" if self.zero_word == own else self.zero_word


@dataclass(frozen=True, slots=True)
class Piece:
    """A letter or a run of digits; `parted` when a separator stands before it."""

    text: str
    parted: bool

    @property
    def numeric(self) -> bool:
        """A run of digits."""
        return self.text[0] in "0123456789"


def pieces(code: str) -> tuple[Piece, ...]:
    """The letters and the runs of digits of a code, in order."""
    found = []
    end = 0
    for match in _PIECES.finditer(code):
        found.append(Piece(match.group(), parted=match.start() > end))
        end = match.end()
    return tuple(found)


def is_code(name: str) -> bool:
    """Whether a name is a code to be spelled ("4K-1"), not words to be read ("Loket Khusus")."""
    letters = re.findall(r"[^\W\d_]+", name)
    return any(c in "0123456789" for c in name) and all(len(x) <= _LONGEST_PREFIX for x in letters)


def say_ticket(code: str, style: Style) -> Spoken:
    """A ticket's number, in the mall's style."""
    return _joined([_ticket_piece(piece, style) for piece in pieces(code)])


def say_counter(code: str, style: Style) -> Spoken:
    """A counter's code. Its numbers are always said as numbers: "loket dua belas"."""
    placed = _PLACED.fullmatch(code.strip())
    return _joined(
        [
            _number(piece.text, style, padded=False) if piece.numeric else _letter(piece, style)
            for piece in pieces(placed.group(1) if placed else code)
        ]
    )


def _joined(parts: list[Spoken]) -> Spoken:
    return Spoken(", ".join(p.text for p in parts), " ".join(p.caption for p in parts))


def _ticket_piece(piece: Piece, style: Style) -> Spoken:
    if not piece.numeric:
        return _letter(piece, style)
    digits = piece.text
    short = piece.parted and len(digits) <= 2 and digits[0] != "0"
    if style.numbers == "number" or short:
        return _number(digits, style, padded=style.leading_zero)
    return _digits(digits, style)


def _letter(piece: Piece, style: Style) -> Spoken:
    name = letter_word(piece.text, style.language)
    # A vowel is its own name: a capital keeps "A nol satu dua" readable.
    return Spoken(piece.text.upper(), name.upper() if len(name) == 1 else name)


def _digits(digits: str, style: Style) -> Spoken:
    return _joined([_digit(int(digit), style) for digit in digits])


def _digit(digit: int, style: Style) -> Spoken:
    if digit == 0:
        return Spoken(style.zero_numeral, style.zero_word)
    return Spoken(str(digit), digit_word(digit, style.language))


def _number(digits: str, style: Style, *, padded: bool) -> Spoken:
    number = int(digits)
    if number > LARGEST:
        return _digits(digits, style)
    if number == 0:
        return _digit(0, style)
    said = Spoken(str(number), number_words(number, style.language))
    return _joined([_digit(0, style), said]) if padded and digits[0] == "0" else said
