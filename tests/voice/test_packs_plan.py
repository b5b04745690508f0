"""Which clips say a ticket, a counter, a sentence; each number against its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from signage.voice.codes import Numbers, Style
from signage.voice.numerals import number_words
from signage.voice.packs import Pack, parse_pack
from signage.voice.packs_plan import Plan, number_clips, planned
from signage.voice.phrases import Announcement, Told
from signage.voice.scripts import text_of
from tests.voice.test_packs import WHOLE

ALL = (
    "phrase/nomor-antrean phrase/panggilan-ulang phrase/silakan-menuju-loket phrase/loket "
    "letter/a letter/b letter/k digit/0 digit/1 digit/2 digit/3 digit/4 digit/5 digit/6 digit/7 "
    "digit/8 digit/9 num/10 num/11 unit/belas unit/puluh agency/disdukcapil"
).split()


def pack(clips: Sequence[str] = ALL, more: str = 'number_style = "any"') -> Pack:
    return parse_pack(f"{WHOLE}\n{more}", "siti", "x", dict.fromkeys(clips, Path("x.wav")))


def told(
    ticket: str = "A012",
    counter: str = "3",
    kind: str = "call",
    numbers: Numbers = "digits",
    agency: Mapping[str, str] | None = None,
    desk: Mapping[str, str] | None = None,
    zero: str = "",
) -> Told:
    facts = Announcement(
        id="",
        zone="",
        seq=0,
        kind="call",
        ticket=ticket,
        counter=counter,
        agency=agency or {},
        desk=desk or {},
    )
    return Told(kind, facts, Style(language="id", numbers=numbers, zero=zero, leading_zero=True))


def clips(plan: Plan) -> str:
    assert plan.missing == ()
    return " ".join(name.partition("/")[2] for part in plan.parts for name in part)


def test_a_pack_without_a_sentence_for_a_transfer_says_it_as_a_call() -> None:
    said = planned(pack(), told(kind="transfer"))
    assert clips(said) == clips(planned(pack(), told(kind="call")))
    more = pack([*ALL, "phrase/selanjutnya-silakan-menuju-loket"])
    assert clips(planned(more, told(kind="transfer"))) == (
        "nomor-antrean a 0 1 2 selanjutnya-silakan-menuju-loket 3"
    )


OWN = "Nomor {ticket} – silakan ke meja {counter}[ dari {agency}]!"


def own(template: str = OWN, **facts: Any) -> Told:
    return replace(told(**facts), own=template)


def test_a_malls_own_sentence_is_said_in_its_own_clips() -> None:
    more = pack([*ALL, "phrase/nomor", "phrase/silakan-ke-meja", "phrase/dari"])
    agency = {"id": "Disdukcapil"}
    assert clips(planned(more, own())) == "nomor a 0 1 2 silakan-ke-meja 3"
    assert clips(planned(more, own(agency=agency))) == (
        "nomor a 0 1 2 silakan-ke-meja 3 dari disdukcapil"
    )
    assert clips(planned(more, own(kind="recall"))) == "nomor a 0 1 2 silakan-ke-meja 3"
    lacking = planned(pack(), own(agency=agency))
    assert lacking.missing == ("phrase/nomor", "phrase/silakan-ke-meja", "phrase/dari")


def test_no_pack_says_a_services_name_nor_a_malls_own_notice() -> None:
    assert planned(pack(), own("{ticket}, {service}")).missing == ("{service}",)
    assert planned(pack(), own("{text}", kind="notice")).missing == ("sentence/notice",)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_number_is_said_word_for_word(language: str) -> None:
    style = Style(language=language)
    for number in range(10_000):
        said = " ".join(text_of(clip, style) for clip in number_clips(number, language))
        assert said == number_words(number, language).replace("-", " ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (told(), "nomor-antrean a 0 1 2 silakan-menuju-loket 3"),
        (told(numbers="number"), "nomor-antrean a 0 2 belas silakan-menuju-loket 3"),
        (told("4K-10"), "nomor-antrean 4 k 10 silakan-menuju-loket 3"),
        (told(counter="Z1-03"), "nomor-antrean a 0 1 2 silakan-menuju-loket 3"),
        (told(counter="4K-1"), "nomor-antrean a 0 1 2 silakan-menuju-loket 4 k 1"),
        (told(counter="12"), "nomor-antrean a 0 1 2 silakan-menuju-loket 2 belas"),
        (told("B25", counter="25"), "nomor-antrean b 2 5 silakan-menuju-loket 2 puluh 5"),
        (
            told(agency={"id": "Disdukcapil"}),
            "nomor-antrean a 0 1 2 silakan-menuju-loket 3 disdukcapil",
        ),
        (
            told(kind="recall"),
            "panggilan-ulang nomor-antrean a 0 1 2 silakan-menuju-loket 3",
        ),
        (told(kind="short"), "a 0 1 2 loket 3"),
    ],
)
def test_sentences(asked: Told, said: str) -> None:
    assert clips(planned(pack(), asked)) == said


def test_a_clip_of_its_own_goes_before_a_made_up_one() -> None:
    own = pack([*ALL, "counter/4k-1", "counter/loket-khusus", "num/2"])
    assert clips(planned(own, told(counter="4K-1", kind="short"))).endswith("loket 4k-1")
    assert planned(own, told(counter="12", kind="short")).parts[-1] == ("num/2", "unit/belas")
    for khusus in (told(counter="Loket Khusus"), told(desk={"id": "Loket Khusus"})):
        assert planned(own, khusus).parts[-1] == ("counter/loket-khusus",)


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        (told("Z012"), ("letter/z",)),
        (told("ZZ012"), ("letter/z",)),
        (told(agency={"id": "Samsat"}), ("agency/samsat",)),
        (told(counter="Khusus"), ("counter/khusus",)),
        (told("A100", numbers="number"), ("num/100",)),
        (told(kind="notice"), ("sentence/notice",)),
        (told(zero="kosong"), ("zero as kosong",)),
        (told("A111", zero="kosong"), ()),
    ],
)
def test_what_is_missing_is_named(asked: Told, missing: tuple[str, ...]) -> None:
    assert planned(pack(), asked).missing == missing


def test_another_number_style_or_language_is_not_said() -> None:
    assert planned(pack(more=""), told(numbers="number")).missing == ("number style number",)
    english = Told("call", told().facts, Style(language="en"))
    assert planned(pack(), english).missing == ("language en",)


def test_an_agency_that_must_be_said() -> None:
    strict = pack(more='[sentences]\ncall = ["{ticket}", "{agency}"]')
    assert len(planned(strict, told()).missing) == 1
