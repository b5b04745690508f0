"""Whether the colours of a theme can be told apart: WCAG 2.1, relative luminance. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from signage.queueing.hall import Text

TEXT: Final = 4.5
LARGE: Final = 3.0
"""For letters from 24 px on, and for what is no text: WCAG 1.4.3 and 1.4.11."""
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    ("text", "ground", TEXT),
    ("text", "paper", TEXT),
    ("text", "paper2", TEXT),
    ("soft", "ground", TEXT),
    ("soft", "paper", TEXT),
    ("soft", "paper2", TEXT),
    ("call_ink", "call", TEXT),
    ("call", "call_ink", TEXT),
    ("call_text", "paper2", LARGE),
    ("call_text", "paper", LARGE),
    ("go", "paper", LARGE),
    ("alert_ink", "alert", TEXT),
    ("line", "ground", 1.1),
)
"""What stands on what, and the least ratio of the two."""


@dataclass(frozen=True, slots=True)
class Weak:
    """A pair that can't be told apart well enough."""

    front: str
    back: str
    ratio: float
    least: float

    @property
    def what(self) -> Text:
        """In words."""
        ratio, least = f"{self.ratio:.1f}", f"{self.least:.1f}"
        return Text(
            f"{self.front} di atas {self.back} hanya berkontras {ratio.replace('.', ',')} : 1; "
            f"perlu {least.replace('.', ',')} : 1.",
            f"{self.front} on {self.back} has a contrast of {ratio}:1 only; {least}:1 is needed.",
        )


def luminance(colour: str) -> float:
    """Of a colour such as #08192b, from 0 for black to 1 for white."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def weak_pairs(tokens: Mapping[str, str]) -> Iterator[Weak]:
    """The pairs of a theme that can't be told apart."""
    for front, back, least in PAIRS:
        found = ratio(tokens[front], tokens[back])
        if found < least:
            yield Weak(front, back, found, least)
