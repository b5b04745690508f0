"""How it is said, in both languages: every form as words and as sounds, and every number back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from signage.voice.codes import Numbers, Style, say_counter, say_ticket
from signage.voice.phrases import Announcement
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.system_voice import SystemVoice
from tests.voice.test_numerals import read_english, read_indonesian

REPERTOIRE = load_repertoire(Path(__file__).parents[2] / "voices")
BOTH = VoiceSettings(languages=("id", "en"))
Language = Literal["id", "en"]


def call(ticket: str = "A012", counter: str = "3") -> Announcement:
    agency = {"id": "Disdukcapil", "en": "Civil Registration"}
    return Announcement(
        id="", zone="", seq=0, kind="call", ticket=ticket, counter=counter, agency=agency
    )


def unstressed(phonemes: str) -> str:
    return phonemes.replace("ˈ", "").replace("ˌ", "")


# ---- every form


TICKETS: list[tuple[str, Numbers, str, str, str, str]] = [
    # shown, style, Indonesian, English, and how the two sound
    ("A012", "digits", "A nol satu dua", "A zero one two", "a nol satu dua", "eɪ ziəɹəʊ wɒn tuː"),
    ("A012", "number", "A nol dua belas", "A twelve", "a nol duabəlas", "eɪ twɛlv"),
    ("4K-10", "digits", "empat ka sepuluh", "four K ten", "əmpat ka səpuluh", "fɔː keɪ tɛn"),
]
COUNTERS = [
    ("3", "tiga", "three", "tiɡa", "θɹiː"),
    ("Z1-03", "tiga", "three", "tiɡa", "θɹiː"),
    ("4K-1", "empat ka satu", "four K one", "əmpat ka satu", "fɔː keɪ wɒn"),
]
SENTENCES = [
    ("whole", "Nomor antrean A nol satu dua, silakan menuju loket tiga, Disdukcapil.",
     "Ticket number A zero one two, please proceed to counter three.",
     "nomɔr antrɛan a nol satu dua silakan mənudʒu lokət tiɡa disduktʃapil",
     "tɪkɪt nʌmbəɹ eɪ ziəɹəʊ wɒn tuː pliːz pɹəsiːd tə kaʊntə θɹiː"),
    ("short", "A nol satu dua, loket tiga.", "A zero one two, counter three.",
     "a nol satu dua lokət tiɡa", "eɪ ziəɹəʊ wɒn tuː kaʊntə θɹiː"),
]  # fmt: skip
NAMES = [
    ("IKD", "i ka dɛ", "aɪ keɪ diː"),
    ("KTP-el", "ka tɛ pɛ ɛl", "keɪ tiː piː ɛl"),
    ("SKCK", "es ka tʃɛ ka", "ɛs keɪ siː keɪ"),
    ("BPJS", "bɛ pɛ dʒɛ es", "biː piː dʒeɪ ɛs"),
    ("NPWP", "ɛn pɛ wɛ pɛ", "ɛn piː dʌbəljuː piː"),
    ("OSS", "o es es", "əʊ ɛs ɛs"),
    ("JHT", "dʒɛ ha tɛ", "dʒeɪ eɪtʃ tiː"),
    ("SIM", "sim", "sɪm"),
    ("Samsat", "samsat", "samsat"),
    ("Disdukcapil", "disduktʃapil", "dɪsdʌk tʃapəl"),
]


@pytest.mark.parametrize(("shown", "numbers", "indonesian", "english", "_i", "_e"), TICKETS)
def test_a_ticket_in_words(
    shown: str, numbers: Numbers, indonesian: str, english: str, _i: str, _e: str
) -> None:
    settings = replace(BOTH, numbers=numbers)
    said = REPERTOIRE.words.say(call(ticket=shown), settings, "short")
    assert [one.caption.split(",")[0].lower() for one in said] == [
        indonesian.lower(), english.lower(),
    ]  # fmt: skip


@pytest.mark.parametrize(("shown", "indonesian", "english", "_i", "_e"), COUNTERS)
def test_a_counter_in_words(shown: str, indonesian: str, english: str, _i: str, _e: str) -> None:
    said = REPERTOIRE.words.say(call(counter=shown), BOTH, "short")
    assert [one.caption.partition(", ")[2] for one in said] == [
        f"loket {indonesian}.", f"counter {english}.",
    ]  # fmt: skip


@pytest.mark.parametrize(("brevity", "indonesian", "english", "_i", "_e"), SENTENCES)
def test_a_sentence_in_words(
    brevity: Literal["whole", "short"], indonesian: str, english: str, _i: str, _e: str
) -> None:
    said = REPERTOIRE.words.say(call(), BOTH, brevity)
    assert [one.caption for one in said] == [indonesian, english]


async def heard(voice: SystemVoice, language: Language, text: str) -> str:
    profile = REPERTOIRE.profiles[f"espeak-{language}"]
    return unstressed(await voice.phonemes(text, profile))


async def test_every_form_as_it_sounds() -> None:
    voice = SystemVoice(patience=20.0)
    try:
        for shown, numbers, _, _, *sounds in TICKETS:
            settings = replace(BOTH, numbers=numbers)
            for said, sound in zip(
                REPERTOIRE.words.say(call(ticket=shown), settings, "short"), sounds, strict=True
            ):
                found = await heard(voice, language_of(said.language), said.text)
                assert found.startswith(f"{sound} "), (shown, said.text)
        for shown, _, _, *sounds in COUNTERS:
            for said, sound in zip(
                REPERTOIRE.words.say(call(counter=shown), BOTH, "short"), sounds, strict=True
            ):
                found = await heard(voice, language_of(said.language), said.text)
                assert found.endswith(f" {sound}"), (shown, said.text)
        for brevity, _, _, *sounds in SENTENCES:
            kind: Literal["whole", "short"] = "short" if brevity == "short" else "whole"
            for said, sound in zip(REPERTOIRE.words.say(call(), BOTH, kind), sounds, strict=True):
                assert await heard(voice, language_of(said.language), said.text) == sound
        for name, *sounds in NAMES:
            for language, sound in zip(("id", "en"), sounds, strict=True):
                text = f"{REPERTOIRE.words.lexicon(language).apply(name)}."
                assert await heard(voice, language_of(language), text) == sound, text
    finally:
        await voice.close()


def language_of(name: str) -> Language:
    return "en" if name == "en" else "id"


# ---- every ticket from 0 to 9999, read back

LETTERS = dict(
    zip(
        "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet".split(),
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        strict=True,
    )
)
DIGITS: dict[str, list[str]] = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan".split(),
    "en": "zero one two three four five six seven eight nine".split(),
}
PREFIXES = [("A", "", 3), ("A", "", 4), ("A", "-", 3), ("BK", "", 3), ("4K", "-", 1),
            ("4K", "-", 2), ("Q", ".", 3), ("7", " ", 3), ("ZZZ", "", 1)]  # fmt: skip


def read_back(caption: str, language: str, zero: str, head: int) -> tuple[str, str, bool]:
    """The prefix and the number that a listener writes down, and whether it came digit by digit.

    `head` is how many letters and digits the prefix has. Knows nothing of how it was made.
    """
    words = caption.split()
    prefix = ""
    for word in words[:head]:
        if word in DIGITS[language]:
            prefix += str(DIGITS[language].index(word))
        elif language == "en":
            prefix += word
        else:
            prefix += LETTERS[word.lower()]
    rest = [DIGITS[language][0] if word == zero else word for word in words[head:]]
    zeros = 0
    while zeros < len(rest) - 1 and rest[zeros] == DIGITS[language][0]:
        zeros += 1
    tail = rest[zeros:]
    if all(word in DIGITS[language] for word in tail):
        spelled = "".join(str(DIGITS[language].index(word)) for word in tail)
        return prefix, "0" * zeros + spelled, True
    read = read_indonesian if language == "id" else read_english
    return prefix, "0" * zeros + str(read(" ".join(tail))), False


@pytest.mark.parametrize("prefix", PREFIXES, ids=lambda form: f"{form[0]}{form[1]}{form[2]}")
@pytest.mark.parametrize("numbers", ["digits", "number"])
@pytest.mark.parametrize(("language", "zero"), [("id", "nol"), ("id", "kosong"), ("en", "zero")])
def test_every_ticket_is_read_back(
    language: str, zero: str, numbers: Numbers, prefix: tuple[str, str, int]
) -> None:
    head, separator, width = prefix
    settings = VoiceSettings(numbers=numbers, zeros={"id": zero})
    leading = REPERTOIRE.words.phrases[language].leading_zero
    style = settings.style(language, leading_zero=leading)
    for serial in range(10_000):
        printed = f"{serial:0{width}d}"
        said = say_ticket(f"{head}{separator}{printed}", style)
        found, number, spelled = read_back(said.caption, language, zero, len(head))
        assert (found, int(number)) == (head, serial), said.caption
        short = separator and len(printed) <= 2 and printed[0] != "0"
        if numbers == "digits" and not short:
            assert spelled and number == printed, said.caption
        else:
            # a padded number's zeros are said once in Indonesian, and not at all in English
            once = language == "id" and printed[0] == "0" and serial > 0
            assert len(number) - len(str(serial)) == once, said.caption
        numerals = said.text.replace(zero, "0").split(", ")[len(head) :]
        assert int("".join(numerals)) == serial, said.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_counter_is_read_back(language: str) -> None:
    style = Style(language=language)
    for number in range(10_000):
        for name, head in ((f"{number}", ""), (f"4K-{number}", "4K"), (f"Z1-{number:02d}", "")):
            said = say_counter(name, style)
            found = read_back(said.caption, language, DIGITS[language][0], len(head))
            assert (found[0], int(found[1])) == (head, number), (name, said.caption)


def test_a_reader_that_hears_wrong_is_found_out() -> None:
    """The control: another number is not read back as this one."""
    style = Style(language="id", numbers="number", leading_zero=True)
    heard = {read_back(say_ticket(f"A{n:03d}", style).caption, "id", "nol", 1) for n in range(1000)}
    assert len(heard) == 1000
    assert read_back("A dua belas", "id", "nol", 1)[:2] == ("A", "12")
    assert read_back("A dua puluh satu", "id", "nol", 1)[:2] == ("A", "21")
