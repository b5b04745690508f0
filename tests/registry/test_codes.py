"""Codes of bookings: short, not to be guessed, and right however they are typed."""

from __future__ import annotations

from signage.registry.codes import ALPHABET, BookingCodes, digest, shown, tidy

CODES = BookingCodes(b"k" * 32)


def test_codes_differ_and_have_only_letters_that_are_not_misread() -> None:
    made = {CODES.code(id, 1_795_658_400_000) for id in range(5000)}
    assert len(made) == 5000
    assert {len(code) for code in made} == {8}
    assert set("".join(made)) == set(ALPHABET)


def test_without_the_key_a_code_can_not_be_made() -> None:
    assert BookingCodes(b"l" * 32).code(1, 1) != CODES.code(1, 1)
    assert CODES.code(1, 1) == CODES.code(1, 1) != CODES.code(1, 2) != CODES.code(1, 1, 1)


def test_a_code_is_right_however_it_is_typed() -> None:
    assert shown("7F3K9QXD") == shown("7f3k-9qxd") == "7F3K-9QXD"
    assert shown(" mpp-2026-00017 ") == "MPP-2026-00017"
    assert {tidy(typed) for typed in ("7f3k-9qxd", " 7F3K 9QXD ", "7F3K–9QXD")} == {"7F3K9QXD"}
    assert tidy("oil0") == "0110"
    assert digest("7f3k 9qxd") == digest("7F3K-9QXD")
