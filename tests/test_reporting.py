"""A day's report: from the folder, from the server that runs on it, the same after a rebuild."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signage import cli
from signage.errors import NotFound
from signage.journal.journal import Journal
from signage.queueing.fairness.report import fairness
from signage.records.records import Records
from signage.reporting import Reports, read_fairness
from tests.journal.days import played
from tests.serving import Server

DAYS = played(seed=5, presses=250, days=2).records


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    async with Journal.open(tmp_path, wall=lambda: 1.0) as journal:
        await journal.append(DAYS)
    return tmp_path


async def test_each_day_is_counted_from_its_events(folder: Path) -> None:
    first = await read_fairness(folder, "2026-11-26")
    last = await read_fairness(folder, None)
    assert first == fairness(DAYS)
    assert (first.day, last.day) == ("2026-11-26", "2026-11-27")
    assert last == await read_fairness(folder, "2026-11-27")
    assert first.tickets + last.tickets > 25


async def test_a_rebuild_changes_nothing_in_it(folder: Path) -> None:
    before = await read_fairness(folder, "2026-11-26")
    async with Journal.open(folder) as journal, Records.open(folder) as records:
        await records.rebuild(journal)
        assert await Reports(journal, records).fairness("2026-11-26") == before


async def test_a_report_is_counted_once_until_something_happens(folder: Path) -> None:
    async with Journal.open(folder) as journal, Records.open(folder) as records:
        await records.catch_up(journal)
        reports = Reports(journal, records)
        one = await reports.fairness("2026-11-26")
        assert await reports.fairness("2026-11-26") is one
        assert (await reports.fairness()).day == "2026-11-27"


@pytest.mark.parametrize("day", ["2026-11-25", "yesterday", "x" * 900])
async def test_a_day_that_was_none(folder: Path, day: str) -> None:
    with pytest.raises(NotFound, match="day_unknown"):
        await read_fairness(folder, day)


async def test_a_journal_without_a_day(tmp_path: Path) -> None:
    async with Journal.open(tmp_path):
        pass
    with pytest.raises(NotFound, match="day_unknown"):
        await read_fairness(tmp_path, None)


def test_the_command_tells_it_in_words_and_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server(tmp_path) as server:
        words = ["report", "fairness", "--data", str(server.data)]
        assert cli.main(words) == 0, "asked of the server that runs"
        assert "numbers were given" in capsys.readouterr().out
        assert cli.main([*words, "--day", "1999-01-01"]) == 1
        assert "There is no business day" in capsys.readouterr().err
        server.end()
    assert cli.main([*words, "--json"]) == 0, "read from the folder"
    told = json.loads(capsys.readouterr().out)
    assert (told["tickets"], told["classes"][0]["name"]["en"]) == (0, "No priority")
    assert cli.main([*words, "--day", "1999-01-01"]) == 1
