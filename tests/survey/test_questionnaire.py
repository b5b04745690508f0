"""The questionnaire: its versions, what an answer may say; the results in words; periods."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from signage.errors import Malformed
from signage.queueing.hall import Text
from signage.survey.elements import NINE
from signage.survey.periods import Period, month_before, period
from signage.survey.questionnaire import LONGEST, Questionnaire, read, said
from signage.survey.respondents import NOTED, Respondent, noted
from signage.survey.results import Group, profile, result, sample
from signage.survey.rule import rule
from signage.survey.skm import skm

NAME = Text("Mal", "Mall")


def test_a_word_makes_a_version_and_the_order_does_not() -> None:
    first = NINE.elements[0]
    labels = (Text("Buruk", "Poor"), *first.answers[1:])
    other = msgspec.structs.replace(first, answers=labels)
    assert Questionnaire((*NINE.elements[1:], first)).version == NINE.version
    assert Questionnaire((other, *NINE.elements[1:])).version != NINE.version
    assert Questionnaire(NINE.elements[:8]).version != NINE.version
    assert read(NINE.content).version == NINE.version


@pytest.mark.parametrize("value", [0, 5, -1, 10**12])
def test_a_value_is_one_to_four(value: int) -> None:
    NINE.check({"biaya": 4, "sarana": 1})
    with pytest.raises(Malformed, match="survey_value"):
        NINE.check({"biaya": value})


def test_an_element_that_is_not_asked() -> None:
    with pytest.raises(Malformed, match="element_unknown"):
        NINE.check({"parkir": 3})


def test_a_suggestion_is_kept_as_it_was_written() -> None:
    assert said(" <b>Kursi</b> & toilet\nkotor\x00 ") == "<b>Kursi</b> & toilet\nkotor"
    assert said("👨\u200d👧 \u202e!") == "👨\u200d👧  !"
    assert len(said("é" * LONGEST)) == LONGEST
    with pytest.raises(Malformed, match="suggestion_long"):
        said("<i>" * 3334)


def test_few_answers_are_said() -> None:
    group = Group(3, {element: (0, 0, 3, 0) for element in NINE.by_id})
    few = result(group, NINE, 30, id=None, name=NAME)
    assert few.few and few.note and "3 jawaban, kurang dari 30" in few.note.id
    enough = result(group, NINE, 3, id=None, name=NAME)
    assert (enough.few, enough.note, enough.index, enough.category) == (False, None, "75.00", "C")
    assert (enough.elements[0].nrr, enough.elements[0].weight) == ("3.00", "1/9")
    assert enough.elements[0].weighted == "0.333"


def test_an_empty_month_says_so() -> None:
    empty = result(Group(0, {}), NINE, 30, id=None, name=NAME)
    assert (empty.index, empty.category, empty.answers) == (None, None, 0)
    assert empty.note and empty.note.en == "No answers in this period yet."
    assert skm(empty, NAME) is None


def test_an_element_that_nobody_answered_is_named() -> None:
    group = Group(1, {"biaya": (0, 0, 0, 1)})
    found = result(group, NINE, 1, id=None, name=NAME)
    assert found.index == "100.00"
    assert found.note and "Sarana dan Prasarana" in found.note.id
    shown = skm(found, Text("November 2026", "November 2026"))
    assert shown and (shown.index, shown.category, shown.answers) == ("100.00", "A", 1)


def test_an_element_of_an_older_questionnaire_counts_too() -> None:
    found = result(Group(1, {"parkir": (0, 1, 0, 0)}), NINE, 1, id=None, name=NAME)
    assert [e.name.id for e in found.elements][-1] == "parkir"
    assert found.index == "50.00"


def test_the_profile_has_every_choice_and_who_said_nothing() -> None:
    facts = noted(Respondent(sex="P", age="60-"), 12, "tablet")
    assert facts == {
        "sex": "P", "age": "60-", "education": "", "work": "", "band": "pagi", "way": "tablet",
    }  # fmt: skip
    rows = profile(dict.fromkeys(facts.items(), 2))
    assert [row.field for row in rows] == [field.id for field in NOTED]
    sex = {one.id: (one.count, one.share) for one in rows[0].counts}
    assert sex == {"L": (0, "0.0"), "P": (2, "100.0")}
    assert rows[2].counts[-1].name.id == "Tidak diisi"
    assert noted(Respondent(), 13, "phone")["band"] == "siang"


def test_the_sample_is_reached_or_not() -> None:
    assert not sample(100, 79).enough
    assert sample(100, 80).enough


def test_the_rule_is_told_with_its_weight() -> None:
    assert "1/10" in rule(10, 30).id and "1/10" in rule(10, 30).en


def test_periods() -> None:
    assert period("2026-11-01", "2026-11-30").name.en == "November 2026"
    assert period("2026-11-26", "2026-11-26").name.id == "26 November 2026"
    assert period("2026-01-01", "2026-06-30").name.id == "1 Januari 2026 – 30 Juni 2026"
    assert month_before(date(2026, 1, 15)) == Period(date(2025, 12, 1), date(2025, 12, 31))
    with pytest.raises(Malformed, match="period_backwards"):
        period("2026-11-02", "2026-11-01")
    with pytest.raises(Malformed, match="period_long"):
        period("2020-01-01", "2026-11-01")
    for wrong in ("2026-13-01", "26-11-2026", "", "20261126", "x" * 99):
        with pytest.raises(Malformed, match="date_malformed"):
            period(wrong, "2026-11-01")
