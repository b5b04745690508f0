"""How codes are said: everything that spoken.md lists, and what it does not."""

from __future__ import annotations

import pytest

from signage.voice.codes import Numbers, Style, is_code, pieces, say_counter, say_ticket

ID = Style(language="id")
ID_NUMBER = Style(language="id", numbers="number", leading_zero=True)
EN = Style(language="en")
EN_NUMBER = Style(language="en", numbers="number")
KOSONG = Style(language="id", zero="kosong")


@pytest.mark.parametrize(
    ("code", "style", "text", "caption"),
    [
        ("A012", ID, "A, 0, 1, 2", "A nol satu dua"),
        ("A012", EN, "A, 0, 1, 2", "A zero one two"),
        ("A012", ID_NUMBER, "A, 0, 12", "A nol dua belas"),
        ("A012", Style(language="id", numbers="number"), "A, 12", "A dua belas"),
        ("A012", EN_NUMBER, "A, 12", "A twelve"),
        ("A012", KOSONG, "A, kosong, 1, 2", "A kosong satu dua"),
        ("A-012", ID, "A, 0, 1, 2", "A nol satu dua"),
        ("4K-10", ID, "4, K, 10", "empat ka sepuluh"),
        ("4K-10", EN, "4, K, 10", "four K ten"),
        ("4K-05", ID, "4, K, 0, 5", "empat ka nol lima"),
        ("4K-105", ID, "4, K, 1, 0, 5", "empat ka satu nol lima"),
        ("Z1-03", ID, "Z, 1, 0, 3", "zet satu nol tiga"),
        ("B1000", ID, "B, 1, 0, 0, 0", "be satu nol nol nol"),
        ("B1000", ID_NUMBER, "B, 1000", "be seribu"),
        ("B10000", ID_NUMBER, "B, 1, 0, 0, 0, 0", "be satu nol nol nol nol"),
        ("AK012", ID, "A, K, 0, 1, 2", "A ka nol satu dua"),
        ("a000", ID_NUMBER, "A, 0", "A nol"),
        ("A000", KOSONG, "A, kosong, kosong, kosong", "A kosong kosong kosong"),
        ("", ID, "", ""),
    ],
)
def test_ticket(code: str, style: Style, text: str, caption: str) -> None:
    said = say_ticket(code, style)
    assert (said.text, said.caption) == (text, caption)


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("3", "tiga", "three"),
        ("03", "tiga", "three"),
        ("Z1-03", "tiga", "three"),
        ("B2-12", "dua belas", "twelve"),
        ("4K-1", "empat ka satu", "four K one"),
        ("12", "dua belas", "twelve"),
        ("A3", "A tiga", "A three"),
    ],
)
def test_counter(code: str, indonesian: str, english: str) -> None:
    assert say_counter(code, ID).caption == indonesian
    assert say_counter(code, EN).caption == english


@pytest.mark.parametrize("numbers", ["digits", "number"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_ticket_keeps_its_digits(language: str, numbers: Numbers) -> None:
    style = Style(language=language, numbers=numbers, leading_zero=True)
    captions = set()
    for serial in range(10_000):
        said = say_ticket(f"A{serial:04d}", style)
        assert "".join(said.text.split(", ")).lstrip("A0") == str(serial).lstrip("0")
        assert "  " not in said.caption
        captions.add(said.caption)
    assert len(captions) == 10_000


def test_pieces_know_their_separator() -> None:
    assert [(p.text, p.parted) for p in pieces("4K-10")] == [
        ("4", False),
        ("K", False),
        ("10", True),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("4K-1", True), ("3", True), ("Z1-03", True), ("Khusus", False), ("Loket 3", False)],
)
def test_is_code(name: str, code: bool) -> None:
    assert is_code(name) is code
