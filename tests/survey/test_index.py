"""The index: the published result to the cent, the laws, and the bounds of each category."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.survey.elements import NINE
from signage.survey.index import Counts, category, index, of_means, rounded
from signage.survey.results import Group, together
from signage.survey.samples import needed

BANTUL: Final = {
    "persyaratan": "3.31", "prosedur": "3.35", "waktu": "3.49", "biaya": "3.93", "produk": "3.45",
    "kompetensi": "3.39", "perilaku": "3.39", "pengaduan": "3.76", "sarana": "3.35",
}  # fmt: skip
"""Dinas Pertanahan dan Tata Ruang Kabupaten Bantul, 2023: 87.28, B."""
IDS: Final = tuple(NINE.by_id)
SHEETS: Final = st.lists(
    st.dictionaries(st.sampled_from(IDS), st.integers(1, 4), max_size=9), max_size=30
)


def tally(sheets: list[dict[str, int]]) -> dict[str, Counts]:
    counted: dict[str, list[int]] = {}
    for sheet in sheets:
        for element, value in sheet.items():
            counted.setdefault(element, [0, 0, 0, 0])[value - 1] += 1
    return {element: (a, b, c, d) for element, (a, b, c, d) in counted.items()}


def test_the_nine_are_those_of_the_regulation() -> None:
    assert tuple(BANTUL) == IDS
    assert all(len(element.answers) == 4 for element in NINE.elements)


def test_the_published_result_to_the_cent() -> None:
    value = of_means(Fraction(mean) for mean in BANTUL.values())
    assert (value, category(value)) == (Decimal("87.28"), "B")


def test_the_published_result_from_a_hundred_answers() -> None:
    # a mean of 3.31 is 69 threes and 31 fours among a hundred
    counts: dict[str, Counts] = {}
    for element, mean in BANTUL.items():
        fours = int((Fraction(mean) - 3) * 100)
        counts[element] = (0, 0, 100 - fours, fours)
    found = index(counts, IDS)
    assert [str(rounded(s.nrr or Fraction(0))) for s in found.scores] == list(BANTUL.values())
    assert (str(found.value), found.category) == ("87.28", "B")


@pytest.mark.parametrize(
    ("value", "wanted"), [(4, "100.00"), (3, "75.00"), (2, "50.00"), (1, "25.00")]
)
@pytest.mark.parametrize("elements", [9, 10, 7])
def test_all_alike(value: int, wanted: str, elements: int) -> None:
    names = [f"e{n}" for n in range(elements)]
    found = index(tally([dict.fromkeys(names, value)] * 3), names)
    assert str(found.value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("25.00", "D"), ("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"),
     ("88.30", "B"), ("88.31", "A"), ("100.00", "A")],
)  # fmt: skip
def test_both_sides_of_each_bound(value: str, wanted: str) -> None:
    assert category(Decimal(value)) == wanted


@pytest.mark.parametrize(
    ("mean", "shown", "wanted"),
    [("2.5996", "64.99", "D"), ("2.59979", "64.99", "D"), ("2.5998", "65.00", "C"),
     ("3.064", "76.60", "C"), ("3.0641", "76.60", "C"), ("3.0642", "76.61", "B"),
     ("3.532", "88.30", "B"), ("3.5321", "88.30", "B"), ("3.5322", "88.31", "A")],
)  # fmt: skip
def test_it_is_rounded_first_and_then_classified(mean: str, shown: str, wanted: str) -> None:
    value = of_means([Fraction(mean)] * 9)
    assert (str(value), category(value)) == (shown, wanted)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("1/200", "0.01"), ("87.275", "87.28"), ("87.2749", "87.27"), ("0", "0.00")],
)
def test_half_goes_up(exact: str, shown: str) -> None:
    assert str(rounded(Fraction(exact))) == shown


@given(SHEETS, st.randoms(use_true_random=False))
def test_no_order_matters(sheets: list[dict[str, int]], chance: object) -> None:
    mixed = [dict(sorted(sheet.items(), reverse=True)) for sheet in sheets]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, two = index(tally(sheets), IDS), index(tally(mixed), reversed(IDS))
    assert (one.exact, one.value, one.category) == (two.exact, two.value, two.category)


@given(SHEETS)
def test_it_is_the_mean_of_means_of_what_was_answered(sheets: list[dict[str, int]]) -> None:
    found = index(tally(sheets), IDS)
    means = []
    for element in IDS:
        values = [sheet[element] for sheet in sheets if element in sheet]
        if values:
            means.append(Fraction(sum(values), len(values)))
    assert found.exact == (sum(means) / len(means) * 25 if means else None)
    assert found.value is None or Decimal("25.00") <= found.value <= Decimal("100.00")
    assert set(found.missing) == {e for e in IDS if not any(e in sheet for sheet in sheets)}


def test_a_unit_is_not_the_mean_of_its_services() -> None:
    few: dict[str, Counts] = {e: (1, 0, 0, 0) for e in IDS}
    many: dict[str, Counts] = {e: (0, 0, 0, 99) for e in IDS}
    whole: dict[str, Counts] = {e: (1, 0, 0, 99) for e in IDS}
    assert [str(index(t, IDS).value) for t in (few, many, whole)] == ["25.00", "100.00", "99.25"]


@pytest.mark.parametrize(
    ("population", "sample"),
    [(0, 0), (1, 1), (10, 10), (50, 44), (100, 80), (500, 217), (1000, 278), (5000, 357)],
)
def test_the_sample_of_krejcie_and_morgan(population: int, sample: int) -> None:
    assert needed(population) == sample


def test_groups_together_are_the_whole() -> None:
    one = Group(3, {"waktu": (1, 0, 2, 0)})
    other = Group(2, {"waktu": (0, 1, 0, 1), "biaya": (0, 0, 0, 1)})
    whole = Group(5, {"waktu": (1, 1, 2, 1), "biaya": (0, 0, 0, 1)})
    assert together((one, other)) == together((other, one)) == whole
    assert together(()) == Group(0, {})
