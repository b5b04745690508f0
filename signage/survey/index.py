"""NRR, weighted NRR, the index (IKM) and its category: rational numbers until the last rounding.

Permenpan RB 14/2017: the sum of an element's values over those who answered it is its NRR; each of
x elements weighs 1/x; the index is the sum of the weighted NRR times 25. It is rounded half up to
two decimals and only then classified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from signage.queueing.hall import Text
from signage.survey.questionnaire import VALUES

Category = Literal["A", "B", "C", "D"]
Counts = tuple[int, int, int, int]
"""How many answered 1, 2, 3 and 4."""
NONE: Final[Counts] = (0, 0, 0, 0)
SCALE: Final = 25
FLOORS: Final[tuple[tuple[Category, Decimal], ...]] = (
    ("A", Decimal("88.31")),
    ("B", Decimal("76.61")),
    ("C", Decimal("65.00")),
)
"""The least index of each category; what is below all of them is D."""
LABELS: Final[Mapping[Category, Text]] = {
    "A": Text("Sangat baik", "Very good"),
    "B": Text("Baik", "Good"),
    "C": Text("Kurang baik", "Not so good"),
    "D": Text("Tidak baik", "Not good"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """What an element got. `weight` is None for one that nobody answered: it has no part."""

    element: str
    counts: Counts
    weight: Fraction | None

    @property
    def answers(self) -> int:
        """How many answered it."""
        return sum(self.counts)

    @property
    def total(self) -> int:
        """The sum of its values."""
        return sum(value * count for value, count in zip(VALUES, self.counts, strict=True))

    @property
    def nrr(self) -> Fraction | None:
        """Its mean value; None when nobody answered it."""
        return Fraction(self.total, self.answers) if self.answers else None

    @property
    def weighted(self) -> Fraction | None:
        """Its part of the index before the scale."""
        nrr = self.nrr
        return None if nrr is None or self.weight is None else nrr * self.weight


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one group of respondents, and what it is made of."""

    scores: tuple[Score, ...]

    @property
    def exact(self) -> Fraction | None:
        """Before rounding; None without any answer."""
        parts = [part for score in self.scores if (part := score.weighted) is not None]
        return sum(parts, Fraction(0)) * SCALE if parts else None

    @property
    def value(self) -> Decimal | None:
        """As it is published."""
        exact = self.exact
        return None if exact is None else rounded(exact)

    @property
    def category(self) -> Category | None:
        """Of the rounded value."""
        value = self.value
        return None if value is None else category(value)

    @property
    def missing(self) -> tuple[str, ...]:
        """Elements that were asked and that nobody answered."""
        return tuple(score.element for score in self.scores if not score.answers)


def index(tally: Mapping[str, Counts], elements: Iterable[str]) -> Index:
    """The index of these counts. Elements that were answered and are asked no more count too."""
    names = list(dict.fromkeys((*elements, *sorted(tally))))
    answered = [name for name in names if any(tally.get(name, NONE))]
    weight = Fraction(1, len(answered)) if answered else None
    return Index(
        tuple(
            Score(name, tally.get(name, NONE), weight if name in answered else None)
            for name in names
        )
    )


def of_means(means: Iterable[Fraction]) -> Decimal:
    """The index of NRR that are known already, such as published ones."""
    every = list(means)
    return rounded(sum(every, Fraction(0)) / len(every) * SCALE)


def category(value: Decimal) -> Category:
    """The category of a rounded index. An element's is that of its NRR times 25."""
    return next((name for name, least in FLOORS if value >= least), "D")


def rounded(number: Fraction, places: int = 2) -> Decimal:
    """Half up, as the regulation's examples are; `number` is not negative."""
    scaled = number * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places).quantize(Decimal(1).scaleb(-places))
