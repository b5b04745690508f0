"""The sentences, as spoken.md lists them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from signage.errors import ConfigError
from signage.voice.phrases import Announcement, Utterance, Words, caption, parse_phrases
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings

WORDS = load_repertoire(Path(__file__).parents[2] / "voices").words
CALL = Announcement(
    id="41-hall-a",
    zone="hall-a",
    seq=41,
    kind="call",
    ticket="A012",
    counter="3",
    agency={"id": "Disdukcapil", "en": "Civil Registration"},
)
BOTH = VoiceSettings(languages=("id", "en"))


def test_whole_sentence() -> None:
    assert WORDS.say(CALL, BOTH) == (
        Utterance(
            "id",
            "Nomor antrean A, 0, 1, 2, silakan menuju loket 3, Disdukcapil.",
            "Nomor antrean A nol satu dua, silakan menuju loket tiga, Disdukcapil.",
        ),
        Utterance(
            "en",
            "Ticket number A, 0, 1, 2, please proceed to counter 3.",
            "Ticket number A zero one two, please proceed to counter three.",
        ),
    )


def test_short_sentence() -> None:
    said = WORDS.say(replace(CALL, kind="recall"), BOTH, "short")
    assert [u.caption for u in said] == [
        "A nol satu dua, loket tiga.",
        "A zero one two, counter three.",
    ]
    assert said[0].text == "A, 0, 1, 2, loket 3."


def test_recall_says_so() -> None:
    (said,) = WORDS.say(replace(CALL, kind="recall"), VoiceSettings())
    assert said.caption.startswith("Panggilan ulang, nomor antrean A nol satu dua")


def test_no_agency_leaves_no_comma() -> None:
    (said,) = WORDS.say(replace(CALL, agency={}), VoiceSettings())
    assert said.text.endswith("silakan menuju loket 3.")


def test_an_abbreviation_is_spelled_for_the_engine_and_kept_for_the_eye() -> None:
    (said,) = WORDS.say(replace(CALL, agency={"id": "BPJS Kesehatan"}), VoiceSettings())
    assert said.text.endswith("loket 3, be pe je es Kesehatan.")
    assert said.caption.endswith("loket tiga, BPJS Kesehatan.")


def test_agencies_stay_out_of_english() -> None:
    (said,) = WORDS.say(CALL, VoiceSettings(languages=("en",)))
    assert "Disdukcapil" not in said.text
    assert "Civil" not in said.text


def test_a_counter_may_have_a_name_or_a_spoken_form() -> None:
    (named,) = WORDS.say(replace(CALL, counter="Khusus", agency={}), VoiceSettings())
    assert named.text.endswith("loket Khusus.")
    desk = replace(CALL, counter="4K-1", desk={"id": "kejaksaan"}, agency={})
    (spoken,) = WORDS.say(desk, VoiceSettings())
    assert spoken.text.endswith("loket kejaksaan.")


def test_notice_in_its_own_language_with_a_stop() -> None:
    notice = Announcement(id="9-hall-a", zone="hall-a", seq=9, kind="notice", text="Bring your KTP")
    (said,) = WORDS.say(replace(notice, language="en"), BOTH, "short")
    assert said == Utterance("en", "Bring your K, T, P.", "Bring your KTP")
    (home,) = WORDS.say(replace(notice, text="Loket dibuka!"), BOTH)
    assert (home.language, home.text) == ("id", "Loket dibuka!")


def test_braces_in_a_name_are_only_text() -> None:
    (said,) = WORDS.say(replace(CALL, agency={"id": "{ticket} [x]"}), VoiceSettings())
    assert said.caption.endswith("loket tiga, ticket x.")


def test_by_number() -> None:
    settings = VoiceSettings(languages=("id", "en"), numbers="number")
    said = WORDS.say(CALL, settings, "short")
    assert [u.caption for u in said] == ["A nol dua belas, loket tiga.", "A twelve, counter three."]


def test_a_language_without_a_lexicon_has_an_empty_one() -> None:
    bare = Words(WORDS.phrases, {})
    assert bare.say(CALL, VoiceSettings())[0].language == "id"


def test_caption() -> None:
    assert caption(WORDS.say(CALL, BOTH, "short")) == (
        "A nol satu dua, loket tiga. A zero one two, counter three."
    )


WHOLE = '[id]\ncall = "{ticket}"\nrecall = ""\nshort = ""\nnotice = ""\n'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[id", ""),
        ("id = 3", "id"),
        ('[id]\ncall = "x"', "id.recall"),
        (WHOLE + "leading_zero = 3", "id.leading_zero"),
        (WHOLE + 'shout = "x"', "id.shout"),
        (WHOLE.replace("{ticket}", "{number}"), "id.call"),
        (WHOLE.replace("{ticket}", "{ticket"), "id.call"),
    ],
)
def test_bad_phrases(text: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_phrases(text, "phrases.toml")
    assert (caught.value.file, caught.value.key) == ("phrases.toml", key)


def test_halves_are_the_sentence_parted_behind_the_ticket() -> None:
    for settings in (BOTH, VoiceSettings(numbers="number")):
        for kind in ("call", "recall"):
            for brevity in ("whole", "short"):
                call = replace(CALL, kind=kind)
                for said in WORDS.say(call, settings, brevity):
                    assert len(said.halves) == 2
                    assert " ".join(said.halves) == said.text
    other = [WORDS.say(replace(CALL, counter=n), BOTH)[0].halves for n in ("3", "4")]
    assert other[0][0] == other[1][0]
    assert other[0][1] != other[1][1]


@pytest.mark.parametrize(
    ("template", "halves"),
    [
        ("{ticket} ke loket {counter}", 1),
        ("Loket {counter}, {text}", 1),
        ("{ticket}[, {agency}] ke loket {counter}", 1),
        ("{ticket}, {agency}", 2),
    ],
)
def test_a_sentence_that_has_no_halves_is_whole(template: str, halves: int) -> None:
    text = f'[id]\ncall = "{template}"\nrecall = "x"\nshort = "x"\nnotice = "x"'
    said = Words(parse_phrases(text, "x"), {}).say(CALL, VoiceSettings())[0]
    assert len(said.halves) == halves
    assert " ".join(said.halves) == said.text


def test_a_sentence_knows_what_it_was_made_from() -> None:
    told = WORDS.say(CALL, BOTH, "short")[1].told
    assert told is not None
    assert (told.kind, told.facts, told.style.language) == ("short", CALL, "en")


def test_an_emergency_asks_for_attention_first() -> None:
    alarm = replace(CALL, kind="emergency", text="Harap keluar.", language="id")
    (said,) = WORDS.say(alarm, BOTH)
    assert (said.language, said.caption) == ("id", "Perhatian! Harap keluar.")
