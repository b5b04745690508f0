"""The file of a pack, and the names of clips."""

from __future__ import annotations

from pathlib import Path

import pytest

from signage.errors import ConfigError
from signage.voice.packs import USUAL, Pack, is_clip, parse_pack, slug

WHOLE = """
name = "Siti"
language = "id"
speaker = "Siti, of the mall"
licence = "CC-BY-4.0"
consent = "signed 2026-11-02, kept by the mall"
synthetic = false
zero = "nol"
"""


def parsed(text: str) -> Pack:
    return parse_pack(text, "siti", "siti/pack.toml", {"digit/0": Path("0.wav")})


def test_what_must_be_there_and_what_may() -> None:
    pack = parsed(WHOLE)
    assert (pack.number_style, pack.gain, pack.gap_clip, pack.gap_part) == ("digits", 0, 0.03, 0.15)
    assert pack.instead == "espeak-id"
    assert pack.sentences == USUAL["id"]
    own = WHOLE + 'gain = -2\ninstead = ""\nnumber_style = "any"\n[gaps]\npart = 0.4\n'
    pack = parsed(own + '[sentences]\nshort = ["{ticket}", "{counter}"]')
    assert (pack.gain, pack.instead, pack.gap_part) == (-2, "", 0.4)
    assert pack.sentences["short"] == ("{ticket}", "{counter}")
    assert pack.says_numbers("digits") and pack.says_numbers("number")
    assert not parsed(WHOLE).says_numbers("number")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("name", "nom", "nom"),
        ('name = "Siti"', "name = 7", "name"),
        ('speaker = "Siti, of the mall"', 'speaker = " "', "speaker"),
        ('licence = "CC-BY-4.0"', "", "licence"),
        ('consent = "signed 2026-11-02, kept by the mall"', 'consent = ""', "consent"),
        ("synthetic = false", 'synthetic = "no"', "synthetic"),
        ("synthetic = false", "", "synthetic"),
        ('language = "id"', 'language = "nl"', "language"),
        ('zero = "nol"', 'zero = "nol"\nnumber_style = "roman"', "number_style"),
        ('zero = "nol"', 'zero = "nol"\ngain = 99', "gain"),
        ('zero = "nol"', 'zero = "nol"\ngain = true', "gain"),
        ('zero = "nol"', 'zero = "nol"\ngaps = 3', "gaps"),
        ('zero = "nol"', 'zero = "nol"\n[gaps]\nclip = -1', "gaps.clip"),
        ('zero = "nol"', 'zero = "nol"\n[gaps]\nbreath = 1', "gaps.breath"),
        ('zero = "nol"', 'zero = "nol"\n[sentences]\nsong = ["{ticket}"]', "sentences.song"),
        ('zero = "nol"', 'zero = "nol"\n[sentences]\ncall = "{ticket}"', "sentences.call"),
        ('zero = "nol"', 'zero = "nol"\n[sentences]\ncall = []', "sentences.call"),
        ('zero = "nol"', 'zero = "nol"\n[sentences]\ncall = ["{number}"]', "sentences.call"),
        (
            'zero = "nol"',
            'zero = "nol"\n[sentences]\ncall = ["phrase/../../secret"]',
            "sentences.call",
        ),
        ('zero = "nol"', 'zero = "nol"\n[sentences]\ncall = ["/etc/passwd"]', "sentences.call"),
        ('zero = "nol"', 'zero = "nol', ""),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(old: str, new: str, key: str) -> None:
    assert old in WHOLE
    with pytest.raises(ConfigError) as caught:
        parsed(WHOLE.replace(old, new))
    assert (caught.value.file, caught.value.key) == ("siti/pack.toml", key)
    assert str(caught.value).startswith("siti/pack.toml: ")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Dinas Penanaman Modal", "dinas-penanaman-modal"),
        ("ATR/BPN", "atr-bpn"),
        ("Café  3", "cafe-3"),
        ("../../etc", "etc"),
    ],
)
def test_slugs(words: str, name: str) -> None:
    assert slug(words) == name
    assert is_clip(f"agency/{name}")


def test_a_slug_of_another_script_and_of_a_whole_title_is_a_name_too() -> None:
    for words in ("移民局", "😀", "Kantor " * 40):
        assert slug(words) == slug(words)
        assert is_clip(f"agency/{slug(words)}")
    assert slug("移民局") != slug("税務署")


@pytest.mark.parametrize(
    "name", ["letter/A", "letter/", "voice/a", "letter/a/b", "letter/..", "letter/-a", "a", ""]
)
def test_what_is_no_clip(name: str) -> None:
    assert not is_clip(name)
