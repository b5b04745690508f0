"""Each report as a file, made of days that were played."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from signage.errors import JournalTrouble, Malformed, NotFound
from signage.exports.asking import Asked
from signage.exports.making import format_of, make, which_of
from signage.figures.book import Part
from signage.figures.files import Which
from signage.figures.periods import Period
from signage.records.records import FILE
from signage.registry import uptime
from signage.registry.answer_shapes import Answer, Served
from signage.registry.answers import Answers
from signage.registry.plays import Play, Plays
from signage.registry.uptime import Stretch
from signage.survey.elements import NINE
from signage.survey.respondents import Respondent
from tests.figures.days import Days, drawn

WEEK = Period("2026-11-23", "2026-11-29")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a day that is over and one that goes on."""
    hall = Days("2026-11-26 09:00")
    hall.play("day, issue ktp lansia, issue ktp, issue kk, wait 60, 1 next, wait 10, 1 serve")
    hall.play("wait 100, 1 park, 1 call A001, wait 5, 1 serve, wait 50, 1 finish, 1 next")
    hall.play("wait 9, 1 undo, 1 direct kk, wait 20, 1 finish, 2 next, 2 recall, 2 no-show")
    hall.play("close day, at 2026-11-27 08:00, day, issue ktp")
    folder = tmp_path_factory.mktemp("data")
    drawn(hall.records, str(folder / FILE)).close()
    uptime.add(folder, [Stretch("2026-11-26", "s1", "Pintu", "hall-a", 30_000, 60_000)])
    return folder


def told(
    data: Path, which: Which, tmp_path: Path, kind: str = "json", **facts: Any
) -> list[list[dict[str, Any]]]:
    """The rows of each table, by the columns' keys."""
    steps: list[tuple[int, int]] = []
    asked = Asked(
        which=which, period=facts.pop("period", WEEK), data=data, now=0,
        told=lambda done, of: steps.append((done, of)), **facts,
    )  # fmt: skip
    file = tmp_path / f"a.{kind}"
    count = make(file, format_of(kind), asked)
    assert not steps or (steps[-1][0] == steps[-1][1] and steps == sorted(steps))
    tables = json.loads(file.read_text())["tables"]
    assert sum(len(table["rows"]) for table in tables) == count
    return [
        [dict(zip([c["key"] for c in table["columns"]], row, strict=True)) for row in table["rows"]]
        for table in tables
    ]


def pick(row: Mapping[str, Any], names: str) -> list[Any]:
    return [row[name] for name in names.split()]


def test_a_row_for_each_visit(data: Path, tmp_path: Path) -> None:
    (rows,) = told(data, "visits", tmp_path)
    assert [pick(row, "day number state wait serve calls recalls parks") for row in rows] == [
        ["2026-11-26", "A001", "selesai", 60, 150, 2, 0, 1],
        ["2026-11-26", "A002", "tidak hadir", 254, None, 1, 1, 0],
        ["2026-11-26", "B001", "kedaluwarsa", None, None, 0, 0, 0],
        ["2026-11-26", "", "selesai", None, 20, 0, 0, 0],
        ["2026-11-27", "A001", "menunggu", None, None, 0, 0, 0],
    ]
    first = rows[0]
    assert pick(first, "service priority channel counter group total") == [
        "KTP é", "Lansia", "Kios", "1", "pagi", 225,
    ]  # fmt: skip
    assert pick(first, "issued called serving") == [
        "2026-11-26T09:00:00", "2026-11-26T09:01:00", "2026-11-26T09:02:55",
    ]  # fmt: skip
    assert rows[1]["priority"] == "Tanpa prioritas"
    assert first["ended_service"] is None


def test_a_row_for_each_call_in_english(data: Path, tmp_path: Path) -> None:
    (rows,) = told(data, "calls", tmp_path, language="en")
    assert [pick(row, "number counter rule wait walk recalls") for row in rows] == [
        ["A001", "1", "the longest wait", 60, 10, 0],
        ["A001", "1", "chosen by an officer", 170, 5, 0],
        ["A002", "1", "the longest wait", 225, None, 0],
        ["A002", "2", "the longest wait", 254, None, 1],
    ]
    assert [row["undone"] for row in rows] == [None, None, "2026-11-26T09:03:54", None]


def test_the_day_sheet_and_the_service_report(data: Path, tmp_path: Path) -> None:
    (rows,) = told(data, "day", tmp_path)
    assert [pick(row, "day service tickets direct served") for row in rows] == [
        ["2026-11-26", "KK", 1, 1, 0], ["2026-11-26", "KTP é", 2, 0, 1],
        ["2026-11-26", "Jumlah", 3, 1, 1],
        ["2026-11-27", "KTP é", 1, 0, 0], ["2026-11-27", "Jumlah", 1, 0, 0],
    ]  # fmt: skip
    summary, by_day, *others = told(data, "service", tmp_path)
    assert pick(summary[0], "what tickets wait_mean wait_kept") == [
        "23 November 2026 – 29 November 2026", 4, 157, 1.0,
    ]  # fmt: skip
    assert [row["day"] for row in by_day] == ["2026-11-26", "2026-11-27"]
    assert len(others) == 10


def test_voices_and_screens(data: Path, tmp_path: Path) -> None:
    zones, reasons = told(data, "voice", tmp_path, language="en")
    assert {(row["zone"], row["asked"], row["dropped"]) for row in zones} >= {("Aula A (en)", 3, 3)}
    assert ("Aula A (en)", "dropped") in {(row["zone"], row["result"]) for row in reasons}
    (screens,) = told(data, "screens", tmp_path)
    assert pick(screens[0], "screen up watched share") == ["Pintu", 30, 60, 0.5]


def test_what_was_shown_on_screens(data: Path, tmp_path: Path) -> None:
    assert told(data, "plays", tmp_path) == [[]]
    at = 1_795_687_200_000
    plays = Plays(data, lambda: at + 60_000, lambda moment: "2026-11-26")
    plays.write(
        Play(screen="s1", item="slide", playlist="=pagi", at=at + n, ms=1500, whole=n < 2)
        for n in range(3)
    )
    (rows,) = told(data, "plays", tmp_path)
    assert pick(rows[0], "day screen playlist item count whole shown") == [
        "2026-11-26", "s1", "=pagi", "slide", 3, 2, 4.5,
    ]  # fmt: skip


async def test_the_processing_sheet(data: Path, tmp_path: Path) -> None:
    served = Served(date="2026-11-26", hour=9, agency="dukcapil", service="ktp", counter="1")
    who = Respondent(sex="P", age="20-29")
    whole = {one.id: 4 for one in NINE.elements}
    part = {**{one.id: 3 for one in NINE.elements[:8]}}
    async with Answers.open(data, b"key") as answers:
        some = [
            Answer(served=served, values=values, version=NINE.version, way="tablet",
                   language="id", respondent=who)
            for values in (whole, part)
        ]  # fmt: skip
        await answers.take_in(some, NINE)
    rows, index = told(data, "skm", tmp_path)
    assert [row["number"] for row in rows] == [1, 2]
    assert pick(rows[0], "date band service sex age") == [
        "2026-11-26", "08.00–12.00", "KTP é", "Perempuan", "20–29",
    ]  # fmt: skip
    assert sorted(str(row["sarana"]) for row in rows) == ["4", "None"]
    lines = {row["element"]: row for row in index}
    first = pick(lines["Persyaratan"], "answers total nrr weight category")
    assert first == [2, 7, 3.5, "1/9", "B"]
    # eight elements of 3.5 and one of 4: 32 / 9 × 25
    assert pick(lines["IKM unit pelayanan"], "answers index category") == [2, 88.89, "A"]
    none, empty = told(data, "skm", tmp_path, period=Period("2026-10-01", "2026-10-31"))
    assert none == []
    assert empty[-1]["element"] == "Belum ada jawaban dalam periode ini."


def test_a_part_of_the_mall(data: Path, tmp_path: Path) -> None:
    (rows,) = told(data, "visits", tmp_path, part=Part(service="kk"))
    assert [row["number"] for row in rows] == ["B001", ""]
    (rows,) = told(data, "calls", tmp_path, part=Part(agency="dukcapil", counter="2"))
    assert [row["number"] for row in rows] == ["A002"]
    with pytest.raises(NotFound, match="counter_unknown"):
        told(data, "day", tmp_path, part=Part(counter="9"))
    assert [*tmp_path.iterdir()] == [tmp_path / "a.json"], "what failed left the file as it was"


def test_an_empty_month_is_a_file_with_its_head(data: Path, tmp_path: Path) -> None:
    asked = Asked(which="visits", period=Period("2026-10-01", "2026-10-31"), data=data, now=0)
    assert make(tmp_path / "a.csv", "csv", asked) == 0
    with (tmp_path / "a.csv").open(newline="") as lines:
        assert [len(row) for row in csv.reader(lines)] == [23]


def test_what_makes_no_sense() -> None:
    for wrong in ("fairness", "../visits", ""):
        with pytest.raises(Malformed, match="report_unknown"):
            which_of(wrong)
    with pytest.raises(Malformed, match="format_unknown"):
        format_of("pdf")


def test_no_tables_are_trouble(tmp_path: Path) -> None:
    with pytest.raises(JournalTrouble, match="records_unready"):
        make(tmp_path / "a.csv", "csv", Asked(which="day", period=WEEK, data=tmp_path, now=0))
    assert [*tmp_path.iterdir()] == []
