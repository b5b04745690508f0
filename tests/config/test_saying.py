"""The mall's own sentences and words in the file: read, or refused with line, key and way out."""

from __future__ import annotations

import pytest

from signage.config.saying import LONGEST_WORD, MOST_WORDS
from signage.errors import ConfigError
from signage.voice.templates import Phrasing
from tests.halls import SMALL, small

OWN = """
[[phrases]]
language = "id"
zones = ["ballroom"]
agencies = ["civil"]
call = "Nomor {ticket}, ke meja {counter}[, {agency}]."
transfer = "{ticket} lanjut."

[[phrases]]
language = "en"
emergency = "Attention! {text}"

[lexicon.id]
SPPT = "es pe pe te"
"ATR/BPN" = "a te er"

[lexicon.en]
Lampung = "lum poong"
"""


def test_the_malls_own_sentences_and_words() -> None:
    voice = small(SMALL + OWN).voice
    assert voice.phrases == (
        Phrasing(
            language="id",
            zones=("ballroom",),
            agencies=("civil",),
            templates={
                "call": "Nomor {ticket}, ke meja {counter}[, {agency}].",
                "transfer": "{ticket} lanjut.",
            },
        ),
        Phrasing(language="en", templates={"emergency": "Attention! {text}"}),
    )
    assert voice.lexicon == {
        "id": {"SPPT": "es pe pe te", "ATR/BPN": "a te er"},
        "en": {"Lampung": "lum poong"},
    }


def test_a_hall_without_any_says_the_products() -> None:
    voice = small().voice
    assert (voice.phrases, voice.lexicon) == ((), {})
    assert (voice.gap, voice.language_gap, voice.repeat_gap) == (0.35, None, None)


def test_the_gaps_are_seconds() -> None:
    voice = small(SMALL + "[voice]\nlanguage_gap_ms = 0\nrepeat_gap_ms = 1500\n").voice
    assert (voice.language_gap, voice.repeat_gap) == (0.0, 1.5)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "told"),
    [
        ('language = "id"', 'language = "jv"', 3, "phrases.language", "use one of “id”, “en”."),
        ('["ballroom"]', '["balroom"]', 4, "phrases.zones", "did you mean “ballroom”?"),
        ('["civil"]', '["tax"]', 5, "phrases.agencies", "there is no agency “tax”"),
        ("{ticket} lanjut", "lanjut", 7, "phrases.transfer", "put {ticket} where it belongs"),
        ("Nomor {ticket}", "{number} {ticket}", 6, "phrases.call", "braces hold one of"),
        ("[, {agency}]", "[, {agency}", 6, "phrases.call", "“[” can't be said here"),
        ("Attention!", "Attention <b>", 11, "phrases.emergency", "“<” can't be said here"),
        ('emergency = "Attention! {text}"', "", 9, "phrases", "these phrases say nothing"),
        ("emergency =", "alarm =", 11, "phrases.alarm", "there is no such key here"),
        ('"Attention! {text}"', "3", 11, "phrases.emergency", "must be"),
        ("[lexicon.en]", "[lexicon.jv]", 17, "lexicon.jv", "no such key here"),
        ('"lum poong"', "3", 18, "lexicon.en.Lampung", 'a text in "quotes"'),
        ('"lum poong"', '""', 18, "lexicon.en.Lampung", "this is empty"),
        ('"lum poong"', '"[[lum]]"', 18, "lexicon.en.Lampung", "plain words"),
        ('"lum poong"', f'"{"x" * 201}"', 18, "lexicon.en.Lampung", "at most 200"),
        ('"ATR/BPN"', '"ATR  BPN"', 15, "lexicon.id.ATR  BPN", "never stands in a text"),
        ('"ATR/BPN"', '""', 15, "lexicon.id.", "a word is missing"),
        ('"ATR/BPN"', '"a\\tb"', 15, "lexicon.id.a\tb", "never stands in a text"),
        ('"ATR/BPN"', "x" * (LONGEST_WORD + 1), 15, "lexicon.id.", "at most 60"),
        ('SPPT = "es pe pe te"', "\n".join(f'w{n} = "x"' for n in range(MOST_WORDS)), 13,
         "lexicon.id", "at most 1000"),
    ],
)  # fmt: skip
def test_what_can_t_be_said_is_refused_by_line(
    right: str, wrong: str, line: int, key: str, told: str
) -> None:
    assert OWN.count(right) >= 1
    with pytest.raises(ConfigError) as caught:
        small(SMALL + OWN.replace(right, wrong, 1))
    error = caught.value
    above = SMALL.count("\n")
    assert (error.file, error.line - above) == ("config.toml", line)
    assert error.key.startswith(key)
    assert told in error.problem.splitlines()[0]
    assert error.problem.splitlines()[0].endswith((".", "?"))
