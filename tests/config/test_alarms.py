"""Ready texts for emergencies in the file."""

from __future__ import annotations

import pytest

from signage.config import load
from signage.config.alarms import USUAL, ready_texts
from signage.config.faults import Faults
from signage.config.tables import Tables
from signage.errors import ConfigError
from signage.queueing.hall import Text
from tests.config.test_loading import SAMPLE, read
from tests.halls import SMALL

ONE = """
[[emergencies]]
id = "flood"
name = { id = "Banjir", en = "Flood" }
text = { id = "Naik ke lantai dua.", en = "Go up to the first floor." }
"""


def test_a_file_without_any_has_the_products_own_which_the_sample_shows() -> None:
    own = read(SMALL).emergencies
    assert [text.id for text in own] == [table.id for table in USUAL]
    sample = load(SAMPLE.read_text(encoding="utf-8"), "config.toml", lambda zone: True)
    assert sample.emergencies == own
    assert all(text.text.id != text.text.en for text in own)


def test_a_mall_has_its_own_instead() -> None:
    (flood,) = read(SMALL + ONE).emergencies
    assert (flood.id, flood.name) == ("flood", Text("Banjir", "Flood"))
    assert flood.text == Text("Naik ke lantai dua.", "Go up to the first floor.")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "flood"', 'id = "flo od"', "is no id"),
        ('"Naik ke lantai dua."', f'"{"k" * 401}"', "at most 400"),
        ('"Naik ke lantai dua."', '" "', "this is empty"),
        ('"Naik ke lantai dua."', '"Naik\\nsekarang"', "line break"),
        ('name = { id = "Banjir", en = "Flood" }\n', "", "name"),
        ("text =", "words =", "words"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(SMALL + ONE.replace(old, new))
    assert told in str(raised.value)


def test_400_characters_are_taken() -> None:
    (flood,) = read(SMALL + ONE.replace("Naik ke lantai dua.", "k" * 400)).emergencies
    assert len(flood.text.id) == 400


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(ConfigError, match="flood"):
        read(SMALL + ONE + ONE)


def test_the_usual_ones_have_no_fault() -> None:
    faults = Faults("config.toml", {})
    assert len(ready_texts(Tables(mall=None), faults)) == 4  # type: ignore[arg-type]
    faults.check()
