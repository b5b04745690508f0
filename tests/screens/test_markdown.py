"""A notice's Markdown: what it becomes, and what it can't have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.screens.markdown import LONGEST, MOST, read
from signage.screens.pieces import Block, Run


def _said(text: str) -> list[tuple[str, str]]:
    found = read(text)
    assert found.problem is None
    return [(block.kind, "".join(run.text for run in block.runs)) for block in found.blocks]


def test_each_kind_of_block() -> None:
    text = """# Libur

Kantor **tutup** pada _hari raya_,
buka lagi Senin.

- KTP
- KK
  1. asli
  2. salinan

---

3. tiga
4. empat
"""
    assert _said(text) == [
        ("heading", "Libur"),
        ("paragraph", "Kantor tutup pada hari raya, buka lagi Senin."),
        ("item", "KTP"),
        ("item", "KK"),
        ("paragraph", "1. asli"),
        ("paragraph", "2. salinan"),
        ("rule", ""),
        ("paragraph", "3. tiga"),
        ("paragraph", "4. empat"),
    ]
    assert read(text).blocks[1].runs == (
        Run(text="Kantor "),
        Run(text="tutup", bold=True),
        Run(text=" pada "),
        Run(text="hari raya", italic=True),
        Run(text=", buka lagi Senin."),
    )
    assert read("**a *b* c**").blocks[0].runs == (
        Run(text="a ", bold=True),
        Run(text="b", bold=True, italic=True),
        Run(text=" c", bold=True),
    )


def test_html_is_plain_text_and_a_link_is_its_words() -> None:
    assert _said("<b>x</b> <script>alert(1)</script>") == [
        ("paragraph", "<b>x</b> <script>alert(1)</script>")
    ]
    assert _said("[situs](https://a.id) dan <https://b.id>") == [
        ("paragraph", "situs dan https://b.id")
    ]
    assert _said("&lt;b&gt; `x` > y\n\n    z") == [("paragraph", "<b> `x` > y"), ("paragraph", "z")]
    assert _said("Jl. Ahmad Yani  \nMetro") == [
        ("paragraph", "Jl. Ahmad Yani"),
        ("paragraph", "Metro"),
    ]
    assert _said("- a\\\n  b") == [("item", "a"), ("paragraph", "b")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("![foto](https://a.id/x.png)", "image"),
        ("# a ![x](y)", "image"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "table"),
        ("x" * (LONGEST + 1), "long"),
        ("- a\n" * (MOST + 1), "blocks"),
        ("", "empty"),
        ("  \n\n ", "empty"),
        ("---", "empty"),
        ("a\x07b", "sign"),
        ("a\u202eb", "turn"),
        ("a&#8238;b", "turn"),
    ],
)  # fmt: skip
def test_what_a_notice_can_not_have(text: str, problem: str) -> None:
    assert read(text).problem == problem


@settings(max_examples=60, deadline=None)
@given(st.text("ab*_[]()!<>|-# \n\\`&;", max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Nothing breaks it, and every run has words."""
    found = read(text)
    assert all(run.text for block in found.blocks for run in block.runs)
    assert all(isinstance(block, Block) for block in found.blocks)
