"""The processing sheet of the survey: a row for each respondent, and below them how the index is
made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from signage.exports.asking import Asked
from signage.exports.tables import Cell, Column, Table
from signage.queueing.hall import Text
from signage.records.books import days_between, things
from signage.records.reading import Database
from signage.registry.answer_shapes import Scope
from signage.registry.answer_sheets import questionnaires, sheets
from signage.survey.questionnaire import Element, read
from signage.survey.respondents import NOTED, band
from signage.survey.results import Group, result

_HEAD: Final = (
    Column("number", Text("No.", "No."), "whole", 7),
    Column("date", Text("Tanggal", "Date"), "date", 11),
    Column("band", Text("Jam survei", "Time of the survey"), width=13),
    Column("agency", Text("Instansi", "Agency"), width=26),
    Column("service", Text("Layanan", "Service"), width=26),
    Column("counter", Text("Loket", "Counter"), width=9),
    Column("sex", Text("Jenis kelamin", "Sex"), width=13),
    Column("age", Text("Usia", "Age"), width=13),
    Column("education", Text("Pendidikan", "Education"), width=16),
    Column("work", Text("Pekerjaan", "Occupation"), width=16),
    Column("way", Text("Cara mengisi", "Way of answering"), width=13),
)
_CHOICES: Final = {(f.id, c.id): c.name for f in NOTED for c in f.choices}


def sheet(db: Database, asked: Asked) -> Iterator[Table]:
    """The rows of the respondents, and a table with the sums."""
    period, part = asked.period, asked.part
    scope = Scope(
        first=period.first, last=period.last, agency=part.agency, service=part.service,
        counter=part.counter,
    )  # fmt: skip
    elements = _elements(asked, scope)
    marks = {one.id: Counter[int]() for one in elements}
    count = Counter[str]()
    values = tuple(
        Column(one.id, Text(f"U{i} {one.name.id}", f"U{i} {one.name.en}"), "whole", 13)
        for i, one in enumerate(elements, 1)
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        names = {(one.kind, one.id): one.name for one in things(db).values()}
        days = [day for day, _ in days_between(db, period.first, period.last)]
        done, last = 0, ""
        for number, one in enumerate(sheets(asked.data, scope), 1):
            if one.date != last:
                done, last = done + 1, one.date
                asked.told(min(done, len(days)), len(days))
            count["respondents"] += 1
            for element, value in one.values.items():
                marks.setdefault(element, Counter())[value] += 1
            named = [
                names.get((kind, id), Text(id, id))
                for kind, id in (
                    ("agency", one.agency), ("service", one.service), ("counter", one.counter),
                )
            ]  # fmt: skip
            told = [_CHOICES.get((f, getattr(one, f))) for f in ("sex", "age", "education", "work")]
            yield (
                number, one.date, _CHOICES["band", band(one.hour)], *named, *told,
                _CHOICES.get(("way", one.way)), *(one.values.get(e.id) for e in elements),
            )  # fmt: skip
        asked.told(len(days), len(days))

    yield Table(Text("Pengolahan SKM", "SKM processing"), (*_HEAD, *values), rows())
    yield from _index(asked, marks, count)


def _elements(asked: Asked, scope: Scope) -> tuple[Element, ...]:
    """What is asked now, and after it what was asked in these days and is asked no more."""
    known = dict(asked.survey.by_id)
    for content in reversed(questionnaires(asked.data, scope)):
        for one in read(content).elements:
            known.setdefault(one.id, one)
    return tuple(known.values())


def _index(asked: Asked, marks: dict[str, Counter[int]], count: Counter[str]) -> Iterator[Table]:
    """How the index comes of the sums. It is asked for when all rows are through."""
    columns = (
        Column("element", Text("Unsur", "Element"), width=40),
        Column("answers", Text("Jawaban", "Answers"), "whole"),
        *(Column(f"n{n}", Text(f"Nilai {n}", f"Value {n}"), "whole") for n in (1, 2, 3, 4)),
        Column("total", Text("Jumlah nilai", "Sum"), "whole"),
        Column("nrr", Text("NRR", "NRR"), "number"),
        Column("weight", Text("Bobot", "Weight"), width=9),
        Column("weighted", Text("NRR tertimbang", "Weighted NRR"), "precise"),
        Column("index", Text("Nilai konversi", "Converted"), "number"),
        Column("category", Text("Mutu", "Category"), width=9),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        tally = {
            id: (made[1], made[2], made[3], made[4]) for id, made in marks.items() if made.total()
        }
        whole = Group(count["respondents"], tally)
        name = Text("IKM unit pelayanan", "Index of the unit")
        found = result(whole, asked.survey, asked.minimum, id=None, name=name)
        for one in found.elements:
            yield (
                one.name, one.answers, *one.counts, one.total, _number(one.nrr), one.weight,
                _number(one.weighted), _number(one.index), one.category,
            )  # fmt: skip
        nothing = (None,) * 8
        yield found.name, found.answers, *nothing, _number(found.index), found.category
        if found.note is not None:
            yield found.note, *(None,) * 11

    yield Table(Text("Indeks", "Index"), columns, rows())


def _number(written: str | None) -> float | None:
    return None if written is None else float(written)
