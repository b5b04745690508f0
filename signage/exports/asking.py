"""What a file is asked for: which report, of which days and part, in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from signage.exports.tables import Language
from signage.figures.book import WHOLE, Part
from signage.figures.files import Which
from signage.figures.periods import Period
from signage.survey.elements import NINE
from signage.survey.questionnaire import Questionnaire


def nobody(done: int, of: int) -> None:
    """For whom progress is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A file that is wanted. `told(done, of)` hears of each day that is through; `now` is Unix ms.

    `survey` is what the mall asks now, and `minimum` how many answers make an index.
    """

    which: Which
    period: Period
    data: Path
    now: int
    part: Part = WHOLE
    language: Language = "id"
    bom: bool = False
    survey: Questionnaire = field(default=NINE)
    minimum: int = 30
    told: Callable[[int, int], None] = nobody
