"""How names and abbreviations sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.errors import ConfigError
from signage.voice.lexicon import LONGEST, Lexicon, clean, parse_lexicon

VOICES = Path(__file__).parents[2] / "voices"
LEXICONS = parse_lexicon((VOICES / "lexicon.toml").read_text(encoding="utf-8"), "lexicon.toml")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("IKD", "i ka de"),
        ("KTP-el", "ka te pe el"),
        ("SKCK", "es ka ce ka"),
        ("BPJS", "be pe je es"),
        ("NPWP", "en pe we pe"),
        ("OSS", "o es es"),
        ("JHT", "je ha te"),
        ("PDAM", "pe de a em"),
        ("SIM", "sim"),
        ("Samsat", "samsat"),
        ("Disdukcapil", "Disdukcapil"),
        ("DISDUKCAPIL", "Disdukcapil"),
        ("Kantor Pertanahan (ATR/BPN)", "Kantor Pertanahan (a te er, be pe en)"),
        ("Perpanjangan SIM A dan C", "Perpanjangan sim A dan C"),
        ("Kelas II Non TPI", "Kelas 2 Non te pe i"),
        ("MOHON PERHATIAN PEMEGANG BPJS", "mohon perhatian pemegang be pe je es"),
        ("loket 3", "loket 3"),
    ],
)
def test_indonesian(written: str, said: str) -> None:
    assert LEXICONS["id"].apply(written) == said


def test_english_letters_are_parted() -> None:
    assert LEXICONS["en"].apply("Bring your NPWP card") == "Bring your N, P, W, P card"


def test_whole_words_only() -> None:
    assert (
        Lexicon("id", {"SIM": "sim"}).apply("SIMPATI sim SIM-card")
        == "es i em pe a te i sim sim-card"
    )


def test_a_halls_own_entries_come_first() -> None:
    lexicon = LEXICONS["id"].with_entries({"SIM": "surat izin"})
    assert lexicon.apply("SIM dan Samsat") == "surat izin dan samsat"


def test_an_empty_lexicon_spells() -> None:
    assert Lexicon("id").apply("SIM") == "es i em"


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("  dua   kata\n", "dua kata"),
        ("<b>tebal</b>", "b tebal /b"),
        ("selamat 🎉 datang", "selamat datang"),
        ("a‮b", "a b"),
        ("[[h@l'oU]]", "h@l'oU"),
        ("x" * 3000, "x" * LONGEST),
    ],
)
def test_clean(text: str, tidy: str) -> None:
    assert clean(text) == tidy


@given(st.text())
def test_anything_can_be_cleaned(text: str) -> None:
    said = LEXICONS["id"].apply(text)
    assert not set(said) & set("<>[]{}\\\n\x00")
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text", ["[id", "id = 3", "[id]\nSIM = 3", '[id]\nSIM = "--"'])
def test_bad_lexicon(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_lexicon(text, "lexicon.toml")
    assert caught.value.file == "lexicon.toml"
