"""How many respondents a result needs: the table of Krejcie and Morgan, as a formula."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from signage.survey.index import rounded

CHI: Final = Fraction(3841, 1000)
"""Chi-square of one degree of freedom at 95 %."""
SPREAD: Final = Fraction(1, 4)
"""P (1 − P) at its largest, P = 0.5."""
ERROR: Final = Fraction(25, 10_000)
"""The square of 5 %."""


def needed(population: int) -> int:
    """The sample for so many who were served, to the nearest whole; 0 for nobody."""
    if population <= 0:
        return 0
    top = CHI * population * SPREAD
    return int(rounded(top / (ERROR * (population - 1) + CHI * SPREAD), 0))
