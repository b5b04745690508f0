"""The script of a hall: all that any call needs, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from signage.errors import SignageError
from signage.queueing.hall import Hall
from signage.voice.codes import Numbers, Style
from signage.voice.packs import USUAL
from signage.voice.packs_plan import number_clips, planned
from signage.voice.phrases import Announcement, Told
from signage.voice.scripts import parse_script, reading, written
from tests.halls import SMALL, small
from tests.voice.test_packs_plan import pack

ODD = (
    SMALL.replace('prefix = "A"', 'prefix = "4K"\nseparator = "-"\nwidth = 1')
    .replace('prefix = "B"', 'prefix = "Z7"')
    .replace('id = "2"\nzone', 'id = "2"\nname = "Loket Khusus"\nzone')
)


def clips(hall: Hall, style: Style) -> list[str]:
    return [line.clip for line in reading(hall, style)]


def test_a_small_hall_by_digit() -> None:
    lines = reading(small().hall, Style(language="id", zero="kosong"))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert [line.text for line in lines] == [
        *("loket", "nomor antrean", "panggilan ulang", "selanjutnya silakan menuju loket"),
        *("silakan menuju loket", "a", "be", "kosong"),
        *"satu dua tiga empat lima enam tujuh delapan sembilan".split(),
        "Dinas Kependudukan",
    ]
    assert [line.text for line in reading(small().hall, Style(language="en"))][-1] == "nine"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("numbers", ["digits", "number"])
@pytest.mark.parametrize("text", [SMALL, ODD])
def test_who_has_read_the_script_can_say_every_call(
    language: str, numbers: Numbers, text: str
) -> None:
    hall = small(text).hall
    style = Style(language=language, numbers=numbers, leading_zero=True)
    made = replace(
        pack(clips(hall, style)),
        language=language, zero=style.zero_word, sentences=USUAL[language],
    )  # fmt: skip
    for service in hall.services:
        for counter in hall.counters:
            for serial in (*range(130), 999, 1000, 1015, 9999, 10_001, 123_456):
                facts = Announcement(
                    id="", zone="", seq=0, kind="call", ticket=service.number(serial),
                    counter=counter.name, agency={"id": "Dinas Kependudukan"},
                )  # fmt: skip
                for kind in ("call", "recall", "transfer", "short"):
                    assert planned(made, Told(kind, facts, style)).missing == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_some_numbers_need_the_clips_of_all(language: str) -> None:
    every = {clip for number in range(10_000) for clip in number_clips(number, language)}
    style = Style(language=language, numbers="number", leading_zero=True)
    assert every <= set(clips(small().hall, style))


def test_a_counter_with_a_name_is_read() -> None:
    lines = {line.clip: line.text for line in reading(small(ODD).hall, Style(language="id"))}
    assert lines["counter/loket-khusus"] == "Loket Khusus"


def test_a_malls_own_sentences_are_read_too() -> None:
    own = ("Nomor {ticket}, silakan ke meja {counter}[ dari {agency}].", "{service}: {ticket}")
    style = Style(language="id")
    lines = {line.clip: line.text for line in reading(small().hall, style, own=own)}
    assert lines["phrase/silakan-ke-meja"] == "silakan ke meja"
    assert lines["phrase/nomor"] == "Nomor"
    assert lines["phrase/dari"] == "dari"
    made = pack([*lines])
    for template in own:
        facts = Announcement(
            id="", zone="", seq=0, kind="call", ticket="A012", counter="1",
            agency={"id": "Dinas Kependudukan"}, service={"id": "Kartu"},
        )  # fmt: skip
        plan = planned(made, Told("call", facts, style, template))
        assert plan.missing == (() if template is own[0] else ("{service}",))


def test_text_and_json_are_read_again() -> None:
    lines = reading(small().hall, Style(language="id"))
    assert parse_script("# a remark\n\n" + written(lines)) == lines
    assert parse_script(msgspec.json.encode(lines).decode()) == lines


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "no line"),
        ("[]", "no line"),
        ("[{}]", "list of lines"),
        ("[", "list of lines"),
        ("1 a letter/a", "no line of it"),
        ("   1  a → ../../etc", "no clip"),
        ("1  a → letter/a\n2  a → letter/a", "twice"),
    ],
)
def test_what_is_no_script(text: str, named: str) -> None:
    with pytest.raises(SignageError, match=named):
        parse_script(text)
