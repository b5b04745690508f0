"""What is asked: elements with four labelled answers each, known by id; what an answer may say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import msgspec

from signage.errors import Malformed
from signage.queueing.hall import Text

VALUES = (1, 2, 3, 4)
LONGEST = 2000
"""Characters of a suggestion."""
KEPT = "\n\u200d"
"""Signs without a look of their own: a line's end, and what joins emoji to one."""


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked (unsur). `answers` are the labels of the values 1 to 4."""

    id: str
    name: Text
    question: Text
    answers: tuple[Text, Text, Text, Text]


@dataclass(frozen=True)
class Questionnaire:
    """The elements in the order in which they are asked. The order is not part of the version."""

    elements: tuple[Element, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """The elements by their ids."""
        return {element.id: element for element in self.elements}

    @cached_property
    def content(self) -> bytes:
        """All that is asked, as it is kept beside the answers; in no order but that of the ids."""
        return msgspec.json.encode(sorted(self.elements, key=lambda one: one.id))

    @cached_property
    def version(self) -> str:
        """Another one as soon as an element or a word of a label is another."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def weight(self) -> Fraction:
        """What each element counts: 1/x for x elements."""
        return Fraction(1, len(self.elements))

    def check(self, values: Mapping[str, int]) -> None:
        """Raises Malformed for an element that is not asked, or a value that is no answer."""
        for id, value in values.items():
            element = self.by_id.get(id)
            if element is None:
                raise Malformed("element_unknown", element=id[:40])
            if value not in VALUES:
                told = value if abs(value) < 1000 else "…"  # it may have thousands of digits
                raise Malformed("survey_value", value=told, element=element.name)


def read(content: bytes) -> Questionnaire:
    """The questionnaire that was kept."""
    return Questionnaire(msgspec.json.decode(content, type=tuple[Element, ...]))


def said(text: str) -> str:
    """A suggestion as it is kept: as it was written, without what no page can show.

    Raises Malformed when it is longer than `LONGEST`.
    """
    if len(text) > LONGEST:
        raise Malformed("suggestion_long", length=len(text), limit=LONGEST)
    plain = "".join(sign if sign.isprintable() or sign in KEPT else " " for sign in text)
    return plain.strip()
