"""Lines of keys: against generated files whose lines are known, and against tomllib."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.config.lines import Path, line_of, lines


def marked(text: str) -> dict[Path, int]:
    tomllib.loads(text)
    return dict(lines(text))


def test_tables_lists_of_tables_and_keys() -> None:
    text = """# a remark
[mall]
name = "x"

[[zones]]
id = "a"
[[zones]]  # the second
id = "b"
[zones.name]
en = "B"
[[zones.screens]]
id = 1
"""
    found = marked(text)
    assert found[("mall",)] == 2
    assert found[("mall", "name")] == 3
    assert found[("zones",)] == 5
    assert found[("zones", 0, "id")] == 6
    assert found[("zones", 1)] == 7
    assert found[("zones", 1, "id")] == 8
    assert found[("zones", 1, "name", "en")] == 10
    assert found[("zones", 1, "screens", 0, "id")] == 12


def test_values_of_every_shape_are_passed_over() -> None:
    text = '''
a = "x # [no] 'remark' \\" \\\\"
b = 'c:\\'
c = """
[not.a.table] ""
k = 1 \\""" still
four quotes""""
d = \'\'\'
it\'s "here"
five\'\'\'\'\'
e = [ # of lists
  [1, 2],
  { x = "]", y.z = [ "}" ] },
]
f = 1979-05-27 07:32:00
g = -1_000.5e3 # end
"quoted.key" = true
'lit"' . "\\u0041" = 0x1F
[ spaced . "ta ble" ]
h = {}
i = []
'''
    found = marked(text)
    assert {path[0]: line for path, line in found.items() if len(path) == 1} == {
        "a": 2, "b": 3, "c": 4, "d": 8, "e": 11, "f": 15, "g": 16, "quoted.key": 17,
        'lit"': 18, "spaced": 19,
    }  # fmt: skip
    assert found[("e", 0)] == found[("e", 0, 1)] == 12
    assert found[("e", 1, "x")] == found[("e", 1, "y", "z", 0)] == 13
    assert found[('lit"', "A")] == 18
    assert found[("spaced", "ta ble", "i")] == 21


def test_windows_lines_count_once() -> None:
    assert marked("a = 1\r\n\r\n[b]\r\nc = [\r\n 1]\r\n")[("b", "c", 0)] == 5


def test_the_nearest_line_there_is() -> None:
    found = marked("[a]\nb = [1]\n")
    assert line_of(found, ("a", "b", 7, "deep")) == 2
    assert line_of(found, ("a", "missing")) == 1
    assert line_of(found, ("nowhere",)) == 0
    assert line_of(found, ()) == 0


@pytest.mark.parametrize("text", ["a = ", "= 1", '["', "a = {b"])
def test_what_is_no_toml_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        lines(text)


# ---- generated files

names = st.sampled_from(["a", "b-c", "D_1", "7", "with space", 'quo"te', "é", "dot.ted", ""])
texts = st.sampled_from(["", "plain", "# no remark", "[no.table]", "a = 1", 'q"', "'", "\\", "]},"])
blanks = st.sampled_from(["", " ", "\t", "  # a remark [x] = \"'", "# = {"])


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Writer:
    """Writes TOML in a drawn style, and remembers on which line each path was written."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.out = ""
        self.paths: dict[Path, int] = {}

    @property
    def line(self) -> int:
        return self.out.count("\n") + 1

    def mark(self, path: Path) -> None:
        self.paths.setdefault(path, self.line)

    def newline(self) -> None:
        self.out += self.draw(blanks) + self.draw(st.sampled_from(["\n", "\r\n"]))

    def gap(self) -> None:
        if self.draw(st.booleans()):
            self.newline()

    def key(self, name: str) -> str:
        bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
        return name if bare and self.draw(st.booleans()) else quoted(name)

    def scalar(self) -> None:
        text = self.draw(texts)
        style = self.draw(st.integers(0, 4))
        if style == 0:
            self.out += self.draw(st.sampled_from(["1", "-3.5", "true", "1979-05-27", "0xFF"]))
        elif style == 1 and "'" not in text:
            self.out += f"'{text}'"
        elif style == 2:
            self.out += '"""' + quoted(text)[1:-1] + '\n[x]\ny = 1\n"""'
        elif style == 3 and "'" not in text:
            self.out += f"'''\n{text}\n'''"
        else:
            self.out += quoted(text)

    def value(self, path: Path, depth: int) -> None:
        kind = self.draw(st.integers(0, 2)) if depth else 0
        if kind == 1:
            self.out += "["
            for index in range(self.draw(st.integers(0, 3))):
                self.gap()
                self.mark((*path, index))
                self.value((*path, index), depth - 1)
                self.gap()
                self.out += ","
            self.gap()
            self.out += "]"
        elif kind == 2:
            self.out += "{"
            parts = self.draw(st.lists(names, max_size=3, unique=True))
            for i, name in enumerate(parts):
                self.out += " , " if i else " "
                self.mark((*path, name))
                self.out += f"{self.key(name)} = "
                self.value((*path, name), depth - 1)
            self.out += "}"
        else:
            self.scalar()

    def pairs(self, table: Path) -> None:
        for name in self.draw(st.lists(names, max_size=3, unique=True)):
            self.gap()
            dotted = self.draw(st.booleans())
            path = (*table, name, "in") if dotted else (*table, name)
            self.mark((*table, name))
            self.mark(path)
            self.out += self.key(name) + (" . in = " if dotted else "=")
            self.value(path, 2)
            self.newline()

    def document(self) -> None:
        self.pairs(("",)[:0])
        for section in self.draw(st.lists(st.sampled_from(["s1", "s 2", "s3"]), unique=True)):
            self.newline()
            if self.draw(st.booleans()):
                self.mark((section,))
                self.out += f"[{self.key(section)}]"
                self.newline()
                self.pairs((section,))
            else:
                self.items(section)

    def items(self, section: str) -> None:
        for index in range(self.draw(st.integers(1, 3))):
            self.mark((section,))
            self.mark((section, index))
            self.out += f"[[ {self.key(section)} ]]"
            self.newline()
            self.pairs((section, index))
            if self.draw(st.booleans()):
                self.mark((section, index, "sub table"))
                self.out += f'[ {self.key(section)} . "sub table"]'
                self.newline()
                self.pairs((section, index, "sub table"))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    writer = Writer(draw)
    writer.document()
    return writer.out, writer.paths


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


@given(files())
def test_every_path_is_on_the_line_it_was_written(file: tuple[str, dict[Path, int]]) -> None:
    text, written = file
    assert dict(lines(text)) == written
    assert set(paths(tomllib.loads(text))) == set(written)
