"""How large a text has to be on a screen, from its diagonal and its farthest viewer. Pure.

Sources: the called number is an overhead sign of the ADA Standards for Accessible Design 2010,
section 703.5.5: letters of 51 mm up to 4.57 m away, then 3.2 mm more for each further 305 mm.
Counter and agency take 20 minutes of arc, the double of what good eyes need. Everything else
follows EU regulation 1300/2014: at least the viewing distance divided by 250.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, radians, tan
from typing import Final

CAPS: Final = 0.668
"""The height of a capital letter of Atkinson Hyperlegible, as a part of its font size."""
WIDE, HIGH = 16, 9
NEAR: Final = 4570.0
ADA: Final = 51.0
STEP, MORE = 305.0, 3.2
ARC: Final = tan(radians(20 / 60))
EU: Final = 250.0
INCH: Final = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The least font sizes, each as a part of the screen's shorter side."""

    number: float
    counter: float
    agency: float
    text: float


def letters(distance: float) -> tuple[float, float, float]:
    """Least heights of a capital letter in mm for a viewer so many metres away: of the called
    number, of its counter and agency, of everything else."""
    away = distance * 1000
    number = ADA + MORE * max(0.0, away - NEAR) / STEP
    return number, away * ARC, away / EU


def short_side(diagonal: float) -> float:
    """The shorter side in mm of a 16:9 screen with this diagonal in inches."""
    return diagonal * INCH * HIGH / hypot(WIDE, HIGH)


def sizes(diagonal: float, distance: float) -> Sizes:
    """For a 16:9 screen of `diagonal` inches whose farthest viewer is `distance` metres away."""
    side = short_side(diagonal) * CAPS
    number, desk, text = (height / side for height in letters(distance))
    return Sizes(number=number, counter=desk, agency=desk, text=text)


def farthest(diagonal: float, part: float) -> float:
    """From how many metres a text of this font size, a part of the shorter side, can be read."""
    return short_side(diagonal) * part * CAPS * EU / 1000
