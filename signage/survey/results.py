"""A result as reports and pages show it: the index of each group, said plainly when it is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from signage.queueing.hall import Text
from signage.survey.index import LABELS, Category, Counts, Index, Score, category, index, rounded
from signage.survey.questionnaire import Questionnaire
from signage.survey.respondents import NOTED, UNSAID
from signage.survey.samples import needed


@dataclass(frozen=True, slots=True)
class Group:
    """What was counted of one group: respondents, and counts by element."""

    respondents: int
    tally: Mapping[str, Counts]


def together(groups: Iterable[Group]) -> Group:
    """All of them as one: counts are added up, indices never are."""
    respondents, tally = 0, dict[str, Counts]()
    for group in groups:
        respondents += group.respondents
        for element, counts in group.tally.items():
            one, two, three, four = tally.get(element, (0, 0, 0, 0))
            tally[element] = (
                one + counts[0], two + counts[1], three + counts[2], four + counts[3]
            )  # fmt: skip
    return Group(respondents, tally)


class ElementResult(msgspec.Struct, frozen=True, kw_only=True):
    """An element's line. Numbers are decimals as they are published; null: nobody answered it.

    `counts` are how many chose 1, 2, 3 and 4; `index` is NRR × 25, for the element's category.
    """

    element: str
    name: Text
    answers: int
    total: int
    counts: Counts
    nrr: str | None
    weight: str | None
    weighted: str | None
    index: str | None
    category: Category | None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one group. `few`: from fewer answers than the mall wants; `note` says so, and
    which elements nobody answered."""

    id: str | None
    name: Text
    answers: int
    index: str | None
    category: Category | None
    label: Text | None
    few: bool
    note: Text | None
    elements: tuple[ElementResult, ...]


class Sample(msgspec.Struct, frozen=True):
    """How many were served, how many respondents that asks for, how many there are."""

    served: int
    needed: int
    reached: int
    enough: bool


class ProfileCount(msgspec.Struct, frozen=True):
    """How many respondents of a kind; `share` in percent, with one decimal."""

    id: str
    name: Text
    count: int
    share: str


class ProfileRow(msgspec.Struct, frozen=True):
    """The respondents by one of the block's lines."""

    field: str
    name: Text
    counts: tuple[ProfileCount, ...]


def result(
    group: Group, asked: Questionnaire, minimum: int, *, id: str | None, name: Text
) -> Result:
    """The result of a group, by what is asked now."""
    found = index(group.tally, asked.by_id)
    letter = found.category
    few = group.respondents < minimum
    return Result(
        id=id,
        name=name,
        answers=group.respondents,
        index=None if found.value is None else str(found.value),
        category=letter,
        label=None if letter is None else LABELS[letter],
        few=few,
        note=_note(group, found, asked, minimum if few else 0),
        elements=tuple(_element(score, asked) for score in found.scores),
    )


def sample(served: int, reached: int) -> Sample:
    """Against the size that Krejcie and Morgan ask for."""
    wanted = needed(served)
    return Sample(served, wanted, reached, reached >= wanted)


def profile(counts: Mapping[tuple[str, str], int]) -> tuple[ProfileRow, ...]:
    """The respondents by field and choice; what was not said stands last."""
    rows = []
    for field in NOTED:
        found = [(one.id, one.name, counts.get((field.id, one.id), 0)) for one in field.choices]
        found.append(("", UNSAID, counts.get((field.id, ""), 0)))
        rows.append(ProfileRow(field.id, field.name, _shares(found)))
    return tuple(rows)


def _shares(rows: Sequence[tuple[str, Text, int]]) -> tuple[ProfileCount, ...]:
    every = sum(count for _, _, count in rows)
    return tuple(
        ProfileCount(id, name, count, f"{100 * count / every:.1f}" if every else "0.0")
        for id, name, count in rows
        if id or count
    )


def _element(score: Score, asked: Questionnaire) -> ElementResult:
    element = asked.by_id.get(score.element)
    nrr, weighted = score.nrr, score.weighted
    scaled = None if nrr is None else rounded(nrr * 25)
    return ElementResult(
        element=score.element,
        name=element.name if element else Text(score.element, score.element),
        answers=score.answers,
        total=score.total,
        counts=score.counts,
        nrr=None if nrr is None else str(rounded(nrr)),
        weight=None if score.weight is None else f"1/{score.weight.denominator}",
        weighted=None if weighted is None else str(rounded(weighted, 3)),
        index=None if scaled is None else str(scaled),
        category=None if scaled is None else category(scaled),
    )


def _note(group: Group, found: Index, asked: Questionnaire, minimum: int) -> Text | None:
    if not group.respondents:
        return Text("Belum ada jawaban dalam periode ini.", "No answers in this period yet.")
    told: list[Text] = []
    if minimum:
        told.append(Text(
            f"Hasil ini berasal dari {group.respondents} jawaban, kurang dari {minimum}; "
            "bacalah sebagai petunjuk, bukan ukuran.",
            f"This comes from {group.respondents} answers, fewer than {minimum}; "
            "read it as a hint and not as a measure.",
        ))  # fmt: skip
    if found.missing:
        names = [asked.by_id[one].name for one in found.missing]
        told.append(Text(
            f"Tidak ada yang mengisi: {', '.join(one.id for one in names)}; unsur itu tidak ikut "
            "dihitung.",
            f"Nobody answered: {', '.join(one.en for one in names)}; it has no part in the index.",
        ))  # fmt: skip
    if not told:
        return None
    return Text(" ".join(one.id for one in told), " ".join(one.en for one in told))
