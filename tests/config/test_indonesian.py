"""Each fault of the file is said in Indonesian too: a new one needs its line in indonesian.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import signage.config
from signage.config.indonesian import SENTENCES, told
from signage.config.placing import placed
from signage.config.printing import _WAYS
from signage.config.saying import _SENTENCES
from signage.errors import ConfigError, Fault
from signage.screens.layouts import REGIONS
from signage.screens.themes import TOKENS
from tests.halls import SMALL, small
from tests.sources import parsed_text

FOLDER = Path(signage.config.__file__).parent
PARTLY = {
    "there is no xyz “xyz”; xyz": "there is no agency “xyz”; none is defined yet.",
    'xyzxyz; a line reads key = value, with texts in "quotes" and lists in [ ].': (
        'x at column 3; a line reads key = value, with texts in "quotes" and lists in [ ].'
    ),
    "“xyz” is no address here: xyz": f"“xyz” is no address here: {_WAYS['usb']}",
    "this must be xyz xyz.": "this must be at most 3.",
}
"""Sentences with words of ours in a gap: as they come out."""
ELSEWHERE = {"problem", "_SENTENCES[code]", "'\\n'.join((first.problem, *told))"}
"""Sentences that are put together from others, or written in a table that is looked at below."""


def _sentence(node: ast.expr) -> str | None:
    """What is written, a word of three letters for each gap; None when it is written elsewhere."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "xyz" for part in node.values
        )
    return None


def _written() -> Iterator[tuple[str, ast.expr]]:
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(parsed_text(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            if name == "faults.add" and len(node.args) == 2:
                yield file.name, node.args[1]
            elif name in ("ConfigError", "_fault") and node.args:
                yield file.name, node.args[1 if name == "_fault" else 0]


def test_every_fault_has_its_indonesian_sentence() -> None:
    lacking = []
    for file, node in _written():
        sentence = _sentence(node)
        if sentence is None:
            assert ast.unparse(node) in {*ELSEWHERE, "LAID_OUT"}, (file, ast.unparse(node))
            continue
        sentence = PARTLY.get(sentence, sentence)
        if told(sentence).id == told(sentence).en:
            lacking.append(f"{file}: {sentence}")
    assert lacking == [], "add these to SENTENCES in signage/config/indonesian.py"
    assert len(list(_written())) > 80
    for sentence in (
        *_SENTENCES.values(),
        *(f"“x” is no address here: {w}" for w in _WAYS.values()),
    ):
        assert told(sentence).id != told(sentence).en


def test_each_gap_is_filled_and_nothing_else_is_touched() -> None:
    for english, indonesian in SENTENCES.items():
        gaps = set(re.findall(r"<([a-z]+)>", english))
        assert set(re.findall(r"<([a-z]+)>", indonesian)) <= gaps
    text = told("there is no zone “nothing”; did you mean “a or b”?")
    assert text.id == "Zona “nothing” tidak ada; maksudnya “a or b”?"
    assert told("Call board covers Status line; give each a place of its own.").id == (
        "Papan panggilan menutupi baris keadaan; beri tempat masing-masing."
    )
    for name in (*(one.en for one in REGIONS.values()), *TOKENS):
        assert name in SENTENCES, "a fault names it"
    assert told("nobody has put this").id == "Nobody has put this"


@pytest.mark.parametrize(
    ("was", "is_", "key", "said"),
    [
        ('zone = "hall"', 'zone = "Hall"', "zone", "maksudnya “hall”?"),
        ('hours = "always"', "hours = 3", "hours", "harus teks dalam"),
        ('hears = ["hall"]', "hears = [1]", "hears", "bukan bilangan bulat"),
        ('speaker = "none"', 'speaker = "loud"', "speaker", "pakai “server”"),
        ('name = "Ballroom"', 'naem = "Ballroom"', "naem", "maksudnya “name”?"),
        ('name = "Ballroom"', "", "name", "isian ini belum ada"),
    ],
)
def test_what_a_manager_reads(was: str, is_: str, key: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        small(SMALL.replace(was, is_, 1))
    assert said.casefold() in told(caught.value.faults[0].problem).id.casefold()
    assert caught.value.faults[0].key.endswith(key)


def test_a_fault_is_placed_by_id_where_there_is_one() -> None:
    read = {"zones": [{"id": "a"}, {"id": 3}], "mall": {"id": "m"}, "days": [{}]}
    paths = [("zones", 0, "name", "en"), ("zones", 1), ("zones", 7, "x"), ("mall", "id"), ()]
    found = placed([Fault(1, "", "x", path) for path in [*paths, ("days", 0, "hours", 2)]], read)
    assert [(one.section, one.id, one.at, one.key) for one in found] == [
        ("zones", "a", 0, "name.en"), ("zones", None, 1, ""), ("zones", None, 7, "x"),
        ("mall", None, None, "id"), ("", None, None, ""), ("days", None, 0, "hours"),
    ]  # fmt: skip
