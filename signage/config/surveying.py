"""The survey as the file sets it: the nine elements in the mall's words, and its own."""

from __future__ import annotations

from typing import Final

from signage.config.faults import Faults
from signage.config.lines import Path
from signage.config.settings import SurveyRules
from signage.config.tables import ElementTable, Tables, Words
from signage.config.words import ids, text
from signage.queueing.hall import Text
from signage.survey.elements import NINE
from signage.survey.questionnaire import VALUES, Element, Questionnaire

MOST: Final = 20
"""Elements that can be asked in a minute or two."""
LABEL: Final = 60
"""Characters of a label below a face."""
UNSAID: Final = Text("", "")


def rules(tables: Tables, faults: Faults) -> SurveyRules:
    """How the mall asks its visitors."""
    ids("elements", tuple(one.id for one in tables.elements), faults)
    survey = tables.survey
    intro = survey.intro
    return SurveyRules(
        asked=Questionnaire(_elements(tables, faults)),
        open=survey.open,
        seconds=survey.seconds,
        minimum=survey.minimum,
        intro=None if intro is None else text(intro, ("survey", "intro"), faults),
    )


def _elements(tables: Tables, faults: Faults) -> tuple[Element, ...]:
    told = {
        one.id: _element(at, one, NINE.by_id.get(one.id), faults)
        for at, one in enumerate(tables.elements)
    }
    own = [element for id, element in told.items() if id not in NINE.by_id]
    every = (*(told.get(one.id, one) for one in NINE.elements), *own)
    if len(every) > MOST:
        faults.add(
            ("elements",),
            f"{len(every)} elements are asked, the nine among them; at most {MOST} are, for nobody "
            "answers more.",
        )
    return every


def _element(at: int, table: ElementTable, usual: Element | None, faults: Faults) -> Element:
    path: Path = ("elements", at)
    return Element(
        id=table.id,
        name=_words(table.name, usual.name if usual else None, (*path, "name"), table.id, faults),
        question=_words(
            table.question, usual.question if usual else None, (*path, "question"), table.id, faults
        ),
        answers=_answers(table, usual, (*path, "answers"), faults),
    )


def _words(words: Words | None, usual: Text | None, path: Path, id: str, faults: Faults) -> Text:
    if words is not None:
        return text(words, path, faults)
    if usual is None:
        faults.add(
            path,
            f"element “{id}” is none of the nine, so it needs name, question and four answers.",
        )
    return usual or UNSAID


def _answers(
    table: ElementTable, usual: Element | None, path: Path, faults: Faults
) -> tuple[Text, Text, Text, Text]:
    given = table.answers
    if not given and usual is not None:
        return usual.answers
    if len(given) != len(VALUES):
        faults.add(
            path,
            f"“{table.id}” has {len(given)} answers; write four, from the worst (1) to the best "
            "(4).",
        )
        return (UNSAID,) * 4
    one, two, three, four = (
        text(words, (*path, at), faults, LABEL) for at, words in enumerate(given)
    )
    return one, two, three, four
