"""Tables as files, read back: types, heads, filters, and text that stays text."""

from __future__ import annotations

import csv
import errno
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from signage.exports import csvs, excel, jsons
from signage.exports.tables import Cell, Column, Table
from signage.queueing.hall import Text

FORMULA = '=HYPERLINK("http://x","klik")'
TABLE = Table(
    Text("Kunjungan/1", "Visits"),
    (
        Column("day", Text("Tanggal", "Date"), "date"),
        Column("name", Text("=1+1", "Name")),
        Column("at", Text("Pukul", "At"), "moment"),
        Column("wait", Text("Menunggu", "Wait"), "time"),
        Column("count", Text("Jumlah", "Count"), "whole"),
        Column("share", Text("Bagian", "Share"), "share"),
    ),
    (),
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("2026-11-26", FORMULA, datetime(2026, 11, 26, 9, 30), 754.25, 3, 0.9312),
    ("2026-11-27", Text("Tanpa “prioritas”, & <b>", "None"), None, 90_061, 0, None),
    ("0000-01-01", "http://contoh\x00\x07", None, 0, -2, 1.0),
)
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def table(rows: Any = ROWS) -> Table:
    return Table(TABLE.name, TABLE.columns, rows)


def cells(file: Path, sheet: int = 1) -> tuple[list[list[tuple[str, str, str]]], str]:
    """(rows of (kind, value, format) as the file has them, the sheet's XML)."""
    with zipfile.ZipFile(file) as parts:
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))  # noqa: S314 -- our own
        shown = {
            one.attrib["numFmtId"]: one.attrib["formatCode"]
            for one in styles.findall(".//m:numFmt", NS)
        }
        formats = [
            shown.get(one.attrib["numFmtId"], one.attrib["numFmtId"])
            for one in styles.findall("./m:cellXfs/m:xf", NS)
        ]
        xml = parts.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    found = []
    for row in ElementTree.fromstring(xml).findall(".//m:row", NS):  # noqa: S314
        line = []
        for cell in row.findall("m:c", NS):
            told = (
                cell.find("m:v", NS)
                if cell.find("m:v", NS) is not None
                else cell.find(".//m:t", NS)
            )
            assert told is not None and cell.find("m:f", NS) is None, "a formula"
            style = formats[int(cell.attrib.get("s", 0))]
            line.append((cell.attrib.get("t", "n"), told.text or "", style))
        found.append(line)
    return found, xml


def test_excel_has_typed_cells_a_frozen_head_and_a_filter(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert excel.write(file, [table()], "id") == 3
    (head, first, second, third), xml = cells(file)
    assert [kind for kind, _, _ in head] == ["inlineStr"] * 6
    assert head[1][1] == "=1+1"
    assert first[0] == ("n", "46352", "yyyy-mm-dd")
    assert first[1] == ("inlineStr", FORMULA, "0")
    assert first[2] == ("n", "46352.39583333334", "yyyy-mm-dd hh:mm:ss")
    assert first[3][::2] == ("n", "[h]:mm:ss")
    assert float(first[3][1]) == pytest.approx(754.25 / 86_400)
    assert (first[4][:2], first[5]) == (("n", "3"), ("n", "0.9312", "0.0%"))
    assert second[1][1] == "Tanpa “prioritas”, & <b>"
    assert third[0][0] == "inlineStr", "Excel has no such year"
    assert third[1][1] == "http://contoh\ufffd\ufffd"
    assert 'state="frozen"' in xml and 'ySplit="1"' in xml
    assert '<autoFilter ref="A1:F4"' in xml
    assert xml.count("<col ") == 6
    with zipfile.ZipFile(file) as parts:
        book = parts.read("xl/workbook.xml").decode()
        assert 'name="Kunjungan 1"' in book
        assert not [name for name in parts.namelist() if "hyperlink" in name.lower()]
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_excel_goes_on_on_a_further_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "ROWS", 2)
    file = tmp_path / "a.xlsx"
    assert excel.write(file, [table(), table([])], "en") == 3
    assert [len(cells(file, sheet)[0]) for sheet in (1, 2, 3)] == [3, 2, 1]
    with zipfile.ZipFile(file) as parts:
        names = re.findall('<sheet name="([^"]*)"', parts.read("xl/workbook.xml").decode())
    assert names == ["Visits", "Visits 2", "Visits+"]


def test_excel_on_a_disk_that_takes_no_more_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[Cell, ...]]:
        yield next(iter(table().rows))
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        excel.write(tmp_path / "a.xlsx", [table(rows())], "id")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "b.xlsx").mkdir()  # what xlsxwriter finds out when it puts the file together
    with pytest.raises(IsADirectoryError):
        excel.write(tmp_path / "b.xlsx", [table()], "id")
    assert [one.name for one in tmp_path.iterdir()] == ["b.xlsx"]


def test_csv_is_read_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    assert csvs.write(file, [table(), table([])], "id", bom=True) == 3
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 6
    with file.open(encoding="utf-8-sig", newline="") as lines:
        head, first, second, third, gap, again = csv.reader(lines)
    assert head == ["Tanggal", "'=1+1", "Pukul", "Menunggu", "Jumlah", "Bagian"] == again
    assert first == ["2026-11-26", f"'{FORMULA}", "2026-11-26 09:30:00", "0:12:34", "3", "0.9312"]
    assert second == ["2026-11-27", "Tanpa “prioritas”, & <b>", "", "25:01:01", "0", ""]
    assert (third[4:], gap) == (["-2", "1"], [])
    csvs.write(file, [table()], "en")
    assert file.read_bytes().startswith(b"Date,Name,At")


@pytest.mark.parametrize("begun", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_begins_a_formula(begun: str) -> None:
    assert csvs.safe(f"{begun}cmd|' /C calc'!A0").startswith("'")
    assert csvs.safe(f"a{begun}") == f"a{begun}"


def test_json_is_one_document(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert jsons.write(file, [table(), table([])], "en") == 3
    told = json.loads(file.read_text())
    assert [len(one["rows"]) for one in told["tables"]] == [3, 0]
    assert told["tables"][0]["columns"][3] == {"key": "wait", "title": "Wait", "kind": "time"}
    assert told["tables"][0]["rows"][1] == ["2026-11-27", "None", None, 90_061, 0, None]


def test_rows_are_taken_one_after_the_other(tmp_path: Path) -> None:
    open_ = [0]

    def rows() -> Iterator[tuple[Any, ...]]:
        for n in range(3000):
            open_[0] += 1
            yield ("2026-11-26", str(n), None, n, n, 0.5)

    assert excel.write(tmp_path / "a.xlsx", [table(rows())], "id") == 3000
    assert open_ == [3000]
