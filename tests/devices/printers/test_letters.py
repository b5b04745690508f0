"""What a code page lacks, and lines broken at words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.devices.printers.letters import broken, readable


def ascii_only(char: str) -> bool:
    return ord(char) < 128


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Badan Pendapatan Daerah – Samsat", "Badan Pendapatan Daerah - Samsat"),
        ("“Café” … 5 × 3", '"Cafe" ... 5 x 3'),
        ("É", "E"),
        ("12\u00a0345", "12 345"),
        ("a\x1b@\x1dV\x00b\nc", "a@Vb c"),
        ("👪 keluarga", "? keluarga"),
        ("é", "e"),
        ("ﬁ", "fi"),
        ("\u202eAntrean", "Antrean"),
        ("مركز", "????"),
    ],
)
def test_what_is_lacking_is_said_readably(text: str, expected: str) -> None:
    assert readable(text, ascii_only) == expected


def test_what_the_printer_has_stays() -> None:
    assert readable("Café – 1", lambda char: ascii_only(char) or char == "é") == "Café - 1"


@given(st.text())
def test_no_control_character_ever_gets_through(text: str) -> None:
    said = readable(text, ascii_only)
    assert all(" " <= char <= "~" for char in said)


def test_lines_break_at_words() -> None:
    text = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
    assert broken(text, 32, 3) == ("Dinas Penanaman Modal dan", "Pelayanan Terpadu Satu Pintu")
    assert broken(text, 16, 2) == ("Dinas Penanaman", "Modal dan...")
    assert broken("W" * 25, 10, 3) == ("W" * 10, "W" * 10, "W" * 5)
    assert broken("ab " + "W" * 12, 10, 3) == ("ab", "W" * 10, "WW")
    assert broken("", 10, 3) == ()


@given(st.text(alphabet="ab -", max_size=200), st.integers(4, 60), st.integers(1, 4))
def test_no_line_is_wider_than_the_paper(text: str, columns: int, lines: int) -> None:
    made = broken(text, columns, lines)
    assert len(made) <= lines
    assert all(0 < len(line) <= columns for line in made)
    if len(made) < lines:
        assert "".join(made).replace(" ", "") == text.replace(" ", "")
