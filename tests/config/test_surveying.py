"""[survey] and [[elements]]: other words, other elements, and what is wrong with them."""

from __future__ import annotations

import pytest

from signage.config.surveying import MOST
from signage.errors import ConfigError
from signage.queueing.hall import Text
from signage.survey.elements import NINE
from tests.halls import SMALL, small

FOUR = 'answers = ["Buruk", "Cukup", "Baik", "Sangat baik"]'
OWN = f"""
[[elements]]
id = "parkir"
name = "Parkir"
question = {{ id = "Bagaimana parkirnya?", en = "How was the parking?" }}
{FOUR}
"""


def test_without_a_table_the_nine_are_asked() -> None:
    survey = small().survey
    assert (survey.asked, survey.open, survey.seconds, survey.minimum) == (NINE, True, 60, 30)


def test_other_words_keep_the_place_and_make_a_version() -> None:
    text = SMALL + '[[elements]]\nid = "biaya"\nname = "Biaya"\n' + FOUR
    asked = small(text).survey.asked
    assert list(asked.by_id) == list(NINE.by_id)
    assert asked.by_id["biaya"].question == NINE.by_id["biaya"].question
    assert asked.by_id["biaya"].answers[0] == Text("Buruk", "Buruk")
    assert asked.version != NINE.version


def test_an_element_of_ones_own_weighs_as_the_others() -> None:
    asked = small(SMALL + OWN).survey.asked
    assert list(asked.by_id)[-1] == "parkir"
    assert str(asked.weight) == "1/10"


def test_the_survey_is_off_with_words_of_its_own() -> None:
    survey = small(SMALL + '[survey]\nopen = false\nminimum = 5\nintro = "Halo"').survey
    assert (survey.open, survey.minimum, survey.intro) == (False, 5, Text("Halo", "Halo"))


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('[[elements]]\nid = "parkir"\nname = "Parkir"', "elements.question", "none of the nine"),
        ('[[elements]]\nid = "parkir"\nquestion = "?"', "elements.name", "none of the nine"),
        (OWN.replace(', "Sangat baik"', ""), "elements.answers", "has 3 answers"),
        ('[[elements]]\nid = "biaya"\nanswers = ["A"]', "elements.answers", "has 1 answers"),
        (OWN + OWN, "elements.id", "is there already"),
        (OWN.replace('"parkir"', '"tempat parkir"'), "elements.id", "is no id"),
        (OWN.replace("Buruk", "x" * 61), "elements.answers", "61 characters"),
        (OWN.replace('"Buruk"', '" "'), "elements.answers", "is empty"),
        ("".join(OWN.replace("parkir", f"e{n}") for n in range(MOST)), "elements", "29 elements"),
        ("[survey]\nseconds = 5", "survey.seconds", "at least 20"),
        ("[survey]\nminimum = 0", "survey.minimum", "at least 1"),
        ('[survey]\nintro = ""', "survey.intro", "is empty"),
    ],
)
def test_what_is_wrong_names_its_key(text: str, key: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        small(SMALL + text)
    assert caught.value.key == key
    assert said in str(caught.value)
