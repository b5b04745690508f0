"""Edits of the file: what was asked is there, and nothing else has changed."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.config.editing import (
    Document,
    Edit,
    edited,
    fill,
    put,
    revision_of,
    section,
    take_out,
    thing,
    word_said,
)
from signage.errors import ConfigError, NotFound
from tests.halls import SMALL

SAMPLE = (Path(__file__).parents[2] / "config.toml").read_text(encoding="utf-8")


def changed(text: str, edit: Edit) -> list[str]:
    """The lines that went and came."""
    after = edited(text, edit)
    rows = difflib.ndiff(text.splitlines(), after.splitlines())
    return [row for row in rows if row[0] in "+-"]


def test_an_edit_that_does_nothing_leaves_every_character() -> None:
    assert edited(SAMPLE, lambda document: None) == SAMPLE
    for text in ("", "\ufeff" + SMALL, SMALL.replace("\n", "\r\n"), "# only\n", "a = 1"):
        assert edited(text, lambda document: None) == text


def test_a_word_is_added_changed_and_taken_out() -> None:
    one = edited(SAMPLE, word_said("id", "SPPT", "es pe pe te"))
    assert changed(SAMPLE, word_said("id", "SPPT", "es pe pe te")) == [
        "+ ", "+ [lexicon.id]", '+ SPPT = "es pe pe te"',
    ]  # fmt: skip
    assert changed(one, word_said("id", "ATR/BPN", "a te er")) == ['+ "ATR/BPN" = "a te er"']
    assert changed(one, word_said("id", "SPPT", 'a "b"')) == [
        '- SPPT = "es pe pe te"', '+ SPPT = "a \\"b\\""',
    ]  # fmt: skip
    assert changed(one, word_said("en", "SPPT", "x")) == ["+ ", "+ [lexicon.en]", '+ SPPT = "x"']
    assert edited(one, word_said("id", "SPPT", None)) == SAMPLE
    for text, word in ((SAMPLE, "SPPT"), (one, "sppt")):
        with pytest.raises(NotFound) as caught:
            edited(text, word_said("id", word, None))
        assert caught.value.code == "word_unknown"


@pytest.mark.parametrize(
    "text",
    [
        '[lexicon.id]\nA = "b" # why\n\n# below\n',
        'lexicon = { id = { A = "b" } }\n',
        '[lexicon]\nid = { A = "b" }\n',
        'lexicon.id.A = "b"\n[mall]\nid = "x"\n',
        '[lexicon.id]\nA = "b"\n[mall]\nid = "x"\n[lexicon.en]\nC = "d"\n',
        '[mall]\nid = "x"',
        "",
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_however_the_file_is_laid_out_it_is_read_as_it_was_meant(text: str, language: str) -> None:
    before = tomllib.loads(text)
    try:
        after = edited(text, word_said(language, "Ü 1", "y"))
    except ConfigError as error:
        assert "by hand" in error.problem
        return
    wanted = tomllib.loads(text)
    wanted.setdefault("lexicon", {}).setdefault(language, {})["Ü 1"] = "y"
    assert tomllib.loads(after) == wanted
    assert [line for line in text.splitlines() if "#" in line] == [
        line for line in after.splitlines() if "#" in line
    ]
    gone = tomllib.loads(edited(after, word_said(language, "Ü 1", None)))
    assert gone == before


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["id", "en"]), WORDS, WORDS), max_size=4))
def test_any_word_comes_back_as_it_was(words: list[tuple[str, str, str]]) -> None:
    text = SMALL
    wanted: dict[str, dict[str, str]] = {}
    for language, word, said in words:
        text = edited(text, word_said(language, word, said))
        wanted.setdefault(language, {})[word] = said
    assert tomllib.loads(text).get("lexicon", {}) == wanted
    for language, table in wanted.items():
        for word in table:
            text = edited(text, word_said(language, word, None))
    assert tomllib.loads(text) == tomllib.loads(SMALL)


def test_the_lines_end_as_they_did() -> None:
    windows = SMALL.replace("\n", "\r\n")
    after = edited(windows, word_said("id", "A", "b"))
    assert after.count("\n") == after.count("\r\n") == windows.count("\n") + 3
    marked = edited("\ufeff" + SMALL, word_said("id", "A", "b"))
    assert marked == "\ufeff" + edited(SMALL, word_said("id", "A", "b"))


def test_a_new_thing_stands_below_its_like() -> None:
    new = {"name": {"id": "Lain", "en": "Other"}, "zone": "hall-b", "services": ["pkb"]}
    rows = changed(SAMPLE, lambda document: put(document, "counters", "14", new))
    assert rows == [
        "+ ", "+ [[counters]]", '+ id = "14"', '+ name = { id = "Lain", en = "Other" }',
        '+ zone = "hall-b"', '+ services = ["pkb"]',
    ]  # fmt: skip
    after = edited(SAMPLE, lambda document: put(document, "counters", "14", new))
    at = after.index('id = "14"')
    assert after.rindex('id = "4K-1"', 0, at) < at < after.index("# ---- Priority classes")


def test_keys_are_set_and_taken_out_where_they_stand() -> None:
    def edit(document: Document) -> None:
        put(document, "counters", "4K-1", {"direction": None, "zone": "hall-a", "name": "Khusus"})

    assert changed(SAMPLE, edit) == [
        '- zone = "hall-b"', '+ zone = "hall-a"',
        '- direction = { id = "sisi kanan", en = "right side" }', '+ name = "Khusus"',
    ]  # fmt: skip

    def same(document: Document) -> None:
        put(document, "counters", "1", {"name": "1", "zone": "hall-a", "spoken": None})
        fill(section(document, "voice"), {"times": 1})

    assert edited(SAMPLE, same) == SAMPLE


@pytest.mark.parametrize("id", ["ballroom", "hall-a", "hall-b"])
def test_what_is_taken_out_takes_nothing_else_along(id: str) -> None:
    rows = changed(SAMPLE, lambda document: take_out(document, "zones", id))
    assert all(row.startswith("-") for row in rows)
    assert not any("#" in row for row in rows)
    assert f'- id = "{id}"' in rows and rows.count("- [[zones]]") == 1


def test_the_last_one_takes_its_section_but_not_its_remarks() -> None:
    def edit(document: Document) -> None:
        for id in ("lansia", "disabilitas", "hamil", "menyusui"):
            take_out(document, "priorities", id)

    assert not any("#" in row for row in changed(SAMPLE, edit))
    assert "priorities" not in tomllib.loads(edited(SAMPLE, edit))
    small = edited(SMALL, lambda document: put(document, "origins", "a", {"name": "A"}))
    assert small == SMALL + '\n[[origins]]\nid = "a"\nname = "A"\n'
    assert edited(small, lambda document: take_out(document, "origins", "a")) == SMALL


def test_what_is_not_there_is_not_found() -> None:
    for name, id in (("counters", "99"), ("holidays", "1")):

        def gone(document: Document, name: str = name, id: str = id) -> None:
            take_out(document, name, id)

        with pytest.raises(NotFound) as caught:
            edited(SAMPLE, gone)
        assert caught.value.code == "thing_unknown"
    seen: list[Any] = []
    edited(SAMPLE, lambda document: seen.append(thing(document, "zones", "hall-a")["id"]))
    assert seen == ["hall-a"]


def test_a_file_that_is_no_toml_is_mended_first() -> None:
    with pytest.raises(ConfigError, match="the ] behind the name is missing"):
        edited("[mall", lambda document: None)


@pytest.mark.parametrize("odd", [" no remark", '\ny = "more than was meant"'])
def test_what_would_not_be_read_as_it_was_meant_is_refused(odd: str) -> None:
    """As a layout does that the writer of TOML does not master."""

    def edit(document: Document) -> None:
        item = tomlkit.item("a")
        item.trivia.comment = odd
        document["x"] = item

    with pytest.raises(ConfigError, match="by hand"):
        edited("", edit)


def test_another_character_is_another_revision() -> None:
    assert revision_of(SAMPLE) == revision_of(str(SAMPLE)) != revision_of(SAMPLE + "\n")
    assert len(revision_of("")) == 16
