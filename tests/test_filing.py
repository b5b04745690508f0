"""`signage report … --out FILE`: from the folder, with progress, and what is misuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signage import cli
from signage.journal.journal import Journal
from signage.journal.lock import hold
from tests.journal.days import played

DAYS = played(seed=5, presses=120, days=2).records


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    async with Journal.open(tmp_path, wall=lambda: 1.0) as journal:
        await journal.append(DAYS)
    return tmp_path


def report(*words: str) -> int:
    return cli.main(["report", *words])


def test_a_file_from_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "kunjungan.csv"
    both = ("--from", "2026-11-26", "--until", "2026-11-27")
    data = ("--data", str(folder), "--out", str(out))
    assert report("visits", *both, *data) == 0
    told = capsys.readouterr()
    lines = out.read_bytes().count(b"\r\n")
    assert f"has {lines - 1} rows of 2026-11-26 to 2026-11-27" in told.out
    assert told.err == "", "no terminal, no progress"
    # a server that runs holds the folder: the tables that it keeps are read
    with hold(folder):
        assert report("visits", *both, *data, "--json", "--progress") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["rows"] == lines - 1
    steps = [json.loads(line) for line in told.err.splitlines()]
    assert steps[-1] == {"done": 2, "of": 2}
    assert report("day", *data) == 0
    assert "of 2026-11-27 to 2026-11-27" in capsys.readouterr().out, "the last business day"


def test_what_is_refused_and_what_is_misuse(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(folder))
    out = ("--out", str(folder / "a.xlsx"))
    refused: tuple[tuple[tuple[str, ...], str], ...] = (
        ((*out, "--from", "2026-11-27", "--until", "2026-11-26"), "before it begins"),
        ((*out, "--from", "besok"), "is no date"),
        ((*out, "--counter", "99"), "There is no counter “99”"),
        (("--out", str(folder / f"{'a' * 300}.csv")), "can't be written"),
    )
    for words, told in refused:
        assert report("visits", *data, *words) == 1, words
        assert told in capsys.readouterr().err
    misused: tuple[tuple[str, tuple[str, ...], str], ...] = (
        ("visits", (), "--out"),
        ("visits", ("--out", "a.pdf"), ".xlsx, csv, json".removeprefix(".")),
        ("visits", ("--out", str(folder / "none" / "a.csv")), "there is no folder"),
        ("visits", (*out, "--day", "2026-11-26"), "--from and --until"),
        ("fairness", out, "fairness is printed"),
    )
    for which, words, told in misused:
        assert report(which, *data, *words) == 2, words
        assert told in capsys.readouterr().err
    assert not (folder / "a.xlsx").exists()
    assert report("visits", "--data", str(folder / "none"), *out) == 1
