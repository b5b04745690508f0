"""A notice's Markdown as blocks of text: HTML is plain text, a link is its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from signage.queueing.announcements import turns
from signage.screens.pieces import Block, Run

LONGEST: Final = 2000
"""Characters of a notice as it is written; more can't be read from afar in its time."""
MOST: Final = 24
"""Blocks of a notice."""
BlockKind = Literal["heading", "paragraph", "item", "rule"]
Problem = Literal["image", "table", "long", "blocks", "empty", "sign", "turn"]
"""What a notice can't have: an image, a table, too many characters or blocks, nothing to read, a
control character, a sign that turns the direction of writing."""
NEVER: Final = ("sign", "turn")
"""Problems that no page shows, not even a preview."""
_RULES: Final = (
    "normalize", "block", "inline", "text_join", "table", "hr", "list", "reference", "heading",
    "lheading", "paragraph", "text", "newline", "escape", "emphasis", "link", "image", "autolink",
    "entity", "balance_pairs", "fragments_join",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, and what is wrong with it."""

    blocks: tuple[Block, ...] = ()
    problem: Problem | None = None


def read(text: str) -> Reading:
    """The blocks of a text, or the first problem."""
    if len(text) > LONGEST:
        return Reading(problem="long")
    tokens = _parser().parse(text)
    for kind in ("image", "table"):
        if any(token.type.startswith(kind) for token in _every(tokens)):
            return Reading(problem=kind)
    blocks = tuple(_blocks(tokens))
    said = "".join(run.text for block in blocks for run in block.runs)
    return Reading(blocks, _wrong(said, len(blocks)))


def _wrong(said: str, blocks: int) -> Problem | None:
    """Looked at after reading: an entity may stand for any sign."""
    categories = {unicodedata.category(char) for char in said}
    if categories & {"Cc", "Cs", "Zl", "Zp"}:
        return "sign"
    if any(map(turns, said)):
        return "turn"
    if not categories - {"Zs", "Cf"}:
        return "empty"
    return "blocks" if blocks > MOST else None


@cache
def _parser() -> MarkdownIt:
    """Only what a notice may have, and what is to be refused in words."""
    return MarkdownIt("zero", {"html": False}).enable(list(_RULES), ignoreInvalid=True)


def _every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or ())


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, None for a bullet."""

    number: int | None


@dataclass(slots=True)
class _Place:
    """Where the walk is: its open lists, and what the next paragraph is."""

    lists: list[_List] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    lead: str = ""


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    place = _Place()
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                place.lists.append(_List(None))
            case "ordered_list_open":
                place.lists.append(_List(int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                place.lists.pop()
            case "list_item_open":
                _item(place)
            case "heading_open":
                place.kind = "heading"
            case "hr":
                yield Block(kind="rule", runs=())
            case "inline":
                yield from _paragraphs(place, token.children or [])
                place.kind, place.lead = "paragraph", ""


def _item(place: _Place) -> None:
    """A bullet is the page's own; a number is words, because it may be spoken of."""
    inner = place.lists[-1]
    if inner.number is None:
        place.kind, place.lead = "item", ""
    else:
        place.kind, place.lead = "paragraph", f"{inner.number}. "
        inner.number += 1


def _paragraphs(place: _Place, children: Sequence[Token]) -> Iterator[Block]:
    """One block; a hard line break begins another."""
    runs: list[Run] = [Run(text=place.lead)] if place.lead else []
    kind, bold, italic = place.kind, 0, 0
    for child in children:
        match child.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "hardbreak":
                yield from _block(kind, runs)
                kind, runs = "paragraph" if kind == "item" else kind, []
            case _:
                text = " " if child.type == "softbreak" else child.content
                _add(runs, Run(text=text, bold=bold > 0, italic=italic > 0))
    yield from _block(kind, runs)


def _add(runs: list[Run], run: Run) -> None:
    """What looks the same is one run."""
    if not run.text:
        return
    if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
        run = Run(text=runs.pop().text + run.text, bold=run.bold, italic=run.italic)
    runs.append(run)


def _block(kind: BlockKind, runs: list[Run]) -> Iterator[Block]:
    if any(run.text.strip() for run in runs):
        yield Block(kind=kind, runs=tuple(runs))
